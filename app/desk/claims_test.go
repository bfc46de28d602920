package desk_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/dunningdesk/dunningdesk/app/store/sqlite"
)

// manyWait is an office with so many customers, C001 and on, to each of whom a mail about one invoice waits.
func manyWait(t *testing.T, n int) *office {
	o := newOffice(t, func(s *source) {
		for i := range n {
			number := fmt.Sprintf("C%03d", i+1)
			s.debtor(number, number+"@customer.example")
			s.invoice(number, number, "2026-11-01", 10_000)
		}
	})
	o.sync()
	o.stuck("2026-11-23")
	return o
}

// looks counts how often the outbox was looked through, and how many messages that gave.
type looks struct {
	store.Store
	times, rows, transactions int
}

func (l *looks) Update(ctx context.Context, actor activity.Actor, fn func(store.Writer) error) error {
	l.transactions++
	return l.Store.Update(ctx, actor, func(w store.Writer) error { return fn(looking{w, l}) })
}

type looking struct {
	store.Writer
	looks *looks
}

func (l looking) DueOutbox(after int64, limit int, channels ...receivable.Channel) ([]store.OutMessage, error) {
	rows, err := l.Writer.DueOutbox(after, limit, channels...)
	l.looks.times++
	l.looks.rows += len(rows)
	return rows, err
}

// next takes one message and gives its customer's address, or nothing.
func next(t *testing.T, c *desk.Claims) (int64, string) {
	t.Helper()
	got, err := c.Next(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) == 0 {
		return 0, ""
	}
	return got[0].ID, got[0].To
}

func TestMessagesAreLookedAtTogetherAndTakenOneByOne(t *testing.T) {
	o := manyWait(t, 60)
	l := &looks{Store: o.Book}
	o.Book = l
	c := o.Claims("test", time.Minute)
	sent := map[string]bool{}
	for id, to := next(t, c); id != 0; {
		counts, err := o.OutboxCounts(t.Context())
		o.must(err)
		if counts[store.OutSending] != 1 {
			t.Fatalf("%d messages are being sent at once", counts[store.OutSending])
		}
		sent[to] = true
		got, err := c.SentNext(t.Context(), id, "250 ok")
		o.must(err)
		if id, to = 0, ""; len(got) > 0 {
			id, to = got[0].ID, got[0].To
		}
	}
	counts, err := o.OutboxCounts(t.Context())
	o.must(err)
	if len(sent) != 60 || counts[store.OutSent] != 60 {
		t.Errorf("%d left: %v", len(sent), counts)
	}
	if l.times > 8 || l.transactions > 61 {
		t.Errorf("looked %d times in %d changes of the book", l.times, l.transactions)
	}
	if v := o.customer("C060", "2026-11-23"); v.Timeline[0].Kind != activity.NoticeSent {
		t.Errorf("the timeline says %s %s", v.Timeline[0].Kind, v.Timeline[0].Data)
	}
}

// What was found out for many together is not believed any more as soon as somebody else has written: here, elsewhere, or this
// sender about the same customer.
func TestWhatChangedSinceMessagesWereLookedAtIsSeen(t *testing.T) {
	for name, pays := range map[string]func(*office, *desk.Desk){
		"in this program": func(o *office, _ *desk.Desk) {
			o.source.open("C020", 0)
			o.sync()
		},
		"in another program": func(o *office, other *desk.Desk) {
			o.source.open("C020", 0)
			_, err := other.Sync(o.t.Context(), o.conn.ID, true, nil)
			o.must(err)
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := manyWait(t, 20)
			book, err := sqlite.Open(t.Context(), o.Book.About().Where, o.clock, sqlite.Options{})
			o.must(err)
			t.Cleanup(func() { _ = book.Close() })
			other := *o.Desk
			other.Book = book
			c := o.Claims("test", time.Minute)
			left := map[string]bool{}
			for range 16 { // the last of which are looked at by now
				id, to := next(t, c)
				left[to] = true
				o.must(c.Sent(t.Context(), id, "250 ok"))
			}
			pays(o, &other)
			for id, to := next(t, c); id != 0; id, to = next(t, c) {
				left[to] = true
				o.must(c.Sent(t.Context(), id, "250 ok"))
			}
			if len(left) != 19 || left["C020@customer.example"] {
				t.Errorf("%d left, to who has paid: %v", len(left), left["C020@customer.example"])
			}
			if n := o.customer("C020", "2026-11-23").Notices[0]; !n.Cancelled {
				t.Error("the reminder of who has paid was not taken back")
			}
		})
	}
}

func TestHoursThatEndWhileMessagesLeaveAreSeen(t *testing.T) {
	o := manyWait(t, 30)
	o.guarded()
	o.clock.at = time.Date(2026, 11, 23, 13, 59, 50, 0, time.UTC) // ten seconds before the end of the hours in Oslo
	c := o.Claims("test", time.Minute)
	for range 20 {
		id, _ := next(t, c)
		o.must(c.Sent(t.Context(), id, "250 ok"))
	}
	o.clock.add(time.Minute)
	if id, to := next(t, c); id != 0 {
		t.Errorf("%s gets a mail after hours", to)
	}
	rows, err := o.Outbox(t.Context())
	o.must(err)
	if len(rows) != 10 || rows[0].Code != desk.OutsideHours || rows[9].Code != desk.OutsideHours {
		t.Errorf("%d wait: %+v", len(rows), rows)
	}
}

// However many wait for the morning, each is looked at once.
func TestManyMessagesAreNotLookedAtAgainAndAgain(t *testing.T) {
	o := manyWait(t, 300)
	o.guarded() // 08:00 UTC is before the hours
	l := &looks{Store: o.Book}
	o.Book = l
	got, err := o.ClaimMessages(t.Context(), "test", time.Minute, 1)
	o.must(err)
	if len(got) != 0 || l.rows != 300 || l.times > 12 {
		t.Errorf("%d may leave; looked %d times at %d", len(got), l.times, l.rows)
	}
	o.clock.at = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	if got, err = o.ClaimMessages(t.Context(), "test", time.Minute, 1000); err != nil || len(got) != 300 {
		t.Errorf("at ten %d leave: %v", len(got), err)
	}
}

// What could not be kept is not half kept, and nobody is sent what was taken in the same step.
func TestSentAndTheNextAreOneStep(t *testing.T) {
	o := manyWait(t, 3)
	c := o.Claims("test", time.Minute)
	id, _ := next(t, c)
	o.must(o.MessageUncertain(t.Context(), "test", id, "cut", "cut"))
	_, err := c.SentNext(t.Context(), id, "250 ok")
	o.wantCode(err, fault.Conflict)
	counts, err := o.OutboxCounts(t.Context())
	o.must(err)
	if counts[store.OutQueued] != 2 || counts[store.OutUncertain] != 1 {
		t.Errorf("the outbox has %v", counts)
	}
	if id, _ = next(t, c); id == 0 {
		t.Error("the sender does not go on")
	}
}

// Two mails to one customer: the fate of the first is known when the second is looked at.
func TestSecondMessageToACustomerIsLookedAtAfterTheFirst(t *testing.T) {
	o := newOffice(t, func(s *source) {
		s.debtor("C1", "c1@customer.example")
		s.invoice("1", "C1", "2026-11-01", 10_000)
		s.invoice("2", "C1", "2026-11-01", 10_000)
		s.items[1].Amount, s.items[1].Open = money.New(10_000, "EUR"), money.New(10_000, "EUR") // a reminder of its own
		s.debtor("C2", "c2@customer.example")
		s.invoice("3", "C2", "2026-11-01", 10_000)
	})
	o.sync()
	o.stuck("2026-11-23")
	counts, err := o.OutboxCounts(t.Context())
	o.must(err)
	if counts[store.OutQueued] != 3 {
		t.Fatalf("%v wait", counts)
	}
	c := o.Claims("test", time.Minute)
	first, to := next(t, c)
	if to != "c1@customer.example" {
		t.Fatal(to)
	}
	o.must(c.Failed(t.Context(), first, "recipient-refused", "550 5.1.1 no such user", true)) // the mailbox is dead
	for id, to := next(t, c); id != 0; id, to = next(t, c) {
		if to == "c1@customer.example" {
			t.Errorf("%s gets another mail", to)
		}
	}
}
