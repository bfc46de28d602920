package main

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// books is what is known of the company for writing.
type books struct {
	Currency   string `json:"default_currency"`
	Losses     string `json:"write_off_account"`
	CostCenter string `json:"cost_center"`
}

// keyed finds the document that carries our key and was not cancelled.
func (w *writer) keyed(ctx context.Context, doctype string) (made, bool, error) {
	field := "remarks"
	if doctype == "Journal Entry" {
		field = "user_remark"
	}
	return w.search(ctx, doctype, []filter{{"company", "=", w.company}, {field, "like", "%" + w.p.Key + "%"}, {"docstatus", "!=", cancelled}})
}

// ours gives the company's books; others than its currency need rates, which are not guessed.
func (w *writer) ours(ctx context.Context) (b books, err error) {
	if err = w.document(ctx, "Company", w.company, &b); err != nil {
		return b, err
	}
	if b.Currency != w.p.Currency {
		return b, sdk.RefusePosting("The company's books are in "+b.Currency+"; nothing is booked in "+w.p.Currency+".", "Book it by hand from the slip.")
	}
	return b, nil
}

// submit makes a draft count.
func (w *writer) submit(ctx context.Context, doctype string, one made, already bool) (spec.Posted, error) {
	at := posted(one)
	if one.DocStatus == submitted {
		at.Already = already
		return at, nil
	}
	w.wrote = w.wrote || !already
	return at, w.save(ctx, doctype, one.Name, body{"docstatus": submitted}, &made{})
}

func (w *writer) fee(ctx context.Context) (spec.Posted, error) {
	item := w.settings.Get("fee_item")
	if item == "" {
		return spec.Posted{}, sdk.RefusePosting("No item for fees is set.", "Enter it in the connection's settings.")
	}
	one, found, err := w.keyed(ctx, "Sales Invoice")
	if err != nil || found {
		return w.finish(ctx, "Sales Invoice", one, err)
	}
	if _, err := w.ours(ctx); err != nil {
		return spec.Posted{}, err
	}
	err = w.save(ctx, "Sales Invoice", "", body{
		"company": w.company, "customer": w.p.DebtorID, "currency": w.p.Currency, "set_posting_time": 1, "posting_date": w.p.Date, "due_date": w.p.Date, "docstatus": draft,
		"remarks": strings.TrimSpace(w.p.Key + " " + web.First(w.p.Title, w.p.Text)), "items": []body{{"item_code": item, "qty": 1, "rate": amount(w.p.Amount, w.p.Currency)}},
	}, &one)
	if err != nil {
		return spec.Posted{}, err
	}
	if total, err := one.Total.Rounded(w.p.Currency); err == nil && total != w.p.Amount {
		return spec.Posted{}, w.discard(ctx, one)
	}
	return w.submit(ctx, "Sales Invoice", one, false)
}

// discard takes a draft away that has become another sum.
func (w *writer) discard(ctx context.Context, one made) error {
	if _, err := w.Do(ctx, web.Request{Method: http.MethodDelete, Path: resource("Sales Invoice", one.Name)}, nil); err != nil {
		w.wrote = true
		return err
	}
	return sdk.RefusePosting("ERPNext makes "+string(one.Total)+" "+w.p.Currency+" of a fee of "+spec.FormatAmount(w.p.Amount, w.p.Currency)+".", "Choose an item for fees on which there is no tax.")
}

func (w *writer) finish(ctx context.Context, doctype string, one made, err error) (spec.Posted, error) {
	if err != nil {
		return spec.Posted{}, err
	}
	return w.submit(ctx, doctype, one, true)
}

func (w *writer) writeOff(ctx context.Context) (spec.Posted, error) {
	one, found, err := w.keyed(ctx, "Journal Entry")
	if err != nil || found {
		return w.finish(ctx, "Journal Entry", one, err)
	}
	b, err := w.ours(ctx)
	if err != nil {
		return spec.Posted{}, err
	}
	account := web.First(w.settings.Get("loss_account"), b.Losses)
	if account == "" {
		return spec.Posted{}, sdk.RefusePosting("No account for write-offs is set.", "Enter it in the connection's settings, or at the company in ERPNext.")
	}
	rows := []body{{"account": account, "cost_center": b.CostCenter, "debit_in_account_currency": amount(w.p.Amount, w.p.Currency)}}
	for _, part := range w.byInvoice() {
		account, err := w.receivable(ctx, part)
		if err != nil {
			return spec.Posted{}, err
		}
		rows = append(rows, body{
			"account": account, "party_type": "Customer", "party": w.p.DebtorID, "credit_in_account_currency": amount(part.Amount, w.p.Currency),
			"reference_type": "Sales Invoice", "reference_name": part.ItemID,
		})
	}
	err = w.save(ctx, "Journal Entry", "", body{
		"voucher_type": "Write Off Entry", "company": w.company, "posting_date": w.p.Date, "docstatus": draft,
		"user_remark": strings.TrimSpace(w.p.Key + " " + web.First(w.p.Text, w.p.Title)), "accounts": rows,
	}, &one)
	if err != nil {
		return spec.Posted{}, err
	}
	return w.submit(ctx, "Journal Entry", one, false)
}

// byInvoice puts the instalments of an invoice together.
func (w *writer) byInvoice() (out []spec.PostingPart) {
	for _, part := range w.p.Parts {
		part.ItemID = invoiceOf(part.ItemID)
		at := slices.IndexFunc(out, func(one spec.PostingPart) bool { return one.ItemID == part.ItemID })
		if at < 0 {
			out = append(out, part)
			continue
		}
		out[at].Amount += part.Amount
	}
	return out
}

// receivable is the account of an invoice, of which enough must still be open.
func (w *writer) receivable(ctx context.Context, part spec.PostingPart) (string, error) {
	var i invoice
	if err := w.document(ctx, "Sales Invoice", part.ItemID, &i); err != nil {
		return "", err
	}
	open, wrong := i.Open.Rounded(w.p.Currency)
	if wrong != nil || i.DocStatus != submitted || i.Account != w.p.Currency || i.Customer != w.p.DebtorID || open < part.Amount {
		return "", sdk.RefusePosting("ERPNext shows "+string(i.Open)+" "+i.Account+" of "+part.ItemID+" as open ("+i.Status+").", "Sync, and write off what is left.")
	}
	return i.Receivable, nil
}

// cancel takes a document back, whole.
func (w *writer) cancel(ctx context.Context, doctype string) (spec.Posted, error) {
	var one made
	if err := w.document(ctx, doctype, w.p.Undoes[0], &one); err != nil {
		return spec.Posted{}, err
	}
	at := posted(one)
	if one.DocStatus == cancelled {
		at.Already = true
		return at, nil
	}
	whole := one.Total
	if doctype == "Journal Entry" {
		whole = one.Debit
	}
	if sum, err := whole.Rounded(w.p.Currency); err != nil || sum != w.p.Amount {
		return at, sdk.RefusePosting(one.Name+" is cancelled whole or not at all; it is "+string(whole)+" "+w.p.Currency+".", "Book the part back by hand.")
	}
	return at, w.save(ctx, doctype, one.Name, body{"docstatus": cancelled}, &made{})
}

// amount writes minor units as the number they are, with every digit.
func amount(minor int64, currency string) json.Number {
	return json.Number(spec.FormatAmount(minor, currency))
}
