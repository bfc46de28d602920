package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

const (
	// mostElsewhere is how many numbers may be met with several customers: a source with more gives each customer its own numbers.
	mostElsewhere = 200
	// mostCompared bounds the invoices whose numbers are compared: a look at a million takes as long as reading some of them.
	mostCompared = 300_000
)

// numbersElsewhere remarks on open invoices of several customers with one number. Only a whole read that brought something else than the one
// before can have found one, or mended one.
func (w *writer) numbersElsewhere(run *store.SyncRun, m *runMemory) error {
	changed := run.Changes.NewItems + run.Changes.ChangedItems + run.Changes.Settled + run.Changes.Reopened
	if !run.Full || run.Read["items"] > mostCompared || changed == 0 && len(m.found.standingItems(admission.NumberElsewhere)) == 0 {
		return nil
	}
	const with = " FROM item WHERE connection = ? AND open > 0 AND kind = 'invoice' AND number <> ''"
	var found []admission.Finding
	numbers := map[string]bool{}
	if err := w.each(func(row scanner) error {
		f := admission.Finding{About: admission.OfItem, Reason: admission.NumberElsewhere}
		var amount int64
		var first receivable.DebtorID
		var least, most string
		err := row.Scan(&f.Item, &f.ExternalID, &f.Debtor, &f.Number, &f.Open.Currency, &amount, &f.Open.Minor, &first, &least, &most)
		f.Facts = map[string]string{"amount": money.New(amount, f.Open.Currency).String(), "currency": string(f.Open.Currency), "other-customer": most}
		if f.Debtor != first {
			f.Facts["other-customer"] = least
		}
		found, numbers[f.Number] = append(found, f), true
		return err
	}, `SELECT i.id, i.external_id, i.debtor, i.number, i.currency, i.amount, i.open, x.least, a.number, b.number
		FROM (SELECT number, MIN(debtor) AS least, MAX(debtor) AS most`+with+` GROUP BY number HAVING MIN(debtor) <> MAX(debtor) LIMIT ?) x
		JOIN item i ON i.number = x.number AND i.connection = ? AND i.open > 0 AND i.kind = 'invoice'
		JOIN debtor a ON a.id = x.least JOIN debtor b ON b.id = x.most ORDER BY i.id`, run.Connection, mostElsewhere+1, run.Connection); err != nil || len(numbers) > mostElsewhere {
		return err
	}
	for i := range found {
		if err := w.keepFinding(run, m, found[i], false, factsHash(found[i].Facts)); err != nil {
			return err
		}
	}
	return nil
}
