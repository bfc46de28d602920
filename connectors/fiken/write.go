package main

import (
	"context"
	"net/http"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// lossTypes are Fiken's reasons for a loss on claims. The others of the desk are none: goodwill and a dispute that was won are
// credit notes, for VAT too.
var lossTypes = map[string]string{
	"insolvency": "CUSTOMER_BANKRUPTCY", "uneconomic": "DEEMED_IRRECOVERABLE", "untraceable": "DEEMED_IRRECOVERABLE",
	"limitation": "DEEMED_IRRECOVERABLE", "other": "DEEMED_IRRECOVERABLE",
}

// commentLetters is the longest comment that Fiken takes.
const commentLetters = 200

// Write implements sdk.Poster: Fiken writes off what is open of a sale, whole.
func (connector) Write(ctx context.Context, settings spec.Settings, p spec.Posting) (spec.Posted, error) {
	if err := writable(p); err != nil {
		return spec.Posted{}, err
	}
	c, part := open(settings), p.Parts[0]
	i, err := c.invoice(ctx, part.ItemID)
	if err != nil {
		return spec.Posted{}, web.WriteFailure(err)
	}
	switch {
	case id(i.Customer.ID) != p.DebtorID:
		return spec.Posted{}, sdk.Refuse(spec.CodePostingRefused, "The invoice "+part.Number+" is not one of the customer's in Fiken.", "Read again, and look at the invoice.")
	case i.Sale.WriteOff:
		return posted(i, true), nil
	}
	switch left, err := i.Sale.open(home); {
	case err != nil:
		return spec.Posted{}, sdk.Refuse(spec.CodePostingRefused, err.Error()+".", "Look at "+part.Number+" in Fiken.")
	case left != part.Amount:
		return spec.Posted{}, sdk.Refuse(spec.CodePostingRefused, "Fiken writes off all that is open of an invoice; of "+part.Number+" it shows "+
			spec.FormatAmount(left, home)+" as open.", "Write all of it off, or book the part by hand from the slip.")
	}
	body := map[string]string{"type": lossTypes[p.Reason], "date": string(p.Date), "comment": p.Comment(commentLetters)}
	if _, err := c.Do(ctx, web.Request{Method: http.MethodPatch, Path: c.path("/sales/" + id(i.Sale.ID) + "/writeOff"), JSON: body}, nil); err != nil {
		return spec.Posted{}, web.WriteFailure(err)
	}
	return posted(i, false), nil
}

func writable(p spec.Posting) error {
	switch {
	case len(p.Undoes) > 0:
		return sdk.RefusePosting("Fiken cannot take a write-off back by itself.", "Undo it in Fiken by hand.")
	case len(p.Parts) != 1:
		return sdk.RefusePosting("Fiken writes off one invoice at a time.", "Write the invoices off one by one.")
	case p.Currency != home:
		return sdk.RefusePosting("Fiken keeps its books in NOK; a write-off in "+p.Currency+" is not sent.", "Book it by hand from the slip.")
	case lossTypes[p.Reason] == "":
		return sdk.RefusePosting("Fiken has no loss for the reason "+p.Reason+".", "Make a credit note in Fiken, and the next read brings it.")
	}
	return nil
}

func posted(i invoice, already bool) spec.Posted {
	return spec.Posted{ExternalIDs: []string{id(i.Sale.ID)}, Number: "sale " + id(i.Sale.ID), Already: already}
}

// Find implements sdk.Poster. A sale is written off once, so that it needs no key.
func (connector) Find(ctx context.Context, settings spec.Settings, p spec.Posting) (spec.Posted, bool, error) {
	if len(p.Parts) != 1 || len(p.Undoes) > 0 {
		return spec.Posted{}, false, nil
	}
	i, err := open(settings).invoice(ctx, p.Parts[0].ItemID)
	switch {
	case web.Absent(err):
		return spec.Posted{}, false, nil
	case err != nil:
		return spec.Posted{}, false, web.Diagnose(err, "token")
	}
	return posted(i, true), i.Sale.WriteOff && id(i.Customer.ID) == p.DebtorID, nil
}
