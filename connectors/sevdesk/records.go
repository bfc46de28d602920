package main

import "github.com/dunningdesk/dunningdesk/plugin/web"

// envelope is what every answer comes in.
type envelope[T any] struct {
	Objects []T `json:"objects"`
}

// row is what lists consist of.
type row interface{ key() string }

type ref struct {
	ID web.Text `json:"id"`
}

// contact is a customer, supplier or partner: an organisation when it has a name, else a person.
type contact struct {
	ID     web.Text `json:"id"`
	Number web.Text `json:"customerNumber"`
	Name   string   `json:"name"`
	// First is really the first name, whatever sevdesk calls it.
	First  string `json:"surename"`
	Last   string `json:"familyname"`
	VAT    string `json:"vatNumber"`
	Note   string `json:"description"`
	Parent *ref   `json:"parent"` // the organisation that a person works for
}

func (c contact) key() string { return string(c.ID) }

// way is an e-mail address or telephone number of a contact.
type way struct {
	ID      web.Text `json:"id"`
	Contact ref      `json:"contact"`
	Type    string   `json:"type"`
	Value   string   `json:"value"`
	Main    web.Text `json:"main"`
	Key     ref      `json:"key"`
}

func (w way) key() string { return string(w.ID) }

// forInvoices is the key of an address to which invoices go.
const forInvoices = "8"

type address struct {
	ID      web.Text `json:"id"`
	Contact ref      `json:"contact"`
	Street  string   `json:"street"`
	Code    web.Text `json:"zip"`
	City    string   `json:"city"`
	Name    string   `json:"name"`
	Country *struct {
		Code string `json:"code"`
		Name string `json:"name"`
	} `json:"country"`
}

func (a address) key() string { return string(a.ID) }

// States of invoices and credit notes, and types of invoices that are none.
const (
	inactive   = "50"
	drafted    = "100"
	delivered  = "200"
	partlyPaid = "750"
	settled    = "1000"

	recurring    = "WKR"
	reminder     = "MA"
	cancellation = "SR"
)

// invoice is an invoice; its sums are in EUR, and in its own currency too where that is another.
type invoice struct {
	ID       web.Text    `json:"id"`
	Number   string      `json:"invoiceNumber"`
	Type     string      `json:"invoiceType"`
	Status   web.Text    `json:"status"`
	Issued   string      `json:"invoiceDate"`
	Days     web.Text    `json:"timeToPay"` // from the date on; there is no due date
	Currency string      `json:"currency"`
	Gross    web.Decimal `json:"sumGross"`
	Foreign  web.Decimal `json:"sumGrossForeignCurrency"`
	Paid     web.Decimal `json:"paidAmount"`
	Dunned   web.Text    `json:"dunningLevel"`
	Contact  ref         `json:"contact"`
	Address  string      `json:"address"` // all of it, with the name in the first line
	OrderRef string      `json:"customerInternalNote"`
}

func (i invoice) key() string { return string(i.ID) }

type creditNote struct {
	ID       web.Text    `json:"id"`
	Number   string      `json:"creditNoteNumber"`
	Status   web.Text    `json:"status"`
	Issued   string      `json:"creditNoteDate"`
	Currency string      `json:"currency"`
	Gross    web.Decimal `json:"sumGross"`
	Foreign  web.Decimal `json:"sumGrossForeignCurrency"`
	Contact  ref         `json:"contact"`
	Address  string      `json:"address"`
}

func (n creditNote) key() string { return string(n.ID) }
