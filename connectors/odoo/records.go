package main

import (
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// model names a model with the fields that are asked for: those without which nothing can be read, and those that not every
// version has.
type model struct {
	name           string
	needed, wanted []string
}

var (
	lineModel = model{
		"account.move.line", []string{
			"move_id", "move_name", "ref", "move_type", "partner_id", "date", "date_maturity", "amount_currency", "currency_id", "amount_residual",
			"amount_residual_currency", "reconciled", "matched_credit_ids", "parent_state", "account_id", "write_date",
		}, []string{"payment_id", "statement_line_id", "blocked", "account_type", "account_internal_type"},
	}
	moveModel = model{
		"account.move", []string{"name", "ref", "state", "move_type", "invoice_date", "payment_reference", "reversed_entry_id", "amount_total", "currency_id", "write_date"}, nil,
	}
	partnerModel = model{
		"res.partner", []string{
			"name", "ref", "email", "phone", "lang", "street", "street2", "zip", "city", "country_id", "vat", "active", "parent_id", "commercial_partner_id",
			"type", "function", "write_date",
		}, []string{"mobile", "is_company"},
	}
	models = []model{lineModel, moveModel, partnerModel}
)

// stamp is what every record has: its id and when it was last changed, "2026-11-21 22:25:04" in UTC.
type stamp struct {
	ID      int64 `json:"id"`
	Changed text  `json:"write_date"`
}

func (s stamp) mark() stamp { return s }

// marked is a record with a stamp.
type marked interface{ mark() stamp }

// line is a journal item on a receivable account: one instalment of an invoice, a credit note, money.
type line struct {
	stamp
	Move         ref         `json:"move_id"`
	Number       text        `json:"move_name"`
	Ref          text        `json:"ref"`
	Type         string      `json:"move_type"`
	State        string      `json:"parent_state"`
	Partner      ref         `json:"partner_id"`
	Account      ref         `json:"account_id"`
	Date         text        `json:"date"`
	Due          text        `json:"date_maturity"`
	Currency     ref         `json:"currency_id"`
	Amount       web.Decimal `json:"amount_currency"`
	Open         web.Decimal `json:"amount_residual_currency"`
	OpenAtHome   web.Decimal `json:"amount_residual"`
	Reconciled   bool        `json:"reconciled"`
	Credits      []int64     `json:"matched_credit_ids"`
	Payment      ref         `json:"payment_id"`
	Statement    ref         `json:"statement_line_id"`
	NoFollowUp   bool        `json:"blocked"`
	AccountType  text        `json:"account_type"`
	InternalType text        `json:"account_internal_type"`
	Label        text        `json:"name"`
}

// isOpen reports whether the line counts.
func (l line) isOpen() bool { return l.State == "posted" && !l.Reconciled }

// move is a journal entry, such as an invoice.
type move struct {
	stamp
	Name      text        `json:"name"`
	Ref       text        `json:"ref"`
	State     string      `json:"state"`
	Type      string      `json:"move_type"`
	Issued    text        `json:"invoice_date"`
	Reference text        `json:"payment_reference"`
	Reverses  ref         `json:"reversed_entry_id"`
	Total     web.Decimal `json:"amount_total"`
	Currency  ref         `json:"currency_id"`
}

// partner is a customer, or a person or address of one.
type partner struct {
	stamp
	Name       text `json:"name"`
	Ref        text `json:"ref"`
	Email      text `json:"email"`
	Phone      text `json:"phone"`
	Mobile     text `json:"mobile"`
	Lang       text `json:"lang"`
	Street     text `json:"street"`
	Street2    text `json:"street2"`
	Zip        text `json:"zip"`
	City       text `json:"city"`
	Country    ref  `json:"country_id"`
	VAT        text `json:"vat"`
	Active     bool `json:"active"`
	IsCompany  bool `json:"is_company"`
	Parent     ref  `json:"parent_id"`
	Commercial ref  `json:"commercial_partner_id"`
	Type       text `json:"type"`
	Function   text `json:"function"`
}

// partial is what one line settled of another.
type partial struct {
	stamp
	Debit      ref         `json:"debit_move_id"`
	Credit     ref         `json:"credit_move_id"`
	OfCredit   web.Decimal `json:"credit_amount_currency"` // in the currency of the credit
	SettledDay text        `json:"max_date"`
}

// country has the code that links lack.
type country struct {
	stamp
	Code text `json:"code"`
}
