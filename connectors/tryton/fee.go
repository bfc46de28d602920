package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// bill is an invoice of ours: a fee, or the credit note that takes one back.
type bill struct {
	ID        int64  `json:"id"`
	Number    string `json:"number"`
	Reference string `json:"reference"`
	State     string `json:"state"`
	Total     amount `json:"total_amount"`
	ToPay     amount `json:"amount_to_pay"`
	Currency  coded  `json:"currency."`
	Lines     ids    `json:"lines_to_pay"`
	Party     int64  `json:"party"`
	Account   int64  `json:"account"`
	Journal   int64  `json:"journal"`
	Address   int64  `json:"invoice_address"`
	Term      int64  `json:"payment_term"`
	Parts     ids    `json:"lines"`
}

func (b bill) key() int64 { return b.ID }

// isBooked reports whether the bill is in the books.
func (b bill) isBooked() bool { return b.State != "draft" && b.State != "validated" }

func (b bill) posted() spec.Posted {
	p := spec.Posted{Number: b.Number, ExternalIDs: []string{link("account.invoice", b.ID)}}
	if len(b.Lines) > 0 {
		p.ExternalIDs = []string{strconv.FormatInt(slices.Min(b.Lines), 10), link("account.invoice", b.ID)}
	}
	return p
}

var billFields = []string{
	"number", "reference", "state", "total_amount", "amount_to_pay", "currency.code", "lines_to_pay", "party", "account", "journal", "invoice_address",
	"payment_term", "lines",
}

// bills looks for invoices with our key as their reference.
func (w *writing) bills(ctx context.Context) (found []bill, err error) {
	mine := []any{is("type", "=", "out"), is("company", "=", w.company.id), is("reference", "=", w.posting.Key)}
	err = list(ctx, w.tryton, "account.invoice", mine, billFields, func(rows []bill) error {
		found = append(found, rows...)
		return nil
	})
	return found, err
}

// findInvoice looks for the fee, or for the credit note of one taken back. One
// that was left as a draft is not written yet.
func (w *writing) findInvoice(ctx context.Context) (spec.Posted, bool, error) {
	found, err := w.bills(ctx)
	if err != nil {
		return spec.Posted{}, false, err
	}
	for _, b := range found {
		if !b.isBooked() {
			continue
		}
		if b.Total.Decimal != "" && strings.HasPrefix(string(b.Total.Decimal), "-") {
			open, err := b.ToPay.Rounded(b.Currency.Code)
			if err != nil || open != 0 && b.State == "posted" {
				continue // the credit note is there, and not yet set against the fee
			}
		}
		return b.posted(), true, nil
	}
	return spec.Posted{}, false, nil
}

// fee books a customer invoice of one line. A draft that an earlier attempt has
// left is posted.
func (w *writing) fee(ctx context.Context) (spec.Posted, error) {
	draft, err := w.draftFee(ctx)
	if err != nil {
		return spec.Posted{}, err
	}
	return w.postBill(ctx, draft, w.posting.Amount)
}

func (w *writing) draftFee(ctx context.Context) (int64, error) {
	drafts, err := w.bills(ctx)
	if err != nil || len(drafts) > 0 {
		return first(drafts), err
	}
	if _, err := w.partLines(ctx); err != nil {
		return 0, err
	}
	account, err := w.feeAccount(ctx)
	if err != nil {
		return 0, err
	}
	head, err := w.billHead(ctx)
	if err != nil {
		return 0, err
	}
	return w.createBill(ctx, head, account, 1)
}

func first(all []bill) int64 {
	if len(all) == 0 {
		return 0
	}
	return all[0].ID
}

// createBill makes the draft; quantity -1 makes a credit note.
func (w *writing) createBill(ctx context.Context, head map[string]any, account int64, quantity int) (int64, error) {
	p := w.posting
	currency := head["currency"]
	head["reference"], head["description"], head["invoice_date"] = p.Key, p.Title, dateValue(p.Date)
	head["type"], head["company"] = "out", w.company.id
	latest, err := w.latestInvoice(ctx)
	if err != nil {
		return 0, err
	}
	if latest > p.Date {
		head["accounting_date"] = dateValue(latest)
	}
	head["lines"] = []any{[]any{"create", []any{map[string]any{
		"type": "line", "invoice_type": "out", "quantity": quantity, "unit_price": decimalValue(p.Amount, p.Currency),
		"account": account, "currency": currency, "description": p.Title,
	}}}}
	var made []int64
	if err := w.do(ctx, &made, "model.account.invoice.create", []any{head}, w.context()); err != nil {
		return 0, err
	}
	if len(made) != 1 {
		return 0, outOfOrder("account.invoice")
	}
	return made[0], nil
}

// latestInvoice is the day of the invoice that was booked last: Tryton numbers
// invoices in the order of their days.
func (w *writing) latestInvoice(ctx context.Context) (spec.Date, error) {
	var rows []struct {
		Move struct {
			Day day `json:"date"`
		} `json:"move."`
	}
	booked := []any{is("type", "=", "out"), is("company", "=", w.company.id), is("move", "!=", nil)}
	err := w.read(ctx, &rows, "model.account.invoice.search_read", booked, 0, 1, []any{[]string{"move.date", "DESC"}}, []string{"move.date"}, w.context())
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return spec.Date(rows[0].Move.Day), nil
}

// postBill posts a draft after a look at its sum. What Tryton refuses is removed
// again.
func (w *writing) postBill(ctx context.Context, id, total int64) (spec.Posted, error) {
	draft, err := w.bill(ctx, id)
	if err != nil {
		return spec.Posted{}, err
	}
	got, err := draft.Total.minor(draft.Currency.Code)
	if err != nil || got != total || draft.Currency.Code != w.posting.Currency {
		return spec.Posted{}, w.discard(ctx, id, refuse(
			fmt.Sprintf("The invoice would come to %s %s.", draft.Total.Decimal, draft.Currency.Code), "Look at the account for fees in Tryton: no tax belongs on it."))
	}
	if err := w.confirming(ctx, nil, []string{"invoice_payment_term_"}, "model.account.invoice.post", []int64{id}, w.context()); err != nil {
		if s := saidBy(err); s != nil && s.refusal() {
			return spec.Posted{}, w.discard(ctx, id, refuse("Tryton refuses to post the invoice: "+s.Error()+".", "Settle it in Tryton, or write it there by hand."))
		}
		return spec.Posted{}, err
	}
	done, err := w.bill(ctx, id)
	if err == nil && !done.isBooked() {
		err = outOfOrder("account.invoice")
	}
	return done.posted(), err
}

// discard removes a draft of ours; only then is it true that nothing is written.
func (w *writing) discard(ctx context.Context, id int64, why error) error {
	w.changed = true
	if err := w.do(ctx, nil, "model.account.invoice.delete", []int64{id}, w.context()); err != nil {
		return err
	}
	w.changed = false
	return why
}

func (w *writing) bill(ctx context.Context, id int64) (bill, error) {
	rows, err := byID[bill](ctx, w.tryton, "account.invoice", []int64{id}, nil, billFields)
	if err == nil && len(rows) != 1 {
		err = outOfOrder("account.invoice")
	}
	if err != nil {
		return bill{}, err
	}
	return rows[0], nil
}

// billHead gathers what Tryton's own form would fill in for the customer.
func (w *writing) billHead(ctx context.Context) (map[string]any, error) {
	account, term, err := w.terms(ctx)
	if err != nil {
		return nil, err
	}
	journal, err := w.only(ctx, "account.journal", is("type", "=", "revenue"))
	if err != nil {
		return nil, err
	}
	currency, err := w.only(ctx, "currency.currency", is("code", "=", w.posting.Currency))
	if err != nil {
		return nil, err
	}
	address, err := w.billAddress(ctx)
	if err != nil {
		return nil, err
	}
	head := map[string]any{"party": w.party, "invoice_address": address, "journal": journal, "currency": currency, "account": account}
	if term != 0 {
		head["payment_term"] = term
	}
	return head, nil
}

// terms are the customer's receivable account and payment term, else those of
// the house.
func (w *writing) terms(ctx context.Context) (account, term int64, err error) {
	var parties []struct {
		Account int64 `json:"account_receivable"`
		Term    int64 `json:"customer_payment_term"`
	}
	if err := w.read(ctx, &parties, "model.party.party.read", []int64{w.party}, []string{"account_receivable", "customer_payment_term"}, w.context()); err != nil {
		return 0, 0, err
	}
	var house []struct {
		Account int64 `json:"default_account_receivable"`
		Term    int64 `json:"default_customer_payment_term"`
	}
	if err := w.read(ctx, &house, "model.account.configuration.read", []int64{1}, []string{"default_account_receivable", "default_customer_payment_term"}, w.context()); err != nil {
		return 0, 0, err
	}
	if len(parties) != 1 || len(house) != 1 {
		return 0, 0, outOfOrder("party.party")
	}
	account, term = cmp.Or(parties[0].Account, house[0].Account), cmp.Or(parties[0].Term, house[0].Term)
	if account == 0 {
		return 0, 0, refuse("Tryton has no receivable account for this customer.", "Set one at the customer, or in the configuration of accounting.")
	}
	return account, term, nil
}

func (w *writing) billAddress(ctx context.Context) (int64, error) {
	all, err := details(ctx, w.tryton, "party.address", []int64{w.party}, func(a address) int64 { return a.Party }, []string{"party", "invoice", "sequence"})
	if err != nil {
		return 0, err
	}
	if a, found := (party{addresses: all[w.party]}).postal(); found {
		return a.ID, nil
	}
	return 0, refuse("The customer has no address in Tryton, and an invoice needs one.", "Enter an address there.")
}

// only finds the first record that fulfils a condition.
func (w *writing) only(ctx context.Context, model string, condition []any) (int64, error) {
	var found []int64
	if err := w.read(ctx, &found, "model."+model+".search", []any{condition}, 0, 1, order("id"), w.context()); err != nil {
		return 0, err
	}
	if len(found) == 0 {
		return 0, refuse(fmt.Sprintf("Tryton has no %s with %v.", model, condition[len(condition)-1]), "Set it up in Tryton.")
	}
	return found[0], nil
}
