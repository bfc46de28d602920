package wire_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"
)

// overTheWire marshals m and reads it again, as the other process would.
func overTheWire[M proto.Message](t *testing.T, m M) M {
	t.Helper()
	b, err := proto.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	back := m.ProtoReflect().New().Interface().(M)
	if err := proto.Unmarshal(b, back); err != nil {
		t.Fatal(err)
	}
	return back
}

// filled returns a T with every field set to something, so that a field that
// somebody adds to spec and forgets here makes the round trip fail.
func filled[T any](t *testing.T) T {
	t.Helper()
	var v T
	fill(t, reflect.ValueOf(&v).Elem(), "x")
	return v
}

func fill(t *testing.T, v reflect.Value, name string) {
	t.Helper()
	switch v.Kind() {
	case reflect.String:
		v.SetString("text of " + name)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(len(name)) + 1)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Uint8:
		v.SetUint(7)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem(), name)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(t, v.Index(0), name+"0")
		fill(t, v.Index(1), name+"1")
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(t, key, name)
		fill(t, value, name)
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), v.Type().Field(i).Name)
		}
	default:
		t.Fatalf("cannot fill a %s", v.Type())
	}
}

func TestEveryFieldOfARecordArrives(t *testing.T) {
	t.Run("debtor", func(t *testing.T) {
		want, m, got := filled[spec.Debtor](t), &receivablev1.Debtor{}, spec.Debtor{}
		want.Kind = spec.DebtorConsumer
		wire.PutDebtor(m, &want)
		wire.GetDebtor(&got, overTheWire(t, m))
		same(t, want, got)
	})
	t.Run("item", func(t *testing.T) {
		want, m, got := filled[spec.Item](t), &receivablev1.Item{}, spec.Item{}
		want.Kind = spec.ItemFee
		wire.PutItem(m, &want)
		wire.GetItem(&got, overTheWire(t, m))
		same(t, want, got)
	})
	t.Run("payment", func(t *testing.T) {
		want, m, got := filled[spec.Payment](t), &receivablev1.Payment{}, spec.Payment{}
		wire.PutPayment(m, &want)
		wire.GetPayment(&got, overTheWire(t, m))
		same(t, want, got)
	})
}

func TestEveryFieldOfAnEventArrives(t *testing.T) {
	checkpoint := filled[spec.Checkpoint](t)
	same(t, checkpoint, wire.ToCheckpoint(overTheWire(t, wire.FromCheckpoint(checkpoint))))
	progress := filled[spec.Progress](t)
	same(t, progress, wire.ToProgress(overTheWire(t, wire.FromProgress(progress))))
	for _, severity := range []spec.Severity{spec.SeverityInfo, spec.SeverityWarning, spec.SeverityError} {
		diagnostic := filled[spec.Diagnostic](t)
		diagnostic.Severity, diagnostic.RetryAfter = severity, 90*time.Second
		m := overTheWire(t, wire.FromDiagnostic(diagnostic, true))
		same(t, diagnostic, wire.ToDiagnostic(m))
		if !m.GetFatal() {
			t.Error("fatal got lost")
		}
	}
}

func TestEveryFieldOfADescriptionArrives(t *testing.T) {
	want := filled[spec.Description](t)
	same(t, want, wire.ToDescription(overTheWire(t, wire.FromDescription(want))))
}

func TestEveryFieldOfARequestArrives(t *testing.T) {
	want := filled[spec.ReadRequest](t)
	settings := spec.NewSettings(map[string]string{"file": "/a"}, map[string]string{"password": "s3cret"})
	m := overTheWire(t, wire.FromReadRequest(want, &receivablev1.Host{Locale: want.Locale}, settings))
	same(t, want, wire.ToReadRequest(m))
	got := wire.ToSettings(m.GetSettings())
	if got.Get("file") != "/a" || got.Secret("password") != "s3cret" {
		t.Errorf("settings arrived as %s", got)
	}
}

// A message that is used again carries nothing over from the record before.
func TestPutOverwritesEverything(t *testing.T) {
	item, debtor, payment := filled[spec.Item](t), filled[spec.Debtor](t), filled[spec.Payment](t)
	itemM, debtorM, paymentM := &receivablev1.Item{}, &receivablev1.Debtor{}, &receivablev1.Payment{}
	wire.PutItem(itemM, &item)
	wire.PutItem(itemM, &spec.Item{})
	wire.PutDebtor(debtorM, &debtor)
	wire.PutDebtor(debtorM, &spec.Debtor{})
	wire.PutPayment(paymentM, &payment)
	wire.PutPayment(paymentM, &spec.Payment{})
	for _, m := range []proto.Message{itemM, paymentM} {
		if n := proto.Size(m); n != 0 {
			t.Errorf("%T still holds %d bytes: %v", m, n, m)
		}
	}
	if n := proto.Size(debtorM); n != 2 { // the empty address
		t.Errorf("the debtor still holds %d bytes: %v", n, debtorM)
	}
}

func TestUnknownKindsAreTaken(t *testing.T) {
	var item spec.Item
	wire.GetItem(&item, overTheWire(t, &receivablev1.Item{Kind: 99}))
	if item.Kind != spec.ItemOther {
		t.Errorf("an item of a newer kind became %q", item.Kind)
	}
	if d := wire.ToDiagnostic(&receivablev1.Diagnostic{Severity: 99}); d.Severity != spec.SeverityError {
		t.Errorf("a diagnostic of a newer severity became %q", d.Severity)
	}
}

func same(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("sent (-) and received (+) differ:\n%s", diff)
	}
}

func TestEveryFieldOfAPostingArrives(t *testing.T) {
	posting := filled[spec.Posting](t)
	same(t, posting, wire.ToPosting(overTheWire(t, wire.FromPosting(posting))))
	posted := filled[spec.Posted](t)
	same(t, posted, wire.ToPosted(overTheWire(t, wire.FromPosted(posted))))
	line, m, got := filled[spec.BankLine](t), &receivablev1.BankLine{}, spec.BankLine{}
	wire.PutBankLine(m, &line)
	wire.GetBankLine(&got, overTheWire(t, m))
	same(t, line, got)
}
