package conformance

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/host"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
)

const (
	// manyMarks bounds how many checkpoints are resumed from.
	manyMarks = 25
	// promptly is how long a cancelled read and the end of the process may take.
	promptly = 2 * time.Second
)

func (l *lab) read(t *testing.T, request spec.ReadRequest) Records {
	t.Helper()
	var got Records
	if _, err := l.start(t).Read(t.Context(), l.settings(), request, &got); err != nil {
		t.Fatal(explain(err))
	}
	l.said = append(l.said, got.Diagnostics...)
	return got
}

// readAll makes the full read; the host has recounted each checkpoint.
func (l *lab) readAll(t *testing.T) Records {
	got := l.read(t, l.options.Request)
	once(t, "customer", got.Debtors, func(d spec.Debtor) string { return d.ExternalID })
	once(t, "item", got.Items, func(i spec.Item) string { return i.ExternalID })
	once(t, "payment", got.Payments, func(p spec.Payment) string { return p.ExternalID })
	once(t, "bank line", got.BankLines, func(l spec.BankLine) string { return l.ExternalID })
	known := setOf(&got).Debtors
	for _, i := range got.Items {
		if _, ok := known[i.DebtorID]; !ok {
			t.Errorf("item %s belongs to customer %s, who was not sent", i.ExternalID, i.DebtorID)
		}
		if (i.Kind == spec.ItemCredit || i.Kind == spec.ItemPayment) && i.Open > 0 {
			t.Errorf("item %s is a %s but adds %s %s to what is owed: credits are negative",
				i.ExternalID, i.Kind, spec.FormatAmount(i.Open, i.Currency), i.Currency)
		}
	}
	if got.Last.Rejected != l.options.Rejected {
		t.Errorf("%d records were rejected, %d expected: %v", got.Last.Rejected, l.options.Rejected, errorsIn(got.Diagnostics))
	}
	for currency, total := range got.Last.Control {
		if sum := got.Last.Sums[currency]; sum != total && got.Last.Rejected == 0 {
			t.Errorf("the source's own total is %s %s, the items make %s", spec.FormatAmount(total, currency), currency,
				spec.FormatAmount(sum, currency))
		}
	}
	return got
}

func once[T any](t *testing.T, what string, records []T, id func(T) string) {
	t.Helper()
	seen := map[string]bool{}
	for _, r := range records {
		if seen[id(r)] {
			t.Errorf("%s %s was sent twice in one read", what, id(r))
		}
		seen[id(r)] = true
	}
}

func (l *lab) readsTheSame(t *testing.T, first Records) {
	again := l.read(t, l.options.Request)
	ignore := cmp.FilterPath(func(p cmp.Path) bool {
		name := p.Last().String()
		return name == ".marks" || name == ".onEvent" || name == ".Last"
	}, cmp.Ignore())
	if diff := cmp.Diff(first, again, ignore); diff != "" {
		t.Errorf("two reads of the same source differ:\n%s", diff)
	}
}

// resumes starts at each checkpoint anew, as after a crash, and puts what had
// been committed and what comes now together.
func (l *lab) resumes(t *testing.T, first Records) {
	if !l.description.Capabilities.Has(spec.CanResume) {
		t.Skip("the connector does not resume")
	}
	step := max(1, len(first.marks)/manyMarks)
	for n := 0; n < len(first.marks); n += step {
		m := first.marks[n]
		if m.checkpoint.Complete {
			continue
		}
		request := l.options.Request
		request.Cursor = m.checkpoint.Cursor
		rest := l.read(t, request)
		if diff := cmp.Diff(setOf(&first), setOf(first.upTo(m), &rest)); diff != "" {
			t.Errorf("resuming at checkpoint %d of %d brings another book:\n%s", n+1, len(first.marks), diff)
		}
	}
}

var errPulled = errors.New("the plug was pulled")

// interrupted stops the program at its first sign of life, then reads again.
func (l *lab) interrupted(t *testing.T, first Records) {
	s := l.start(t)
	broken := Records{onEvent: func() error { return errPulled }}
	_, err := s.Read(t.Context(), l.settings(), l.options.Request, &broken)
	if !errors.Is(err, errPulled) {
		t.Fatalf("the read did not stop: %v", err)
	}
	s.Close()
	request := l.options.Request
	committed := &Records{}
	if n := len(broken.marks); n > 0 && !broken.marks[n-1].checkpoint.Complete && l.description.Capabilities.Has(spec.CanResume) {
		committed, request.Cursor = broken.upTo(broken.marks[n-1]), broken.marks[n-1].checkpoint.Cursor
	}
	rest := l.read(t, request)
	if diff := cmp.Diff(setOf(&first), setOf(committed, &rest)); diff != "" {
		t.Errorf("after an interruption the book differs:\n%s", diff)
	}
}

// readsSomeDebtors makes the read that precedes the release of a wave.
func (l *lab) readsSomeDebtors(t *testing.T, first Records) {
	if !l.description.Capabilities.Has(spec.CanReadDebtors) {
		t.Skip("the connector does not read single customers")
	}
	var some []string
	for n := 0; n < len(first.Debtors); n += max(1, len(first.Debtors)/3) {
		some = append(some, first.Debtors[n].ExternalID)
	}
	request := l.options.Request
	request.Debtors = some
	got := l.read(t, request)
	if diff := cmp.Diff(setOf(&first).of(some), setOf(&got)); diff != "" {
		t.Errorf("reading customers %v alone brings another book:\n%s", some, diff)
	}
	request.Debtors = []string{"no such customer"}
	if got := l.read(t, request); len(got.Debtors)+len(got.Items)+len(got.Payments) > 0 {
		t.Errorf("reading a customer that does not exist brings %d customers and %d items", len(got.Debtors), len(got.Items))
	}
}

// cancels stops a read on its way and looks at the clock.
func (l *lab) cancels(t *testing.T) {
	s := l.start(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var began time.Time
	got := Records{onEvent: func() error {
		if began.IsZero() {
			began = time.Now()
			cancel()
		}
		return nil
	}}
	_, err := s.Read(ctx, l.settings(), l.options.Request, &got)
	if err != nil && host.CodeOf(err) != host.Cancelled {
		t.Error(explain(err))
	}
	s.Close()
	if took := time.Since(began); took > promptly {
		t.Errorf("it took %s to stop", took)
	}
}

func (l *lab) memory(t *testing.T, first Records) {
	s := l.start(t)
	if _, err := s.Read(t.Context(), l.settings(), l.options.Request, &Records{}); err != nil {
		t.Fatal(explain(err))
	}
	s.Close()
	peak := s.PeakMemory()
	t.Logf("%d MiB at most for %d records", peak>>20, len(first.Debtors)+len(first.Items)+len(first.Payments)+len(first.BankLines))
	if peak > l.options.MaxMemory {
		t.Errorf("the connector took %d MiB, more than %d", peak>>20, l.options.MaxMemory>>20)
	}
}
