package courier

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// statementJobOf is a message that carries a statement with one open invoice of 1 234,50.
func statementJobOf(language string) desk.Job {
	job := oneInvoice("NO", "F-224", "602243")
	on := job.Date
	job.Debtor.Number, job.Debtor.Email, job.Debtor.Language = "10042", "post@nordlys.example", language
	job.Company.Accounts = []desk.BankAccount{{Currency: "NOK", Account: "8601 11 17947", IBAN: "NO9386011117947", BIC: "DNBANOKK", Bank: "DNB"}}
	part := dunning.AccountPart{Currency: "NOK", Closing: 123450, Balance: receivable.Balance{Currency: "NOK"}}
	part.Balance.Buckets[1] = 123450
	job.Account = &desk.StatementJob{Company: job.Company, Debtor: job.Debtor, Statement: dunning.AccountStatement{To: on, Parts: []dunning.AccountPart{part}}, Printed: on}
	zero := money.Zero("NOK")
	job.Notice = dunning.Notice{Currency: "NOK", Date: on, Event: dunning.EventStatement, Open: zero, Credit: zero, Charges: zero, Fee: zero, Interest: zero, Total: zero}
	job.MessageID = "1@skagerrak.example"
	return job
}

// A statement says where what is owed is paid, and by which words the payment is known, on paper and in the mail that carries it.
func TestAStatementSaysHowToPay(t *testing.T) {
	for language, want := range map[string][]string{
		"nb": {"Slik betaler du, NOK", "8601 11 17947", "NO93 8601 1117 947", "DNBANOKK", "Merk betalingen", "Kunde 10042"},
		"en": {"How to pay, NOK", "Customer 10042", "DNB"}, "de": {"So zahlen Sie, NOK", "Kunde 10042"}, "id": {"Cara membayar, NOK", "Pelanggan 10042"},
	} {
		job := statementJobOf(language)
		pdf, err := new(Courier).AccountStatement(t.Context(), *job.Account)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "statement.pdf")
		if err := os.WriteFile(file, pdf, 0o600); err != nil {
			t.Fatal(err)
		}
		page := strings.Join(strings.Fields(strings.ReplaceAll(strings.Join(pagesOf(t, file), " "), "\u00a0", " ")), " ")
		for _, text := range want {
			if !strings.Contains(page, text) {
				t.Errorf("%s: the statement does not say %q:\n%s", language, text, page)
			}
		}
	}
	owing := statementJobOf("nb")
	owing.Account.Statement.Parts[0].Closing = -500
	if rows := (&account{job: owing.Account}).paying(&owing.Account.Statement.Parts[0]); rows != nil {
		t.Errorf("who has a credit is asked to pay: %+v", rows)
	}
}

func TestAStatementLeavesAsAMessage(t *testing.T) {
	for channel, kinds := range map[receivable.Channel]string{receivable.Email: "eml pdf", receivable.Letter: "pdf"} {
		job := statementJobOf("nb")
		job.Notice.Channel = channel
		made, err := new(Courier).Make(t.Context(), job)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range made.Docs {
			got = append(got, d.Kind)
		}
		if strings.Join(got, " ") != kinds || !strings.Contains(made.Subject, "Kontoutskrift per 23. november 2026") {
			t.Errorf("%s: %v, %q", channel, got, made.Subject)
		}
		if channel == receivable.Email && (!strings.Contains(made.Plain, "8601 11 17947") || strings.Contains(made.Plain, "Kravet ligger ved")) {
			t.Errorf("the mail says\n%s", made.Plain)
		}
	}
}
