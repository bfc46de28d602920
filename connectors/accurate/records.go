package main

import (
	"encoding/json"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// answer is the envelope of every answer: s tells whether it went well, d is the data, or the words of what went wrong.
type answer struct {
	OK   bool            `json:"s"`
	Data json.RawMessage `json:"d"`
	Page struct {
		Page  int `json:"page"`
		Pages int `json:"pageCount"`
		Rows  int `json:"rowCount"`
	} `json:"sp"`
}

// words are what went wrong.
func (a answer) words() string {
	var many []string
	var one string
	switch {
	case json.Unmarshal(a.Data, &many) == nil:
		return strings.Join(many, "; ")
	case json.Unmarshal(a.Data, &one) == nil:
		return one
	}
	return ""
}

// row is what lists consist of.
type row interface{ key() string }

// Fields are asked for by name: without them only ids come, and those that Accurate does not know are left out in silence.
const (
	customerFields = "id,customerNo,name,email,mobilePhone,workPhone,billStreet,billCity,billProvince,billZipCode,billCountry,npwpNo,suspended"
	invoiceFields  = "id,number,transDate,dueDate,totalAmount,primeOwing,currencyId,currency,customer,approvalStatus"
	receiptFields  = "id,number,transDate,customer"
)

type customer struct {
	ID        web.Text `json:"id"`
	Number    string   `json:"customerNo"`
	Name      string   `json:"name"`
	Email     string   `json:"email"`
	Mobile    string   `json:"mobilePhone"`
	Phone     string   `json:"workPhone"`
	Street    string   `json:"billStreet"`
	City      string   `json:"billCity"`
	Province  string   `json:"billProvince"`
	Code      web.Text `json:"billZipCode"`
	Country   string   `json:"billCountry"`
	TaxNo     string   `json:"npwpNo"`
	Suspended bool     `json:"suspended"`
}

func (c customer) key() string { return string(c.ID) }

// party is a customer within another record: an object, or a text that tells the name alone.
type party struct {
	ID   web.Text `json:"id"`
	Name string   `json:"name"`
}

// UnmarshalJSON takes both.
func (p *party) UnmarshalJSON(b []byte) error {
	var name string
	if json.Unmarshal(b, &name) == nil {
		*p = party{Name: name}
		return nil
	}
	type plain party
	return json.Unmarshal(b, (*plain)(p))
}

// money is a currency: an object, or its code.
type money struct {
	Code string `json:"code"`
}

// UnmarshalJSON takes both.
func (m *money) UnmarshalJSON(b []byte) error {
	var code string
	if json.Unmarshal(b, &code) == nil {
		*m = money{Code: code}
		return nil
	}
	type plain money
	return json.Unmarshal(b, (*plain)(m))
}

// invoice is an invoice, of the list or by itself. What the list may leave out is asked for by itself.
type invoice struct {
	ID         web.Text    `json:"id"`
	Number     string      `json:"number"`
	Issued     string      `json:"transDate"`
	Due        string      `json:"dueDate"`
	Total      web.Decimal `json:"totalAmount"`
	Owing      web.Decimal `json:"primeOwing"`
	CurrencyID web.Text    `json:"currencyId"`
	Currency   money       `json:"currency"`
	Customer   party       `json:"customer"`
	Approval   string      `json:"approvalStatus"`
}

func (i invoice) key() string { return string(i.ID) }

// receipt is money received, with the invoices it was applied to when it is asked for by itself.
type receipt struct {
	ID       web.Text `json:"id"`
	Number   string   `json:"number"`
	Date     string   `json:"transDate"`
	Customer party    `json:"customer"`
	Invoices []struct {
		InvoiceID web.Text    `json:"invoiceId"`
		Invoice   party       `json:"invoice"`
		Amount    web.Decimal `json:"paymentAmount"`
	} `json:"detailInvoice"`
}

func (r receipt) key() string { return string(r.ID) }
