package bank

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// detail is one payment: what the bank tells of it, what it may have been paid for, and what becomes of it.
type detail struct {
	screen  *Screen
	shown   int64
	head    *fyne.Container
	title   *widget.Text
	search  *widget.Input
	choices *widget.Table[remittance.Candidate]
	parts   *widget.Table[desk.BankPart]
	body    *stage.Pages
	said    *widget.Paragraph
	bar     *fyne.Container
	place   *widget.Button
	hints   *stage.Pages
	keys    [2]*widget.Footer // of what is to be placed, and of the rest
	content fyne.CanvasObject
}

func newDetail(s *Screen) *detail {
	d := &detail{screen: s, head: widget.Stack(theme.Gap), title: widget.NewText("", widget.Group), said: widget.NewSentence(widget.Body.In(theme.Text2), ""), bar: widget.Row(theme.Gap)}
	d.choices = widget.NewTable(widget.TableConfig[remittance.Candidate]{
		RowHeight: theme.RowTwoLine, Ticks: true, Columns: d.choiceColumns(), NoMatch: i18n.T("list.no-match"),
		Key:      func(c remittance.Candidate) string { return strconv.FormatInt(int64(c.Claim.Item), 10) },
		Empty:    widget.NewEmptyState(theme.IconSearch, i18n.T("bank.no-choice"), i18n.T("bank.no-choice-text")),
		OnSelect: func(remittance.Candidate) { d.showBar() }, OnOpen: func(remittance.Candidate) { s.confirm() }, OnTicks: func(int) { d.showBar() },
	})
	d.parts = widget.NewTable(widget.TableConfig[desk.BankPart]{
		Key: func(p desk.BankPart) string { return strconv.FormatInt(int64(p.Item), 10) }, Columns: d.partColumns(), NoMatch: i18n.T("list.no-match"),
		Empty: widget.NewEmptyState(theme.IconMinus, i18n.T("bank.set-aside"), i18n.T("bank.ignored-text")),
	})
	d.search = widget.NewSearchField(i18n.T("bank.search"), s.find)
	d.search.LeadsTo(d.choices)
	d.place = widget.NewButton(widget.Primary, "", theme.IconTick, s.confirm).Large()
	d.body = stage.NewPages(d.choices)
	heading := widget.Inset(12, theme.GroupGap, 4, theme.GroupGap, widget.Row(theme.Gap, d.title, widget.Spacer(), widget.Sized(260, 0, d.search)))
	foot := widget.NewSurface(theme.Pane, widget.TopEdge, widget.Sized(0, theme.DecisionBar, widget.Inset(0, theme.GroupGap, 0, theme.GroupGap, d.bar)))
	d.keys[0] = widget.NewFooter(widget.NewKeyHint(i18n.T("bank.place"), "Enter"), widget.NewKeyHint(i18n.T("bank.number-key"), "1–9"), widget.NewKeyHint(i18n.T("bank.other-key"), "O"),
		widget.NewKeyHint(i18n.T("bank.ignore-key"), "N"), widget.NewKeyHint(i18n.T("bank.undo-key"), "U"))
	d.keys[1] = widget.NewFooter(widget.NewKeyHint(i18n.T("bank.undo-key"), "U"))
	d.hints = stage.NewPages(d.keys[0])
	d.content = widget.Stack(0, widget.Inset(12, theme.GroupGap, 12, theme.GroupGap, d.head), widget.Rule(), heading,
		widget.Grow(widget.Inset(0, theme.GroupGap-theme.Edge, 0, theme.GroupGap-theme.Edge, d.body.Container)), foot, d.hints.Container)
	return d
}

func (d *detail) choiceColumns() []widget.Column[remittance.Candidate] {
	w := d.screen.stage.Words
	faint := func(remittance.Candidate) widget.Style { return widget.Body.In(theme.Text2) }
	return []widget.Column[remittance.Candidate]{
		{
			ID: "n", Title: "", Width: 10, Text: d.keyOf, Style: func(remittance.Candidate) widget.Style { return widget.Small },
		},
		{
			ID: "name", Title: i18n.T("customers.name"), Width: 140, Flex: 1, Text: func(c remittance.Candidate) string { return c.Claim.Name }, Lead: true,
			Detail: func(c remittance.Candidate) widget.Detail { return widget.Detail{Text: c.Claim.Customer} },
		},
		{ID: "number", Title: i18n.T("items.invoice"), Width: 84, Text: func(c remittance.Candidate) string { return c.Claim.Number }},
		{ID: "due", Title: i18n.T("items.due"), Width: 54, Text: func(c remittance.Candidate) string { return w.Day(c.Claim.Due) }, Style: faint, Rank: 1},
		{
			ID: "open", Title: i18n.T("customers.open"), Width: 84, Align: widget.Right, Text: func(c remittance.Candidate) string { return w.Figures(c.Claim.Open) },
			Style: func(remittance.Candidate) widget.Style { return widget.Body.OnRight() },
		},
		{
			ID: "why", Title: i18n.T("bank.why"), Width: 236, Flex: 2, Text: func(c remittance.Candidate) string { return d.chance(c).Word }, Cell: widget.FlagCell(d.chance),
			Detail: func(c remittance.Candidate) widget.Detail { return widget.Detail{Text: d.reasons(c)} },
		},
	}
}

// keyOf is the key that chooses a suggestion: the first nine have one.
func (d *detail) keyOf(c remittance.Candidate) string {
	for i, other := range d.screen.model.Choices() {
		if i < 9 && other.Claim.Item == c.Claim.Item {
			return strconv.Itoa(i + 1)
		}
	}
	return ""
}

// chance is how likely a choice is for the payment shown.
func (d *detail) chance(c remittance.Candidate) widget.State {
	p := d.screen.model.Current()
	if p == nil {
		return widget.State{}
	}
	return chanceState(remittance.Agree(p.Line, c.Claim).Chance())
}

func (d *detail) reasons(c remittance.Candidate) string {
	p := d.screen.model.Current()
	if p == nil {
		return ""
	}
	return reasons(p, c.Claim, d.screen.stage.Words)
}

func (d *detail) partColumns() []widget.Column[desk.BankPart] {
	w := d.screen.stage.Words
	amount := func(minor int64) string {
		if p := d.screen.model.Current(); p != nil {
			return w.Figures(money.New(minor, p.Amount.Currency))
		}
		return ""
	}
	right := func(desk.BankPart) widget.Style { return widget.Body.OnRight() }
	return []widget.Column[desk.BankPart]{
		{ID: "number", Title: i18n.T("items.invoice"), Width: 120, Flex: 1, Text: func(p desk.BankPart) string { return p.Number }, Lead: true},
		{ID: "paid", Title: i18n.T("bank.paid-for"), Width: 120, Align: widget.Right, Text: func(p desk.BankPart) string { return amount(p.Minor) }, Style: right},
		{ID: "now", Title: i18n.T("bank.open-in-books"), Width: 140, Align: widget.Right, Text: func(p desk.BankPart) string { return amount(p.Now) }, Style: right},
	}
}

// show draws a payment.
func (d *detail) show(p *desk.BankPayment) {
	w := d.screen.stage.Words
	line := widget.Row(theme.Edge, widget.NewText(w.Money(p.Amount), widget.FigureLarge), widget.Grow(widget.NewText(payer(p), widget.BodyStrong.Cut())))
	line.Add(widget.NewFlag(lineState(p)))
	d.head.Objects = []fyne.CanvasObject{widget.Stack(0, widget.NewText(i18n.T("bank.came-in", i18n.Args{"date": w.LongDay(p.Booked)}), widget.SmallStrong), line), widget.NewFactList(120, false, told(p)...)}
	d.head.Refresh()
	if p.ID != d.shown && d.search.Text() != "" {
		d.search.SetText("")
	}
	d.shown = p.ID
	if d.screen.model.Part == ToPlace {
		d.showChoices()
		return
	}
	d.search.Hide()
	d.hints.Turn(d.keys[1])
	d.title.SetText(i18n.T("bank.what-for"))
	if p.DebtorName != "" {
		d.title.SetText(words.Facts(p.DebtorName, howWord(p)))
	}
	d.parts.SetRows(p.Parts)
	d.body.Turn(d.parts)
	d.showBar()
}

// showChoices draws what the payment may have been paid for. The likeliest is chosen at once; nothing is done with it.
func (d *detail) showChoices() {
	m := d.screen.model
	d.search.Show()
	d.hints.Turn(d.keys[0])
	d.title.SetText(i18n.T("bank.who"))
	if m.Query != "" {
		d.title.SetText(i18n.T("bank.found"))
	}
	d.choices.SetTicked(nil)
	d.choices.SetRows(m.Choices())
	d.choices.Select("")
	if len(m.Choices()) > 0 {
		d.choices.SelectIndex(0)
	}
	d.body.Turn(d.choices)
	d.showBar()
}

// chosen are the claims on which the payment would be placed: those ticked, else the one selected.
func (d *detail) chosen() []remittance.Candidate {
	if ticked := d.choices.Ticked(); len(ticked) > 0 {
		return ticked
	}
	if c, ok := d.choices.Selected(); ok {
		return []remittance.Candidate{c}
	}
	return nil
}

// showBar says what becomes of the payment, with the buttons that do it.
func (d *detail) showBar() {
	s, p := d.screen, d.screen.model.Current()
	if p == nil {
		return
	}
	undo := widget.NewButton(widget.Secondary, i18n.T("bank.undo"), theme.IconUndo, s.askUndo).Large()
	switch s.model.Part {
	case ToPlace:
		pl := Place(p, d.chosen())
		d.said.SetText(placed(&pl, s.stage.Words))
		d.place.SetText(verb(&pl))
		if len(pl.Parts) == 0 || pl.Several || pl.Unpaid > 0 {
			d.place.Disable()
		} else {
			d.place.Enable()
		}
		d.bar.Objects = []fyne.CanvasObject{widget.Grow(d.said), widget.NewButton(widget.Secondary, i18n.T("bank.ignore"), "", s.askIgnore).Large(), d.place}
	case Waiting:
		d.said.SetText(waitsFor(p))
		open := widget.NewButton(widget.Secondary, i18n.T("approvals.open-customer"), theme.IconCustomers, func() { s.stage.OpenCustomer(p.Debtor) }).Large()
		d.bar.Objects = []fyne.CanvasObject{widget.Grow(d.said), open, undo}
	case Ignored:
		d.said.SetText(i18n.T("bank.said-ignored", i18n.Args{"who": p.By, "why": p.Why}))
		if p.State == desk.BankDouble {
			d.said.SetText(i18n.N("bank.double-text", len(p.Same)))
		}
		d.bar.Objects = []fyne.CanvasObject{widget.Grow(d.said), undo}
	}
	d.bar.Refresh()
}

// waitsFor says what a placed payment does until the books have it.
func waitsFor(p *desk.BankPayment) string {
	numbers := make([]string, len(p.Parts))
	for i, part := range p.Parts {
		numbers[i] = part.Number
	}
	key := "bank.holds"
	if p.State == desk.BankLate {
		key = "bank.late-text"
	}
	return i18n.T(key, i18n.Args{"numbers": strings.Join(numbers, ", ")})
}
