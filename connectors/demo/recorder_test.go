package main

import (
	"context"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// recorder keeps what a read sends and fails on records that break a rule.
type recorder struct {
	t        testing.TB
	debtors  map[string]spec.Debtor
	items    map[string]spec.Item
	payments map[string]spec.Payment
	control  map[string]int64
	cursors  [][]byte
	marks    []int // records sent at each cursor
	sent     int
	end      []byte
	stopAt   int // fail after so many records, 0: never
}

func newRecorder(t testing.TB) *recorder {
	return &recorder{
		t: t, debtors: map[string]spec.Debtor{}, items: map[string]spec.Item{}, payments: map[string]spec.Payment{}, control: map[string]int64{},
	}
}

func (r *recorder) Debtor(d spec.Debtor) error {
	if _, twice := r.debtors[d.ExternalID]; twice {
		r.t.Errorf("debtor %s came twice", d.ExternalID)
	}
	if d.Clean() {
		r.t.Errorf("debtor %s holds control characters", d.ExternalID)
	}
	r.debtors[d.ExternalID] = d
	return r.count(d.Validate())
}

func (r *recorder) Item(i spec.Item) error {
	if _, twice := r.items[i.ExternalID]; twice {
		r.t.Errorf("item %s came twice", i.ExternalID)
	}
	r.items[i.ExternalID] = i
	return r.count(i.Validate())
}

func (r *recorder) Payment(p spec.Payment) error {
	if _, twice := r.payments[p.ExternalID]; twice {
		r.t.Errorf("payment %s came twice", p.ExternalID)
	}
	p.Allocations = append([]spec.Allocation(nil), p.Allocations...)
	r.payments[p.ExternalID] = p
	return r.count(p.Validate())
}

func (r *recorder) count(broken error) error {
	if broken != nil {
		r.t.Errorf("a record breaks a rule: %v", broken)
	}
	if r.sent++; r.sent == r.stopAt {
		return context.Canceled
	}
	return nil
}

func (r *recorder) Remove(spec.Stream, string) error { return nil }

func (r *recorder) Reject(d spec.Diagnostic) error { return r.Note(d) }

func (r *recorder) Note(d spec.Diagnostic) error {
	r.t.Errorf("unexpected diagnostic: %v", d)
	return nil
}

func (r *recorder) Progress(spec.Progress) error { return nil }

func (r *recorder) Control(currency string, open int64) error {
	r.control[currency] = open
	return nil
}

func (r *recorder) Checkpoint(_ spec.Stream, cursor []byte) error {
	r.cursors, r.marks = append(r.cursors, cursor), append(r.marks, r.sent)
	return nil
}

func (r *recorder) Complete(cursor []byte) error {
	r.end = cursor
	return nil
}

func settings(values map[string]string) spec.Settings {
	return spec.NewSettings(values, nil).WithDefaults(connector{}.Describe().Fields)
}

// stopped is a clock that stands at noon of the day the other fixtures use.
func stopped() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

func read(t testing.TB, values map[string]string, req spec.ReadRequest) *recorder {
	t.Helper()
	r := newRecorder(t)
	if err := (connector{now: stopped}).Read(context.Background(), settings(values), req, r); err != nil {
		t.Fatalf("read: %v", err)
	}
	if r.end == nil {
		t.Fatal("the read ended without being complete")
	}
	return r
}
