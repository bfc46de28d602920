package sqlstore

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Books hold these structures as JSON for years. A field that is renamed in the program would be read as empty from then on,
// so the names are written down here: a change needs a migration, an addition does not.
func TestWhatBooksHoldAsJSONStaysReadable(t *testing.T) {
	nok := func(minor int64) money.Amount { return money.New(minor, "NOK") }
	claim := dunning.Notice{
		Debtor: 7, Currency: "NOK", Level: 2, Previous: 1, Tone: dunning.Firm, Channel: receivable.Letter, Date: date.Must(2026, 11, 21),
		Deadline: date.Must(2026, 12, 5), Open: nok(1), Credit: nok(2), Charges: nok(3), Fee: nok(4), Interest: nok(5), Total: nok(6), Approval: true,
		Lines:   []dunning.Line{{Item: 3, Number: "F-1", Kind: receivable.Invoice, Amount: nok(10), Open: nok(9), DaysOverdue: 8, Level: 2, Previous: 1}},
		Credits: []dunning.CreditLine{{Item: 4, Number: "C-1", Kind: receivable.Credit, Open: nok(-2)}},
		New:     []dunning.Charge{{Debtor: 7, Kind: dunning.FeeCharge, Amount: nok(4), Open: nok(4), Rule: "fee", Source: "procedure"}},
		Effects: []dunning.Effect{{Rule: "NO-FEE-1", Source: "statute", What: dunning.Why{Key: "trimmed"}, Verified: true}},
		Why:     dunning.Why{Key: "since-level", Args: map[string]string{"days": "14"}},
	}
	const held = `{"Debtor":7,"Currency":"NOK","Level":2,"Previous":1,"Tone":"firm","Channel":"letter","Date":"2026-11-21","Deadline":"2026-12-05","Lines":[{"Item":3,"Number":"F-1","Kind":"invoice","Issued":"","Due":"","Reference":"","OrderRef":"","Amount":{"Minor":10,"Currency":"NOK"},"Open":{"Minor":9,"Currency":"NOK"},"DaysOverdue":8,"Level":2,"Previous":1,"Fee":{"Minor":0,"Currency":""},"Interest":{"Minor":0,"Currency":""},"Why":{"Key":"","Args":null},"LastNotice":"","LastDeadline":"","ChargedTo":""}],"Credits":[{"Item":4,"Number":"C-1","Kind":"credit","Open":{"Minor":-2,"Currency":"NOK"}}],"Open":{"Minor":1,"Currency":"NOK"},"Credit":{"Minor":2,"Currency":"NOK"},"Charges":{"Minor":3,"Currency":"NOK"},"Fee":{"Minor":4,"Currency":"NOK"},"Interest":{"Minor":5,"Currency":"NOK"},"Total":{"Minor":6,"Currency":"NOK"},"New":[{"ID":0,"Debtor":7,"Item":0,"Notice":0,"Kind":"fee","On":"","Amount":{"Minor":4,"Currency":"NOK"},"Open":{"Minor":4,"Currency":"NOK"},"Rule":"fee","Source":"procedure"}],"Effects":[{"Rule":"NO-FEE-1","Source":"statute","What":{"Key":"trimmed","Args":null},"Verified":true}],"Approval":true,"Confirm":false,"Last":"","Why":{"Key":"since-level","Args":{"days":"14"}}}`
	var back dunning.Notice
	if err := unpack(held, &back, "claim"); err != nil || packed(back) != packed(claim) {
		t.Errorf("a claim that a book holds reads as\n%s\nwant\n%s (%v)", packed(back), packed(claim), err)
	}
	for held, c := range map[string]struct{ into, want any }{
		`{"NewDebtors":1,"ChangedDebtors":2,"NewItems":3,"ChangedItems":4,"Settled":5,"Reopened":6,"NewPayments":7,"Gone":8}`: {&store.SyncChanges{}, &store.SyncChanges{
			NewDebtors: 1, ChangedDebtors: 2, NewItems: 3, ChangedItems: 4, Settled: 5, Reopened: 6, NewPayments: 7, Gone: 8,
		}},
		`{"Severity":"error","Code":"c","Summary":"s","Record":"r","Hint":"h"}`: {&store.SyncNote{}, &store.SyncNote{Severity: "error", Code: "c", Summary: "s", Record: "r", Hint: "h"}},
		`{"ExternalID":"C1","Name":"Ola","Role":"r","Email":"e","Phone":"p","Language":"nb"}`: {&receivable.Contact{}, &receivable.Contact{
			ExternalID: "C1", Name: "Ola", Role: "r", Email: "e", Phone: "p", Language: "nb",
		}},
		`{"Minor":5,"Currency":"NOK"}`: {&money.Amount{}, &money.Amount{Minor: 5, Currency: "NOK"}},
	} {
		if err := unpack(held, c.into, "it"); err != nil || packed(c.into) != packed(c.want) {
			t.Errorf("%s reads as %s, %v", held, packed(c.into), err)
		}
	}
}
