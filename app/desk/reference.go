package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// referenceAudit holds the payment references of a read against the kinds that the company's accounts ask for. It speaks of
// each currency once, with a count and an example: a kind that was set wrongly refuses every invoice there is.
type referenceAudit map[money.Currency]*referenceCount

// referenceCount is what was found in one currency.
type referenceCount struct {
	kind         receivable.ReferenceKind
	seen, wrong  int
	first, fault string // the first wrong one's invoice, and what is wrong with its reference
}

func (d *Desk) newReferenceAudit(ctx context.Context) (referenceAudit, error) {
	company, err := d.Company(ctx)
	if err != nil {
		return nil, err
	}
	audit := referenceAudit{}
	for _, a := range company.Accounts {
		if a.Reference != "" {
			audit[a.Currency] = &referenceCount{kind: a.Reference}
		}
	}
	return audit, nil
}

// take looks at the claims of a batch that are open and say their reference.
func (r referenceAudit) take(batch []store.SourceItem) {
	for i := range batch {
		it := &batch[i]
		count := r[it.Open.Currency]
		if count == nil || it.Reference == "" || it.Open.Minor <= 0 {
			continue
		}
		count.seen++
		err := receivable.CheckReference(count.kind, it.Reference)
		if err == nil {
			continue
		}
		count.wrong++
		if count.first == "" {
			count.first, count.fault = it.Number, err.Error()
		}
	}
}

// notes says what was found, in the order of the currencies.
func (r referenceAudit) notes() []store.SyncNote {
	var out []store.SyncNote
	for _, currency := range slices.Sorted(maps.Keys(r)) {
		if c := r[currency]; c.wrong > 0 {
			out = append(out, store.SyncNote{
				Severity: "warning", Code: string(receivable.BadReference), Record: c.first,
				Summary: fmt.Sprintf("%d of %d open invoices in %s with a payment reference have one that %s refuses: %s", c.wrong, c.seen, currency, c.kind, c.fault),
				Hint:    "see which kind the bank agreement names, and set it under Settings, Bank accounts; letters print the reference as it came",
			})
		}
	}
	return out
}
