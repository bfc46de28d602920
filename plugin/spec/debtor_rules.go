package spec

// Clean trims texts, takes out control characters and puts codes into their
// normal form. It reports whether characters had to be taken out of a text.
// Lists are copied before they are changed.
func (d *Debtor) Clean() bool {
	var c cleaner
	for _, s := range []*string{
		&d.Number, &d.Name, &d.Language, &d.Timezone, &d.Email, &d.Phone, &d.OrgNumber, &d.Group, &d.Owner,
	} {
		c.line(s)
	}
	c.text(&d.Note)
	c.code(&d.Country)
	c.code(&d.Currency)
	if d.Kind == "" {
		d.Kind = DebtorUnknown
	}
	if d.Name == "" {
		d.Name = firstOf(d.Number, d.ExternalID)
	}
	d.Address.clean(&c)
	if len(d.Contacts) > 0 {
		d.Contacts = append([]Contact(nil), d.Contacts...)
	}
	for i := range d.Contacts {
		d.Contacts[i].clean(&c)
	}
	d.Extra = c.extra(d.Extra)
	return c.mended
}

func (a *Address) clean(c *cleaner) {
	var kept []string
	for _, line := range a.Lines {
		if c.line(&line); line != "" {
			kept = append(kept, line)
		}
	}
	a.Lines = kept
	c.line(&a.PostalCode)
	c.line(&a.City)
	c.line(&a.Region)
	c.code(&a.Country)
}

func (p *Contact) clean(c *cleaner) {
	for _, s := range []*string{&p.Name, &p.Role, &p.Email, &p.Phone, &p.Language} {
		c.line(s)
	}
}

// Validate returns a *Violation for the first rule the debtor breaks. An
// address for mail is not judged here: a wrong one is the desk's task.
func (d *Debtor) Validate() error {
	var c checker
	c.id("external_id", d.ExternalID)
	if d.Name == "" {
		c.fail("name", "is empty")
	}
	c.line("name", d.Name)
	c.line("number", d.Number)
	c.line("language", d.Language)
	c.line("timezone", d.Timezone)
	c.line("email", d.Email)
	c.line("phone", d.Phone)
	c.line("org_number", d.OrgNumber)
	c.line("group", d.Group)
	c.line("owner", d.Owner)
	c.text("note", d.Note)
	c.country("country", d.Country)
	if d.Currency != "" {
		c.currency(d.Currency)
	}
	switch d.Kind {
	case DebtorUnknown, DebtorBusiness, DebtorConsumer:
	default:
		c.fail("kind", "is not a kind of debtor: %s", quoteShort(string(d.Kind)))
	}
	d.creditLimit(&c)
	d.Address.validate(&c)
	if c.count("contacts", len(d.Contacts), MaxContacts) {
		for i := range d.Contacts {
			d.Contacts[i].validate(&c)
		}
	}
	c.extra("extra", d.Extra)
	return c.err()
}

func (d *Debtor) creditLimit(c *checker) {
	if d.CreditLimit == nil {
		return
	}
	c.amount("credit_limit", *d.CreditLimit)
	if d.Currency == "" {
		c.fail("credit_limit", "has no currency: fill in the debtor's currency")
	}
}

func (a *Address) validate(c *checker) {
	if c.count("address.lines", len(a.Lines), MaxAddressLines) {
		for _, line := range a.Lines {
			c.line("address.lines", line)
		}
	}
	c.line("address.postal_code", a.PostalCode)
	c.line("address.city", a.City)
	c.line("address.region", a.Region)
	c.country("address.country", a.Country)
}

func (p *Contact) validate(c *checker) {
	c.optionalID("contacts.external_id", p.ExternalID)
	c.line("contacts.name", p.Name)
	c.line("contacts.role", p.Role)
	c.line("contacts.email", p.Email)
	c.line("contacts.phone", p.Phone)
	c.line("contacts.language", p.Language)
}

func firstOf(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}
