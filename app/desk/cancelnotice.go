package desk

import (
	"context"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// CancelNotice takes a reminder back, sent or not, by its printed number: its charges are no longer owed and its invoices stand
// where they stood before it. What has left is not called back; the customer hears of it from a person. A reminder that has left
// and bears open charges lets them go, so that it may need somebody who decides on waivers; one that waits is taken back alone.
// Errors are fault.NotFound for a number that the customer does not have, fault.Invalid without a reason, and fault.Conflict for
// a note that is no reminder, one that a later reminder builds on, whose charges have been paid, or that is leaving at this moment.
func (d *Desk) CancelNotice(ctx context.Context, debtor receivable.DebtorID, number, why string) (out Asked, err error) {
	why = strings.TrimSpace(why)
	if why == "" {
		return out, fault.New(fault.Invalid, "taking a reminder back needs a reason").OnField("why")
	}
	on, err := d.Today(ctx)
	if err != nil {
		return out, err
	}
	err = d.about(ctx, debtor, func(w store.Writer, who receivable.Debtor) error {
		n, err := noticeNumbered(w, who, number)
		if err != nil {
			return err
		}
		open, err := openCharges(w, &n)
		if err != nil {
			return err
		}
		if open.IsZero() || !mayHaveLeft(&n) || n.Cancelled {
			out = Asked{Done: true}
			return takeBack(w, on, n.ID, why)
		}
		order, err := canonical(WaiveOrder{Notice: n.ID})
		if err != nil {
			return err
		}
		out, err = d.askIn(w, approval.Waive, order, why)
		return err
	})
	return out, err
}

// noticeNumbered finds a reminder of a customer by its printed number.
func noticeNumbered(r store.Reader, who receivable.Debtor, number string) (store.Notice, error) {
	notices, err := r.Notices(who.ID, 0)
	if err != nil {
		return store.Notice{}, err
	}
	for i := range notices {
		switch n := &notices[i]; {
		case n.Number != number:
		case n.Claim.Event != dunning.NoEvent:
			return *n, fault.New(fault.Conflict, "%s asked %s for nothing, so that there is nothing to take back", number, who.Name).OnField("number")
		default:
			return *n, nil
		}
	}
	return store.Notice{}, fault.New(fault.NotFound, "%s never got a reminder %s", who.Name, number).OnField("number")
}

// mayHaveLeft reports whether a notice has reached the customer, as far as anybody knows.
func mayHaveLeft(n *store.Notice) bool {
	return n.State == store.OutSent || n.State == store.OutUncertain || n.State == store.OutSending
}

// openCharges sums what is open of the charges that a notice made.
func openCharges(r store.Reader, n *store.Notice) (money.Amount, error) {
	sum := money.Zero(n.Claim.Currency)
	charges, err := r.Charges(n.Claim.Debtor, true)
	for _, c := range charges {
		if c.Notice == int64(n.ID) {
			sum.Minor += c.Open.Minor
		}
	}
	return sum, err
}

// weighTakingBack measures a reminder that has left by what is open of its charges.
func weighTakingBack(r store.Reader, o WaiveOrder) (weighed, error) {
	n, err := r.Notice(o.Notice)
	if err != nil {
		return weighed{}, err
	}
	if n.Cancelled {
		return weighed{}, fault.New(fault.Conflict, "%s was taken back already", n.Number)
	}
	open, err := openCharges(r, &n)
	if err != nil {
		return weighed{}, err
	}
	who, err := r.Debtor(n.Claim.Debtor)
	return weighed{
		measure: approval.Measure{Kind: approval.Waive, Amount: open}, debtor: who.ID, subject: who.Name,
		facts: map[string]any{"reminder": n.Number, "level": n.Claim.Level, "open": open.String(), "currency": open.Currency},
	}, err
}
