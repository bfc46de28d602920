package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/store"
)

const (
	// writeLease is how long one entry may take; a connector is stopped long before.
	writeLease = 10 * time.Minute
	// stretchOfPostings is how many entries are written before others have a turn.
	stretchOfPostings = 50
)

// PostProgress counts what a round of writing back did.
type PostProgress struct {
	Written, Refused, Uncertain, Waiting, Dropped int
}

// PostBack writes what waits into the accounting systems. It never blocks a verb of the desk, and is safe to call at any time
// and from two desks at once: each entry has one writer. A system that cannot be reached leaves its entries waiting; the
// first such error is returned after the others were served.
func (d *Desk) PostBack(ctx context.Context) (p PostProgress, err error) {
	if d.Ledgers == nil {
		return p, nil
	}
	var conns []store.Connection
	idle, err := d.nothingToPost(ctx)
	if err != nil || idle {
		return p, err
	}
	if err := d.update(ctx, func(w store.Writer) error {
		if conns, err = w.Connections(); err != nil {
			return err
		}
		return d.recoverWriting(w)
	}); err != nil {
		return p, err
	}
	if err := d.gatherPostings(ctx); err != nil {
		return p, err
	}
	var first error
	for _, c := range conns {
		for more := true; more; {
			if more, err = d.postTo(ctx, c, &p); err != nil && first == nil {
				first = err
			}
		}
	}
	return p, first
}

// nothingToPost keeps a book that writes nothing back from being written to for nothing.
func (d *Desk) nothingToPost(ctx context.Context) (idle bool, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		conns, err := r.Connections()
		if err != nil || slices.ContainsFunc(conns, func(c store.Connection) bool { return len(c.Posts) > 0 }) {
			return err
		}
		open, err := r.WriteBacks(store.WriteBackQuery{
			States: []writeback.State{writeback.Waiting, writeback.Writing, writeback.Uncertain}, Limit: 1,
		})
		idle = len(open) == 0
		return err
	})
	return idle, err
}

// recoverWriting marks as uncertain what programs have left behind that have ended or do not answer any more.
func (d *Desk) recoverWriting(w store.Writer) error {
	writing, err := w.WriteBacks(store.WriteBackQuery{States: []writeback.State{writeback.Writing}})
	if err != nil {
		return err
	}
	gone := map[string]bool{"": true} // nobody: those whose lease ran out
	for i := range writing {
		if h := writing[i].Holder; d.HolderGone != nil && d.HolderGone(h) {
			gone[h] = true
		}
	}
	for h := range gone {
		if _, err := w.RecoverWriting(h); err != nil {
			return err
		}
	}
	return nil
}

// postTo serves a stretch of the queue of one connection and reports whether more waits. In between, whoever waits for the
// connector has a turn, such as the read before a wave is released.
func (d *Desk) postTo(ctx context.Context, c store.Connection, p *PostProgress) (more bool, err error) {
	var due, lost []writeback.Entry
	if err := d.view(ctx, func(r store.Reader) (err error) {
		if lost, err = r.WriteBacks(store.WriteBackQuery{Connection: c.ID, States: []writeback.State{writeback.Uncertain}}); err != nil {
			return err
		}
		due, err = r.WriteBacks(store.WriteBackQuery{Connection: c.ID, States: []writeback.State{writeback.Waiting}, Limit: 1})
		return err
	}); err != nil || len(due)+len(lost) == 0 {
		return false, err
	}
	kind, err := d.kind(ctx, c.Kind)
	if err != nil {
		return false, err
	}
	if len(due) == 0 && !kind.CanFind {
		p.Uncertain += len(lost)
		return false, nil
	}
	var unread error
	if kind.CanReadDebtors {
		unread = d.readLosers(ctx, c.ID)
	}
	order, err := d.order(ctx, c, false)
	if err != nil {
		return false, err
	}
	ledger, err := d.Ledgers.Ledger(ctx, order)
	if err != nil {
		return false, err
	}
	defer ledger.Close()
	return d.workOff(ctx, postingTurn{c.ID, ledger, kind.CanFind, unread}, lost, p)
}

// postingTurn is what a stretch of writing goes by.
type postingTurn struct {
	id      receivable.ConnectionID
	ledger  Ledger
	canFind bool
	unread  error // why the customers of write-offs could not be read again; nil: they were, or cannot be
}

func (d *Desk) workOff(ctx context.Context, s postingTurn, lost []writeback.Entry, p *PostProgress) (more bool, err error) {
	for _, e := range lost {
		if !s.canFind {
			p.Uncertain++
		} else if err := d.search(ctx, s.ledger, e, p); err != nil {
			return false, err
		}
	}
	for range stretchOfPostings {
		if more, err = d.writeNext(ctx, s, p); err != nil || !more || ctx.Err() != nil {
			return false, errors.Join(err, ctx.Err())
		}
	}
	return true, nil
}

// search looks for an uncertain entry in the source: what is not there is written again.
func (d *Desk) search(ctx context.Context, ledger Ledger, e writeback.Entry, p *PostProgress) error {
	var first writeback.Entry
	if err := d.update(ctx, func(w store.Writer) (err error) {
		if err = w.SearchWriteBack(e.ID, d.Holder, writeLease); err == nil && e.Undoes != 0 {
			first, err = w.WriteBack(e.Undoes)
		}
		return err
	}); err != nil {
		if fault.Has(err, fault.Conflict) {
			return nil // somebody else has it
		}
		return err
	}
	o := writeback.Outcome{State: writeback.Uncertain, Code: "not-searched"}
	undoes, not := undoing(ctx, ledger, true, &e, &first)
	if not != nil { // without its keys nobody can tell whether it was taken back
		o.Code, o.Detail = not.Code, not.Detail
		return d.endPosting(ctx, e, o, p)
	}
	posted, found, err := ledger.Find(ctx, e, undoes)
	switch {
	case err != nil:
		o.Detail = err.Error()
	case found:
		o = writeback.Outcome{State: writeback.Written, Posted: posted}
	default:
		o = writeback.Outcome{State: writeback.Waiting}
	}
	if err := d.endPosting(ctx, e, o, p); err != nil {
		return err
	}
	return err
}

// writeNext claims one entry, looks whether it still holds, writes it, and notes what became of it.
func (d *Desk) writeNext(ctx context.Context, s postingTurn, p *PostProgress) (more bool, err error) {
	var e, first writeback.Entry
	var doc store.Document
	var stale outdated
	if err := d.update(ctx, func(w store.Writer) error {
		found, err := w.ClaimWriteBacks(s.id, d.Holder, writeLease, 1)
		if err != nil || len(found) == 0 {
			return err
		}
		e, more = found[0], true
		if stale, err = d.outdatedPosting(w, &e); err != nil {
			return err
		}
		if e.Undoes != 0 {
			if first, err = w.WriteBack(e.Undoes); err != nil {
				return err
			}
		}
		doc, err = letterOf(w, &e)
		return err
	}); err != nil || !more {
		return false, err
	}
	o := writeback.Outcome{State: writeback.Dropped, Detail: stale.why}
	switch {
	case stale.anew:
		return true, nil // what stands in its place is next
	case s.unread != nil && losing(&e):
		o = writeback.Outcome{State: writeback.Waiting, Code: string(fault.CodeOf(s.unread)), Detail: s.unread.Error()}
	case stale.why == "":
		undoes, not := undoing(ctx, s.ledger, s.canFind, &e, &first)
		if not != nil {
			o = *not
			break
		}
		o = s.ledger.Write(ctx, e, undoes, doc)
	}
	return true, d.endPosting(ctx, e, o, p)
}

// letterOf gives the file of an attachment.
func letterOf(w store.Writer, e *writeback.Entry) (store.Document, error) {
	if e.Kind != writeback.Attachment {
		return store.Document{}, nil
	}
	docs, err := w.Documents(store.NoticeID(e.AboutID))
	if err != nil || len(docs) == 0 {
		return store.Document{}, err
	}
	for _, doc := range docs {
		if doc.Kind == "pdf" {
			return doc, nil
		}
	}
	return docs[0], nil
}

// endPosting notes what became of an entry. It is noted also when the person has cancelled: the source has it or not.
func (d *Desk) endPosting(ctx context.Context, e writeback.Entry, o writeback.Outcome, p *PostProgress) error {
	now := d.Clock.Now()
	next, again := e.Again(now, o.After)
	if o.State == writeback.Waiting && !again {
		o.State = writeback.Refused
	}
	if e.State == writeback.Uncertain && o.State == writeback.Waiting { // searched and not found
		next = now
	}
	p.count(o.State)
	return d.update(context.WithoutCancel(ctx), func(w store.Writer) error {
		if err := w.EndWriteBack(e.ID, d.Holder, o, next); err != nil {
			return err
		}
		if o.State == writeback.Waiting {
			return nil
		}
		if o.State == writeback.Written {
			if err := invoiced(w, &e, o.Posted); err != nil {
				return err
			}
		}
		return w.Append(activity.PostingEnded, int64(e.Debtor), 0, e.Title, postingFacts(&e, string(o.State), o.Detail))
	})
}

func (p *PostProgress) count(s writeback.State) {
	switch s {
	case writeback.Written:
		p.Written++
	case writeback.Refused:
		p.Refused++
	case writeback.Uncertain:
		p.Uncertain++
	case writeback.Dropped:
		p.Dropped++
	case writeback.Waiting, writeback.Writing:
		p.Waiting++
	}
}
