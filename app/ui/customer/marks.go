package customer

import (
	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// marks says in full all that there is to know of an item beside its sum. The list has room for the gravest in a few words.
func (i *Item) marks(w words.Words) string {
	var parts []string
	add := func(when bool, text func() string) {
		if when {
			parts = append(parts, text())
		}
	}
	r := &i.Row
	add(r.Escalated, func() string { return i18n.T("items.escalated") })
	add(r.Banked, func() string { return i18n.T("items.banked") })
	add(r.Written.Minor > 0, func() string { return i18n.T("items.written-off", i18n.Args{"amount": w.Figures(r.Written)}) })
	add(r.Dispute != nil, func() string { return i.disputedInFull(w) })
	add(r.OldDebt && !r.Reviewed, func() string { return i18n.T("marks.review") })
	add(r.InPlan, func() string { return i18n.T("marks.in-plan") })
	for _, state := range []dunning.PromiseState{dunning.PromiseBroken, dunning.PromisePending} {
		if p := i.promise(state); p != nil {
			key := "marks.promised"
			if state == dunning.PromiseBroken {
				key = "marks.promise-broken"
			}
			parts = append(parts, i18n.T(key, i18n.Args{"amount": w.Money(p.Amount), "date": w.Day(p.By)}))
		}
	}
	if h := i.HeldUntil(); h != nil && (r.Hold.Active(i.view.Date) || wholeHold(i.view) != nil) {
		parts = append(parts, words.Facts(heldState(w, h, "chip.held", "chip.held-review").Word, quoted(h.Reason)))
	}
	add(r.Quarantined, func() string { return i.aside(w) })
	if f := i.remark(); f != nil && !f.Reason.SetsAside() {
		parts = append(parts, w.Finding(f))
	}
	add(r.Stale, func() string { return i18n.T("marks.stale") })
	if charged := i.charged(); charged.Minor > 0 {
		parts = append(parts, i18n.T("marks.charges", i18n.Args{"amount": w.Figures(charged)}))
	}
	if left, known := i.DaysToLimit(); known {
		key := "marks.limitation"
		if left < 0 {
			key = "marks.barred"
		}
		parts = append(parts, i18n.T(key, i18n.Args{"date": w.Day(i.view.Limitation[r.ID].Last)}))
	}
	if len(parts) == 0 {
		return ""
	}
	return words.Facts(append([]string{r.Number}, parts...)...)
}

// disputedInFull is the objection, in the customer's words, about how much, and who answers by when.
func (i *Item) disputedInFull(w words.Words) string {
	d := i.Row.Dispute
	about, answer := "", ""
	if part := d.Of(i.Row.Open.Minor); part < i.Row.Open.Minor {
		about = w.Figures(money.New(part, i.Row.Open.Currency))
	}
	if d.Owner != "" && !d.DueBy.IsZero() {
		answer = i18n.T("timeline.answers-by", i18n.Args{"owner": d.Owner, "date": w.Day(d.DueBy)})
	}
	return words.Facts(i18n.T("items.disputed", i18n.Args{"reason": words.DisputeCode(d.Code)}), about, quoted(d.Reason), answer)
}

// charged is what is open of fees and interest of this item alone.
func (i *Item) charged() money.Amount {
	sum := money.Zero(i.Row.Open.Currency)
	for _, c := range i.view.Charges {
		if c.Item == i.Row.ID && c.Open.Currency == sum.Currency {
			sum.Minor += c.Open.Minor
		}
	}
	return sum
}

// marksLine shows under the list what there is to know of the chosen item; nil when there is nothing.
func (s *Screen) marksLine() fyne.CanvasObject {
	i := s.one()
	if i == nil {
		return nil
	}
	text := i.marks(s.stage.Words)
	if text == "" {
		return nil
	}
	return widget.Inset(theme.Gap, theme.Edge, theme.Gap, theme.Edge+tickColumn, widget.NewSentence(widget.Body.In(theme.Text2), text))
}
