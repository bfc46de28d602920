package desk

import (
	"context"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// DisputeOrder opens a dispute about one item.
type DisputeOrder struct {
	Debtor receivable.DebtorID
	Item   receivable.ItemID
	Code   dunning.DisputeCode // empty: the one that the reason begins with, else other
	Reason string              // what the customer says
	Owner  string              // the colleague who looks into it
	DueBy  date.Date           // by when
	Amount money.Amount        // how much of the item; zero: all
}

// OpenDispute stops reminders for one item until the dispute is resolved. Refused are a second dispute about an item
// (fault.Conflict), one about more than is open, and one without a known reason.
func (d *Desk) OpenDispute(ctx context.Context, o DisputeOrder) error {
	if o.Item == 0 {
		return fault.New(fault.Invalid, "a dispute is about one item").OnField("item")
	}
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	return d.about(ctx, o.Debtor, func(w store.Writer, who receivable.Debtor) error { return openDispute(w, who, o, on) })
}

func openDispute(w store.Writer, who receivable.Debtor, o DisputeOrder, on date.Date) error {
	row, err := itemOf(w, who, o.Item)
	if err != nil {
		return err
	}
	dispute := dunning.Dispute{Code: o.Code, Reason: o.Reason, Since: on, Owner: o.Owner, DueBy: o.DueBy, Amount: o.Amount}
	if dispute.Code == "" {
		dispute.Code = codeOf(o.Reason)
	}
	if _, err := dunning.OpenDispute(dunning.Account{Items: []dunning.Item{row.Item}}, row.ID, dispute); err != nil {
		return err
	}
	if _, err := w.PutDispute(store.DisputeRow{Dispute: dispute, Debtor: who.ID, Item: row.ID}); err != nil {
		return err
	}
	facts := map[string]string{"number": row.Number, "code": string(dispute.Code), "reason": o.Reason, "owner": o.Owner, "due": o.DueBy.String()}
	if o.Amount.Minor > 0 {
		facts["amount"], facts["currency"] = o.Amount.String(), string(o.Amount.Currency)
	}
	return w.Append(activity.DisputeOpened, int64(who.ID), int64(row.ID), who.Name, facts)
}

// codeOf is the code that a reason begins with, as in "quality: 12 boxes thawed".
func codeOf(reason string) dunning.DisputeCode {
	first, _, _ := strings.Cut(reason, ":")
	if c := dunning.DisputeCode(strings.ToLower(strings.TrimSpace(first))); slices.Contains(dunning.DisputeCodes(), c) {
		return c
	}
	return dunning.DisputeOther
}

// itemOf is an item of a customer; another's is fault.Invalid.
func itemOf(r store.Reader, who receivable.Debtor, id receivable.ItemID) (store.ItemRow, error) {
	row, err := r.Item(id)
	if err == nil && row.Debtor != who.ID {
		err = fault.New(fault.Invalid, "%s is not an invoice of %s", row.Number, who.Name).OnField("item")
	}
	return row, err
}

// ResolveOrder ends a dispute.
type ResolveOrder struct {
	Debtor  receivable.DebtorID
	Dispute int64
	Outcome dunning.DisputeOutcome // credited (or accepted), rejected, partly
	Credit  money.Amount           // what the source is to credit; zero with credited: all that was disputed
	Note    string                 // what was found
}

// bookCreditDays is after how many days somebody looks whether an agreed credit has been booked.
const bookCreditDays = 7

// ResolveDispute ends a dispute. See dunning.Resolution for what each outcome means for the item. Where something is to be
// credited, a task reminds of booking it: until then the item waits.
func (d *Desk) ResolveDispute(ctx context.Context, o ResolveOrder) error {
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	return d.about(ctx, o.Debtor, func(w store.Writer, who receivable.Debtor) error {
		row, item, err := disputeOf(w, who, o.Dispute)
		if err != nil {
			return err
		}
		res, err := dunning.CheckResolution(&item.Item, &row.Dispute, dunning.Resolution{Outcome: o.Outcome, On: on, Credit: o.Credit})
		if err != nil {
			return err
		}
		if err := w.ResolveDispute(row.ID, res, o.Note); err != nil {
			return err
		}
		facts := map[string]any{"dispute": row.ID, "outcome": res.Outcome, "number": item.Number, "note": o.Note}
		if res.Credit.Minor > 0 {
			facts["credit"], facts["currency"] = res.Credit.String(), res.Credit.Currency
			why := dunning.Why{Key: dunning.WhyCreditAwaited, Args: map[string]string{
				"number": item.Number, "amount": res.Credit.String(), "currency": string(res.Credit.Currency),
			}}
			if _, err := w.PutTask(store.Task{Kind: store.TaskCheck, Debtor: who.ID, Item: item.ID, Due: on.AddDays(bookCreditDays), Why: why}); err != nil {
				return err
			}
		}
		return w.Append(activity.DisputeResolved, int64(who.ID), int64(item.ID), who.Name, facts)
	})
}

// disputeOf is an open dispute of a customer with its item.
func disputeOf(r store.Reader, who receivable.Debtor, id int64) (store.DisputeRow, store.ItemRow, error) {
	rows, err := r.Disputes(who.ID)
	if err != nil {
		return store.DisputeRow{}, store.ItemRow{}, err
	}
	at := slices.IndexFunc(rows, func(d store.DisputeRow) bool { return d.ID == id })
	switch {
	case at < 0:
		return store.DisputeRow{}, store.ItemRow{}, fault.New(fault.NotFound, "%s has no dispute %d", who.Name, id).OnField("dispute")
	case rows[at].Outcome != "":
		return rows[at], store.ItemRow{}, fault.New(fault.Conflict, "this dispute has been ended already").OnField("dispute")
	}
	item, err := r.Item(rows[at].Item)
	return rows[at], item, err
}
