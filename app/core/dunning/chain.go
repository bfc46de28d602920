package dunning

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// noteSkipped says on a notice which channels of its level it would have used, were they not closed: by a consent that was
// withdrawn, or because nobody is reached there any more. A task that stands in for a letter skips no letter for being dead.
func (pl *planning) noteSkipped(n *Notice, l *Level, top step) {
	for _, c := range l.ways(top) {
		if c == n.Channel {
			return
		}
		if w := pl.a.Debtor.Refuses(c); w != nil {
			n.addEffect(Effect{
				Rule: "consent-" + string(c), Source: w.Source, Verified: true,
				What: Why{EffectConsentWithdrawn, map[string]string{"channel": string(c), "date": w.On.String()}},
			})
			continue
		}
		if dead := pl.a.Debtor.DeadBy(c); dead != nil && top.task == "" {
			n.addEffect(Effect{Rule: "dead-" + string(c), Verified: true, What: whyDead(dead)})
		}
	}
}

// whyDead says in stable words why a channel is dead. What a server or a person said of it is not among them: claims outlive the
// words of persons.
func whyDead(dead *receivable.DeadChannel) Why {
	args := map[string]string{"channel": string(dead.Channel), "cause": string(dead.Cause)}
	if !dead.On.IsZero() {
		args["date"] = dead.On.String()
	}
	return Why{EffectChannelDead, args}
}

// whyWithheld says more than its reason where a notice has no channel because one of its level is closed: by a consent before
// others, since that is a person's word.
func (n *Notice) whyWithheld(r Reason) Why {
	if r != ReasonNoChannel {
		return Why{Key: string(r)}
	}
	for _, key := range []string{EffectConsentWithdrawn, EffectChannelDead} {
		for i := range n.Effects {
			if n.Effects[i].What.Key == key {
				return n.Effects[i].What
			}
		}
	}
	return Why{Key: string(r)}
}

// Chain is the channels by which a level's notice goes, as they stand towards a debtor. Below the first level, and behind the last,
// it is that of the nearest one.
func (p *Procedure) Chain(level int, d *receivable.Debtor) []receivable.Link {
	if len(p.Levels) == 0 {
		return nil
	}
	channels := p.Levels[min(max(level, 1), len(p.Levels))-1].channels()
	refused := func(c receivable.Channel) bool { return d.Refuses(c) != nil }
	if slices.ContainsFunc(channels, refused) && !slices.Contains(channels, receivable.Letter) && d.Reaches(receivable.Letter) {
		channels = append(slices.Clone(channels), receivable.Letter) // who refuses a channel gets a letter after all
	}
	return d.Chain(channels)
}

// Revive takes back that a channel is dead.
func Revive(a Account, c receivable.Channel) Account {
	a = a.copied()
	kept := make([]receivable.Channel, 0, len(a.Debtor.Dead))
	for _, dead := range a.Debtor.Dead {
		if dead != c {
			kept = append(kept, dead)
		}
	}
	a.Debtor.Dead = kept
	return a
}
