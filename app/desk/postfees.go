package desk

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// gatherFees makes the entries of what reminders charged, and of what was let go since. Like those of notices they are worked out from
// the book, so that no way of charging or waiving can forget them.
func (d *Desk) gatherFees(w store.Writer, conns []store.Connection) error {
	for _, c := range conns {
		since, on := c.Posts[writeback.Fee]
		if !on {
			continue
		}
		charged, err := w.UninvoicedCharges(c.ID, since, noticesAtOnce)
		if err != nil {
			return err
		}
		for i := range charged {
			if err := d.intendFee(w, c.ID, &charged[i]); err != nil {
				return err
			}
		}
		if err := d.creditFees(w, c.ID); err != nil {
			return err
		}
	}
	return nil
}

func (d *Desk) intendFee(w store.Writer, id receivable.ConnectionID, c *dunning.Charge) error {
	n, err := w.Notice(store.NoticeID(c.Notice))
	if err != nil {
		return err
	}
	e := writeback.Entry{
		Connection: id, Debtor: c.Debtor, Kind: writeback.Fee, About: store.AboutCharge, AboutID: c.ID, On: c.On, Amount: c.Open,
	}
	say := PostingSaying{What: SayFee, Number: n.Number, Level: n.Claim.Level, On: c.On, Total: c.Open}
	if c.Kind == dunning.Compensation {
		say.What = SayCompensation
	}
	if c.Item != 0 {
		row, err := w.Item(c.Item)
		if err != nil {
			return err
		}
		e.Parts = []writeback.Part{{Item: row.ID, Source: row.ExternalID, Number: row.Number}}
	}
	if err := d.word(w, &e, say); err != nil {
		return err
	}
	return intend(w, e)
}

// creditFees takes back the invoices for charges of which nothing is left to ask: waived whole, or taken back with their reminder.
func (d *Desk) creditFees(w store.Writer, id receivable.ConnectionID) error {
	gone, err := w.UncreditedFees(id)
	if err != nil {
		return err
	}
	on, err := d.todayOf(w)
	if err != nil {
		return err
	}
	for i := range gone {
		e := gone[i]
		credit := writeback.Entry{
			Connection: id, Debtor: e.Debtor, Kind: writeback.Fee, About: store.AboutCredit, AboutID: e.AboutID, Undoes: e.ID, On: on, Amount: e.Amount, Parts: e.Parts,
		}
		if err := d.word(w, &credit, PostingSaying{What: SayCredit, Number: e.Title}); err != nil {
			return err
		}
		if err := intend(w, credit); err != nil {
			return err
		}
	}
	return nil
}

// leftOfFee gives what is still to be asked of a charge, and why that is less than its entry says; no why: it is not.
func leftOfFee(w store.Writer, e *writeback.Entry) (left money.Amount, why string, err error) {
	c, err := w.Charge(e.AboutID)
	if err != nil || c.Open == e.Amount {
		return c.Open, "", err
	}
	return c.Open, "it has been waived or taken back since", nil
}

// invoiced notes what a fee has become in the accounting system: from now on what is open of the charge follows it.
func invoiced(w store.Writer, e *writeback.Entry, p writeback.Posted) error {
	if e.Kind != writeback.Fee || e.About != store.AboutCharge && e.About != store.AboutCredit {
		return nil
	}
	return w.InvoiceCharge(e.AboutID, e.Connection, p)
}

// findFees looks in the accounting system for the fees of which nobody knows whether they have been written: a read would bring them
// as invoices like any other, and the customer would be asked for them twice.
func (d *Desk) findFees(ctx context.Context, c store.Connection) error {
	lost, err := d.lostFees(ctx, c.ID)
	if err != nil || len(lost) == 0 {
		return err
	}
	order, err := d.order(ctx, c, false)
	if err != nil {
		return err
	}
	ledger, err := d.Ledgers.Ledger(ctx, order)
	if err != nil {
		return err
	}
	defer ledger.Close()
	for _, e := range lost {
		if err := d.search(ctx, ledger, e, &PostProgress{}); err != nil {
			return fault.Wrap(err, fault.CodeOf(err), "%s is looked for before it is read as an invoice like any other", e.Title)
		}
	}
	return nil
}

// lostFees gives the fees of a connection of which nobody knows whether they have been written; those, too, of one that is to write none
// any more.
func (d *Desk) lostFees(ctx context.Context, id receivable.ConnectionID) (lost []writeback.Entry, err error) {
	if d.Ledgers == nil {
		return nil, nil
	}
	unsure := store.WriteBackQuery{Connection: id, States: []writeback.State{writeback.Writing, writeback.Uncertain}}
	if err := d.view(ctx, func(r store.Reader) error {
		lost, err = r.WriteBacks(unsure)
		return err
	}); err != nil || len(lost) == 0 {
		return nil, err
	}
	unsure.States = []writeback.State{writeback.Uncertain}
	err = d.update(ctx, func(w store.Writer) error {
		if err := d.recoverWriting(w); err != nil {
			return err
		}
		lost, err = w.WriteBacks(unsure)
		return err
	})
	return slices.DeleteFunc(lost, func(e writeback.Entry) bool { return e.Kind != writeback.Fee }), err
}
