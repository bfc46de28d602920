package main

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// lost is what is given up of one invoice.
type lost struct {
	account, partner ref
	number           string
	amount           int64
}

// findLoss looks for the entry of a write-off. It is written when it is posted and all of it is reconciled.
func (w *writing) findLoss(ctx context.Context) (spec.Posted, bool, error) {
	found, err := w.bills(ctx, "entry")
	if err != nil || len(found) == 0 || found[0].State != "posted" {
		return spec.Posted{}, false, err
	}
	lines, err := w.entryLines(ctx, found[0].ID)
	if err != nil || slices.ContainsFunc(lines, func(l line) bool { return !l.Reconciled }) {
		return spec.Posted{}, false, err
	}
	return w.lossPosted(found[0]), true, nil
}

func (w *writing) lossPosted(b bill) spec.Posted {
	return spec.Posted{ExternalIDs: []string{moveModel.name + "," + id(b.ID)}, Number: string(b.Name), Link: w.link(moveModel.name, b.ID)}
}

func (w *writing) entryLines(ctx context.Context, entry int64) (out []line, err error) {
	err = each(ctx, w.odoo, lineModel.name, append(w.receivable(), is("move_id", "=", entry)), append(w.fields(lineModel), "name"), func(rows []line) error {
		out = append(out, rows...)
		return nil
	})
	return out, err
}

// writeOff books the loss against the receivable account and reconciles the entry with the invoices.
func (w *writing) writeOff(ctx context.Context) (spec.Posted, error) {
	found, err := w.bills(ctx, "entry")
	if err != nil {
		return spec.Posted{}, err
	}
	var entry int64
	if len(found) > 0 { // an earlier attempt has left it
		entry, w.changed = found[0].ID, true
	} else if entry, err = w.draftLoss(ctx); err != nil {
		return spec.Posted{}, err
	}
	if len(found) == 0 || found[0].State == "draft" {
		if err := w.do(ctx, call{model: moveModel.name, method: "action_post", first: "ids", value: []int64{entry}}, nil); err != nil {
			if isRefusal(err) {
				return spec.Posted{}, w.discard(ctx, entry, err)
			}
			return spec.Posted{}, err
		}
	}
	if err := w.reconcile(ctx, entry); err != nil {
		return spec.Posted{}, err
	}
	posted, whole, err := w.findLoss(ctx)
	if err == nil && !whole {
		err = spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeOutcomeUnknown, Summary: "The write-off is booked in Odoo, but not all of it is set against its invoices.",
			Hint: "Reconcile it in Odoo.",
		}
	}
	return posted, err
}

// draftLoss makes the entry: the loss on one side, each invoice on the other.
func (w *writing) draftLoss(ctx context.Context) (int64, error) {
	parts, err := w.losses(ctx)
	if err != nil {
		return 0, err
	}
	account, err := w.lossAccount(ctx)
	if err != nil {
		return 0, err
	}
	p := w.posting
	none := number(0, p.Currency)
	lines := list{list{0, 0, map[string]any{"account_id": account, "name": p.Title, "debit": number(p.Amount, p.Currency), "credit": none}}}
	for _, l := range parts {
		lines = append(lines, list{0, 0, map[string]any{
			"account_id": l.account.ID, "partner_id": l.partner.ID, "name": l.number, "debit": none, "credit": number(l.amount, p.Currency),
		}})
	}
	return w.create(ctx, moveModel.name, map[string]any{"move_type": "entry", "date": p.Date, "ref": p.Key, "line_ids": lines})
}

// losses gathers what is given up by invoice, and refuses what Odoo would not book as it was decided.
func (w *writing) losses(ctx context.Context) ([]lost, error) {
	home := w.company.Currency.Name
	if w.posting.Currency != home {
		return nil, sdk.RefusePosting("Write-offs go to Odoo in the company's currency alone, which is "+home+".", "Book it by hand from the slip.")
	}
	given := map[int64]int64{}
	for _, part := range w.posting.Parts {
		n, err := strconv.ParseInt(part.ItemID, 10, 64)
		if err != nil {
			return nil, sdk.RefusePosting(part.Number+" is no journal item of Odoo's.", "")
		}
		given[n] += part.Amount
	}
	lines, err := byID[line](ctx, w.odoo, lineModel.name, slices.Collect(maps.Keys(given)), w.receivable(), w.fields(lineModel))
	if err != nil {
		return nil, err
	}
	if len(lines) != len(given) {
		return nil, sdk.RefusePosting("Not all of the items are in Odoo any more.", "Sync, and decide anew.")
	}
	byMove := map[int64]*lost{}
	for _, l := range lines {
		_, open, err := l.money()
		if err != nil || !l.isOpen() || l.Currency.Name != home || open < given[l.ID] {
			return nil, sdk.RefusePosting("Of "+string(l.Number)+" less is open in Odoo than shall be written off.", "Sync, and decide anew.")
		}
		if byMove[l.Move.ID] == nil {
			byMove[l.Move.ID] = &lost{account: l.Account, partner: l.Partner, number: string(l.Number)}
		}
		byMove[l.Move.ID].amount += given[l.ID]
	}
	var out []lost
	for _, n := range slices.Sorted(maps.Keys(byMove)) {
		if err := w.wholeOrOnly(ctx, n, given); err != nil {
			return nil, err
		}
		out = append(out, *byMove[n])
	}
	return out, nil
}

// wholeOrOnly refuses a part of an invoice in instalments: Odoo would take it off the earliest, whichever was meant.
func (w *writing) wholeOrOnly(ctx context.Context, invoice int64, given map[int64]int64) error {
	lines, err := w.entryLines(ctx, invoice)
	if err != nil {
		return err
	}
	lines = slices.DeleteFunc(lines, func(l line) bool { return !l.isOpen() })
	for _, l := range lines {
		_, open, err := l.money()
		if err != nil || len(lines) > 1 && given[l.ID] != open {
			return sdk.RefusePosting(string(l.Number)+" is paid in instalments; Odoo writes all of it off, or nothing.", "Write all that is open of it off, or book it by hand from the slip.")
		}
	}
	return nil
}

// lossAccount finds the account by its code.
func (w *writing) lossAccount(ctx context.Context) (int64, error) {
	code := w.settings.Get("loss_account")
	if code == "" {
		return 0, sdk.RefusePosting("No account for losses on claims is set.", "Enter its code in the settings of the connection.")
	}
	domain := list{is("code", "=", code)}
	if w.version.major() < firstSharedAccounts {
		domain = append(domain, is("company_id", "=", w.company.ID))
	}
	var found []stamp
	named := w.context()
	named["fields"] = []string{"code"}
	if err := w.call(ctx, call{model: "account.account", method: "search_read", first: "domain", value: domain, named: named, reads: true}, &found); err != nil {
		return 0, err
	}
	if len(found) != 1 {
		return 0, sdk.RefusePosting("Odoo has no account "+code+".", "Enter the code of the account for losses in the settings of the connection.")
	}
	return found[0].ID, nil
}

// firstSharedAccounts is the version in which companies began to share accounts.
const firstSharedAccounts = 18

// reconcile sets each line of the entry against its invoice, which its name tells.
func (w *writing) reconcile(ctx context.Context, entry int64) error {
	lines, err := w.entryLines(ctx, entry)
	if err != nil {
		return err
	}
	for _, l := range lines {
		if l.Reconciled {
			continue
		}
		invoice, err := w.invoiceNumbered(ctx, string(l.Label))
		if err != nil {
			return err
		}
		c := call{model: moveModel.name, method: "js_assign_outstanding_line", first: "ids", value: []int64{invoice}, named: map[string]any{"line_id": l.ID}}
		if err := w.do(ctx, c, nil); err != nil {
			return err
		}
	}
	return nil
}

func (w *writing) invoiceNumbered(ctx context.Context, name string) (int64, error) {
	var found []stamp
	domain := list{is("name", "=", name), is("company_id", "=", w.company.ID), is("state", "=", "posted")}
	err := each(ctx, w.odoo, moveModel.name, domain, []string{"write_date"}, func(rows []stamp) error {
		found = append(found, rows...)
		return nil
	})
	if err == nil && len(found) != 1 {
		err = spec.Diagnostic{Severity: spec.SeverityError, Code: spec.CodeOutcomeUnknown, Summary: "The write-off of " + name + " is booked in Odoo, but not set against the invoice.", Hint: "Reconcile it in Odoo."}
	}
	if err != nil {
		return 0, err
	}
	return found[0].ID, nil
}
