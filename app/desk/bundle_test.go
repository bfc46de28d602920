package desk_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// papers prints nothing and keeps the last list of contents that it was asked for.
type papers struct{ contents desk.BundleJob }

func (p *papers) Sheet(context.Context, desk.SheetJob) ([]byte, error) { return []byte("sheet"), nil }

func (p *papers) Agreement(context.Context, desk.AgreementJob) ([]byte, error) {
	return []byte("agreement"), nil
}
func (p *papers) Slip(context.Context, desk.Slip) ([]byte, error) { return []byte("slip"), nil }
func (p *papers) Contents(_ context.Context, job desk.BundleJob) ([]byte, error) {
	p.contents = job
	return []byte("contents"), nil
}

func (o *office) unpacked(id int64) map[string]string {
	o.t.Helper()
	doc, err := o.Bundle(o.t.Context(), id)
	o.must(err)
	r, err := zip.NewReader(bytes.NewReader(doc.Bytes), int64(len(doc.Bytes)))
	o.must(err)
	out := map[string]string{}
	for _, f := range r.File {
		content, err := f.Open()
		o.must(err)
		text, err := io.ReadAll(content)
		o.must(err)
		if !path.IsAbs(f.Name) && path.Clean(f.Name) == f.Name && !strings.HasPrefix(f.Name, "..") && !strings.Contains(f.Name, `\`) {
			out[f.Name] = string(text)
			continue
		}
		o.t.Errorf("%q leads out of the folder", f.Name)
	}
	return out
}

var goodPDF = []byte("%PDF-1.4\nthe invoice\n%%EOF\n")

// The evidence holds all that a court may ask for, and its list of contents names every file with the sum of its bytes, and what is missing.
func TestTheEvidenceIsWholeAndSaysWhatIsNot(t *testing.T) {
	o := newOffice(t, func(s *source) {
		s.debtor("C1", "c1@example.com")
		s.invoice("1", "C1", "2026-11-01", 10_000)
		s.invoice("../../2", "C1", "2026-11-01", 20_000)
	})
	p := &papers{}
	o.Paper = p
	items := o.final()
	id := o.debtorID("C1")
	row, err := o.FindItem(t.Context(), id, "F-1")
	o.must(err)
	first, second := row.ID, items[0]
	if second == first {
		second = items[1]
	}
	plan, err := o.AgreeTerms(t.Context(), desk.TermsOrder{Debtor: id, Kind: settlement.LaterDate, By: day("2027-03-01")})
	o.must(err)
	rows, err := o.Terms(t.Context(), id)
	o.must(err)
	if !plan.Done || len(rows) != 1 {
		t.Fatalf("%+v", rows)
	}
	o.must(o.AcknowledgeTerms(t.Context(), rows[0].ID, desk.TermsPaper{Kind: store.SignedCopy, On: day("2027-02-15"), Name: "../../signed.pdf", Bytes: []byte("%PDF-1.4 signed")}))
	o.must(o.CancelTerms(t.Context(), rows[0].ID, "did not hold"))
	o.must(o.TakePromise(t.Context(), desk.PromiseOrder{Debtor: id, Amount: nok(10), By: day("2027-02-16")}))
	o.must(o.OpenDispute(t.Context(), desk.DisputeOrder{Debtor: id, Item: first, Reason: "=quality"}))
	o.must(o.ResolveDispute(t.Context(), desk.ResolveOrder{Debtor: id, Dispute: o.customer("C1", "2027-02-15").Disputes[0].ID, Outcome: dunning.DisputeRejected, Note: "goods were fine"}))
	o.must(o.AddNote(t.Context(), id, "called us back"))
	o.clock.to(day("2027-02-18"))
	o.sync()
	o.must(o.Roll(t.Context(), day("2027-02-18")))
	o.must(o.AttachInvoices(t.Context(), desk.InvoiceCopy{Item: first, Name: "old.pdf", Bytes: []byte("%PDF-1.4\nolder\n%%EOF")}, desk.InvoiceCopy{Item: first, Name: "inv.pdf", Bytes: goodPDF}))
	o.done(o.Escalate(t.Context(), o.handOver(items)))
	files := o.unpacked(o.escalation().ID)
	for name, want := range map[string]string{
		"invoices/F-1.pdf": "the invoice", "sheets/F-1.pdf": "sheet", "sheets/F-------2.pdf": "sheet", "agreements/agreement-1.pdf": "agreement", "agreements/acknowledged-1.pdf": "signed",
		"promises.csv": "2027-02-16,0.10,NOK,broken", "disputes.csv": "F-1,2027-02-15,", "proofs.csv": "250 ok", "correspondence.csv": "called us back", "timeline.csv": "claim-escalated",
		"claim.csv": "principal,C1", "claim.xml": `<claim number="F-1">`, "contents.pdf": "contents",
	} {
		if !strings.Contains(files[name], want) {
			t.Errorf("%s: %q does not hold %q", name, files[name], want)
		}
	}
	if strings.Contains(files["disputes.csv"], ",=quality") {
		t.Error("a cell begins like a formula")
	}
	if got := p.contents.Missing; !slices.Equal(got, []string{"F-../../2"}) {
		t.Errorf("missing: %v", got)
	}
	if len(p.contents.Files) != len(files)-1 {
		t.Errorf("the contents name %d of %d files", len(p.contents.Files), len(files)-1)
	}
	for _, f := range p.contents.Files {
		if sum := sha256.Sum256([]byte(files[f.Name])); hex.EncodeToString(sum[:]) != f.Sum {
			t.Errorf("%s has another sum than the contents say", f.Name)
		}
	}
	// What has left stays as it was, whatever is attached afterwards.
	o.must(o.SayEscalation(t.Context(), desk.AgencySays{Escalation: 1, Kind: settlement.SaidHandedOver}))
	o.must(o.AttachInvoices(t.Context(), desk.InvoiceCopy{Item: second, Name: "two.pdf", Bytes: goodPDF}))
	if after := o.unpacked(1); len(after) != len(files) || after["invoices/F-1.pdf"] != files["invoices/F-1.pdf"] {
		t.Errorf("the evidence that left has changed")
	}
	all, err := o.HandOverFiles(t.Context(), 1)
	if err != nil || len(all) != 2 || string(all[0].Bytes) != files["claim.csv"] {
		t.Errorf("%d files, %v", len(all), err)
	}
	if o.kinds("C1")[activity.InvoiceAttached] != 3 {
		t.Errorf("the timeline has %v", o.kinds("C1"))
	}
}

func TestACopyThatIsNoInvoiceIsRefused(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	item := o.customer("C1", "2026-11-23").Items[0].ID
	huge := append(append([]byte("%PDF-1.4\n"), make([]byte, 40<<20)...), "%%EOF"...)
	for name, c := range map[string]struct {
		file    string
		content []byte
		says    string
	}{
		"forty megabytes":           {"inv.pdf", huge, "larger than 10 MB"},
		"a picture":                 {"inv.pdf", []byte("\x89PNG\r\n"), "not a PDF"},
		"nothing":                   {"inv.pdf", nil, "not a PDF"},
		"half of a PDF":             {"inv.pdf", []byte("%PDF-1.4\nthe inv"), "not a whole one"},
		"a page of the web":         {"inv.pdf", []byte("<html>%PDF-1.4 %%EOF"), "not a PDF"},
		"a way out of the folder":   {"../../etc/inv.pdf", goodPDF, "path to another place"},
		"the same on Windows":       {`..\inv.pdf`, goodPDF, "path to another place"},
		"an absolute place":         {"/etc/inv.pdf", goodPDF, "path to another place"},
		"letters that nobody sees":  {"inv\x00.pdf", goodPDF, "path to another place"},
		"a name that is only blank": {"  ", goodPDF, "has no name"},
	} {
		good := desk.InvoiceCopy{Item: item, Name: "good.pdf", Bytes: goodPDF}
		err := o.AttachInvoices(t.Context(), good, desk.InvoiceCopy{Item: item, Name: c.file, Bytes: c.content})
		if !fault.Has(err, fault.Invalid) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	o.wantCode(o.AttachInvoices(t.Context(), desk.InvoiceCopy{Item: 99, Name: "inv.pdf", Bytes: goodPDF}), fault.NotFound)
	kept, err := o.Papers(t.Context(), desk.AboutInvoice, int64(item))
	if err != nil || len(kept) != 0 {
		t.Errorf("%d were kept, %v", len(kept), err)
	}
}
