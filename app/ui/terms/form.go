package terms

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/shopspring/decimal"

	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// form holds the fields of all tabs.
type form struct {
	words    words.Words
	currency money.Currency
	deposit  *widget.MoneyEntry
	count    *widget.Input
	each     *widget.MoneyEntry
	first    *widget.DateField
	rhythm   *widget.Select
	day      *widget.Input
	business *widget.Checkbox
	interest *widget.Select
	rate     *widget.Input
	oneByOne *widget.Button
	own      *ownRows // the payments one by one; nil while they are reckoned
	pay      *widget.MoneyEntry
	by       *widget.DateField
	grace    *widget.Input
	limit    *widget.MoneyEntry
	review   *widget.DateField
	note     *widget.Input
	fields   map[string]*widget.Field // by the names that the desk's errors use
	start    Typed
}

func newForm(w words.Words, currency money.Currency, changed, writeEach func()) *form {
	l := w.Locale()
	f := &form{
		words: w, day: widget.NewInput(i18n.T("terms.day-of-first")).OnRight(), rate: widget.NewInput("").OnRight().WithUnit("%"),
		currency: currency, deposit: widget.NewMoneyEntry(l, currency), count: widget.NewInput("").OnRight(), each: widget.NewMoneyEntry(l, currency),
		first: widget.NewDateField(w.Dates(), w.Today()), pay: widget.NewMoneyEntry(l, currency), by: widget.NewDateField(w.Dates(), w.Today()),
		grace: widget.NewInput("").OnRight().WithUnit(i18n.T("terms.days")), limit: widget.NewMoneyEntry(l, currency),
		review: widget.NewDateField(w.Dates(), w.Today()), note: widget.NewInput(""), start: Start(w.Today()), fields: map[string]*widget.Field{},
	}
	f.rhythm = widget.NewSelect([]widget.Choice{
		{ID: Monthly, Text: i18n.T("terms.monthly")}, {ID: EveryWeek, Text: i18n.T("terms.weekly")}, {ID: EverySecond, Text: i18n.T("terms.fortnightly")},
	}, f.start.Rhythm, func(string) { f.adapt(); changed() })
	f.interest = widget.NewSelect([]widget.Choice{
		{ID: NoInterest, Text: i18n.T("terms.no-interest")}, {ID: LawInterest, Text: i18n.T("terms.law-interest")}, {ID: OwnInterest, Text: i18n.T("terms.own-interest")},
	}, f.start.Interest, func(id string) {
		f.adapt()
		if id == OwnInterest {
			f.rate.Focus()
		}
		changed()
	})
	f.oneByOne = widget.NewButton(widget.Secondary, i18n.T("terms.write-each"), theme.IconEdit, writeEach)
	f.business = widget.NewCheckbox(i18n.T("terms.business-days"), f.start.Business, func(bool) { changed() })
	f.count.SetText(strconv.Itoa(f.start.Count))
	f.grace.SetText(strconv.Itoa(f.start.Grace))
	f.first.SetDate(f.start.First)
	f.by.SetDate(f.start.By)
	f.review.SetDate(w.Today().AddMonths(6))
	for _, in := range []*widget.Input{f.count, f.grace, f.day, f.rate} {
		in.OnChanged = func(string) { changed() }
	}
	for _, in := range []*widget.MoneyEntry{f.deposit, f.each, f.pay} {
		in.OnAmount = func(money.Amount, bool) { changed() }
	}
	for _, in := range []*widget.DateField{f.first, f.by} {
		in.OnDate = func(date.Date, bool) { changed() }
	}
	return f
}

// adapt lets only be written what counts.
func (f *form) adapt() {
	f.oneByOne.SetText(i18n.T("terms.write-each"))
	if f.own != nil {
		f.oneByOne.SetText(i18n.T("terms.reckon-again"))
	}
	enable(f.rate, f.interest.Selected() == OwnInterest)
	enable(f.day, f.own == nil && f.rhythm.Selected() == Monthly)
	for _, in := range []switchable{f.deposit, f.count, f.each, f.first, f.rhythm} {
		enable(in, f.own == nil)
	}
}

// row gives the fields of a tab beside each other.
func (f *form) row(tab Tab) fyne.CanvasObject {
	field := func(name, label string, wide float32, control fyne.CanvasObject) fyne.CanvasObject {
		f.fields[name] = widget.NewField(i18n.T(label), control)
		return widget.Sized(wide, 0, f.fields[name])
	}
	f.fields = map[string]*widget.Field{}
	var all []fyne.CanvasObject
	switch tab {
	case TabInstalments:
		all = []fyne.CanvasObject{
			field("deposit", "terms.deposit", 112, f.deposit.Input), field("instalments", "terms.count", 78, f.count), field("each", "terms.each", 116, f.each.Input),
			field("first", "terms.first", 112, f.first.Input), field("weeks", "terms.then", 112, f.rhythm), field("interest", "terms.interest", 104, f.interest),
		}
		second := widget.TopRow(fieldGap, field("day", "terms.day", 112, f.day), field("rate", "terms.rate", 112, f.rate),
			widget.Stack(0, widget.Sized(0, 18, widget.Spacer()), widget.Sized(0, theme.ControlHeight, f.business)), widget.Spacer(),
			widget.Stack(0, widget.Sized(0, 18, widget.Spacer()), f.oneByOne))
		f.adapt()
		return widget.Stack(theme.Gap, widget.TopRow(fieldGap, append(all, widget.Spacer())...), second)
	case TabSettlement:
		all = []fyne.CanvasObject{field("amount", "terms.pay", 150, f.pay.Input), field("by", "terms.by", 120, f.by.Input)}
	case TabLater:
		all = []fyne.CanvasObject{field("by", "terms.new-date", 120, f.by.Input)}
	case TabCredit:
		all = []fyne.CanvasObject{field("limit", "terms.limit", 150, f.limit.Input), field("review", "terms.review", 120, f.review.Input), field("note", "terms.note", 260, f.note)}
	}
	return widget.TopRow(fieldGap, append(all, widget.Spacer())...)
}

const fieldGap float32 = 10

// read takes what has been typed; an error names the field.
func (f *form) read(tab Tab) (Typed, error) {
	t := f.start
	t.Tab, t.Rhythm, t.Interest, t.Business = tab, f.rhythm.Selected(), f.interest.Selected(), f.business.Checked()
	var err error
	if tab == TabInstalments {
		if t.Interest == OwnInterest {
			if t.Interest, err = f.percent(); err != nil {
				return t, err
			}
		}
		if f.own != nil {
			if t.Own, err = f.own.read(); err != nil {
				return t, err
			}
			t.Grace, err = number(f.grace.Text(), "grace")
			return t, err
		}
	}
	amounts := map[string]struct {
		from *widget.MoneyEntry
		into *money.Amount
	}{"deposit": {f.deposit, &t.Deposit}, "each": {f.each, &t.Each}, "amount": {f.pay, &t.Pay}}
	for name, a := range amounts {
		if f.fields[name] == nil {
			continue
		}
		if *a.into, err = a.from.Amount(); err != nil {
			return t, named(err, name)
		}
	}
	if t.First, err = f.first.Date(); err != nil {
		return t, named(err, "first")
	}
	if t.By, err = f.by.Date(); err != nil {
		return t, named(err, "by")
	}
	if t.Count, err = number(f.count.Text(), "instalments"); err != nil {
		return t, err
	}
	if t.Day, err = number(f.day.Text(), "day"); err != nil {
		return t, err
	}
	t.Grace, err = number(f.grace.Text(), "grace")
	return t, err
}

// rateDecimals are as many as a rate may have.
const rateDecimals = 4

// percent reads the rate that the clerk wrote, as a plain decimal.
func (f *form) percent() (string, error) {
	text := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(f.rate.Text()), "%"))
	if text == "" {
		return "", fault.New(fault.Invalid, "%s", i18n.T("terms.rate-missing")).OnField("rate")
	}
	minor, err := f.words.Locale().ParseAmount(text, rateDecimals)
	if err != nil || minor <= 0 {
		return "", fault.New(fault.Invalid, "%s", i18n.T("terms.rate-figure")).OnField("rate")
	}
	return decimal.New(minor, -rateDecimals).String(), nil
}

func number(text, field string) (int, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0, fault.New(fault.Invalid, "%s", i18n.T("terms.whole-number")).OnField(field)
	}
	return n, nil
}

// named says which field an error of a control is about.
func named(err error, field string) error {
	return fault.New(fault.Invalid, "%s", words.Failure(err).What).OnField(field)
}

// show puts an error under the field it is about; it reports whether there is such a field on the tab.
func (f *form) show(field, text string) bool {
	for name, box := range f.fields {
		if name != field {
			box.SetError("")
		}
	}
	if f.own != nil && f.own.show(field, text) {
		return true
	}
	box := f.fields[field]
	if box != nil {
		box.SetError(text)
	}
	return box != nil
}

// Type writes into a field of the tab that is shown, by the name that the desk's errors use: for whoever drives the screen
// without a pointer.
func (s *Screen) Type(field, text string) {
	if s.form == nil {
		return
	}
	if s.form.own != nil && s.form.own.write(field, text) {
		return
	}
	if s.form.fields[field] == nil {
		return
	}
	if in, ok := s.form.fields[field].Control().(*widget.Input); ok {
		in.SetText(text)
	}
}

// Choose picks an entry of a list of the tab that is shown, by the name that the desk's errors use.
func (s *Screen) Choose(field, id string) {
	if s.form == nil || s.form.fields[field] == nil {
		return
	}
	if list, ok := s.form.fields[field].Control().(*widget.Select); ok {
		list.SetSelected(id)
		list.OnChanged(id)
	}
}
