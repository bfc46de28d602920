package desk

import (
	"context"
	"sync"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// intakeRun takes what a connector sends. Batches are committed by a goroutine of its own, so that the connector reads on
// while the book writes; few stretches wait, which bounds memory.
type intakeRun struct {
	desk     *Desk
	ctx      context.Context
	asOf     date.Date
	progress func(Progress)
	run      store.SyncRun
	notes    []store.SyncNote
	// references is what the payment references of the read are like.
	references referenceAudit
	last       Checkpoint
	pending    stretch
	work       chan stretch
	done       sync.WaitGroup
	mu         sync.Mutex
	err        error
}

// mostWaiting bounds how many stretches wait to be committed.
const mostWaiting = 2

// stretch is all that belongs to one checkpoint.
type stretch struct {
	debtors  [][]store.SourceDebtor
	items    [][]store.SourceItem
	payments [][]store.SourcePayment
	lines    [][]store.BankLine
	gone     store.Removals
}

func (in *intakeRun) start() {
	in.work = make(chan stretch, mostWaiting)
	in.done.Go(func() {
		for s := range in.work {
			if in.failed() != nil {
				continue
			}
			if err := in.commit(in.withWaiting(s)); err != nil {
				in.fail(err)
			}
		}
	})
}

// withWaiting gives a stretch and those that wait behind it, to be committed together: where the book is slower than the source,
// each commit costs more than what is in it.
func (in *intakeRun) withWaiting(s stretch) []stretch {
	all := []stretch{s}
	for len(all) <= mostWaiting {
		select {
		case next, more := <-in.work:
			if !more {
				return all
			}
			all = append(all, next)
		default:
			return all
		}
	}
	return all
}

// stop waits for what was sent to be committed.
func (in *intakeRun) stop() error {
	close(in.work)
	in.done.Wait()
	return in.failed()
}

func (in *intakeRun) fail(err error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.err == nil {
		in.err = err
	}
}

func (in *intakeRun) failed() error {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.err
}

func (in *intakeRun) commit(all []stretch) error {
	// A batch need not wait for the disk: a read that a power cut undoes is read again.
	return in.desk.update(store.Bulk(in.ctx), func(w store.Writer) error {
		for i := range all {
			if err := in.put(w, &all[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

func (in *intakeRun) put(w store.Writer, s *stretch) error {
	for _, batch := range s.debtors {
		if err := w.PutDebtors(&in.run, batch); err != nil {
			return err
		}
	}
	for _, batch := range s.items {
		if err := w.PutItems(&in.run, batch); err != nil {
			return err
		}
	}
	for _, batch := range s.payments {
		if err := w.PutPayments(&in.run, batch); err != nil {
			return err
		}
	}
	for _, batch := range s.lines {
		if err := w.PutBankLines(&in.run, batch); err != nil {
			return err
		}
	}
	if s.gone.Empty() {
		return nil
	}
	return w.Remove(&in.run, s.gone, in.asOf)
}

// Debtors takes a batch.
func (in *intakeRun) Debtors(batch []store.SourceDebtor) error {
	in.pending.debtors = append(in.pending.debtors, batch)
	return in.failed()
}

// Items takes a batch.
func (in *intakeRun) Items(batch []store.SourceItem) error {
	in.references.take(batch)
	in.pending.items = append(in.pending.items, batch)
	return in.failed()
}

// Payments takes a batch.
func (in *intakeRun) Payments(batch []store.SourcePayment) error {
	in.pending.payments = append(in.pending.payments, batch)
	return in.failed()
}

// BankLines takes a batch.
func (in *intakeRun) BankLines(batch []store.BankLine) error {
	in.pending.lines = append(in.pending.lines, batch)
	return in.failed()
}

// Checkpoint hands all that came before it to be committed.
func (in *intakeRun) Checkpoint(c Checkpoint) error {
	if err := in.failed(); err != nil {
		return err
	}
	if err := in.handOver(); err != nil {
		return err
	}
	in.last = c
	return nil
}

// Removals takes what is gone, after all that came before it.
func (in *intakeRun) Removals(gone store.Removals) error {
	if err := in.failed(); err != nil {
		return err
	}
	in.pending.gone = gone
	return in.handOver()
}

// handOver has committed what has come until now.
func (in *intakeRun) handOver() error {
	select {
	case in.work <- in.pending:
	case <-in.ctx.Done():
		return in.ctx.Err()
	}
	in.pending = stretch{}
	return nil
}

// Note keeps what the connector had to say, up to a bound.
func (in *intakeRun) Note(n store.SyncNote) {
	if len(in.notes) < maxNotes {
		in.notes = append(in.notes, n)
	}
}

// Progress passes on how far the read has come.
func (in *intakeRun) Progress(p Progress) {
	if in.progress != nil {
		in.progress(p)
	}
}
