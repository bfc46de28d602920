package desk

import (
	"context"
	"crypto/rand"
	"slices"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Ledgers opens accounting systems for writing.
type Ledgers interface {
	Ledger(ctx context.Context, order ReadOrder) (Ledger, error)
}

// Ledger is an accounting system that is open for writing. Close it.
type Ledger interface {
	// Write writes an entry, at most once for its key, and says what became of it. doc is the file of an attachment.
	Write(ctx context.Context, e writeback.Entry, undoes []string, doc store.Document) writeback.Outcome
	// Find looks for an entry by its key, or for that what it undoes was taken back, and writes nothing.
	Find(ctx context.Context, e writeback.Entry, undoes []string) (writeback.Posted, bool, error)
	Close()
}

// SetWriteBack says what of a connection is written into its accounting system, from now on. What was on before stays on
// since then; what has not been written of a kind that is switched off is dropped.
func (d *Desk) SetWriteBack(ctx context.Context, id receivable.ConnectionID, kinds []writeback.Kind) error {
	var c store.Connection
	if err := d.view(ctx, func(r store.Reader) (err error) {
		c, err = r.Connection(id)
		return err
	}); err != nil {
		return err
	}
	able, err := d.kind(ctx, c.Kind) // may start the program, which the book must not wait for
	if err != nil {
		return err
	}
	for _, k := range kinds {
		if !slices.Contains(writeback.Kinds(), k) {
			return fault.New(fault.Invalid, "%q is nothing that is written back", string(k)).OnField("kinds").WithHint("one of note, attachment, fee, hold, write-off")
		}
		if !slices.Contains(able.Writes, k) {
			return fault.New(fault.Invalid, "the connector of %s cannot write %s", c.Name, k).OnField("kinds")
		}
		if k == writeback.Fee && !able.CanFind {
			return fault.New(fault.Invalid, "%s cannot be searched for what was written, so that a fee could be asked for twice", c.Name).OnField("kinds").
				WithHint("what reminders charge stays in this book; see `charges CUSTOMER`")
		}
	}
	return d.administer(ctx, func(w store.Writer) error { return setWriteBack(w, id, kinds) })
}

func setWriteBack(w store.Writer, id receivable.ConnectionID, kinds []writeback.Kind) error {
	c, err := w.Connection(id)
	if err != nil {
		return err
	}
	posts := map[writeback.Kind]time.Time{}
	for _, k := range kinds {
		posts[k] = w.Now()
		if since, on := c.Posts[k]; on {
			posts[k] = since
		}
	}
	waiting, err := w.WriteBacks(store.WriteBackQuery{Connection: id, States: []writeback.State{writeback.Waiting}})
	if err != nil {
		return err
	}
	for i := range waiting {
		if _, on := posts[waiting[i].Kind]; !on {
			if err := w.SettleWriteBack(waiting[i].ID, writeback.Dropped, switchedOff); err != nil {
				return err
			}
		}
	}
	before := c.Posts
	c.Posts = posts
	if _, err := w.PutConnection(c); err != nil {
		return err
	}
	return w.Append(activity.ConnectionChanged, 0, 0, c.Name, map[string]any{"name": c.Name, "writes_back": names(posts), "wrote_back": names(before)})
}

func names(posts map[writeback.Kind]time.Time) []writeback.Kind {
	out := []writeback.Kind{}
	for _, k := range writeback.Kinds() {
		if _, on := posts[k]; on {
			out = append(out, k)
		}
	}
	return out
}

// intend puts an entry into the queue of a connection that writes its kind; others do without.
func intend(w store.Writer, e writeback.Entry) error {
	c, err := w.Connection(e.Connection)
	if err != nil {
		return err
	}
	if _, on := c.Posts[e.Kind]; !on {
		return nil
	}
	e.Key = "DD-" + rand.Text()[:16]
	_, err = w.PutWriteBack(e)
	return err
}

// intendLoss has a write-off booked by every accounting system that its items come from and that takes one.
func (d *Desk) intendLoss(w store.Writer, off *settlement.WriteOff) error {
	lost := make([]settlement.ItemPart, len(off.Items))
	for i := range off.Items {
		lost[i] = settlement.ItemPart{Item: off.Items[i].Item, Amount: off.Items[i].Amount}
	}
	entries, err := lossEntries(w, off.Debtor, lost)
	for i := range entries {
		e := &entries[i]
		e.About, e.AboutID, e.On, e.Reason, e.Text = store.AboutWriteOff, off.ID, off.On, string(off.Reason), off.Why
		if err = d.word(w, e, PostingSaying{What: SayWriteOff, ID: off.ID}); err != nil {
			return err
		}
		if err = intend(w, *e); err != nil {
			return err
		}
	}
	return err
}

// lossEntries makes one entry for each connection of the items.
func lossEntries(w store.Writer, debtor receivable.DebtorID, lost []settlement.ItemPart) ([]writeback.Entry, error) {
	var out []writeback.Entry
	for _, part := range lost {
		row, err := w.Item(part.Item)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(out, func(e writeback.Entry) bool { return e.Connection == row.Connection })
		if at < 0 {
			at, out = len(out), append(out, writeback.Entry{Connection: row.Connection, Debtor: debtor, Kind: writeback.WriteOff, Amount: money.Zero(part.Amount.Currency)})
		}
		e := &out[at]
		e.Amount.Minor += part.Amount.Minor
		e.Parts = append(e.Parts, writeback.Part{Item: row.ID, Source: row.ExternalID, Number: row.Number, Minor: part.Amount.Minor})
	}
	return out, nil
}

// intendBack has a reversal booked where the write-off was, or is about to be. What still waits and is reversed whole is
// dropped: the accounting system never hears of it. What was booked by hand is booked back by hand.
func (d *Desk) intendBack(w store.Writer, off *settlement.WriteOff, backs []settlement.Back, on date.Date, why string) error {
	booked, err := w.WriteBacks(store.WriteBackQuery{About: store.AboutWriteOff, AboutID: off.ID})
	if err != nil {
		return err
	}
	lost := make([]settlement.ItemPart, len(backs))
	for i, b := range backs {
		lost[i] = settlement.ItemPart{Item: b.Item, Amount: b.Amount}
	}
	entries, err := lossEntries(w, off.Debtor, lost)
	if err != nil {
		return err
	}
	for i := range booked {
		at := slices.IndexFunc(entries, func(e writeback.Entry) bool { return e.Connection == booked[i].Connection })
		if at < 0 || booked[i].State == writeback.Dropped {
			continue
		}
		e := &entries[at]
		if unwritten(booked[i].State) && e.Amount == booked[i].Amount {
			if err := w.SettleWriteBack(booked[i].ID, writeback.Dropped, "reversed before it was written"); err != nil {
				return err
			}
			continue
		}
		e.About, e.AboutID, e.Undoes, e.On, e.Reason, e.Text = store.AboutReversal, off.ID, booked[i].ID, on, string(off.Reason), why
		if err := d.word(w, e, PostingSaying{What: SayReversal, ID: off.ID}); err != nil {
			return err
		}
		if err := intend(w, *e); err != nil {
			return err
		}
	}
	return nil
}

func unwritten(s writeback.State) bool { return s == writeback.Waiting || s == writeback.Refused }

// intendHold has the accounting system show that reminders are stopped.
func (d *Desk) intendHold(w store.Writer, who receivable.Debtor, id int64, o HoldOrder, on date.Date) error {
	e := writeback.Entry{
		Connection: who.Connection, Debtor: who.ID, Kind: writeback.Hold, About: store.AboutHold, AboutID: id, On: on, Until: o.Until,
		Text: o.Reason, Amount: money.Zero(who.Currency),
	}
	if o.Item != 0 {
		row, err := w.Item(o.Item)
		if err != nil {
			return err
		}
		e.Connection, e.Parts = row.Connection, []writeback.Part{{Item: row.ID, Source: row.ExternalID, Number: row.Number}}
	}
	if err := d.word(w, &e, PostingSaying{What: SayHold}); err != nil {
		return err
	}
	return intend(w, e)
}

// intendLift takes the sign of a hold away again.
func (d *Desk) intendLift(w store.Writer, id int64, on date.Date, why string) error {
	held, err := w.WriteBacks(store.WriteBackQuery{About: store.AboutHold, AboutID: id})
	if err != nil {
		return err
	}
	for _, e := range held {
		if e.Undoes != 0 || e.State == writeback.Dropped {
			continue
		}
		if unwritten(e.State) {
			if err := w.SettleWriteBack(e.ID, writeback.Dropped, "lifted before it was written"); err != nil {
				return err
			}
			continue
		}
		lift := writeback.Entry{
			Connection: e.Connection, Debtor: e.Debtor, Kind: writeback.Hold, About: store.AboutLift, AboutID: id, Undoes: e.ID, On: on,
			Text: why, Parts: e.Parts, Amount: e.Amount,
		}
		if err := d.word(w, &lift, PostingSaying{What: SayLift}); err != nil {
			return err
		}
		if err := intend(w, lift); err != nil {
			return err
		}
	}
	return nil
}

// WriteBacks gives what is to be written into the accounting systems, or was: also what has left since somebody looked.
func (d *Desk) WriteBacks(ctx context.Context, q store.WriteBackQuery) (out []writeback.Entry, err error) {
	if err := d.gatherPostings(ctx); err != nil {
		return nil, err
	}
	err = d.view(ctx, func(r store.Reader) error {
		out, err = r.WriteBacks(q)
		return err
	})
	return out, err
}

// SettleWriteBack is a person's word on an entry that is uncertain, refused or waiting: it is there already, it shall be
// written (again), or not at all.
func (d *Desk) SettleWriteBack(ctx context.Context, id int64, to writeback.State, why string) error {
	switch {
	case why == "":
		return fault.New(fault.Invalid, "settling a posting needs a reason: how do you know?").OnField("why")
	case to != writeback.Written && to != writeback.Waiting && to != writeback.Dropped:
		return fault.New(fault.Invalid, "a posting is written, to be written, or dropped; not %q", string(to)).OnField("as")
	}
	return d.update(ctx, func(w store.Writer) error {
		e, err := w.WriteBack(id)
		if err != nil {
			return err
		}
		if e.Kind == writeback.Fee && to == writeback.Written {
			return fault.New(fault.Refused, "the desk has to know which invoice %q has become, and finds that out itself", e.Title).WithHint("settle it as again: what is there under its key is found and not written twice")
		}
		if err := w.SettleWriteBack(id, to, why); err != nil {
			return err
		}
		return w.Append(activity.PostingSettled, int64(e.Debtor), 0, e.Title, postingFacts(&e, string(to), why))
	})
}

func postingFacts(e *writeback.Entry, state, detail string) map[string]any {
	facts := map[string]any{"posting": e.ID, "key": e.Key, "kind": e.Kind, "state": state, "about": e.About, "about-id": e.AboutID}
	if e.Amount.Minor != 0 {
		facts["amount"], facts["currency"] = e.Amount.String(), e.Amount.Currency
	}
	if detail != "" {
		facts["detail"] = detail
	}
	return facts
}
