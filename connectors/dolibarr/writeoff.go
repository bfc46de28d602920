package main

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// lossReasons are the desk's reasons that are losses; the others are reductions of the price, for VAT too.
var lossReasons = map[string]bool{"insolvency": true, "uneconomic": true, "untraceable": true, "limitation": true, "other": true}

// noteLetters is the longest note that an invoice is closed with.
const noteLetters = 200

// isLoss reports whether the invoice was closed by a posting.
func (w *writing) isLoss(i invoice) bool {
	return !i.isOpen() && strings.HasPrefix(string(i.CloseNote), w.posting.Key+" ")
}

// undoes reports whether an invoice is among what the posting takes back.
func (w *writing) undoes(part spec.PostingPart) bool {
	return slices.Contains(w.posting.Undoes, part.ItemID)
}

// findLoss looks at each invoice: it is closed with the key, or, taken back, open again.
func (w *writing) findLoss(ctx context.Context) (posted spec.Posted, found bool, err error) {
	back := len(w.posting.Undoes) > 0
	for _, part := range w.posting.Parts {
		i, there, err := w.named(ctx, part)
		if err != nil || !there || back && !w.undoes(part) {
			return spec.Posted{}, false, err
		}
		if back != i.isOpen() || !back && !w.isLoss(i) {
			return spec.Posted{}, false, nil
		}
		posted.ExternalIDs = append(posted.ExternalIDs, string(i.ID))
	}
	return posted, len(posted.ExternalIDs) > 0, nil
}

// writeOff closes each invoice as paid in part by a bad customer. Each must be given up whole.
func (w *writing) writeOff(ctx context.Context) (posted spec.Posted, err error) {
	p := w.posting
	switch {
	case p.Currency != w.home:
		return posted, sdk.RefusePosting("Write-offs go to Dolibarr in "+w.home+" alone.", "Close the invoice by hand from the slip.")
	case !lossReasons[p.Reason]:
		return posted, sdk.RefusePosting("Dolibarr has no loss for the reason "+p.Reason+".", "Make a credit note in Dolibarr, and the next read brings it.")
	}
	closed, err := w.judge(ctx)
	if err != nil {
		return posted, err
	}
	body := map[string]string{"close_code": "badcustomer", "close_note": p.Comment(noteLetters)}
	for _, part := range p.Parts {
		if !closed[part.ItemID] {
			if err := w.do(ctx, http.MethodPost, "/invoices/"+id(loose(part.ItemID).id())+"/settopaid", body, nil); err != nil {
				return spec.Posted{}, err
			}
		}
		posted.ExternalIDs = append(posted.ExternalIDs, part.ItemID)
	}
	return posted, nil
}

// judge looks at all of the invoices before the first is closed, and tells which an earlier attempt has closed.
func (w *writing) judge(ctx context.Context) (closed map[string]bool, err error) {
	closed = map[string]bool{}
	for _, part := range w.posting.Parts {
		i, there, err := w.named(ctx, part)
		if err != nil {
			return nil, err
		}
		if !there {
			return nil, sdk.RefusePosting("The invoice "+part.Number+" is not in Dolibarr any more.", "Sync, and decide anew.")
		}
		if w.isLoss(i) {
			closed[part.ItemID], w.changed = true, true
			continue
		}
		open, err := i.Open.Float(w.home)
		foreign := i.Currency != "" && string(i.Currency) != w.home
		if err != nil || !i.isOpen() || open != part.Amount || foreign {
			return nil, sdk.RefusePosting("Dolibarr closes an invoice whole; of "+part.Number+" it shows "+string(i.Open)+" as open.", "Write all of it off, or book the part by hand from the slip.")
		}
	}
	return closed, nil
}

// takeBack opens the invoices again that were closed by us. Of one of them all is taken back, as all was given up.
func (w *writing) takeBack(ctx context.Context) (posted spec.Posted, err error) {
	for _, part := range w.posting.Parts {
		i, there, err := w.named(ctx, part)
		if err != nil {
			return spec.Posted{}, err
		}
		if !there || !w.undoes(part) {
			return spec.Posted{}, sdk.RefusePosting("The invoice "+part.Number+" is none that this write-off has closed.", "Open it in Dolibarr by hand.")
		}
		open, bad := i.Open.Float(w.home)
		switch {
		case i.isOpen():
		case !strings.HasPrefix(string(i.CloseNote), ourKey):
			return spec.Posted{}, sdk.RefusePosting("The invoice "+part.Number+" was not closed by a write-off of ours.", "Open it in Dolibarr by hand.")
		case bad != nil || open != part.Amount:
			return spec.Posted{}, sdk.RefusePosting("Dolibarr opens an invoice whole, with "+string(i.Open)+".", "Take all of the write-off back, or do it by hand.")
		default:
			if err := w.do(ctx, http.MethodPost, "/invoices/"+id(i.ID.id())+"/settounpaid", struct{}{}, nil); err != nil {
				return spec.Posted{}, err
			}
		}
		posted.ExternalIDs = append(posted.ExternalIDs, string(i.ID))
	}
	return posted, nil
}
