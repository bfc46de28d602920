package connections

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

var noon = time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)

func TestHealthTellsTheWorstFirst(t *testing.T) {
	good := desk.Fresh{Connection: desk.Connection{ID: 1, Checksum: "abc", FreshAt: noon}, Last: desk.SyncRun{ID: 7, Complete: true, Agrees: true, Finished: noon}}
	change := func(how func(*desk.Fresh)) desk.Fresh {
		f := good
		how(&f)
		return f
	}
	for _, c := range []struct {
		what      string
		f         desk.Fresh
		installed string
		want      Health
	}{
		{"all well", good, "abc", Fresh},
		{"well, and the program is not here to be compared", good, "", Fresh},
		{"nobody approved", change(func(f *desk.Fresh) { f.Connection.Checksum = "" }), "abc", Unapproved},
		{"another program", good, "def", Unapproved},
		{"refused, since approved anew", change(func(f *desk.Fresh) { f.Last.Code = string(desk.ChecksumChanged) }), "abc", Down},
		{"refused", change(func(f *desk.Fresh) { f.Last.Code = string(desk.ChecksumChanged) }), "", Unapproved},
		{"never read", change(func(f *desk.Fresh) { f.Last, f.Connection.FreshAt = desk.SyncRun{}, time.Time{} }), "abc", NeverRead},
		{"read once, and the sums differ", change(func(f *desk.Fresh) {
			f.Last.Agrees, f.Connection.FreshAt, f.Connection.Blocked, f.Code = false, time.Time{}, "the open sums do not agree", desk.StaleData
		}), "abc", Differs},
		{"crashed", change(func(f *desk.Fresh) { f.Last.Code, f.Code = "connector-failed", "connector-failed" }), "abc", Down},
		{"too old", change(func(f *desk.Fresh) { f.Code = desk.StaleData }), "abc", Differs},
		{"rows set aside", change(func(f *desk.Fresh) { f.Findings = map[admission.Reason]int64{admission.NoCustomer: 1} }), "abc", Refused},
		{"remarks alone", change(func(f *desk.Fresh) { f.Findings = map[admission.Reason]int64{admission.Overpaid: 1} }), "abc", Fresh},
		{"rows refused", change(func(f *desk.Fresh) { f.LeftOut = 3 }), "abc", Refused},
	} {
		if got := HealthOf(c.f, c.installed); got != c.want {
			t.Errorf("%s: %d, want %d", c.what, got, c.want)
		}
	}
}

func TestSumsAreComparedCurrencyByCurrencyTheOwnFirst(t *testing.T) {
	run := desk.SyncRun{
		Claimed:  map[money.Currency]int64{"EUR": 1420415, "NOK": 300912840},
		Findings: desk.RunFindings{Sums: map[money.Currency]int64{"NOK": 1000}},
		Held:     map[money.Currency]int64{"NOK": 300911840, "EUR": 1420400, "USD": 5},
	}
	want := []Agreement{
		{"NOK", money.New(300912840, "NOK"), money.New(1000, "NOK"), money.New(300911840, "NOK")},
		{"EUR", money.New(1420415, "EUR"), money.New(0, "EUR"), money.New(1420400, "EUR")},
		{"USD", money.New(0, "USD"), money.New(0, "USD"), money.New(5, "USD")},
	}
	got := Agreements(run, "NOK")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if d := got[0].Difference(); !d.IsZero() {
		t.Errorf("what is set aside is no difference: %s", d)
	}
	if d := got[1].Difference(); d.Minor != -15 {
		t.Errorf("difference %d", d.Minor)
	}
}

func TestAReadOfSomeCustomersProvesNothingAboutTheSums(t *testing.T) {
	m := &Model{Runs: []desk.SyncRun{
		{ID: 4, Code: "source-locked", Finished: noon},
		{ID: 3, Partial: true, Complete: true, Finished: noon},
		{ID: 2, Complete: true, Agrees: true, Finished: noon},
	}}
	last, ok := m.LastWhole()
	if !ok || last.ID != 2 {
		t.Errorf("the last whole read is %d, %v", last.ID, ok)
	}
	m.Failures = true
	if runs := m.ShownRuns(); len(runs) != 1 || runs[0].ID != 4 {
		t.Errorf("failed runs: %v", runs)
	}
}

func TestAReadOfWhatChangedSaysNothingOfTheSums(t *testing.T) {
	whole := desk.SyncRun{ID: 2, Full: true, Complete: true, Agrees: true, Finished: noon, Claimed: map[money.Currency]int64{"NOK": 500}}
	later := desk.SyncRun{ID: 3, Complete: true, Agrees: true, Finished: noon, Held: map[money.Currency]int64{"NOK": 700}}
	m := &Model{Runs: []desk.SyncRun{{ID: 4, Partial: true, Complete: true, Claimed: whole.Claimed}, later, whole}}
	if got := m.LastSummed(); got.ID != 2 {
		t.Errorf("sums are taken of read %d", got.ID)
	}
	m.Runs[1].Claimed = map[money.Currency]int64{"NOK": 700} // the source's own total
	if got := m.LastSummed(); got.ID != 3 {
		t.Errorf("with a total the sums are taken of read %d", got.ID)
	}
	m.Runs = []desk.SyncRun{later}
	if got := Agreements(m.LastSummed(), "NOK"); len(got) != 0 {
		t.Errorf("nobody has said a sum, and %v is shown", got)
	}
}

func TestTheConnectionShownStaysWhileItIsThere(t *testing.T) {
	m := &Model{}
	m.SetAll([]desk.Fresh{{Connection: desk.Connection{ID: 3}}, {Connection: desk.Connection{ID: 5}}})
	if m.Selected != 3 {
		t.Errorf("at first %d is shown", m.Selected)
	}
	m.Selected = 5
	m.SetAll(m.All)
	if m.Selected != 5 {
		t.Errorf("then %d is shown", m.Selected)
	}
	m.SetAll(nil)
	if _, ok := m.Current(); ok || m.Selected != 0 {
		t.Errorf("without connections %d is shown", m.Selected)
	}
}

func TestAChecksumIsWrittenToBeCompared(t *testing.T) {
	if got := grouped("0123456789abcdef01"); got != "01234567 89abcdef 01" {
		t.Error(got)
	}
}

// A connection string may hold a password: it is masked like one, and goes into the keychain.
func TestWhatMayBeASecretIsMasked(t *testing.T) {
	fields := formFields([]desk.Field{{Key: "dsn", Type: "text-or-secret"}, {Key: "password", Type: "secret"}, {Key: "host", Type: "text"}})
	for i, want := range []widget.FieldType{widget.FieldSecret, widget.FieldSecret, widget.FieldText} {
		if fields[i].Type != want {
			t.Errorf("%s is shown as %s", fields[i].Key, fields[i].Type)
		}
	}
}
