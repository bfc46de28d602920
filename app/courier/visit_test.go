package courier

import (
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// visitJob is the announcement of a visit to a customer who reads a language.
func visitJob(language string, by receivable.Channel) desk.Job {
	on := date.Must(2026, time.November, 23)
	zero := money.Zero("NOK")
	return desk.Job{
		// Its accounts are in another currency: nobody pays a visit, and none is missed.
		Company: desk.Company{Name: "Skagerrak Engros AS", Country: "NO", Currency: "NOK", Phone: "38 00 41 10", Email: "kari@skagerrak.example", Accounts: []desk.BankAccount{{Currency: "EUR", IBAN: "DE89370400440532013000"}}},
		Debtor: receivable.Debtor{
			Name: "Nordlys Bakeri AS", Country: "NO", Language: language, Email: "post@nordlys.example",
			Address: receivable.Address{Lines: []string{"Storgata 1"}, PostalCode: "9008", City: "Tromsø", Country: "NO"},
		},
		Notice: dunning.Notice{
			Currency: "NOK", Channel: by, Tone: dunning.Friendly, Event: dunning.EventVisit, Date: on, Visit: &dunning.Visit{On: on.AddDays(5), At: 14*60 + 30, Who: "Kari Nordby"},
			Open: zero, Total: zero, Credit: zero, Charges: zero, Fee: zero, Interest: zero, Lump: zero,
		},
		Number: "2026-000087", MessageID: "x@skagerrak.example", Date: on, At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC),
	}
}

// A visit is announced in the customer's language, with day, hour and who comes, by letter or by mail with the letter in it.
func TestTheNoticeOfAVisitSaysWhoComesWhen(t *testing.T) {
	for language, day := range map[string]string{"nb": "28. november 2026", "en": "28 November 2026", "de": "28. November 2026", "id": "28 November 2026", "fi": "28"} {
		for _, by := range []receivable.Channel{receivable.Letter, receivable.Email} {
			made, err := (&Courier{}).Make(t.Context(), visitJob(language, by))
			if err != nil {
				t.Fatalf("%s by %s: %v", language, by, err)
			}
			for _, want := range []string{day, "14:30", "Kari Nordby", "Skagerrak Engros AS"} {
				if !strings.Contains(strings.ReplaceAll(made.Plain, "\u00a0", " "), want) {
					t.Errorf("%s by %s does not say %q: %s", language, by, want, made.Plain)
				}
			}
			if len(made.Warnings) != 0 || strings.Contains(made.Plain, "NOK") {
				t.Errorf("%s by %s asks for money: %v, %s", language, by, made.Warnings, made.Plain)
			}
			if last := made.Docs[len(made.Docs)-1]; last.Kind != "pdf" || len(last.Bytes) == 0 {
				t.Errorf("%s by %s has no letter", language, by)
			}
		}
	}
}
