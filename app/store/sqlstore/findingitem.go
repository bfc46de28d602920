package sqlstore

import (
	"maps"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// again looks whether a whole read has brought an item before, and whether that one was alike. What came first is in the sum of what was
// sent as well.
func (b *itemBatch) again(it *store.SourceItem, before knownItem, exists bool, now knownItem) (alike, disagrees bool) {
	if !b.m.full {
		return false, false // the later one is the newer one
	}
	aside := b.m.found.of(recordKey{admission.OfItem, it.ExternalID}, admission.SentTwice)
	switch {
	case aside != nil && aside.again:
		b.repeat(aside.currency, aside.minor)
		return aside.hash == asideHash(it, now.hash), true
	case exists && b.m.found.items.has(int64(before.id)):
		b.repeat(it.Open.Currency, before.open)
		alike = before.hash == now.hash && before.debtor == now.debtor
		return alike, !alike
	}
	return false, false
}

func (b *itemBatch) repeat(c money.Currency, minor int64) {
	if b.run.Repeats == nil {
		b.run.Repeats = map[money.Currency]int64{}
	}
	b.run.Repeats[c] += minor
	b.run.Findings.Repeated++
}

func asideHash(it *store.SourceItem, hash int64) int64 {
	return int64(newFingerprint.number(hash).text(it.DebtorExternal))
}

// setAside keeps an item out of the book. One that the book holds stays as it stood, is marked, and counts as seen.
func (b *itemBatch) setAside(it *store.SourceItem, why admission.Reason, before knownItem, exists bool, now knownItem) error {
	f := findingOf(it, why)
	f.Debtor = now.debtor
	b.m.found.owners.add(int64(now.debtor))
	b.m.found.owing.add(int64(now.debtor))
	if exists {
		if b.waiting != 0 && before.id >= b.waiting {
			b.flush()
		}
		b.seen = append(b.seen, int64(before.id))
		b.m.found.items.add(int64(before.id))
		f.Item = before.id
		if f.Debtor == 0 {
			f.Debtor = before.debtor
		}
	}
	return b.w.keepFinding(b.run, b.m, f, admission.Lessens(&it.OpenItem), asideHash(it, now.hash))
}

// feeInvoice judges an invoice for a charge of ours. One that is set aside stays as it stood, and is not taken as paid.
func (b *itemBatch) feeInvoice(f *feeInvoice, it *store.SourceItem, now knownItem, known bool) error {
	alike, disagrees := b.feeAgain(f, it, now)
	if alike {
		return nil
	}
	why := admission.Item(&it.OpenItem, admission.Known{Customer: known, Disagrees: disagrees})
	if it.Open.Currency != f.currency && !why.SetsAside() {
		why = admission.TwoCurrencies
	}
	if why.SetsAside() {
		b.invoices = append(b.invoices, f.id)
		return b.setAside(it, why, knownItem{}, false, now)
	}
	b.m.found.take(admission.OfItem, it.ExternalID)
	b.m.found.take(admission.OfFee, it.ExternalID)
	if now.debtor != f.debtor {
		if err := b.feeElsewhere(f, it); err != nil {
			return err
		}
	}
	f.run = b.run.ID
	return b.invoice(f, it)
}

// feeAgain looks whether a whole read has brought an invoice for a charge before. What came first stands; another that says something else
// is set aside.
func (b *itemBatch) feeAgain(f *feeInvoice, it *store.SourceItem, now knownItem) (alike, disagrees bool) {
	aside := b.m.found.of(recordKey{admission.OfItem, it.ExternalID}, admission.SentTwice)
	switch {
	case !b.m.full:
		return false, false
	case f.run == b.run.ID && f.minor == it.Open.Minor && f.number == it.Number && f.currency == it.Open.Currency:
		b.repeat(f.currency, f.minor)
		return true, false
	case aside != nil && aside.again:
		b.repeat(aside.currency, aside.minor)
		return aside.hash == asideHash(it, now.hash), true
	}
	if f.run != b.run.ID {
		return false, false
	}
	b.repeat(f.currency, f.minor) // the charge stays as it is, and the invoice is in no sum
	return false, true
}

// feeElsewhere remarks that the invoice for a charge stands at another customer than the charge.
func (b *itemBatch) feeElsewhere(f *feeInvoice, it *store.SourceItem) error {
	found := findingOf(it, admission.FeeElsewhere)
	found.About = admission.OfFee // nothing is wrong with what the item says of itself
	other := it.DebtorExternal
	if _, err := b.w.one("SELECT number FROM debtor WHERE connection = ? AND external_id = ? AND number <> ''", []any{b.run.Connection, it.DebtorExternal}, &other); err != nil {
		return err
	}
	found.Debtor, found.Facts["other-customer"] = f.debtor, other
	return b.w.keepFinding(b.run, b.m, found, false, factsHash(found.Facts))
}

// remark keeps that an item that was taken is odd.
func (b *itemBatch) remark(it *store.SourceItem, why admission.Reason, now knownItem) error {
	f := findingOf(it, why)
	f.Debtor, f.Item = now.debtor, now.id
	return b.w.keepFinding(b.run, b.m, f, false, factsHash(f.Facts))
}

func findingOf(it *store.SourceItem, why admission.Reason) admission.Finding {
	facts := map[string]string{
		"kind": string(it.Kind), "amount": it.Amount.String(), "currency": string(it.Amount.Currency), "open": it.Open.String(), "issued": it.Issued.String(),
	}
	if it.Open.Currency != it.Amount.Currency {
		facts["open-currency"] = string(it.Open.Currency)
	}
	if !it.Due.IsZero() {
		facts["due"] = it.Due.String()
	}
	return admission.Finding{
		About: admission.OfItem, ExternalID: it.ExternalID, Reason: why, Number: it.Number, Customer: it.DebtorExternal, Facts: facts, Open: it.Open,
	}
}

func factsHash(facts map[string]string) int64 {
	h := newFingerprint
	for _, k := range slices.Sorted(maps.Keys(facts)) {
		h = h.text(k).text(facts[k])
	}
	return int64(h)
}

// setAsidePayment keeps a payment out of the book.
func (w *writer) setAsidePayment(run *store.SyncRun, m *runMemory, p *store.SourcePayment, why admission.Reason, debtor receivable.DebtorID) error {
	return w.keepFinding(run, m, admission.Finding{
		About: admission.OfPayment, ExternalID: p.ExternalID, Reason: why, Debtor: debtor, Number: p.Reference, Customer: p.DebtorExternal, Open: money.Zero(p.Amount.Currency),
		Facts: map[string]string{"kind": string(receivable.OnAccount), "amount": p.Amount.String(), "currency": string(p.Amount.Currency), "issued": p.Date.String()},
	}, false, paymentHash(p))
}
