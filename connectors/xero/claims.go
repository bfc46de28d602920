package main

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// one gives an invoice as it is now.
func (w *writer) one(ctx context.Context, id string) (invoice, error) {
	var got page
	if _, err := w.Get(ctx, "/Invoices/"+url.PathEscape(id), nil, &got); err != nil {
		return invoice{}, err
	}
	if len(got.Invoices) != 1 {
		return invoice{}, errors.New("the invoice is not in the answer of Xero")
	}
	return got.Invoices[0], nil
}

// feeOf finds the fee invoice by our key, which is its reference.
func (w *writer) feeOf(ctx context.Context) (out invoice, found bool, err error) {
	q := url.Values{"where": {`Reference=="` + w.p.Key + `"`}, "ContactIDs": {w.p.DebtorID}}
	err = list(ctx, w.client, "/Invoices", q, time.Time{}, func(p *page) []invoice { return p.Invoices }, func(i invoice) {
		if i.Reference == w.p.Key {
			out, found = i, true
		}
	})
	return out, found, err
}

func (w *writer) fee(ctx context.Context) (spec.Posted, error) {
	account := w.settings.Get("fee_account")
	if account == "" {
		return spec.Posted{}, sdk.RefusePosting("No account for fees is set.", "Enter it in the connection's settings.")
	}
	if i, found, err := w.feeOf(ctx); err != nil || found {
		return spec.Posted{ExternalIDs: []string{i.ID}, Number: i.Number, Already: found}, err
	}
	made := w.document(account, w.settings.Get("fee_tax"), w.p.Date)
	made["Type"], made["DueDate"] = sale, w.p.Date
	var got page
	if err := w.send(ctx, http.MethodPut, "/Invoices", w.p.Key, body{"Invoices": []body{made}}, &got); err != nil {
		return spec.Posted{}, err
	}
	if len(got.Invoices) != 1 || got.Invoices[0].ID == "" {
		return spec.Posted{}, errors.New("the answer of Xero does not say what it has made")
	}
	return spec.Posted{ExternalIDs: []string{got.Invoices[0].ID}, Number: got.Invoices[0].Number}, nil
}

// document is what a fee and a write-off have in common. Amounts include the tax, so that Xero adds none.
func (w *writer) document(account, tax string, day spec.Date) body {
	return body{
		"Status": authorised, "Contact": body{"ContactID": w.p.DebtorID}, "Date": day, "Reference": w.p.Key, "LineAmountTypes": "Inclusive", "CurrencyCode": w.p.Currency,
		"LineItems": []body{{
			"Description": web.First(w.p.Title, w.p.Text, w.p.Key), "Quantity": 1, "UnitAmount": amount(w.p.Amount, w.p.Currency), "AccountCode": account, "TaxType": tax,
		}},
	}
}

// voidFee takes a fee back of which nothing has been paid; Xero refuses the others.
func (w *writer) voidFee(ctx context.Context) (spec.Posted, error) {
	i, err := w.one(ctx, w.p.Undoes[0])
	at := spec.Posted{ExternalIDs: []string{i.ID}, Number: i.Number, Already: i.Status == voided || i.Status == deleted}
	if err != nil || at.Already {
		return at, err
	}
	return at, w.send(ctx, http.MethodPost, "/Invoices/"+url.PathEscape(i.ID), w.p.Key, body{"Invoices": []body{{"InvoiceID": i.ID, "Status": voided}}}, nil)
}

// lossOf finds the credit note of a write-off by our key, which is its reference.
func (w *writer) lossOf(ctx context.Context) (out creditNote, found bool, err error) {
	q := url.Values{"where": {`Reference=="` + w.p.Key + `"`}}
	err = list(ctx, w.client, "/CreditNotes", q, time.Time{}, func(p *page) []creditNote { return p.CreditNotes }, func(n creditNote) {
		if n.Reference == w.p.Key && n.Type == credit {
			out, found = n, true
		}
	})
	return out, found, err
}

// writeOff makes a credit note on the account of losses and applies it. What breaks off between the two is taken up again.
func (w *writer) writeOff(ctx context.Context) (spec.Posted, error) {
	n, found, err := w.lossOf(ctx)
	if err == nil && !found {
		n, err = w.loss(ctx)
	}
	if err != nil {
		return spec.Posted{}, err
	}
	at := spec.Posted{ExternalIDs: []string{creditID + n.ID}, Number: n.Number}
	left := w.unapplied(n)
	if len(left) == 0 {
		at.Already = true
		return at, nil
	}
	var apply []body
	for _, part := range left {
		apply = append(apply, body{"Invoice": body{"InvoiceID": part.ItemID}, "Amount": amount(part.Amount, w.p.Currency), "Date": w.p.Date})
	}
	path := "/CreditNotes/" + url.PathEscape(n.ID) + "/Allocations"
	if err := w.send(ctx, http.MethodPut, path, w.p.Key+"-applied", body{"Allocations": apply}, nil); err != nil {
		return spec.Posted{}, w.notApplied(n, err)
	}
	return at, nil
}

// notApplied says so of a credit note that was made before and that Xero will not apply.
func (w *writer) notApplied(n creditNote, err error) error {
	var why *web.Problem
	if errors.As(err, &why) && why.Status == http.StatusBadRequest && !w.wrote {
		return sdk.RefusePosting("The credit note "+n.Number+" is in Xero and cannot be applied: "+why.Said, "Apply it in Xero by hand, or void it there.")
	}
	return err
}

// unapplied are the parts to which the credit note has not been applied.
func (w *writer) unapplied(n creditNote) (out []spec.PostingPart) {
	applied := map[string]bool{}
	for _, a := range n.Allocations {
		applied[strings.ToLower(a.Invoice.ID)] = true
	}
	for _, part := range w.p.Parts {
		if !applied[strings.ToLower(part.ItemID)] {
			out = append(out, part)
		}
	}
	return out
}

func (w *writer) loss(ctx context.Context) (creditNote, error) {
	account := w.settings.Get("loss_account")
	if account == "" {
		return creditNote{}, sdk.RefusePosting("No account for write-offs is set.", "Enter it in the connection's settings.")
	}
	for _, part := range w.p.Parts {
		if err := w.stillOpen(ctx, part); err != nil {
			return creditNote{}, err
		}
	}
	made := w.document(account, w.settings.Get("loss_tax"), w.p.Date)
	made["Type"] = credit
	var got page
	if err := w.send(ctx, http.MethodPut, "/CreditNotes", w.p.Key, body{"CreditNotes": []body{made}}, &got); err != nil {
		return creditNote{}, err
	}
	if len(got.CreditNotes) != 1 || got.CreditNotes[0].ID == "" {
		return creditNote{}, errors.New("the answer of Xero does not say what it has made")
	}
	w.wrote = true
	return got.CreditNotes[0], nil
}

// stillOpen looks before anything is made whether the part can be applied.
func (w *writer) stillOpen(ctx context.Context, part spec.PostingPart) error {
	if !guid.MatchString(part.ItemID) {
		return sdk.RefusePosting("Only invoices are written off in Xero; "+part.Number+" is none.", "Book it by hand from the slip.")
	}
	i, err := w.one(ctx, part.ItemID)
	if err != nil {
		return err
	}
	if !strings.EqualFold(i.Contact.ID, w.p.DebtorID) {
		return notTheirs(web.First(i.Number, part.Number))
	}
	open, wrong := i.Open.Minor(i.Currency)
	if wrong != nil || i.Status != authorised || i.Currency != w.p.Currency || open < part.Amount {
		return sdk.RefusePosting("Xero shows "+string(i.Open)+" "+i.Currency+" of "+web.First(part.Number, i.Number)+" as open ("+i.Status+").", "Sync, and write off what is left.")
	}
	return nil
}
