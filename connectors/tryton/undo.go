package main

import (
	"context"
	"fmt"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// takeBack opens the items of a write-off again and cancels its entry.
func (w *writing) takeBack(ctx context.Context) (spec.Posted, error) {
	e, err := w.undone(ctx)
	if err != nil {
		return spec.Posted{}, err
	}
	lines, err := w.receivableLines(ctx, e)
	if err != nil {
		return spec.Posted{}, err
	}
	if len(lines) != 1 {
		return spec.Posted{}, refuse("The entry of the write-off was changed in Tryton.", "Take it back there by hand.")
	}
	l := lines[0]
	credit, err := l.atHome(w.company.currency)
	if err != nil {
		return spec.Posted{}, err
	}
	if w.posting.Currency == w.company.currency && -credit != w.posting.Amount {
		return spec.Posted{}, refuse(
			fmt.Sprintf("The write-off in Tryton is of %s %s, and can be taken back as a whole only.", spec.FormatAmount(-credit, w.company.currency), w.company.currency),
			"Take the part back in Tryton by hand.")
	}
	if l.Settled != 0 {
		if err := w.aloneIn(ctx, l); err != nil {
			return spec.Posted{}, err
		}
		if err := w.wizard(ctx, "account.move.unreconcile_lines", "account.move.line", []int64{l.ID}, step{state: "unreconcile"}); err != nil {
			return spec.Posted{}, err
		}
	}
	form := map[string]any{"default": map[string]any{"description": w.marked(w.posting.Title)}}
	if err := w.wizard(ctx, "account.move.cancel", "account.move", []int64{e.ID}, step{state: "default"}, step{state: "cancel", form: form}); err != nil {
		return spec.Posted{}, err
	}
	return w.written(ctx)
}

// aloneIn refuses to open a settlement that holds another entry which is a draft
// yet: it would count no more, and its loss would be owed again.
func (w *writing) aloneIn(ctx context.Context, l line) error {
	others := append(w.receivables(), is("reconciliation", "=", l.Settled), is("move.state", "!=", "posted"), is("move", "!=", l.Move.ID))
	n, err := w.count(ctx, "account.move.line", others)
	if err == nil && n > 0 {
		err = refuse("Something else was written off together with it in Tryton.", "Take that back first.")
	}
	return err
}

// cancelWarnings are those that cancelling entries of a closed period asks: the
// cancellation is then of today.
func cancelWarnings(moves []int64) []string {
	out := make([]string, len(moves))
	for i, id := range moves {
		out[i] = link("account.move", id) + ".cancel"
	}
	return out
}

// undone is the entry that the posting takes back.
func (w *writing) undone(ctx context.Context) (entry, error) {
	for _, text := range w.posting.Undoes {
		id, ok := idOf("account.move", text)
		if !ok {
			continue
		}
		rows, err := byID[entry](ctx, w.tryton, "account.move", []int64{id}, []any{is("company", "=", w.company.id)}, entryFields)
		if err != nil {
			return entry{}, err
		}
		if len(rows) == 1 {
			return rows[0], nil
		}
	}
	return entry{}, refuse("The write-off that is to be taken back is not in Tryton.", "Look there whether it was cancelled.")
}

// creditFee books a credit note over a fee and sets one against the other. Each
// step that an earlier attempt has made is left as it is.
func (w *writing) creditFee(ctx context.Context) (spec.Posted, error) {
	fee, err := w.undoneFee(ctx)
	if err != nil {
		return spec.Posted{}, err
	}
	ours, err := w.bills(ctx)
	if err != nil {
		return spec.Posted{}, err
	}
	credit := first(ours)
	if credit == 0 {
		if credit, err = w.draftCredit(ctx, fee); err != nil {
			return spec.Posted{}, err
		}
	}
	if len(ours) == 0 || !ours[0].isBooked() {
		if _, err := w.postBill(ctx, credit, -w.posting.Amount); err != nil {
			return spec.Posted{}, err
		}
	}
	note, err := w.bill(ctx, credit)
	if err != nil {
		return spec.Posted{}, err
	}
	w.changed = true // the credit note is in the books from here on
	lines := append(append([]int64{}, fee.Lines...), note.Lines...)
	if err := w.wizard(ctx, "account.move.reconcile_lines", "account.move.line", sorted(lines), step{state: "start"}); err != nil {
		return spec.Posted{}, err
	}
	return note.posted(), nil
}

// undoneFee is the fee that the posting takes back; nothing of it may be paid.
func (w *writing) undoneFee(ctx context.Context) (bill, error) {
	for _, text := range w.posting.Undoes {
		id, ok := idOf("account.invoice", text)
		if !ok {
			continue
		}
		fee, err := w.bill(ctx, id)
		if err != nil {
			return bill{}, err
		}
		total, err := fee.Total.minor(fee.Currency.Code)
		if err != nil {
			return bill{}, err
		}
		open, err := fee.ToPay.minor(fee.Currency.Code)
		if err != nil {
			return bill{}, err
		}
		if fee.Party != w.party || fee.State != "posted" || open != total || total != w.posting.Amount || fee.Currency.Code != w.posting.Currency {
			return bill{}, refuse("Something of the fee has been paid or credited in Tryton, or it is another one.", "Credit it in Tryton by hand.")
		}
		return fee, nil
	}
	return bill{}, refuse("The fee that is to be taken back is not in Tryton.", "Look there whether it was cancelled.")
}

// draftCredit makes the credit note like the fee.
func (w *writing) draftCredit(ctx context.Context, fee bill) (int64, error) {
	parts, err := byID[feePart](ctx, w.tryton, "account.invoice.line", fee.Parts, nil, []string{"account"})
	if err != nil {
		return 0, err
	}
	if len(parts) != 1 {
		return 0, refuse("The fee's invoice was changed in Tryton.", "Credit it in Tryton by hand.")
	}
	currency, err := w.only(ctx, "currency.currency", is("code", "=", w.posting.Currency))
	if err != nil {
		return 0, err
	}
	head := map[string]any{
		"party": fee.Party, "invoice_address": fee.Address, "journal": fee.Journal, "account": fee.Account, "currency": currency,
	}
	return w.createBill(ctx, head, parts[0].Account, -1)
}

type feePart struct {
	ID      int64 `json:"id"`
	Account int64 `json:"account"`
}

func (f feePart) key() int64 { return f.ID }
