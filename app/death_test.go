package main

import (
	"context"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// deathVariable has the program kill itself, as a power cut would, around a change of its book. It names a file, and after an equals
// sign the moments at which to die, the first of which that comes: "died=sent/before,claim/after" is before the commit of a message
// as sent, or after a message was taken to be sent. The file then says which it was.
const deathVariable = "DUNNINGDESK_TEST_DIE"

// Changes of a message on its way, and of the wave around it.
var deadlyChanges = []string{"issue", "claim", "sent", "retry", "failed", "uncertain", "recover", "wave"}

func dieAtChange(when string) {
	file, moments, ok := strings.Cut(when, "=")
	if !ok {
		return
	}
	onBook = func(book store.Store) store.Store {
		return &mortalBook{Store: book, file: file, moments: strings.Split(moments, ",")}
	}
}

// mortalBook is a book whose program dies around a change.
type mortalBook struct {
	store.Store
	file    string
	moments []string
}

// Update dies right before the commit or right after it.
func (b *mortalBook) Update(ctx context.Context, actor activity.Actor, fn func(store.Writer) error) error {
	seen := &witness{}
	err := b.Store.Update(ctx, actor, func(w store.Writer) error {
		*seen = witness{Writer: w, changes: map[string]bool{}}
		err := fn(seen)
		if err == nil {
			b.die(seen.changes, "/before")
		}
		return err
	})
	if err == nil {
		b.die(seen.changes, "/after")
	}
	return err
}

func (b *mortalBook) die(changes map[string]bool, side string) {
	for change, made := range changes {
		if !made || !slices.Contains(b.moments, change+side) {
			continue
		}
		err := os.WriteFile(b.file, []byte(change+side), 0o600)
		if err == nil {
			var self *os.Process
			if self, err = os.FindProcess(os.Getpid()); err == nil {
				err = self.Kill()
			}
		}
		if err != nil {
			panic(err)
		}
		select {} // dead in a moment
	}
}

// witness notes what a transaction changes.
type witness struct {
	store.Writer
	changes map[string]bool
}

func (w *witness) saw(change string, err error) error {
	w.changes[change] = w.changes[change] || err == nil
	return err
}

func (w *witness) IssueNotice(n store.Notice, docs []store.Document) (store.NoticeID, error) {
	id, err := w.Writer.IssueNotice(n, docs)
	return id, w.saw("issue", err)
}

func (w *witness) ClaimOutbox(holder string, lease time.Duration, limit int, channels ...receivable.Channel) ([]store.OutMessage, error) {
	rows, err := w.Writer.ClaimOutbox(holder, lease, limit, channels...)
	if len(rows) == 0 {
		return rows, err
	}
	return rows, w.saw("claim", err)
}

func (w *witness) TakeOutbox(m store.OutMessage, holder string, lease time.Duration) (store.OutMessage, error) {
	m, err := w.Writer.TakeOutbox(m, holder, lease)
	return m, w.saw("claim", err)
}

func (w *witness) MarkSent(id int64, holder, detail string) error {
	return w.saw("sent", w.Writer.MarkSent(id, holder, detail))
}

func (w *witness) MarkFailed(id int64, holder, code, detail string) error {
	return w.saw("failed", w.Writer.MarkFailed(id, holder, code, detail))
}

func (w *witness) MarkRetry(id int64, holder, code, detail string, next time.Time, counts bool) error {
	return w.saw("retry", w.Writer.MarkRetry(id, holder, code, detail, next, counts))
}

func (w *witness) MarkUncertain(id int64, holder, code, detail string) error {
	return w.saw("uncertain", w.Writer.MarkUncertain(id, holder, code, detail))
}

func (w *witness) RecoverSending(holder string) (int, error) {
	n, err := w.Writer.RecoverSending(holder)
	if n == 0 {
		return n, err
	}
	return n, w.saw("recover", err)
}

func (w *witness) SetWaveState(wave store.Wave, to store.WaveState, why string) error {
	return w.saw("wave", w.Writer.SetWaveState(wave, to, why))
}
