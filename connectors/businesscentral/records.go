package main

import (
	"strconv"

	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// row is a record of a list.
type row interface{ key() string }

// page is the answer to any list.
type page[T any] struct {
	Rows []T    `json:"value"`
	Next string `json:"@odata.nextLink"`
}

type company struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Display string `json:"displayName"`
}

func (c company) key() string { return c.ID }

func (c company) name() string { return web.First(c.Display, c.Name, c.ID) }

type information struct {
	Currency string `json:"currencyCode"`
}

type customer struct {
	ID       string `json:"id"`
	Number   string `json:"number"`
	Name     string `json:"displayName"`
	Type     string `json:"type"` // Company, Person
	Line1    string `json:"addressLine1"`
	Line2    string `json:"addressLine2"`
	City     string `json:"city"`
	State    string `json:"state"`
	Country  string `json:"country"`
	Code     string `json:"postalCode"`
	Phone    string `json:"phoneNumber"`
	Email    string `json:"email"`
	OrgNo    string `json:"taxRegistrationNumber"`
	Currency string `json:"currencyCode"`
	Blocked  string `json:"blocked"`
	Seller   string `json:"salespersonCode"`
}

func (c customer) key() string { return c.ID }

type invoice struct {
	ID         string      `json:"id"`
	Number     string      `json:"number"`
	Status     string      `json:"status"`
	Date       string      `json:"invoiceDate"`
	Posted     string      `json:"postingDate"`
	Due        string      `json:"dueDate"`
	Customer   string      `json:"customerId"`
	BillTo     string      `json:"billToCustomerId"`
	Currency   string      `json:"currencyCode"`
	Total      web.Decimal `json:"totalAmountIncludingTax"`
	Open       web.Decimal `json:"remainingAmount"`
	External   string      `json:"externalDocumentNumber"`
	Order      string      `json:"customerPurchaseOrderReference"`
	Promised   string      `json:"promisedPayDate"`
	Dispute    string      `json:"disputeStatus"`
	Email      string      `json:"email"`
	BillToName string      `json:"billToName"`
}

func (i invoice) key() string { return i.ID }

type creditMemo struct {
	ID       string      `json:"id"`
	Number   string      `json:"number"`
	Currency string      `json:"currencyCode"`
	Total    web.Decimal `json:"totalAmountIncludingTax"`
	Invoice  string      `json:"invoiceId"`
}

func (m creditMemo) key() string { return m.ID }

type balance struct {
	Customer string      `json:"customerId"`
	Number   string      `json:"customerNumber"`
	Currency string      `json:"currencyCode"` // empty for that of the company
	Open     web.Decimal `json:"balanceDue"`
}

func (b balance) key() string { return b.Customer + " " + b.Number + " " + b.Currency }

// detail is a row of the ledger: what has moved an entry, its own posting first.
type detail struct {
	Entry    int64       `json:"cleEntryNo"`
	Due      string      `json:"cleDueDate"`
	Date     string      `json:"cleDocumentDate"`
	Posted   string      `json:"clePostingDate"`
	No       int64       `json:"dcleEntryNo"`
	Moved    string      `json:"dclePostingDate"`
	Document string      `json:"dcleDocumentType"`
	Number   string      `json:"dcleDocumentNo"`
	Amount   web.Decimal `json:"dcleAmountLCY"` // in the company's currency alone
	Customer string      `json:"dcleCustomerNo"`
	Sales    string      `json:"salesInvHeaderDocumentNo"` // of a posted sales invoice
}

func (d detail) key() string { return strconv.FormatInt(d.No, 10) }
