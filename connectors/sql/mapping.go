package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// mapping turns rows into records. currency is that of rows that name none.
type mapping struct{ currency string }

// debtor makes the record of a customer from the first of its rows.
func (m mapping) debtor(r row) (spec.Debtor, error) {
	d := spec.Debtor{
		ExternalID: r.text("customer_id"), Number: r.text("customer_no"), Name: r.text("name"), Country: country(r.text("country")), Language: r.text("language"),
		Timezone: r.text("timezone"), Currency: strings.ToUpper(r.text("currency")), Email: r.text("email"), Phone: r.text("phone"), OrgNumber: r.text("org_no"),
		Group: r.text("customer_group"), Owner: r.text("owner"), Note: r.text("note"), Extra: r.extras(),
		Address: spec.Address{
			Lines:      []string{r.text("address1"), r.text("address2"), r.text("address3"), r.text("address4")},
			PostalCode: r.text("postal_code"), City: r.text("city"), Region: r.text("region"),
		},
	}
	if len(d.Country) != 2 {
		// A country of free text that nobody knows: the customer is not left out for it, and no law is guessed.
		d.Extra = with(d.Extra, "country", d.Country)
		d.Country = ""
	}
	var err error
	if d.Kind, err = oneOf(r, "kind", spec.DebtorUnknown, spec.DebtorBusiness, spec.DebtorConsumer); err != nil {
		return d, err
	}
	if d.Inactive, err = r.yes("inactive"); err != nil {
		return d, err
	}
	if r.text("credit_limit") != "" {
		d.Currency = cmp.Or(d.Currency, m.currency)
		limit, err := r.amount("credit_limit", d.Currency)
		if err != nil {
			return d, err
		}
		if limit > 0 {
			d.CreditLimit = &limit
		}
	}
	if d.ExternalID == "" {
		return d, errors.New("customer_id is empty")
	}
	d.Clean()
	return d, d.Validate()
}

// country takes a code or the name of a country. What is neither stays as it is.
func country(text string) string {
	if len(text) == 2 {
		return strings.ToUpper(text)
	}
	return cmp.Or(web.Country(text), text)
}

// with adds what is not empty to what is kept for display.
func with(extra map[string]string, key, text string) map[string]string {
	if text == "" {
		return extra
	}
	if extra == nil {
		extra = map[string]string{}
	}
	extra[key] = text
	return extra
}

// contact adds the contact that a row brings.
func (m mapping) contact(r row, d *spec.Debtor) {
	c := spec.Contact{
		Name: r.text("contact_name"), Role: r.text("contact_role"), Email: r.text("contact_email"), Phone: r.text("contact_phone"), Language: r.text("contact_language"),
	}
	if c.Name != "" || c.Email != "" || c.Phone != "" {
		d.Contacts = append(d.Contacts, c)
	}
}

func (m mapping) item(r row) (spec.Item, error) {
	i := spec.Item{
		ExternalID: r.text("item_id"), DebtorID: r.text("customer_id"), Number: r.text("invoice_no"), Currency: m.currencyOf(r), Reference: r.text("reference"),
		OrderRef: r.text("order_ref"), Description: r.text("description"), PayLink: r.text("pay_link"), AppliesTo: r.text("applies_to"), Extra: r.extras(),
	}
	if why := r.text("left_out"); why != "" {
		return i, errors.New(spec.CleanLine(why))
	}
	if i.ExternalID == "" {
		return i, errors.New("item_id is empty")
	}
	var err error
	if i.Issued, err = r.day("invoice_date"); err != nil {
		return i, err
	}
	if i.Issued == "" {
		return i, errors.New("invoice_date is empty")
	}
	if i.Due, err = r.day("due_date"); err != nil {
		return i, err
	}
	if i.Amount, err = r.amount("amount", i.Currency); err != nil {
		return i, err
	}
	if i.Open, err = r.amount("open_amount", i.Currency); err != nil {
		return i, err
	}
	usual := spec.ItemInvoice
	if i.Amount < 0 {
		usual = spec.ItemCredit
	}
	if i.Kind, err = oneOf(r, "kind", usual, spec.ItemInvoice, spec.ItemCredit, spec.ItemPayment, spec.ItemFee, spec.ItemOther); err != nil {
		return i, err
	}
	if lessens := i.Kind == spec.ItemCredit || i.Kind == spec.ItemPayment; lessens && (i.Amount > 0 || i.Open > 0) {
		return i, fmt.Errorf("it is a %s and adds to what is owed: its amounts take a minus", i.Kind)
	}
	i.Clean()
	return i, i.Validate()
}

func (m mapping) currencyOf(r row) string {
	return cmp.Or(strings.ToUpper(r.text("currency")), m.currency)
}

// payment makes the record of a payment from the first of its rows.
func (m mapping) payment(r row) (spec.Payment, error) {
	p := spec.Payment{
		ExternalID: r.text("payment_id"), DebtorID: r.text("customer_id"), Currency: m.currencyOf(r), Reference: r.text("reference"), Text: r.text("description"),
	}
	if p.ExternalID == "" {
		return p, errors.New("payment_id is empty")
	}
	var err error
	if p.Date, err = r.day("payment_date"); err != nil {
		return p, err
	}
	if p.Date == "" {
		return p, errors.New("payment_date is empty")
	}
	if p.Amount, err = r.amount("amount", p.Currency); err != nil {
		return p, err
	}
	if p.Reversed, err = r.yes("reversed"); err != nil {
		return p, err
	}
	if r.text("unapplied") != "" {
		if p.Unapplied, err = r.amount("unapplied", p.Currency); err != nil {
			return p, err
		}
	}
	p.Clean()
	return p, p.Validate()
}

// allocation adds the item that a row says was paid.
func (m mapping) allocation(r row, p *spec.Payment) error {
	if r.text("item_id") == "" {
		return nil
	}
	a := spec.Allocation{ItemID: r.text("item_id")}
	var err error
	if a.Amount, err = r.amount("applied_amount", p.Currency); err != nil {
		return err
	}
	if a.Date, err = r.day("applied_date"); err != nil {
		return err
	}
	p.Allocations = append(p.Allocations, a)
	return p.Validate()
}

// rest is what is not applied of a payment whose query does not tell.
func rest(p *spec.Payment, l *layout) {
	if l.has("unapplied") || !l.has("item_id") {
		return
	}
	p.Unapplied = p.Amount
	for _, a := range p.Allocations {
		p.Unapplied -= a.Amount
	}
}

// extras keeps the columns x_something.
func (r row) extras() map[string]string {
	var out map[string]string
	for _, name := range r.extra {
		out = with(out, strings.TrimPrefix(name, extraPrefix), r.text(name))
	}
	return out
}

// oneOf gives the word in a column, or the usual one where it is empty.
func oneOf[T ~string](r row, name string, usual T, allowed ...T) (T, error) {
	text := strings.ToLower(r.text(name))
	if text == "" {
		return usual, nil
	}
	var words []string
	for _, one := range allowed {
		if text == string(one) {
			return one, nil
		}
		words = append(words, string(one))
	}
	if text == string(usual) {
		return usual, nil
	}
	return usual, fmt.Errorf("%s is %q; it can be %s", name, short(text), strings.Join(words, ", "))
}
