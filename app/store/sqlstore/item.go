package sqlstore

import (
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// appliesTo finds the invoice that a credit names by the source's key.
const appliesTo = `CASE WHEN i.applies_to = '' THEN 0 ELSE COALESCE((SELECT a.id FROM item a
	WHERE a.connection = i.connection AND a.external_id = i.applies_to), 0) END`

const itemRowColumns = `i.id, i.debtor, i.connection, i.external_id, i.number, i.kind, i.issued, i.due, i.currency, i.amount, i.open - i.written, i.written, i.escalated, i.banked, i.collected, i.quarantined + i.withheld > 0, i.reference,
	i.order_ref, i.description, i.pay_link, ` + appliesTo + `, i.settled, i.level, i.last_notice, i.last_deadline, i.charged, i.charged_to, i.fees,
	i.warned, i.warned_to, i.early_notice, i.lump, i.thanked, i.reviewed, i.stale, i.first_overdue, c.review_decided, c.review_choice, c.review_days, c.name, d.name, d.number`

const itemRowFrom = " FROM item i JOIN debtor d ON d.id = i.debtor JOIN connection c ON c.id = i.connection "

func scanItem(row scanner) (store.ItemRow, error) {
	var it store.ItemRow
	var brake brake
	var currency money.Currency
	var issued, due, settled, notice, deadline, chargedTo, warned, warnedTo, early int64
	err := row.Scan(&it.ID, &it.Debtor, &it.Connection, &it.ExternalID, &it.Number, &it.Kind, &issued, &due, &currency, &it.Amount.Minor, &it.Open.Minor, &it.Written.Minor, &it.Escalated, &it.Banked, &it.Collected, &it.Quarantined,
		&it.Reference, &it.OrderRef, &it.Description, &it.PayLink, &it.AppliesTo, &settled, &it.Level, &notice, &deadline, &it.Charged.Minor, &chargedTo,
		&it.FeesCharged, &warned, &warnedTo, &early, &it.LumpClaimed, &it.Thanked, &it.Reviewed, &it.Stale, &brake.overdue, &brake.review.Decided, &brake.review.Choice, &brake.review.RecentDays,
		&it.ConnectionName, &it.DebtorName, &it.DebtorNumber)
	it.Amount.Currency, it.Open.Currency, it.Charged.Currency, it.Written.Currency = currency, currency, currency, currency
	it.Issued, it.Due, it.Settled = undayed(issued), undayed(due), undayed(settled)
	it.LastNotice, it.LastDeadline, it.ChargedTo, it.EarlyNotice = undayed(notice), undayed(deadline), undayed(chargedTo), undayed(early)
	it.Warned, it.WarnedTo = undayed(warned), undayed(warnedTo)
	it.OldDebt = brake.holds(&it.Item)
	return it, err
}

// brake is what decides whether an item waits for the first-run review: debt that was old already when a read first brought
// it, has never been reminded of and that nobody has released. It holds whatever read that was: a book may be connected
// empty and filled later, and a row that was broken at first is old debt too when it is mended.
type brake struct {
	overdue int // days overdue when a read first brought it
	review  store.Review
}

// undecidedDays is how old debt may be, when a read first brings it, to be reminded of without a decision.
const undecidedDays = 60

func (b brake) holds(it *dunning.Item) bool {
	if it.Level > 0 || it.Reviewed || it.Open.Minor <= 0 {
		return false
	}
	switch {
	case !b.review.Decided:
		return b.overdue > undecidedDays
	case b.review.Choice == store.ReviewStart:
		return false
	case b.review.Choice == store.ReviewHoldAll:
		return b.overdue > 0
	}
	return b.overdue > b.review.RecentDays
}

// Items gives items by debtor name, due date and number.
func (r *reader) Items(q store.ItemQuery, fn func(store.ItemRow) error) error {
	where, args := "WHERE 1 = 1", []any{}
	if q.Debtor != 0 {
		where, args = where+" AND i.debtor = ?", append(args, q.Debtor)
	}
	if q.OpenOnly {
		where += " AND i.open <> i.written"
	}
	if !q.AgedBy.IsZero() {
		where += " AND i.open > i.written AND (i.issued <= ? OR (i.due <> 0 AND i.due <= ?))"
		args = append(args, day(q.AgedBy), day(q.AgedBy))
	}
	marks, err := r.itemMarks(q.Debtor)
	if err != nil {
		return err
	}
	return r.each(func(row scanner) error {
		it, err := scanItem(row)
		if err != nil {
			return err
		}
		marks.put(&it)
		return fn(it)
	}, "SELECT "+itemRowColumns+itemRowFrom+where+" ORDER BY d.search, d.id, CASE WHEN i.due = 0 THEN i.issued ELSE i.due END, i.number, i.id", args...)
}

// Item gives one by id.
func (r *reader) Item(id receivable.ItemID) (store.ItemRow, error) {
	found, err := r.itemsWhere("WHERE i.id = ?", id)
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, "there is no item with id %d", id)
	}
	if err != nil {
		return store.ItemRow{}, err
	}
	return found[0], nil
}

// FindItem finds by number or external key, the book's id last.
func (r *reader) FindItem(text string) (store.ItemRow, error) {
	for _, column := range []string{"i.number", "i.external_id"} {
		found, err := r.itemsWhere("WHERE "+column+" = ? ORDER BY i.id LIMIT 2", text)
		switch {
		case err != nil:
			return store.ItemRow{}, err
		case len(found) == 1:
			return found[0], nil
		case len(found) > 1:
			return store.ItemRow{}, fault.New(fault.Conflict, "%q is more than one item: of %s (%d) and of %s (%d)", text,
				found[0].DebtorName, found[0].ID, found[1].DebtorName, found[1].ID).WithHint("use the book's own id, which stands in parentheses")
		}
	}
	if id, err := strconv.ParseInt(text, 10, 64); err == nil {
		return r.Item(receivable.ItemID(id))
	}
	return store.ItemRow{}, fault.New(fault.NotFound, "there is no item %q", text).WithHint("use the invoice number or the source's key")
}

func (r *reader) itemsWhere(where string, args ...any) ([]store.ItemRow, error) {
	var out []store.ItemRow
	err := r.each(func(row scanner) error {
		it, err := scanItem(row)
		out = append(out, it)
		return err
	}, "SELECT "+itemRowColumns+itemRowFrom+where, args...)
	if err != nil || len(out) == 0 {
		return out, err
	}
	for i := range out {
		marks, err := r.itemMarks(out[i].Debtor)
		if err != nil {
			return nil, err
		}
		marks.put(&out[i])
	}
	return out, nil
}

// Payments gives a debtor's payments, newest first.
func (r *reader) Payments(debtor receivable.DebtorID) ([]receivable.Payment, error) {
	var out []receivable.Payment
	at := map[receivable.PaymentID]int{}
	err := r.each(func(row scanner) error {
		var p receivable.Payment
		var on int64
		err := row.Scan(&p.ID, &p.Debtor, &p.Connection, &p.ExternalID, &on, &p.Amount.Currency, &p.Amount.Minor, &p.Unapplied.Minor, &p.Reference, &p.Text, &p.Reversed)
		p.Date, p.Unapplied.Currency = undayed(on), p.Amount.Currency
		at[p.ID] = len(out)
		out = append(out, p)
		return err
	}, `SELECT id, debtor, connection, external_id, day, currency, amount, unapplied, reference, text, reversed FROM payment
		WHERE debtor = ? ORDER BY day DESC, id DESC`, debtor)
	if err != nil {
		return nil, err
	}
	return out, r.each(func(row scanner) error {
		var id receivable.PaymentID
		var a receivable.Allocation
		var on int64
		if err := row.Scan(&id, &a.Item, &a.Amount.Minor, &on); err != nil {
			return err
		}
		p := &out[at[id]]
		a.Date, a.Amount.Currency = undayed(on), p.Amount.Currency
		p.Allocations = append(p.Allocations, a)
		return nil
	}, `SELECT a.payment, COALESCE(i.id, 0), a.minor, a.day FROM allocation a JOIN payment p ON p.id = a.payment
		LEFT JOIN item i ON i.connection = p.connection AND i.external_id = a.item_external WHERE p.debtor = ? ORDER BY a.payment, a.day`, debtor)
}
