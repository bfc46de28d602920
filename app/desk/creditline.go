package desk

import (
	"context"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// CreditLineOrder asks to raise a credit line.
type CreditLineOrder struct {
	Debtor receivable.DebtorID `json:"debtor"`
	Limit  money.Amount        `json:"limit"`
	Review string              `json:"review"`
	Note   string              `json:"note,omitempty"`
}

// SetCreditLine records how much a customer may owe from today on, and when that is looked at again, or asks somebody who may. A line
// that is no higher than the one that holds is set alone: it gives nothing away.
func (d *Desk) SetCreditLine(ctx context.Context, debtor receivable.DebtorID, l settlement.CreditLine) (out Asked, err error) {
	err = d.about(ctx, debtor, func(w store.Writer, who receivable.Debtor) error {
		if l.On, err = d.todayOf(w); err != nil {
			return err
		}
		if err := l.Check(); err != nil {
			return err
		}
		now, err := holdingLine(w, debtor)
		if err != nil {
			return err
		}
		if now.Limit.Currency == l.Limit.Currency && l.Limit.Minor <= now.Limit.Minor {
			out = Asked{Done: true}
			return putCreditLine(w, who, l)
		}
		order, err := canonical(CreditLineOrder{debtor, l.Limit, l.Review.String(), l.Note})
		if err != nil {
			return err
		}
		why := strings.TrimSpace(l.Note)
		if why == "" {
			why = "a credit line of " + l.Limit.String() + " " + string(l.Limit.Currency)
		}
		out, err = d.askIn(w, approval.CreditLine, order, why)
		return err
	})
	return out, err
}

// holdingLine gives the credit line that holds now; zero without one.
func holdingLine(r store.Reader, debtor receivable.DebtorID) (settlement.CreditLine, error) {
	rows, err := r.CreditLines(debtor)
	if err != nil || len(rows) == 0 {
		return settlement.CreditLine{}, err
	}
	return rows[len(rows)-1].CreditLine, nil
}

// line reads the order, as of today.
func (d *Desk) line(r store.Reader, order string) (o CreditLineOrder, l settlement.CreditLine, err error) {
	if o, err = readOrder[CreditLineOrder](order); err != nil {
		return o, l, err
	}
	l = settlement.CreditLine{Limit: o.Limit, Note: o.Note}
	if l.On, err = d.todayOf(r); err != nil {
		return o, l, err
	}
	if l.Review, err = date.Parse(o.Review); err != nil {
		return o, l, err
	}
	return o, l, l.Check()
}

// weighCreditLine measures a line by all that the customer may owe; the facts are the line that it takes the place of.
func weighCreditLine(d *Desk, r store.Reader, order string) (weighed, error) {
	o, l, err := d.line(r, order)
	if err != nil {
		return weighed{}, err
	}
	now, err := holdingLine(r, o.Debtor)
	if err != nil {
		return weighed{}, err
	}
	who, err := r.Debtor(o.Debtor)
	return weighed{
		measure: approval.Measure{Kind: approval.CreditLine, Amount: l.Limit}, debtor: o.Debtor, subject: who.Name,
		facts: map[string]any{"amount": l.Limit.String(), "currency": l.Limit.Currency, "review": o.Review, "before": now.Limit.String(), "before-currency": now.Limit.Currency},
	}, err
}

func doCreditLine(d *Desk, w store.Writer, order, _ string, _ *approval.Request) error {
	o, l, err := d.line(w, order)
	if err != nil {
		return err
	}
	who, err := w.Debtor(o.Debtor)
	if err != nil {
		return err
	}
	return putCreditLine(w, who, l)
}

func putCreditLine(w store.Writer, who receivable.Debtor, l settlement.CreditLine) error {
	if _, err := w.PutCreditLine(who.ID, l); err != nil {
		return err
	}
	return w.Append(activity.CreditLineSet, int64(who.ID), 0, who.Name, map[string]any{
		"amount": l.Limit.String(), "currency": l.Limit.Currency, "review": l.Review.String(), "note": l.Note,
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
