package main

import (
	_ "embed"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// target is one thing that a column can hold.
type target int

// The targets, in the order of the form. From email on they describe the
// customer alone.
const (
	toNumber target = iota
	toCustomer
	toName
	toIssued
	toDue
	toAmount
	toOpen
	toPaid
	toCurrency
	toType
	toReference
	toOrder
	toText
	toID
	toEmail
	toPhone
	toStreet
	toStreet2
	toZip
	toCity
	toRegion
	toCountry
	toLanguage
	toOrgNumber
	toCustomerType
	toGroup
	toOwner
	toContact
	targetCount
)

// targetNames are the keys in the mapping and what a person calls them.
var targetNames = [targetCount]struct{ key, en, nb string }{
	toNumber:       {"number", "Invoice number", "Fakturanummer"},
	toCustomer:     {"customer", "Customer number", "Kundenummer"},
	toName:         {"name", "Customer name", "Kundenavn"},
	toIssued:       {"issued", "Invoice date", "Fakturadato"},
	toDue:          {"due", "Due date", "Forfallsdato"},
	toAmount:       {"amount", "Invoice amount", "Fakturabeløp"},
	toOpen:         {"open", "Open amount", "Restbeløp"},
	toPaid:         {"paid", "Amount paid", "Betalt beløp"},
	toCurrency:     {"currency", "Currency", "Valuta"},
	toType:         {"type", "Document type", "Bilagstype"},
	toReference:    {"reference", "Payment reference", "KID"},
	toOrder:        {"order", "Customer's order number", "Kundens ordrenummer"},
	toText:         {"text", "Description", "Beskrivelse"},
	toID:           {"id", "Document's own id", "Bilagets egen id"},
	toEmail:        {"email", "E-mail", "E-post"},
	toPhone:        {"phone", "Phone", "Telefon"},
	toStreet:       {"street", "Street", "Gateadresse"},
	toStreet2:      {"street2", "Street, second line", "Gateadresse, andre linje"},
	toZip:          {"zip", "Postal code", "Postnummer"},
	toCity:         {"city", "City", "Poststed"},
	toRegion:       {"region", "Region", "Fylke"},
	toCountry:      {"country", "Country", "Land"},
	toLanguage:     {"language", "Language", "Språk"},
	toOrgNumber:    {"org_number", "Company or VAT number", "Organisasjonsnummer"},
	toCustomerType: {"customer_type", "Business or consumer", "Bedrift eller forbruker"},
	toGroup:        {"group", "Customer group", "Kundegruppe"},
	toOwner:        {"owner", "Account manager", "Kundeansvarlig"},
	toContact:      {"contact", "Contact person", "Kontaktperson"},
}

func (t target) String() string { return targetNames[t].key }

// customersPrefix marks the keys of a mapping that are about the customers' file.
const customersPrefix = "customers."

// role is what a file is read for, named like its setting.
type role string

const (
	roleItems     role = "items"
	roleCustomers role = "customers"
)

// has reports whether a file of this role can have such a column.
func (r role) has(t target) bool {
	return r == roleItems || t == toCustomer || t == toName || t >= toEmail
}

// key is the name of the target in the mapping.
func (r role) key(t target) string {
	if r == roleCustomers {
		return customersPrefix + t.String()
	}
	return t.String()
}

// mappingChoices are the keys that a mapping may have.
func mappingChoices() []spec.Choice {
	var out []spec.Choice
	for _, r := range []role{roleItems, roleCustomers} {
		for t := range targetCount {
			if !r.has(t) {
				continue
			}
			label := spec.Text{"en": targetNames[t].en, "nb": targetNames[t].nb}
			if r == roleCustomers {
				label = spec.Text{"en": "Customers' file: " + targetNames[t].en, "nb": "Kundefilen: " + targetNames[t].nb}
			}
			out = append(out, spec.Choice{Value: r.key(t), Label: label})
		}
	}
	return out
}

//go:embed names.tsv
var namesFile string

// guess is what a heading may mean; a lower rank is a better name.
type guess struct {
	target target
	rank   int
	// only: in the customers' file alone, where "No." is the customer's.
	only bool
}

// mayBe reports whether a heading can mean this in a file of the role.
func (g guess) mayBe(r role) bool { return r.has(g.target) && (!g.only || r == roleCustomers) }

// headings gives the guesses for a folded heading.
var headings = func() map[string][]guess {
	byKey := map[string]target{}
	for t := range targetCount {
		byKey[t.String()] = t
	}
	out := map[string][]guess{}
	for t, names := range targetNames { // a list made from our own template
		for _, label := range []string{names.en, names.nb} {
			out[fold(label)] = append(out[fold(label)], guess{target: target(t)})
		}
	}
	for _, line := range tableLines(namesFile) {
		for rank, name := range strings.Split(line[2], ";") {
			key, only := strings.CutPrefix(line[0], customersPrefix)
			out[fold(name)] = append(out[fold(name)], guess{byKey[key], rank, only})
		}
	}
	return out
}()
