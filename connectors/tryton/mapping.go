package main

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// debtor makes the record of a customer. Tryton does not tell businesses from
// consumers; only a VAT number of the EU does.
func (p party) debtor() spec.Debtor {
	d := spec.Debtor{
		ExternalID: strconv.FormatInt(p.ID, 10), Number: p.Code, Name: p.Name, Kind: spec.DebtorUnknown, Inactive: !bool(p.Active),
		Language: strings.ReplaceAll(p.Lang.Code, "_", "-"), OrgNumber: p.TaxCode.Code,
	}
	if p.TaxCode.Type == "eu_vat" {
		d.Kind = spec.DebtorBusiness
	}
	if a, found := p.postal(); found {
		d.Address = a.postal(p.Name)
		d.Country = d.Address.Country
	}
	inOrder(p.contacts, func(m mechanism) *int { return m.Sequence })
	for _, m := range p.contacts {
		p.reach(&d, m)
	}
	return d
}

// reach puts one way to reach the customer where it belongs. The first of its
// kind is the main one, as in Tryton itself.
func (p party) reach(d *spec.Debtor, m mechanism) {
	value := spec.CleanLine(m.Value)
	if value == "" {
		return
	}
	c := spec.Contact{ExternalID: strconv.FormatInt(m.ID, 10), Name: cmp.Or(spec.CleanLine(m.Name), p.Name)}
	switch m.Type {
	case "email":
		if d.Email == "" {
			d.Email = value
			return
		}
		c.Email = value
	case "phone", "mobile":
		if d.Phone == "" {
			d.Phone = value
			return
		}
		c.Phone = value
	default:
		return
	}
	if len(d.Contacts) < spec.MaxContacts {
		d.Contacts = append(d.Contacts, c)
	}
}

// postal chooses the address for invoices, else the first.
func (p party) postal() (address, bool) {
	if len(p.addresses) == 0 {
		return address{}, false
	}
	inOrder(p.addresses, func(a address) *int { return a.Sequence })
	if at := slices.IndexFunc(p.addresses, func(a address) bool { return bool(a.Invoice) }); at >= 0 {
		return p.addresses[at], true
	}
	return p.addresses[0], true
}

func (a address) postal(name string) spec.Address {
	out := spec.Address{PostalCode: a.PostalCode, City: a.City, Region: a.Region.Name, Country: isoCountry(a.Country.Code)}
	for _, part := range []string{a.PartyName, a.Building, a.Street} {
		for text := range strings.Lines(spec.CleanText(part)) {
			if text = strings.TrimSpace(text); text != "" && text != name && len(out.Lines) < spec.MaxAddressLines {
				out.Lines = append(out.Lines, text)
			}
		}
	}
	return out
}

// isoCountry leaves out codes that are none of ISO 3166-1: Tryton knows
// organisations too.
func isoCountry(code string) string {
	if len(code) != 2 {
		return ""
	}
	return strings.ToUpper(code)
}

// inOrder sorts as Tryton shows: by sequence, what has none behind, then by id,
// in which order they came.
func inOrder[T any](all []T, sequence func(T) *int) {
	rank := func(one T) int {
		if s := sequence(one); s != nil {
			return *s
		}
		return math.MaxInt
	}
	slices.SortStableFunc(all, func(x, y T) int { return cmp.Compare(rank(x), rank(y)) })
}
