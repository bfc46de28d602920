package main

import "github.com/dunningdesk/dunningdesk/plugin/web"

// row is a record of a list. Its fields are those that are asked for: child tables are not among them.
type row interface {
	key() string
	fields() []string
}

type company struct {
	Name     string `json:"name"`
	Currency string `json:"default_currency"`
}

func (c company) key() string    { return c.Name }
func (company) fields() []string { return []string{"name", "default_currency"} }

type customer struct {
	Name     string `json:"name"`
	Title    string `json:"customer_name"`
	Type     string `json:"customer_type"`
	Group    string `json:"customer_group"`
	Currency string `json:"default_currency"`
	Language string `json:"language"`
	Email    string `json:"email_id"`
	Mobile   string `json:"mobile_no"`
	Address  string `json:"customer_primary_address"`
	TaxID    string `json:"tax_id"`
	Disabled int    `json:"disabled"`
	Frozen   int    `json:"is_frozen"`
}

func (c customer) key() string { return c.Name }

func (customer) fields() []string {
	return []string{
		"name", "customer_name", "customer_type", "customer_group", "default_currency", "language", "email_id", "mobile_no", "customer_primary_address", "tax_id", "disabled", "is_frozen",
	}
}

type address struct {
	Name    string `json:"name"`
	Line1   string `json:"address_line1"`
	Line2   string `json:"address_line2"`
	City    string `json:"city"`
	State   string `json:"state"`
	Pincode string `json:"pincode"`
	Country string `json:"country"`
}

func (a address) key() string { return a.Name }

func (address) fields() []string {
	return []string{"name", "address_line1", "address_line2", "city", "state", "pincode", "country"}
}

// terms is a template of payment terms; its rows come with the document alone.
type terms struct {
	Name string `json:"name"`
	Rows []struct {
		Name string `json:"name"`
	} `json:"terms"`
}

func (t terms) key() string    { return t.Name }
func (terms) fields() []string { return []string{"name"} }

type invoice struct {
	Name         string      `json:"name"`
	Customer     string      `json:"customer"`
	Posted       string      `json:"posting_date"`
	Due          string      `json:"due_date"`
	Currency     string      `json:"currency"`
	Account      string      `json:"party_account_currency"` // that of what is open
	Total        web.Decimal `json:"grand_total"`
	Rounded      web.Decimal `json:"rounded_total"` // 0 where the site does not round
	TotalHome    web.Decimal `json:"base_grand_total"`
	RoundedHome  web.Decimal `json:"base_rounded_total"`
	Open         web.Decimal `json:"outstanding_amount"`
	Status       string      `json:"status"`
	Return       int         `json:"is_return"`
	Against      string      `json:"return_against"`
	POS          int         `json:"is_pos"`
	Consolidated int         `json:"is_consolidated"`
	Email        string      `json:"contact_email"`
	Order        string      `json:"po_no"`
	Terms        string      `json:"payment_terms_template"`
	Remarks      string      `json:"remarks"`

	// With the document alone.
	DocStatus  int     `json:"docstatus"`
	Receivable string  `json:"debit_to"`
	Schedule   []share `json:"payment_schedule"`
}

func (i invoice) key() string { return i.Name }

func (invoice) fields() []string {
	return []string{
		"name", "customer", "posting_date", "due_date", "currency", "party_account_currency", "grand_total", "rounded_total", "base_grand_total",
		"base_rounded_total", "outstanding_amount", "status", "is_return", "return_against", "is_pos", "is_consolidated", "contact_email", "po_no",
		"payment_terms_template", "remarks", "docstatus",
	}
}

// share is an instalment of an invoice.
type share struct {
	Due    string      `json:"due_date"`
	Amount web.Decimal `json:"payment_amount"`
	Open   web.Decimal `json:"outstanding"`
}

// receipt is a payment of which a part is on account.
type receipt struct {
	Name     string      `json:"name"`
	Customer string      `json:"party"`
	Date     string      `json:"posting_date"`
	Paid     web.Decimal `json:"paid_amount"`
	Left     web.Decimal `json:"unallocated_amount"`
	Currency string      `json:"paid_from_account_currency"`
	Ref      string      `json:"reference_no"`
}

func (r receipt) key() string { return r.Name }

func (receipt) fields() []string {
	return []string{"name", "party", "posting_date", "paid_amount", "unallocated_amount", "paid_from_account_currency", "reference_no"}
}

// entry is what settled a part of an invoice, negative.
type entry struct {
	Name     string      `json:"name"`
	Customer string      `json:"party"`
	Date     string      `json:"posting_date"`
	Kind     string      `json:"voucher_type"`
	Voucher  string      `json:"voucher_no"`
	Invoice  string      `json:"against_voucher_no"`
	Amount   web.Decimal `json:"amount_in_account_currency"`
	Currency string      `json:"account_currency"`
}

func (e entry) key() string { return e.Name }

func (entry) fields() []string {
	return []string{"name", "party", "posting_date", "voucher_type", "voucher_no", "against_voucher_no", "amount_in_account_currency", "account_currency"}
}

// made is a document that a search or a save brings.
type made struct {
	Name      string      `json:"name"`
	DocStatus int         `json:"docstatus"`
	Total     web.Decimal `json:"grand_total"`
	Debit     web.Decimal `json:"total_debit"`
}
