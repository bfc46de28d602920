package storetest

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// mailIn is an answer that nobody has placed.
func mailIn(uid uint32, change ...func(*store.Incoming)) store.Incoming {
	m := store.Incoming{
		Mailbox: "us@mail.example/INBOX", Validity: 7, UID: uid, Arrived: Start.Add(time.Duration(uid) * time.Minute), State: store.MailUnplaced,
		Mail:  incoming.Mail{Kind: incoming.Answer, ID: next("M"), Print: next("P"), Sent: Start, From: "ola@else.example", Name: "Ola", Subject: "Re: Reminder", Text: "Soon.", Cut: true},
		Guess: incoming.Suggestion{Says: incoming.AsksTime, Words: []string{"soon"}},
	}
	for _, c := range change {
		c(&m)
	}
	return m
}

func incomingMail(t *testing.T, engine New) {
	t.Run("once", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		put := func(m store.Incoming) (int64, bool) {
			t.Helper()
			var fresh bool
			id := write(o.Book, func(w store.Writer) (id int64, err error) { id, fresh, err = w.PutIncoming(m); return id, err })
			return id, fresh
		}
		m := mailIn(1)
		id, fresh := put(m)
		want(t, "the first time", fresh, true)
		kept := read(o.Book, func(r store.Reader) (store.Incoming, error) { return r.IncomingMail(id) })
		m.ID, m.Seen, m.Changed, m.Actor = id, Start, Start, "kari"
		same(t, "as it was kept", kept, m)
		again, fresh := put(mailIn(1)) // another mail's words, the same place in the folder
		want(t, "in the same place", again == id && !fresh, true)
		moved := mailIn(2, func(n *store.Incoming) { n.Mail.Print = m.Mail.Print })
		again, fresh = put(moved)
		want(t, "the same mail in another place", again == id && !fresh, true)
		_, fresh = put(mailIn(1, func(n *store.Incoming) { n.Validity = 8 }))
		want(t, "numbered anew", fresh, true)
		o.Refuse(fault.NotFound, func(w store.Writer) error { _, err := w.IncomingMail(4711); return err })
	})
	t.Run("placed and settled", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.Write(func(w store.Writer) error { _, _, err := w.PutIncoming(mailIn(1)); return err })
		o.Write(func(w store.Writer) error { _, _, err := w.PutIncoming(mailIn(2)); return err })
		list := func(q store.IncomingQuery) []store.Incoming {
			return read(o.Book, func(r store.Reader) ([]store.Incoming, error) { return r.Incoming(q) })
		}
		all := list(store.IncomingQuery{})
		want(t, "newest first", all[0].UID, uint32(2))
		m := all[0]
		m.Debtor, m.How, m.State, m.Hold = o.Debtor.ID, store.ByPerson, store.MailOpen, 3
		o.Write(func(w store.Writer) error { return w.SetIncoming(store.MailUnplaced, m) })
		o.Refuse(fault.Conflict, func(w store.Writer) error { return w.SetIncoming(store.MailUnplaced, m) })
		mine := list(store.IncomingQuery{Debtor: o.Debtor.ID, Kinds: []incoming.Kind{incoming.Answer}, Limit: 1})
		want(t, "the customer's", len(mine), 1)
		want(t, "by name", mine[0].Name, o.Debtor.Name)
		want(t, "unplaced", read(o.Book, func(r store.Reader) (int, error) {
			return r.CountIncoming(store.IncomingQuery{States: []store.IncomingState{store.MailUnplaced}})
		}), 1)
	})
}

func mailboxes(t *testing.T, engine New) {
	t.Run("marks", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		mark := func() store.MailMark {
			return read(o.Book, func(r store.Reader) (store.MailMark, error) { return r.MailMark("a") })
		}
		same(t, "never read", mark(), store.MailMark{})
		for _, m := range []store.MailMark{{Validity: 1, UID: 4_000_000_000, At: Start}, {Validity: 2, UID: 3, At: Start.Add(time.Hour)}} {
			o.Write(func(w store.Writer) error { return w.PutMailMark("a", m) })
			same(t, "read so far", mark(), m)
		}
	})
	t.Run("what is tried again", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		again := func() []uint32 {
			return read(o.Book, func(r store.Reader) ([]uint32, error) { m, err := r.MailMark("a"); return m.Again, err })
		}
		try := func(validity, uid uint32) int {
			return write(o.Book, func(w store.Writer) (int, error) { return w.PutMailTry("a", validity, uid) })
		}
		o.Write(func(w store.Writer) error { return w.PutMailMark("a", store.MailMark{Validity: 1, UID: 9}) })
		want(t, "the first time", try(1, 8), 1)
		want(t, "the second time", try(1, 8), 2)
		want(t, "another one", try(1, 3), 1)
		same(t, "both", again(), []uint32{3, 8})
		o.Write(func(w store.Writer) error { return w.PutMailMark("a", store.MailMark{Validity: 1, UID: 12}) })
		o.Write(func(w store.Writer) error { return w.EndMailTries("a", 1, 3) })
		same(t, "one is read", again(), []uint32{8})
		o.Write(func(w store.Writer) error { return w.PutMailMark("a", store.MailMark{Validity: 2, UID: 1}) })
		want(t, "numbered anew", len(again()), 0)
	})
	t.Run("whose an address is", func(t *testing.T) {
		b := NewBook(t, engine)
		b.Sync(b.Connect(), Delivery{Debtors: []store.SourceDebtor{Debtor(func(d *store.SourceDebtor) {
			d.Email = "Post@Fjordfisk.example"
			d.Contacts = []receivable.Contact{{Name: "Kari", Email: "Kari_N@fjordfisk.example"}}
		})}})
		for address, n := range map[string]int{
			"post@fjordfisk.example": 1, "POST@fjordfisk.example": 1, "kari_n@fjordfisk.example": 1, "karixn@fjordfisk.example": 0, "n@fjordfisk.example": 0, "%": 0, "": 0,
		} {
			got := read(b, func(r store.Reader) ([]receivable.DebtorID, error) { return r.DebtorsByMail(address) })
			want(t, address, len(got), n)
		}
	})
	t.Run("nobody's words go", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.Write(func(w store.Writer) error { _, _, err := w.PutIncoming(mailIn(1)); return err })
		o.Write(func(w store.Writer) error {
			_, _, err := w.PutIncoming(mailIn(2, func(m *store.Incoming) { m.Debtor, m.State = o.Debtor.ID, store.MailOpen }))
			return err
		})
		forget := func() int {
			return write(o.Book, func(w store.Writer) (int, error) { return w.ForgetIncoming(Today.AddDays(1)) })
		}
		want(t, "too new", write(o.Book, func(w store.Writer) (int, error) { return w.ForgetIncoming(Today) }), 0)
		want(t, "forgotten", forget(), 1)
		want(t, "a second time", forget(), 0)
		rows := read(o.Book, func(r store.Reader) ([]store.Incoming, error) { return r.Incoming(store.IncomingQuery{}) })
		want(t, "of the customer", rows[0].Mail.Text, "Soon.")
		want(t, "of nobody", rows[1].Mail.Text+rows[1].Mail.From+rows[1].Mail.Subject, "")
		want(t, "its state", rows[1].State, store.MailDismissed)
	})
}
