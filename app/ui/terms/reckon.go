package terms

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// currencyOf is the currency of the chosen items, or that in which most is overdue.
func currencyOf(v *desk.CustomerView, items []receivable.ItemID) money.Currency {
	for i := range v.Items {
		for _, id := range items {
			if v.Items[i].ID == id {
				return v.Items[i].Open.Currency
			}
		}
	}
	best, most := v.Debtor.Currency, int64(-1)
	for _, b := range v.Balances {
		if b.Overdue() > most {
			best, most = b.Currency, b.Overdue()
		}
	}
	return best
}

// order is what the fields ask for.
func (s *Screen) order() (desk.TermsOrder, error) {
	typed, err := s.form.read(s.tab)
	o := typed.Order(s.id, s.items)
	o.Currency = s.form.currency
	return o, err
}

// changed reckons anew a moment after the last key.
func (s *Screen) changed() {
	o, err := s.order()
	if err != nil {
		s.later.Cancel()
		s.show(desk.TermsDraft{}, err)
		return
	}
	runner.GoLater(s.later, func(ctx context.Context) (desk.TermsDraft, error) { return s.desk.ProposeTerms(ctx, o) }, s.show)
}

// reckon reckons at once.
func (s *Screen) reckon() {
	s.later.Cancel()
	o, err := s.order()
	if err != nil {
		s.show(desk.TermsDraft{}, err)
		return
	}
	tab := s.tab
	runner.Go(s.stage.Run, func(ctx context.Context) (desk.TermsDraft, error) { return s.desk.ProposeTerms(ctx, o) }, func(t desk.TermsDraft, err error) {
		if tab == s.tab && o.Debtor == s.id {
			s.show(t, err)
		}
	})
}

// show draws what the fields come to, or says what is wrong with them. The last good schedule goes then, since it is not what
// would be agreed.
func (s *Screen) show(t desk.TermsDraft, err error) {
	s.trouble.Hide()
	if err != nil {
		s.draft = nil
		s.complain(err)
	} else {
		s.draft = &t
		s.form.show("", "")
		s.showDraft(&t)
	}
	enable(s.preview, err == nil)
	enable(s.agree, err == nil && (t.Refused == nil || fault.Has(t.Refused, approval.NeedsApproval)))
	s.pages.Refresh()
}

// switchable is a control that can be switched off.
type switchable interface {
	Enable()
	Disable()
}

func enable(b switchable, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

func (s *Screen) complain(err error) {
	if s.unasked() {
		s.blank()
		s.trouble.Set(widget.NextStep, i18n.T("terms.settle-hint", i18n.Args{"amount": s.debt.Text()}))
		s.trouble.Show()
		return
	}
	field, what, todo := Complaint(err)
	if !s.form.show(field, strings.TrimSpace(what+" "+todo)) {
		s.trouble.Set(widget.Blocked, what, widget.Run{Text: " " + todo})
		s.trouble.Show()
	}
	s.blank()
}

// ownShown are the payments one by one, when they are what the tab shows.
func (s *Screen) ownShown() *ownRows {
	if s.tab != TabInstalments || s.form == nil {
		return nil
	}
	return s.form.own
}

// WriteEach turns the schedule into fields, of which the day and the amount of each payment can be written, and back.
func (s *Screen) WriteEach() {
	switch {
	case s.tab != TabInstalments || s.form == nil:
		return
	case s.form.own != nil:
		s.form.own = nil
	case s.draft == nil:
		return
	default:
		s.form.own = newOwnRows(s.stage.Words, s.form.currency, OwnOf(s.draft.Plan.Schedule.Rows), s.changed)
		s.work.Turn(s.form.own.content)
		defer func() { s.form.own.lines[0].on.Focus() }()
	}
	s.Turn(s.tab)
}

// unasked reports whether nobody has said yet how much settles the debt: that is no mistake.
func (s *Screen) unasked() bool { return s.tab == TabSettlement && s.form.pay.Text() == "" }

// blank shows no schedule. Payments written one by one stay, since one of them is to be mended.
func (s *Screen) blank() {
	if own := s.ownShown(); own != nil {
		own.blank()
	} else {
		s.work.Turn(&fyne.Container{})
	}
	s.count.SetText(words.Dash)
	s.last.SetText("")
	s.falls.SetText("")
	s.footer.Set()
	s.side.Objects = nil
	s.side.Refresh()
}

func (s *Screen) showDraft(t *desk.TermsDraft) {
	w := s.stage.Words
	if own := s.ownShown(); own != nil {
		own.fill(t)
	} else {
		s.work.Turn(s.table)
	}
	s.debt.SetText(w.Money(t.Plan.Debt))
	s.debtOf.SetText(about(t))
	rows := t.Plan.Schedule.Rows
	s.count.SetText(i18n.N("terms.payments", len(rows)))
	s.last.SetText(i18n.T("terms.last-on", i18n.Args{"date": w.Date(t.Plan.Schedule.Last())}))
	s.table.SetRows(Lines(t, w))
	s.falls.SetRuns(widget.Run{Text: i18n.T("terms.fallback-head"), Strong: true}, widget.Run{Text: "  " + fallback(t, w)})
	counts := []widget.Count{{Words: i18n.N("terms.quiet", len(t.Items))}}
	if len(t.Outside) > 0 {
		counts = append(counts, widget.Count{Words: i18n.N("terms.outside", len(t.Outside))})
	}
	s.footer.Set(counts...)
	s.showSide(t)
}

// about says what the debt is made of.
func about(t *desk.TermsDraft) string {
	return words.Facts(i18n.N("terms.items", len(t.Items)), chargesOf(len(t.Plan.Basis.Charges)))
}

func chargesOf(n int) string {
	if n == 0 {
		return ""
	}
	return i18n.N("terms.charges", n)
}

// fallback says what happens when the agreement is not kept.
func fallback(t *desk.TermsDraft, w words.Words) string {
	if t.Plan.Kind == settlement.Discount {
		return i18n.T("terms.fallback-settlement", i18n.Args{"date": w.Date(t.Plan.Schedule.Last()), "rest": w.Money(t.Plan.LetGo)})
	}
	return i18n.T("terms.fallback", i18n.Args{"days": strconv.Itoa(t.Plan.GraceDays)})
}

// showSide draws the chart, the comparison and what is to be known before it goes out.
func (s *Screen) showSide(t *desk.TermsDraft) {
	w := s.stage.Words
	exponent, err := t.Plan.Debt.Currency.Exponent()
	if err != nil {
		exponent = 2
	}
	c := s.chart
	c.from, c.with, c.without = t.On, WithPlan(t), Without(t)
	c.label = func(minor int64) string { return thousands(minor, exponent) }
	c.month = w.Month
	full := c.from
	if n := len(c.without); n > 0 {
		full = c.without[n-1].On
	}
	last := t.Plan.Schedule.Last()
	c.told = i18n.T("terms.chart", i18n.Args{"with": w.Date(last), "without": w.Date(full)})
	legend := widget.Row(6, swatch(theme.Accent), widget.NewText(i18n.T("terms.with"), widget.Small), widget.Sized(8, 0, widget.Spacer()), swatch(theme.Text3), widget.NewText(i18n.T("terms.without"), widget.Small), widget.Spacer())
	s.side.Objects = []fyne.CanvasObject{
		widget.Stack(4, widget.NewText(i18n.T("terms.what-comes"), widget.Group), legend), widget.Sized(0, chartHeight, c),
		widget.Stack(6,
			compared("", i18n.T("terms.column-with"), i18n.T("terms.column-without"), widget.Small),
			compared(i18n.T("terms.in-full"), w.Date(last), w.Date(full), widget.BodyStrong),
			compared(i18n.T("terms.comes-in"), w.Figures(t.Plan.Schedule.Total), w.Figures(sumOf(c.without, t)), widget.BodyStrong),
			compared(i18n.T("terms.chance"), percent(t.Evidence.Chance, w), percent(t.Evidence.ChanceWithout, w), widget.BodyStrong),
			compared(i18n.T("terms.interest-earned"), w.Figures(t.Plan.Schedule.Interest), figuresOr(t.Meanwhile, w), widget.BodyStrong),
			compared(i18n.T("terms.costs-us"), w.Figures(t.Evidence.Cost), w.Figures(t.Evidence.CostWithout), widget.BodyStrong)),
		widget.Rule(), widget.NewText(i18n.T("terms.before"), widget.Group),
	}
	for _, k := range Checks(t, w) {
		s.side.Add(checkLine(k))
	}
	s.side.Add(widget.NewSentence(widget.Small, Grounds(t, w)))
	s.side.Refresh()
	c.Refresh()
}

func sumOf(steps []Step, t *desk.TermsDraft) money.Amount {
	sum := money.Zero(t.Plan.Debt.Currency)
	if n := len(steps); n > 0 {
		sum.Minor = steps[n-1].Sum
	}
	return sum
}

func swatch(colour fyne.ThemeColorName) fyne.CanvasObject {
	return widget.Sized(14, 2, widget.NewSurface(colour, widget.NoEdge, &fyne.Container{}))
}

func compared(label, with, without string, strong widget.Style) fyne.CanvasObject {
	quiet := strong
	quiet.Strong, quiet.Colour = false, theme.Text3
	return widget.Row(theme.Gap, widget.Grow(widget.NewText(label, widget.Body.Cut())), widget.Sized(100, 0, widget.NewText(with, strong.OnRight())), widget.Sized(100, 0, widget.NewText(without, quiet.OnRight())))
}

func checkLine(k Check) fyne.CanvasObject {
	return widget.TopRow(theme.Gap, widget.Stack(0, widget.Sized(theme.IconNav, 18, widget.NewIcon(k.Icon, k.Status.Text(), theme.IconNav))),
		widget.Grow(widget.NewParagraph(widget.Body.In(theme.Text2), widget.Run{Text: k.Head, Strong: true}, widget.Run{Text: " " + k.Text})))
}
