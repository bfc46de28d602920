package desk

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// SetCreditLine records how much a customer may owe from today on, and when that is looked at again.
func (d *Desk) SetCreditLine(ctx context.Context, debtor receivable.DebtorID, l settlement.CreditLine) error {
	return d.about(ctx, debtor, func(w store.Writer, who receivable.Debtor) (err error) {
		if l.On, err = d.todayOf(w); err != nil {
			return err
		}
		if err := l.Check(); err != nil {
			return err
		}
		if _, err := w.PutCreditLine(debtor, l); err != nil {
			return err
		}
		return w.Append(activity.CreditLineSet, int64(debtor), 0, who.Name, map[string]any{
			"amount": l.Limit.String(), "currency": l.Limit.Currency, "review": l.Review.String(), "note": l.Note,
		})
	})
}

// NoteFinanceOffer records what a financier offered for what a customer owes.
func (d *Desk) NoteFinanceOffer(ctx context.Context, debtor receivable.DebtorID, o settlement.FinanceOffer) error {
	if err := o.Check(); err != nil {
		return err
	}
	return d.about(ctx, debtor, func(w store.Writer, who receivable.Debtor) error {
		if _, err := w.PutFinanceOffer(debtor, o); err != nil {
			return err
		}
		return w.Append(activity.FinanceOffered, int64(debtor), 0, who.Name, map[string]any{
			"kind": string(o.Kind), "provider": o.Provider, "amount": o.Quote.String(), "currency": o.Quote.Currency, "fee": o.Fee.String(),
			"on": o.On.String(), "until": o.Until.String(), "note": o.Note,
		})
	})
}

// AnswerFinanceOffer records what came of an offer: it is accepted or declined once.
func (d *Desk) AnswerFinanceOffer(ctx context.Context, debtor receivable.DebtorID, offer int64, a settlement.FinanceAnswer) error {
	return d.about(ctx, debtor, func(w store.Writer, who receivable.Debtor) error {
		on, err := d.todayOf(w)
		if err != nil {
			return err
		}
		if a.On.After(on) {
			return fault.New(fault.Invalid, "nobody has answered on %s yet", a.On).OnField("date")
		}
		rows, err := w.FinanceOffers(debtor)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(rows, func(o settlement.FinanceOffer) bool { return o.ID == offer })
		if at < 0 {
			return fault.New(fault.NotFound, "%s has no offer %d", who.Name, offer).OnField("offer")
		}
		o := &rows[at]
		if err := o.Reply(a); err != nil {
			return err
		}
		if err := w.PutFinanceAnswer(offer, a); err != nil {
			return err
		}
		return w.Append(activity.FinanceAnswered, int64(debtor), 0, who.Name, map[string]any{
			"offer": offer, "accepted": a.Accepted, "kind": string(o.Kind), "provider": o.Provider, "amount": o.Quote.String(), "currency": o.Quote.Currency,
			"on": a.On.String(), "note": a.Note,
		})
	})
}

// CreditLines gives a customer's credit lines, oldest first; the last one holds.
func (d *Desk) CreditLines(ctx context.Context, debtor receivable.DebtorID) (rows []store.CreditLineRow, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		rows, err = r.CreditLines(debtor)
		return err
	})
	return rows, err
}

// FinanceOffers gives what financiers offered for what a customer owes, oldest first.
func (d *Desk) FinanceOffers(ctx context.Context, debtor receivable.DebtorID) (rows []settlement.FinanceOffer, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		rows, err = r.FinanceOffers(debtor)
		return err
	})
	return rows, err
}
