package approvals

import (
	"fmt"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// detail is one request: what is asked, by whom and why, the evidence, what a yes brings, and the decision at the bottom.
type detail struct {
	screen  *Screen
	shown   approval.RequestID
	version int
	head    *fyne.Container
	body    *fyne.Container
	scroll  *widget.Scroll
	why     *widget.Input
	bar     *fyne.Container
	content fyne.CanvasObject
}

func newDetail(s *Screen) *detail {
	d := &detail{screen: s, head: widget.Stack(theme.Gap), body: widget.Stack(theme.GroupGap), why: widget.NewInput(i18n.T("approvals.why-hint")), bar: widget.Row(theme.Gap)}
	d.scroll = widget.NewScroll(widget.Inset(theme.Edge, theme.GroupGap, theme.Edge, theme.GroupGap, d.body))
	foot := widget.NewSurface(theme.Pane, widget.TopEdge, widget.Sized(0, theme.DecisionBar, widget.Inset(0, theme.GroupGap, 0, theme.GroupGap, d.bar)))
	d.content = widget.Stack(0, widget.Inset(12, theme.GroupGap, 12, theme.GroupGap, d.head), widget.Rule(), widget.Grow(d.scroll), foot)
	return d
}

// show draws a request that has been read.
func (d *detail) show(e *desk.Evidence) {
	w := d.screen.stage.Words
	d.head.Objects = []fyne.CanvasObject{d.headline(e, w), d.asked(e, w)}
	d.head.Refresh()
	left := widget.Stack(theme.Gap, widget.NewText(i18n.T("approvals.evidence"), widget.Group))
	for _, p := range append(asked(e, w), Proofs(e.Customer, w)...) {
		left.Add(d.proofLine(p))
	}
	if e.Wave != nil {
		left.Add(d.waveLine(e, w))
	}
	right := widget.Stack(theme.Gap, widget.NewText(i18n.T("approvals.if-yes"), widget.Group))
	for _, f := range Effects(e, w) {
		colour := theme.Text2
		if f.Law {
			colour = theme.Overdue2.Text()
		}
		right.Add(widget.NewPoint(f.Icon, colour, widget.Run{Text: f.Text}))
	}
	d.body.Objects = nil
	if e.Changed != nil {
		f := words.Failure(e.Changed)
		d.body.Add(widget.NewBanner(widget.Blocked, f.What, []widget.Run{{Text: f.Todo}}, nil))
	}
	if e.Ways != nil {
		d.body.Add(d.ways(e, w))
	}
	d.body.Add(widget.TopRow(theme.GroupGap, widget.GrowBy(6, widget.Sized(1, 0, left)), widget.GrowBy(5, widget.Sized(1, 0, right))))
	if e.Customer != nil && len(e.Customer.Items) > 0 {
		d.body.Add(d.claim(e, w))
	}
	d.body.Refresh()
	d.scroll.ScrollToTop()
	d.scroll.Refresh()
	if d.shown != e.ID || d.version != e.Version { // what was typed was meant for another request
		d.why.SetText("")
	}
	d.shown, d.version = e.ID, e.Version
	d.showBar(e, w)
}

// headline is the kind over the one sum, with whom it is about beside it.
func (d *detail) headline(e *desk.Evidence, w words.Words) fyne.CanvasObject {
	figure := words.ApprovalKind(e.Measure.Kind)
	if e.Measure.Amount.Currency != "" {
		figure = w.Money(e.Measure.Amount)
	}
	line := widget.Row(theme.Edge, widget.NewText(figure, widget.FigureLarge), widget.NewText(e.Subject, widget.BodyStrong.Cut()))
	if e.Customer != nil {
		line.Add(widget.NewText(about(e.Customer), widget.Small.Cut()))
		line.Add(widget.Spacer())
		id := e.Customer.Debtor.ID
		line.Add(widget.NewButton(widget.Link, i18n.T("approvals.open-customer"), "", func() { d.screen.stage.OpenCustomer(id) }))
	}
	over := words.ApprovalKind(e.Measure.Kind)
	if e.Undoes {
		over = wanted(&e.RequestView, w)
	}
	return widget.Stack(0, widget.NewText(over, widget.SmallStrong), line)
}

// asked says who wants it and why, and whether it may be decided here.
func (d *detail) asked(e *desk.Evidence, w words.Words) fyne.CanvasObject {
	args := i18n.Args{"who": e.By.Name, "date": w.Day(w.DayOf(e.At)), "why": e.Why}
	line := widget.Row(theme.Gap, widget.NewIcon(theme.IconPerson, theme.Text2, theme.IconRow),
		widget.Grow(widget.NewText(i18n.T("approvals.asked", args), widget.Body.In(theme.Text2).Cut())))
	for _, m := range marks(e, w) {
		line.Add(widget.Inset(0, 0, 0, theme.Gap, widget.NewFlag(m)))
	}
	column := widget.Stack(4, line)
	switch {
	case e.Decided.Why != "" || e.State.Over() && !e.Decided.At.IsZero():
		said := i18n.Args{"who": e.Decided.By.Name, "date": w.Day(w.DayOf(e.Decided.At)), "state": stateWord(&e.RequestView), "why": e.Decided.Why}
		text := i18n.T("approvals.said", said)
		if e.Decided.Why != "" {
			text = i18n.T("approvals.said-why", said)
		}
		column.Add(widget.NewText(text, widget.Small.Cut()))
	case e.Right.ID != 0 && e.Right.ID != d.screen.model.Seat.User.ID:
		column.Add(widget.NewText(i18n.T("approvals.for", i18n.Args{"who": e.Right.Name}), widget.Small.Cut()))
	case !e.State.Over():
		column.Add(widget.NewText(words.Sentenced(i18n.T("approvals.until", i18n.Args{"date": w.Day(e.Expires)})), widget.Small.Cut()))
	}
	return column
}

func stateWord(v *desk.RequestView) string { return words.RequestState(v.State) }

const proofWidth float32 = 130

func (d *detail) proofLine(p Proof) fyne.CanvasObject {
	ink := theme.Text
	if p.Status != theme.Neutral {
		ink = p.Status.Text()
	}
	line := widget.Row(theme.Gap, widget.NewIcon(p.Icon, p.Status.Text(), theme.IconRow), widget.Sized(proofWidth, 0, widget.NewText(p.What, widget.BodyStrong.In(ink).Cut())),
		widget.Grow(widget.NewText(p.Detail, widget.Body.In(theme.Text2).Cut())))
	if p.opens() {
		line.Add(widget.NewButton(widget.Link, i18n.T("approvals.open"), "", func() { d.openProof(p) }))
	}
	return line
}

// waveLine leads to the wave that is to be released, with what it asks for in each currency.
func (d *detail) waveLine(e *desk.Evidence, w words.Words) fyne.CanvasObject {
	column := widget.Stack(theme.Gap)
	for _, m := range e.Sums {
		column.Add(widget.NewText(w.Code(m.Amount), widget.BodyStrong))
	}
	column.Add(widget.NewText(words.Facts(i18n.N("approval.notices", e.Measure.Notices), i18n.T("approvals.level", i18n.Args{"level": e.Measure.Level})), widget.Body.In(theme.Text2)))
	id := e.Wave.ID
	column.Add(widget.Row(0, widget.NewButton(widget.Link, i18n.T("approvals.open-wave"), "", func() { d.screen.stage.OpenWave(id) }), widget.Spacer()))
	return column
}

// mostClaims is how many claims are listed; the rest stands on the customer's page.
const mostClaims = 12

// claim lists what the customer owes, oldest first, with the charges under it.
func (d *detail) claim(e *desk.Evidence, w words.Words) fyne.CanvasObject {
	v := e.Customer
	table := widget.NewTable(widget.TableConfig[desk.ItemRow]{
		Key: func(r desk.ItemRow) string { return fmt.Sprint(r.ID) },
		Columns: []widget.Column[desk.ItemRow]{
			{ID: "number", Title: i18n.T("approvals.item"), Width: 110, Flex: 1, Text: func(r desk.ItemRow) string { return r.Number }},
			{ID: "due", Title: i18n.T("approvals.due"), Width: 90, Text: func(r desk.ItemRow) string { return w.Day(r.DueOn()) }},
			{
				ID: "overdue", Title: i18n.T("approvals.overdue"), Width: 80, Align: widget.Right, Text: func(r desk.ItemRow) string { return words.Overdue(r.DaysOverdue(v.Date)) },
				Style: func(r desk.ItemRow) widget.Style {
					return widget.Body.In(theme.AgeStatus(r.DaysOverdue(v.Date)).Text()).OnRight()
				},
			},
			{ID: "open", Title: i18n.T("approvals.open-sum"), Width: 128, Codes: true, Align: widget.Right, Text: func(r desk.ItemRow) string { return w.Figures(r.Open) }, Cell: widget.MoneyCell(func(r desk.ItemRow) widget.Sum { return w.Sum(r.Open, true) })},
			{ID: "sheet", Title: "", Width: 60, Text: func(desk.ItemRow) string { return i18n.T("why") }, OnTap: d.openItem},
			{ID: "level", Title: "", Width: 150, Flex: 1, Text: func(r desk.ItemRow) string { return itemState(&r) }, Style: func(desk.ItemRow) widget.Style { return widget.Small }},
		},
		OnOpen: d.openItem,
		OnWhy:  d.openItem,
	})
	all := claimRows(e)
	rows := all[:min(mostClaims, len(all))]
	table.SetRows(rows)
	column := widget.Stack(theme.Gap, widget.NewText(i18n.T("approvals.claim"), widget.Group), widget.Sized(0, theme.HeaderRow+float32(len(rows))*theme.RowDense, table))
	if more := len(all) - len(rows); more > 0 {
		column.Add(widget.NewText(i18n.N("approvals.more-items", more), widget.Small))
	}
	for _, text := range []string{charges(e, w), otherClaims(e, w)} {
		if text != "" {
			column.Add(widget.NewText(text, widget.Body.In(theme.Text2)))
		}
	}
	return column
}

func itemState(r *desk.ItemRow) string {
	level, disputed := "", ""
	if r.Level > 0 {
		level = i18n.T("approvals.level", i18n.Args{"level": r.Level})
	}
	if r.Dispute != nil {
		disputed = i18n.T("approvals.disputed")
	}
	return words.Facts(level, disputed)
}

// claimRows are the claims that are asked for, oldest first; all that are open when it names none.
func claimRows(e *desk.Evidence) (rows []desk.ItemRow) {
	for i := range e.Customer.Items {
		if e.About(e.Customer.Items[i].ID) {
			rows = append(rows, e.Customer.Items[i])
		}
	}
	return rows
}

// charges sums fees and interest of notices by currency: "3 fees and late interest: 550,00 kr".
func charges(e *desk.Evidence, w words.Words) string {
	v := e.Customer
	n, sums := 0, map[money.Currency]int64{}
	var order []money.Currency
	for _, c := range v.Charges {
		if c.Item != 0 && !e.About(c.Item) {
			continue
		}
		if _, ok := sums[c.Open.Currency]; !ok {
			order = append(order, c.Open.Currency)
		}
		n++
		sums[c.Open.Currency] += c.Open.Minor
	}
	parts := make([]string, len(order))
	for i, c := range order {
		parts[i] = w.Money(money.New(sums[c], c))
	}
	if n == 0 {
		return ""
	}
	return i18n.N("approvals.charges", n, i18n.Args{"amount": words.Facts(parts...)})
}

// showBar draws the decision: to say yes or no, or for one's own request to withdraw it or ask again.
func (d *detail) showBar(e *desk.Evidence, w words.Words) {
	s := d.screen
	button := func(kind widget.ButtonKind, text string, icon theme.IconName, do func(), on bool) *widget.Button {
		b := widget.NewButton(kind, text, icon, do).Large()
		if !on {
			b.Disable()
		}
		return b
	}
	may := mayDecide(&e.RequestView)
	d.bar.Objects = nil
	switch {
	case e.State.Over():
		d.bar.Add(widget.NewText(i18n.T("approvals.over-now"), widget.Body.In(theme.Text2)))
	case e.Mine:
		d.bar.Objects = []fyne.CanvasObject{
			widget.Grow(widget.NewText(i18n.T("approvals.own-text"), widget.Body.In(theme.Text2).Cut())),
			button(widget.Danger, i18n.T("approvals.withdraw"), "", s.askWithdraw, true),
			button(widget.Primary, i18n.T("approvals.again"), theme.IconRefresh, s.askAgain, e.State == approval.SentBack || e.Changed != nil),
		}
	default:
		d.bar.Objects = []fyne.CanvasObject{
			widget.Grow(d.why),
			button(widget.Secondary, i18n.T("approvals.send-back"), "", s.askSendBack, may),
			button(widget.Danger, i18n.T("approvals.decline"), "", s.askDecline, may),
			button(widget.Primary, i18n.T("approvals.approve", i18n.Args{"what": noun(&e.RequestView, w)}), theme.IconTick, s.approve, may && e.Changed == nil),
		}
	}
	d.bar.Refresh()
}
