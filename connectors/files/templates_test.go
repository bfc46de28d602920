package main

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
)

func TestTemplatesAreWhole(t *testing.T) {
	t.Parallel()
	if len(templates) != strings.Count(templatesFile, "\thttps://") {
		t.Fatalf("%d templates of %d lines", len(templates), strings.Count(templatesFile, "\thttps://"))
	}
	for _, one := range templates {
		var h header
		h.columns, _ = one.matches(nil)
		for i, c := range one.columns {
			if !c.isOptional {
				h.columns[c.target] = i
			}
			if !strings.Contains(templatesFile, c.target.String()+"="+c.heading) {
				t.Errorf("%s: %q is no target", one.program, c.heading)
			}
		}
		if missing := h.missing(roleItems); len(missing) > 0 {
			t.Errorf("%s may lack %v", one.program, missing)
		}
		if !strings.HasPrefix(one.source, "https://") {
			t.Errorf("%s has no source", one.program)
		}
	}
}

// The exports of known programs, with what stands beside the columns that are read.
func TestExportsOfKnownPrograms(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ program, content, want string }{
		"Business Central": {
			"Business Central",
			"Posting Date;Document Type;Document No.;External Document No.;Customer No.;Customer Name;Description;Currency Code;Original Amount;Amount;Amount (LCY);Remaining Amount;Remaining Amt. (LCY);Due Date;Open\n" +
				"2026-10-01;Invoice;103001;PO-7;10000;Adatum;Order 1;EUR;1.190,00;1.190,00;13.500,00;690,00;7.800,00;2026-10-31;Yes\n" +
				"2026-10-05;Credit Memo;104001;;10000;Adatum;Return;EUR;-119,00;-119,00;-1.350,00;-119,00;-1.350,00;2026-10-05;Yes\n" +
				"2026-10-06;Payment;105001;;10000;Adatum;Payment;EUR;-50,00;-50,00;-570,00;-50,00;-570,00;;Yes\n",
			"10000 | invoice | 103001 | 2026-10-01 | 2026-10-31 | 1190.00 | 690.00 | EUR\n" +
				"10000 | credit | 104001 | 2026-10-05 | 2026-10-05 | -119.00 | -119.00 | EUR\n" +
				"10000 | payment | 105001 | 2026-10-06 |  | -50.00 | -50.00 | EUR\n",
		},
		"Xero": {
			"Xero",
			"ContactName,EmailAddress,POAddressLine1,POCity,POPostalCode,POCountry,InvoiceNumber,Reference,InvoiceDate,DueDate,PlannedDate,Total,TaxTotal,InvoiceAmountPaid,InvoiceAmountDue,Description,Quantity,UnitAmount,LineAmount,Currency,Type,Sent,Status\n" +
				"Acme Ltd,ap@acme.example,1 Road,London,SW1A 1AA,GB,INV-1,,13/10/2026,27/10/2026,,120.00,20.00,20.00,100.00,Work,1,50.00,50.00,GBP,Sales invoice,Sent,Awaiting Payment\n" +
				"Acme Ltd,ap@acme.example,1 Road,London,SW1A 1AA,GB,INV-1,,13/10/2026,27/10/2026,,120.00,20.00,20.00,100.00,Parts,2,25.00,50.00,GBP,Sales invoice,Sent,Awaiting Payment\n" +
				"Acme Ltd,ap@acme.example,1 Road,London,SW1A 1AA,GB,CN-1,,14/10/2026,14/10/2026,,-12.00,-2.00,0.00,-12.00,Back,1,-10.00,-10.00,GBP,Sales credit note,,Awaiting Payment\n",
			" | invoice | INV-1 | 2026-10-13 | 2026-10-27 | 120.00 | 100.00 | GBP\n | credit | CN-1 | 2026-10-14 | 2026-10-14 | -12.00 | -12.00 | GBP\n",
		},
		"Odoo": {
			"Odoo",
			"Number,Partner,Invoice/Bill Date,Due Date,Untaxed Amount Signed,Total,Total Signed,Amount Due,Amount Due Signed,Currency,Type,Payment Status\n" +
				"INV/2026/00001,Azure Interior,2026-10-01,2026-10-31,1000.00,1190.00,13500.00,690.00,7800.00,EUR,Customer Invoice,Partially Paid\n" +
				"RINV/2026/00001,Azure Interior,2026-10-02,2026-10-02,-100.00,119.00,-1350.00,119.00,-1350.00,EUR,Customer Credit Note,Not Paid\n",
			" | invoice | INV/2026/00001 | 2026-10-01 | 2026-10-31 | 1190.00 | 690.00 | EUR\n" +
				" | credit | RINV/2026/00001 | 2026-10-02 | 2026-10-02 | -119.00 | -119.00 | EUR\n",
		},
		"DATEV": {
			"DATEV",
			"Konto;Rechnungsnummer;Datum;Fälligkeit;Sollbetrag;Habenbetrag;Saldo;Gegenkonto;Buchungstext\n" +
				"10100;RE-1;01.10.2026;31.10.2026;1.190,00;500,00;690,00;8400;Rechnung\n" +
				"10100;GU-1;05.10.2026;05.10.2026;20,00;119,00;-99,00;8400;Gutschrift\n",
			"10100 | invoice | RE-1 | 2026-10-01 | 2026-10-31 | 1190.00 | 690.00 | EUR\n" +
				"10100 | credit | GU-1 | 2026-10-05 | 2026-10-05 | -119.00 | -99.00 | EUR\n",
		},
		"ERPNext": {
			"ERPNext",
			"Posting Date,Party Type,Party,Receivable Account,Customer Name,Voucher Type,Voucher No,Due Date,Invoiced Amount,Paid Amount,Credit Note,Outstanding Amount,Age (Days),0-30,Currency,Customer LPO,Territory,Customer Group\n" +
				"2026-10-01,Customer,CUST-1,Debtors,Berg AS,Sales Invoice,SINV-1,2026-10-31,1190.00,400.00,100.00,690.00,20,690.00,NOK,,Norway,Commercial\n" +
				"2026-10-07,Customer,CUST-1,Debtors,Berg AS,Payment Entry,PE-1,2026-10-07,0.00,0.00,0.00,-50.00,10,-50.00,NOK,,Norway,Commercial\n",
			"CUST-1 | invoice | SINV-1 | 2026-10-01 | 2026-10-31 | 1190.00 | 690.00 | NOK\n" +
				"CUST-1 | payment | PE-1 | 2026-10-07 | 2026-10-07 | -50.00 | -50.00 | NOK\n",
		},
	} {
		settings := set("items", fileWith(t, "export.csv", c.content), "currency", "EUR")
		got := collect(t, settings)
		if diff := cmp.Diff(c.want, itemLines(got)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
		if bad := rejected(got); len(bad) > 0 {
			t.Errorf("%s: %v", name, bad)
		}
		found := (connector{}).Check(t.Context(), settings)
		if !strings.Contains(found[0].Summary, c.program) {
			t.Errorf("%s is not recognised: %s", name, found[0].Summary)
		}
		// Confirmed, it reads the same.
		values := settings.Values()
		for key, value := range found[0].Proposed {
			values[key] = value
		}
		if diff := cmp.Diff(c.want, itemLines(collect(t, spec.NewSettings(values, nil)))); diff != "" {
			t.Errorf("%s, confirmed:\n%s", name, diff)
		}
	}
}

// Lines of one invoice that do not agree on its totals are no lines of one invoice.
func TestLinesThatDisagreeAreRefused(t *testing.T) {
	t.Parallel()
	content := "ContactName,InvoiceNumber,InvoiceDate,DueDate,Total,InvoiceAmountDue,Currency,Type\n" +
		"Acme,INV-1,2026-10-13,2026-10-27,120.00,100.00,GBP,Sales invoice\nAcme,INV-1,2026-10-13,2026-10-27,120.00,99.00,GBP,Sales invoice\n"
	got := collect(t, set("items", fileWith(t, "export.csv", content)))
	if bad := rejected(got); len(got.Items) != 1 || len(bad) != 1 || bad[0].Code != spec.CodeRecordDuplicate || bad[0].Record.Line != 3 {
		t.Errorf("%d items, %v", len(got.Items), bad)
	}
}

func TestOurOwnTemplateIsRecognised(t *testing.T) {
	t.Parallel()
	for _, language := range []string{"en", "nb"} {
		var names []string
		for target := range targetCount {
			name := targetNames[target].en
			if language == "nb" {
				name = targetNames[target].nb
			}
			names = append(names, name)
		}
		h := readHeader(row{cells: names}, roleItems, nil)
		for target := range targetCount {
			if h.columns[target] != int(target) {
				t.Errorf("%s: %s is in column %d", language, names[target], h.columns[target])
			}
		}
	}
}

// A balance whose side was lost on the way, as where a list writes S and H in a column of their own, would have what we owe be claimed.
func TestABalanceWithoutItsSideIsLeftOut(t *testing.T) {
	t.Parallel()
	content := "Konto;Rechnungsnummer;Datum;Fälligkeit;Sollbetrag;Habenbetrag;Saldo;Gegenkonto;Buchungstext\n" +
		"10100;RE-1;01.10.2026;31.10.2026;1.190,00;;1.190,00;8400;Rechnung\n10100;GU-1;05.10.2026;05.10.2026;;119,00;119,00;8400;Gutschrift\n"
	got := collect(t, set("items", fileWith(t, "export.csv", content), "currency", "EUR"))
	if bad := rejected(got); len(got.Items) != 1 || len(bad) != 1 || bad[0].Record.Line != 3 || !strings.Contains(bad[0].Summary, "Sollbetrag less Habenbetrag") {
		t.Errorf("%d items, %v", len(got.Items), bad)
	}
}
