package cli

import (
	"context"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// speech says what the rules found in the sentences of the screens, in English: a person reads both.
type speech struct{ w words.Words }

func speechOf(ctx context.Context, d *desk.Desk) (speech, error) {
	on, err := d.Today(ctx)
	if err != nil {
		return speech{}, err
	}
	company, err := d.Company(ctx)
	return speech{words.For("en", "GB", company.Currency, company.Location(), on)}, err
}

// plain writes no-break spaces as spaces, which a terminal and a search tell apart.
func plain(text string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(text)
}

// why says a reason with its values.
func (p speech) why(w dunning.Why) string { return plain(p.w.Why(w)) }

func (p speech) leftOut(l dunning.LeftOut) string { return plain(p.w.LeftOut(l)) }

func reason(r string) string { return words.Reason(dunning.Reason(r)) }

func channelName(c receivable.Channel) string {
	if c == "" {
		return "-"
	}
	return strings.ToLower(words.Channel(c))
}

// effects are lines beneath a notice: what each rule did to it, which rule, and where it stands.
func (p speech) effects(n *dunning.Notice) []string {
	out := make([]string, 0, len(n.Effects))
	for _, e := range n.Effects {
		line := "    " + p.why(e.What)
		if e.What.Key != dunning.EffectChannelDead { // no rule did that, but the world
			line += ": " + e.Rule + ", " + e.Source
		}
		if !e.Verified {
			line += " (NOT VERIFIED)"
		}
		out = append(out, line)
	}
	return out
}
