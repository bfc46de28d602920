package courier

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/courier/letter"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/locale"
	"github.com/dunningdesk/dunningdesk/assets"
	"github.com/shopspring/decimal"
)

// agreementJob spreads an invoice and a fee over a deposit and so many instalments at 12 percent.
func agreementJob(t *testing.T, count int) desk.AgreementJob {
	t.Helper()
	nok := func(minor int64) money.Amount { return money.New(minor, "NOK") }
	cal, err := date.ParseCalendar([]byte(`{"name":"NO","weekend":["saturday","sunday"]}`))
	if err != nil {
		t.Fatal(err)
	}
	on := date.Must(2026, 11, 23)
	schedule, err := settlement.ScheduleOf(nok(3_075_103), settlement.Terms{
		Deposit: nok(500_000), DepositOn: date.Must(2026, 12, 15), Count: count, First: date.Must(2027, 1, 15), Step: settlement.Step{Day: 15}, Business: true,
		Interest: &dunning.Terms{Basis: dunning.Act365, Rates: []dunning.TermRate{{Percent: decimal.NewFromInt(12)}}},
	}, on, cal)
	if err != nil {
		t.Fatal(err)
	}
	due := date.Must(2026, 10, 5)
	return desk.AgreementJob{
		Company: desk.Company{Name: "Skagerrak Engros AS", Country: "NO", Accounts: []desk.BankAccount{{Currency: "NOK", Account: "1503 40 12345"}}},
		Debtor:  receivable.Debtor{Name: "Fjordfisk AS", Number: "10042", Country: "NO", Language: "nb"},
		Items: []desk.ItemRow{{Item: dunning.Item{OpenItem: receivable.OpenItem{
			ID: 1, Number: "F-2198", Issued: due.AddDays(-14), Due: due, Amount: nok(3_500_000), Open: nok(100),
		}}}},
		Plan: settlement.PaymentPlan{
			ID: 7, Kind: settlement.Instalments, State: settlement.Agreed, Debt: nok(3_075_103), LetGo: nok(0), Schedule: schedule, GraceDays: 5, AgreedOn: on,
			Basis: settlement.Basis{Items: []settlement.BasisItem{{Item: 1, Open: nok(3_071_603)}}, Charges: []settlement.BasisCharge{{Charge: 1, Open: nok(3_500)}}},
		},
		Rate: "12", Printed: on,
	}
}

func printedAgreement(t *testing.T, job desk.AgreementJob) string {
	t.Helper()
	pdf, err := (&Courier{}).Agreement(t.Context(), job)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext (package poppler-utils) is not installed")
	}
	file := filepath.Join(t.TempDir(), "agreement.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(out), "\u00a0", " ")
}

func TestAnAgreementSaysWhatIsPaidWhenAndWhatFollows(t *testing.T) {
	page := printedAgreement(t, agreementJob(t, 6))
	for _, want := range []string{
		"Avtale om betaling i avdrag", "Fjordfisk AS (10042)", "30 751,03 NOK", "1503 40 12345", "F-2198", "30 716,03", "Gebyrer og renter fra tidligere", "35,00",
		"Forskudd", "15.12.2026", "5 000,00", "Flyttet fra 15.05.2027", "17.05.2027", "15.06.2027", "0,00", "5 dager etter sin dato", "12 % i året",
		"erkjenner kunden å skylde 30 751,03 NOK", "Sted og dato", "For Fjordfisk AS", "For Skagerrak Engros AS",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the agreement does not say %q:\n%s", want, page)
		}
	}
	if sums := strings.Join(strings.Fields(page), " "); !strings.Contains(sums, "Sum 1 139,42 30 751,03 31 890,45") {
		t.Errorf("the agreement does not sum up:\n%s", page)
	}
}

func TestASettlementSaysThatTheRestIsLetGo(t *testing.T) {
	job := agreementJob(t, 6)
	var err error
	if job.Plan.Schedule, err = settlement.Single(money.New(2_000_000, "NOK"), date.Must(2026, 12, 15), job.Printed); err != nil {
		t.Fatal(err)
	}
	job.Plan.Kind, job.Plan.LetGo, job.Plan.ID, job.Rate, job.Language = settlement.Discount, money.New(1_075_103, "NOK"), 0, "", "de"
	page := strings.Join(strings.Fields(printedAgreement(t, job)), " ")
	for _, want := range []string{"Vergleichsvereinbarung", "ENTWURF, NICHT VEREINBART", "Gehen 20.000,00 NOK bis zum 15.12.2026 ein, werden die restlichen 10.751,03 NOK erlassen"} {
		if !strings.Contains(page, want) {
			t.Errorf("the settlement does not say %q:\n%s", want, page)
		}
	}
}

func TestAnAgreementInEveryLanguage(t *testing.T) {
	var names map[string]string
	for _, language := range []string{"en", "nb", "de", "id"} {
		raw, err := fs.ReadFile(assets.Notices, "notices/"+language+"/agreement.json")
		if err != nil {
			t.Fatal(err)
		}
		words := map[string]string{}
		if err := json.Unmarshal(raw, &words); err != nil {
			t.Fatal(err)
		}
		if names == nil {
			names = words
		}
		for name := range names {
			if strings.TrimSpace(words[name]) == "" {
				t.Errorf("%s lacks %q", language, name)
			}
		}
		job := agreementJob(t, 60) // over two pages
		job.Language = language
		page := printedAgreement(t, job)
		for _, bare := range []string{"title_", "{", "no_rate", "acknowledged "} {
			if strings.Contains(page, bare) {
				t.Errorf("%s: %q stands on the paper", language, bare)
			}
		}
		for _, row := range job.Plan.Schedule.Rows {
			if on := locale.For(language).Date(row.On); !strings.Contains(page, on) {
				t.Errorf("%s: the payment of %s is not on the paper", language, on)
			}
		}
	}
}

func TestAnAgreementThatCannotBePrintedSaysWhy(t *testing.T) {
	job := agreementJob(t, 3)
	job.Debtor.Name = "株式会社"
	if _, err := (&Courier{}).Agreement(t.Context(), job); !fault.Has(err, letter.GlyphMissing) {
		t.Errorf("got %v", err)
	}
	first, err := (&Courier{}).Agreement(t.Context(), agreementJob(t, 3))
	if err != nil {
		t.Fatal(err)
	}
	again, err := (&Courier{}).Agreement(t.Context(), agreementJob(t, 3))
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("the same agreement has other bytes (%v)", err)
	}
}

// A mail that carries an agreement speaks the customer's language, has the agreement attached, and asks for no money of its own.
func TestAnAgreementGoesOutAsAMail(t *testing.T) {
	paper := agreementJob(t, 6)
	for language, want := range map[string]string{"nb": "Avtalen vår om", "en": "Our agreement about", "de": "Unsere Vereinbarung", "id": "Perjanjian kita"} {
		debtor := paper.Debtor
		debtor.Email, debtor.Language = "siv@fjordfisk.example", language
		job := desk.Job{
			Company: paper.Company, Debtor: debtor, Number: "2026-000007", MessageID: "x@example.org", Date: paper.Printed, At: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC),
			Notice: dunning.Notice{
				Event: dunning.EventAgreement, Channel: receivable.Email, Currency: "NOK", Total: paper.Plan.Schedule.Total, Deadline: date.Must(2026, 12, 15),
				Lines: []dunning.Line{{Number: "F-2198", Amount: money.New(3_500_000, "NOK"), Open: money.New(3_071_603, "NOK")}},
			},
			Agreement: &paper,
		}
		paper.Debtor = debtor
		made, err := (&Courier{}).Make(t.Context(), job)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(made.Subject, want) || made.To != debtor.Email || len(made.Docs) != 2 || made.Docs[1].Name != "agreement-2026-000007.pdf" || !bytes.HasPrefix(made.Docs[1].Bytes, []byte("%PDF")) {
			t.Errorf("%s: %q to %s with %d documents", language, made.Subject, made.To, len(made.Docs))
		}
		mail := string(made.Docs[0].Bytes)
		if !strings.Contains(mail, "Message-ID: <x@example.org>") || !strings.Contains(mail, "agreement-2026-000007.pdf") || strings.Contains(made.Plain, "1503 40 12345") {
			t.Errorf("%s: %s", language, made.Plain)
		}
		job.Notice.Channel, job.Debtor.Address = receivable.Letter, receivable.Address{Lines: []string{"Brygga 7"}, City: "Bodø", PostalCode: "8006", Country: "NO"}
		if made, err = (&Courier{}).Make(t.Context(), job); err != nil || len(made.Docs) != 1 || made.Docs[0].Kind != "pdf" {
			t.Errorf("%s as a letter: %v", language, err)
		}
	}
}
