package letter

import (
	"fmt"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
	"github.com/dunningdesk/dunningdesk/app/courier/text"
)

// norwegian is a second reminder of two invoices, with fee, interest and the warning before collection.
func norwegian(t testing.TB) Document {
	d := Document{
		Language: "nb", Number: "2026-11-23/0087", Issued: day(2026, 11, 23), PayBy: day(2026, 12, 7),
		Sender: notice.Sender{
			Name: "Skagerrak Engros AS", Address: []string{"Brygga 7", "4610 Kristiansand"}, Contact: "Kari Nordby",
			Phone: "38 00 41 10", Email: "kari@skagerrak.example", Register: []string{"Org.nr. 987 654 325 MVA", "Foretaksregisteret"},
		},
		Recipient: notice.Recipient{
			Name: "Nordlys Bakeri AS", Address: []string{"v/ regnskap", "Storgata 14", "9008 Tromsø"}, CustomerNumber: "10117",
		},
		Currency: "NOK", Exponent: 2, Rate: "12.00", Total: 1968531,
		Items: []notice.Item{
			{Number: "F-2204", Issued: day(2026, 9, 14), Due: day(2026, 10, 14), Days: 40, Open: 1248000, Interest: 16412},
			{Number: "F-2219", Issued: day(2026, 9, 23), Due: day(2026, 10, 23), Days: 31, Open: 693550, Interest: 7069},
		},
		Lines: []notice.Line{
			{Kind: notice.Fee, Amount: 3500},
			{Kind: notice.Interest, Amount: 23481, Rule: "Forsinkelsesrenteloven § 2, 12,00 % p.a. fra forfall"},
		},
		Payment: notice.Payment{
			Account: "1234 56 78903", IBAN: "NO7112345678903", Reference: "001011700220466", ReferenceName: "KID",
		},
	}
	v := d.Vars()
	v.LastNotice, v.Warning = "9. november", true
	return withText(t, d, text.Firm, v)
}

// german pays in euro: the one case with a code to scan.
func german(t testing.TB) Document {
	d := norwegian(t)
	d.Language, d.Currency, d.Rate, d.Total = "de", "EUR", "", 158500
	d.Recipient = notice.Recipient{Name: "Müller & Söhne GmbH", Address: []string{"Buchhaltung", "Große Straße 5", "20095 Hamburg"}, CustomerNumber: "20077"}
	d.Items = []notice.Item{
		{Number: "F-2231", Issued: day(2026, 9, 20), Due: day(2026, 10, 20), Days: 34, Open: 128500},
		{Number: "F-2240", Issued: day(2026, 9, 25), Due: day(2026, 10, 25), Days: 29, Open: 40000},
	}
	d.Lines = []notice.Line{{Kind: notice.Credit, Label: "Zahlung vom 02.11.2026", Amount: -10000}}
	d.Payment = notice.Payment{IBAN: "DE89370400440532013000", BIC: "COBADEFFXXX", Bank: "Commerzbank Köln", Reference: "RF18539007547034"}
	return withText(t, d, text.Reminder, d.Vars())
}

// long has more items than a page holds.
func long(t testing.TB, items int) Document {
	d := norwegian(t)
	d.Items, d.Lines, d.Total = nil, nil, 0
	for i := range items {
		d.Items = append(d.Items, notice.Item{
			Number: fmt.Sprintf("F-%04d", 3000+i), Issued: day(2026, 8, 1), Due: day(2026, 9, 1), Days: 83, Open: 100050, Interest: 27,
		})
		d.Total += 100050
	}
	return withText(t, d, text.Firm, d.Vars())
}

func withText(t testing.TB, d Document, tone string, v text.Vars) Document {
	t.Helper()
	rendered, err := text.Render(d.Language, tone, v)
	if err != nil {
		t.Fatal(err)
	}
	d.Text = rendered
	return d
}

func day(year int, month time.Month, d int) date.Date { return date.Must(year, month, d) }
