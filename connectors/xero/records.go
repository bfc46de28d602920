package main

import "github.com/dunningdesk/dunningdesk/plugin/web"

// Words of Xero.
const (
	sale       = "ACCREC"
	credit     = "ACCRECCREDIT"
	received   = "ACCRECPAYMENT"
	authorised = "AUTHORISED"
	paid       = "PAID"
	voided     = "VOIDED"
	deleted    = "DELETED"
)

// row is a record of a list.
type row interface{ key() string }

type tenant struct {
	ID   string `json:"tenantId"`
	Name string `json:"tenantName"`
	Type string `json:"tenantType"`
}

type reminders struct {
	Settings []reminder `json:"InvoiceReminders"`
}

type reminder struct {
	Enabled bool `json:"Enabled"`
}

// page is the answer to any list.
type page struct {
	Pages *struct {
		Count int `json:"pageCount"`
		Items int `json:"itemCount"`
	} `json:"pagination"`
	Contacts     []contact    `json:"Contacts"`
	Invoices     []invoice    `json:"Invoices"`
	CreditNotes  []creditNote `json:"CreditNotes"`
	Overpayments []onAccount  `json:"Overpayments"`
	Prepayments  []onAccount  `json:"Prepayments"`
	Payments     []payment    `json:"Payments"`
}

type contact struct {
	ID        string `json:"ContactID"`
	Merged    string `json:"MergedToContactID"`
	Number    string `json:"ContactNumber"`
	Account   string `json:"AccountNumber"`
	Status    string `json:"ContactStatus"`
	Name      string `json:"Name"`
	First     string `json:"FirstName"`
	Last      string `json:"LastName"`
	Email     string `json:"EmailAddress"`
	Company   string `json:"CompanyNumber"`
	Tax       string `json:"TaxNumber"`
	Customer  bool   `json:"IsCustomer"`
	Currency  string `json:"DefaultCurrency"`
	Addresses []struct {
		Type       string `json:"AddressType"`
		Line1      string `json:"AddressLine1"`
		Line2      string `json:"AddressLine2"`
		Line3      string `json:"AddressLine3"`
		Line4      string `json:"AddressLine4"`
		City       string `json:"City"`
		Region     string `json:"Region"`
		PostalCode string `json:"PostalCode"`
		Country    string `json:"Country"`
		Attention  string `json:"AttentionTo"`
	} `json:"Addresses"`
	Phones []struct {
		Type    string `json:"PhoneType"`
		Number  string `json:"PhoneNumber"`
		Area    string `json:"PhoneAreaCode"`
		Country string `json:"PhoneCountryCode"`
	} `json:"Phones"`
	Persons []struct {
		First  string `json:"FirstName"`
		Last   string `json:"LastName"`
		Email  string `json:"EmailAddress"`
		Copied bool   `json:"IncludeInEmails"`
	} `json:"ContactPersons"`
}

func (c contact) key() string { return c.ID }

type ofContact struct {
	ID   string `json:"ContactID"`
	Name string `json:"Name"`
}

type invoice struct {
	ID        string      `json:"InvoiceID"`
	Number    string      `json:"InvoiceNumber"`
	Type      string      `json:"Type"`
	Status    string      `json:"Status"`
	Contact   ofContact   `json:"Contact"`
	Date      string      `json:"Date"`
	Day       string      `json:"DateString"` // without a zone
	Due       string      `json:"DueDate"`
	DueDay    string      `json:"DueDateString"`
	Total     web.Decimal `json:"Total"`
	Open      web.Decimal `json:"AmountDue"`
	Currency  string      `json:"CurrencyCode"`
	Reference string      `json:"Reference"`
	Payments  []payment   `json:"Payments"`
}

func (i invoice) key() string { return i.ID }

type creditNote struct {
	ID          string       `json:"CreditNoteID"`
	Number      string       `json:"CreditNoteNumber"`
	Type        string       `json:"Type"`
	Status      string       `json:"Status"`
	Contact     ofContact    `json:"Contact"`
	Date        string       `json:"Date"`
	Total       web.Decimal  `json:"Total"`
	Open        web.Decimal  `json:"RemainingCredit"`
	Currency    string       `json:"CurrencyCode"`
	Reference   string       `json:"Reference"`
	Allocations []allocation `json:"Allocations"`
}

func (n creditNote) key() string { return n.ID }

type allocation struct {
	Amount  web.Decimal `json:"Amount"`
	Invoice struct {
		ID string `json:"InvoiceID"`
	} `json:"Invoice"`
}

// onAccount is an overpayment or a prepayment: money of which a part may not have been applied yet.
type onAccount struct {
	Over      string      `json:"OverpaymentID"`
	Pre       string      `json:"PrepaymentID"`
	Type      string      `json:"Type"`
	Status    string      `json:"Status"`
	Contact   ofContact   `json:"Contact"`
	Date      string      `json:"Date"`
	Total     web.Decimal `json:"Total"`
	Open      web.Decimal `json:"RemainingCredit"`
	Currency  string      `json:"CurrencyCode"`
	Reference string      `json:"Reference"`
}

func (o onAccount) key() string { return o.Over + o.Pre }

type payment struct {
	ID        string      `json:"PaymentID"`
	Status    string      `json:"Status"`
	Date      string      `json:"Date"`
	Amount    web.Decimal `json:"Amount"`
	Reference string      `json:"Reference"`
}

func (p payment) key() string { return p.ID }

type history struct {
	Records []struct {
		Details string `json:"Details"`
	} `json:"HistoryRecords"`
}

type attachments struct {
	Files []struct {
		ID   string `json:"AttachmentID"`
		Name string `json:"FileName"`
	} `json:"Attachments"`
}
