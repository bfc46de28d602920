package main

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func init() { scenarios["changes"] = readChanges }

// copied is a book kept up by reads, as a desk would.
type copied struct {
	debtors map[string]spec.Debtor
	items   map[string]spec.Item
	cursor  []byte
}

func (c *copied) take(got sdk.Collected) {
	for _, d := range got.Debtors {
		c.debtors[d.ExternalID] = d
	}
	for _, i := range got.Items {
		c.items[i.ExternalID] = i
		if i.Open == 0 {
			delete(c.items, i.ExternalID)
		}
	}
	for _, r := range got.Removals {
		delete(c.items, r.ExternalID)
	}
	c.cursor = got.Checkpoints[len(got.Checkpoints)-1].Cursor
}

func empty() *copied {
	return &copied{debtors: map[string]spec.Debtor{}, items: map[string]spec.Item{}}
}

// whole is what a full read brings.
func (l *lab) whole() *copied {
	l.Helper()
	c := empty()
	c.take(l.full())
	return c
}

// followUp reads what changed and holds it against a full read.
func (l *lab) followUp(c *copied, what string) sdk.Collected {
	l.Helper()
	got := l.collect(spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: c.cursor})
	c.take(got)
	now := l.whole()
	if diff := cmp.Diff(now.items, c.items); diff != "" {
		l.Errorf("after %s the items differ from a full read:\n%s", what, diff)
	}
	if diff := cmp.Diff(now.debtors, c.debtors); diff != "" {
		l.Errorf("after %s the customers differ from a full read:\n%s", what, diff)
	}
	return got
}

// A book that is kept up by what changed is that of a full read after everything
// that can happen to receivables; what leaves no trace is found the next day.
func readChanges(l *lab) {
	t := l.direct()
	c := l.whole()
	if got := l.followUp(c, "nothing"); len(got.Items)+len(got.Debtors)+len(got.Removals) != 0 {
		l.Errorf("nothing changed, and %d items came", len(got.Items))
	}
	l.pay(t, 5, 2, "1500.00") // one instalment and a half
	l.pay(t, 5, 0, "33.10")
	l.pay(t, 4, 9, "80.00")
	l.followUp(c, "payments")
	l.post(t, nil, "model.party.contact_mechanism.write", []int{1}, map[string]any{"value": "new@mueller.example"})
	l.post(t, nil, "model.party.contact_mechanism.create", []any{map[string]any{"party": 6, "type": "phone", "value": "+31 20 5550100"}})
	l.post(t, nil, "model.party.address.write", []int{3}, map[string]any{"city": "Paris"})
	l.post(t, nil, "model.party.address.write", []int{5}, map[string]any{"active": false})
	l.post(t, nil, "model.party.party.write", []int{7}, map[string]any{"name": "US Imports LLC", "active": false})
	l.followUp(c, "changes of customers")
	l.must(fee("DD-EEEEEEEEEEEEEEE2"))
	l.must(writeOff("DD-EEEEEEEEEEEEEEE3", spec.PostingPart{ItemID: "12", Number: "5", Amount: 39500}))
	l.followUp(c, "a fee and a loss")
	l.unsettle(t, 12)
	l.followUp(c, "a settlement that was taken back")
	// Deleted records leave no trace; the next day all is compared.
	l.post(t, nil, "model.party.contact_mechanism.delete", []int{2})
	c.ages(l)
	l.followUp(c, "a number deleted")
	delete(c.items, "16") // as if a change had left no trace
	c.items["999999"] = spec.Item{ExternalID: "999999"}
	c.ages(l)
	l.followUp(c, "changes without a trace")
}

// ages makes the last comparison one of the day before, of just the items held.
func (c *copied) ages(l *lab) {
	var last cursor
	if err := json.Unmarshal(c.cursor, &last); err != nil {
		l.Fatal(err)
	}
	var held []int64
	for id := range c.items {
		n, _ := lineID(id)
		held = append(held, n)
	}
	last.Compared, last.Items = "2026-01-01", pack(held)
	c.cursor = last.bytes()
}

// pay books money from a customer, on an invoice unless that is 0.
func (l *lab) pay(t *tryton, party, invoice int, sum string) {
	l.Helper()
	money := map[string]string{"__class__": "Decimal", "decimal": sum}
	none := map[string]string{"__class__": "Decimal", "decimal": "0.00"}
	credit := map[string]any{"account": 5, "party": party, "credit": money, "debit": none}
	if invoice != 0 {
		credit["invoice_payment"] = invoice
	}
	day := dateValue("2026-11-20")
	w := &writing{tryton: t}
	period, err := w.period(l.Context(), day)
	if err != nil {
		l.Fatal(err)
	}
	var made []int64
	l.post(t, &made, "model.account.move.create", []any{map[string]any{
		"company": 1, "journal": 5, "period": period, "date": day,
		"lines": []any{[]any{"create", []any{credit, map[string]any{"account": 3, "debit": money, "credit": none}}}},
	}})
	l.post(t, nil, "model.account.move.post", made)
}

// unsettle takes a line's settlement back.
func (l *lab) unsettle(t *tryton, id int64) {
	l.Helper()
	w := &writing{tryton: t}
	if err := w.wizard(l.Context(), "account.move.unreconcile_lines", "account.move.line", []int64{id}, step{state: "unreconcile"}); err != nil {
		l.Fatal(err)
	}
}

func TestCursorsOfOthersAreRefused(t *testing.T) {
	mine := &tryton{database: "books", company: company{id: 1}}
	good := mine.cursorAfter(time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC), "2026-11-21", []int64{7, 3})
	if c, ids, err := mine.openCursor(good.bytes()); err != nil || len(ids) != 2 || !ids[7] || c.Compared != "2026-11-21" {
		t.Fatalf("%+v %v %v", c, ids, err)
	}
	for name, change := range map[string]func(*cursor){
		"another database": func(c *cursor) { c.Database = "other" },
		"another company":  func(c *cursor) { c.Company = 2 },
		"another version":  func(c *cursor) { c.Version = 9 },
		"no moment":        func(c *cursor) { c.Since = time.Time{} },
		"broken ids":       func(c *cursor) { c.Items = []byte{1, 2, 3} },
	} {
		bad := good
		change(&bad)
		if _, _, err := mine.openCursor(bad.bytes()); asDiagnostic(err).Code != spec.CodeCursorInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := mine.openCursor([]byte("garbage")); asDiagnostic(err).Code != spec.CodeCursorInvalid {
		t.Errorf("garbage: %v", err)
	}
}

func TestIDsArePackedAndUnpacked(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		ids := rapid.SliceOf(rapid.Int64Range(1, 1<<40)).Draw(r, "ids")
		got, err := unpack(pack(ids))
		if err != nil || len(got) != len(sorted(ids)) {
			r.Fatalf("%v, %v", got, err)
		}
		for _, id := range ids {
			if !got[id] {
				r.Fatalf("%d is lost", id)
			}
		}
	})
}

// A cursor never outgrows what the desk keeps: when the ids do, they are left out.
func TestACursorStaysSmall(t *testing.T) {
	mine := &tryton{database: "books"}
	for n, kept := range map[int]bool{20_000: true, 200_000: false} {
		state := uint32(1)
		ids := make([]int64, n)
		for i := range ids {
			state = state*1664525 + 1013904223 // gaps without a pattern
			ids[i] = int64(i)*50 + int64(state>>16)%50
		}
		c := mine.cursorAfter(time.Unix(1, 0), "2026-11-21", ids)
		if b := c.bytes(); len(b) > spec.MaxCursor || (c.Items != nil) != kept {
			t.Errorf("%d ids: %d bytes, kept %v", n, len(b), c.Items != nil)
		}
	}
	var c cursor
	if err := json.Unmarshal(cursor{}.bytes(), &c); err != nil || c.Items != nil {
		t.Errorf("no ids are %v, %v", c.Items, err)
	}
}
