package main

import (
	"context"
	"encoding/json"
	"strconv"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// bill is an entry of ours with what was paid on it.
type bill struct {
	move
	Payment text `json:"payment_state"`
}

var billFields = []string{"name", "ref", "state", "move_type", "amount_total", "currency_id", "payment_state", "write_date"}

// bills looks for entries with the key as their reference, cancelled ones left out.
func (w *writing) bills(ctx context.Context, kind string) (out []bill, err error) {
	mine := list{is("ref", "=", w.posting.Key), is("move_type", "=", kind), is("company_id", "=", w.company.ID), is("state", "!=", "cancel")}
	err = each(ctx, w.odoo, moveModel.name, mine, billFields, func(rows []bill) error {
		out = append(out, rows...)
		return nil
	})
	return out, err
}

// findFee looks for the fee. One that was left as a draft is not written yet.
func (w *writing) findFee(ctx context.Context) (spec.Posted, bool, error) {
	found, err := w.bills(ctx, "out_invoice")
	if err != nil {
		return spec.Posted{}, false, err
	}
	for _, b := range found {
		if b.State == "posted" {
			posted, err := w.feePosted(ctx, b.ID)
			return posted, err == nil, err
		}
	}
	return spec.Posted{}, false, nil
}

// feePosted gives the fee's line first: that is how a read brings it.
func (w *writing) feePosted(ctx context.Context, invoice int64) (spec.Posted, error) {
	posted := spec.Posted{Link: w.link(moveModel.name, invoice)}
	var number string
	domain := append(w.receivable(), is("move_id", "=", invoice))
	err := each(ctx, w.odoo, lineModel.name, domain, w.fields(lineModel), func(rows []line) error {
		for _, l := range rows {
			posted.ExternalIDs, number = append(posted.ExternalIDs, id(l.ID)), string(l.Number)
		}
		return nil
	})
	posted.Number = number
	return posted, err
}

// fee books an invoice of one line without tax. A draft that an earlier attempt has left is posted.
func (w *writing) fee(ctx context.Context) (spec.Posted, error) {
	drafts, err := w.bills(ctx, "out_invoice")
	if err != nil {
		return spec.Posted{}, err
	}
	var draft int64
	if len(drafts) > 0 {
		draft, w.changed = drafts[0].ID, true
	} else if draft, err = w.draftFee(ctx); err != nil {
		return spec.Posted{}, err
	}
	if err := w.judge(ctx, draft); err != nil {
		return spec.Posted{}, w.discard(ctx, draft, err)
	}
	if err := w.do(ctx, call{model: moveModel.name, method: "action_post", first: "ids", value: []int64{draft}}, nil); err != nil {
		if isRefusal(err) {
			return spec.Posted{}, w.discard(ctx, draft, err)
		}
		return spec.Posted{}, err
	}
	return w.feePosted(ctx, draft)
}

func (w *writing) draftFee(ctx context.Context) (int64, error) {
	p := w.posting
	name := p.Title
	if name == "" {
		name = p.Key
	}
	values := map[string]any{
		"move_type": "out_invoice", "partner_id": w.partner, "invoice_date": p.Date, "invoice_date_due": p.Date, "ref": p.Key,
		"invoice_line_ids": list{list{0, 0, map[string]any{
			"name": name, "quantity": 1, "price_unit": number(p.Amount, p.Currency), "tax_ids": list{list{6, 0, list{}}},
		}}},
	}
	if p.Currency != w.company.Currency.Name {
		var found []stamp
		c := call{model: "res.currency", method: "search_read", first: "domain", value: list{is("name", "=", p.Currency)}, reads: true, named: map[string]any{"fields": []string{"name"}}}
		if err := w.call(ctx, c, &found); err != nil {
			return 0, err
		}
		if len(found) != 1 {
			return 0, sdk.RefusePosting("Odoo has no currency "+p.Currency+".", "Activate it in Odoo.")
		}
		values["currency_id"] = found[0].ID
	}
	return w.create(ctx, moveModel.name, values)
}

// judge looks at a draft's sum before it is posted: a default tax or another currency must not slip in.
func (w *writing) judge(ctx context.Context, draft int64) error {
	rows, err := byID[bill](ctx, w.odoo, moveModel.name, []int64{draft}, nil, billFields)
	if err != nil {
		return err
	}
	if len(rows) != 1 {
		return sdk.RefusePosting("Odoo does not show the invoice that was made.", "Look at the user's rights in Odoo.")
	}
	total, err := rows[0].Total.Float(rows[0].Currency.Name)
	if err != nil || total != w.posting.Amount || rows[0].Currency.Name != w.posting.Currency {
		return sdk.RefusePosting("The invoice would come to "+string(rows[0].Total)+" "+rows[0].Currency.Name+" in Odoo.", "Look at Odoo's default taxes and the customer's currency.")
	}
	return nil
}

// discard cancels a draft of ours; only then is it true that nothing is written.
func (w *writing) discard(ctx context.Context, draft int64, why error) error {
	w.changed = true
	if err := w.do(ctx, call{model: moveModel.name, method: "button_cancel", first: "ids", value: []int64{draft}}, nil); err != nil {
		return err
	}
	w.changed = false
	return why
}

// findCancelled looks whether the fee that is taken back is cancelled already.
func (w *writing) findCancelled(ctx context.Context) (spec.Posted, bool, error) {
	b, err := w.undone(ctx)
	if err != nil {
		return spec.Posted{}, false, err
	}
	return spec.Posted{ExternalIDs: []string{w.posting.Undoes[0]}, Number: string(b.Name)}, b.State == "cancel", nil
}

// undone is the fee invoice that the posting takes back.
func (w *writing) undone(ctx context.Context) (bill, error) {
	n, err := strconv.ParseInt(w.posting.Undoes[0], 10, 64)
	if err != nil {
		return bill{}, sdk.RefusePosting("The fee "+w.posting.Undoes[0]+" is none of Odoo's.", "")
	}
	lines, err := byID[line](ctx, w.odoo, lineModel.name, []int64{n}, w.receivable(), w.fields(lineModel))
	if err != nil {
		return bill{}, err
	}
	if len(lines) != 1 {
		return bill{}, sdk.RefusePosting("The fee is not in Odoo any more.", "")
	}
	rows, err := byID[bill](ctx, w.odoo, moveModel.name, []int64{lines[0].Move.ID}, nil, billFields)
	if err == nil && len(rows) != 1 {
		err = sdk.RefusePosting("The fee is not in Odoo any more.", "")
	}
	if err != nil {
		return bill{}, err
	}
	return rows[0], nil
}

// cancelFee resets the fee to a draft and cancels it, while nothing was paid on it.
func (w *writing) cancelFee(ctx context.Context) (spec.Posted, error) {
	b, err := w.undone(ctx)
	switch {
	case err != nil:
		return spec.Posted{}, err
	case b.Type != "out_invoice" || len(b.Ref) < len(ourKey) || b.Ref[:len(ourKey)] != ourKey:
		return spec.Posted{}, sdk.RefusePosting(string(b.Name)+" is no fee of ours.", "Undo it in Odoo by hand.")
	case b.State == "posted" && b.Payment != "not_paid":
		return spec.Posted{}, sdk.RefusePosting("Something was paid on the fee "+string(b.Name)+".", "Make a credit note in Odoo; the next read brings it.")
	}
	if b.State == "posted" {
		if err := w.do(ctx, call{model: moveModel.name, method: "button_draft", first: "ids", value: []int64{b.ID}}, nil); err != nil {
			return spec.Posted{}, err
		}
	}
	if err := w.do(ctx, call{model: moveModel.name, method: "button_cancel", first: "ids", value: []int64{b.ID}}, nil); err != nil {
		return spec.Posted{}, err
	}
	return spec.Posted{ExternalIDs: w.posting.Undoes, Number: string(b.Name), Link: w.link(moveModel.name, b.ID)}, nil
}

// number writes an amount as a JSON number, without a float between.
func number(minor int64, currency string) json.Number {
	return json.Number(spec.FormatAmount(minor, currency))
}
