package call

import (
	"slices"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// PromiseFields ask for a promise to pay.
type PromiseFields struct {
	amount, short *widget.MoneyEntry
	by            *widget.DateField
	late          *widget.Select
}

// NewPromiseFields begins with a sum and a week.
func NewPromiseFields(w words.Words, sum money.Amount) *PromiseFields {
	f := &PromiseFields{amount: widget.NewMoneyEntry(w.Locale(), sum.Currency), short: widget.NewMoneyEntry(w.Locale(), sum.Currency), by: widget.NewDateField(w.Dates(), w.Today())}
	if sum.Minor > 0 {
		f.amount.SetAmount(sum)
	}
	f.by.SetDate(w.Today().AddDays(7))
	late := []widget.Choice{{ID: "0", Text: i18n.T("promise.on-time")}}
	for _, days := range []int{1, 2, 3, 5, 7} {
		late = append(late, widget.Choice{ID: strconv.Itoa(days), Text: words.Days(days)})
	}
	f.late = widget.NewSelect(late, "0", nil)
	return f
}

// Fields gives them in order, two in a line.
func (f *PromiseFields) Fields() []stage.NamedField {
	return []stage.NamedField{
		stage.Labelled("amount", i18n.T("promise.amount"), f.amount.Input), stage.Labelled("date", i18n.T("promise.by"), f.by.Input),
		stage.Labelled("tolerance", i18n.T("promise.short"), f.short.Input), stage.Labelled("late", i18n.T("promise.late"), f.late),
	}
}

// Order reads them; an error names its field.
func (f *PromiseFields) Order() (o desk.PromiseOrder, err error) {
	if o.Amount, err = f.amount.Amount(); err != nil {
		return o, stage.OnField(err, "amount")
	}
	if o.By, err = f.by.Date(); err != nil {
		return o, stage.OnField(err, "date")
	}
	short, err := f.short.Amount()
	if err != nil {
		return o, stage.OnField(err, "tolerance")
	}
	o.Tolerance.Minor = short.Minor
	o.Tolerance.Days, err = strconv.Atoi(f.late.Selected())
	return o, err
}

// DisputeFields ask for a dispute about an item.
type DisputeFields struct {
	items  []desk.ItemRow
	item   *widget.Select
	code   *widget.Select
	amount *widget.MoneyEntry
	reason *widget.Input
	owner  *widget.Input
	due    *widget.DateField
}

// NewDisputeFields offers the open items that nobody disputes yet; without any there is nothing to dispute, and the answer is nil.
func NewDisputeFields(w words.Words, v *desk.CustomerView, only receivable.ItemID) *DisputeFields {
	items := slices.DeleteFunc(slices.Clone(v.Items), func(r desk.ItemRow) bool {
		return r.Open.Minor <= 0 || r.Dispute != nil || only != 0 && r.ID != only
	})
	if len(items) == 0 {
		return nil
	}
	f := &DisputeFields{items: items, reason: widget.NewInput(i18n.T("dispute.reason-hint")), owner: widget.NewInput(""), due: widget.NewDateField(w.Dates(), w.Today())}
	choices := make([]widget.Choice, 0, len(items))
	for i := range items {
		choices = append(choices, widget.Choice{ID: idText(items[i].ID), Text: words.Facts(items[i].Number, w.Money(items[i].Open))})
	}
	f.amount = widget.NewMoneyEntry(w.Locale(), items[0].Open.Currency)
	f.item = widget.NewSelect(choices, choices[0].ID, nil)
	codes := make([]widget.Choice, 0, len(dunning.DisputeCodes()))
	for _, c := range dunning.DisputeCodes() {
		codes = append(codes, widget.Choice{ID: string(c), Text: words.DisputeCode(c)})
	}
	f.code = widget.NewSelect(codes, codes[0].ID, nil)
	f.owner.SetText(v.Debtor.Owner)
	f.due.SetDate(w.Today().AddDays(7))
	return f
}

func idText(id receivable.ItemID) string { return strconv.FormatInt(int64(id), 10) }

// Fields gives them in order, two in a line; the item is asked for only where there are several.
func (f *DisputeFields) Fields() []stage.NamedField {
	fields := []stage.NamedField{
		stage.Labelled("code", i18n.T("dispute.code"), f.code), stage.Labelled("amount", i18n.T("dispute.amount"), f.amount.Input),
		stage.Labelled("reason", i18n.T("dispute.reason"), f.reason), stage.Labelled("owner", i18n.T("dispute.owner"), f.owner),
		stage.Labelled("due", i18n.T("dispute.due"), f.due.Input),
	}
	if len(f.items) > 1 {
		fields = append([]stage.NamedField{stage.Labelled("item", i18n.T("dispute.item"), f.item)}, fields...)
	}
	return fields
}

// Order reads them; an error names its field.
func (f *DisputeFields) Order() (o desk.DisputeOrder, err error) {
	at := slices.IndexFunc(f.items, func(r desk.ItemRow) bool { return idText(r.ID) == f.item.Selected() })
	o.Item = f.items[max(at, 0)].ID
	o.Code, o.Reason, o.Owner = dunning.DisputeCode(f.code.Selected()), f.reason.Text(), f.owner.Text()
	if o.Amount, err = f.amount.Amount(); err != nil {
		return o, stage.OnField(err, "amount")
	}
	o.Amount.Currency = f.items[max(at, 0)].Open.Currency
	if o.Amount.Minor == 0 {
		o.Amount = money.Amount{}
	}
	if o.DueBy, err = f.due.Date(); err != nil {
		return o, stage.OnField(err, "due")
	}
	return o, nil
}

// followUp is the day that a result suggests for the next call; zero for none.
func followUp(r desk.CallResult, today date.Date) date.Date {
	switch r {
	case desk.CallNoAnswer:
		return today.AddDays(1)
	case desk.CallAsksTime:
		return today.AddDays(7)
	case desk.CallReached, desk.CallPromised, desk.CallDisputes, desk.CallWrongNumber:
	}
	return date.Date{}
}
