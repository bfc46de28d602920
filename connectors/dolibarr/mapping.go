package main

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// ourKey is how the desk's own keys begin: an invoice with one as the customer's reference is a fee of ours.
const ourKey = "DD-"

// mapping turns Dolibarr's records into those of the desk.
type mapping struct {
	web.Gathered
	home string
	zone *time.Location
	byID map[int64]int // of the debtors
}

func id(n int64) string { return strconv.FormatInt(n, 10) }

func (m *mapping) customer(c customer) {
	d := spec.Debtor{
		ExternalID: string(c.ID), Number: string(c.Code), Name: c.Name, Email: string(c.Email), Phone: cmp.Or(string(c.Phone), string(c.Mobile)),
		OrgNumber: string(c.VAT), Kind: kind(c), Country: strings.ToUpper(string(c.Country)), Language: language(c.Language), Inactive: c.Status == "0",
		Address: spec.Address{
			Lines: strings.Split(strings.ReplaceAll(string(c.Street), "\r", ""), "\n"), PostalCode: string(c.Zip), City: string(c.Town),
			Country: strings.ToUpper(string(c.Country)),
		},
	}
	if limit, err := c.Limit.Rounded(m.home); err == nil && limit > 0 {
		d.Currency, d.CreditLimit = m.home, &limit
	}
	m.byID[c.ID.id()] = len(m.Debtors)
	m.Debtors = append(m.Debtors, d)
}

// kind is Dolibarr's type of third party, where one is chosen that tells.
func kind(c customer) spec.DebtorKind {
	switch c.Kind {
	case "TE_PRIVATE":
		return spec.DebtorConsumer
	case "", "TE_UNKNOWN", "TE_OTHER":
		if c.VAT != "" {
			return spec.DebtorBusiness
		}
		return spec.DebtorUnknown
	}
	return spec.DebtorBusiness
}

func language(code loose) string { return strings.ReplaceAll(string(code), "_", "-") }

func (m *mapping) person(p person) {
	at, known := m.byID[p.Customer.id()]
	if !known || p.Active == "0" {
		return
	}
	m.Debtors[at].Contacts = append(m.Debtors[at].Contacts, spec.Contact{
		ExternalID: string(p.ID), Name: strings.TrimSpace(string(p.First) + " " + string(p.Last)), Role: string(p.Role), Email: string(p.Email),
		Phone: cmp.Or(string(p.Phone), string(p.Mobile)), Language: language(p.Language),
	})
}

// isOpen reports whether an invoice counts. A credit note that was used still tells an open amount.
func (i invoice) isOpen() bool { return i.Status == "1" && i.Paid != "1" }

func (m *mapping) invoice(i invoice) error {
	item, err := m.item(i)
	if errors.As(err, &spec.Diagnostic{}) {
		return err // a setting is wrong: no other invoice can be read either
	}
	if err != nil {
		m.Reject(spec.StreamItems, string(i.ID), "Invoice "+cmp.Or(i.Ref, string(i.ID)), err)
		return nil
	}
	m.Items = append(m.Items, item)
	return nil
}

func (m *mapping) item(i invoice) (spec.Item, error) {
	item := spec.Item{
		ExternalID: string(i.ID), DebtorID: string(i.Customer), Number: i.Ref, Kind: itemKind(i), OrderRef: string(i.RefClient), Currency: m.home,
	}
	var err error
	if item.Issued, err = day(i.Date, m.zone); err != nil {
		return item, err
	}
	if item.Due, err = day(i.Due, m.zone); err != nil {
		return item, err
	}
	err = m.money(&item, i)
	return item, err
}

// money fills in what is open. Dolibarr tells it in the currency of the books alone: of an invoice in another one, of which a
// part was paid, nobody knows what is open.
func (m *mapping) money(item *spec.Item, i invoice) error {
	total, err := i.Total.Minor(m.home)
	if err != nil {
		return err
	}
	open, err := i.Open.Float(m.home)
	if err != nil {
		return err
	}
	item.Amount, item.Open = total, open
	currency := strings.ToUpper(string(i.Currency))
	if currency == "" || currency == m.home {
		return nil
	}
	if strings.Trim(string(i.Rate), "0") == "1." && i.InForeign == i.Total {
		return wrongCurrency(currency)
	}
	item.Currency = currency
	if item.Amount, err = i.InForeign.Minor(currency); err != nil {
		return err
	}
	switch open {
	case total:
		item.Open = item.Amount
	case 0:
		item.Open = 0
	default:
		return errors.New("Dolibarr tells what is open of it in " + m.home + " alone, and not in " + currency)
	}
	return nil
}

func wrongCurrency(is string) error {
	return trouble(spec.CodeSettingInvalid, "currency", "The books of this Dolibarr are in "+is+".", "Enter "+is+" as the currency of the books.")
}

// itemKind: 0 invoice, 1 replacement, 2 credit note, 3 deposit, 5 situation.
func itemKind(i invoice) spec.ItemKind {
	switch {
	case i.Type == "2":
		return spec.ItemCredit
	case strings.HasPrefix(string(i.RefClient), ourKey):
		return spec.ItemFee
	case slices.Contains([]loose{"0", "1", "3", "5"}, i.Type):
		return spec.ItemInvoice
	}
	return spec.ItemOther
}

// applies names the invoice that a credit note was made for, when that is open too.
func (m *mapping) applies(sources map[string]string) {
	known := map[string]bool{}
	for i := range m.Items {
		known[m.Items[i].ExternalID] = true
	}
	for i := range m.Items {
		if source := sources[m.Items[i].ExternalID]; known[source] {
			m.Items[i].AppliesTo = source
		}
	}
}

// payments puts what was paid on an invoice with the rest of the same payment.
func (m *mapping) payments(item spec.Item, all []payment) {
	for _, p := range all {
		amount, err := p.Amount.Minor(m.home)
		on, late := web.Day(p.Date)
		if err != nil || late != nil || on == "" || p.Kind != "payment" || p.Ref == "" || item.Currency != m.home {
			continue // what is open counts; a payment is for the timeline alone
		}
		part := spec.Allocation{ItemID: item.ExternalID, Amount: amount}
		at := slices.IndexFunc(m.Payments, func(one spec.Payment) bool { return one.ExternalID == p.Ref })
		if at < 0 {
			m.Payments = append(m.Payments, spec.Payment{
				ExternalID: p.Ref, DebtorID: item.DebtorID, Date: on, Currency: m.home, Amount: amount, Reference: cmp.Or(string(p.Number), p.Ref),
				Allocations: []spec.Allocation{part},
			})
			continue
		}
		m.Payments[at].Amount += amount
		m.Payments[at].Allocations = append(m.Payments[at].Allocations, part)
	}
}
