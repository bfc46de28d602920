package desk

import (
	"archive/zip"
	"bytes"
	"context"
	"io"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// HandOverView is one hand-over with how it stands.
type HandOverView struct {
	Escalation settlement.Escalation
	Debtor     receivable.Debtor
	Items      []HandOverItem
	Left       *store.Enclosure            // the evidence as it left, without its bytes; nil: it has not
	May        []settlement.EscalationKind // what may be said next
	MayRecall  bool
	// Untold is how much less the books and our charges ask for than the hand-over tells: above zero, money or a credit came to us of
	// which nothing was said; below zero, the accounting system has not booked what was said.
	Untold money.Amount
}

// HandOverItem is a claim as it was handed over and as it is now.
type HandOverItem struct {
	settlement.EscalatedItem
	Open    money.Amount // of it now, open charges included
	HasCopy bool         // the book holds a copy of the invoice
}

// HandOver gives one hand-over.
func (d *Desk) HandOver(ctx context.Context, id int64) (v HandOverView, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		if v.Escalation, err = r.Escalation(id); err != nil {
			return err
		}
		e := &v.Escalation
		if v.Debtor, err = r.Debtor(e.Debtor); err != nil {
			return err
		}
		v.May, v.MayRecall = e.MayFollow(), e.State.Live()
		papers, err := r.Enclosures(store.AboutEscalation, id)
		if err != nil {
			return err
		}
		if n := len(papers); n > 0 {
			v.Left = &papers[n-1]
		}
		return v.stand(r)
	})
	return v, err
}

// stand reads how the claims stand now.
func (v *HandOverView) stand(r store.Reader) error {
	e := &v.Escalation
	charges, err := r.Charges(e.Debtor, true)
	if err != nil {
		return err
	}
	v.Untold = money.New(e.Claim().Minor+e.Corrected.Minor-e.PaidUs.Minor-e.Remitted.Minor-e.Withheld.Minor, e.Claim().Currency)
	for _, it := range e.Items {
		row, err := r.Item(it.Item)
		if err != nil {
			return err
		}
		now := HandOverItem{EscalatedItem: it, Open: withCharges(&row, charges)}
		if _, now.HasCopy, err = invoiceCopy(r, it.Item); err != nil {
			return err
		}
		v.Untold.Minor -= now.Open.Minor
		v.Items = append(v.Items, now)
	}
	if !e.State.Live() {
		v.Untold.Minor = 0 // the claims are ours again, and what comes now is no news for anybody
	}
	return nil
}

// HandOverFiles are the files of a hand-over that are read by machine, out of its evidence.
func (d *Desk) HandOverFiles(ctx context.Context, id int64) ([]Document, error) {
	bundle, err := d.Bundle(ctx, id)
	if err != nil {
		return nil, err
	}
	r, err := zip.NewReader(bytes.NewReader(bundle.Bytes), int64(len(bundle.Bytes)))
	if err != nil {
		return nil, fault.Wrap(err, store.Truncated, "the evidence of hand-over %d cannot be opened", id)
	}
	var out []Document
	for _, kind := range []string{"csv", "xml"} {
		f, err := r.Open("claim." + kind)
		if err != nil {
			return nil, fault.Wrap(err, store.Truncated, "the evidence of hand-over %d has no claim.%s", id, kind)
		}
		content, err := io.ReadAll(io.LimitReader(f, LargestPaper))
		if err == nil {
			err = f.Close()
		}
		if err != nil {
			return nil, fault.Wrap(err, store.Truncated, "the evidence of hand-over %d cannot be read", id)
		}
		out = append(out, Document{Kind: kind, Name: "handover-" + itoa(id) + "." + kind, Bytes: content})
	}
	return out, nil
}
