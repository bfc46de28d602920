package settings

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// assignmentPage lists who goes by which procedure. What is changed counts at once.
type assignmentPage struct {
	screen   *Screen
	table    *widget.Table[ruleRow]
	up, down *widget.Button
	rest     *widget.Select
	content  *fyne.Container
}

func (s *Screen) newAssignmentPage() *assignmentPage {
	p := &assignmentPage{screen: s}
	add := func() { p.ask(0) }
	p.up = widget.NewButton(widget.Secondary, i18n.T("assignment.up"), theme.IconChevronUp, func() { p.move(-1) })
	p.down = widget.NewButton(widget.Secondary, i18n.T("assignment.down"), theme.IconChevronDown, func() { p.move(1) })
	p.rest = widget.NewSelect(nil, "", p.setRest)
	p.table = widget.NewTable(widget.TableConfig[ruleRow]{
		RowHeight: theme.RowWork, Key: func(r ruleRow) string { return strconv.Itoa(r.Number) },
		Columns: []widget.Column[ruleRow]{
			{ID: "number", Title: i18n.T("assignment.rule"), Width: 48, Align: widget.Right, Text: func(r ruleRow) string { return strconv.Itoa(r.Number) }},
			{ID: "who", Title: i18n.T("assignment.who"), Width: 280, Flex: 2, Text: func(r ruleRow) string { return r.Who }, Lead: true},
			{ID: "procedure", Title: i18n.T("assignment.procedure"), Width: 180, Flex: 1, Text: func(r ruleRow) string { return r.Procedure }},
		},
		Empty: widget.NewEmptyState(theme.IconPerson, i18n.T("assignment.none"), i18n.T("assignment.none-text"),
			widget.NewButton(widget.Secondary, i18n.T("assignment.add"), theme.IconPlus, add)),
		OnSelect: func(ruleRow) { p.enable() },
		OnOpen:   func(r ruleRow) { p.ask(r.Number) },
		Menu:     func(ruleRow) []widget.Choice { return changeOrRemove("assignment.change", "assignment.remove") },
		OnChoice: func(r ruleRow, c widget.Choice) {
			if c.ID == "remove" {
				p.keep(withoutRule(p.screen.model.Kept.Procedures.Assignment, r.Number), i18n.T("assignment.removed"), 0)
				return
			}
			p.ask(r.Number)
		},
	})
	header := widget.NewPageHeader(i18n.T("settings.assignment"), p.up, p.down, widget.NewButton(widget.Primary, i18n.T("assignment.add"), theme.IconPlus, add))
	about := widget.Inset(0, theme.Edge, 12, theme.Edge, widget.NewSentence(widget.Body.In(theme.Text2), i18n.T("assignment.text")))
	rest := widget.NewSurface(theme.Pane, widget.TopEdge, widget.Inset(12, theme.Edge, 12, theme.Edge,
		widget.Row(theme.Edge, widget.NewText(i18n.T("assignment.rest"), widget.BodyStrong), widget.Sized(260, 0, p.rest), widget.Spacer())))
	p.content = widget.Stack(0, header, about, widget.Grow(p.table), rest)
	return p
}

func (p *assignmentPage) show() {
	k := p.screen.model.Kept
	p.table.SetRows(ruleRows(k))
	p.rest.SetChoices(procedureChoices(k))
	p.rest.SetSelected(k.Procedures.Assignment.Default)
	p.enable()
}

// enable lets the rule selected move where there is a place.
func (p *assignmentPage) enable() {
	r, ok := p.table.Selected()
	for by, button := range map[int]*widget.Button{-1: p.up, 1: p.down} {
		if _, can := moved(p.screen.model.Kept.Procedures.Assignment, r.Number, by); ok && can {
			button.Enable()
		} else {
			button.Disable()
		}
	}
}

func (p *assignmentPage) move(by int) {
	r, ok := p.table.Selected()
	if !ok {
		return
	}
	if a, can := moved(p.screen.model.Kept.Procedures.Assignment, r.Number, by); can {
		p.keep(a, i18n.T("assignment.saved"), r.Number+by)
	}
}

func (p *assignmentPage) setRest(name string) {
	a := p.screen.model.Kept.Procedures.Assignment
	a.Default = name
	p.keep(a, i18n.T("assignment.saved"), 0)
}

// keep puts an assignment into the book and shows it, with a rule selected.
func (p *assignmentPage) keep(a dunning.Assignment, said string, selected int) {
	before := p.screen.model.Kept.Procedures.Assignment
	runner.Go(p.screen.stage.Run, func(ctx context.Context) (struct{}, error) { return struct{}{}, p.screen.assign(ctx, before, a) }, func(_ struct{}, err error) {
		if err != nil {
			p.screen.stage.Fail(err)
			p.show()
			return
		}
		p.done(said, selected)
	})
}

func (p *assignmentPage) done(said string, selected int) {
	p.screen.stage.Changed()
	p.screen.stage.Tell(said)
	if selected > 0 {
		p.table.Select(strconv.Itoa(selected))
	}
	p.screen.load("")
}

// ask changes the n-th rule, or adds one when n is 0.
func (p *assignmentPage) ask(n int) {
	k := p.screen.model.Kept
	rule, title := dunning.Rule{Procedure: k.Procedures.Assignment.Default}, i18n.T("assignment.add")
	if n > 0 && n <= len(k.Procedures.Assignment.Rules) {
		rule, title = k.Procedures.Assignment.Rules[n-1], i18n.T("assignment.change")
	}
	customer, group := widget.NewInput(i18n.T("assignment.customer-example")), widget.NewInput(i18n.T("assignment.any"))
	customer.SetText(k.Customers[rule.Debtor])
	group.SetText(rule.Group)
	country := widget.NewSelect(anyOr(countryChoices(), rule.Country), rule.Country, nil)
	kind := widget.NewSelect(anyOr([]widget.Choice{
		{ID: string(receivable.Business), Text: kindWord(receivable.Business)}, {ID: string(receivable.Consumer), Text: kindWord(receivable.Consumer)},
	}, ""), string(rule.Kind), nil)
	by := widget.NewSelect(procedureChoices(k), rule.Procedure, nil)
	p.screen.stage.Decide(stage.Decision{
		Title: title, Text: i18n.T("assignment.rule-text"), Verb: title, Icon: theme.IconTick,
		Fields: []stage.NamedField{
			stage.Labelled("debtor", i18n.T("assignment.customer"), customer), stage.Labelled("group", i18n.T("assignment.group"), group),
			stage.Labelled("country", i18n.T("settings.country"), country), stage.Labelled("kind", i18n.T("assignment.kind"), kind),
			stage.Labelled("procedure", i18n.T("assignment.procedure"), by),
		},
		Work: func() (func(context.Context) error, error) {
			r := dunning.Rule{Procedure: by.Selected(), Group: strings.TrimSpace(group.Text()), Country: country.Selected(), Kind: receivable.Kind(kind.Selected())}
			text, before := strings.TrimSpace(customer.Text()), rule
			return func(ctx context.Context) error { return p.put(ctx, k, n, r, text, before) }, nil
		},
		Done: func() { p.done(i18n.T("assignment.saved"), n) },
	})
}

// put keeps a rule; the customer is named by number or name, and stays the same while the name does.
func (p *assignmentPage) put(ctx context.Context, k Kept, n int, r dunning.Rule, customer string, before dunning.Rule) error {
	switch {
	case customer == "":
	case before.Debtor != 0 && customer == k.Customers[before.Debtor]:
		r.Debtor = before.Debtor
	default:
		d, err := p.screen.desk.FindCustomer(ctx, customer)
		if err != nil {
			return stage.OnField(err, "debtor")
		}
		r.Debtor = d.ID
	}
	shown := k.Procedures.Assignment
	return ruleField(p.screen.assign(ctx, shown, withRule(shown, n, r)))
}

// assign keeps an assignment unless somebody else has changed the one that was shown.
func (s *Screen) assign(ctx context.Context, before, a dunning.Assignment) error {
	now, err := s.desk.Procedures(ctx)
	if err != nil {
		return err
	}
	if now.Assignment.Default != before.Default || !slices.Equal(now.Assignment.Rules, before.Rules) {
		return fault.New(fault.Conflict, "%s", i18n.T("assignment.changed-meanwhile"))
	}
	return s.desk.AssignProcedures(ctx, a)
}

// ruleField names the field of the dialog that an error of the assignment is about.
func ruleField(err error) error {
	field := fieldOfError(err)
	if at := strings.LastIndex(field, "]."); at >= 0 {
		return stage.OnField(err, field[at+2:])
	}
	return err
}

// anyOr offers no choice at all before the others, and one more that is in use.
func anyOr(choices []widget.Choice, also string) []widget.Choice {
	if also != "" && !slices.ContainsFunc(choices, func(c widget.Choice) bool { return c.ID == also }) {
		choices = append(choices, widget.Choice{ID: also, Text: words.Country(also)})
	}
	return append([]widget.Choice{{ID: "", Text: i18n.T("assignment.any")}}, choices...)
}
