package call

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Desk is what a call needs of the desk.
type Desk interface {
	KeepCall(ctx context.Context, o desk.CallOrder) error
}

// Call is a call, or a visit, that is being made.
type Call struct {
	View    desk.CustomerView
	Channel receivable.Channel // Call, or Visit
	Result  desk.CallResult    // chosen at first; empty: reached
	Done    func()             // it was kept
	Next    func()             // it was kept, and the next customer on the list is wanted; nil: there is no list
}

// panel is the dialog of a call.
type panel struct {
	stage    *stage.Stage
	desk     Desk
	call     Call
	talk     Talk
	result   *widget.Tabs
	promise  *PromiseFields
	dispute  *DisputeFields
	text     *widget.Input
	again    *widget.DateField
	parts    map[desk.CallResult]*part // what a result asks for
	relayout func()
}

// Open shows what to say and asks what came of it: a result and the verb are two clicks, with what the result leads to filled in.
func Open(st *stage.Stage, d Desk, c Call) {
	p := &panel{stage: st, desk: d, call: c, talk: About(&c.View), relayout: func() {}}
	fields := p.build()
	name := p.talk.Name
	decision := stage.Decision{
		Title: i18n.T("call.title", i18n.Args{"name": name}), Text: p.where(), Verb: i18n.T("call.verb"), Icon: theme.IconPhone, Width: 640,
		Fields: fields, Content: p.content(fields), Opened: func(relayout func()) { p.relayout = relayout },
		Work: p.work, Done: c.Done,
	}
	if c.Channel == receivable.Visit {
		decision.Title, decision.Verb, decision.Icon = i18n.T("visit.title", i18n.Args{"name": name}), i18n.T("visit.verb"), theme.IconPerson
	}
	if c.Next != nil {
		decision.Second, decision.SecondDone = i18n.T("call.and-next"), c.Next
	}
	st.Decide(decision)
}

// where is the number to dial, and whether it may be dialled now.
func (p *panel) where() string {
	d := p.call.View.Debtor
	if p.call.Channel == receivable.Visit {
		return words.Facts(strings.Join(d.Address.Lines, ", "), strings.TrimSpace(d.Address.PostalCode+" "+d.Address.City))
	}
	phone := d.Phone
	if len(d.Contacts) > 0 && d.Contacts[0].Phone != "" {
		phone = d.Contacts[0].Phone
	}
	if phone == "" {
		phone = i18n.T("call.no-phone")
	}
	text, _ := MayCall(p.call.View.MayCall, p.stage.Words)
	return words.Facts(phone, text)
}

// MayCall says what time it is at the customer and whether a call is allowed, and reports whether it is.
func MayCall(m desk.MayContact, w words.Words) (string, bool) {
	if m.Local.IsZero() {
		return "", true
	}
	args := i18n.Args{"time": m.Local.Format("15:04"), "rule": m.Rule}
	switch {
	case m.Refused != nil:
		return i18n.T("may.refused", i18n.Args{"date": w.Day(m.Refused.On), "source": m.Refused.Source}), false
	case m.Allowed:
		return i18n.T("may.call", args), true
	case m.Next.IsZero():
		return i18n.T("may.not-call", args), false
	}
	args["next"] = m.Next.Format("15:04")
	if day := date.In(m.Next, m.Next.Location()); day != date.In(m.Local, m.Local.Location()) {
		args["next"] = w.Day(day) + m.Next.Format(" 15:04")
	}
	return i18n.T("may.call-from", args), false
}

func (p *panel) build() []stage.NamedField {
	w := p.stage.Words
	sum := p.talk.Collect
	if sum.Currency == "" {
		sum.Currency = w.Own()
	}
	p.promise, p.dispute = NewPromiseFields(w, sum), NewDisputeFields(w, &p.call.View, 0)
	choices := make([]widget.Choice, 0, len(desk.CallResults()))
	for _, r := range desk.CallResults() {
		if r == desk.CallDisputes && p.dispute == nil {
			continue // there is nothing that could be disputed
		}
		choices = append(choices, widget.Choice{ID: string(r), Text: words.CallResult(string(r))})
	}
	if p.call.Result == "" || p.call.Result == desk.CallDisputes && p.dispute == nil {
		p.call.Result = desk.CallReached
	}
	p.result = widget.NewTabs(choices, string(p.call.Result), func(string) { p.choose() })
	p.text = widget.NewTextArea(i18n.T("call.text-hint"), 2)
	p.again = widget.NewDateField(w.Dates(), w.Today())
	fields := []stage.NamedField{
		stage.Labelled("result", i18n.T("call.result"), p.result), stage.Labelled("text", i18n.T("call.text"), p.text),
		stage.Labelled("follow-up", i18n.T("call.again"), p.again.Input),
	}
	fields = append(fields, p.promise.Fields()...)
	if p.dispute != nil {
		fields = append(fields, p.dispute.Fields()...)
	}
	return fields
}

// content stands the script over the result, and under that what the result asks for.
func (p *panel) content(fields []stage.NamedField) fyne.CanvasObject {
	promised := 3 + len(p.promise.Fields())
	p.parts = map[desk.CallResult]*part{desk.CallPromised: newPart(fields[3:promised], 4)}
	column := widget.Stack(12, p.facts(), p.script(), fields[0].Field, p.parts[desk.CallPromised].lines)
	if p.dispute != nil {
		p.parts[desk.CallDisputes] = newPart(fields[promised:], 3)
		column.Add(p.parts[desk.CallDisputes].lines)
	}
	p.choose()
	column.Add(widget.TopRow(theme.Edge, widget.GrowBy(3, widget.Sized(1, 0, fields[1].Field)), widget.GrowBy(1, widget.Sized(1, 0, fields[2].Field))))
	return column
}

// facts are what a clerk is asked on the telephone.
func (p *panel) facts() fyne.CanvasObject {
	w := p.stage.Words
	sum := words.Dash
	if p.talk.Collect.Currency != "" {
		sum = w.Money(p.talk.Collect)
	}
	oldest := words.Dash
	if p.talk.Oldest != "" {
		oldest = words.Facts(p.talk.Oldest, words.Days(p.talk.Days))
	}
	promise := i18n.T("customer.none-yet")
	if pr := p.talk.Promise; pr != nil {
		promise = words.Facts(w.Money(pr.Amount), w.Day(pr.By), words.PromiseState(pr.State))
	}
	return stage.Columns(
		stage.Fact(i18n.T("pane.to-collect"), sum), stage.Fact(i18n.T("call.oldest"), oldest), stage.Fact(i18n.T("call.last-promise"), promise),
	)
}

func (p *panel) script() fyne.CanvasObject {
	lines := widget.Stack(6, widget.NewText(i18n.T("pane.say"), widget.SmallStrong))
	for _, line := range p.talk.Script(p.stage.Words) {
		lines.Add(widget.NewSentence(widget.Body, line))
	}
	return widget.NewBox(theme.Pane, widget.Inset(12, theme.Edge, 12, theme.Edge, lines))
}

// choose shows what a result asks for, with the follow-up that it suggests.
func (p *panel) choose() {
	r := desk.CallResult(p.result.Selected())
	for of, part := range p.parts {
		part.show(of == r)
	}
	if again := followUp(r, p.stage.Words.Today()); again.IsZero() {
		p.again.SetText("")
	} else {
		p.again.SetDate(again)
	}
	p.relayout()
}

func (p *panel) work() (func(context.Context) error, error) {
	o := desk.CallOrder{Debtor: p.call.View.Debtor.ID, Channel: p.call.Channel, Result: desk.CallResult(p.result.Selected()), Text: p.text.Text()}
	if p.again.Text() != "" {
		day, err := p.again.Date()
		if err != nil {
			return nil, stage.OnField(err, "follow-up")
		}
		o.FollowUp = day
	}
	switch o.Result {
	case desk.CallPromised:
		promise, err := p.promise.Order()
		if err != nil {
			return nil, err
		}
		o.Promise = &promise
	case desk.CallDisputes:
		dispute, err := p.dispute.Order()
		if err != nil {
			return nil, err
		}
		o.Dispute = &dispute
	case desk.CallReached, desk.CallAsksTime, desk.CallWrongNumber, desk.CallNoAnswer:
	}
	return func(ctx context.Context) error { return p.desk.KeepCall(ctx, o) }, nil
}

// part is what one result asks for. Its fields are hidden with it, so that an error is shown under one that is seen.
type part struct {
	fields []stage.NamedField
	lines  *fyne.Container
}

func newPart(fields []stage.NamedField, columns int) *part {
	p := &part{fields, stage.InLines(fields, columns)}
	p.show(false)
	return p
}

func (p *part) show(visible bool) {
	for _, f := range p.fields {
		if visible {
			f.Field.Show()
		} else {
			f.Field.Hide()
		}
	}
	if visible {
		p.lines.Show()
	} else {
		p.lines.Hide()
	}
}
