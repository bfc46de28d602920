package spec

// Clean trims texts, takes out control characters and puts codes into their
// normal form. It reports whether characters had to be taken out of a text.
func (p *Payment) Clean() bool {
	var c cleaner
	c.line(&p.Reference)
	c.text(&p.Text)
	c.code(&p.Currency)
	return c.mended
}

// Validate returns a *Violation for the first rule the payment breaks.
func (p *Payment) Validate() error {
	var c checker
	c.id("external_id", p.ExternalID)
	c.id("debtor_id", p.DebtorID)
	c.date("date", p.Date)
	c.currency(p.Currency)
	c.amount("amount", p.Amount)
	c.amount("unapplied", p.Unapplied)
	c.line("reference", p.Reference)
	c.text("text", p.Text)
	if c.count("allocations", len(p.Allocations), MaxAllocations) {
		for i := range p.Allocations {
			a := &p.Allocations[i]
			c.id("allocations.item_id", a.ItemID)
			c.amount("allocations.amount", a.Amount)
			c.optionalDate("allocations.date", a.Date)
		}
	}
	return c.err()
}
