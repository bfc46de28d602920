package settings

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/locale"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// boundFields ask for one bound.
type boundFields struct {
	name                   string
	kind                   approval.Kind
	reach                  *widget.Select
	amount                 *widget.MoneyEntry
	months, notices, level *widget.Input
}

func newBoundFields(name string, kind approval.Kind, l *locale.Locale, c money.Currency) *boundFields {
	choices := []widget.Choice{{ID: string(Nothing), Text: i18n.T("limits.nothing")}, {ID: string(UpTo), Text: i18n.T("limits.up-to")}, {ID: string(Anything), Text: i18n.T("limits.anything")}}
	if kind == approval.Override { // there is nothing to count
		choices = []widget.Choice{choices[0], choices[2]}
	}
	return &boundFields{
		name: name, kind: kind, reach: widget.NewSelect(choices, string(Nothing), nil), amount: widget.NewMoneyEntry(l, c),
		months: widget.NewInput(""), notices: widget.NewInput(""), level: widget.NewInput(""),
	}
}

// named gives the fields that the kind has.
func (f *boundFields) named(label string) []stage.NamedField {
	out := []stage.NamedField{stage.Labelled(f.name, label, f.reach)}
	if f.kind == approval.Override {
		return out
	}
	out = append(out, stage.Labelled(f.name+".amount", i18n.T("limits.sum"), f.amount.Input))
	if f.kind == approval.Plan {
		out = append(out, stage.Labelled(f.name+".months", i18n.T("limits.months"), f.months))
	}
	if f.kind == approval.Release {
		out = append(out, stage.Labelled(f.name+".notices", i18n.T("limits.notices"), f.notices), stage.Labelled(f.name+".level", i18n.T("limits.level"), f.level))
	}
	return out
}

func (f *boundFields) set(t BoundText) {
	f.reach.SetSelected(string(t.Reach))
	f.amount.SetAmount(t.Amount)
	f.months.SetText(t.Months)
	f.notices.SetText(t.Notices)
	f.level.SetText(t.Level)
}

func (f *boundFields) read() (approval.Bound, error) {
	t := BoundText{Reach: Reach(f.reach.Selected()), Months: f.months.Text(), Notices: f.notices.Text(), Level: f.level.Text()}
	if t.Reach == UpTo {
		amount, err := f.amount.Amount()
		if err != nil {
			return approval.Bound{}, stage.OnField(err, f.name+".amount")
		}
		t.Amount = amount
	}
	return t.read(f.kind, f.name)
}

// askLimit changes what a role may do of a kind, in the currency that is shown.
func (p *usersPage) askLimit(kind approval.Kind) {
	if !p.may() {
		return
	}
	policy, c := p.kept().Policy, p.shownCurrency()
	l := p.screen.stage.Words.Locale()
	alone, decides := newBoundFields("alone", kind, l, c), newBoundFields("decides", kind, l, c)
	fill := func(role approval.Role) {
		a, d := policy.Reach(role, kind, c)
		alone.set(boundText(a, c))
		decides.set(boundText(d, c))
	}
	var roles []widget.Choice
	for _, r := range limited() {
		roles = append(roles, widget.Choice{ID: string(r), Text: words.Role(r)})
	}
	role := widget.NewSelect(roles, string(approval.Clerk), func(id string) { fill(approval.Role(id)) })
	fill(approval.Clerk)
	fields := append([]stage.NamedField{stage.Labelled("role", i18n.T("users.role"), role)}, alone.named(i18n.T("limits.alone-field"))...)
	fields = append(fields, decides.named(i18n.T("limits.decides-field"))...)
	p.screen.stage.Decide(stage.Decision{
		Title: i18n.T("limits.title", i18n.Args{"kind": words.ApprovalKind(kind), "currency": string(c)}), Text: i18n.T("limits.text"), Verb: i18n.T("limits.save"), Icon: theme.IconTick, Fields: fields,
		Work: func() (func(context.Context) error, error) {
			a, err := alone.read()
			if err != nil {
				return nil, err
			}
			d, err := decides.read()
			if err != nil {
				return nil, err
			}
			next := withLimit(policy, approval.Role(role.Selected()), kind, c, a, d)
			return func(ctx context.Context) error { return p.screen.desk.SetPolicy(ctx, next) }, nil
		},
		Done: func() { p.done(i18n.T("limits.saved", i18n.Args{"kind": words.ApprovalKind(kind)})) },
	})
}
