package desk

import (
	"context"
	"fmt"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// dropRun puts the letters of a run without a file back.
func (d *Desk) dropRun(ctx context.Context, job PrintJob, o PrintOrder, cause error) error {
	return d.update(ctx, func(w store.Writer) error {
		if !o.Again {
			for _, l := range job.Letters {
				if m, err := w.OutboxMessage(l.Message); err != nil || m.State != OutSending {
					if err != nil {
						return err
					}
					continue // somebody judged it meanwhile
				}
				if err := w.MarkRetry(l.Message, d.runHolder(), "print-run", cause.Error(), w.Now(), false); err != nil {
					return err
				}
			}
		}
		if err := w.EndPrintRun(store.PrintRun{ID: job.Run, State: store.PrintFailed, Letters: messagesOf(job.Letters)}); err != nil {
			return err
		}
		return w.Append(activity.LettersPrinted, 0, 0, fmt.Sprint(job.Run), map[string]any{"run": job.Run, "failed": cause.Error()})
	})
}

// endRun keeps that the file is there: its letters have left, and those that it could not hold ask a person.
func (d *Desk) endRun(ctx context.Context, o PrintOrder, res PrintResult) error {
	const stretch = 500 // letters in one transaction
	said := fmt.Sprintf("print run %d: %s", res.Run, res.File)
	for some := range slices.Chunk(res.Letters, stretch) {
		if err := d.update(ctx, func(w store.Writer) error {
			for i := range some {
				if err := d.printedOne(w, o, &some[i], said); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return d.update(ctx, func(w store.Writer) error {
		run := store.PrintRun{ID: res.Run, State: store.PrintMade, File: res.File, Pages: res.Pages, Letters: messagesOf(res.Letters)}
		if err := w.EndPrintRun(run); err != nil {
			return err
		}
		return w.Append(activity.LettersPrinted, 0, 0, fmt.Sprint(res.Run), map[string]any{
			"run": res.Run, "letters": res.Printed(), "left_out": len(res.Letters) - res.Printed(), "pages": res.Pages, "file": res.File, "again": o.Again,
		})
	})
}

func (d *Desk) printedOne(w store.Writer, o PrintOrder, l *PrintLetter, said string) error {
	m, err := w.OutboxMessage(l.Message)
	if err != nil {
		return err
	}
	if m.State == OutSent || l.Left != nil && (o.Again || m.State != OutSending) {
		return nil // what it was it stays
	}
	way, err := d.leavingNow(w, m)
	switch {
	case err != nil:
		return err
	case l.Left != nil:
		return d.failedIn(w, way, d.runHolder(), string(l.Left.Code), l.Left.Message, false)
	case m.State == OutUncertain: // the run took longer than its claim, or prints again what nobody knew of: now it is in a file
		return d.foundPrinted(w, way, said)
	case o.Again:
		return nil
	}
	return d.sentIn(w, way, d.runHolder(), said)
}

// foundPrinted keeps that a letter of which nobody knew has left.
func (d *Desk) foundPrinted(w store.Writer, m leaving, said string) error {
	if err := w.SettleOutbox(m.ID, true, said); err != nil {
		return err
	}
	if err := d.askTracking(w, m); err != nil {
		return err
	}
	if err := d.heard(w, m.OutMessage, m.Changed); err != nil {
		return err
	}
	return fateOf(w, m, activity.NoticeSent, "", said)
}

// PrintRuns gives the latest runs, latest first.
func (d *Desk) PrintRuns(ctx context.Context, limit int) (runs []store.PrintRun, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		runs, err = r.PrintRuns(limit)
		return err
	})
	return runs, err
}

// lettersWaiting counts the letters of a wave that wait for somebody who prints them.
func lettersWaiting(r store.Reader, wave WaveID, queued int) (int, error) {
	rules, err := waveRules(r)
	if err != nil || queued == 0 || rules.Letters != LettersInRuns {
		return 0, err
	}
	rows, err := r.Outbox(0, OutQueued)
	n := 0
	for _, m := range rows {
		if m.Wave == wave && m.Channel == receivable.Letter {
			n++
		}
	}
	return n, err
}
