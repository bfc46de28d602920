package desk_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Before a customer is anonymised it can be seen what goes, what stays, and what stands against it; looking changes nothing.
func TestAnonymisingIsPreviewed(t *testing.T) {
	o, id := settledOffice(t)
	ctx := t.Context()
	o.must(o.NoteConsent(ctx, desk.ConsentOrder{Debtor: id, Channel: receivable.Email, State: receivable.ConsentWithdrawn, Source: "a call"}))
	p, err := o.PreviewAnonymise(ctx, id)
	o.must(err)
	if p.May() || !slices.Contains(p.Obstacles, privacy.RetentionRuns) || p.First != day("2032-01-01") || p.Retention.Years != 5 || !strings.Contains(p.Why(), "accounts must still be kept") {
		t.Errorf("what stands against it: %+v, %s", p.Verdict, p.Why())
	}
	count := map[string]int{}
	for _, part := range append(p.Goes, p.Stays...) {
		count[part.Name] = part.Count
		if strings.HasPrefix(desk.ForgetText(part), " (") {
			t.Errorf("there are no words for %s", part.Name)
		}
	}
	if count[desk.GoesContact] != 1 || count[desk.GoesConsents] != 1 || count[desk.StaysSums] == 0 || count[desk.StaysChain] == 0 {
		t.Errorf("it would take and leave %v", count)
	}
	if v := o.customer("10", "2026-11-23"); v.Debtor.Name != "Customer 10" || len(v.Consents) != 1 {
		t.Error("looking changed something")
	}
	o.clock.to(day("2032-01-02"))
	if p, err = o.PreviewAnonymise(ctx, id); err != nil || !p.OnlyInSource() {
		t.Errorf("after retention: %+v, %v", p.Obstacles, err)
	}
}

// Every table about a person is in the preview, as something that goes or something that stays.
func TestThePreviewKnowsEveryTable(t *testing.T) {
	o, id := settledOffice(t)
	var tables []store.PersonTable
	o.must(o.Book.View(t.Context(), func(r store.Reader) (err error) {
		tables, err = r.Person(id)
		return err
	}))
	known := desk.ForgetTables(t)
	for _, table := range tables {
		if !slices.Contains(known, table.Name) {
			t.Errorf("the preview does not tell of %s", table.Name)
		}
	}
	if len(known) < len(tables) {
		t.Errorf("%d tables are known, %d there are", len(known), len(tables))
	}
}

// What a person gets of the book holds the consents and the visits.
func TestTheExportHoldsConsentsAndVisits(t *testing.T) {
	o, id, rule := visited(t)
	rule("prior-notice", 3)
	ctx := t.Context()
	o.must(o.NoteConsent(ctx, desk.ConsentOrder{Debtor: id, Channel: receivable.Call, State: receivable.ConsentWithdrawn, Source: "her mail of today"}))
	o.must(o.PlanVisit(ctx, o.visitAt(id, 3, "14:30")))
	doc, err := o.PersonExport(ctx, id)
	o.must(err)
	files := unzipped(t, doc.Bytes)
	for _, want := range []string{`"consent": [`, "her mail of today", "visit-planned", `"visit-notice"`} {
		if !strings.Contains(files["data.json"], want) {
			t.Errorf("the data do not hold %q", want)
		}
	}
	if !strings.Contains(files["log.txt"], "consent-noted") || !strings.Contains(files["log.txt"], "visit-planned") {
		t.Error("the log does not tell of the consent and the visit")
	}
}
