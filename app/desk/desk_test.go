package desk_test

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/dunningdesk/dunningdesk/app/store/sqlite"
)

// office is a desk on a real book, with a source and a courier that a test moves by hand.
type office struct {
	*desk.Desk
	t       testing.TB
	source  *source
	courier *courier
	clock   *clock
	conn    store.Connection
}

// clock is moved by hand.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(time.Millisecond)
	return c.at
}

func (c *clock) to(on date.Date) {
	c.mu.Lock()
	defer c.mu.Unlock()
	y, m, d := on.Parts()
	c.at = time.Date(y, m, d, 8, 0, 0, 0, time.UTC)
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func day(text string) date.Date {
	d, err := date.Parse(text)
	if err != nil {
		panic(err)
	}
	return d
}

func nok(minor int64) money.Amount { return money.New(minor, "NOK") }

// source is an accounting system in memory.
type source struct {
	debtors  []store.SourceDebtor
	items    []store.SourceItem
	payments []store.SourcePayment
	sums     map[money.Currency]int64 // what it claims, nil: the truth
	rejected int64
	said     []store.SyncNote // of a read
	fail     error            // after the first item
	cut      bool             // ends without saying that it is complete
	reads    []desk.ReadOrder
	writes   []writeback.Kind  // what it says it can be told
	finds    bool              // what was written can be found again
	signsIn  bool              // a person signs in with a browser
	renew    map[string]string // secrets that it replaces while it is read
	changes  bool              // it can tell what changed: what is listed in fresh, and gone
	fresh    map[string]bool   // keys of items
	gone     store.Removals
	control  map[money.Currency]int64 // its own total
	bank     []store.BankLine         // what it has seen, of a bank
	cursor   string
	lost     bool             // it does not know its cursor any more
	extra    []desk.Field     // settings beside the usual ones
	found    []store.SyncNote // what a check has to say
}

func (s *source) Kinds(context.Context) ([]desk.Kind, error) {
	return []desk.Kind{{
		Kind: "books", Title: map[string]string{"en": "Books"}, Checksum: "abc", CanReadDebtors: true, Writes: s.writes, CanFind: s.finds, CanSignIn: s.signsIn, CanIncremental: s.changes,
		Fields: append([]desk.Field{{Key: "file", Type: "file", Required: true}, {Key: "password", Type: "secret"}}, s.extra...),
	}}, nil
}

func (s *source) Kind(ctx context.Context, name string) (desk.Kind, bool, error) {
	kinds, err := s.Kinds(ctx)
	for _, k := range kinds {
		if k.Kind == name {
			return k, true, err
		}
	}
	return desk.Kind{}, false, err
}

func (s *source) Check(context.Context, desk.ReadOrder) ([]store.SyncNote, error) {
	return s.found, nil
}

func (s *source) Read(_ context.Context, o desk.ReadOrder, sink desk.Sink) error {
	s.reads = append(s.reads, o)
	if len(s.renew) > 0 {
		if err := o.Renewed(s.renew); err != nil {
			return err
		}
	}
	part := s.changes && !o.Full && len(o.Debtors) == 0
	if part && s.lost {
		return fault.New("cursor-invalid", "where was I?")
	}
	wanted := func(id string) bool {
		for _, d := range o.Debtors {
			if d == id {
				return true
			}
		}
		return len(o.Debtors) == 0
	}
	var debtors []store.SourceDebtor
	for _, d := range s.debtors {
		if wanted(d.ExternalID) {
			debtors = append(debtors, d)
		}
	}
	for _, n := range s.said {
		sink.Note(n)
	}
	if err := sink.Debtors(debtors); err != nil {
		return err
	}
	sums := map[money.Currency]int64{}
	for _, it := range s.items {
		if !wanted(it.DebtorExternal) || part && !s.fresh[it.ExternalID] {
			continue
		}
		sums[it.Open.Currency] += it.Open.Minor
		if err := sink.Items([]store.SourceItem{it}); err != nil {
			return err
		}
		if s.fail != nil {
			if err := sink.Checkpoint(desk.Checkpoint{Sums: sums}); err != nil {
				return err
			}
			return s.fail
		}
	}
	if err := sink.Payments(s.payments); err != nil {
		return err
	}
	if s.sums != nil {
		sums = s.sums
	}
	if len(s.bank) > 0 {
		if err := sink.BankLines(s.bank); err != nil {
			return err
		}
	}
	if part {
		if err := sink.Removals(s.gone); err != nil {
			return err
		}
	}
	return sink.Checkpoint(desk.Checkpoint{Cursor: []byte(s.cursor), Sums: sums, Control: s.control, Rejected: s.rejected, Complete: !s.cut})
}

func (s *source) debtor(id, email string) {
	s.debtors = append(s.debtors, store.SourceDebtor{
		ExternalID: id, Number: id, Name: "Customer " + id, Kind: receivable.Business, Country: "NO", Language: "nb", Email: email, Phone: "+47 22 00 00 00",
		Address: receivable.Address{Lines: []string{"Gata 1"}, PostalCode: "0150", City: "Oslo", Country: "NO"},
	})
}

func (s *source) invoice(id, debtor, due string, open int64) {
	d := day(due)
	s.items = append(s.items, store.SourceItem{
		OpenItem: receivable.OpenItem{
			ExternalID: id, Number: "F-" + id, Kind: receivable.Invoice, Issued: d.AddDays(-14), Due: d, Amount: nok(open), Open: nok(open),
		},
		DebtorExternal: debtor,
	})
}

func (s *source) open(id string, minor int64) {
	for i := range s.items {
		if s.items[i].ExternalID == id {
			s.items[i].Open = nok(minor)
		}
	}
}

func (s *source) remove(id string) {
	for i := range s.items {
		if s.items[i].ExternalID == id {
			s.items = append(s.items[:i], s.items[i+1:]...)
			return
		}
	}
}

// courier keeps what it was asked to make, and sends by marking messages as sent.
type courier struct {
	desk    *desk.Desk
	refuse  map[receivable.DebtorID]error
	warn    []*fault.Error
	made    []desk.Job
	mu      sync.Mutex
	offline bool
	tester  string // mails are made for the tester of a trial
}

func (c *courier) Make(_ context.Context, job desk.Job) (desk.Made, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.refuse[job.Debtor.ID]; err != nil {
		return desk.Made{}, err
	}
	c.made = append(c.made, job)
	to := job.Debtor.Email
	if c.tester != "" {
		to = c.tester
	}
	return desk.Made{Docs: []store.Document{{Kind: "eml", Name: job.Number, Bytes: []byte(job.Number + job.MessageID)}}, To: to, Trial: c.tester != "", Subject: "Reminder", Warnings: c.warn}, nil
}

func (c *courier) Send(ctx context.Context, _ func(desk.SendProgress)) (desk.SendProgress, error) {
	var p desk.SendProgress
	if c.offline {
		return p, nil
	}
	messages, err := c.desk.ClaimMessages(ctx, "test", time.Minute, 1000)
	if err != nil {
		return p, err
	}
	for _, m := range messages {
		if err := c.desk.MessageSent(ctx, "test", m.ID, "250 ok"); err != nil {
			return p, err
		}
		p.Sent++
	}
	return p, nil
}

func (c *courier) CheckMail(context.Context, desk.MailSettings, string) error { return nil }

// secrets is a keychain in memory.
type secrets map[string]string

func (s secrets) Get(key string) (string, error) {
	if v, ok := s[key]; ok {
		return v, nil
	}
	return "", fault.New(fault.NotFound, "no %s", key)
}
func (s secrets) Set(key, value string) error { s[key] = value; return nil }
func (s secrets) Delete(key string) error     { delete(s, key); return nil }
func (s secrets) Warning() string             { return "" }

// newOffice opens a book on 2026-11-23, a Monday, with one connection that was read once and whose old debt is decided.
func newOffice(t *testing.T, fill func(*source)) *office {
	t.Helper()
	return openOffice(t, fill)
}

// openOffice is newOffice for whatever measures too.
func openOffice(t testing.TB, fill func(*source)) *office {
	t.Helper()
	ctx := t.Context()
	o := &office{t: t, source: &source{}, courier: &courier{refuse: map[receivable.DebtorID]error{}}, clock: &clock{}}
	o.clock.to(day("2026-11-23"))
	book, err := sqlite.Create(ctx, filepath.Join(t.TempDir(), "test.book"), o.clock, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	o.Desk = &desk.Desk{
		Book: book, Sources: o.source, Courier: o.courier, Secrets: secrets{}, Clock: o.clock,
		Actor: activity.Actor{Name: "kari", Kind: activity.Person, SignedIn: true},
	}
	o.courier.desk = o.Desk
	o.must(o.Begin(ctx, desk.Company{Name: "Skagerrak Engros AS", Country: "NO", Currency: "NOK", Zone: "Europe/Oslo", Email: "kari@skagerrak.example"}))
	c, err := o.AddConnection(ctx, desk.NewConnection{Name: "Books", Kind: "books", Settings: map[string]string{"file": "x"}, Approve: true})
	o.must(err)
	o.conn = c
	fill(o.source)
	return o
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// done is what a verb gave that may have asked somebody: it was done at once.
func (o *office) done(a desk.Asked, err error) {
	o.t.Helper()
	o.must(err)
	if !a.Done {
		o.t.Fatalf("it waits for somebody: request %d", a.Request)
	}
}

// refused expects an error of a code from such a verb.
func (o *office) refused(code fault.Code) func(desk.Asked, error) {
	return func(_ desk.Asked, err error) {
		o.t.Helper()
		o.wantCode(err, code)
	}
}

// sync reads the books and lets everything old start.
func (o *office) sync() store.SyncRun {
	o.t.Helper()
	run, err := o.Sync(o.t.Context(), o.conn.ID, true, nil)
	o.must(err)
	return run
}

func (o *office) wantCode(err error, code fault.Code) {
	o.t.Helper()
	if fault.CodeOf(err) != code && !fault.Has(err, code) {
		o.t.Fatalf("got %v, want code %s", err, code)
	}
}

func (o *office) debtorID(number string) receivable.DebtorID {
	o.t.Helper()
	d, err := o.FindCustomer(o.t.Context(), number)
	o.must(err)
	return d.ID
}

func contextWithCancel(t *testing.T) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithCancel(t.Context())
}
