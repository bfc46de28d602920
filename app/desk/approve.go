package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// DecisionOrder is what somebody says to a request.
type DecisionOrder struct {
	Request approval.RequestID
	Version int            // that he saw
	To      approval.State // approved, declined or sent-back
	Why     string         // needed unless it is approved
}

// Decide says yes or no to a request, or gives it back. A yes is carried out in the same transaction, after everything was
// looked at once more: the right of who decides, the request as he saw it, and the facts that it rests on. When one of them
// has changed nothing happens, and the request waits on.
func (d *Desk) Decide(ctx context.Context, o DecisionOrder) error {
	return d.update(ctx, func(w store.Writer) error {
		was, err := w.Request(o.Request)
		if err != nil {
			return err
		}
		on, err := d.clockDay(w)
		if err != nil {
			return err
		}
		policy, err := policyOf(w)
		if err != nil {
			return err
		}
		seat, err := seatOf(w, w.Actor(), on)
		if err != nil {
			return err
		}
		decided, err := policy.Decide(was, approval.Decider{User: seat.User, For: seat.For}, o.Version, o.To, o.Why, w.Now(), on)
		if err != nil {
			return err
		}
		if err := w.SetRequest(decided, was); err != nil {
			return err
		}
		if err := w.Append(activity.RequestDecided, decided.Debtor, 0, decided.Subject, decisionFacts(&decided)); err != nil {
			return err
		}
		if decided.State != approval.Approved {
			return nil
		}
		return d.execute(w, &decided)
	})
}

// execute carries an approved request out, unless what it rests on has changed since it was asked for.
func (d *Desk) execute(w store.Writer, q *approval.Request) error {
	if err := d.stillStands(w, q); err != nil {
		return err
	}
	e, err := errandOf(q.Measure.Kind)
	if err != nil {
		return err
	}
	return e.do(d, w, q.Order, q.Why, q)
}

func decisionFacts(q *approval.Request) map[string]any {
	facts := map[string]any{"request": q.ID, "version": q.Version, "kind": q.Measure.Kind, "decision": q.State, "why": q.Decided.Why, "asked-by": q.By.Login, "by": q.Decided.By.Login}
	if q.Decided.For.ID != q.Decided.By.ID {
		facts["in-the-right-of"] = q.Decided.For.Login
	}
	if q.Measure.Amount.Currency != "" {
		facts["amount"], facts["currency"] = q.Measure.Amount.String(), q.Measure.Amount.Currency
	}
	return facts
}

// Withdraw takes one's own request back.
func (d *Desk) Withdraw(ctx context.Context, id approval.RequestID) error {
	return d.changeRequest(ctx, id, func(_ store.Writer, q approval.Request, by approval.User) (approval.Request, error) {
		return q.Withdraw(by)
	})
}

// AskAgain asks for a request anew that was sent back, or still waits, with another reason; its facts are those of today. A
// decision on what was asked before holds no more.
func (d *Desk) AskAgain(ctx context.Context, id approval.RequestID, why string) error {
	return d.changeRequest(ctx, id, func(w store.Writer, q approval.Request, by approval.User) (approval.Request, error) {
		e, err := errandOf(q.Measure.Kind)
		if err != nil {
			return q, err
		}
		seen, err := e.weigh(d, w, q.Order)
		if err != nil {
			return q, err
		}
		facts, err := canonical(seen.facts)
		if err != nil {
			return q, err
		}
		policy, err := policyOf(w)
		if err != nil {
			return q, err
		}
		on, err := d.clockDay(w)
		if err != nil {
			return q, err
		}
		return q.Change(by, q.Order, facts, seen.subject, why, seen.measure, on.AddDays(policy.Days))
	})
}

func (d *Desk) changeRequest(ctx context.Context, id approval.RequestID, change func(store.Writer, approval.Request, approval.User) (approval.Request, error)) error {
	return d.update(ctx, func(w store.Writer) error {
		was, err := w.Request(id)
		if err != nil {
			return err
		}
		seat, err := seatOf(w, w.Actor(), date.Date{})
		if err != nil {
			return err
		}
		next, err := change(w, was, seat.User)
		if err != nil {
			return err
		}
		if err := w.SetRequest(next, was); err != nil {
			return err
		}
		return w.Append(activity.RequestChanged, next.Debtor, 0, next.Subject, map[string]any{"state": next.State, "before": requestFacts(&was), "after": requestFacts(&next)})
	})
}

// RequestView is a request with what somebody at this desk may do about it.
type RequestView struct {
	approval.Request
	Right   approval.User // in whose right it can be decided here
	Refused error         // why not
	Mine    bool          // asked for at this desk: it can be changed and withdrawn here
	Undoes  bool          // takes back what was done before: a write-off reversed, a hand-over recalled
}

// bench says what whoever sits at the desk may do about requests.
type bench struct {
	on      date.Date
	policy  approval.Policy
	seat    Seat
	refused error // nobody sits there whom the book knows
}

func (d *Desk) benchOf(r store.Reader) (b bench, err error) {
	if b.on, err = d.clockDay(r); err != nil {
		return b, err
	}
	if b.policy, err = policyOf(r); err != nil {
		return b, err
	}
	b.seat, b.refused = seatOf(r, d.Actor, b.on)
	if b.refused != nil && !fault.Has(b.refused, NotSignedIn) {
		return b, b.refused
	}
	return b, nil
}

// view looks at one request as it is today.
func (b *bench) view(q approval.Request) RequestView {
	q = q.Expire(b.on)
	v := RequestView{Request: q, Refused: b.refused, Mine: b.seat.User.ID != 0 && q.By.ID == b.seat.User.ID, Undoes: undoes(q.Order)}
	if b.refused == nil && !q.State.Over() {
		v.Right, v.Refused = b.policy.MayDecide(approval.Decider{User: b.seat.User, For: b.seat.For}, &q, b.on)
	}
	return v
}

// undoes reports whether an order takes back what was done before.
func undoes(order string) bool {
	o, err := readOrder[struct {
		Reverse int64 `json:"reverse"`
		Recall  int64 `json:"recall"`
	}](order)
	return err == nil && (o.Reverse != 0 || o.Recall != 0)
}

// Requests gives the requests that are open, and those decided lately, newest first.
func (d *Desk) Requests(ctx context.Context, debtor receivable.DebtorID) (open, decided []RequestView, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		b, err := d.benchOf(r)
		if err != nil {
			return err
		}
		waiting, err := r.Requests(store.RequestQuery{Debtor: int64(debtor), Open: true})
		if err != nil {
			return err
		}
		for _, q := range waiting {
			if v := b.view(q); v.State.Over() {
				decided = append(decided, v)
			} else {
				open = append(open, v)
			}
		}
		all, err := r.Requests(store.RequestQuery{Debtor: int64(debtor), Limit: decidedLately})
		for _, q := range all {
			if q.State.Over() {
				decided = append(decided, b.view(q))
			}
		}
		return err
	})
	return open, decided, err
}

// decidedLately is how many requests are looked back at.
const decidedLately = 200
