package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// entry is a journal entry of ours.
type entry struct {
	ID          int64  `json:"id"`
	Number      string `json:"number"`
	State       string `json:"state"`
	Description string `json:"description"`
	Lines       ids    `json:"lines"`
}

func (e entry) key() int64 { return e.ID }

var entryFields = []string{"number", "state", "description", "lines"}

func (e entry) posted() spec.Posted {
	return spec.Posted{ExternalIDs: []string{link("account.move", e.ID)}, Number: e.Number}
}

// entries looks for journal entries with our key.
func (w *writing) entries(ctx context.Context) (found []entry, err error) {
	mine := []any{is("company", "=", w.company.id), w.holding("description")}
	err = list(ctx, w.tryton, "account.move", mine, entryFields, func(rows []entry) error {
		for _, e := range rows {
			if strings.Contains(e.Description, w.mark()) {
				found = append(found, e)
			}
		}
		return nil
	})
	return found, err
}

// findMove looks for the entry of a write-off, or of one taken back. One in part
// counts when it is posted: before, the invoice is open as it was.
func (w *writing) findMove(ctx context.Context) (spec.Posted, bool, error) {
	found, err := w.entries(ctx)
	if err != nil {
		return spec.Posted{}, false, err
	}
	for _, e := range found {
		done, err := w.counts(ctx, e)
		if err != nil {
			return spec.Posted{}, false, err
		}
		if done {
			return e.posted(), true, nil
		}
	}
	return spec.Posted{}, false, nil
}

// counts reports whether an entry has done its work: it is posted, or its
// receivable line is settled.
func (w *writing) counts(ctx context.Context, e entry) (bool, error) {
	if e.State == "posted" {
		return true, nil
	}
	lines, err := w.receivableLines(ctx, e)
	settled := func(l line) bool { return l.Settled != 0 }
	return slices.ContainsFunc(lines, settled), err
}

func (w *writing) receivableLines(ctx context.Context, e entry) ([]line, error) {
	return byID[line](ctx, w.tryton, "account.move.line", e.Lines, w.receivables(), lineFields)
}

// writeOff books items as lost. Whole ones go through Tryton's wizard, in one
// step; a part of one is a journal entry on its invoice.
func (w *writing) writeOff(ctx context.Context) (spec.Posted, error) {
	method, err := w.writeOffMethod(ctx)
	if err != nil {
		return spec.Posted{}, err
	}
	b, err := w.load(ctx, []int64{w.party}, func(int, int) error { return nil })
	if err != nil {
		return spec.Posted{}, err
	}
	claims := map[int64]*claim{}
	for _, c := range b.claims(w.company.currency) {
		claims[c.line.ID] = c
	}
	var lost []*claim
	for _, part := range w.posting.Parts {
		c, err := w.lostClaim(claims, part)
		if err != nil {
			return spec.Posted{}, err
		}
		lost = append(lost, c)
	}
	if len(lost) == 1 && lost[0].open > w.posting.Amount {
		return w.writeOffPart(ctx, method, lost[0])
	}
	return w.writeOffWhole(ctx, method, lost)
}

// lostClaim finds the open item of a part and refuses what does not fit it.
func (w *writing) lostClaim(claims map[int64]*claim, part spec.PostingPart) (*claim, error) {
	id, _ := lineID(part.ItemID)
	c := claims[id]
	switch {
	case c == nil || c.bad != nil || c.open == 0:
		return nil, refuse(fmt.Sprintf("%s is not open in Tryton any more.", part.Number), "Sync: it may have been paid.")
	case c.currency != w.posting.Currency:
		return nil, refuse(fmt.Sprintf("%s is in %s in Tryton.", part.Number, c.currency), "Sync, and decide again.")
	case c.open < part.Amount:
		return nil, refuse(fmt.Sprintf("Only %s %s of %s is open in Tryton.", spec.FormatAmount(c.open, c.currency), c.currency, part.Number), "Sync: a part may have been paid.")
	case c.open > part.Amount && len(w.posting.Parts) > 1:
		return nil, refuse(fmt.Sprintf("%s is written off in part, together with others.", part.Number), "Write it off by itself.")
	}
	return c, nil
}

// writeOffWhole reconciles the items with the payments on them and has the
// wizard book the rest as lost.
func (w *writing) writeOffWhole(ctx context.Context, method named, lost []*claim) (spec.Posted, error) {
	group := together(lost)
	var ids []int64
	var open int64
	for _, c := range group {
		if c.line.Account != lost[0].line.Account {
			return spec.Posted{}, refuse("The items lie on different receivable accounts in Tryton.", "Write them off one at a time.")
		}
		ids = append(ids, c.line.ID)
		open += c.open
	}
	if open != w.posting.Amount && !slices.ContainsFunc(group, func(c *claim) bool { return c.foreign }) {
		return spec.Posted{}, refuse("A payment on these items is more than they are.", "Reconcile it in Tryton first.")
	}
	ids = sorted(ids)
	form := map[string]any{"writeoff": map[string]any{
		"writeoff": method.ID, "date": dateValue(w.posting.Date), "description": w.marked(w.posting.Title, w.posting.Reason),
	}}
	if err := w.wizard(ctx, "account.move.reconcile_lines", "account.move.line", ids, step{state: "start"}, step{state: "reconcile", form: form}); err != nil {
		return spec.Posted{}, err
	}
	return w.written(ctx)
}

// written finds what was just written.
func (w *writing) written(ctx context.Context) (spec.Posted, error) {
	posted, found, err := w.findMove(ctx)
	if err == nil && !found {
		err = trouble(spec.CodeOutcomeUnknown, "", "Tryton said yes, and the entry is not there.", "Look in Tryton.")
	}
	return posted, err
}

// together are the claims with everything they were netted with: Tryton
// reconciles lines only whole.
func together(lost []*claim) []*claim {
	seen := map[*claim]bool{}
	var group []*claim
	for todo := slices.Clone(lost); len(todo) > 0; {
		c := todo[0]
		todo = todo[1:]
		if seen[c] {
			continue
		}
		seen[c] = true
		group = append(group, c)
		for _, n := range c.with {
			todo = append(todo, n.claim)
		}
	}
	return group
}

// writeOffPart books a part of one item as lost, like a payment on its invoice.
func (w *writing) writeOffPart(ctx context.Context, method named, c *claim) (spec.Posted, error) {
	if c.of.ID == 0 || c.pays || c.foreign {
		return spec.Posted{}, refuse("Only an invoice in the company's own currency can be written off in part in Tryton.", "Write it off whole, or in Tryton by hand.")
	}
	drafts, err := w.entries(ctx)
	if err != nil {
		return spec.Posted{}, err
	}
	var id int64
	if len(drafts) > 0 {
		id = drafts[0].ID
	} else if id, err = w.draftPart(ctx, method, c); err != nil {
		return spec.Posted{}, err
	}
	if err := w.do(ctx, nil, "model.account.move.post", []int64{id}, w.context()); err != nil {
		return spec.Posted{}, err
	}
	return w.written(ctx)
}

func (w *writing) draftPart(ctx context.Context, method named, c *claim) (int64, error) {
	day := dateValue(w.posting.Date)
	period, err := w.period(ctx, day)
	if err != nil {
		return 0, err
	}
	sum, none := decimalValue(w.posting.Amount, w.posting.Currency), decimalValue(0, w.posting.Currency)
	values := map[string]any{
		"company": w.company.id, "journal": method.Journal, "period": period, "date": day, "description": w.marked(w.posting.Title, w.posting.Reason),
		"lines": []any{[]any{"create", []any{
			map[string]any{"account": c.line.Account, "party": w.party, "credit": sum, "debit": none, "invoice_payment": c.of.ID},
			map[string]any{"account": method.Account, "debit": sum, "credit": none},
		}}},
	}
	var made []int64
	if err := w.do(ctx, &made, "model.account.move.create", []any{values}, w.context()); err != nil {
		return 0, err
	}
	if len(made) != 1 {
		return 0, outOfOrder("account.move")
	}
	return made[0], nil
}

func (w *writing) period(ctx context.Context, day any) (int64, error) {
	var found []int64
	open := []any{
		is("company", "=", w.company.id), is("type", "=", "standard"), is("state", "=", "open"), is("start_date", "<=", day), is("end_date", ">=", day),
	}
	if err := w.read(ctx, &found, "model.account.period.search", open, 0, 1, order("id"), w.context()); err != nil {
		return 0, err
	}
	if len(found) == 0 {
		return 0, refuse("Tryton has no open period for this day.", "Open the period, or book it by hand.")
	}
	return found[0], nil
}

// lineID is the line behind an item's id.
func lineID(item string) (int64, bool) {
	id, err := strconv.ParseInt(item, 10, 64)
	return id, err == nil && id > 0
}
