package spec

// TextSize returns the bytes of text that the debtor holds, from which a sender
// judges when a batch is full.
func (d *Debtor) TextSize() int {
	n := len(d.ExternalID) + len(d.Number) + len(d.Name) + len(d.Language) + len(d.Timezone) + len(d.Email) +
		len(d.Phone) + len(d.OrgNumber) + len(d.Group) + len(d.Owner) + len(d.Note) + extraSize(d.Extra)
	n += len(d.Address.PostalCode) + len(d.Address.City) + len(d.Address.Region)
	for _, line := range d.Address.Lines {
		n += len(line)
	}
	for i := range d.Contacts {
		c := &d.Contacts[i]
		n += len(c.ExternalID) + len(c.Name) + len(c.Role) + len(c.Email) + len(c.Phone) + len(c.Language)
	}
	return n
}

// TextSize returns the bytes of text that the item holds.
func (i *Item) TextSize() int {
	return len(i.ExternalID) + len(i.DebtorID) + len(i.Number) + len(i.Reference) + len(i.OrderRef) +
		len(i.Description) + len(i.PayLink) + len(i.AppliesTo) + extraSize(i.Extra)
}

// TextSize returns the bytes of text that the payment holds.
func (p *Payment) TextSize() int {
	n := len(p.ExternalID) + len(p.DebtorID) + len(p.Reference) + len(p.Text)
	for i := range p.Allocations {
		n += len(p.Allocations[i].ItemID) + len(p.Allocations[i].Date)
	}
	return n
}

func extraSize(m map[string]string) int {
	n := 0
	for k, v := range m {
		n += len(k) + len(v)
	}
	return n
}
