package storetest

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func (b *Book) due(after int64, limit int, channels ...receivable.Channel) []store.OutMessage {
	b.T.Helper()
	return read(b, func(r store.Reader) ([]store.OutMessage, error) { return r.DueOutbox(after, limit, channels...) })
}

func outboxAhead(t *testing.T, engine New) {
	t.Run("what is due is looked at before it is taken", func(t *testing.T) {
		b := NewBook(t, engine)
		b.letters(4)
		all := b.due(0, 9)
		want(t, "due", len(all), 4)
		want(t, "behind the second", len(b.due(all[1].ID, 9)), 2)
		want(t, "two of them", len(b.due(0, 2)), 2)
		want(t, "of another channel", len(b.due(0, 9, receivable.SMS)), 0)
		want(t, "looking takes nothing", b.message(all[0].ID), all[0])
		taken := write(b, func(w store.Writer) (store.OutMessage, error) { return w.TakeOutbox(all[1], "a", time.Minute) })
		want(t, "taken message as it is in the book", b.message(taken.ID), taken)
		want(t, "attempts", taken.Attempts, 1)
		b.Refuse(fault.Conflict, func(w store.Writer) error { _, err := w.TakeOutbox(all[1], "b", time.Minute); return err })
		want(t, "still due", len(b.due(0, 9)), 3)
	})
	t.Run("several are put off together", func(t *testing.T) {
		b := NewBook(t, engine)
		b.letters(3)
		all := b.due(0, 9)
		b.Write(func(w store.Writer) error {
			return w.PutOffOutbox([]int64{all[0].ID, all[2].ID}, "outside-hours", "s. 9", Start.Add(time.Hour))
		})
		want(t, "due now", len(b.due(0, 9)), 1)
		m := b.message(all[2].ID)
		want(t, "why", m.Code+" "+m.Detail, "outside-hours s. 9")
		want(t, "attempts", m.Attempts, 0)
		b.Clock.Advance(time.Hour)
		want(t, "due then", len(b.due(0, 9)), 3)
		b.claim("a", 1)
		b.Refuse(fault.Conflict, func(w store.Writer) error {
			return w.PutOffOutbox([]int64{all[1].ID, all[0].ID}, "outside-hours", "", Start.Add(2*time.Hour))
		})
		want(t, "what is being sent stays so", b.message(all[0].ID).State, store.OutSending)
		want(t, "and the other is due", b.message(all[1].ID).NextTry.IsZero(), true)
	})
	t.Run("letters to print are those that are due", func(t *testing.T) {
		b := NewBook(t, engine)
		b.letters(2)
		want(t, "mails", len(read(b, func(r store.Reader) ([]store.OutMessage, error) { return r.DueLetters(0) })), 0)
	})
	t.Run("a mail that waits gets another recipient", func(t *testing.T) {
		b := NewBook(t, engine)
		b.letters(2)
		all := b.due(0, 9)
		was := read(b, func(r store.Reader) ([]store.Document, error) { return r.Documents(all[0].Notice) })
		b.Write(func(w store.Writer) error {
			return w.Readdress(all[0].Notice, "new@customer.example", []byte("To: new"))
		})
		want(t, "recipient", b.message(all[0].ID).To, "new@customer.example")
		docs := read(b, func(r store.Reader) ([]store.Document, error) { return r.Documents(all[0].Notice) })
		want(t, "mail", string(docs[0].Bytes), "To: new")
		want(t, "mail as it was tried before", docs[len(docs)-1].Kind+" "+string(docs[len(docs)-1].Bytes), store.TriedMail+" "+string(was[0].Bytes))
		want(t, "recipient of another", b.message(all[1].ID).To, all[1].To)
		b.claim("a", 1)
		b.Refuse(fault.Conflict, func(w store.Writer) error { return w.Readdress(all[0].Notice, "late@customer.example", nil) })
	})
	t.Run("notices by their ids", func(t *testing.T) {
		b := NewBook(t, engine)
		b.letters(3)
		all := b.due(0, 9)
		found := read(b, func(r store.Reader) ([]store.Notice, error) {
			return r.NoticesByID([]store.NoticeID{all[2].Notice, 999, all[0].Notice})
		})
		want(t, "found", len(found), 2)
		for _, n := range found {
			one := read(b, func(r store.Reader) (store.Notice, error) { return r.Notice(n.ID) })
			same(t, "as it is when asked for alone", n, one)
		}
	})
}
