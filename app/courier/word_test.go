package courier

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// wordJob is a message beside the levels, about one invoice and a promise of 10 000 for 30 November of which 4 000 came.
func wordJob(language string, e dunning.Event, by receivable.Channel) desk.Job {
	job := visitJob(language, by)
	job.Company.Accounts = []desk.BankAccount{{Currency: "NOK", Account: "1503 40 12345", Reference: receivable.KIDMod10}}
	job.Company.Contact = "Kari Nordby"
	on, nok := job.Date, func(minor int64) money.Amount { return money.New(minor, "NOK") }
	n := &job.Notice
	n.Visit, n.Event, n.Open, n.Total = nil, e, nok(1941550), nok(1941550)
	n.Lines = []dunning.Line{{
		Item: 1, Number: "F-2204", Kind: receivable.Invoice, Issued: on.AddDays(-54), Due: on.AddDays(-40), Reference: "0022046", Amount: nok(1941550), Open: nok(1941550), DaysOverdue: 40,
	}}
	if e == dunning.EventBroken {
		n.Deadline = on.AddDays(7)
	}
	if e != dunning.EventCallMe {
		n.Promise = &dunning.PromiseSaid{ID: 1, Amount: nok(1000000), By: date.Must(2026, 11, 30), Paid: nok(0)}
	}
	return job
}

func plainly(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s)
}

// What is written beside the levels says in every language what was promised for when, what is open, whom to call and where to pay.
func TestWordsSayWhatHowMuchByWhenAndWhomToTalkTo(t *testing.T) {
	promised := map[string]string{"nb": "10 000,00 kr", "en": "NOK 10,000.00", "de": "10.000,00 NOK", "id": "NOK 10.000,00"}
	open := map[string]string{"nb": "19 415,50 kr", "en": "NOK 19,415.50", "de": "19.415,50 NOK", "id": "NOK 19.415,50"}
	for language := range promised {
		for e, wants := range map[dunning.Event][]string{
			dunning.EventPromised: {promised[language], "30", "1503 40 12345", "KID 0022046", "38 00 41 10"},
			dunning.EventBroken:   {promised[language], open[language], "F-2204", "38 00 41 10"},
			dunning.EventCallMe:   {open[language], "F-2204", "38 00 41 10", "Kari Nordby"},
		} {
			for _, by := range []receivable.Channel{receivable.Letter, receivable.Email} {
				made, err := (&Courier{}).Make(t.Context(), wordJob(language, e, by))
				if err != nil {
					t.Fatalf("%s %s by %s: %v", language, e, by, err)
				}
				for _, want := range wants {
					if !strings.Contains(plainly(made.Subject+made.Plain), want) {
						t.Errorf("%s %s by %s does not say %q: %s", language, e, by, want, made.Plain)
					}
				}
			}
		}
	}
}

// A promise of which a part came is not told that nothing did.
func TestAPromiseThatWasKeptInPart(t *testing.T) {
	job := wordJob("en", dunning.EventBroken, receivable.Letter)
	job.Notice.Promise.Paid = money.New(400000, "NOK")
	made, err := (&Courier{}).Make(t.Context(), job)
	if err != nil || !strings.Contains(plainly(made.Plain), "NOK 4,000.00 has arrived; the rest has not") || strings.Contains(made.Plain, "It has not arrived.") {
		t.Errorf("%v: %s", err, made.Plain)
	}
}
