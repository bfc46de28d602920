package waves

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// Rule is the rule about contacts by which a customer hears nothing today.
type Rule struct {
	ID       string
	Source   string
	House    bool // a person may set it aside
	Verified bool
}

// RuleOf gives the rule that left an item out; false where it was another reason.
func RuleOf(r desk.LeftOutRow) (Rule, bool) {
	switch r.Detail.Key {
	case dunning.WhyContactHours, dunning.WhyContactMax:
	default:
		return Rule{}, false
	}
	args := r.Detail.Args
	return Rule{
		ID: args["rule"], Source: args["source"], House: args["force"] == string(law.House), Verified: args["verified"] == "true",
	}, true
}

// ruleText says what the rule is and whether a person may set it aside.
func (r Rule) text() string {
	key := "rule.statute"
	if r.House {
		key = "rule.house"
	}
	text := i18n.T(key, i18n.Args{"rule": r.ID, "source": r.Source})
	if !r.Verified {
		text += " " + i18n.T("rule.unverified")
	}
	return text
}

// ruleButtons are what a person can do about a rule: a house rule has a button, a statute has none.
func (s *Screen) ruleButtons(r desk.LeftOutRow) []fyne.CanvasObject {
	rule, ok := RuleOf(r)
	if !ok || !rule.House || s.model == nil || !s.model.CanChange() {
		return nil
	}
	return []fyne.CanvasObject{widget.NewButton(widget.Secondary, i18n.T("rule.set-aside"), theme.IconScales, func() { s.askSetAside(r, rule) })}
}

func (s *Screen) askSetAside(r desk.LeftOutRow, rule Rule) {
	debtor, on := r.Debtor, s.stage.Words.Today()
	var again desk.WaveID
	var asked desk.Asked
	s.askWhy(stage.Decision{
		Title: i18n.T("rule.set-aside-title", i18n.Args{"rule": rule.ID, "name": r.Name}), Text: i18n.T("rule.set-aside-text"),
		Verb: i18n.T("rule.set-aside-verb"), Icon: theme.IconScales,
		Done: func() {
			if asked.Done {
				s.id, s.model = again, nil
			}
			s.stage.Changed()
			s.stage.Tell(stage.SayAsked(asked, i18n.T("rule.set-aside-done", i18n.Args{"name": r.Name})))
			s.load()
		},
	}, i18n.T("rule.set-aside-hint"), func(ctx context.Context, why string) error {
		var err error
		if asked, err = s.desk.SetAside(ctx, debtor, rule.ID, why); err != nil || !asked.Done {
			return err
		}
		again, err = s.desk.Propose(ctx, on)
		return err
	})
}
