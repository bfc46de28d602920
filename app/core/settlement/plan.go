package settlement

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Kind says what was agreed.
type Kind string

// Kinds of agreement. All are kept by the payments of their schedule.
const (
	Instalments Kind = "instalments"
	Discount    Kind = "settlement" // a smaller sum by a deadline; the rest is let go when it comes, and nothing is lost when it does not
	LaterDate   Kind = "later-date" // the whole debt at a later date
)

// State is how a plan stands.
type State string

// States. A plan that ended stays ended: who agrees again gets a new one. Only a settlement that was kept is looked at again as
// long as something is open of its items, since its money may be taken back.
const (
	Proposed  State = "proposed"
	Agreed    State = "agreed"
	Kept      State = "kept"
	Broken    State = "broken" // of a settlement: it lapsed
	Cancelled State = "cancelled"
)

// MostGrace is how many days of grace a plan may give: more would be another date.
const MostGrace = 60

// PaymentPlan is an agreement about items of one currency.
type PaymentPlan struct {
	ID        int64
	Kind      Kind
	State     State
	Basis     Basis
	Debt      money.Amount // what was owed when it was agreed: open items and charges
	LetGo     money.Amount // what a kept settlement gives up; none in the other kinds
	Schedule  Schedule
	GraceDays int // after each date, within which money still counts as in time
	AgreedOn  date.Date
}

// Items are what the plan is about.
func (p *PaymentPlan) Items() []receivable.ItemID {
	out := make([]receivable.ItemID, len(p.Basis.Items))
	for i, it := range p.Basis.Items {
		out[i] = it.Item
	}
	return out
}

// Ended reports whether nothing can happen to the plan any more.
func (p *PaymentPlan) Ended() bool {
	return p.State == Kept || p.State == Broken || p.State == Cancelled
}

// Quiet reports whether reminders of the plan's items are silent: while it runs, and for good once a settlement was kept, since
// what is still open was let go.
func (p *PaymentPlan) Quiet() bool { return p.State == Agreed || p.State == Kept && p.Kind == Discount }

// Check refuses a plan whose parts do not fit each other, before it is agreed: a schedule that is not the debt, a settlement of
// the whole debt, grace without measure.
func (p *PaymentPlan) Check() error {
	sum := money.Zero(p.Debt.Currency)
	for _, r := range p.Schedule.Rows {
		sum.Minor += r.OffDebt.Minor
	}
	owed := p.Debt.Minor - p.LetGo.Minor
	switch {
	case len(p.Basis.Items) == 0:
		return fault.New(fault.Invalid, "an agreement is about at least one item").OnField("items")
	case p.Kind == Discount && (p.LetGo.Minor <= 0 || p.LetGo.Minor >= p.Debt.Minor):
		return fault.New(fault.Invalid, "a settlement is for less than the %s %s that are owed, and for more than nothing", p.Debt, p.Debt.Currency).OnField("amount")
	case p.Kind != Discount && p.LetGo.Minor != 0:
		return fault.New(fault.Invalid, "only a settlement lets something go").OnField("amount")
	case sum.Minor != owed || len(p.Schedule.Rows) == 0:
		return fault.New(DoesNotSum, "the schedule comes to %s of a debt of %s %s", sum, money.New(owed, p.Debt.Currency), p.Debt.Currency).OnField("payments")
	case p.GraceDays < 0 || p.GraceDays > MostGrace:
		return fault.New(fault.Invalid, "%d days of grace are not a measure", p.GraceDays).OnField("grace").WithHint("0 to %d days", MostGrace)
	}
	return nil
}

// Agree makes a proposed plan one that holds.
func (p PaymentPlan) Agree(on date.Date) (PaymentPlan, error) {
	if p.State != Proposed {
		return p, p.conflict("agreed")
	}
	if err := p.Check(); err != nil {
		return p, err
	}
	if p.Schedule.Rows[0].On.Before(on) {
		return p, fault.New(PastDate, "the first payment was due on %s, which is past", p.Schedule.Rows[0].On).OnField("first").WithHint("make the plan anew")
	}
	p.State, p.AgreedOn = Agreed, on
	return p, nil
}

// Cancel ends a plan that was proposed or runs.
func (p PaymentPlan) Cancel() (PaymentPlan, error) {
	if p.Ended() {
		return p, p.conflict("cancelled")
	}
	p.State = Cancelled
	return p, nil
}

func (p *PaymentPlan) conflict(what string) error {
	return fault.New(fault.Conflict, "the plan is %s already and cannot be %s", p.State, what).OnField("plan")
}
