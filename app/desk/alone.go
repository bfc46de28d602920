package desk

import (
	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// leave says whether whoever works may do something without a second person, and by what.
type leave struct {
	alone  bool
	seat   Seat
	policy approval.Policy
	on     date.Date
	before money.Amount // what was done alone before, where only that makes it too much; zero else
}

// mayAlone looks whether whoever works may do so much without a second person, together with what was done alone of its kind for
// the customer before. Without four eyes everybody may, and so do the program's own schedules, for which an administrator answered
// when he set them up.
func (d *Desk) mayAlone(w store.Writer, seen *weighed, order string) (l leave, err error) {
	if l.policy, err = policyOf(w); err != nil || w.Actor().Kind != activity.Person {
		l.alone = err == nil
		return l, err
	}
	if l.on, err = d.clockDay(w); err != nil {
		return l, err
	}
	if l.seat, err = seatOf(w, w.Actor(), l.on); err != nil || !l.seat.FourEyes {
		l.alone = err == nil
		return l, err
	}
	all := seen.measures()
	if l.alone = !seen.second && l.policy.AloneAll(l.seat.User.Role, all); !l.alone || !addsUp(seen, order) {
		return l, nil
	}
	before, err := doneAlone(w, seen, l.on)
	if err != nil || before.IsZero() {
		return l, err
	}
	m := seen.measure
	if m.Amount, err = m.Amount.Add(before); err != nil {
		return l, err
	}
	if l.alone = l.policy.Alone(l.seat.User.Role, m); !l.alone {
		l.before = before
	}
	return l, nil
}

// addsUp reports whether an order counts with others of its kind for its customer; what takes something back lets nothing go.
func addsUp(seen *weighed, order string) bool {
	return seen.debtor != 0 && seen.measure.Kind.AddsUp() && !undoes(order)
}

// doneAlone sums what anybody did alone of a kind for a customer within approval.AloneDays days, in the currency of the measure.
func doneAlone(r store.Reader, seen *weighed, on date.Date) (money.Amount, error) {
	sum := money.Zero(seen.measure.Amount.Currency)
	rows, err := r.Requests(store.RequestQuery{Debtor: int64(seen.debtor), Kind: seen.measure.Kind, Alone: true})
	for i := range rows {
		if q := &rows[i]; err == nil && !on.After(q.Expires) && q.Measure.Amount.Currency == sum.Currency {
			sum, err = sum.Add(q.Measure.Amount)
		}
	}
	return sum, err
}

// keepAlone keeps how much somebody did alone in a book with four eyes, for the next of the kind; its reason and all else stand in
// the log.
func (d *Desk) keepAlone(w store.Writer, by *leave, seen *weighed, order string) error {
	if !by.seat.FourEyes || !addsUp(seen, order) {
		return nil
	}
	_, err := w.PutRequest(approval.Request{
		Version: 1, Measure: seen.measure, Debtor: int64(seen.debtor), Order: order, Facts: "{}", By: by.seat.User, At: w.Now(),
		Expires: by.on.AddDays(approval.AloneDays), State: approval.DoneAlone,
	})
	return err
}
