package courier

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// oneInvoice is a reminder to a customer in a country about one invoice with the reference of the accounting system.
func oneInvoice(country, number, reference string) desk.Job {
	on := date.Must(2026, time.November, 23)
	nok := func(minor int64) money.Amount { return money.New(minor, "NOK") }
	zero := nok(0)
	return desk.Job{
		Company: desk.Company{Name: "Skagerrak Engros AS", Country: "NO", Currency: "NOK"},
		Debtor: receivable.Debtor{
			Name: "Nordlys Bakeri AS", Country: country, Address: receivable.Address{Lines: []string{"Storgata 1"}, PostalCode: "9008", City: "Tromsø", Country: country},
		},
		Notice: dunning.Notice{
			Currency: "NOK", Channel: receivable.Letter, Tone: dunning.Friendly, Level: 1, Date: on, Deadline: date.Must(2026, time.December, 7),
			Lines: []dunning.Line{{Number: number, Reference: reference, Issued: on.AddDays(-40), Due: on.AddDays(-20), Open: nok(123450), DaysOverdue: 20}},
			Open:  nok(123450), Total: nok(123450), Credit: zero, Charges: zero, Fee: zero, Interest: zero,
		},
		Number: "2026-000087", Date: on, At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC),
	}
}

func TestTheReferenceOfOneInvoice(t *testing.T) {
	for _, c := range []struct {
		name                       string
		account                    desk.BankAccount
		number, source, want, word string
		warned                     bool
	}{
		{"the source's own, no kind set", desk.BankAccount{}, "F-224", "602244", "602244", "KID", false},
		{"none at the source, no kind set", desk.BankAccount{}, "F-224", "", "2026-000087", "", false},
		{"the source's own passes", desk.BankAccount{Reference: receivable.KIDMod10}, "F-224", "602243", "602243", "KID", false},
		{"the source's own is refused and printed all the same", desk.BankAccount{Reference: receivable.KIDMod10}, "F-224", "602244", "602244", "KID", true},
		{"made of the invoice's digits", desk.BankAccount{Reference: receivable.KIDMod10, ReferencePrefix: "77", ReferenceLength: 10}, "F-224", "", "7700002244", "KID", false},
		{"made for Sweden", desk.BankAccount{Reference: receivable.OCRLength}, "12345", "", "1234574", "OCR", false},
		{"made for Finland", desk.BankAccount{Reference: receivable.ViiteRF}, "12345", "", "RF81123453", "", false},
		{"no digits, none printed", desk.BankAccount{Reference: receivable.KIDMod10}, "opening", "", "", "", true},
		{"does not fit, none printed", desk.BankAccount{Reference: receivable.OCR, ReferenceLength: 3}, "12345", "", "", "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, warnings := payment(oneInvoice("NO", c.number, c.source), c.account)
			if p.Reference != c.want || p.ReferenceName != c.word {
				t.Errorf("%q called %q, want %q called %q", p.Reference, p.ReferenceName, c.want, c.word)
			}
			if (len(warnings) == 1) != c.warned {
				t.Fatalf("warnings %v", warnings)
			}
			if c.warned && (warnings[0].Code != receivable.BadReference || !strings.Contains(warnings[0].Message, c.number) || warnings[0].Hint == "") {
				t.Errorf("the warning says %v", warnings[0])
			}
		})
	}
}

// A number made of a notice's own digits could be that of another invoice.
func TestANoticeAboutSeveralInvoicesCarriesItsOwnNumber(t *testing.T) {
	job := oneInvoice("NO", "F-224", "602244")
	job.Notice.Lines = slices.Repeat(job.Notice.Lines, 2)
	p, warnings := payment(job, desk.BankAccount{Reference: receivable.KIDMod10})
	if p.Reference != job.Number || p.ReferenceName != "" || len(warnings) != 0 {
		t.Errorf("%+v, %v", p, warnings)
	}
}

func TestALetterWithARefusedReferenceIsMadeAndWarnsOfIt(t *testing.T) {
	job := oneInvoice("NO", "F-224", "602244")
	job.Company.Accounts = []desk.BankAccount{{Currency: "NOK", Account: "1234 56 78903", Reference: receivable.KIDMod10}}
	for channel, kind := range map[receivable.Channel]string{receivable.Letter: "pdf", receivable.Email: "eml"} {
		job.Notice.Channel, job.Debtor.Email, job.MessageID = channel, "post@nordlys.example", "1@skagerrak.example"
		made, err := new(Courier).Make(t.Context(), job)
		if err != nil {
			t.Fatal(err)
		}
		if made.Docs[0].Kind != kind || len(made.Warnings) != 1 || fault.CodeOf(made.Warnings[0]) != receivable.BadReference {
			t.Errorf("%s: %s with the warnings %v", channel, made.Docs[0].Kind, made.Warnings)
		}
	}
}

// A customer in a country without texts reads English words, with sums and days as at home; so does one whose language the
// source says.
func TestFiguresFollowTheCustomersCountry(t *testing.T) {
	for _, c := range []struct{ country, language, total, payBy string }{
		{"SE", "", "1\u00a0234,50\u00a0Nkr", "7 december 2026"},
		{"DK", "", "1.234,50\u00a0NOK", "7. december 2026"},
		{"FI", "", "1\u00a0234,50\u00a0NOK", "7. joulukuuta 2026"},
		{"NL", "", "NOK\u00a01.234,50", "7 december 2026"},
		{"FR", "", "1\u202f234,50\u00a0NOK", "7 décembre 2026"},
		{"FI", "sv-FI", "1\u00a0234,50\u00a0Nkr", "7 december 2026"},
		{"NO", "", "1\u00a0234,50\u00a0kr", "7. desember 2026"},
		{"PL", "", "NOK\u00a01,234.50", "7 December 2026"},
	} {
		job := oneInvoice(c.country, "F-224", "")
		job.Debtor.Language, job.Notice.Tone = c.language, dunning.Final
		made, err := new(Courier).Make(t.Context(), job)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(made.Plain, c.total) || !strings.Contains(made.Plain, c.payBy) {
			t.Errorf("%s %s: %q and %q are not both in\n%s", c.country, c.language, c.total, c.payBy, made.Plain)
		}
	}
}

// Who pays the invoices of one letter one by one finds the KID of each; the sum is paid by the letter's own number.
func TestSeveralInvoicesBearTheirOwnReferences(t *testing.T) {
	job := oneInvoice("NO", "F-224", "602243")
	second := job.Notice.Lines[0]
	second.Number, second.Reference = "F-225", ""
	credit := second
	credit.Number, credit.Open = "K-7", money.New(-1000, "NOK")
	job.Notice.Lines = append(job.Notice.Lines, second, credit)
	job.Notice.Open = money.New(245900, "NOK")
	job.Notice.Total = job.Notice.Open
	job.Company.Accounts = []desk.BankAccount{{Currency: "NOK", Account: "1234 56 78903", Reference: receivable.KIDMod10, ReferencePrefix: "77", ReferenceLength: 10}}
	d, warnings, err := document(job)
	if err != nil || len(warnings) != 0 {
		t.Fatal(err, warnings)
	}
	if d.Payment.Reference != job.Number || d.Payment.ItemReferenceName != "KID" || d.Items[0].Reference != "602243" || d.Items[1].Reference != "7700002251" || d.Items[2].Reference != "" {
		t.Errorf("%+v, %+v", d.Payment, d.Items)
	}
	made, err := new(Courier).Make(t.Context(), job)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "letter.pdf")
	if err := os.WriteFile(file, made.Docs[0].Bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	said := strings.Join(strings.Fields(strings.Join(pagesOf(t, file), " ")), " ")
	for _, want := range []string{"KID 602243", "KID 7700002251", "bruk KID som står under hver av dem", "Referanse", job.Number} {
		if !strings.Contains(said, want) {
			t.Errorf("the letter does not say %q:\n%s", want, said)
		}
	}
}

// An account that takes a QR reference alone cannot be paid several invoices in one sum: a person is told.
func TestSeveralInvoicesIntoAQRIBANAreWarnedOf(t *testing.T) {
	job := oneInvoice("CH", "F-224", "")
	job.Notice.Lines = slices.Repeat(job.Notice.Lines, 2)
	_, warnings := payment(job, desk.BankAccount{IBAN: "CH44 3199 9123 0008 8901 2", Reference: receivable.QRR})
	if len(warnings) != 1 || !strings.Contains(warnings[0].Message, "QR reference alone") {
		t.Errorf("%v", warnings)
	}
	if _, warnings = payment(job, desk.BankAccount{IBAN: "CH93 0076 2011 6238 5295 7"}); len(warnings) != 0 {
		t.Errorf("%v", warnings)
	}
}
