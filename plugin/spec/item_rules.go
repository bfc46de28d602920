package spec

// Clean trims texts, takes out control characters and puts codes into their
// normal form. It reports whether characters had to be taken out of a text.
func (i *Item) Clean() bool {
	var c cleaner
	c.line(&i.Number)
	c.line(&i.Reference)
	c.line(&i.OrderRef)
	c.line(&i.PayLink)
	c.text(&i.Description)
	c.code(&i.Currency)
	i.Extra = c.extra(i.Extra)
	return c.mended
}

// Validate returns a *Violation for the first rule the item breaks.
func (i *Item) Validate() error {
	var c checker
	c.id("external_id", i.ExternalID)
	c.id("debtor_id", i.DebtorID)
	c.line("number", i.Number)
	switch i.Kind {
	case ItemInvoice, ItemCredit, ItemPayment, ItemFee, ItemOther:
	default:
		c.fail("kind", "is not a kind of item: %s", quoteShort(string(i.Kind)))
	}
	c.date("issued", i.Issued)
	c.optionalDate("due", i.Due)
	c.currency(i.Currency)
	c.amount("amount", i.Amount)
	c.amount("open", i.Open)
	c.line("reference", i.Reference)
	c.line("order_ref", i.OrderRef)
	c.line("pay_link", i.PayLink)
	c.text("description", i.Description)
	c.optionalID("applies_to", i.AppliesTo)
	c.extra("extra", i.Extra)
	return c.err()
}

// Validate returns a *Violation for the first rule the removal breaks.
func (r *Removal) Validate() error {
	var c checker
	c.id("external_id", r.ExternalID)
	switch r.Stream {
	case StreamDebtors, StreamItems, StreamPayments:
	default:
		c.fail("stream", "is not a stream of records: %s", quoteShort(string(r.Stream)))
	}
	return c.err()
}
