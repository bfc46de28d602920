package settlement

import (
	"cmp"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// Judgement is how a plan stands on a day.
type Judgement struct {
	State    State
	Rows     []Standing   // one for each row of the schedule
	Received money.Amount // of the schedule's total, at most that
	Over     money.Amount // what came beyond it: it counts for the debt, not for the plan
	Missed   *Standing    // the first row that was not paid in time; nil when none
	Next     *Standing    // the first row that is not paid
}

// Standing is how one payment of the schedule stands.
type Standing struct {
	Row  Row
	Paid money.Amount
	On   date.Date // day of the money that completed it; zero while it lacks something
	Late bool      // it came, or has not come, after the date and its grace
}

// Open is what the payment still lacks.
func (s *Standing) Open() money.Amount {
	return money.New(s.Row.Payment.Minor-s.Paid.Minor, s.Row.Payment.Currency)
}

// Judge matches money to the payments of a plan, the oldest of both first, and says where the plan stands on a day. All that
// has come by that day counts: a plan does not break over money that is here. A payment that is not complete after its date
// and the grace breaks the plan; all of them complete keep it. Money dated after the day has not come yet. A receipt counts once by its
// ID, and judging changes nothing, so that judging again gives the same. What was let go of the plan's charges is no money: the last
// payments are smaller by it.
func Judge(p PaymentPlan, receipts []Receipt, on date.Date) Judgement {
	c := p.Debt.Currency
	j := Judgement{State: p.State, Received: money.Zero(c), Over: money.Zero(c)}
	came := counted(receipts, c, on)
	at := 0
	for _, row := range lessLetGo(p.Schedule.Rows, receipts, c) {
		s := Standing{Row: row, Paid: money.Zero(c)}
		for at < len(came) && s.Paid.Minor < row.Payment.Minor {
			part := min(came[at].Amount.Minor, row.Payment.Minor-s.Paid.Minor)
			s.Paid.Minor += part
			came[at].Amount.Minor -= part
			if s.Paid.Minor == row.Payment.Minor {
				s.On = came[at].On
			}
			if came[at].Amount.Minor == 0 {
				at++
			}
		}
		j.Received.Minor += s.Paid.Minor
		end := row.On.AddDays(p.GraceDays)
		s.Late = s.On.After(end) || s.On.IsZero() && on.After(end) && row.Payment.Minor > 0
		j.Rows = append(j.Rows, s)
	}
	for _, r := range came[at:] {
		j.Over.Minor += r.Amount.Minor
	}
	j.decide(p.Quiet())
	return j
}

// lessLetGo takes what was let go off the payments, the last first.
func lessLetGo(rows []Row, receipts []Receipt, c money.Currency) []Row {
	rows = slices.Clone(rows)
	seen := map[string]bool{}
	for _, r := range receipts {
		if !r.LetGo || seen[r.ID] || r.Amount.Currency != c {
			continue
		}
		seen[r.ID] = true
		for i := len(rows) - 1; i >= 0 && r.Amount.Minor > 0; i-- {
			part := min(r.Amount.Minor, rows[i].Payment.Minor)
			rows[i].Payment.Minor -= part
			r.Amount.Minor -= part
		}
	}
	return rows
}

// decide finds the row that is missed and the next one, and moves the state of a plan that keeps its items quiet: one that runs,
// and a kept settlement whose money was taken back, since nothing was let go for nothing.
func (j *Judgement) decide(quiet bool) {
	for i := range j.Rows {
		s := &j.Rows[i]
		if !s.On.IsZero() || s.Row.Payment.Minor == 0 {
			continue
		}
		if j.Next == nil {
			j.Next = s
		}
		if s.Late && j.Missed == nil {
			j.Missed = s
		}
	}
	switch {
	case !quiet:
	case j.Next == nil:
		j.State = Kept
	case j.Missed != nil:
		j.State = Broken
	default:
		j.State = Agreed
	}
}

// counted is the money that counts on a day, each receipt once, oldest first.
func counted(receipts []Receipt, c money.Currency, on date.Date) []Receipt {
	seen := map[string]bool{}
	var out []Receipt
	for _, r := range receipts {
		if seen[r.ID] || r.LetGo || r.Amount.Minor <= 0 || r.Amount.Currency != c || r.On.After(on) {
			continue
		}
		seen[r.ID] = true
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b Receipt) int { return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.ID, b.ID)) })
	return out
}

// Close keeps a plan that runs, or would break today, when nothing is open of any of its items: whatever the source made of the interest, there
// is nothing left that could fall due. Fees and interest that are still open stay as they are.
func (j *Judgement) Close(p PaymentPlan, items []dunning.Item) {
	if !p.Quiet() || len(p.Basis.Items) == 0 {
		return
	}
	settled := 0
	for i := range items {
		if slices.Contains(p.Items(), items[i].ID) && items[i].Open.Minor <= 0 {
			settled++
		}
	}
	if settled == len(p.Basis.Items) {
		j.State, j.Missed = Kept, nil
	}
}
