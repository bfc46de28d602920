package sdk_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// reader is a connector whose Read is a function.
type reader struct {
	capabilities spec.Capabilities
	read         func(ctx context.Context, emit sdk.Emitter) error
}

func (r reader) Describe() spec.Description {
	return spec.Description{
		Kind: "test", Version: "1.0.0", Verified: spec.VerifiedRecorded, Capabilities: r.capabilities,
		Title: spec.English("Test"), Summary: spec.English("For tests."),
		Streams: []spec.Stream{spec.StreamDebtors, spec.StreamItems},
		Fields: []spec.Field{
			{Key: "zone", Label: spec.English("Zone"), Type: spec.FieldTimezone, Default: "Europe/Oslo"},
			{Key: "password", Label: spec.English("Password"), Type: spec.FieldSecret},
		},
	}
}

func (reader) Check(context.Context, spec.Settings) []spec.Diagnostic { return nil }

func (r reader) Read(ctx context.Context, _ spec.Settings, _ spec.ReadRequest, emit sdk.Emitter) error {
	return r.read(ctx, emit)
}

func collect(t testing.TB, read func(context.Context, sdk.Emitter) error) (sdk.Collected, error) {
	t.Helper()
	return sdk.Collect(t.Context(), reader{read: read}, spec.Settings{}, spec.ReadRequest{Mode: spec.ModeFull, Generation: 7, BatchSize: 3})
}

func item(id string, open int64) spec.Item {
	return spec.Item{
		ExternalID: id, DebtorID: "d1", Number: id, Kind: spec.ItemInvoice,
		Issued: "2026-09-01", Due: "2026-10-01", Currency: "EUR", Amount: open, Open: open,
	}
}

func TestCheckpointsCountAndSumWhatWasSent(t *testing.T) {
	got, err := collect(t, func(_ context.Context, emit sdk.Emitter) error {
		dollars := item("i3", 50)
		dollars.Currency = "USD"
		credit := item("i2", -30)
		credit.Kind = spec.ItemCredit
		return errors.Join(
			emit.Debtor(spec.Debtor{ExternalID: "d1", Name: "Åse"}),
			emit.Item(item("i1", 100)),
			emit.Checkpoint(spec.StreamItems, []byte("after i1")),
			emit.Item(credit), emit.Item(dollars),
			emit.Remove(spec.StreamItems, "i0"),
			emit.Payment(spec.Payment{ExternalID: "p1", DebtorID: "d1", Date: "2026-10-02", Currency: "EUR", Amount: 5}),
			emit.Control("EUR", 70),
			emit.Complete([]byte("end")),
		)
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []spec.Checkpoint{
		{
			Stream: spec.StreamItems, Cursor: []byte("after i1"), Generation: 7,
			Counts: map[spec.Stream]int64{"debtors": 1, "items": 1},
			Sums:   map[string]int64{"EUR": 100}, Exponents: map[string]int{"EUR": 2},
		},
		{
			Cursor: []byte("end"), Generation: 7, Complete: true,
			Counts: map[spec.Stream]int64{"debtors": 1, "items": 3, "payments": 1, "removals": 1},
			Sums:   map[string]int64{"EUR": 70, "USD": 50}, Exponents: map[string]int{"EUR": 2, "USD": 2},
			Control: map[string]int64{"EUR": 70},
		},
	}
	for i := range got.Checkpoints {
		if len(got.Checkpoints[i].Control) == 0 {
			got.Checkpoints[i].Control = nil
		}
	}
	if diff := cmp.Diff(want, got.Checkpoints); diff != "" {
		t.Error(diff)
	}
}

func TestBadRecordsAreRejectedAndTheRestIsRead(t *testing.T) {
	got, err := collect(t, func(_ context.Context, emit sdk.Emitter) error {
		bad := item("i2", 1)
		bad.Due = "2026-02-31"
		long := item(strings.Repeat("x", 300), 1)
		dirty := item("i3", 1)
		dirty.Number = "INV\r\n3"
		return errors.Join(
			emit.Item(item("i1", 1)), emit.Item(bad), emit.Item(long), emit.Item(dirty), emit.Remove("nothing", "x"),
			emit.Reject(spec.Diagnostic{Summary: "Row 9 has 3 columns.", Record: spec.Record{File: "items.csv", Line: 9}}),
			emit.Complete(nil),
		)
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Items) != 2 || got.Items[1].Number != "INV  3" {
		t.Errorf("items %+v", got.Items)
	}
	last := got.Checkpoints[0]
	if last.Rejected != 4 || last.Counts[spec.StreamItems] != 2 || last.Sums["EUR"] != 2 {
		t.Errorf("checkpoint %+v", last)
	}
	var said []string
	for _, d := range got.Diagnostics {
		said = append(said, fmt.Sprintf("%s %s %s", d.Severity, d.Code, d.Record))
	}
	want := []string{
		"error record-invalid items i2", "error record-invalid items " + strings.Repeat("x", 60) + "...",
		"info record-cleaned items i3", "error record-invalid nothing x", "error record-invalid items.csv, line 9",
	}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Error(diff)
	}
}

// However records come and whatever the batch size, what was sent is what
// arrives, in order, and the totals are theirs.
func TestBatchingLosesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		amounts := rapid.SliceOfN(rapid.Int64Range(-1_000_000, 1_000_000), 0, 40).Draw(rt, "amounts")
		size := rapid.IntRange(-1, 7).Draw(rt, "batch size")
		c := reader{read: func(_ context.Context, emit sdk.Emitter) error {
			i := spec.Item{Extra: map[string]string{}}
			for n, amount := range amounts {
				i.ExternalID, i.DebtorID, i.Kind, i.Issued = fmt.Sprint(n), "d1", spec.ItemInvoice, "2026-09-01"
				i.Currency, i.Amount, i.Open = "EUR", amount, amount
				i.Extra["n"] = fmt.Sprint(n) // the same map each time
				if err := emit.Item(i); err != nil {
					return err
				}
			}
			return emit.Complete(nil)
		}}
		got, err := sdk.Collect(context.Background(), c, spec.Settings{}, spec.ReadRequest{Mode: spec.ModeFull, BatchSize: size})
		if err != nil || len(got.Items) != len(amounts) {
			rt.Fatalf("%d items of %d, %v", len(got.Items), len(amounts), err)
		}
		sum := int64(0)
		for n, i := range got.Items {
			sum += i.Open
			if i.Open != amounts[n] || i.Extra["n"] != fmt.Sprint(n) {
				rt.Fatalf("item %d is %+v", n, i)
			}
		}
		if last := got.Checkpoints[0]; last.Sums["EUR"] != sum || last.Counts[spec.StreamItems] != int64(len(amounts)) {
			rt.Fatalf("checkpoint %+v, sum %d", last, sum)
		}
	})
}

func TestRecordThatComesBackIsNotRemoved(t *testing.T) {
	got, err := collect(t, func(_ context.Context, emit sdk.Emitter) error {
		return errors.Join(emit.Remove(spec.StreamItems, "i1"), emit.Item(item("i1", 1)), emit.Complete(nil))
	})
	if err != nil || len(got.Items) != 1 || len(got.Removals) != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	if got.Batches != 2 {
		t.Errorf("removal and record came in %d batches", got.Batches)
	}
}

func TestReadThatDoesNotSayCompleteFails(t *testing.T) {
	_, err := collect(t, func(_ context.Context, emit sdk.Emitter) error { return emit.Item(item("i1", 1)) })
	var d spec.Diagnostic
	if !errors.As(err, &d) || d.Code != spec.CodeConnectorFailed {
		t.Errorf("got %v", err)
	}
}

func TestFailureSticks(t *testing.T) {
	for name, fail := range map[string]func(sdk.Emitter) error{
		"cursor too long": func(e sdk.Emitter) error { return e.Checkpoint("", make([]byte, spec.MaxCursor+1)) },
		"control total":   func(e sdk.Emitter) error { return e.Control("EURO", 1) },
		"overflow": func(e sdk.Emitter) error {
			for n := range 100 {
				if err := e.Item(item(fmt.Sprint(n), spec.MaxAmount)); err != nil {
					return err
				}
			}
			return nil
		},
	} {
		_, err := collect(t, func(_ context.Context, emit sdk.Emitter) error {
			if fail(emit) == nil {
				t.Errorf("%s: no error", name)
			}
			if emit.Item(item("i1", 1)) == nil || emit.Complete(nil) == nil {
				t.Errorf("%s: the read goes on after a failure", name)
			}
			return nil
		})
		if err == nil {
			t.Errorf("%s: the read is complete", name)
		}
	}
}

func TestNothingFollowsTheEnd(t *testing.T) {
	_, err := collect(t, func(_ context.Context, emit sdk.Emitter) error {
		if err := emit.Complete(nil); err != nil {
			return err
		}
		return emit.Item(item("i1", 1))
	})
	if err == nil {
		t.Error("an item after the end was taken")
	}
}

func TestCancelledReadTakesNoMore(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c := reader{read: func(_ context.Context, emit sdk.Emitter) error {
		cancel()
		return emit.Item(item("i1", 1))
	}}
	if _, err := sdk.Collect(ctx, c, spec.Settings{}, spec.ReadRequest{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestDiagnosticsAreCutAndCounted(t *testing.T) {
	got, err := collect(t, func(_ context.Context, emit sdk.Emitter) error {
		for range 1500 {
			if err := emit.Reject(spec.Diagnostic{Summary: "bad row"}); err != nil {
				return err
			}
		}
		return emit.Complete(nil)
	})
	if err != nil || len(got.Diagnostics) != 1001 || got.Checkpoints[0].Rejected != 1500 {
		t.Fatalf("%d diagnostics, %v", len(got.Diagnostics), err)
	}
	if last := got.Diagnostics[1000]; last.Code != spec.CodeTooManyDiagnostics || last.Summary != "500 further messages are not shown." {
		t.Errorf("the last one is %+v", last)
	}
}

func TestRequestBeyondTheCapabilitiesIsRefused(t *testing.T) {
	complete := func(_ context.Context, emit sdk.Emitter) error { return emit.Complete(nil) }
	for _, tc := range []struct {
		request spec.ReadRequest
		needs   spec.Capability
	}{
		{spec.ReadRequest{Mode: spec.ModeIncremental}, spec.CanReadIncremental},
		{spec.ReadRequest{Mode: spec.ModeFull, Cursor: []byte("x")}, spec.CanResume},
		{spec.ReadRequest{Mode: spec.ModeFull, Cursor: []byte("x")}, spec.CanCompare},
		{spec.ReadRequest{Mode: spec.ModeFull, Debtors: []string{"d1"}}, spec.CanReadDebtors},
	} {
		_, err := sdk.Collect(t.Context(), reader{read: complete}, spec.Settings{}, tc.request)
		var d spec.Diagnostic
		if !errors.As(err, &d) || d.Code != spec.CodeCapabilityMissing {
			t.Errorf("%s missing: %v", tc.needs, err)
		}
		able := reader{read: complete, capabilities: spec.Capabilities{tc.needs}}
		if _, err := sdk.Collect(t.Context(), able, spec.Settings{}, tc.request); err != nil {
			t.Errorf("%s there: %v", tc.needs, err)
		}
	}
}
