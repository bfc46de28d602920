package desk

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// losersAtOnce is how many of the entries that wait are looked through for customers to read again.
const losersAtOnce = 4 * stretchOfPostings

// switchedOff is why an entry of a kind is dropped that is not written back any more: also one that was being written, was refused, or
// of which nobody knew whether it was there, when that was said.
const switchedOff = "switched off"

// outdated says why an entry must not be written any more; no why: it holds.
type outdated struct {
	why  string
	anew bool // another entry stands in its place
}

// outdatedPosting holds an entry against the book right before it is written. What was decided may have been overtaken since: a
// part paid, taken back or booked by hand, the entry that it undoes dropped. What is left of a write-off is written all the same,
// as an entry of its own: a key stands for one sum. The entry before it is dropped in the same step, so that no crash leaves two.
func (d *Desk) outdatedPosting(w store.Writer, e *writeback.Entry) (outdated, error) {
	c, err := w.Connection(e.Connection)
	if err != nil {
		return outdated{}, err
	}
	if _, on := c.Posts[e.Kind]; !on {
		return outdated{why: switchedOff}, nil
	}
	if e.Undoes != 0 {
		first, err := w.WriteBack(e.Undoes)
		if err == nil && first.State == writeback.Dropped {
			return outdated{why: "what it takes back was never written"}, nil
		}
		return outdated{}, err
	}
	next, why, err := leftOf(w, e)
	if err != nil || why == "" || next.Amount.Minor <= 0 {
		return outdated{why: why}, err
	}
	o := outdated{why: why + "; made anew for the " + next.Amount.String() + " that are left", anew: true}
	if err := w.EndWriteBack(e.ID, d.Holder, writeback.Outcome{State: writeback.Dropped, Detail: o.why}, w.Now()); err != nil {
		return o, err
	}
	if err := w.Append(activity.PostingEnded, int64(e.Debtor), 0, e.Title, postingFacts(e, string(writeback.Dropped), o.why)); err != nil {
		return o, err
	}
	return o, intend(w, next)
}

// leftOf gives what is still to be written of an entry, and why that is less than it says; no why: it is not.
func leftOf(w store.Writer, e *writeback.Entry) (next writeback.Entry, why string, err error) {
	next = *e
	switch e.Kind {
	case writeback.WriteOff:
		if next.Parts, why, err = leftOfLoss(w, e); err != nil || why == "" {
			return next, "", err
		}
		next.Amount.Minor = 0
		for _, part := range next.Parts {
			next.Amount.Minor += part.Minor
		}
	case writeback.Fee:
		next.Amount, why, err = leftOfFee(w, e)
	case writeback.Note, writeback.Attachment, writeback.Hold:
	}
	return next, why, err
}

// leftOfLoss gives what still waits of each part of a write-off, and why that is less than the entry says; no why: it is not.
func leftOfLoss(w store.Writer, e *writeback.Entry) (left []writeback.Part, why string, err error) {
	off, err := w.WriteOff(e.AboutID)
	if err != nil {
		return nil, "", err
	}
	for _, part := range e.Parts {
		for i := range off.Items {
			it := &off.Items[i]
			if it.Item != part.Item || it.Waiting().Minor >= part.Minor {
				continue
			}
			if why == "" {
				why = part.Number + " has been paid or taken back in part since"
				if it.Posted.Minor > 0 {
					why = part.Number + " has been booked by hand"
				}
			}
			part.Minor = max(it.Waiting().Minor, 0)
		}
		if part.Minor > 0 {
			left = append(left, part)
		}
	}
	return left, why, nil
}

// losing reports whether an entry books a loss, and takes none back.
func losing(e *writeback.Entry) bool { return e.Kind == writeback.WriteOff && e.Undoes == 0 }

// readLosers reads the customers again whose write-offs are about to be written: who has paid meanwhile, or whose slip somebody has
// booked by hand, is found out before and not after. A write-off whose customer cannot be read waits.
func (d *Desk) readLosers(ctx context.Context, id receivable.ConnectionID) error {
	var who []receivable.Debtor
	if err := d.view(ctx, func(r store.Reader) error {
		found, err := r.WriteBacks(store.WriteBackQuery{Connection: id, States: []writeback.State{writeback.Waiting, writeback.Uncertain}, Limit: losersAtOnce})
		if err != nil {
			return err
		}
		for i := range found {
			e := &found[i]
			if !losing(e) || e.NextTry.After(d.Clock.Now()) || slices.ContainsFunc(who, func(x receivable.Debtor) bool { return x.ID == e.Debtor }) {
				continue
			}
			one, err := r.Debtor(e.Debtor)
			if err != nil {
				return err
			}
			who = append(who, one)
		}
		return nil
	}); err != nil || len(who) == 0 {
		return err
	}
	_, err := d.read(ctx, id, false, who, nil)
	return err
}
