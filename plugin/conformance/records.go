package conformance

import (
	"maps"
	"slices"

	"github.com/dunningdesk/dunningdesk/plugin/host"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Records are what a read brought, in the order it came.
type Records struct {
	Debtors     []spec.Debtor     `json:"debtors,omitempty"`
	Items       []spec.Item       `json:"items,omitempty"`
	Payments    []spec.Payment    `json:"payments,omitempty"`
	BankLines   []spec.BankLine   `json:"bank_lines,omitempty"`
	Removals    []spec.Removal    `json:"removals,omitempty"`
	Diagnostics []spec.Diagnostic `json:"diagnostics,omitempty"`
	// Last is the complete checkpoint.
	Last spec.Checkpoint `json:"-"`

	marks   []mark
	onEvent func() error
}

// mark is a checkpoint with what had come before it.
type mark struct {
	checkpoint                          spec.Checkpoint
	debtors, items, payments, bankLines int
}

var _ host.Sink = (*Records)(nil)

// Batch takes records.
func (r *Records) Batch(b *host.Batch) error {
	r.Debtors = append(r.Debtors, b.Debtors...)
	r.Items = append(r.Items, b.Items...)
	r.Payments = append(r.Payments, b.Payments...)
	r.BankLines = append(r.BankLines, b.BankLines...)
	r.Removals = append(r.Removals, b.Removals...)
	return r.event()
}

// Checkpoint remembers where it stood.
func (r *Records) Checkpoint(c spec.Checkpoint) error {
	r.marks = append(r.marks, mark{c, len(r.Debtors), len(r.Items), len(r.Payments), len(r.BankLines)})
	if c.Complete {
		r.Last = c
	}
	return r.event()
}

// Progress is not kept.
func (r *Records) Progress(spec.Progress) { _ = r.event() }

// Diagnostic keeps what the connector says.
func (r *Records) Diagnostic(d spec.Diagnostic) { r.Diagnostics = append(r.Diagnostics, d) }

func (r *Records) event() error {
	if r.onEvent == nil {
		return nil
	}
	return r.onEvent()
}

// upTo returns what had come before the mark.
func (r *Records) upTo(m mark) *Records {
	return &Records{Debtors: r.Debtors[:m.debtors], Items: r.Items[:m.items], Payments: r.Payments[:m.payments], BankLines: r.BankLines[:m.bankLines]}
}

// set is a book as the desk would keep it: each record once, the last wins.
type set struct {
	Debtors   map[string]spec.Debtor
	Items     map[string]spec.Item
	Payments  map[string]spec.Payment
	BankLines map[string]spec.BankLine
}

func setOf(parts ...*Records) set {
	s := set{map[string]spec.Debtor{}, map[string]spec.Item{}, map[string]spec.Payment{}, map[string]spec.BankLine{}}
	for _, r := range parts {
		for _, d := range r.Debtors {
			s.Debtors[d.ExternalID] = d
		}
		for _, i := range r.Items {
			s.Items[i.ExternalID] = i
		}
		for _, p := range r.Payments {
			s.Payments[p.ExternalID] = p
		}
		for _, l := range r.BankLines {
			s.BankLines[l.ExternalID] = l
		}
	}
	return s
}

// of returns the part of the set that belongs to the debtors.
func (s set) of(debtors []string) set {
	out := set{maps.Clone(s.Debtors), maps.Clone(s.Items), maps.Clone(s.Payments), map[string]spec.BankLine{}}
	maps.DeleteFunc(out.Debtors, func(id string, _ spec.Debtor) bool { return !slices.Contains(debtors, id) })
	maps.DeleteFunc(out.Items, func(_ string, i spec.Item) bool { return !slices.Contains(debtors, i.DebtorID) })
	maps.DeleteFunc(out.Payments, func(_ string, p spec.Payment) bool { return !slices.Contains(debtors, p.DebtorID) })
	return out
}
