package desk_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

func twoCustomers(s *source) {
	s.debtor("C1", "c1@example.com")
	s.invoice("1", "C1", "2026-11-01", 10_000)
	s.debtor("C2", "c2@example.com")
	s.invoice("2", "C2", "2026-11-05", 20_000)
}

func TestSyncSaysWhatItReadAndThatSumsAgree(t *testing.T) {
	o := newOffice(t, twoCustomers)
	run := o.sync()
	if !run.Complete || !run.Agrees || run.Changes.NewItems != 2 || run.Held["NOK"] != 30_000 {
		t.Fatalf("got %+v", run)
	}
	if again := o.sync(); again.Changes.NewItems != 0 || again.Changes.ChangedItems != 0 {
		t.Fatalf("a second read of the same books changed something: %+v", again.Changes)
	}
}

func TestWhatAWholeReadNoLongerBringsIsSettled(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.source.remove("1")
	if run := o.sync(); run.Changes.Settled != 1 {
		t.Fatalf("got %+v, want one item settled", run.Changes)
	}
}

func TestAConnectionThatWasNeverReadSaysWhatStopsIt(t *testing.T) {
	o := newOffice(t, twoCustomers)
	said := func() (fault.Code, string) {
		t.Helper()
		conns, err := o.Connections(t.Context())
		if err != nil || len(conns) != 1 {
			t.Fatalf("%v, %v", conns, err)
		}
		return conns[0].Code, conns[0].Message
	}
	if code, words := said(); code != desk.StaleData || !strings.Contains(words, "has never been read") {
		t.Errorf("before the first read: %s, %s", code, words)
	}
	o.source.fail = fault.New("source-unreachable", "the host cannot be reached")
	_, err := o.Sync(t.Context(), o.conn.ID, true, nil)
	o.wantCode(err, "source-unreachable")
	if code, words := said(); code != "source-unreachable" || !strings.Contains(words, "the host cannot be reached") {
		t.Errorf("after one that failed: %s, %s", code, words)
	}
}

// A read that breaks off must neither start nor stop a reminder: nothing absent counts as settled, and the data is no
// fresher than before.
func TestBrokenReadSettlesNothing(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(*source)
		code  fault.Code
	}{
		{"the connector fails", func(s *source) { s.fail = fault.New("connector-crashed", "it ended in the middle") }, "connector-crashed"},
		{"the connector ends early", func(s *source) { s.cut = true }, desk.StaleData},
		{"another error", func(s *source) { s.fail = errors.New("pipe") }, fault.Internal},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := newOffice(t, twoCustomers)
			o.sync()
			tt.spoil(o.source)
			o.source.remove("2")
			run, err := o.Sync(t.Context(), o.conn.ID, true, nil)
			o.wantCode(err, tt.code)
			if run.Changes.Settled != 0 || run.Complete {
				t.Fatalf("got %+v", run)
			}
			rows, err := o.OpenItems(t.Context(), o.debtorID("C2"), true)
			o.must(err)
			if len(rows) != 1 {
				t.Fatalf("the item that was not read is gone: %v", rows)
			}
			p, err := o.Plan(t.Context(), day("2026-11-23"))
			o.must(err)
			if len(p.Notices) != 0 || p.LeftOut[0].Reason != dunning.ReasonStaleData {
				t.Fatalf("a wave would leave on a broken read: %+v", p)
			}
		})
	}
}

func TestSumsThatDisagreeBlockWaves(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.source.sums = map[money.Currency]int64{"NOK": 31_000}
	_, err := o.Sync(t.Context(), o.conn.ID, true, nil)
	o.wantCode(err, desk.CountsDisagree)
	p, err := o.Plan(t.Context(), day("2026-11-23"))
	o.must(err)
	if len(p.Notices) != 0 {
		t.Fatalf("a wave would leave on sums that disagree: %+v", p.Notices)
	}
	o.source.sums = nil
	o.sync()
	p, err = o.Plan(t.Context(), day("2026-11-23"))
	o.must(err)
	if len(p.Notices) != 2 {
		t.Fatalf("a read that agrees does not lift the block: %+v", p.LeftOut)
	}
}

// While records are refused, absence proves nothing: who is absent may have paid, or may be the refused record. So nobody
// absent is settled, and nobody absent is chased.
func TestRefusedRecordsNeitherSettleNorChaseWhatIsAbsent(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.source.rejected = 1
	o.source.remove("2")
	o.source.sums = map[money.Currency]int64{"NOK": 10_000}
	run, _ := o.Sync(t.Context(), o.conn.ID, true, nil)
	if run.Changes.Settled != 0 {
		t.Fatalf("settled %d although a record was refused", run.Changes.Settled)
	}
	p, err := o.Plan(t.Context(), day("2026-11-23"))
	o.must(err)
	for _, n := range p.Notices {
		if n.Debtor == o.debtorID("C2") {
			t.Fatalf("the absent item would be chased: %+v", n)
		}
	}
}

func TestConnectorThatNobodyApprovedIsNotRun(t *testing.T) {
	o := newOffice(t, twoCustomers)
	c, err := o.AddConnection(t.Context(), desk.NewConnection{Name: "Other", Kind: "books", Settings: map[string]string{"file": "y"}})
	o.must(err)
	_, err = o.Sync(t.Context(), c.ID, true, nil)
	o.wantCode(err, desk.NotApproved)
	if len(o.source.reads) != 0 {
		t.Fatal("it was run all the same")
	}
	o.must(o.ApproveConnector(t.Context(), c.ID))
	_, err = o.Sync(t.Context(), c.ID, true, nil)
	o.must(err)
}

func TestSettingsOfAConnectionAreLookedAt(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.source.extra = []desk.Field{
		{Key: "decimal", Type: "choice", Choices: []desk.Choice{{Value: "comma"}, {Value: "point"}}},
		{Key: "port", Type: "number"},
		{Key: "postings", Type: "bool"},
		{Key: "since", Type: "date"},
	}
	beside := func(key, value string) desk.NewConnection {
		return desk.NewConnection{Name: "N", Kind: "books", Settings: map[string]string{"file": "x", key: value}}
	}
	for _, tt := range []struct {
		name  string
		order desk.NewConnection
		field string
	}{
		{"a slip of the pen, not a missing setting", desk.NewConnection{Name: "N", Kind: "books", Settings: map[string]string{"fiel": "y"}}, "fiel"},
		{"no such choice", beside("decimal", "kolon"), "decimal"},
		{"no number", beside("port", "abc"), "port"},
		{"neither true nor false", beside("postings", "yes"), "postings"},
		{"no day", beside("since", "2026-02-31"), "since"},
		{"no name", desk.NewConnection{Kind: "books", Settings: map[string]string{"file": "x"}}, "name"},
		{"required setting missing", desk.NewConnection{Name: "N", Kind: "books"}, "file"},
		{"unknown setting", desk.NewConnection{Name: "N", Kind: "books", Settings: map[string]string{"file": "x", "fiel": "y"}}, "fiel"},
		{"secret in the settings", desk.NewConnection{Name: "N", Kind: "books", Settings: map[string]string{"file": "x", "password": "p"}}, "password"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := o.AddConnection(t.Context(), tt.order)
			var f *fault.Error
			if !errors.As(err, &f) || f.Field != tt.field {
				t.Fatalf("got %v, want an error on field %s", err, tt.field)
			}
		})
	}
	_, err := o.AddConnection(t.Context(), desk.NewConnection{Name: "N", Kind: "nosuch"})
	o.wantCode(err, desk.NoConnector)
	_, err = o.AddConnection(t.Context(), desk.NewConnection{Name: "N", Kind: "books", Settings: map[string]string{
		"file": "x", "decimal": "comma", "port": "5432", "postings": "true", "since": "2026-02-28",
	}})
	o.must(err)
}

func TestSecretsLieInTheKeychainAlone(t *testing.T) {
	o := newOffice(t, twoCustomers)
	_, err := o.AddConnection(t.Context(), desk.NewConnection{
		Name: "Other", Kind: "books", Approve: true, Settings: map[string]string{"file": "y"}, Secrets: map[string]string{"password": "hunter2"},
	})
	o.must(err)
	conns, err := o.Connections(t.Context())
	o.must(err)
	for _, f := range conns {
		for _, v := range f.Connection.Settings {
			if v == "hunter2" {
				t.Fatal("the secret lies in the book")
			}
		}
		if f.Connection.Name == "Other" {
			_, err = o.Sync(t.Context(), f.Connection.ID, true, nil)
			o.must(err)
		}
	}
	last := o.source.reads[len(o.source.reads)-1]
	if last.Secrets["password"] != "hunter2" {
		t.Fatalf("the connector did not get its secret: %v", last.Secrets)
	}
}

// A kind of payment reference that does not fit what the accounting system prints is said once for the currency, with a
// count and an example, on the run that everybody looks at.
func TestSyncSaysWhichPaymentReferencesTheAccountRefuses(t *testing.T) {
	o := newOffice(t, func(s *source) {
		twoCustomers(s)
		for i, reference := range []string{"602244", "602243"} {
			s.items[i].Reference = reference
		}
		s.invoice("3", "C1", "2026-11-05", 5_000) // without a reference: one will be made
		s.invoice("4", "C1", "2026-11-05", 0)
		s.items[3].Reference = "999" // wrong, but nothing is asked for it any more
	})
	if run := o.sync(); len(run.Notes) != 0 {
		t.Fatalf("no kind is set, and the read says %+v", run.Notes)
	}
	company, err := o.Company(t.Context())
	o.must(err)
	company.Accounts = []desk.BankAccount{{Currency: "NOK", Account: "1234 56 78903", Reference: receivable.KIDMod10}}
	o.must(o.SetCompany(t.Context(), company))
	run := o.sync()
	if len(run.Notes) != 1 || run.Notes[0].Severity != "warning" || run.Notes[0].Code != string(receivable.BadReference) || !run.Agrees {
		t.Fatalf("got %+v", run.Notes)
	}
	if note := run.Notes[0]; note.Record != o.source.items[0].Number || !strings.Contains(note.Summary, "1 of 2 open invoices in NOK") {
		t.Errorf("got %+v", note)
	}
}

func TestAnAccountWhoseReferencesCannotBeMadeIsRefused(t *testing.T) {
	o := newOffice(t, twoCustomers)
	company, err := o.Company(t.Context())
	o.must(err)
	company.Accounts = []desk.BankAccount{{Currency: "NOK", Account: "1", Reference: "giro"}}
	o.wantCode(o.SetCompany(t.Context(), company), fault.Invalid)
}
