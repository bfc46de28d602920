// Package storetest is the suite that every engine of the book passes: what each call does, what transactions promise, what
// happens when several work at once. An engine's test calls Run and brings nothing but a way to open its book.
package storetest

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// Open opens a book. New gives one for each fresh book; every further call opens the same book once more, as another
// program does. The suite closes what it opens.
type Open func(t *testing.T) store.Store

// New prepares a fresh book that reads the clock.
type New func(t *testing.T, clock date.Clock) Open

// Run runs the whole suite.
func Run(t *testing.T, engine New) {
	groups := map[string]func(*testing.T, New){
		"settings": settings, "connections": connections, "reads": reads, "ends of reads": readEnds, "reading again": rereads, "absent": absences,
		"absence that proves nothing": absenceProvesNothing, "payments": payments, "old debt": oldDebt, "customers": customers, "totals": totals, "sums": sums,
		"items": items, "accounts": accounts, "waves": waves, "changes of waves": waveChanges, "lines of waves": waveLines, "notices": notices, "notices once": noticesOnce, "notices found again": noticesFound,
		"cancelling": cancelling, "contacts and house rules": guardRows, "notices beside the levels": events, "outbox": outbox, "waiting items": waiting, "recovery": recovery, "outbox moves": outboxMoves, "outbox looked through": outboxAhead, "trials": trials, "holds and promises": holdsAndPromises,
		"tasks": tasks, "schedules": schedules, "log": chain, "clock": clockSteps, "transactions": transactions, "reads beside each other": overlapping, "lost updates": lostUpdates, "turns": turns,
		"persons": persons, "staff": staff, "requests": requests, "requests raced": requestsRaced,
		"write-offs": writeOffs, "postings of write-offs": postings, "money on account": moneyOnAccount, "escalations": escalations, "paid after a reminder": paidAfter, "write-back queue": writeBacks, "lost write-backs": lostWriteBacks, "invoices of fees": feeInvoices, "invoices of fees made during a read": feeInvoicesMeanwhile, "enclosures": enclosures,
		"bank lines": bankLines, "forgotten payers": forgottenPayers, "waivers": waivers, "agreements": agreements, "facts beside agreements": termsFacts, "past of an item": pasts, "merged customers": merged, "consents": consents, "own texts": ownTexts, "texts used": textsUsed, "incoming mail": incomingMail, "mailboxes and old mails": mailboxes, "merged or not": mergedOrNot, "clean slate": cleanSlates, "restarts": restarts,
		"quarantine": quarantines, "twice in a read": twiceInARead, "remarks": remarks, "bounds of quarantine": quarantineBounds, "quarantine on the way": quarantineOnTheWay, "vanishing": vanishing, "closings": closings, "notes of findings": findingNotes,
		"readers beside a writer": readersBeside, "two holders": twoHolders, "two releases": twoReleases,
	}
	for name, group := range groups {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			group(t, engine)
		})
	}
}

// Clock is a clock that tests move by hand.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock starts at Start.
func NewClock() *Clock { return &Clock{now: Start} }

// Now gives the time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves the clock, back when negative.
func (c *Clock) Advance(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(by)
}

// Start is when every test begins, and Today its day.
var (
	Start = time.Date(2026, 11, 21, 7, 0, 0, 0, time.UTC)
	Today = date.Must(2026, 11, 21)
)

// Kari is who works in tests.
var Kari = activity.Actor{Name: "kari", Kind: activity.Person}

// Book is a fresh book with shorthands that end the test when something fails.
type Book struct {
	store.Store
	T     *testing.T
	Clock *Clock
	open  Open
}

// NewBook makes a fresh book.
func NewBook(t *testing.T, engine New) *Book {
	t.Helper()
	clock := NewClock()
	b := &Book{T: t, Clock: clock, open: engine(t, clock)}
	b.Store = b.another(t)
	return b
}

// another opens the book once more.
func (b *Book) another(t *testing.T) store.Store {
	t.Helper()
	s := b.open(t)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("closing the book: %v", err)
		}
	})
	return s
}

// Write runs an update that must succeed.
func (b *Book) Write(fn func(w store.Writer) error) {
	b.T.Helper()
	ok(b.T, b.Update(context.Background(), Kari, fn))
}

// Read runs a view that must succeed.
func (b *Book) Read(fn func(r store.Reader) error) {
	b.T.Helper()
	ok(b.T, b.View(context.Background(), fn))
}

// Refuse runs an update that must fail with a code.
func (b *Book) Refuse(code fault.Code, fn func(w store.Writer) error) {
	b.T.Helper()
	wantCode(b.T, b.Update(context.Background(), Kari, fn), code)
}

// read gives what a reading call gives.
func read[T any](b *Book, fn func(r store.Reader) (T, error)) (out T) {
	b.T.Helper()
	b.Read(func(r store.Reader) (err error) {
		out, err = fn(r)
		return err
	})
	return out
}

// write gives what a writing call gives.
func write[T any](b *Book, fn func(w store.Writer) (T, error)) (out T) {
	b.T.Helper()
	b.Write(func(w store.Writer) (err error) {
		out, err = fn(w)
		return err
	})
	return out
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantCode(t testing.TB, err error, code fault.Code) {
	t.Helper()
	if !fault.Has(err, code) {
		t.Fatalf("error = %v (%s), want code %s", err, fault.CodeOf(err), code)
	}
}

func want[T comparable](t testing.TB, what string, got, expected T) {
	t.Helper()
	if got != expected {
		t.Errorf("%s = %v, want %v", what, got, expected)
	}
}

// same compares whole structures; dates and amounts are compared as values.
func same(t testing.TB, what string, got, expected any) {
	t.Helper()
	if diff := cmp.Diff(expected, got, cmpopts.EquateComparable(date.Date{}, money.Amount{})); diff != "" {
		t.Errorf("%s differ (-want +got):\n%s", what, diff)
	}
}
