package main

import (
	"strconv"

	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// row is a record of a list.
type row interface{ key() string }

// page is the answer to any list.
type page struct {
	Meta *struct {
		Pages int `json:"@TotalPages"`
		Rows  int `json:"@TotalResources"`
	} `json:"MetaInformation"`
	Invoices  []invoiceRow  `json:"Invoices"`
	Customers []customerRow `json:"Customers"`
	Payments  []paymentRow  `json:"InvoicePayments"`
}

type company struct {
	Name   string `json:"CompanyName"`
	Number int64  `json:"DatabaseNumber"`
}

// invoiceRow is an invoice or a credit note in a list; which of them the list does not say.
type invoiceRow struct {
	Number    string      `json:"DocumentNumber"`
	Customer  string      `json:"CustomerNumber"`
	Type      string      `json:"InvoiceType"`
	Currency  string      `json:"Currency"`
	Balance   web.Decimal `json:"Balance"`
	Booked    bool        `json:"Booked"`
	Cancelled bool        `json:"Cancelled"`
	Sent      bool        `json:"Sent"`
	Finans    bool        `json:"NoxFinans"` // Fortnox Finans collects it
}

func (r invoiceRow) key() string { return r.Number }

func (r invoiceRow) settled() bool {
	open, err := r.Balance.Rounded(r.Currency)
	return err == nil && open == 0
}

type invoice struct {
	invoiceRow

	Date      string      `json:"InvoiceDate"`
	Due       string      `json:"DueDate"`
	Total     web.Decimal `json:"Total"`
	ToPay     web.Decimal `json:"TotalToPay"`       // less than Total where the state pays a part of the work
	Relief    string      `json:"TaxReductionType"` // none, rot, rut, green
	Credit    string      `json:"Credit"`
	Credited  string      `json:"CreditInvoiceReference"`
	OCR       string      `json:"OCR"`
	Order     string      `json:"YourOrderNumber"`
	Language  string      `json:"Language"`
	Reminders int         `json:"Reminders"`
	Name      string      `json:"CustomerName"`
}

type customerRow struct {
	Number string `json:"CustomerNumber"`
}

func (r customerRow) key() string { return r.Number }

type customer struct {
	customerRow

	Name      string `json:"Name"`
	Type      string `json:"Type"` // PRIVATE, COMPANY
	OrgNo     string `json:"OrganisationNumber"`
	Active    *bool  `json:"Active"`
	Email     string `json:"Email"`
	Invoices  string `json:"EmailInvoice"`
	Copies    string `json:"EmailInvoiceCC"`
	Phone1    string `json:"Phone1"`
	Phone2    string `json:"Phone2"`
	Address1  string `json:"Address1"`
	Address2  string `json:"Address2"`
	ZipCode   string `json:"ZipCode"`
	City      string `json:"City"`
	Country   string `json:"CountryCode"`
	Land      string `json:"Country"`
	Currency  string `json:"Currency"`
	Reference string `json:"YourReference"`
}

type paymentRow struct {
	Number  string      `json:"Number"`
	Invoice int64       `json:"InvoiceNumber"`
	Date    string      `json:"PaymentDate"`
	Amount  web.Decimal `json:"Amount"`
	Booked  bool        `json:"Booked"`
}

func (p paymentRow) key() string { return p.Number }

func (p paymentRow) invoice() string { return strconv.FormatInt(p.Invoice, 10) }

// payment is one by itself, which tells the amount in the invoice's currency too.
type payment struct {
	paymentRow

	InCurrency web.Decimal `json:"AmountCurrency"`
}
