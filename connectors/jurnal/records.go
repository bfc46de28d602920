package main

import (
	"encoding/json"

	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// page is the envelope of a list: the rows under the list's own name, and how many there are.
type page[T any] struct {
	rows  []T
	count int
	pages int
	found bool // the rows were there at all
}

// UnmarshalJSON finds the rows under whichever of the names of Jurnal's lists they come.
func (p *page[T]) UnmarshalJSON(b []byte) error {
	var numbers struct {
		Count int `json:"total_count"`
		Pages int `json:"total_pages"`
	}
	if err := json.Unmarshal(b, &numbers); err != nil {
		return err
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(b, &all); err != nil {
		return err
	}
	*p = page[T]{count: numbers.Count, pages: numbers.Pages}
	for _, name := range []string{"customers", "sales_invoices", "receive_payments"} {
		if rows, ok := all[name]; ok {
			err := json.Unmarshal(rows, &p.rows)
			p.found = p.rows != nil
			return err
		}
	}
	return nil
}

// row is what lists consist of. Its day orders the list, the latest first; customers have none.
type row interface {
	key() string
	day() string
}

// person is a customer. In a list the row may be wrapped once more.
type person struct {
	ID      web.Text `json:"id"`
	Name    string   `json:"display_name"`
	Email   string   `json:"email"` // several, with commas between
	Phone   string   `json:"phone"`
	Mobile  string   `json:"mobile"`
	TaxNo   string   `json:"tax_no"`
	Archive web.Text `json:"archive"`
	Address string   `json:"address"`
	Billing string   `json:"billing_address"`
	// The parts of an Indonesian address, below the street: village, district, regency or city, province.
	Kelurahan string   `json:"billing_address_kelurahan"`
	Kecamatan string   `json:"billing_address_kecamatan"`
	Kabupaten string   `json:"billing_address_kabupaten"`
	Provinsi  string   `json:"billing_address_provinsi"`
	PostCode  web.Text `json:"billing_address_post_code"`
}

// UnmarshalJSON takes both.
func (p *person) UnmarshalJSON(b []byte) error {
	type plain person
	var wrapped struct {
		Person *plain `json:"person"`
	}
	if err := json.Unmarshal(b, &wrapped); err == nil && wrapped.Person != nil {
		*p = person(*wrapped.Person)
		return nil
	}
	return json.Unmarshal(b, (*plain)(p))
}

func (p person) key() string { return string(p.ID) }

func (person) day() string { return "" }

// invoice is a sales invoice, open or not: Jurnal's list has no filter for what is open.
type invoice struct {
	ID        web.Text    `json:"id"`
	Number    string      `json:"transaction_no"`
	Issued    string      `json:"transaction_date"`
	Due       string      `json:"due_date"`
	Remaining web.Decimal `json:"remaining"`
	Amount    web.Decimal `json:"original_amount"`
	Currency  string      `json:"currency_code"`
	// Shown is the open amount as people see it, with the sign of its currency. It is not read as an amount.
	Shown       string      `json:"remaining_currency_format"`
	Status      string      `json:"status"`
	Deleted     web.Text    `json:"deleted_at"`
	Reference   string      `json:"reference_no"`
	Memos       bool        `json:"has_credit_memos"`
	MemoBalance web.Decimal `json:"credit_memo_balance"`
	Person      person      `json:"person"`
}

func (i invoice) key() string { return string(i.ID) }

func (i invoice) day() string { return i.Issued }

// payment is money received, with what it was applied to.
type payment struct {
	ID       web.Text `json:"id"`
	Number   string   `json:"transaction_no"`
	Date     string   `json:"transaction_date"`
	Draft    bool     `json:"is_draft"`
	Deleted  web.Text `json:"deleted_at"`
	Currency string   `json:"currency_code"`
	Records  []struct {
		ID      web.Text    `json:"id"`
		Invoice web.Text    `json:"transaction_id"`
		Type    string      `json:"transaction_type"`
		Amount  web.Decimal `json:"amount"`
	} `json:"records"`
}

func (p payment) key() string { return string(p.ID) }

func (p payment) day() string { return p.Date }
