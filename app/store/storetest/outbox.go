package storetest

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// letters issues n notices, each to a debtor of its own.
func (b *Book) letters(n int) {
	b.T.Helper()
	var d Delivery
	for range n {
		debtor := Debtor()
		d.Debtors, d.Items = append(d.Debtors, debtor), append(d.Items, Item(debtor))
	}
	b.Sync(b.Connect(), d)
	for _, it := range d.Items {
		b.Issue(Claim(b.item(it.ExternalID)))
	}
}

func (b *Book) claim(holder string, limit int, channels ...receivable.Channel) []store.OutMessage {
	b.T.Helper()
	return write(b, func(w store.Writer) ([]store.OutMessage, error) {
		return w.ClaimOutbox(holder, time.Minute, limit, channels...)
	})
}

func (b *Book) message(id int64) store.OutMessage {
	b.T.Helper()
	return read(b, func(r store.Reader) (store.OutMessage, error) { return r.OutboxMessage(id) })
}

func outbox(t *testing.T, engine New) {
	t.Run("a claim takes what is due, once", func(t *testing.T) {
		b := NewBook(t, engine)
		b.letters(3)
		first, second := b.claim("a", 2), b.claim("b", 5)
		want(t, "first claim", len(first), 2)
		want(t, "second claim", len(second), 1)
		m := b.message(first[0].ID)
		want(t, "claimed message as it is in the book", m, first[0])
		want(t, "state", m.State, store.OutSending)
		want(t, "holder", m.Holder, "a")
		want(t, "lease", m.LeaseTo, Start.Add(time.Minute))
		want(t, "attempts", m.Attempts, 1)
		want(t, "sender", m.From, "desk@example.com")
		counts := read(b, func(r store.Reader) (map[store.OutboxState]int, error) { return r.OutboxCounts(0) })
		want(t, "sending", counts[store.OutSending], 3)
	})
	t.Run("only of the channels asked for", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.Issue(Claim(o.Item, func(n *dunning.Notice) { n.Channel = receivable.Letter }))
		want(t, "mail", len(o.claim("a", 9, receivable.Email)), 0)
		want(t, "letters", len(o.claim("a", 9, receivable.Email, receivable.Letter)), 1)
	})
	t.Run("nothing of a paused wave", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		wave, line := o.Propose()
		o.Write(func(w store.Writer) error {
			ok(t, w.SetWaveState(wave, store.WaveReleasing, ""))
			_, err := o.issue(w, store.Notice{Wave: wave.ID, Line: line.ID, Claim: line.Notice})
			return err
		})
		o.Write(func(w store.Writer) error { return w.SetWaveState(o.fresh(w, wave), store.WavePaused, "wait") })
		want(t, "claimed while paused", len(o.claim("a", 9)), 0)
		o.Write(func(w store.Writer) error { return w.SetWaveState(o.fresh(w, wave), store.WaveReleasing, "") })
		want(t, "claimed when it goes on", len(o.claim("a", 9)), 1)
	})
	t.Run("a later try waits for its time", func(t *testing.T) {
		b := NewBook(t, engine)
		b.letters(1)
		m := b.claim("a", 1)[0]
		b.Write(func(w store.Writer) error {
			return w.MarkRetry(m.ID, "a", "greylisted", "450", Start.Add(time.Hour), true)
		})
		want(t, "claimed at once", len(b.claim("a", 1)), 0)
		b.Clock.Advance(time.Hour)
		again := b.claim("b", 1)
		want(t, "claimed in time", len(again), 1)
		want(t, "attempts", again[0].Attempts, 2)
	})
}

func recovery(t *testing.T, engine New) {
	t.Run("what a crash leaves is uncertain, never sent again by itself", func(t *testing.T) {
		b := NewBook(t, engine)
		b.letters(2)
		mine, other := b.claim("me", 1)[0], b.claim("other", 1)[0]
		want(t, "recovered after a restart", write(b, func(w store.Writer) (int, error) { return w.RecoverSending("me") }), 1)
		want(t, "mine", b.message(mine.ID).State, store.OutUncertain)
		want(t, "of another that works", b.message(other.ID).State, store.OutSending)
		b.Clock.Advance(50 * time.Second)
		b.Write(func(w store.Writer) error { return w.ExtendOutbox("other", time.Minute) })
		b.Clock.Advance(50 * time.Second)
		want(t, "recovered while it renews its lease", write(b, func(w store.Writer) (int, error) { return w.RecoverSending("me") }), 0)
		b.Clock.Advance(time.Minute)
		want(t, "recovered after its lease", write(b, func(w store.Writer) (int, error) { return w.RecoverSending("me") }), 1)
		b.Clock.Advance(time.Hour)
		want(t, "claimed", len(b.claim("me", 9)), 0)
	})
	t.Run("a cancelled notice is not sent again", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		id := o.Issue(Claim(o.Item))
		m := o.claim("a", 1)[0]
		o.Write(func(w store.Writer) error { return w.MarkUncertain(m.ID, "a", "dropped", "") })
		o.Write(func(w store.Writer) error { return w.CancelNotice(id, "") })
		o.Refuse(fault.Conflict, func(w store.Writer) error { return w.SettleOutbox(m.ID, false, "send again") })
	})
}

func (o *One) fresh(w store.Writer, v store.Wave) store.Wave {
	now, err := w.Wave(v.ID)
	ok(o.T, err)
	return now
}

// outboxMoves tries every move from every state: exactly those of the table succeed, all others are conflicts and change nothing.
func outboxMoves(t *testing.T, engine New) {
	moves := map[string]func(w store.Writer, id int64) error{
		"sent":             func(w store.Writer, id int64) error { return w.MarkSent(id, "a", "250") },
		"failed":           func(w store.Writer, id int64) error { return w.MarkFailed(id, "a", "refused", "550") },
		"retry":            func(w store.Writer, id int64) error { return w.MarkRetry(id, "a", "later", "450", Start, true) },
		"uncertain":        func(w store.Writer, id int64) error { return w.MarkUncertain(id, "a", "dropped", "") },
		"settle as sent":   func(w store.Writer, id int64) error { return w.SettleOutbox(id, true, "in the Sent folder") },
		"settle as resend": func(w store.Writer, id int64) error { return w.SettleOutbox(id, false, "never came") },
		"cancel":           func(w store.Writer, id int64) error { return w.CancelMessage(id, "over") },
		"sent by another":  func(w store.Writer, id int64) error { return w.MarkSent(id, "b", "250") },
	}
	// How a message comes to each state.
	ways := map[store.OutboxState][]string{
		store.OutQueued: nil, store.OutSending: {"claim"}, store.OutSent: {"claim", "sent"}, store.OutFailed: {"claim", "failed"},
		store.OutUncertain: {"claim", "uncertain"}, store.OutCancelled: {"cancel"},
	}
	leads := map[store.OutboxState]map[string]store.OutboxState{
		store.OutQueued:    {"cancel": store.OutCancelled},
		store.OutSending:   {"sent": store.OutSent, "failed": store.OutFailed, "retry": store.OutQueued, "uncertain": store.OutUncertain},
		store.OutFailed:    {"settle as sent": store.OutSent, "settle as resend": store.OutQueued},
		store.OutUncertain: {"settle as sent": store.OutSent, "settle as resend": store.OutQueued},
	}
	for from, way := range ways {
		for name, move := range moves {
			b := NewBook(t, engine)
			b.letters(1)
			id := read(b, func(r store.Reader) ([]store.OutMessage, error) { return r.Outbox(1) })[0].ID
			for _, step := range way {
				switch step {
				case "claim":
					b.claim("a", 1)
				case "cancel":
					b.Write(func(w store.Writer) error { return w.CancelMessage(id, "over") })
				default:
					b.Write(func(w store.Writer) error { return moves[step](w, id) })
				}
			}
			want(t, "state to begin with", b.message(id).State, from)
			err := b.Update(t.Context(), Kari, func(w store.Writer) error { return move(w, id) })
			to, legal := leads[from][name]
			if !legal {
				to = from
				wantCode(t, err, fault.Conflict)
			} else {
				ok(t, err)
			}
			want(t, "from "+string(from)+" by "+name, b.message(id).State, to)
		}
	}
}

// waiting: an item waits while its last notice has not left, and for no other.
func waiting(t *testing.T, engine New) {
	o := NewOne(NewBook(t, engine))
	waits := func() bool { return o.accounts(store.AccountQuery{}, Today)[o.Debtor.ID].Items[0].Waiting }
	o.Issue(Claim(o.Item))
	want(t, "in the queue", waits(), true)
	first := o.claim("a", 1)[0]
	want(t, "being sent", waits(), true)
	o.Write(func(w store.Writer) error { return w.MarkFailed(first.ID, "a", "refused", "550") })
	want(t, "failed", waits(), true)
	o.Write(func(w store.Writer) error { return w.SettleOutbox(first.ID, true, "printed") })
	want(t, "sent", waits(), false)
	o.Issue(Claim(o.item(o.Item.ExternalID), func(n *dunning.Notice) { n.Date = Today.AddDays(14) }))
	second := o.claim("a", 1)[0]
	o.Write(func(w store.Writer) error { return w.MarkUncertain(second.ID, "a", "cut", "") })
	o.Issue(Claim(o.item(o.Item.ExternalID), func(n *dunning.Notice) { n.Date = Today.AddDays(28) }))
	third := o.claim("a", 1)[0]
	o.Write(func(w store.Writer) error { return w.MarkSent(third.ID, "a", "250") })
	o.Write(func(w store.Writer) error { return w.SettleOutbox(second.ID, false, "never came") })
	want(t, "an earlier one in the queue", waits(), false)
	o.Write(func(w store.Writer) error { return w.CancelMessage(second.ID, "overtaken") })
	want(t, "an earlier one out of the queue", waits(), false)
	o.Issue(Claim(o.item(o.Item.ExternalID), func(n *dunning.Notice) { n.Date = Today.AddDays(42) }))
	want(t, "the last in the queue", waits(), true)
	last := read(o.Book, func(r store.Reader) ([]store.OutMessage, error) { return r.Outbox(0, store.OutQueued) })[0]
	o.Write(func(w store.Writer) error { return w.CancelMessage(last.ID, "its fee was paid") })
	want(t, "the last, taken out of the queue alone", waits(), false)
}
