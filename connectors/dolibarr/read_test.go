package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
	"github.com/google/go-cmp/cmp"
)

func (s *server) settings() (values, secrets map[string]string) {
	return map[string]string{"url": s.URL, "currency": "EUR"}, map[string]string{"key": key}
}

func (s *server) connection() spec.Settings {
	values, secrets := s.settings()
	return spec.NewSettings(values, secrets)
}

// quick is the connector with small pages and without pauses.
func quick(page int) connector {
	return connector{tune: func(d *dolibarr) {
		d.page = page
		d.Wait = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	}}
}

func (s *server) read(t *testing.T, page int, req spec.ReadRequest) sdk.Collected {
	t.Helper()
	got, err := sdk.Collect(t.Context(), quick(page), s.connection(), req)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

var full = spec.ReadRequest{Mode: spec.ModeFull}

// truth is the table of what is open: item, number, customer, kind, due, amount, open.
const truth = `
1 IN2607-0001 C001 invoice 2026-07-31 1190.00 1190.00 EUR PO-7781
2 IN2609-0002 C001 invoice 2026-10-01 595.00 395.00 EUR
3 IN2610-0003 C002 invoice 2026-11-09 2400.50 2400.50 EUR
4 IN2611-0004 C003 invoice 2026-12-10 80.00 80.00 EUR
6 IN2608-0006 C004 invoice 2026-09-01 3000.00 2000.00 EUR
8 IN2610-0008 C006 invoice 2026-10-31 1136.36 1136.36 EUR
9 IC2610-0001 C002 credit 2026-10-20 -150.25 -150.25 EUR
`

func table(debtors []spec.Debtor, items []spec.Item) string {
	codes := map[string]string{}
	for _, d := range debtors {
		codes[d.ExternalID] = d.Number
	}
	var b strings.Builder
	b.WriteString("\n")
	for _, i := range items {
		line := fmt.Sprintf("%s %s %s %s %s %s %s %s %s", i.ExternalID, i.Number, codes[i.DebtorID], i.Kind, i.Due, spec.FormatAmount(i.Amount, i.Currency),
			spec.FormatAmount(i.Open, i.Currency), i.Currency, i.OrderRef)
		b.WriteString(strings.TrimSpace(line) + "\n")
	}
	return b.String()
}

func TestTheTruthTableHoldsToTheCent(t *testing.T) {
	for _, page := range []int{1, 3, 7, 200} {
		for _, older := range []bool{false, true} {
			s := newServer(t)
			s.older = older
			got := s.read(t, page, full)
			if diff := cmp.Diff(truth, table(got.Debtors, got.Items)); diff != "" {
				t.Errorf("pages of %d:\n%s", page, diff)
			}
			last := got.Checkpoints[len(got.Checkpoints)-1]
			if len(got.Debtors) != 6 || last.Sums["EUR"] != 705161 || last.Rejected != 0 {
				t.Errorf("%d customers, %v, %d rejected", len(got.Debtors), last.Sums, last.Rejected)
			}
		}
	}
}

func TestCustomersComeWithWhatLettersNeed(t *testing.T) {
	got := newServer(t).read(t, 200, full)
	want := spec.Debtor{
		ExternalID: "1", Number: "C001", Name: "Müller Maschinenbau GmbH", Kind: spec.DebtorUnknown, Country: "DE", Language: "de-DE",
		Email: "buchhaltung@mueller.example", Phone: "+497115550101",
		Address:  spec.Address{Lines: []string{"Hauptstr. 12"}, PostalCode: "70173", City: "Stuttgart", Country: "DE"},
		Contacts: []spec.Contact{{ExternalID: "1", Name: "Petra Weber", Role: "Accounts payable", Email: "petra.weber@mueller.example", Phone: "+49 711 5550102"}},
	}
	if diff := cmp.Diff(want, got.Debtors[0]); diff != "" {
		t.Error(diff)
	}
}

func TestMoneyComesWithWhatItPaid(t *testing.T) {
	got := newServer(t).read(t, 200, full)
	want := []spec.Payment{
		{ExternalID: "PAY2610-0001", DebtorID: "1", Date: "2026-10-15", Currency: "EUR", Amount: 20000, Reference: "PAY2610-0001", Allocations: []spec.Allocation{{ItemID: "2", Amount: 20000}}},
		{ExternalID: "PAY2609-0002", DebtorID: "4", Date: "2026-09-03", Currency: "EUR", Amount: 100000, Reference: "PAY2609-0002", Allocations: []spec.Allocation{{ItemID: "6", Amount: 100000}}},
	}
	if diff := cmp.Diff(want, got.Payments); diff != "" {
		t.Error(diff)
	}
	for _, i := range got.Items {
		if i.ExternalID == "9" && i.AppliesTo != "3" || i.ExternalID == "1" && i.Issued != "2026-07-01" {
			t.Errorf("%+v", i)
		}
	}
}

func TestSomeCustomersAreReadAlone(t *testing.T) {
	got := newServer(t).read(t, 1, spec.ReadRequest{Mode: spec.ModeFull, Debtors: []string{"2", "4", "19", "no such", "99999999999999999999999"}})
	if len(got.Debtors) != 2 || len(got.Items) != 3 || len(got.Payments) != 1 {
		t.Errorf("%d customers, %d items, %d payments", len(got.Debtors), len(got.Items), len(got.Payments))
	}
}

// A used credit note is not open, whatever it says of itself.
func TestWhatIsClosedIsNotRead(t *testing.T) {
	s := newServer(t)
	s.set("10", record{"status": "1"}) // paid, though its status says unpaid
	s.set("7", record{"status": "1"})
	if got := s.read(t, 200, full); len(got.Items) != 7 {
		t.Errorf("%d items", len(got.Items))
	}
}

func TestForeignCurrencyIsNeverGuessed(t *testing.T) {
	s := newServer(t)
	s.set("8", record{"multicurrency_code": "USD", "multicurrency_tx": "1.10000000", "multicurrency_total_ttc": "1250.00000000"})
	s.set("2", record{"multicurrency_code": "USD", "multicurrency_tx": "1.10000000", "multicurrency_total_ttc": "654.50000000"})
	got := s.read(t, 200, full)
	last := got.Checkpoints[len(got.Checkpoints)-1]
	if last.Sums["USD"] != 125000 || last.Rejected != 1 {
		t.Errorf("%v, %d rejected", last.Sums, last.Rejected)
	}
}

func TestDaysAreThoseOfTheServer(t *testing.T) {
	oslo, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	paulo, err := time.LoadLocation("America/Sao_Paulo")
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		seconds loose
		zone    *time.Location
		want    spec.Date
		wrong   bool
	}{
		{seconds: "1785456000", zone: time.UTC, want: "2026-07-31"},
		{seconds: "1785448800", zone: oslo, want: "2026-07-31"},
		{seconds: "1785448800", zone: time.UTC, wrong: true},
		{seconds: "1541300400", zone: paulo, want: "2018-11-04"}, // summer time began at midnight
		{seconds: "", zone: time.UTC},
		{seconds: "0", zone: time.UTC},
		{seconds: "99999999999999999999", zone: time.UTC, wrong: true},
		{seconds: "2026-07-31", zone: time.UTC, wrong: true},
	} {
		if got, err := day(tc.seconds, tc.zone); got != tc.want || (err != nil) != tc.wrong {
			t.Errorf("%s in %s is %s, %v", tc.seconds, tc.zone, got, err)
		}
	}
}

// What changes while pages are read must neither be lost nor come twice.
func TestAPageThatChangesBetweenCalls(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(s *server)
		gone   string
	}{
		"paid behind the reader": {func(s *server) { s.set("1", record{"status": "2", "paye": "1"}) }, "1 "},
		"paid before the reader": {func(s *server) { s.set("8", record{"status": "2", "paye": "1"}) }, "8 "},
		"deleted":                {func(s *server) { s.drop("3") }, "3 "},
	} {
		s := newServer(t)
		s.before = func(route string, n int) {
			if route == "invoices" && n == 3 {
				tc.change(s)
			}
		}
		got := s.read(t, 2, full)
		var want strings.Builder
		for line := range strings.Lines(truth) {
			if !strings.HasPrefix(line, tc.gone) {
				want.WriteString(line)
			}
		}
		if diff := cmp.Diff(want.String(), table(got.Debtors, got.Items)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	s := newServer(t)
	s.before = func(string, int) {
		s.invoices = append(s.invoices, record{"id": fmt.Sprint(1000 + len(s.invoices)), "status": "1"})
	}
	if _, err := sdk.Collect(t.Context(), quick(200), s.connection(), full); err == nil || !strings.Contains(err.Error(), "worked in") {
		t.Errorf("a source that never rests: %v", err)
	}
}

// A read survives what servers do, wherever in it they do it.
func TestAReadSurvivesWhatServersDo(t *testing.T) {
	for name, trouble := range map[string]webtest.Trouble{
		"asked too often": webtest.TooMany, "broken": webtest.Broken, "cut": webtest.Cut, "reset": webtest.Reset, "slow": webtest.Hang,
	} {
		for _, at := range []string{"/status", "/thirdparties", "/invoices", "/invoices/2/payments", "/contacts"} {
			s := newServer(t)
			s.Trouble("GET "+api+at, trouble)
			c := connector{tune: func(d *dolibarr) {
				quick(3).tune(d)
				d.HTTP = &http.Client{Timeout: 300 * time.Millisecond}
			}}
			got, err := sdk.Collect(t.Context(), c, s.connection(), full)
			if err != nil {
				t.Errorf("%s at %s: %v", name, at, err)
			} else if diff := cmp.Diff(truth, table(got.Debtors, got.Items)); diff != "" {
				t.Errorf("%s at %s:\n%s", name, at, diff)
			}
		}
	}
}

func TestWhatStaysBrokenIsSaidPlainlyAndCompletesNothing(t *testing.T) {
	for name, tc := range map[string]struct {
		trouble    webtest.Trouble
		code, says string
	}{
		"broken":          {webtest.Broken, spec.CodeSourceUnreachable, "a fault of its own"},
		"asked too often": {webtest.TooMany, spec.CodeRateLimited, "too often"},
		"a web page":      {webtest.Page, spec.CodeSourceUnreadable, "web page"},
		"cut":             {webtest.Cut, spec.CodeSourceTruncated, "in its middle"},
		"100 MB":          {webtest.Huge, spec.CodeSourceUnreadable, "more than"},
		"key withdrawn":   {webtest.SignedOut, spec.CodeNotAuthorised, "refuses the key"},
	} {
		s := newServer(t)
		s.before = func(route string, n int) {
			if route == "invoices" && n == 1 {
				s.Trouble("GET "+api+"/invoices", tc.trouble, tc.trouble, tc.trouble)
			}
		}
		got, err := sdk.Collect(t.Context(), quick(2), s.connection(), full)
		if d := web.Diagnose(err, ""); err == nil || d.Code != tc.code || !strings.Contains(d.Summary, tc.says) {
			t.Errorf("%s: %+v", name, d)
		}
		if len(got.Checkpoints)+len(got.Items) > 0 {
			t.Errorf("%s: %d items were sent", name, len(got.Items))
		}
	}
}

func TestWrongSettingsAreNamed(t *testing.T) {
	for name, tc := range map[string]struct {
		change      func(s *server, values, secrets map[string]string)
		code, field string
		says        string
	}{
		"wrong key": {func(_ *server, _, secrets map[string]string) { secrets["key"] = "guessed-wrong" }, spec.CodeNotAuthorised, "key", "refuses the key"},
		"a user without rights": {func(s *server, _, _ map[string]string) {
			s.route("GET", "/invoices", func(*http.Request) (any, int) { return failure(403, "Forbidden"), http.StatusForbidden })
		}, spec.CodeNotAuthorised, "key", "may not see"},
		"wrong currency":     {func(_ *server, values, _ map[string]string) { values["currency"] = "NOK" }, spec.CodeSettingInvalid, "currency", "in EUR"},
		"no currency":        {func(_ *server, values, _ map[string]string) { values["currency"] = "XXQ" }, spec.CodeSettingInvalid, "currency", "XXQ is not a currency"},
		"a zone to the east": {func(_ *server, values, _ map[string]string) { values["timezone"] = "Asia/Tokyo" }, spec.CodeSettingInvalid, "timezone", "no midnights"},
		"a zone to the west": {func(_ *server, values, _ map[string]string) { values["timezone"] = "America/New_York" }, spec.CodeSettingInvalid, "timezone", "no midnights"},
		"no time zone":       {func(s *server, _, _ map[string]string) { delete(s.status["success"].(record), "timestamp_php_tz") }, spec.CodeSettingMissing, "timezone", "which time zone"},
		"another program":    {func(s *server, _, _ map[string]string) { s.status = record{"ok": true} }, spec.CodeSourceUnreadable, "url", "no Dolibarr"},
		"wrong address":      {func(_ *server, values, _ map[string]string) { values["url"] += "/elsewhere" }, spec.CodeSourceNotFound, "url", "404"},
		"interface is off": {func(s *server, _, _ map[string]string) {
			s.On("GET "+api+"/status", webtest.Status(404, `{"error":{"code":404,"message":"Not Found"}}`))
		}, spec.CodeSourceNotFound, "url", "404"},
		"a web page": {func(s *server, _, _ map[string]string) { s.Trouble("GET "+api+"/status", webtest.Page, webtest.Page) }, spec.CodeSourceUnreadable, "url", "web page"},
		"an error as web page": {func(s *server, _, _ map[string]string) {
			s.On("GET "+api+"/invoices", webtest.Status(500, "<html>Fatal error"))
		}, spec.CodeSourceUnreachable, "", "a fault of its own"},
		"huge ids": {func(s *server, _, _ map[string]string) { s.set("1", record{"id": "99999999999999999999999"}) }, spec.CodeSourceChanged, "", "same records"},
	} {
		s := newServer(t)
		values, secrets := s.settings()
		tc.change(s, values, secrets)
		settings := spec.NewSettings(values, secrets)
		_, err := sdk.Collect(t.Context(), quick(200), settings, full)
		d := web.Diagnose(err, "")
		if d.Code != tc.code || d.Field != tc.field || !strings.Contains(d.Summary, tc.says) {
			t.Errorf("%s: a read says %+v", name, d)
		}
		if name == "huge ids" {
			continue // a check reads one page without looking at their order
		}
		if found := quick(200).Check(t.Context(), settings); len(found) != 1 || found[0].Code != tc.code || found[0].Field != tc.field {
			t.Errorf("%s: a check says %+v", name, found)
		}
	}
}

func TestAnotherVersionIsTold(t *testing.T) {
	s := newServer(t)
	s.status["success"].(record)["dolibarr_version"] = "18.0.5"
	found := quick(200).Check(t.Context(), s.connection())
	if len(found) != 2 || !strings.Contains(found[0].Summary, "7 open") || !strings.Contains(found[1].Summary, "this is Dolibarr 18.0.5") {
		t.Errorf("%v", found)
	}
}

func TestWhatCannotBeReadIsRejectedAndTheRestGoesOn(t *testing.T) {
	s := newServer(t)
	s.set("1", record{"remaintopay": "1190.005"})
	s.set("3", record{"total_ttc": "1e999999"})
	s.set("4", record{"socid": "19"})
	s.set("8", record{"remaintopay": "1136.3600000000001"})
	got := s.read(t, 200, full)
	if last := got.Checkpoints[len(got.Checkpoints)-1]; last.Rejected != 3 || len(got.Items) != 4 || last.Sums["EUR"] != 338111 {
		t.Errorf("%d rejected, %d items, %v", last.Rejected, len(got.Items), last.Sums)
	}
}

func TestConformance(t *testing.T) {
	values, secrets := newServer(t).settings()
	got := conformance.Run(t, conformance.Options{Settings: values, Secrets: secrets, Golden: "testdata/golden.json"})
	if diff := cmp.Diff(truth, table(got.Debtors, got.Items)); diff != "" {
		t.Error(diff)
	}
}
