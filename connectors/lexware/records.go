package main

import "github.com/dunningdesk/dunningdesk/plugin/web"

// page is the envelope of a list.
type page[T any] struct {
	Content []T  `json:"content"`
	Last    bool `json:"last"`
	Total   int  `json:"totalElements"`
}

// row is what pages consist of.
type row interface{ key() string }

// voucher is a row of the list of vouchers: an invoice, a down payment invoice, a credit note, made in Lexware or booked.
type voucher struct {
	ID       string      `json:"id"`
	Type     string      `json:"voucherType"`
	Status   string      `json:"voucherStatus"`
	Number   string      `json:"voucherNumber"`
	Issued   string      `json:"voucherDate"`
	Due      string      `json:"dueDate"`
	Contact  string      `json:"contactId"` // empty for the collective customer
	Name     string      `json:"contactName"`
	Total    web.Decimal `json:"totalAmount"`
	Open     web.Decimal `json:"openAmount"` // may be null
	Currency string      `json:"currency"`

	unchanged bool // since the last read, as far as Lexware says
}

func (v voucher) key() string { return v.ID }

// payments is what has been paid on a voucher.
type payments struct {
	Open  web.Decimal `json:"openAmount"`
	Items []struct {
		Type     string      `json:"paymentItemType"`
		Date     string      `json:"postingDate"`
		Amount   web.Decimal `json:"amount"`
		Currency string      `json:"currency"`
	} `json:"paymentItems"`
}

// contact is a customer: a company or a person.
type contact struct {
	ID       string `json:"id"`
	Archived bool   `json:"archived"`
	Note     string `json:"note"`
	Roles    struct {
		Customer struct {
			Number int64 `json:"number"`
		} `json:"customer"`
	} `json:"roles"`
	Company *struct {
		Name    string   `json:"name"`
		Persons []person `json:"contactPersons"`
	} `json:"company"`
	Person    *person `json:"person"`
	Addresses struct {
		Billing []struct {
			Supplement string `json:"supplement"`
			Street     string `json:"street"`
			Code       string `json:"zip"`
			City       string `json:"city"`
			Country    string `json:"countryCode"`
		} `json:"billing"`
	} `json:"addresses"`
	Emails struct {
		Business []string `json:"business"`
		Office   []string `json:"office"`
		Private  []string `json:"private"`
		Other    []string `json:"other"`
	} `json:"emailAddresses"`
	Phones struct {
		Business []string `json:"business"`
		Office   []string `json:"office"`
		Mobile   []string `json:"mobile"`
		Private  []string `json:"private"`
		Other    []string `json:"other"`
	} `json:"phoneNumbers"`
}

func (c contact) key() string { return c.ID }

type person struct {
	First   string `json:"firstName"`
	Last    string `json:"lastName"`
	Email   string `json:"emailAddress"`
	Phone   string `json:"phoneNumber"`
	Primary bool   `json:"primary"`
}
