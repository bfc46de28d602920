package desk

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/shopspring/decimal"
)

// StoryClock lets a demo book live through past weeks: it shows the moment of the story, and never one that is still to
// come, so that the log stays in order when the real clock takes over.
type StoryClock struct {
	Real date.Clock
	mu   sync.Mutex
	at   time.Time
}

// Now is the story's moment, or the real one once the story is told.
func (c *StoryClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	present := c.Real.Now()
	if c.at.IsZero() || c.at.After(present) {
		return present
	}
	c.at = c.at.Add(time.Second) // two things never happen at the very same moment
	return c.at
}

func (c *StoryClock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

// demoStages are the days, before the last, on which the demo company read its books and sent a wave.
var demoStages = []int{-68, -47, -26, -12}

// demoCompany is the company of the demo book.
func demoCompany() Company {
	return Company{
		Name: "Skagerrak Engros AS", Country: "NO", Currency: "NOK", Zone: "Europe/Oslo", Language: "en",
		Address:   receivable.Address{Lines: []string{"Brygga 7"}, PostalCode: "4610", City: "Kristiansand", Country: "NO"},
		OrgNumber: "987 654 325 MVA", Register: "Foretaksregisteret", Phone: "+47 38 00 41 10", Email: "regnskap@skagerrak.example",
		Website: "www.skagerrak.example", Contact: "Kari Nordby",
		Accounts: []BankAccount{
			{Currency: "NOK", Account: "1234 56 78903", IBAN: "NO7112345678903", BIC: "DNBANOKKXXX"},
			{Currency: "EUR", IBAN: "DE02120300000000202051", BIC: "BYLADEM1001"},
			{Currency: "GBP", Account: "20-00-00 55779911", IBAN: "GB29NWBK60161331926819", BIC: "NWBKGB2L"},
			{Currency: "IDR", Account: "123-00-0456789-1", BIC: "BMRIIDJA"},
			{Currency: "USD", Account: "ABA 021000021, 000123456789", BIC: "CHASUS33"},
		},
	}
}

// demoProcedure is the default one with what the company's terms of sale allow: two percent for the second and third
// reminder, and ten percent interest a year. Law packs trim that where the customer's country allows less.
func demoProcedure() dunning.Procedure {
	p := DefaultProcedure()
	for i := 1; i < len(p.Levels); i++ {
		p.Levels[i].Fee = &dunning.Fee{Percent: decimal.NewFromInt(2), Of: dunning.OfOpen, Per: dunning.PerNotice}
		p.Levels[i].Interest = &dunning.Interest{Rate: decimal.NewFromInt(10), Basis: dunning.Act365, From: "due"}
	}
	return p
}

// demoRules are the procedures of the demo company: consumers pay reminder fees and no interest.
func (d *Desk) demoRules(ctx context.Context) error {
	p := demoProcedure()
	if err := d.SetProcedure(ctx, p); err != nil {
		return err
	}
	consumers := demoProcedure()
	consumers.Name = "Consumers"
	for i := range consumers.Levels {
		consumers.Levels[i].Interest = nil
	}
	if _, err := d.KeepProcedure(ctx, "", consumers); err != nil {
		return err
	}
	all, err := d.Procedures(ctx)
	if err != nil {
		return err
	}
	rule := dunning.Rule{Procedure: consumers.Name, Kind: receivable.Consumer}
	return d.AssignProcedures(ctx, dunning.Assignment{Rules: []dunning.Rule{rule}, Default: all.Assignment.Default})
}

// DemoOrder says what demo book to make.
type DemoOrder struct {
	Customers int
	Scratch   string // folder for what the past waves sent
	Journal   string // file in which the demo company keeps what is written back; empty: it takes nothing
}

// Demo fills an empty book through the demo connector and the desk's ordinary verbs: the company lived through some weeks
// with it, read its books, sent waves, took promises, opened disputes and got answers. The clock must be the book's own.
func (d *Desk) Demo(ctx context.Context, o DemoOrder, clock *StoryClock) (store.SyncRun, error) {
	if o.Customers < 1 || o.Customers > 200_000 {
		return store.SyncRun{}, fault.New(fault.Invalid, "a demo book has between 1 and 200000 customers").OnField("customers")
	}
	s := &story{desk: d, clock: clock, zone: demoCompany().Location()}
	on := d.On
	if on.IsZero() {
		on = date.In(clock.Now(), s.zone)
	}
	s.moment(on.AddDays(demoStages[0]-1), 15, 0)
	if err := d.Begin(ctx, demoCompany()); err != nil {
		return store.SyncRun{}, err
	}
	shared, day := d, d.On
	d = d.As(activity.Actor{Name: demoCompany().Contact, Kind: activity.Person})
	s.desk = d
	// Whatever shares the desk, as the courier does, goes by the story's clock meanwhile.
	shared.On = date.Date{}
	defer func() { shared.On = day }()
	if err := s.connect(ctx, o); err != nil {
		return store.SyncRun{}, err
	}
	for i, back := range demoStages {
		if err := s.stage(ctx, on.AddDays(back), i); err != nil {
			return store.SyncRun{}, err
		}
	}
	if err := s.mails(ctx, on); err != nil {
		return store.SyncRun{}, err
	}
	clock.set(time.Time{})
	if err := s.presentDay(ctx, o); err != nil {
		return store.SyncRun{}, err
	}
	run, err := d.Sync(ctx, s.connection, true, nil)
	if err != nil {
		return run, err
	}
	if err := s.bank(ctx, on); err != nil {
		return run, err
	}
	return run, d.Roll(ctx, on)
}

// story tells the demo company's past weeks.
type story struct {
	desk       *Desk
	clock      *StoryClock
	zone       *time.Location
	connection receivable.ConnectionID
	last       store.WaveID // the wave that was sent last
}

// connect gives the company its rules and its accounting system.
func (s *story) connect(ctx context.Context, o DemoOrder) error {
	if err := s.desk.demoRules(ctx); err != nil {
		return err
	}
	settings := map[string]string{"customers": itoa(int64(o.Customers))}
	if o.Journal != "" {
		settings["journal"] = o.Journal
	}
	c, err := s.desk.AddConnection(ctx, NewConnection{Name: "Demo company", Kind: "demo", Approve: true, Settings: settings})
	s.connection = c.ID
	if err != nil {
		return err
	}
	return s.lettersInto(ctx, o.Scratch)
}

// presentDay leaves the book as a company has it that goes on from today. What is written back begins now: the past weeks'
// reminders are not noted after the fact.
func (s *story) presentDay(ctx context.Context, o DemoOrder) error {
	if o.Journal != "" {
		if err := s.desk.SetWriteBack(ctx, s.connection, []writeback.Kind{writeback.Note, writeback.WriteOff}); err != nil {
			return err
		}
	}
	return s.lettersInto(ctx, "")
}

func (s *story) lettersInto(ctx context.Context, folder string) error {
	rules, err := s.desk.WaveRules(ctx)
	if err != nil {
		return err
	}
	rules.LetterFolder = folder
	return s.desk.SetWaveRules(ctx, rules)
}

// stage is one day on which the company worked: the books are read, a wave leaves, and some days later customers react.
func (s *story) stage(ctx context.Context, on date.Date, n int) error {
	for on.Weekday() == time.Saturday || on.Weekday() == time.Sunday {
		on = on.AddDays(1)
	}
	d := s.desk.at(on)
	s.moment(on, 7, 2)
	if _, err := d.Sync(ctx, s.connection, true, nil); err != nil {
		return err
	}
	if n == 0 {
		if err := d.DecideReview(ctx, s.connection, store.ReviewHoldOld, RecentDays); err != nil {
			return err
		}
	}
	if err := d.Roll(ctx, on); err != nil {
		return err
	}
	s.moment(on, 9, 12)
	id, err := d.Propose(ctx, on)
	if fault.Has(err, NothingToPropose) {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := d.Release(ctx, id, nil); err != nil {
		return err
	}
	s.moment(on, 16, 30) // customers far to the west may be written to by now
	if _, err := d.SendOutbox(ctx, nil); err != nil {
		return err
	}
	s.last = id
	return s.reactions(ctx, id, on.AddDays(3))
}

func (s *story) moment(on date.Date, hour, minute int) {
	y, m, day := on.Parts()
	s.clock.set(time.Date(y, m, day, hour, minute, 0, 0, s.zone))
}

// reactions lets the customers of a wave behave as the demo connector's data says they do.
func (s *story) reactions(ctx context.Context, id store.WaveID, on date.Date) error {
	v, err := s.desk.Wave(ctx, id)
	if err != nil {
		return err
	}
	s.moment(on, 10, 0)
	d := s.desk.at(on)
	for _, l := range v.Lines {
		if l.State != store.LineIssued {
			continue
		}
		page, err := d.Customer(ctx, l.Notice.Debtor, on)
		if err != nil {
			return err
		}
		if err := s.react(ctx, d, page, l.Notice); err != nil {
			return err
		}
	}
	return nil
}

// react is what one customer does some days after a notice.
func (s *story) react(ctx context.Context, d *Desk, page CustomerView, n dunning.Notice) error {
	id, on := page.Debtor.ID, page.Date
	switch page.Debtor.Extra["behaviour"] {
	case "promises-and-keeps", "promises-and-breaks":
		if len(openPromises(page.Promises)) > 0 {
			return nil
		}
		by := on.AddDays(7 + int(id%4))
		if err := d.NoteCall(ctx, id, "promised", "accounts pay on "+by.String()); err != nil {
			return err
		}
		return d.TakePromise(ctx, PromiseOrder{Debtor: id, Amount: money.New(n.Open.Minor, n.Currency), By: by})
	case "asks-for-time":
		return d.NoteAnswer(ctx, id, dunning.AsksTime, "Could we have another two weeks? A large customer of ours pays late.")
	case "disputes":
		return s.dispute(ctx, d, page, n)
	case "dead-mail":
		if n.Channel == receivable.Email {
			_, err := d.MarkChannelDead(ctx, DeadOrder{Debtor: id, Channel: receivable.Email, Cause: receivable.Bounced, Why: "550 5.1.1 no such mailbox"})
			return err
		}
	case "moved":
		if n.Channel == receivable.Letter {
			_, err := d.MarkChannelDead(ctx, DeadOrder{Debtor: id, Channel: receivable.Letter, Cause: receivable.CameBack, Why: "moved, address unknown"})
			return err
		}
	case "very-late":
		if id%3 == 0 {
			return d.NoteCall(ctx, id, "no answer", "left a message")
		}
	case "stopped-paying":
		return d.HoldCustomer(ctx, HoldOrder{Debtor: id, Until: on.AddDays(60), Reason: "insolvency rumoured, waiting for the register"})
	}
	return nil
}

func openPromises(rows []store.PromiseRow) (out []store.PromiseRow) {
	for _, p := range rows {
		if p.State == dunning.PromisePending {
			out = append(out, p)
		}
	}
	return out
}

// complaints are what customers of the demo company object to.
var complaints = []string{"quality: part of the goods arrived damaged", "quantity: two boxes were missing", "price: not as agreed", "not-received: never came"}

func (s *story) dispute(ctx context.Context, d *Desk, page CustomerView, n dunning.Notice) error {
	for _, row := range page.Items {
		if row.Dispute == nil && len(n.Lines) > 0 && row.ID == n.Lines[0].Item {
			id := page.Debtor.ID
			code, reason, _ := strings.Cut(complaints[int(id)%len(complaints)], ": ")
			return d.OpenDispute(ctx, DisputeOrder{
				Debtor: id, Item: row.ID, Code: dunning.DisputeCode(code), Reason: reason, Owner: "Ola Hauge", DueBy: page.Date.AddDays(14),
			})
		}
	}
	return nil
}
