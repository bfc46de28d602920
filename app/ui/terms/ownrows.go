package terms

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Widths of the columns of the payments one by one.
const (
	ownNo      float32 = 16
	ownDate    float32 = 124
	ownFigure  float32 = 76
	ownPayment float32 = 112
	ownDrop    float32 = 28
)

// ownRows is the schedule as fields: the day and the amount of each payment can be written. What they come to stands beside them.
type ownRows struct {
	words    words.Words
	currency money.Currency
	changed  func()
	lines    []*ownLine
	column   *fyne.Container
	sum      *widget.Text
	content  fyne.CanvasObject
}

// ownLine is one payment.
type ownLine struct {
	deposit             bool
	no                  *widget.Text
	on                  *widget.DateField
	amount              *widget.MoneyEntry
	interest, off, left *widget.Text
	problem             *widget.Paragraph
	payment             money.Amount // what it comes to; no currency while that is not known
	content             fyne.CanvasObject
}

// newOwnRows begins with the payments of a schedule.
func newOwnRows(w words.Words, currency money.Currency, start []Own, changed func()) *ownRows {
	o := &ownRows{words: w, currency: currency, changed: changed, column: widget.Stack(4), sum: widget.NewText("", widget.Small.In(theme.Promised.Text()))}
	for _, own := range start {
		o.lines = append(o.lines, o.newLine(own))
	}
	add := widget.NewButton(widget.Secondary, i18n.T("terms.add-payment"), theme.IconPlus, func() { o.add(); o.changed() })
	head := widget.Row(theme.Gap, title(ownNo, "", false), title(ownDate, "terms.pay-on", false), title(ownFigure, "terms.interest", true), title(ownFigure, "terms.off", true),
		title(ownPayment, "terms.payment", true), title(ownFigure, "terms.left", true), widget.Spacer())
	below := widget.Inset(theme.Gap, theme.Edge, theme.Gap, theme.Edge, widget.Row(theme.Edge, add, o.sum, widget.Spacer()))
	o.content = widget.Stack(0, widget.Inset(6, theme.Edge, 6, theme.Edge, head), widget.Rule(),
		widget.Grow(widget.NewScroll(widget.Stack(0, widget.Inset(6, theme.Edge, 0, theme.Edge, o.column), below))))
	o.stand()
	return o
}

func title(wide float32, key string, right bool) fyne.CanvasObject {
	style, text := widget.Small, ""
	if right {
		style = style.OnRight()
	}
	if key != "" {
		text = i18n.T(key)
	}
	return widget.Sized(wide, 0, widget.NewText(text, style.Cut()))
}

func (o *ownRows) newLine(own Own) *ownLine {
	l := &ownLine{
		deposit: own.Deposit, no: widget.NewText("", widget.Small), on: widget.NewDateField(o.words.Dates(), o.words.Today()), amount: widget.NewMoneyEntry(o.words.Locale(), o.currency),
		interest: widget.NewText("", widget.Body.OnRight()), off: widget.NewText("", widget.Body.OnRight()), left: widget.NewText("", widget.Body.OnRight()),
		problem: widget.NewSentence(widget.Small.In(theme.Overdue4.Text()), ""),
	}
	l.on.SetDate(own.On)
	if !own.Rest {
		l.amount.SetAmount(own.Amount)
	}
	l.on.OnDate = func(date.Date, bool) { o.changed() }
	l.amount.OnAmount = func(money.Amount, bool) { o.changed() }
	drop := widget.NewButton(widget.Quiet, "", theme.IconTrash, func() { o.drop(l); o.changed() })
	l.problem.Hide()
	l.content = widget.Stack(2, widget.Row(theme.Gap, widget.Sized(ownNo, 0, l.no), widget.Sized(ownDate, 0, l.on.Input), widget.Sized(ownFigure, 0, l.interest), widget.Sized(ownFigure, 0, l.off),
		widget.Sized(ownPayment, 0, l.amount.Input), widget.Sized(ownFigure, 0, l.left), widget.Sized(ownDrop, 0, drop), widget.Spacer()), l.problem)
	return l
}

// stand numbers the lines and shows them.
func (o *ownRows) stand() {
	o.column.Objects = nil
	no := 0
	for _, l := range o.lines {
		if l.deposit {
			l.no.SetText(i18n.T("terms.deposit-no"))
		} else {
			no++
			l.no.SetText(strconv.Itoa(no))
		}
		o.column.Add(l.content)
	}
	o.column.Refresh()
}

// add appends a payment a month after the last one. The two share what the last one came to.
func (o *ownRows) add() {
	on := o.words.Today().AddMonths(1)
	if n := len(o.lines); n > 0 {
		last := o.lines[n-1]
		last.halve()
		if d, err := last.on.Date(); err == nil && !d.IsZero() {
			on = d.AddMonths(1)
		}
	}
	l := o.newLine(Own{On: on, Rest: true})
	o.lines = append(o.lines, l)
	o.stand()
	l.on.Focus()
}

// halve writes half of what it came to into the last line, so that the next one has something to take.
func (l *ownLine) halve() {
	if l.payment.Currency != "" {
		l.amount.SetAmount(money.New(l.payment.Minor/2, l.payment.Currency))
	}
}

// drop takes a payment out; one always stays.
func (o *ownRows) drop(gone *ownLine) {
	var kept []*ownLine
	payments := 0
	for _, l := range o.lines {
		if l != gone {
			kept = append(kept, l)
			if !l.deposit {
				payments++
			}
		}
	}
	if payments == 0 {
		return
	}
	o.lines = kept
	o.stand()
}

// fieldOf is the name that the desk's errors use for a line, counted from 0.
func (o *ownRows) fieldOf(at int) string {
	no := 0
	for i, l := range o.lines {
		if l.deposit {
			if i == at {
				return "deposit"
			}
			continue
		}
		no++
		if i == at {
			break
		}
	}
	return fmt.Sprintf("payments[%d]", no)
}

// read takes what has been typed; an error names the line.
func (o *ownRows) read() ([]Own, error) {
	out := make([]Own, 0, len(o.lines))
	for i, l := range o.lines {
		own := Own{Deposit: l.deposit}
		var err error
		if own.On, err = l.on.Date(); err != nil {
			return nil, named(err, o.fieldOf(i))
		}
		if own.Amount, err = l.amount.Amount(); err != nil {
			return nil, named(err, o.fieldOf(i))
		}
		own.Rest = !l.deposit && i == len(o.lines)-1 && strings.TrimSpace(l.amount.Text()) == ""
		if l.deposit && own.Amount.IsZero() {
			return nil, fault.New(fault.Invalid, "%s", i18n.T("terms.deposit-empty")).OnField("deposit")
		}
		out = append(out, own)
	}
	return out, nil
}

// show puts an error under the line it is about, under the last one where it is about all of them; it reports whether it is
// about a line at all.
func (o *ownRows) show(field, text string) bool {
	at := -1
	for i := range o.lines {
		if name := o.fieldOf(i); field == name || name == "deposit" && field == "deposit-on" || field == "payments" && i == len(o.lines)-1 {
			at = i
		}
	}
	for i, l := range o.lines {
		said := ""
		if i == at {
			said = text
		}
		l.problem.SetText(said)
		l.amount.SetInvalid(said != "")
		if said == "" {
			l.problem.Hide()
		} else {
			l.problem.Show()
			o.sum.SetText("")
		}
	}
	o.column.Refresh()
	return at >= 0
}

// fill writes what the payments come to beside them.
func (o *ownRows) fill(t *desk.TermsDraft) {
	o.show("", "")
	rows := t.Plan.Schedule.Rows
	for i, l := range o.lines {
		if i >= len(rows) {
			return
		}
		o.fillLine(l, &rows[i])
	}
	o.sum.SetText(words.Facts(i18n.T("terms.sum-of", i18n.Args{"total": o.words.Money(t.Plan.Schedule.Total)}), i18n.T("terms.sums")))
}

func (o *ownRows) fillLine(l *ownLine, r *settlement.Row) {
	l.payment = r.Payment
	l.interest.SetText(o.words.Figures(r.Interest))
	l.off.SetText(o.words.Figures(r.OffDebt))
	l.left.SetText(o.words.Figures(r.Left))
	if l.amount.Text() == "" {
		l.amount.SetPlaceholder(o.words.Figures(r.Payment))
	}
}

// blank takes the figures away that what is written does not come to.
func (o *ownRows) blank() {
	for _, l := range o.lines {
		l.interest.SetText("")
		l.off.SetText("")
		l.left.SetText("")
	}
	o.sum.SetText("")
}

// write types into a line, for whoever drives the screen without a pointer: "payments[2]" is its amount, "dates[2]" its day.
func (o *ownRows) write(field, text string) bool {
	for i, l := range o.lines {
		switch name := o.fieldOf(i); field {
		case name:
			l.amount.SetText(text)
			return true
		case strings.Replace(name, "payments", "dates", 1):
			l.on.SetText(text)
			return true
		}
	}
	return false
}
