package main

import (
	"context"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// credited are the reasons for which giving up is a credit note, for VAT too. The others are losses on claims, which
// Tripletex's API cannot book.
var credited = map[string]bool{"goodwill": true, "disputed": true}

// commentLetters bounds the comment on a credit note.
const commentLetters = 200

// Write implements sdk.Poster: Tripletex credits an invoice of which nothing has been paid, whole.
func (connector) Write(ctx context.Context, settings spec.Settings, p spec.Posting) (spec.Posted, error) {
	if err := writable(p); err != nil {
		return spec.Posted{}, err
	}
	c, part := open(settings), p.Parts[0]
	i, err := c.invoice(ctx, part.ItemID)
	if err != nil {
		return spec.Posted{}, web.WriteFailure(err)
	}
	if id(i.Customer.ID) != p.DebtorID {
		return spec.Posted{}, sdk.Refuse(spec.CodePostingRefused, "The invoice "+part.Number+" is not one of the customer's in Tripletex.", "Read again, and look at the invoice.")
	}
	if note, found, err := c.creditOf(ctx, i); err != nil || found {
		return posted(note, true), web.WriteFailure(err)
	}
	amount, wrong := i.Amount.Minor(i.Currency.Code)
	left, odd := i.open(amount)
	if wrong != nil || odd != nil || i.Credit || i.Currency.Code != p.Currency || left != amount || left != part.Amount {
		return spec.Posted{}, sdk.Refuse(spec.CodePostingRefused, "Tripletex credits whole invoices of which nothing has been paid; "+part.Number+
			" shows "+string(i.Open)+" "+i.Currency.Code+" of "+string(i.Amount)+" as open.", "Give all of it up, or make the credit note in Tripletex: the next read brings it.")
	}
	note, err := c.credit(ctx, i, p.Date, p.Comment(commentLetters))
	if err != nil {
		return spec.Posted{}, web.WriteFailure(err)
	}
	return posted(note, false), nil
}

func writable(p spec.Posting) error {
	switch {
	case len(p.Undoes) > 0:
		return sdk.RefusePosting("Tripletex cannot take a credit note back by itself.", "Make a new invoice in Tripletex.")
	case len(p.Parts) != 1:
		return sdk.RefusePosting("Tripletex credits one invoice at a time.", "Give the invoices up one by one.")
	case !credited[p.Reason]:
		return sdk.RefusePosting("Tripletex's API books no losses on claims (reason "+p.Reason+").", "Book it by hand from the slip; the next read sees it.")
	}
	return nil
}

func posted(note invoice, already bool) spec.Posted {
	return spec.Posted{ExternalIDs: []string{id(note.ID)}, Number: number(note.Number), Already: already}
}

// Find implements sdk.Poster. An invoice is credited once, so that it needs no key.
func (connector) Find(ctx context.Context, settings spec.Settings, p spec.Posting) (spec.Posted, bool, error) {
	if len(p.Parts) != 1 || len(p.Undoes) > 0 {
		return spec.Posted{}, false, nil
	}
	c := open(settings)
	i, err := c.invoice(ctx, p.Parts[0].ItemID)
	switch {
	case web.Absent(err) || err == nil && id(i.Customer.ID) != p.DebtorID:
		return spec.Posted{}, false, nil
	case err != nil:
		return spec.Posted{}, false, web.Diagnose(err, "employee_token")
	}
	note, found, err := c.creditOf(ctx, i)
	if err != nil {
		return spec.Posted{}, false, web.Diagnose(err, "employee_token")
	}
	return posted(note, true), found, nil
}
