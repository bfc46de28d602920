package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestConformanceOfWriting(t *testing.T) {
	conformance.RunPostings(t, conformance.Options{
		Settings: map[string]string{"as_of": "2026-11-21", "customers": "60", "journal": filepath.Join(t.TempDir(), "demo.jsonl")},
		Postings: conformance.Postings{Date: "2026-11-21"},
	})
}

// A journal changes what is read, and leaves the reading itself as sound as without.
func TestConformanceWithAJournal(t *testing.T) {
	values := map[string]string{"as_of": "2026-11-21", "customers": "60", "journal": filepath.Join(t.TempDir(), "demo.jsonl")}
	writeAll(t, values)
	got := conformance.Run(t, conformance.Options{Settings: values})
	fees := 0
	for _, i := range got.Items {
		if i.Kind == spec.ItemFee {
			fees++
		}
	}
	if fees != 2 {
		t.Errorf("%d fees are read", fees)
	}
}

// openItem is an invoice of the demo company with something open.
func openItem(t testing.TB, values map[string]string) spec.Item {
	t.Helper()
	best := spec.Item{}
	for _, i := range read(t, values, spec.ReadRequest{Mode: spec.ModeFull}).items {
		if i.Kind == spec.ItemInvoice && (i.Open > best.Open || i.Open == best.Open && i.ExternalID < best.ExternalID) {
			best = i
		}
	}
	if best.Open == 0 {
		t.Fatal("nothing is open")
	}
	return best
}

func post(t testing.TB, values map[string]string, p spec.Posting) spec.Posted {
	t.Helper()
	posted, err := connector{now: stopped}.Write(context.Background(), settings(values), p)
	if err != nil {
		t.Fatal(err)
	}
	return posted
}

func writeAll(t testing.TB, values map[string]string) spec.Item {
	t.Helper()
	i := openItem(t, values)
	part := []spec.PostingPart{{ItemID: i.ExternalID}}
	lost := []spec.PostingPart{{ItemID: i.ExternalID, Amount: i.Open / 2}}
	base := spec.Posting{DebtorID: i.DebtorID, Date: "2026-11-21", Currency: i.Currency}
	for n, kind := range []spec.PostingKind{spec.PostNote, spec.PostFee, spec.PostFee, spec.PostHold, spec.PostWriteOff} {
		p := base
		p.Key, p.Kind, p.Parts, p.Amount = fmt.Sprint("K", n), kind, part, 10000
		if kind == spec.PostWriteOff {
			p.Parts, p.Amount = lost, i.Open/2
		}
		post(t, values, p)
	}
	undo := base
	undo.Key, undo.Kind, undo.Amount, undo.Undoes = "K9", spec.PostFee, 10000, []string{"V-3"}
	post(t, values, undo)
	return i
}

func TestTheLedgerAgreesWithItemsAfterWriting(t *testing.T) {
	t.Parallel()
	values := map[string]string{"customers": "80", "journal": filepath.Join(t.TempDir(), "demo.jsonl")}
	was := writeAll(t, values)
	r := read(t, values, spec.ReadRequest{Mode: spec.ModeFull})
	sums := map[string]int64{}
	for _, i := range r.items {
		sums[i.Currency] += i.Open
	}
	if diff := cmp.Diff(r.control, sums); diff != "" {
		t.Errorf("the ledger and the items differ:\n%s", diff)
	}
	if now := r.items[was.ExternalID]; now.Open != was.Open-was.Open/2 {
		t.Errorf("%d is open, it was %d", now.Open, was.Open)
	}
	if f := r.items["V-2"]; f.Open != 10000 || f.Kind != spec.ItemFee || f.AppliesTo != was.ExternalID {
		t.Errorf("the fee is %+v", f)
	}
	if f := r.items["V-3"]; f.Open != 0 {
		t.Errorf("the fee that was taken back is %+v", f)
	}
}

// Whatever is written between two reads, the changes added to the first make the second.
func TestWhatIsWrittenIsReadAsChanges(t *testing.T) {
	t.Parallel()
	folder, n := t.TempDir(), 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		values := map[string]string{"customers": "12", "journal": filepath.Join(folder, fmt.Sprint(n, ".jsonl"))}
		i := openItem(t, values)
		part := spec.PostingPart{ItemID: i.ExternalID, Amount: i.Open / 8}
		write := func(when string) {
			for k := range rapid.IntRange(0, 3).Draw(rt, when) {
				p := spec.Posting{Key: fmt.Sprint(when, k), DebtorID: i.DebtorID, Date: "2026-11-21", Currency: i.Currency, Amount: i.Open / 8}
				p.Kind = rapid.SampledFrom([]spec.PostingKind{spec.PostFee, spec.PostWriteOff}).Draw(rt, "kind")
				p.Parts = []spec.PostingPart{part}
				post(t, values, p)
			}
		}
		write("before")
		first := read(t, values, spec.ReadRequest{Mode: spec.ModeFull})
		write("after")
		later := read(t, values, spec.ReadRequest{Mode: spec.ModeFull})
		for id, item := range read(t, values, spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: first.end}).items {
			first.items[id] = item
		}
		if diff := cmp.Diff(later.items, first.items); diff != "" {
			rt.Fatalf("the changes make another book:\n%s", diff)
		}
	})
}

// Neither a torn line nor what follows it is ever taken for something else.
func TestATornLineWasNeverWritten(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "demo.jsonl")
	values := map[string]string{"customers": "30", "journal": path}
	writeAll(t, values)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(whole), "\n")
	last := lines[len(lines)-2]
	for cut := range len(last) {
		if err := os.WriteFile(path, []byte(strings.Join(lines[:len(lines)-2], "")+last[:cut]), 0o600); err != nil {
			t.Fatal(err)
		}
		_, there, err := connector{}.Find(context.Background(), settings(values), spec.Posting{Key: "K9"})
		if whole := cut == len(last)-1; err != nil || there != whole { // all but the line's end
			t.Fatalf("after %d bytes: found %v, %v", cut, there, err)
		}
		undo := spec.Posting{
			Key: "K9", Kind: spec.PostFee, DebtorID: openItem(t, map[string]string{"customers": "30"}).DebtorID, Date: "2026-11-21", Amount: 10000, Undoes: []string{"V-3"},
		}
		if cut%40 == 0 {
			if got := post(t, values, undo); got.Already || got.Number != "V-6" {
				t.Fatalf("after %d bytes it is written as %+v", cut, got)
			}
		}
	}
}

func TestTheJournalIsForThisAccountAlone(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "demo.jsonl")
	writeAll(t, map[string]string{"customers": "30", "journal": path})
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read it: %v", info.Mode())
	}
}

func TestAFileThatIsNoJournalIsLeftAlone(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "letter.txt")
	if err := os.WriteFile(path, []byte("Dear Sir"), 0o600); err != nil {
		t.Fatal(err)
	}
	values := map[string]string{"journal": path}
	if found := (connector{now: stopped}).Check(t.Context(), settings(values)); len(found) != 1 || found[0].Field != "journal" {
		t.Errorf("the check says %v", found)
	}
	if _, err := (connector{}).Write(t.Context(), settings(values), spec.Posting{Key: "K"}); err == nil {
		t.Error("it was written to")
	}
	if b, _ := os.ReadFile(path); string(b) != "Dear Sir" {
		t.Errorf("it holds %q", b)
	}
}
