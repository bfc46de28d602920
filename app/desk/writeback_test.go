package desk_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// ledger is an accounting system that is written into: it keeps what it was given under its key, and answers as it is told.
type ledger struct {
	kept    []writeback.Entry
	undone  []string
	sought  []string // what was looked for as taken back
	letters []store.Document
	answers []writeback.Outcome // in turn; then it writes
	lose    bool                // the answer gets lost after writing
	broken  error               // it cannot be opened
	blind   bool                // it cannot be searched now
}

func (l *ledger) Ledger(context.Context, desk.ReadOrder) (desk.Ledger, error) { return l, l.broken }
func (l *ledger) Close()                                                      {}

func (l *ledger) Write(_ context.Context, e writeback.Entry, undoes []string, doc store.Document) writeback.Outcome {
	if len(l.answers) > 0 {
		o := l.answers[0]
		l.answers = l.answers[1:]
		if o.State != writeback.Written {
			return o
		}
	}
	l.kept, l.undone, l.letters = append(l.kept, e), append(l.undone, undoes...), append(l.letters, doc)
	if l.lose {
		return writeback.Outcome{State: writeback.Uncertain, Code: "connector-crashed"}
	}
	return writeback.Outcome{State: writeback.Written, Posted: writeback.Posted{Sources: []string{"L" + e.Key}, Number: "V1"}}
}

func (l *ledger) Find(_ context.Context, e writeback.Entry, undoes []string) (writeback.Posted, bool, error) {
	l.sought = append(l.sought, undoes...)
	if l.blind {
		return writeback.Posted{}, false, errors.New("the search is down")
	}
	for _, k := range l.kept {
		if k.Key == e.Key {
			return writeback.Posted{Sources: []string{"L" + e.Key}}, true, nil
		}
	}
	return writeback.Posted{}, false, nil
}

// writing is an office whose accounting system takes some kinds of entries.
func writing(t *testing.T, kinds ...writeback.Kind) (*office, *ledger) {
	t.Helper()
	o := newOffice(t, twoCustomers)
	o.sync()
	l := &ledger{}
	o.Ledgers, o.source.writes = l, writeback.Kinds()
	o.must(o.SetWriteBack(t.Context(), o.conn.ID, kinds))
	return o, l
}

func (o *office) post() desk.PostProgress {
	o.t.Helper()
	p, err := o.PostBack(o.t.Context())
	o.must(err)
	return p
}

func (o *office) posting(n int) writeback.Entry {
	o.t.Helper()
	all, err := o.WriteBacks(o.t.Context(), store.WriteBackQuery{})
	o.must(err)
	if len(all) <= n {
		o.t.Fatalf("there are %d postings", len(all))
	}
	return all[n]
}

func TestNothingIsWrittenBackUnlessAskedFor(t *testing.T) {
	o, l := writing(t)
	o.done(o.WriteOff(t.Context(), o.giveUp(40_00)))
	if p := o.post(); p != (desk.PostProgress{}) || len(l.kept) != 0 {
		t.Errorf("%+v, %v", p, l.kept)
	}
	if err := o.SetWriteBack(t.Context(), o.conn.ID, []writeback.Kind{writeback.Note, writeback.Fee}); !fault.Has(err, fault.Invalid) {
		t.Errorf("fees are written back, and would be asked for twice: %v", err)
	}
	o.source.writes = nil
	if err := o.SetWriteBack(t.Context(), o.conn.ID, []writeback.Kind{writeback.WriteOff}); !fault.Has(err, fault.Invalid) {
		t.Errorf("a connector that cannot write was told to: %v", err)
	}
}

func TestAWriteOffIsBookedAndBookedBack(t *testing.T) {
	o, l := writing(t, writeback.WriteOff)
	o.done(o.WriteOff(t.Context(), o.giveUp(40_00)))
	if p := o.post(); p.Written != 1 {
		t.Fatalf("%+v", p)
	}
	e := l.kept[0]
	if e.Customer != "C1" || e.Amount != nok(40_00) || e.Parts[0].Source != "1" || e.Parts[0].Minor != 40_00 || e.Reason != string(settlement.Uneconomic) {
		t.Errorf("%+v", e)
	}
	if p := o.post(); p != (desk.PostProgress{}) {
		t.Errorf("it is written again: %+v", p)
	}
	o.source.open("1", 60_00) // the next read shows it
	o.sync()
	v := o.customer("C1", "2026-11-23")
	if v.WriteOffs[0].State() != settlement.Posted || v.Items[0].Open != nok(60_00) {
		t.Errorf("%+v, %+v", v.WriteOffs[0], v.Items[0])
	}
	o.done(o.ReverseWriteOff(t.Context(), v.WriteOffs[0].ID, nil, "the estate pays"))
	if p := o.post(); p.Written != 1 || len(l.undone) != 1 || l.undone[0] != "L"+e.Key || l.kept[1].Amount != nok(40_00) {
		t.Errorf("%+v, took back %v", p, l.undone)
	}
}

func TestAWriteOffReversedBeforeItWasWrittenIsNeverHeardOf(t *testing.T) {
	o, l := writing(t, writeback.WriteOff)
	o.done(o.WriteOff(t.Context(), o.giveUp(40_00)))
	o.done(o.ReverseWriteOff(t.Context(), o.customer("C1", "2026-11-23").WriteOffs[0].ID, nil, "a mistake"))
	if p := o.post(); p != (desk.PostProgress{}) || len(l.kept) != 0 || o.posting(0).State != writeback.Dropped {
		t.Errorf("%+v, %v, %s", p, l.kept, o.posting(0).State)
	}
}

// What was decided is held against the book once more right before it is written: what is left of it is written, as an entry of
// its own.
func TestWhatIsLeftOfAWriteOffIsWritten(t *testing.T) {
	for name, c := range map[string]struct {
		gone func(*office)
		left int64
	}{
		"paid in part": {func(o *office) { o.came("p1", 80_00); o.sync() }, 20_00},
		"taken back in part": {func(o *office) {
			off := o.customer("C1", "2026-11-23").WriteOffs[0]
			o.done(o.ReverseWriteOff(o.t.Context(), off.ID, []settlement.ItemPart{{Item: off.Items[0].Item, Amount: nok(30_00)}}, "a part"))
		}, 70_00},
		"taken back in two parts": {func(o *office) {
			off := o.customer("C1", "2026-11-23").WriteOffs[0]
			for _, why := range []string{"a part", "another"} {
				o.done(o.ReverseWriteOff(o.t.Context(), off.ID, []settlement.ItemPart{{Item: off.Items[0].Item, Amount: nok(50_00)}}, why))
			}
		}, 0},
		"paid, and not read yet": {func(o *office) { o.came("p1", 80_00) }, 20_00},
		"paid whole":             {func(o *office) { o.came("p1", 100_00) }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			o, l := writing(t, writeback.WriteOff)
			o.done(o.WriteOff(t.Context(), o.giveUp(100_00)))
			c.gone(o)
			p := o.post()
			var written int64
			for _, e := range l.kept {
				written += e.Amount.Minor
			}
			if written != c.left || p.Written != len(l.kept) || o.posting(0).State != writeback.Dropped {
				t.Fatalf("%+v, %d written, %+v", p, written, l.kept)
			}
			if c.left > 0 && (l.kept[0].Key == o.posting(0).Key || l.kept[0].Parts[0].Minor != c.left) {
				t.Errorf("%+v", l.kept[0])
			}
			if p := o.post(); p != (desk.PostProgress{}) {
				t.Errorf("written again: %+v", p)
			}
			if c.left == 0 {
				return
			}
			o.source.open("1", 0) // the next read shows it
			if name == "taken back in part" {
				o.source.open("1", 30_00)
			}
			o.sync()
			if off := o.customer("C1", "2026-11-23").WriteOffs[0]; off.Items[0].Waiting().Minor != 0 || off.Items[0].Posted.Minor != c.left {
				t.Errorf("it stands at %+v", off.Items[0])
			}
		})
	}
}

// The slip was booked by hand, and no read has shown it yet: the customer is read again before anything is written.
func TestABookingByHandThatNobodyHasReadIsNotRepeated(t *testing.T) {
	o, l := writing(t, writeback.WriteOff)
	o.done(o.WriteOff(t.Context(), o.giveUp(40_00)))
	o.source.open("1", 60_00)
	if p := o.post(); p.Dropped != 1 || len(l.kept) != 0 {
		t.Errorf("%+v, %v", p, l.kept)
	}
}

// Nobody writes a loss into books that cannot be read; a hold does not wait for that.
func TestAWriteOffWaitsWhileItsCustomerCannotBeRead(t *testing.T) {
	o, l := writing(t, writeback.WriteOff, writeback.Hold)
	o.done(o.WriteOff(t.Context(), o.giveUp(40_00)))
	o.must(o.HoldCustomer(t.Context(), desk.HoldOrder{Debtor: o.debtorID("C1"), Until: day("2026-12-24"), Reason: "waits for goods"}))
	o.source.fail = fault.New(fault.Unavailable, "no line")
	if p := o.post(); p.Waiting != 1 || p.Written != 1 || l.kept[0].Kind != writeback.Hold || o.posting(0).Code != string(fault.Unavailable) {
		t.Fatalf("%+v, %+v, %+v", p, l.kept, o.posting(0))
	}
	reads := len(o.source.reads)
	if o.post(); len(o.source.reads) != reads {
		t.Error("the customer is read again before the write-off is due again")
	}
	o.source.fail = nil
	o.clock.to(day("2026-11-24"))
	if p := o.post(); p.Written != 1 || len(l.kept) != 2 {
		t.Errorf("%+v", p)
	}
}

// Where the program books, the slip says so, so that nobody does it too.
func TestTheSlipSaysWhoBooks(t *testing.T) {
	for by, kinds := range map[string][]writeback.Kind{"program": {writeback.WriteOff}, "hand": {writeback.Note}} {
		o, _ := writing(t, kinds...)
		o.done(o.WriteOff(t.Context(), o.giveUp(40_00)))
		papers, err := o.Papers(t.Context(), store.AboutWriteOff, o.customer("C1", "2026-11-23").WriteOffs[0].ID)
		o.must(err)
		slip, err := o.Paperwork(t.Context(), papers[0].ID)
		o.must(err)
		if !strings.Contains(string(slip.Bytes), ","+by+"\n") {
			t.Errorf("booked by %s: %s", by, slip.Bytes)
		}
	}
}

func TestABookingByHandIsNotRepeated(t *testing.T) {
	o, l := writing(t, writeback.WriteOff)
	o.done(o.WriteOff(t.Context(), o.giveUp(40_00)))
	o.source.open("1", 60_00)
	o.sync()
	if p := o.post(); p.Dropped != 1 || len(l.kept) != 0 || o.posting(0).Detail != "F-1 has been booked by hand" {
		t.Errorf("%+v, %v, %q", p, l.kept, o.posting(0).Detail)
	}
}

// A lost answer is looked up by its key, and never leads to a second booking.
func TestALostAnswerIsLookedUp(t *testing.T) {
	for _, tc := range []struct {
		name    string
		there   bool
		written int
	}{
		{"it had been written", true, 1},
		{"it had not", false, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			o, l := writing(t, writeback.WriteOff)
			o.source.finds = true
			o.done(o.WriteOff(t.Context(), o.giveUp(40_00)))
			l.lose = tc.there
			if !tc.there {
				l.answers = []writeback.Outcome{{State: writeback.Uncertain, Code: "connector-crashed"}}
			}
			if p := o.post(); p.Uncertain != 1 {
				t.Fatalf("%+v", p)
			}
			l.lose, l.blind = false, true
			if _, err := o.PostBack(t.Context()); err == nil || o.posting(0).State != writeback.Uncertain {
				t.Errorf("a search that fails: %v, %s", err, o.posting(0).State)
			}
			l.blind = false
			o.post()
			if o.posting(0).State != writeback.Written || len(l.kept) != tc.written {
				t.Errorf("%s, %d bookings", o.posting(0).State, len(l.kept))
			}
		})
	}
}

func TestAnUncertainPostingThatCannotBeFoundWaitsForAPerson(t *testing.T) {
	o, l := writing(t, writeback.WriteOff)
	l.lose = true
	o.done(o.WriteOff(t.Context(), o.giveUp(40_00)))
	o.post()
	o.post()
	if len(l.kept) != 1 || o.posting(0).State != writeback.Uncertain {
		t.Fatalf("%d bookings, %s", len(l.kept), o.posting(0).State)
	}
	if err := o.SettleWriteBack(t.Context(), o.posting(0).ID, writeback.Written, ""); !fault.Has(err, fault.Invalid) {
		t.Errorf("settled without a reason: %v", err)
	}
	o.must(o.SettleWriteBack(t.Context(), o.posting(0).ID, writeback.Written, "voucher 17 is there"))
	if p := o.post(); p != (desk.PostProgress{}) || len(l.kept) != 1 {
		t.Errorf("%+v", p)
	}
}

func TestASourceThatAsksToWaitIsAskedLater(t *testing.T) {
	o, l := writing(t, writeback.WriteOff)
	l.answers = []writeback.Outcome{{State: writeback.Waiting, Code: "rate-limited", After: 0}}
	o.done(o.WriteOff(t.Context(), o.giveUp(40_00)))
	if p := o.post(); p.Waiting != 1 || len(l.kept) != 0 {
		t.Fatalf("%+v", p)
	}
	if p := o.post(); p.Written != 0 {
		t.Errorf("asked again at once: %+v", p)
	}
	o.clock.to(day("2026-11-24"))
	if p := o.post(); p.Written != 1 {
		t.Errorf("%+v", p)
	}
}

func TestASourceThatCannotBeReachedBlocksNothing(t *testing.T) {
	o, l := writing(t, writeback.WriteOff)
	l.broken = fault.New(fault.Unavailable, "no line")
	o.done(o.WriteOff(t.Context(), o.giveUp(40_00)))
	if _, err := o.PostBack(t.Context()); !fault.Has(err, fault.Unavailable) {
		t.Fatal(err)
	}
	l.broken = nil
	if p := o.post(); p.Written != 1 {
		t.Errorf("%+v", p)
	}
}

func TestARenewedSecretIsKept(t *testing.T) {
	o, _ := writing(t)
	o.source.renew = map[string]string{"refresh_token": "second"}
	o.sync()
	c, err := o.Connections(t.Context())
	o.must(err)
	if kept := o.Secrets.(secrets); kept["connection/1/refresh_token"] != "second" || c[0].Connection.SecretKeys[0] != "refresh_token" {
		t.Errorf("%v, %v", kept, c[0].Connection.SecretKeys)
	}
}

// What does not go on by itself is a person's work of the day, and stands on the customer's page.
func TestAPostingThatNeedsAPersonIsOnTheWorkList(t *testing.T) {
	for state, key := range map[writeback.State]string{writeback.Refused: "posting-refused", writeback.Uncertain: "posting-uncertain"} {
		t.Run(string(state), func(t *testing.T) {
			o, l := writing(t, writeback.WriteOff)
			l.answers = []writeback.Outcome{{State: state, Code: "posting-refused", Detail: "The period is closed."}}
			o.done(o.WriteOff(t.Context(), o.giveUp(40_00)))
			o.post()
			list, err := o.WorkList(t.Context(), day("2026-11-23"))
			o.must(err)
			at := slices.IndexFunc(list.Work, func(w desk.Work) bool { return w.Why.Key == key })
			if at < 0 || list.Work[at].Do != desk.DoDecide || list.Work[at].Books != o.conn.ID || list.Work[at].Why.Args["books"] == "" {
				t.Fatalf("%+v", list.Work)
			}
			if p := o.customer("C1", "2026-11-23").Postings; len(p) != 1 || p[0].State != state {
				t.Errorf("the page shows %+v", p)
			}
			o.must(o.SettleWriteBack(t.Context(), o.posting(0).ID, writeback.Dropped, "booked by hand"))
			after, err := o.WorkList(t.Context(), list.Date)
			o.must(err)
			if slices.ContainsFunc(after.Work, func(w desk.Work) bool { return w.Books != 0 }) {
				t.Errorf("it is still there: %+v", after.Work)
			}
		})
	}
}
