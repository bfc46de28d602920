package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"pgregory.net/rapid"
)

// desk keeps what a desk would: each record once, the last wins.
type desk struct {
	items    map[string]spec.Item
	payments map[string]spec.Payment
	cursor   []byte
}

func newDesk() *desk {
	return &desk{items: map[string]spec.Item{}, payments: map[string]spec.Payment{}}
}

func (d *desk) take(got sdk.Collected) {
	for _, i := range got.Items {
		d.items[i.ExternalID] = i
		if i.Open == 0 {
			delete(d.items, i.ExternalID)
		}
	}
	for _, p := range got.Payments {
		d.payments[p.ExternalID] = p
	}
	for _, r := range got.Removals {
		if r.Stream == spec.StreamPayments {
			delete(d.payments, r.ExternalID)
		} else {
			delete(d.items, r.ExternalID)
		}
	}
	d.cursor = got.Checkpoints[len(got.Checkpoints)-1].Cursor
}

func (d *desk) String() string {
	var all []string
	for id, i := range d.items {
		all = append(all, fmt.Sprint(id, " ", i.Number, " ", i.Due, " ", i.Open, " ", i.Reference, " ", i.AppliesTo))
	}
	for id, p := range d.payments {
		all = append(all, fmt.Sprint("paid ", id, " ", p.Amount, " ", len(p.Allocations)))
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// later changes a record as Odoo does, with the stamp of that moment.
func (s *server) later(table string, id int64, at string, more record) {
	r := s.find(table, id)
	fill(r, more)
	r["write_date"] = at
}

func TestChangesBringWhatAFullReadWould(t *testing.T) {
	for name, change := range map[string]func(s *server){
		"stamped while the last read was on": func(s *server) {
			s.later("account.move.line", 7, "2026-11-21 22:20:00", record{"amount_residual_currency": jsonNumber("1.0")})
		},
		"a credit note alone":               func(s *server) { s.later("account.move.line", 9, stampNow, record{"date_maturity": "2026-10-21"}) },
		"one of two that a payment settled": func(s *server) { s.later("account.move.line", 5, stampNow, record{"date_maturity": "2026-10-02"}) },
		"nothing":                           func(*server) {},
		"paid":                              func(s *server) { s.pay(3) },
		"paid in part":                      func(s *server) { s.setOpen(s.find("account.move.line", 7), 100000) },
		"reset to draft":                    func(s *server) { s.setState(s.find("account.move", 6), "draft") },
		"deleted":                           func(s *server) { s.drop("account.move.line", 31) },
		"payment taken back": func(s *server) {
			s.setOpen(s.find("account.move.line", 25), -20000)
			s.setOpen(s.find("account.move.line", 5), 59500)
		},
		"another due date": func(s *server) { s.later("account.move.line", 19, stampNow, record{"date_maturity": "2027-01-31"}) },
		"another reference": func(s *server) {
			s.later("account.move", 2, stampNow, record{"payment_reference": "RF18 5390 0754 7034"})
		},
		"a new invoice": func(s *server) {
			s.put("account.move.line", s.lineLike(3, record{"id": jsonNumber("50"), "write_date": stampNow}))
		},
		"one of a slow import": func(s *server) {
			s.put("account.move.line", s.lineLike(3, record{"id": jsonNumber("50"), "write_date": "2026-11-21 22:20:00"}))
		},
	} {
		s := newServer(t)
		s.find("account.move", 5)["reversed_entry_id"] = link(4, "INV/2026/00003")
		s.put("account.partial.reconcile", record{"id": jsonNumber("9"), "debit_move_id": link(3, "x"), "credit_move_id": link(25, "y"), "credit_amount_currency": jsonNumber("10.0"), "max_date": "2026-10-15"})
		s.find("account.move.line", 3)["matched_credit_ids"] = []any{jsonNumber("9")}
		for _, r := range s.tables["account.move.line"] {
			if id := num(r["id"]); id == 3 || id == 5 || id == 7 || id == 9 {
				r["write_date"] = "2026-11-01 08:00:00" // long ago
			}
		}
		for _, m := range s.tables["account.move"] {
			m["write_date"] = "2026-11-01 08:00:00"
		}
		d := newDesk()
		d.take(s.read(t, quick(2), full))
		change(s)
		d.take(s.read(t, quick(2), spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: d.cursor}))
		whole := newDesk()
		whole.take(s.read(t, quick(500), full))
		if d.String() != whole.String() {
			t.Errorf("%s: after the changes\n%s\nand read whole\n%s", name, d, whole)
		}
		again := s.read(t, quick(2), spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: d.cursor})
		d.take(again)
		if d.String() != whole.String() || len(again.Removals) > 0 {
			t.Errorf("%s: once more brings %d removals and\n%s", name, len(again.Removals), d)
		}
	}
}

func TestACustomerThatChangedIsSent(t *testing.T) {
	s := newServer(t)
	cursor := s.read(t, quick(500), full).Checkpoints[0].Cursor
	s.later("res.partner", 13, "2026-11-22 08:00:00", record{"email": "new@mueller.example"})
	got := s.read(t, quick(500), spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: cursor})
	for _, d := range got.Debtors {
		if d.ExternalID == "7" && d.Contacts[0].Email == "new@mueller.example" {
			return
		}
	}
	t.Errorf("the customer did not come: %v", got.Debtors)
}

func TestACursorThatIsNotOursHasEverythingReadAgain(t *testing.T) {
	s := newServer(t)
	for _, text := range []string{"x", `{"v":2}`, `{"v":1,"company":9,"since":"2026-11-21 22:25:04","open":"AQ=="}`, `{"v":1,"company":1,"since":"yesterday"}`, `{"v":1,"company":1,"since":"2026-11-21 22:25:04","open":"AA=="}`} {
		_, err := sdk.Collect(t.Context(), quick(500), s.connection(), spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: []byte(text)})
		if d := asDiagnostic(err); d.Code != spec.CodeCursorInvalid {
			t.Errorf("%s: %v", text, err)
		}
	}
	many := cursor{Company: 1, Since: "2026-11-21 22:25:04"}
	for n := range int64(200_000) {
		many.Open = append(many.Open, 3*n+1)
	}
	if b := many.bytes(); b != nil {
		t.Errorf("a cursor of %d bytes", len(b))
	}
}

func TestCursorsComeBackAsTheyWere(t *testing.T) {
	o := &odoo{company: company{ID: 7}}
	rapid.Check(t, func(t *rapid.T) {
		c := cursor{Company: 7, Since: "2026-11-21 22:25:04", Open: rapid.SliceOfNDistinct(rapid.Int64Range(1, 1<<62), 0, 50, rapid.ID).Draw(t, "ids")}
		slices.Sort(c.Open)
		back, err := o.openCursor(c.bytes())
		if err != nil || !slices.Equal(back.Open, c.Open) || back.Since != c.Since {
			t.Fatalf("%v came back as %v, %v", c, back, err)
		}
	})
}

func FuzzCursor(f *testing.F) {
	f.Add([]byte(`{"v":1,"company":7,"since":"2026-11-21 22:25:04","open":"AQIDBA=="}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := (&odoo{company: company{ID: 7}}).openCursor(b)
		if err == nil && !slices.IsSorted(c.Open) {
			t.Fatalf("%s is read as %v", b, c.Open)
		}
	})
}
