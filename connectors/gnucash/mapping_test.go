package main

import (
	"slices"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
)

// bookkeeping builds a small ledger by its bookings.
type bookkeeping struct{ *ledger }

func newBookkeeping() bookkeeping {
	b := bookkeeping{newLedger("test")}
	b.accounts["ar"] = account{"Receivable", "EUR"}
	for _, id := range []string{"anna", "bert"} {
		b.customers = append(b.customers, customer{id: id, number: id, name: id, active: true, currency: "EUR"})
	}
	return b
}

// invoice posts a document of a customer in a lot of its own name.
func (b bookkeeping) invoice(id, customer, day string, cents int64) {
	b.lots[id] = lot{account: "ar"}
	b.addDocument(document{
		id: id, number: id, owner: owner{ownerCustomer, customer}, transaction: "post " + id, lot: id, isCredit: cents < 0,
	}, day+" 10:59:00")
	b.book("post "+id, day, "INCOME", map[string]int64{id: cents})
}

// deposit opens a lot of money on account.
func (b bookkeeping) deposit(id, customer string) {
	b.lots[id] = lot{account: "ar", owner: owner{ownerCustomer, customer}}
}

// book makes a transaction: cents by lot on the receivable account, the rest on
// an account of the kind; an empty kind books between lots alone.
func (b bookkeeping) book(id, day, kind string, cents map[string]int64) {
	t := transaction{id: id, number: id, text: id}
	if kind != "" {
		t.countsElsewhere(kind)
	}
	b.addTransaction(t, day+" 10:59:00", "", day+" 00:00:00")
	lots := make([]string, 0, len(cents))
	for one := range cents {
		lots = append(lots, one)
	}
	slices.Sort(lots)
	for _, one := range lots {
		b.splits = append(b.splits, split{transaction: id, account: "ar", lot: one, quantity: fraction{cents[one], 100}})
	}
}

func (b bookkeeping) mapped() mapped { return mapLedger(b.ledger, zone{location: time.UTC}) }

func TestDepositsUsedByABookingOfTheirOwn(t *testing.T) {
	t.Parallel()
	b := newBookkeeping()
	b.deposit("pot", "anna")
	b.book("first", "2026-01-05", "BANK", map[string]int64{"pot": -5000})
	b.book("second", "2026-01-09", "BANK", map[string]int64{"pot": -2000})
	b.invoice("N1", "anna", "2026-01-20", 6000)
	b.book("link", "2026-01-21", "", map[string]int64{"pot": 6000, "N1": -6000})

	got := b.mapped()
	want := []spec.Payment{
		{
			ExternalID: "first", DebtorID: "anna", Date: "2026-01-05", Currency: "EUR", Amount: 5000, Reference: "first", Text: "first",
			Allocations: []spec.Allocation{{ItemID: "N1", Amount: 5000, Date: "2026-01-21"}},
		},
		{
			ExternalID: "second", DebtorID: "anna", Date: "2026-01-09", Currency: "EUR", Amount: 2000, Unapplied: 1000, Reference: "second", Text: "second",
			Allocations: []spec.Allocation{{ItemID: "N1", Amount: 1000, Date: "2026-01-21"}},
		},
	}
	if diff := cmp.Diff(want, got.payments); diff != "" {
		t.Errorf("the oldest money should be used first:\n%s", diff)
	}
	for _, i := range got.items {
		if i.ExternalID == "pot" && (i.Kind != spec.ItemPayment || i.Amount != -7000 || i.Open != -1000) {
			t.Errorf("money on account: %+v", i)
		}
		if i.ExternalID == "N1" && i.Open != 0 {
			t.Errorf("the invoice is paid, but open by %d", i.Open)
		}
	}
}

func TestDebtWrittenOffIsNoPayment(t *testing.T) {
	t.Parallel()
	b := newBookkeeping()
	b.invoice("N1", "anna", "2026-01-20", 6000)
	b.book("bad debt", "2026-03-01", "EXPENSE", map[string]int64{"N1": -2000})
	got := b.mapped()
	if len(got.payments) != 0 || got.items[0].Open != 4000 {
		t.Errorf("payments %+v, open %d; want none and 4000", got.payments, got.items[0].Open)
	}
}

func TestOneTransferOfTwoCustomersIsTwoPayments(t *testing.T) {
	t.Parallel()
	b := newBookkeeping()
	b.invoice("N1", "anna", "2026-01-20", 6000)
	b.invoice("N2", "bert", "2026-01-20", 500)
	b.book("both", "2026-02-01", "BANK", map[string]int64{"N1": -6000, "N2": -300})
	got := b.mapped()
	if len(got.payments) != 2 || got.payments[0].ExternalID == got.payments[1].ExternalID {
		t.Fatalf("%+v", got.payments)
	}
	for _, p := range got.payments {
		want := map[string]int64{"anna": 6000, "bert": 300}[p.DebtorID]
		if p.Amount != want || len(p.Allocations) != 1 || p.Allocations[0].Amount != want {
			t.Errorf("%s paid %+v", p.DebtorID, p)
		}
	}
}

func TestRefundOfACreditNoteIsNegative(t *testing.T) {
	t.Parallel()
	b := newBookkeeping()
	b.invoice("C1", "anna", "2026-01-20", -6000)
	b.book("refund", "2026-02-01", "BANK", map[string]int64{"C1": 6000})
	got := b.mapped()
	if len(got.payments) != 1 || got.payments[0].Amount != -6000 || got.items[0].Kind != spec.ItemCredit || got.items[0].Open != 0 {
		t.Errorf("%+v %+v", got.payments, got.items)
	}
}

// GnuCash before 2.6 had no credit notes; people posted negative invoices.
func TestNegativeInvoiceIsACredit(t *testing.T) {
	t.Parallel()
	b := newBookkeeping()
	b.invoice("N1", "anna", "2014-01-20", -6000)
	b.documents[0].isCredit = false
	if i := b.mapped().items[0]; i.Kind != spec.ItemCredit || i.Open != -6000 {
		t.Errorf("%+v", i)
	}
}

func TestVendorsOweNothing(t *testing.T) {
	t.Parallel()
	b := newBookkeeping()
	b.jobs["theirs"] = job{name: "Roof", owner: owner{4, "vendor"}}
	b.jobs["ours"] = job{name: "Kiosk", reference: "K-1", owner: owner{ownerCustomer, "anna"}}
	for id, o := range map[string]owner{"bill": {4, "vendor"}, "voucher": {5, "employee"}, "their job": {ownerJob, "theirs"}, "our job": {ownerJob, "ours"}} {
		b.lots[id] = lot{account: "ar"}
		b.addDocument(document{id: id, owner: o, transaction: "post " + id, lot: id}, "2026-01-20 10:59:00")
		b.book("post "+id, "2026-01-20", "INCOME", map[string]int64{id: 100})
	}
	got := b.mapped()
	if len(got.items) != 1 || got.items[0].ExternalID != "our job" || got.items[0].OrderRef != "K-1" {
		t.Errorf("%+v", got.items)
	}
	if got.control["EUR"] != 100 || len(got.notes) != 1 {
		t.Errorf("the balance that belongs to customers is %v; told: %v", got.control, got.notes)
	}
}

func TestCreditSetAgainstSeveralDocumentsNamesNone(t *testing.T) {
	t.Parallel()
	b := newBookkeeping()
	b.invoice("N1", "anna", "2026-01-20", 6000)
	b.invoice("N2", "anna", "2026-01-21", 6000)
	b.invoice("C1", "anna", "2026-01-22", -9000)
	b.book("link 1", "2026-01-23", "", map[string]int64{"N1": -5000, "C1": 5000})
	for _, i := range b.mapped().items {
		if i.Number == "C1" && i.AppliesTo != "N1" {
			t.Errorf("the credit was set against N1 alone, not %q", i.AppliesTo)
		}
	}
	b.book("link 2", "2026-01-23", "", map[string]int64{"N2": -4000, "C1": 4000})
	for _, i := range b.mapped().items {
		if i.Number == "C1" && i.AppliesTo != "" {
			t.Errorf("the credit was set against two, yet names %q", i.AppliesTo)
		}
	}
}

func TestMoneyPaidOutWithoutADocumentIsOwed(t *testing.T) {
	t.Parallel()
	b := newBookkeeping()
	b.deposit("pot", "bert")
	b.book("out", "2026-01-05", "BANK", map[string]int64{"pot": 2500})
	got := b.mapped()
	if len(got.items) != 1 || got.items[0].Kind != spec.ItemOther || got.items[0].Open != 2500 || got.items[0].Due != "" {
		t.Errorf("%+v", got.items)
	}
}

// A record with a date that cannot be read is rejected by the rules of records,
// with the text that stands in the book.
func TestUnreadableDateStaysVisible(t *testing.T) {
	t.Parallel()
	b := newBookkeeping()
	b.invoice("N1", "anna", "2026-02-31", 6000)
	item := b.mapped().items[0]
	if err := item.Validate(); err == nil || item.Issued == "" {
		t.Errorf("issued %q, valid: %v", item.Issued, err)
	}
}
