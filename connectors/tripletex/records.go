package main

import (
	"strconv"

	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// row is a record of a list.
type row interface{ key() int64 }

type sessionToken struct {
	Token string `json:"token"`
}

type company struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

func (c company) key() int64 { return c.ID }

const customerFields = "id,customerNumber,name,organizationNumber,email,invoiceEmail,overdueNoticeEmail,phoneNumber,phoneNumberMobile,language," +
	"isPrivateIndividual,isInactive,isAutomaticReminderEnabled,isAutomaticSoftReminderEnabled,isAutomaticNoticeOfDebtCollectionEnabled,isFactoring," +
	"currency(code),postalAddress(addressLine1,addressLine2,postalCode,city,country(isoAlpha2Code))"

type customer struct {
	ID           int64  `json:"id"`
	Number       int64  `json:"customerNumber"`
	Name         string `json:"name"`
	OrgNo        string `json:"organizationNumber"`
	Email        string `json:"email"`
	InvoiceEmail string `json:"invoiceEmail"`
	OverdueEmail string `json:"overdueNoticeEmail"`
	Phone        string `json:"phoneNumber"`
	Mobile       string `json:"phoneNumberMobile"`
	Language     string `json:"language"`
	Private      *bool  `json:"isPrivateIndividual"`
	Inactive     bool   `json:"isInactive"`
	Reminded     bool   `json:"isAutomaticReminderEnabled"`
	SoftReminded bool   `json:"isAutomaticSoftReminderEnabled"`
	Noticed      bool   `json:"isAutomaticNoticeOfDebtCollectionEnabled"`
	Factoring    bool   `json:"isFactoring"`
	Currency     code   `json:"currency"`
	Address      struct {
		Line1   string `json:"addressLine1"`
		Line2   string `json:"addressLine2"`
		Code    string `json:"postalCode"`
		City    string `json:"city"`
		Country struct {
			Code string `json:"isoAlpha2Code"`
		} `json:"country"`
	} `json:"postalAddress"`
}

func (c customer) key() int64 { return c.ID }

type code struct {
	Code string `json:"code"`
}

type ref struct {
	ID int64 `json:"id"`
}

const invoiceFields = "id,invoiceNumber,invoiceDate,invoiceDueDate,kid,amountCurrency,amountOutstanding,amountCurrencyOutstanding,isCreditNote," +
	"creditedInvoice,currency(code),customer(id),postings(id,date,amountCurrency,currency(code),type)"

// invoice is an invoice or a credit note.
type invoice struct {
	ID       int64  `json:"id"`
	Number   int64  `json:"invoiceNumber"`
	Issued   string `json:"invoiceDate"`
	Due      string `json:"invoiceDueDate"`
	KID      string `json:"kid"`
	Credit   bool   `json:"isCreditNote"`
	Credited int64  `json:"creditedInvoice"` // the id of the invoice that a credit note takes back
	// Amount and Open are in the invoice's currency; OpenHome is in the company's, for which the description says the same.
	Amount   web.Decimal `json:"amountCurrency"`
	Open     web.Decimal `json:"amountCurrencyOutstanding"`
	OpenHome web.Decimal `json:"amountOutstanding"`
	Currency code        `json:"currency"`
	Customer ref         `json:"customer"`
	Postings []posting   `json:"postings"`
}

func (i invoice) key() int64 { return i.ID }

// posting is an entry of an invoice in the ledger; payments are negative.
type posting struct {
	ID       int64       `json:"id"`
	Date     string      `json:"date"`
	Type     string      `json:"type"`
	Amount   web.Decimal `json:"amountCurrency"`
	Currency code        `json:"currency"`
}

// incoming is the type of a posting that is a payment.
const incoming = "INCOMING_PAYMENT"

const openPostFields = "id,date,amountCurrency,currency(code),type,invoiceNumber,externalRef,customer(id),closeGroup(id)"

// openPost is an open entry of the ledger.
type openPost struct {
	posting

	InvoiceNumber string `json:"invoiceNumber"`
	Ref           string `json:"externalRef"`
	Customer      *ref   `json:"customer"`
	Closed        *ref   `json:"closeGroup"` // it is matched in full
}

func (p openPost) key() int64 { return p.ID }

func id(n int64) string { return strconv.FormatInt(n, 10) }
