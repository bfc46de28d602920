package settlement

import (
	"errors"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Row is one payment of a schedule. Payment is interest and what comes off the debt, to the minor unit.
type Row struct {
	No       int // 0: the deposit
	On       date.Date
	Meant    date.Date // the date before it was moved to a business day; zero when it was not
	Why      string    // why it was moved: Weekend, or the name of the holiday
	Interest money.Amount
	OffDebt  money.Amount
	Payment  money.Amount
	Left     money.Amount // of the debt, after this payment
}

// Weekend is why a date moved that no holiday moved.
const Weekend = "weekend"

// Moved reports whether the date fell on no business day.
func (r *Row) Moved() bool { return !r.Meant.IsZero() }

// Schedule is what is paid when. The rows' OffDebt add up to the debt, their Payment to Total, exactly.
type Schedule struct {
	Rows     []Row
	Interest money.Amount
	Total    money.Amount
}

// Last is the day of the last payment; zero without rows.
func (s *Schedule) Last() date.Date {
	if len(s.Rows) == 0 {
		return date.Date{}
	}
	return s.Rows[len(s.Rows)-1].On
}

// ScheduleOf spreads a debt by terms made on a day. Interest is simple, runs on what is left of the debt from the day after the
// plan is made up to each payment, and is rounded as one sum: a row bears what the rounded sum grew by. An error names the
// field of the terms: see the codes of this package, and dunning.RateMissing for a day without a rate.
func ScheduleOf(principal money.Amount, t Terms, on date.Date, cal date.Calendar) (Schedule, error) {
	if err := t.check(principal, on); err != nil {
		return Schedule{}, err
	}
	p := spreading{principal: principal, terms: &t, on: on, cal: cal}
	switch {
	case len(t.Parts) > 0:
		return p.byParts()
	case !t.Each.IsZero():
		return p.byEach()
	}
	return p.equal()
}

// Single is the schedule of one payment: a settlement, or the whole debt at a later date.
func Single(amount money.Amount, by, on date.Date) (Schedule, error) {
	return ScheduleOf(amount, Terms{Parts: []Part{{On: by, Amount: amount}}}, on, date.Calendar{})
}

// spreading is a debt that is being spread.
type spreading struct {
	principal money.Amount
	terms     *Terms
	on        date.Date
	cal       date.Calendar
}

// ledger follows the debt from payment to payment.
type ledger struct {
	p     *spreading
	out   Schedule
	left  int64
	since date.Date
	exact dunning.Exact
	sum   int64 // of the interest so far, rounded
}

func (p *spreading) ledger() *ledger {
	zero := money.Zero(p.principal.Currency)
	return &ledger{p: p, out: Schedule{Interest: zero, Total: zero}, left: p.principal.Minor, since: p.on}
}

// interestTo is what the interest grows by up to a day.
func (l *ledger) interestTo(day date.Date) (int64, error) {
	if l.p.terms.Interest == nil || l.left == 0 {
		l.since = day
		return 0, nil
	}
	item := dunning.Item{OpenItem: receivable.OpenItem{Due: l.since, Open: money.New(l.left, l.p.principal.Currency)}}
	sheet, err := dunning.Sheet(item, day, *l.p.terms.Interest)
	if err != nil {
		return 0, err
	}
	l.exact = l.exact.Plus(sheet.Exact)
	sum, err := l.exact.Round(l.p.principal.Currency, money.HalfAway)
	grown := sum.Minor - l.sum
	l.since, l.sum = day, sum.Minor
	return grown, err
}

// due is a date on which something is paid.
type due struct {
	no    int
	on    date.Date
	meant date.Date
	why   string
}

// pay books a payment; last takes all that is left, whatever amount says.
func (l *ledger) pay(d due, amount int64, last bool) error {
	interest, err := l.interestTo(d.on)
	if err != nil {
		return err
	}
	if last {
		amount = interest + l.left
	}
	c := l.p.principal.Currency
	if !last && amount < interest {
		return fault.New(TooSmall, "%s on %s does not cover the interest of %s: the debt would grow", money.New(amount, c), d.on, money.New(interest, c)).
			OnField(l.p.terms.fieldOf(d.no)).WithHint("agree a larger amount, fewer payments or no interest")
	}
	off := amount - interest
	l.left -= off
	l.out.Interest.Minor += interest
	l.out.Total.Minor += amount
	l.out.Rows = append(l.out.Rows, Row{
		No: d.no, On: d.on, Meant: d.meant, Why: d.why,
		Interest: money.New(interest, c), OffDebt: money.New(off, c), Payment: money.New(amount, c), Left: money.New(l.left, c),
	})
	return nil
}

// fieldOf is the field that says how much a payment is.
func (t *Terms) fieldOf(no int) string {
	switch {
	case no == 0:
		return "deposit"
	case len(t.Parts) > 0:
		return partField(no)
	}
	return "each"
}

// deposit books the deposit, if there is one.
func (l *ledger) deposit() error {
	t := l.p.terms
	if t.Deposit.IsZero() {
		return nil
	}
	on := t.DepositOn
	if on.IsZero() {
		on = l.p.on
	}
	return l.pay(l.p.moved(0, on), t.Deposit.Minor, false)
}

// equal makes instalments of one size, the largest of which so many do not pay more than the debt: the last one takes the rest.
func (p *spreading) equal() (Schedule, error) {
	dates, err := p.dates(p.terms.Count)
	if err != nil {
		return Schedule{}, err
	}
	low, high := int64(0), p.principal.Minor // an instalment of low is not too large; one above high would be
	for low < high {
		mid := low + (high-low+1)/2
		if fits, err := p.fits(dates, mid); err != nil {
			return Schedule{}, err
		} else if fits {
			low = mid
		} else {
			high = mid - 1
		}
	}
	if low == 0 {
		return Schedule{}, fault.New(TooSmall, "%s %s cannot be paid in %d instalments: each would be less than the smallest coin", p.principal, p.principal.Currency, len(dates)).OnField("instalments")
	}
	return p.run(dates, low)
}

// fits reports whether the last payment is at least as large as the others when they are of an amount. The interest alone may
// not fit: then a larger amount is looked for.
func (p *spreading) fits(dates []due, each int64) (bool, error) {
	s, err := p.run(dates, each)
	switch {
	case fault.CodeOf(err) == TooSmall && fieldIs(err, "each"):
		return true, nil // too small to pay its interest: not too large
	case fault.CodeOf(err) == DoesNotSum:
		return false, nil
	case err != nil:
		return false, err
	}
	return s.Rows[len(s.Rows)-1].Payment.Minor >= each, nil
}

func fieldIs(err error, field string) bool {
	var e *fault.Error
	return errors.As(err, &e) && e.Field == field
}

// run books the deposit and instalments of an amount.
func (p *spreading) run(dates []due, each int64) (Schedule, error) {
	l := p.ledger()
	if err := l.deposit(); err != nil {
		return Schedule{}, err
	}
	for i, d := range dates {
		last := i == len(dates)-1
		if err := l.pay(d, each, last); err != nil {
			return Schedule{}, err
		}
		if !last && l.left <= 0 {
			return Schedule{}, fault.New(DoesNotSum, "%s %s is paid after %d instalments of %s, not after %d", p.principal, p.principal.Currency, i+1, money.New(each, p.principal.Currency), len(dates)).
				OnField("each").WithHint("agree fewer instalments or a smaller amount")
		}
	}
	return l.out, p.inOrder(l.out.Rows)
}

// byEach makes instalments of an amount: so many as were asked for, or as many as it takes.
func (p *spreading) byEach() (Schedule, error) {
	if p.terms.Count > 0 {
		dates, err := p.dates(p.terms.Count)
		if err != nil {
			return Schedule{}, err
		}
		return p.run(dates, p.terms.Each.Minor)
	}
	dates, err := p.dates(MostRows + 1)
	if err != nil {
		return Schedule{}, err
	}
	l := p.ledger()
	if err := l.deposit(); err != nil {
		return Schedule{}, err
	}
	for _, d := range dates {
		ahead := *l
		interest, err := ahead.interestTo(d.on)
		if err != nil {
			return Schedule{}, err
		}
		if err := l.pay(d, p.terms.Each.Minor, interest+l.left <= p.terms.Each.Minor); err != nil {
			return Schedule{}, err
		}
		if len(l.out.Rows) > MostRows {
			return Schedule{}, tooMany("instalments of " + p.terms.Each.String() + ": more than " + strconv.Itoa(MostRows))
		}
		if l.left == 0 {
			break
		}
	}
	return l.out, p.inOrder(l.out.Rows)
}

// byParts books payments that were agreed one by one; together they must be the debt and its interest.
func (p *spreading) byParts() (Schedule, error) {
	l := p.ledger()
	if err := l.deposit(); err != nil {
		return Schedule{}, err
	}
	c := p.principal.Currency
	for i, part := range p.terms.Parts {
		owed := l.left
		if err := l.pay(p.moved(i+1, part.On), part.Amount.Minor, part.Rest); err != nil {
			return Schedule{}, err
		}
		if row := &l.out.Rows[len(l.out.Rows)-1]; l.left < 0 || row.Payment.Minor == 0 {
			return Schedule{}, fault.New(DoesNotSum, "payment %d is more than the %s %s that are left before it", i+1, money.New(owed+row.Interest.Minor, c), c).
				OnField(partField(i + 1)).WithHint("make it smaller, or take out the payments after it")
		}
	}
	if l.left != 0 {
		owed := money.New(p.principal.Minor+l.out.Interest.Minor, c)
		return Schedule{}, fault.New(DoesNotSum, "the payments come to %s %s, and %s %s is owed with interest", l.out.Total, c, owed, c).OnField("payments").
			WithHint("the last one would have to be %s", money.New(l.out.Rows[len(l.out.Rows)-1].Payment.Minor+l.left, c))
	}
	return l.out, p.inOrder(l.out.Rows)
}

func (p *spreading) inOrder(rows []Row) error {
	for i := 1; i < len(rows); i++ {
		if !rows[i].On.After(rows[i-1].On) {
			field := "first"
			if len(p.terms.Parts) > 0 {
				field = partField(rows[i].No)
			}
			return fault.New(OutOfOrder, "the payment on %s does not come after the one on %s", rows[i].On, rows[i-1].On).OnField(field).
				WithHint("a deposit comes before the first instalment")
		}
	}
	if len(rows) > MostRows {
		return tooMany(strconv.Itoa(len(rows)))
	}
	return nil
}
