package desk

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// noticesAtOnce bounds how many notices, or charges, one transaction turns into entries of a kind.
const noticesAtOnce = 1000

// gatherPostings makes the entries of what has left and of what it charged, so that a person sees them wait before anything is
// written. Where there are none to make the book is not written to.
func (d *Desk) gatherPostings(ctx context.Context) error {
	for {
		var conns []store.Connection
		missing := 0
		if err := d.view(ctx, func(r store.Reader) (err error) {
			conns, missing, err = unposted(r)
			return err
		}); err != nil || missing == 0 {
			return err
		}
		if err := d.update(ctx, func(w store.Writer) error {
			if err := d.gatherNotices(w, conns); err != nil {
				return err
			}
			return d.gatherFees(w, conns)
		}); err != nil || missing < noticesAtOnce {
			return err
		}
	}
}

// unposted gives the connections that are written back to, and up to noticesAtOnce or more of what has no entry there yet.
func unposted(r store.Reader) (conns []store.Connection, n int, err error) {
	if conns, err = r.Connections(); err != nil {
		return nil, 0, err
	}
	conns = slices.DeleteFunc(conns, func(c store.Connection) bool { return len(c.Posts) == 0 })
	for _, c := range conns {
		for kind, since := range c.Posts {
			found := 0
			switch kind {
			case writeback.Note, writeback.Attachment:
				sent, err := r.UnpostedNotices(c.ID, kind, since, noticesAtOnce)
				if err != nil {
					return nil, 0, err
				}
				found = len(sent)
			case writeback.Fee:
				charged, err := r.UninvoicedCharges(c.ID, since, noticesAtOnce)
				if err != nil {
					return nil, 0, err
				}
				gone, err := r.UncreditedFees(c.ID)
				if err != nil {
					return nil, 0, err
				}
				found = len(charged) + len(gone)
			case writeback.Hold, writeback.WriteOff: // put into the queue when they are decided
			}
			n = max(n, found)
		}
	}
	return conns, n, nil
}

// gatherNotices makes the entries of what has left: it is worked out from the book, so that no way of sending can forget it.
func (d *Desk) gatherNotices(w store.Writer, conns []store.Connection) error {
	for _, c := range conns {
		for _, kind := range []writeback.Kind{writeback.Note, writeback.Attachment} {
			since, on := c.Posts[kind]
			if !on {
				continue
			}
			sent, err := w.UnpostedNotices(c.ID, kind, since, noticesAtOnce)
			if err != nil {
				return err
			}
			for _, m := range sent {
				if err := d.noticeEntry(w, c, kind, m); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (d *Desk) noticeEntry(w store.Writer, c store.Connection, kind writeback.Kind, m store.OutMessage) error {
	n, err := w.Notice(m.Notice)
	if err != nil {
		return err
	}
	e := writeback.Entry{
		Connection: c.ID, Debtor: m.Debtor, Kind: kind, About: store.AboutNotice, AboutID: int64(n.ID), On: n.Claim.Date, Amount: n.Claim.Total,
	}
	if err := d.word(w, &e, PostingSaying{
		What: SayReminder, Number: n.Number, Level: n.Claim.Level, Channel: m.Channel, On: n.Claim.Date, Deadline: n.Claim.Deadline, Total: n.Claim.Total,
	}); err != nil {
		return err
	}
	for i := range n.Claim.Lines {
		row, err := w.Item(n.Claim.Lines[i].Item)
		if err != nil {
			return err
		}
		if row.Connection == c.ID {
			e.Parts = append(e.Parts, writeback.Part{Item: row.ID, Source: row.ExternalID, Number: row.Number})
		}
	}
	return intend(w, e)
}
