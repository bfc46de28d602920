package main

import (
	"context"
	"strconv"
	"strings"
	"time"
)

// line is a booking on a receivable account.
type line struct {
	ID          int64  `json:"id"`
	Party       int64  `json:"party"`
	Account     int64  `json:"account"`
	Debit       amount `json:"debit"`
	Credit      amount `json:"credit"`
	Foreign     amount `json:"amount_second_currency"`
	ForeignIn   coded  `json:"second_currency."`
	Due         day    `json:"maturity_date"`
	Day         day    `json:"date"`
	Origin      string `json:"move_origin"`
	Move        move   `json:"move."`
	Description string `json:"description"`
	Settled     int64  `json:"reconciliation"`
	PaymentsOf  ids    `json:"invoice_payments"`
}

type move struct {
	ID      int64  `json:"id"`
	Number  string `json:"number"`
	State   string `json:"state"`
	Journal struct {
		Type string `json:"type"`
	} `json:"journal."`
}

type coded struct {
	Code string `json:"code"`
}

type ids []int64

func (l line) key() int64 { return l.ID }

// isOpen reports whether the line counts: it is posted and nothing has settled it.
func (l line) isOpen() bool { return l.Settled == 0 && l.Move.State == "posted" }

// invoice is the invoice that the line's booking comes from; 0: none.
func (l line) invoice() int64 {
	id, found := strings.CutPrefix(l.Origin, "account.invoice,")
	n, err := strconv.ParseInt(id, 10, 64)
	if !found || err != nil {
		return 0
	}
	return n
}

var lineFields = []string{
	"party", "account", "debit", "credit", "amount_second_currency", "second_currency.code", "maturity_date", "date",
	"move_origin", "move.number", "move.state", "move.journal.type", "description", "reconciliation", "invoice_payments",
}

// isLoss reports whether the line was booked by a write-off: it brought no money.
func (l line) isLoss() bool { return l.Move.Journal.Type == "write-off" }

// invoice is what a line's number and reference are taken from.
type invoice struct {
	ID          int64  `json:"id"`
	Number      string `json:"number"`
	Reference   string `json:"reference"`
	Description string `json:"description"`
	Day         day    `json:"invoice_date"`
	Move        int64  `json:"move"`
	Currency    coded  `json:"currency."`
	ToPay       amount `json:"amount_to_pay"`
}

func (i invoice) key() int64 { return i.ID }

var invoiceFields = []string{"number", "reference", "description", "invoice_date", "move", "currency.code"}

// reference is a record of which nothing but the id, or one link, is read.
type reference struct {
	ID    int64 `json:"id"`
	Party int64 `json:"party"`
	Lines ids   `json:"lines"`
}

func (r reference) key() int64 { return r.ID }

// receivables are the conditions on all receivable lines of the company.
func (t *tryton) receivables() []any {
	return []any{is("account.type.receivable", "=", true), is("account.company", "=", t.company.id), is("party", "!=", nil)}
}

// open are the conditions on those that count.
func (t *tryton) open() []any {
	return append(t.receivables(), is("reconciliation", "=", nil), is("move.state", "=", "posted"))
}

// of narrows conditions to some customers; none means all.
func of(parties []int64) []any {
	if len(parties) == 0 {
		return nil
	}
	return []any{is("party", "in", parties)}
}

// since are the conditions on records made or changed at or after a moment.
// Tryton leaves write_date empty until the first change.
func since(at time.Time) []any {
	moment := datetimeValue(at)
	return []any{[]any{"OR", is("write_date", ">=", moment), []any{is("write_date", "=", nil), is("create_date", ">=", moment)}}}
}

// count tells how many records fulfil the conditions.
func (t *tryton) count(ctx context.Context, model string, conditions []any) (n int, err error) {
	err = t.read(ctx, &n, "model."+model+".search_count", conditions, t.everything())
	return n, err
}
