package desk_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/dunningdesk/dunningdesk/app/store/sqlite"
	"github.com/shopspring/decimal"
)

// fiveYears is a law pack that says how long accounts are kept.
var fiveYears = map[string]law.Pack{"NO": {Code: "NO", Name: "Norway", Version: "1", Rows: []law.Row{{
	ID: "NO-RETENTION-1", Fact: law.Retention, Value: decimal.NewFromInt(5), Unit: "years", Applies: law.Both, By: law.Own, Ref: "bokføringsloven § 13", Source: "test",
}}}}

// settledOffice has a customer, 10, whose one invoice was paid, and another, 11, who still owes.
func settledOffice(t *testing.T) (*office, receivable.DebtorID) {
	t.Helper()
	o := newOffice(t, func(s *source) {
		s.debtor("10", "kari.nordmann@firma.example")
		s.debtor("11", "ola@firma.example")
		s.invoice("1", "10", "2026-10-01", 100_00)
		s.invoice("2", "11", "2026-10-01", 200_00)
	})
	o.Laws = fiveYears
	o.sync()
	d, err := o.FindCustomer(t.Context(), "10")
	o.must(err)
	o.must(o.AddNote(t.Context(), d.ID, "spoke with Kari Nordmann"))
	o.source.items[0].Open.Minor = 0
	o.sync()
	return o, d.ID
}

func unzipped(t *testing.T, content []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(text)
	}
	return out
}

func TestAllDataOfACustomerIsHandedOut(t *testing.T) {
	o, id := settledOffice(t)
	doc, err := o.PersonExport(t.Context(), id)
	o.must(err)
	if doc.Name != "all-data-10-2026-11-23.zip" {
		t.Errorf("name = %s", doc.Name)
	}
	files := unzipped(t, doc.Bytes)
	var data struct {
		Tables map[string][]map[string]any `json:"tables"`
	}
	o.must(json.Unmarshal([]byte(files["data.json"]), &data))
	if item := data.Tables["item"][0]; item["amount"] != "100.00" || item["due"] != "2026-10-01" {
		t.Errorf("item = %v", item)
	}
	if len(data.Tables["debtor"]) != 1 || strings.Contains(files["data.json"], "ola@firma.example") {
		t.Error("the export holds somebody else")
	}
	readme := files["README.txt"]
	for _, words := range []string{"Alt som er lagret om Customer 10", "bokføringsloven § 13", "til 2031-12-31", "Books"} {
		if !strings.Contains(readme, words) {
			t.Errorf("the README does not say %q", words)
		}
	}
	if !strings.Contains(files["log.txt"], "spoke with Kari Nordmann") {
		t.Error("the log is not in it")
	}
	v, err := o.Customer(t.Context(), id, day("2026-11-23"))
	o.must(err)
	if v.Timeline[0].Kind != activity.PersonExported {
		t.Errorf("newest entry = %s: the export itself is logged", v.Timeline[0].Kind)
	}
}

// Two copies of one book give the same bytes. An export of the same book later has one more entry of the log: the first export.
func TestAnExportIsTheSameForTheSameBook(t *testing.T) {
	o, id := settledOffice(t)
	var exports [][]byte
	for _, name := range []string{"a.book", "b.book"} {
		path := filepath.Join(t.TempDir(), name)
		o.must(o.Book.Backup(t.Context(), path))
		book, err := sqlite.Open(t.Context(), path, o.clock, sqlite.Options{})
		o.must(err)
		copied := *o.Desk
		copied.Book = book
		doc, err := copied.PersonExport(t.Context(), id)
		o.must(err)
		o.must(book.Close())
		exports = append(exports, doc.Bytes)
	}
	if !bytes.Equal(exports[0], exports[1]) {
		t.Error("one book gives two archives")
	}
}

// Of a reminder whose customer was anonymised nobody opens an empty letter: it says what is kept.
func TestADocumentThatWasRemovedSaysSo(t *testing.T) {
	o := newOffice(t, func(s *source) {
		s.debtor("10", "kari.nordmann@firma.example")
		s.invoice("1", "10", "2026-10-01", 100_00)
	})
	o.Laws = fiveYears
	o.sync()
	o.remind("2026-11-23")
	o.source.items[0].Open.Minor = 0
	o.sync()
	id := o.debtorID("10")
	notice := o.customer("10", "2026-11-23").Notices[0].ID
	docs, err := o.NoticeDocuments(t.Context(), notice)
	o.must(err)
	if len(docs) == 0 || len(docs[0].Bytes) == 0 {
		t.Fatal("there is no letter to remove")
	}
	o.clock.to(day("2033-01-02"))
	if _, err := o.Anonymise(t.Context(), desk.AnonymiseOrder{Debtor: id, Why: "retention ended", EvenIfInSource: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.NoticeDocuments(t.Context(), notice); !fault.Has(err, fault.NotFound) || !strings.Contains(err.Error(), "anonymised") {
		t.Errorf("error = %v", err)
	}
	doc, err := o.PersonExport(t.Context(), id)
	o.must(err)
	for name, text := range unzipped(t, doc.Bytes) {
		if strings.HasPrefix(name, "documents/") || strings.Contains(text, "nordmann") {
			t.Errorf("%s is left", name)
		}
	}
}

// Each README tells of every table of the data.
func TestEveryReadmeNamesEveryTable(t *testing.T) {
	o, id := settledOffice(t)
	doc, err := o.PersonExport(t.Context(), id)
	o.must(err)
	var data struct {
		Tables map[string]any `json:"tables"`
	}
	o.must(json.Unmarshal([]byte(unzipped(t, doc.Bytes)["data.json"]), &data))
	for _, language := range []string{"en", "nb", "de", "id"} {
		text := desk.ReadmeText(t, language)
		for table := range data.Tables {
			if !strings.Contains(text, table+":") && !strings.Contains(text, table+",") {
				t.Errorf("the %s README does not tell of %s", language, table)
			}
		}
	}
}

func TestAnonymiseIsRefusedWhileSomethingKeepsTheCustomer(t *testing.T) {
	o, id := settledOffice(t)
	ctx := t.Context()
	order := desk.AnonymiseOrder{Debtor: id, Why: "retention ended", EvenIfInSource: true}
	refused := func(want string) {
		t.Helper()
		_, err := o.Anonymise(ctx, order)
		if !fault.Has(err, desk.NotNow) || !strings.Contains(err.Error(), want) {
			t.Fatalf("error = %v, want %q", err, want)
		}
	}
	refused("accounts must still be kept")
	o.clock.to(day("2032-01-02"))
	hold, err := o.HoldLegally(ctx, desk.LegalHoldOrder{Debtor: id, Reason: "lawsuit", Review: day("2032-06-01")})
	o.must(err)
	refused("legal hold")
	o.must(o.LiftLegalHold(ctx, hold, "settled out of court"))
	order.EvenIfInSource = false
	refused("the accounting system still has the customer")
}

func TestAnonymisedCustomersKeepTheSumsAndTheChain(t *testing.T) {
	o, id := settledOffice(t)
	ctx := t.Context()
	o.clock.to(day("2032-01-02"))
	due, err := o.Anonymisable(ctx)
	o.must(err)
	if len(due) != 1 || due[0].Debtor != id || !slices.Equal(due[0].Obstacles, []privacy.Obstacle{privacy.StillInSource}) {
		t.Fatalf("due = %+v", due)
	}
	before, _, err := o.Totals(ctx)
	o.must(err)
	if _, err := o.Anonymise(ctx, desk.AnonymiseOrder{Debtor: id, Why: "Customer 10 asked", EvenIfInSource: true}); !fault.Has(err, fault.Invalid) {
		t.Errorf("a reason that names the customer: %v", err)
	}
	done, err := o.Anonymise(ctx, desk.AnonymiseOrder{Debtor: id, Why: "retention ended", EvenIfInSource: true})
	o.must(err)
	if len(done.Redacted) == 0 || len(done.Kept) != 0 {
		t.Errorf("done = %+v", done)
	}
	after, _, err := o.Totals(ctx)
	o.must(err)
	if !slices.Equal(before, after) {
		t.Errorf("totals %v, before %v", after, before)
	}
	s, err := o.VerifyLog(ctx, activity.Head{})
	o.must(err)
	if s.Broken != 0 || s.Redacted != int64(len(done.Redacted)) {
		t.Errorf("log = %+v", s)
	}
	o.must(o.Log(ctx, func(e activity.Entry) error {
		if strings.Contains(e.Subject+e.Data, "Customer 10") || strings.Contains(e.Data, "Nordmann") {
			t.Errorf("entry %d still names the customer", e.Seq)
		}
		return nil
	}))
	if _, err := o.Anonymise(ctx, desk.AnonymiseOrder{Debtor: id, Why: "again", EvenIfInSource: true}); !fault.Has(err, desk.NotNow) {
		t.Errorf("a second time: %v", err)
	}
	if due, err := o.Anonymisable(ctx); err != nil || len(due) != 0 {
		t.Errorf("still due: %v, %v", due, err)
	}
}

// Without a row of the law nobody knows for how long accounts are kept, and nothing is removed.
func TestWithoutALawNothingIsRemoved(t *testing.T) {
	o, id := settledOffice(t)
	o.Laws = nil
	o.clock.to(day("2060-01-01"))
	_, err := o.Anonymise(t.Context(), desk.AnonymiseOrder{Debtor: id, Why: "old", EvenIfInSource: true})
	if !fault.Has(err, desk.NotNow) || !strings.Contains(err.Error(), "names no period") {
		t.Fatalf("error = %v", err)
	}
}

func TestALegalHoldNeedsAReasonAndAReview(t *testing.T) {
	o, id := settledOffice(t)
	for _, bad := range []desk.LegalHoldOrder{{Debtor: id, Review: day("2026-12-24")}, {Debtor: id, Reason: "x"}, {Debtor: id, Reason: "x", Review: day("2029-01-01")}} {
		if _, err := o.HoldLegally(t.Context(), bad); !fault.Has(err, fault.Invalid) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	if _, err := o.HoldLegally(t.Context(), desk.LegalHoldOrder{Reason: "tax audit", Review: day("2026-12-24")}); err != nil {
		t.Error(err)
	}
	holds, err := o.LegalHolds(t.Context(), false)
	if err != nil || len(holds) != 1 || holds[0].Debtor != 0 {
		t.Errorf("holds = %v, %v", holds, err)
	}
}

// Only an administrator removes what cannot be brought back, and lifts what keeps it.
func TestOnlyAnAdministratorAnonymises(t *testing.T) {
	o, id := settledOffice(t)
	ctx := t.Context()
	hold, err := o.HoldLegally(ctx, desk.LegalHoldOrder{Debtor: id, Reason: "x", Review: day("2026-12-24")})
	o.must(err)
	o.staffed()
	ola := o.as("ola")
	if _, err := ola.Anonymise(ctx, desk.AnonymiseOrder{Debtor: id, Why: "x"}); !fault.Has(err, approval.NotAllowed) {
		t.Errorf("anonymise: %v", err)
	}
	if err := ola.LiftLegalHold(ctx, hold, "x"); !fault.Has(err, approval.NotAllowed) {
		t.Errorf("lift: %v", err)
	}
}

// An auditor sees names and sums, and of mail, phone and address no more than two people need to speak of the same; whoever
// works with customers sees them whole, and so does the program itself.
func TestAnAuditorSeesContactsMasked(t *testing.T) {
	o, id := settledOffice(t)
	ctx := t.Context()
	o.must(o.AddNote(ctx, id, "write to kari.nordmann@firma.example"))
	see := func(d *desk.Desk) (mail, phone, city, note string) {
		t.Helper()
		v, err := d.Customer(ctx, id, day("2026-11-23"))
		o.must(err)
		found, err := d.FindCustomer(ctx, "10")
		o.must(err)
		byID, err := d.Debtor(ctx, id)
		o.must(err)
		if found.Email != v.Debtor.Email || byID.Email != v.Debtor.Email || v.Debtor.Name != "Customer 10" {
			t.Errorf("%q, %q and %q of %q", v.Debtor.Email, found.Email, byID.Email, v.Debtor.Name)
		}
		return v.Debtor.Email, v.Debtor.Phone, v.Debtor.Address.City, v.Timeline[0].Data
	}
	whole := [4]string{"kari.nordmann@firma.example", "+47 22 00 00 00", "Oslo", `{"text":"write to kari.nordmann@firma.example"}`}
	masked := [4]string{"k***@f***.example", "***00", "***", `{"text":"write to k***@f***.example"}`}
	check := func(who string, d *desk.Desk, want [4]string) {
		t.Helper()
		mail, phone, city, note := see(d)
		if got := [4]string{mail, phone, city, note}; got != want {
			t.Errorf("%s sees %q, want %q", who, got, want)
		}
	}
	check("one person alone", o.Desk, whole)
	o.staffed()
	check("the administrator", o.as("kari"), whole)
	check("a clerk", o.as("ola"), whole)
	check("the auditor", o.as("rev"), masked)
	check("somebody whom the book does not know", o.as("nobody"), masked)
	check("a schedule", o.As(activity.Actor{Name: "propose", Kind: activity.Schedule}), whole)

	if _, err := o.as("rev").PersonExport(ctx, id); !fault.Has(err, approval.NotAllowed) {
		t.Errorf("the auditor exports: %v", err)
	}
	if rows, err := o.as("rev").Timeline(ctx, id, 0, 0); err != nil || strings.Contains(rows[0].Data, "kari.nordmann") {
		t.Errorf("the auditor's timeline: %+v, %v", rows, err)
	}
	if s, err := o.as("rev").VerifyLog(ctx, activity.Head{}); err != nil || s.Broken != 0 {
		t.Errorf("the auditor's walk of the log: %+v, %v", s, err)
	}
}

// An auditor looks at what a wave would send without learning where it would go.
func TestAnAuditorPreviewsAWaveMasked(t *testing.T) {
	o := newOffice(t, func(s *source) {
		s.debtor("10", "kari.nordmann@firma.example")
		s.invoice("1", "10", "2026-10-01", 100_00)
	})
	o.sync()
	o.staffed()
	wave, err := o.as("kari").Propose(t.Context(), day("2026-11-23"))
	o.must(err)
	id := o.debtorID("10")
	p, err := o.as("rev").PreviewCustomer(t.Context(), wave, id)
	o.must(err)
	made := o.courier.made[len(o.courier.made)-1].Debtor
	if p.Debtor.Email != "k***@f***.example" || p.Made.To != "hidden@hidden.invalid" || made.Address.City != "***" || strings.Contains(made.Email, "firma") {
		t.Errorf("the auditor sees %+v, sent to %s; drawn for %+v", p.Debtor, p.Made.To, made)
	}
	p, err = o.as("ola").PreviewCustomer(t.Context(), wave, id)
	o.must(err)
	if p.Debtor.Email != "kari.nordmann@firma.example" || p.Made.To != p.Debtor.Email {
		t.Errorf("a clerk sees %+v, sent to %s", p.Debtor, p.Made.To)
	}
}

// What a person wrote when a task was done goes with the customer, and so does what a bank said of a payer whom nobody matched.
func TestWordsOfTasksAndPayersGoWithTheCustomer(t *testing.T) {
	o, id := settledOffice(t)
	o.must(o.Book.Update(t.Context(), o.Actor, func(w store.Writer) error {
		_, err := w.PutTask(store.Task{Kind: store.TaskCall, Debtor: id, Due: day("2026-11-20")})
		return err
	}))
	tasks, err := o.Tasks(t.Context(), id)
	o.must(err)
	o.must(o.FinishTask(t.Context(), tasks[0].ID, "ask her husband Per on 912 34 567"))
	o.must(o.Book.Update(t.Context(), o.Actor, func(w store.Writer) error { // as older versions wrote it
		return w.Append(activity.TaskDone, 0, 0, fmt.Sprintf("task %d", tasks[0].ID), map[string]any{"task": tasks[0].ID, "result": "Per, 912 34 567"})
	}))
	o.sees("B1", 55_00, "", "Customer 10", "late fee, Customer 10")
	o.sees("B2", 56_00, "", "Somebody else", "for Customer 10")
	o.clock.to(day("2045-01-01"))
	done, err := o.Anonymise(t.Context(), desk.AnonymiseOrder{Debtor: id, Why: "x", EvenIfInSource: true})
	o.must(err)
	o.must(o.Log(t.Context(), func(e activity.Entry) error {
		if strings.Contains(e.Data, "912") {
			t.Errorf("left: %d %s %s", e.Seq, e.Kind, e.Data)
		}
		return nil
	}))
	if l := o.bankLine(0); l.PayerName != "" || l.PayerAccount != "" || l.Text != "" || l.Amount != nok(55_00) {
		t.Errorf("left: %+v", l)
	}
	if other := o.bankLine(1); len(done.BankLines) != 1 || done.BankLines[0] != other.ID || other.Text == "" {
		t.Errorf("%v of %+v", done.BankLines, other)
	}
	if s, err := o.VerifyLog(t.Context(), activity.Head{}); err != nil || s.Broken != 0 {
		t.Errorf("log: %+v, %v", s, err)
	}
}
