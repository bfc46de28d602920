package main

import (
	"context"
	"fmt"
	"maps"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

const (
	codeJournal = "journal-entry"
	// mostJournals is how many journal entries are named.
	mostJournals = 40
)

// journals names the journal entries that may make the difference, where the balances of the customers are not what the items add up to:
// QuickBooks counts them in the balances and does not tell what is left open of them.
func (r *reading) journals(ctx context.Context) error {
	if !r.differs() {
		return nil
	}
	n := 0
	err := query(ctx, r.client, "JournalEntry", func(j journal) {
		for _, line := range j.Lines {
			if line.Detail.Entity.Type != "Customer" {
				continue
			}
			if n++; n <= mostJournals {
				r.Notes = append(r.Notes, r.noted(j, line.Amount, line.Detail.Side, line.Detail.Entity.Ref.Value))
			}
		}
	})
	if err != nil { // they explain, and nothing rests on them
		r.Notes = append(r.Notes, spec.Diagnostic{
			Severity: spec.SeverityInfo, Code: codeJournal, Summary: "The balances of the customers are not what their documents add up to, and the journal entries could not be listed.",
			Detail: err.Error(),
		})
	}
	if n > mostJournals {
		r.Notes = append(r.Notes, spec.Diagnostic{
			Severity: spec.SeverityWarning, Code: codeJournal, Summary: fmt.Sprintf("%d further lines of journal entries name a customer.", n-mostJournals),
		})
	}
	return nil
}

func (r *reading) noted(j journal, amount web.Decimal, side, customer string) spec.Diagnostic {
	currency := r.currency(j.Currency)
	text := string(amount)
	if minor, err := amount.Float(currency); err == nil {
		if side == "Credit" {
			minor = -minor
		}
		text = spec.FormatAmount(minor, currency)
	}
	name := customer
	if c, known := r.customers[customer]; known {
		name = web.First(c.Name, customer)
	}
	return spec.Diagnostic{
		Severity: spec.SeverityWarning, Code: codeJournal, Record: spec.Record{Stream: spec.StreamItems, ExternalID: "journal-" + j.ID},
		Summary: fmt.Sprintf("The journal entry %s of %s books %s %s on %s. It may be in the balance, and is no document that can be asked for.",
			web.First(j.Number, j.ID), j.Date, text, currency, name),
		Hint: "Make an invoice or a credit memo of it in QuickBooks, or accept the difference with a reason.",
	}
}

// differs reports whether the balances are not what the documents add up to.
func (m *mapping) differs() bool {
	left := maps.Clone(m.totals())
	if left == nil {
		return false // nothing to compare with
	}
	for i := range m.Items {
		left[m.Items[i].Currency] -= m.Items[i].Open
	}
	for _, minor := range left {
		if minor != 0 {
			return true
		}
	}
	return false
}
