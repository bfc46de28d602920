package main

import (
	"context"
	"errors"
	"maps"
	"strconv"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSameSeedTellsTheSameStory(t *testing.T) {
	t.Parallel()
	small := map[string]string{"customers": "60"}
	a := read(t, small, spec.ReadRequest{Mode: spec.ModeFull})
	b := read(t, small, spec.ReadRequest{Mode: spec.ModeFull})
	if diff := cmp.Diff(a.items, b.items); diff != "" {
		t.Errorf("items differ:\n%s", diff)
	}
	if diff := cmp.Diff(a.debtors, b.debtors); diff != "" {
		t.Errorf("debtors differ:\n%s", diff)
	}
	other := read(t, map[string]string{"customers": "60", "seed": "2"}, spec.ReadRequest{Mode: spec.ModeFull})
	if cmp.Equal(a.items, other.items) {
		t.Error("another seed tells the same story")
	}
}

// Reading on a later day adds to the story and never changes what was.
func TestALaterDayContinuesTheStory(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		values := map[string]string{"customers": "40", "seed": strconv.Itoa(rapid.IntRange(0, 1000).Draw(rt, "seed"))}
		day := 20000 + rapid.IntRange(0, 1500).Draw(rt, "day")
		gap := rapid.IntRange(0, 60).Draw(rt, "gap")
		first := read(t, values, spec.ReadRequest{Mode: spec.ModeFull, AsOf: date(day)})
		later := read(t, values, spec.ReadRequest{Mode: spec.ModeFull, AsOf: date(day + gap)})
		changes := read(t, values, spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: first.end, AsOf: date(day + gap)})

		for id, was := range first.items {
			is, there := later.items[id]
			if !there && was.Open == 0 {
				continue // it has left the history
			}
			if there && (is.Amount != was.Amount || is.Issued != was.Issued || is.Due != was.Due) {
				rt.Fatalf("%s changed from %+v to %+v", id, was, is)
			}
		}
		merged := maps.Clone(first.items)
		maps.Copy(merged, changes.items)
		for id, is := range later.items {
			if diff := cmp.Diff(is, merged[id]); diff != "" {
				rt.Fatalf("what changed, added to the first read, gives another %s:\n%s", id, diff)
			}
			delete(merged, id)
		}
		for id, left := range merged {
			if left.Open != 0 {
				rt.Fatalf("%s is settled by now, but the changes leave %d open", id, left.Open)
			}
		}
		payments := maps.Clone(first.payments)
		maps.Copy(payments, changes.payments)
		for id, is := range later.payments {
			if diff := cmp.Diff(is, payments[id]); diff != "" {
				rt.Fatalf("what changed, added to the first read, gives another %s:\n%s", id, diff)
			}
		}
		if gap > 7 && len(changes.items) == 0 {
			rt.Fatal("nothing happened in more than a week")
		}
	})
}

func date(day int) spec.Date { return newCalendar(monthOf(day), monthOf(day)).date(day) }

func TestReadGoesOnAtEachCheckpoint(t *testing.T) {
	t.Parallel()
	values := map[string]string{"customers": "12000", "open_items": "1"}
	whole := read(t, values, spec.ReadRequest{Mode: spec.ModeFull})
	if len(whole.cursors) < 4 {
		t.Fatalf("%d checkpoints, want at least 4", len(whole.cursors))
	}
	for n, cursor := range whole.cursors {
		rest := read(t, values, spec.ReadRequest{Mode: spec.ModeFull, Cursor: cursor})
		if got, want := rest.sent, whole.sent-whole.marks[n]; got != want {
			t.Errorf("after checkpoint %d came %d records, want %d", n, got, want)
		}
		for id, i := range rest.items {
			if !cmp.Equal(i, whole.items[id]) {
				t.Fatalf("item %s differs after going on", id)
			}
		}
	}
}

func TestSomeCustomersAreReadAlone(t *testing.T) {
	t.Parallel()
	whole := read(t, nil, spec.ReadRequest{Mode: spec.ModeFull})
	some := read(t, nil, spec.ReadRequest{Mode: spec.ModeFull, Debtors: []string{"C10042", "C10007", "C10042", "C99999", "nobody"}})
	if len(some.debtors) != 2 {
		t.Fatalf("read %d customers, want the two that exist", len(some.debtors))
	}
	items := 0
	for id, i := range whole.items {
		if i.DebtorID != "C10042" && i.DebtorID != "C10007" {
			continue
		}
		items++
		if !cmp.Equal(i, some.items[id]) {
			t.Errorf("item %s differs", id)
		}
	}
	if items == 0 || items != len(some.items) {
		t.Errorf("read %d items, want %d", len(some.items), items)
	}
	if len(some.control) != 0 {
		t.Errorf("a read of some customers gave a control total for all: %v", some.control)
	}
}

func TestLoadIsExact(t *testing.T) {
	t.Parallel()
	r := read(t, map[string]string{"customers": "250", "open_items": "4"}, spec.ReadRequest{Mode: spec.ModeFull})
	if len(r.debtors) != 250 || len(r.items) != 1000 || len(r.payments) != 0 {
		t.Errorf("%d debtors, %d items, %d payments; want 250, 1000, 0", len(r.debtors), len(r.items), len(r.payments))
	}
	for _, i := range r.items {
		if i.Open <= 0 || i.Open != i.Amount || i.Issued > i.Due {
			t.Errorf("not a plain open invoice: %+v", i)
		}
	}
}

func TestForeignCursorsAreRefused(t *testing.T) {
	t.Parallel()
	later := cursor{Seed: 1, Customers: 400, AsOf: "2026-12-01", Done: true}
	for name, c := range map[string][]byte{
		"garbage": []byte("{"), "another seed": cursor{Seed: 2, Customers: 400, AsOf: "2026-11-01", Done: true}.bytes(),
		"a later day": later.bytes(), "no date": cursor{Seed: 1, Customers: 400, AsOf: "2026-02-31"}.bytes(),
	} {
		err := connector{now: stopped}.Read(context.Background(), settings(nil), spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: c}, newRecorder(t))
		var d spec.Diagnostic
		if !errors.As(err, &d) || d.Code != spec.CodeCursorInvalid || d.Hint == "" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestTheSettingHoldsTheStoryAndTheRequestMovesIt(t *testing.T) {
	t.Parallel()
	c := connector{now: stopped}
	pinned := settings(map[string]string{"as_of": "2025-01-31"})
	for _, one := range []struct {
		settings spec.Settings
		asked    spec.Date
		want     spec.Date
	}{
		{settings(nil), "", "2026-11-21"}, {pinned, "", "2025-01-31"}, {pinned, "2025-02-28", "2025-02-28"},
	} {
		if got := c.asOf(one.settings, spec.ReadRequest{AsOf: one.asked}); got != one.want {
			t.Errorf("as of %s, want %s", got, one.want)
		}
	}
}

func TestDescriptionIsSound(t *testing.T) {
	t.Parallel()
	if err := (connector{}).Describe().Validate(); err != nil {
		t.Error(err)
	}
}

func TestReadStopsWhenTheDeskDoes(t *testing.T) {
	t.Parallel()
	r := newRecorder(t)
	r.stopAt = 100
	err := connector{now: stopped}.Read(context.Background(), settings(nil), spec.ReadRequest{Mode: spec.ModeFull}, r)
	if !errors.Is(err, context.Canceled) || r.end != nil {
		t.Errorf("got %v, complete %v", err, r.end != nil)
	}
}

func BenchmarkRead(b *testing.B) {
	for name, values := range map[string]map[string]string{
		"load":  {"customers": "25000", "open_items": "4"},
		"story": {"customers": "5000"},
	} {
		b.Run(name, func(b *testing.B) {
			sent := 0
			for b.Loop() {
				r := &counter{}
				if err := (connector{now: stopped}).Read(context.Background(), settings(values), spec.ReadRequest{Mode: spec.ModeFull}, r); err != nil {
					b.Fatal(err)
				}
				sent += r.n
			}
			b.ReportMetric(float64(sent)/b.Elapsed().Seconds(), "records/s")
		})
	}
}

// counter takes records and forgets them.
type counter struct {
	recorder
	n int
}

func (c *counter) Debtor(spec.Debtor) error    { c.n++; return nil }
func (c *counter) Item(spec.Item) error        { c.n++; return nil }
func (c *counter) Payment(spec.Payment) error  { c.n++; return nil }
func (c *counter) Control(string, int64) error { return nil }
