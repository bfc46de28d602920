package main

import (
	"context"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

// truth is what must come of the company's books.
var truth = []spec.Item{
	{ExternalID: "130", DebtorID: "24", Number: "1037", Kind: spec.ItemInvoice, Currency: "USD", Issued: "2026-09-19", Due: "2026-10-19", Amount: 36207, Open: 26207, OrderRef: "PO 7"},
	{ExternalID: "131", DebtorID: "30", Number: "1038", Kind: spec.ItemInvoice, Currency: "USD", Issued: "2026-09-20", Due: "2026-10-20", Amount: 47750, Open: 47750},
	{ExternalID: "132", DebtorID: "32", Number: "1039", Kind: spec.ItemInvoice, Currency: "USD", Issued: "2026-09-20", Due: "2026-10-20", Amount: 18500, Open: 8500},
	{ExternalID: "133", DebtorID: "40", Number: "1040", Kind: spec.ItemInvoice, Currency: "JPY", Issued: "2026-09-21", Due: "2026-10-21", Amount: 1000, Open: 1000},
	{ExternalID: "134", DebtorID: "24", Kind: spec.ItemFee, Currency: "USD", Issued: "2026-10-31", Due: "2026-10-31", Amount: 1234, Open: 1234},
	{ExternalID: "136", DebtorID: "50", Number: "1043", Kind: spec.ItemInvoice, Currency: "USD", Issued: "2026-10-01", Amount: 1000, Open: 1000},
	{ExternalID: "credit-73", DebtorID: "20", Number: "1026", Kind: spec.ItemCredit, Currency: "USD", Issued: "2026-09-02", Amount: -10000, Open: -4000, AppliesTo: "140"},
	{ExternalID: "payment-163", DebtorID: "24", Kind: spec.ItemPayment, Currency: "USD", Issued: "2026-10-16", Amount: -11000, Open: -1000, Description: "ACH 5"},
	{ExternalID: "payment-164", DebtorID: "20", Kind: spec.ItemPayment, Currency: "USD", Issued: "2026-10-17", Amount: -2500, Open: -2500},
}

func TestConformance(t *testing.T) {
	s, _ := quickbooks(t)
	settings, secrets := values(s)
	got := conformance.Run(t, conformance.Options{Settings: settings, Secrets: secrets, Rejected: 1})
	if len(got.Debtors) != 6 || len(got.Items) != len(truth) || len(got.Payments) != 3 {
		t.Fatalf("%d customers, %d items, %d payments", len(got.Debtors), len(got.Items), len(got.Payments))
	}
	for _, want := range truth {
		if !slices.ContainsFunc(got.Items, func(i spec.Item) bool { return fmt.Sprint(i) == fmt.Sprint(want) }) {
			t.Errorf("%+v\nis not among %+v", want, got.Items)
		}
	}
}

func read(t *testing.T, s *webtest.Server, req spec.ReadRequest) sdk.Collected {
	t.Helper()
	got, err := sdk.Collect(t.Context(), connector{}, connection(s), req)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// QuickBooks' own totals are the balances of the customers at the top. One invoice of 5 USD cannot be read.
func TestTheSumIsHeldAgainstTheBalancesOfCustomers(t *testing.T) {
	s, _ := quickbooks(t)
	got := read(t, s, spec.ReadRequest{Mode: spec.ModeFull})
	last := got.Checkpoints[len(got.Checkpoints)-1]
	sums := map[string]int64{}
	for _, i := range got.Items {
		sums[i.Currency] += i.Open
	}
	if !maps.Equal(last.Control, map[string]int64{"USD": 77691, "JPY": 1000}) || sums["USD"] != 77691-500 || sums["JPY"] != 1000 {
		t.Errorf("the balances are %v, the items %v", last.Control, sums)
	}
	if only := read(t, s, spec.ReadRequest{Mode: spec.ModeFull, Debtors: []string{"24"}}); len(only.Checkpoints[0].Control) != 0 || len(only.Items) != 3 || len(only.Debtors) != 1 {
		t.Errorf("one customer: %+v", only)
	}
}

// Where the balances are not what the documents add up to, the journal entries that name a customer are named.
func TestJournalEntriesThatMayMakeTheDifferenceAreNamed(t *testing.T) {
	s, c := quickbooks(t)
	said := func() string {
		var out []string
		for _, d := range read(t, s, spec.ReadRequest{Mode: spec.ModeFull}).Diagnostics {
			if d.Code == codeJournal {
				out = append(out, d.Summary)
			}
		}
		return strings.Join(out, "; ")
	}
	c.records["JournalEntry"] = rows(`[
	 {"Id":"201","DocNumber":"17","TxnDate":"2026-10-01","Line":[
	  {"Amount":100.0,"JournalEntryLineDetail":{"PostingType":"Debit","AccountRef":{"value":"84"},"Entity":{"Type":"Customer","EntityRef":{"value":"30"}}}},
	  {"Amount":100.0,"JournalEntryLineDetail":{"PostingType":"Credit","AccountRef":{"value":"1"}}}]},
	 {"Id":"202","TxnDate":"2026-10-02","CurrencyRef":{"value":"JPY"},"Line":[
	  {"Amount":20,"JournalEntryLineDetail":{"PostingType":"Credit","Entity":{"Type":"Customer","EntityRef":{"value":"77"}}}},
	  {"Amount":20,"JournalEntryLineDetail":{"PostingType":"Debit","Entity":{"Type":"Vendor","EntityRef":{"value":"24"}}}}]}]`)
	got := said() // one invoice cannot be read: the balances differ
	if !strings.Contains(got, "The journal entry 17 of 2026-10-01 books 100.00 USD on Freeman Sporting Goods.") ||
		!strings.Contains(got, "The journal entry 202 of 2026-10-02 books -20 JPY on 77.") || strings.Count(got, "books") != 2 {
		t.Errorf("%s", got)
	}
	for _, one := range c.records["Customer"] {
		if one["Id"] == "50" {
			one["Balance"] = 10.0
		}
	}
	if got := said(); got != "" {
		t.Errorf("the balances agree, and %s", got)
	}
	delete(c.records, "JournalEntry")
	c.records["Customer"][0]["BalanceWithJobs"] = 1.0
	if got := said(); !strings.Contains(got, "could not be listed") {
		t.Errorf("a read fails by what only explains: %s", got)
	}
}

func TestCustomersAreWhoTheyAre(t *testing.T) {
	s, _ := quickbooks(t)
	of := map[string]spec.Debtor{}
	for _, d := range read(t, s, spec.ReadRequest{Mode: spec.ModeFull}).Debtors {
		of[d.ExternalID] = d
	}
	if d := of["24"]; d.Email != "store@family.example" || d.Country != "US" || d.Address.Region != "CA" || d.Phone != "(650) 557-8463" || len(d.Contacts) != 2 ||
		d.Contacts[0].Name != "Russ Sonnenschein" || d.Contacts[1].Email != "russ@family.example" || d.Kind != spec.DebtorUnknown {
		t.Errorf("several addresses in one field: %+v", d)
	}
	if _, there := of["31"]; there {
		t.Error("a job that is billed with its parent is a customer")
	}
	if d := of["30"]; d.Email != "bills@freeman.example" || d.Kind != spec.DebtorBusiness {
		t.Errorf("who gets the bills of a job: %+v", d)
	}
	if d := of["40"]; !d.Inactive || d.Currency != "JPY" || d.Country != "" || d.Extra["country"] != "Nippon" {
		t.Errorf("an inactive one: %+v", d)
	}
	if d := of["50"]; d.Email != "pay@fifty.example" || d.Currency != "USD" {
		t.Errorf("the address of an invoice: %+v", d)
	}
}

func TestPaymentsHoldWhatOfThemIsMoney(t *testing.T) {
	s, _ := quickbooks(t)
	var said []string
	for _, p := range read(t, s, spec.ReadRequest{Mode: spec.ModeFull}).Payments {
		said = append(said, fmt.Sprintf("%s %s %d-%d %v", p.ExternalID, p.Date, p.Amount, p.Unapplied, p.Allocations))
	}
	if got := strings.Join(said, "; "); got != "163 2026-10-16 11000-1000 [{130 10000 }]; 164 2026-10-17 2500-2500 []; 166 2026-10-18 6000-0 [{132 6000 }]" {
		t.Errorf("%s", got)
	}
}

const changes = `{"CDCResponse":[{"QueryResponse":[
 {"Invoice":[
  {"Id":"130","DocNumber":"1037","TxnDate":"2026-09-19","DueDate":"2026-10-19","TotalAmt":362.07,"Balance":0,"CustomerRef":{"value":"24"}},
  {"domain":"QBO","status":"Deleted","Id":"131","MetaData":{"LastUpdatedTime":"2026-11-21T00:30:00-08:00"}},
  {"Id":"132","TxnDate":"2026-09-20","TotalAmt":0,"Balance":0,"PrivateNote":"Voided","CustomerRef":{"value":"31"}}],"startPosition":1,"maxResults":3},
 {"Customer":[{"Id":"32","DisplayName":"55 Twin Lane","BillWithParent":true,"ParentRef":{"value":"30"}}]},
 {"CreditMemo":[{"domain":"QBO","status":"Deleted","Id":"73"},{"Id":"74","TxnDate":"2026-09-02","TotalAmt":40,"RemainingCredit":0,"CustomerRef":{"value":"31"}}]},
 {"Payment":[{"domain":"QBO","status":"Deleted","Id":"164"},
  {"Id":"170","TxnDate":"2026-11-21","TotalAmt":500,"UnappliedAmt":0,"CurrencyRef":{"value":"JPY"},"CustomerRef":{"value":"40"},"Line":[{"Amount":500,"LinkedTxn":[{"TxnId":"133","TxnType":"Invoice"}]}]}]}]}],
 "time":"2026-11-21T01:00:00-08:00"}`

func TestWhatChangedIsReadWithWhatWasPaidAndTakenBack(t *testing.T) {
	s, c := quickbooks(t)
	cursor := read(t, s, spec.ReadRequest{Mode: spec.ModeFull}).Checkpoints[0].Cursor
	quiet := read(t, s, spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: cursor})
	if len(quiet.Items)+len(quiet.Debtors)+len(quiet.Payments)+len(quiet.Removals)+len(quiet.Checkpoints[0].Control) != 0 {
		t.Errorf("nothing has changed: %+v", quiet)
	}
	c.changes = changes
	c.records["Invoice"][3]["Balance"] = 500.0 // which does not count as a change
	got := read(t, s, spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: cursor})
	var items, debtors []string
	for _, i := range got.Items {
		items = append(items, fmt.Sprintf("%s of %s %d", i.ExternalID, i.DebtorID, i.Open))
	}
	for _, d := range got.Debtors {
		debtors = append(debtors, d.ExternalID)
	}
	if strings.Join(items, ", ") != "130 of 24 0, credit-74 of 30 0, 133 of 40 500" || strings.Join(debtors, " ") != "24 30 40" {
		t.Errorf("%v\n%v", items, debtors)
	}
	if gone := fmt.Sprint(got.Removals); gone != "[{items 131} {items 132} {items credit-73} {items payment-164} {payments 164} {items payment-170}]" {
		t.Errorf("%s", gone)
	}
	asked := s.Got(base + "/cdc")
	q, _ := url.ParseQuery(asked[len(asked)-1].Query)
	if q.Get("changedSince") != "2026-11-21T08:55:00Z" || q.Get("entities") != "Customer,Invoice,CreditMemo,Payment" {
		t.Errorf("asked for %v", q)
	}
}

// QuickBooks remembers changes for 30 days, and tells of 1000 at once without a way to ask for the rest.
func TestWhereChangesAreForgottenEverythingIsRead(t *testing.T) {
	s, c := quickbooks(t)
	cursor, err := web.OpenCursor(nil)
	if err != nil {
		t.Fatal(err)
	}
	cursor.Saw(changed, time.Date(2026, 10, 20, 0, 0, 0, 0, time.UTC))
	invalid := func(cursor []byte) bool {
		_, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: cursor})
		return web.Diagnose(err, "").Code == spec.CodeCursorInvalid
	}
	if !invalid(cursor.Bytes()) || len(s.Got(base+"/cdc")) != 0 {
		t.Error("a month ago")
	}
	c.changes = `{"CDCResponse":[{"QueryResponse":[{"Payment":[` + strings.TrimSuffix(strings.Repeat(`{"Id":"1","status":"Deleted"},`, most), ",") + `]}]}]}`
	if !invalid(read(t, s, spec.ReadRequest{Mode: spec.ModeFull}).Checkpoints[0].Cursor) {
		t.Error("a thousand changes")
	}
	if !invalid([]byte("?")) {
		t.Error("a broken cursor")
	}
}

// QuickBooks may give fewer rows than are asked for, without a word.
func TestAListIsReadToItsEnd(t *testing.T) {
	s, co := quickbooks(t)
	c := client1(t, s)
	var ids []string
	ask := func() error {
		ids = nil
		return query(t.Context(), c, "Payment where TxnDate >= '2000-01-01'", func(p payment) { ids = append(ids, p.ID) })
	}
	co.most = 2
	if err := ask(); err != nil || strings.Join(ids, " ") != "163 164 165 166 167" {
		t.Errorf("%v, %v", ids, err)
	}
	asked := 0
	s.On(base+"/query", guarded(func(w http.ResponseWriter, r *http.Request) {
		if asked++; asked == 3 { // the first goes between two pages
			co.records["Payment"] = co.records["Payment"][1:]
		}
		co.query(w, r)
	}))
	if err := ask(); err != nil || strings.Join(ids, " ") != "164 165 166 167" {
		t.Errorf("%v, %v", ids, err)
	}
}

// An answer of success that holds neither a count nor changes is no word of nothing: the first would settle everybody, the second
// would pass over who has paid.
func TestAnswersWithoutWhatWasAskedForAreFailures(t *testing.T) {
	s, c := quickbooks(t)
	cursor := read(t, s, spec.ReadRequest{Mode: spec.ModeFull}).Checkpoints[0].Cursor
	for _, changes := range []string{`{}`, `{"time":"` + now + `"}`, `{"CDCResponse":[{}]}`, `{"CDCResponse":[]}`, `{"CDCResponse":[{"QueryResponse":[{}],"Fault":{"type":"SystemFault"}}]}`} {
		c.changes = changes
		_, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: cursor})
		if err == nil {
			t.Errorf("%s is taken for no changes", changes)
		}
	}
	s.On(base+"/query", guarded(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.RawQuery, "Preferences") {
			c.query(w, r)
			return
		}
		webtest.JSON(`{"QueryResponse":{},"time":"`+now+`"}`)(w, r)
	}))
	if _, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull}); err == nil {
		t.Error("a missing count is taken for no rows")
	}
}

func client1(t *testing.T, s *webtest.Server) *client {
	t.Helper()
	c, err := open(connection(s))
	if err != nil {
		t.Fatal(err)
	}
	c.Wait = func(context.Context, time.Duration) error { return nil }
	return c
}

func TestAReadSurvivesWhatServersDo(t *testing.T) {
	for name, trouble := range map[string]webtest.Trouble{
		"broken": webtest.Broken, "cut": webtest.Cut, "reset": webtest.Reset, "signed out": webtest.SignedOut, "asked too often": webtest.TooMany,
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := quickbooks(t)
			s.Trouble(base+"/query", trouble)
			n := 0
			if err := query(t.Context(), client1(t, s), "Invoice where Balance > '0'", func(invoice) { n++ }); err != nil || n != 7 {
				t.Errorf("%d invoices, %v", n, err)
			}
		})
	}
}

// A failure may come with 200, and a refusal for haste without a word of how long to wait.
func TestFailuresInAnswersOfSuccessAreFailures(t *testing.T) {
	for name, tc := range map[string]struct{ fault, code string }{
		"suspended":  {`{"Fault":{"Error":[{"Message":"Bad request","Detail":"Subscription period has ended","code":"6190"}],"type":"ValidationFault"}}`, spec.CodeSourceUnreadable},
		"forbidden":  {`{"Fault":{"Error":[{"Message":"Authorization Failure","code":"120"}],"type":"AuthorizationFault"}}`, spec.CodeNotAuthorised},
		"its system": {`{"Fault":{"Error":[{"Message":"An application error has occurred","code":"10000"}],"type":"SystemFault"}}`, spec.CodeSourceUnreachable},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := quickbooks(t)
			s.On(base+"/query", webtest.JSON(tc.fault))
			_, err := client1(t, s).books(t.Context())
			if d := web.Diagnose(err, ""); d.Code != tc.code || !strings.Contains(d.Detail, "("+tc.fault[strings.Index(tc.fault, `"code":"`)+8:][:3]) {
				t.Errorf("%+v", d)
			}
		})
	}
	s, _ := quickbooks(t)
	refused := 0
	answer := guarded(webtest.JSON(`{"QueryResponse":{"totalCount":7},"time":"` + now + `"}`))
	s.On(base+"/query", func(w http.ResponseWriter, r *http.Request) {
		if refused++; refused == 1 {
			webtest.Status(429, `{"Fault":{"Error":[{"Message":"message=ThrottleExceeded","code":"003001"}],"type":"SERVICE"}}`)(w, r)
			return
		}
		answer(w, r)
	})
	c, q := client1(t, s), &webtest.Quick{}
	c.Wait = func(_ context.Context, d time.Duration) error { q.Took(d); return nil }
	if n, err := c.count(t.Context(), "Invoice"); err != nil || n != 7 || len(q.Pauses()) != 2 || q.Pauses()[1] < 50*time.Second {
		t.Errorf("%d, %v after %v", n, err, q.Pauses())
	}
}

func TestWhatIsWrongIsSaidPlainly(t *testing.T) {
	s, co := quickbooks(t)
	if d := (connector{}).Check(t.Context(), connection(s)); d[0].Code != spec.CodeRecognised || !strings.Contains(d[0].Summary, "USD") {
		t.Errorf("%+v", d)
	}
	if d := (connector{}).Check(t.Context(), connection(s, "company", "")); d[0].Field != "company" || d[0].Severity != spec.SeverityError {
		t.Errorf("nobody signed in: %+v", d)
	}
	if !strings.Contains(co.statements(), "select * from Preferences") {
		t.Errorf("asked %s", co.statements())
	}
	co.records["Preferences"] = rows(`[{"CurrencyPrefs":{}}]`)
	if _, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull}); web.Diagnose(err, "").Code != spec.CodeSourceUnreadable {
		t.Errorf("a company without a currency: %v", err)
	}
}

// enters runs a sign-in at a company, over a page that sends the browser on, and gives the refresh tokens that it kept.
func enters(t *testing.T, s *webtest.Server, known, at string) (b *webtest.Browser, kept []string, err error) {
	t.Helper()
	var config net.ListenConfig
	free, err := config.Listen(t.Context(), "tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := strconv.Itoa(free.Addr().(*net.TCPAddr).Port)
	_ = free.Close() // its port is free again
	settings := connection(s, "company", known, "port", port, "redirect", "https://desk.example.com/back")
	b = &webtest.Browser{T: t, Port: port, Back: url.Values{"realmId": {at}}}
	auth := signIn(settings)
	auth.Keep = func(_ context.Context, refresh string) error { kept = append(kept, refresh); return nil }
	err = enter(t.Context(), auth, settings, b)
	return b, kept, err
}

func TestTheCompanyOfTheSignInIsKept(t *testing.T) {
	s, _ := quickbooks(t)
	for _, known := range []string{"", realm} {
		b, kept, err := enters(t, s, known, realm)
		if err != nil || fmt.Sprint(kept) != "[r3fresh]" || b.Learned("company") != realm {
			t.Errorf("kept %v, learnt %q, %v", kept, b.Learned("company"), err)
		}
		if asked := b.Asked(); asked.Get("redirect_uri") != "https://desk.example.com/back" || asked.Get("scope") != "com.intuit.quickbooks.accounting" {
			t.Errorf("asked for %v", asked)
		}
	}
	for at, code := range map[string]string{"7": spec.CodeSourceChanged, "": spec.CodeSourceUnreadable} {
		if b, kept, err := enters(t, s, realm, at); web.Diagnose(err, "").Code != code || len(kept) != 0 || b.Learned("company") != "" {
			t.Errorf("at company %q: kept %v, %v", at, kept, err)
		}
	}
}
