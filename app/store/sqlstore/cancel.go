package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// CancelNotice takes a notice back as dunning.TakeBack says, and keeps its message from leaving.
func (w *writer) CancelNotice(id store.NoticeID, why string) error {
	n, err := w.Notice(id)
	switch {
	case err != nil:
		return err
	case n.Cancelled:
		return fault.New(fault.Conflict, "notice %s has been cancelled already", n.Number)
	case n.State == store.OutSending:
		return fault.New(fault.Conflict, "notice %s is being sent at this moment", n.Number).WithHint("wait until it has left, then cancel it")
	}
	if err := w.stands(&n); err != nil {
		return err
	}
	if err := w.takeBack(&n); err != nil {
		return err
	}
	if err := w.told(&n.Claim, date.Date{}); err != nil {
		return err
	}
	for _, step := range []struct {
		query string
		args  []any
	}{
		{"UPDATE outbox SET state = 'cancelled', detail = ?, changed = ? WHERE notice = ? AND state IN ('queued', 'failed')", []any{why, moment(w.now), id}},
		{"UPDATE notice SET cancelled = 1, why = ? WHERE id = ?", []any{why, id}},
	} {
		if _, err := w.exec(step.query, step.args...); err != nil {
			return err
		}
	}
	if err := w.unheard(id); err != nil {
		return err
	}
	return w.recall(n.Claim.Debtor)
}

// stands refuses a notice on whose items a later one stands, and names that one. An event stands on nothing and bears nothing.
func (w *writer) stands(n *store.Notice) error {
	if n.Claim.Event != dunning.NoEvent {
		return nil
	}
	var later string
	found, err := w.one(`SELECT m.number FROM notice_item a JOIN notice_item b ON b.item = a.item AND b.notice > a.notice
		JOIN notice m ON m.id = b.notice AND m.cancelled = 0 AND m.event = '' WHERE a.notice = ? ORDER BY b.notice DESC LIMIT 1`, []any{n.ID}, &later)
	if err != nil || !found {
		return err
	}
	return fault.New(fault.Conflict, "notice %s cannot be cancelled while the later notice %s on the same items stands", n.Number, later).
		WithHint("cancel the later notice first")
}

// takeBack gives a notice's items and charges back what they were before it.
func (w *writer) takeBack(n *store.Notice) error {
	if err := w.asBefore(n); err != nil {
		return err
	}
	var account dunning.Account
	for i := range n.Claim.Lines {
		it, err := w.Item(n.Claim.Lines[i].Item)
		if err != nil {
			return err
		}
		account.Items = append(account.Items, it.Item)
	}
	var err error
	if account.Charges, err = w.charges("notice = ?", n.ID); err != nil {
		return err
	}
	asked, err := w.chargesOf(n.Claim.Asks)
	if err != nil {
		return err
	}
	account.Charges = append(account.Charges, asked...)
	after, err := dunning.TakeBack(account, n.Claim, int64(n.ID))
	if err != nil {
		return err
	}
	for i := range after.Items {
		if err := w.putStanding(&after.Items[i]); err != nil {
			return err
		}
	}
	return w.putCharges(after.Charges)
}

// asBefore puts onto the lines of a notice what its items stood at when it was issued.
func (w *writer) asBefore(n *store.Notice) error {
	return w.each(func(row scanner) error {
		var item receivable.ItemID
		var level int
		var notice, deadline, chargedTo, warned, warnedTo int64
		if err := row.Scan(&item, &level, &notice, &deadline, &chargedTo, &warned, &warnedTo); err != nil {
			return err
		}
		for i := range n.Claim.Lines {
			if line := &n.Claim.Lines[i]; line.Item == item {
				line.Previous, line.LastNotice, line.LastDeadline, line.ChargedTo = level, undayed(notice), undayed(deadline), undayed(chargedTo)
				line.Warned, line.WarnedTo = undayed(warned), undayed(warnedTo)
			}
		}
		return nil
	}, "SELECT item, old_level, old_notice, old_deadline, old_charged_to, old_warned, old_warned_to FROM notice_item WHERE notice = ?", n.ID)
}

// putStanding keeps where an item stands in the procedure.
func (w *writer) putStanding(it *dunning.Item) error {
	_, err := w.exec("UPDATE item SET level = ?, last_notice = ?, last_deadline = ?, charged = ?, charged_to = ?, fees = ?, early_notice = ?, lump = ?, thanked = ?, warned = ?, warned_to = ? WHERE id = ?",
		it.Level, day(it.LastNotice), day(it.LastDeadline), it.Charged.Minor, day(it.ChargedTo), it.FeesCharged, day(it.EarlyNotice), it.LumpClaimed,
		it.Thanked, day(it.Warned), day(it.WarnedTo), it.ID)
	return err
}

// recall sets what is remembered of a debtor's last notice back to the newest that stands, with what was answered since. What came
// before the debtor had paid everything stays behind.
func (w *writer) recall(debtor receivable.DebtorID) error {
	w.touch(debtor)
	var last, issued, cleared int64
	if _, err := w.one("SELECT day, issued FROM notice WHERE debtor = ? AND cancelled = 0 AND event = '' ORDER BY id DESC LIMIT 1", []any{debtor}, &last, &issued); err != nil {
		return err
	}
	if _, err := w.one("SELECT cleared FROM debtor WHERE id = ?", []any{debtor}, &cleared); err != nil {
		return err
	}
	since := max(issued, cleared)
	_, err := w.exec(`UPDATE debtor SET last_notice = ?, last_issued = ?,
		answer = COALESCE((SELECT a.answer FROM answer a WHERE a.debtor = ? AND a.at >= ? ORDER BY a.id DESC LIMIT 1), '') WHERE id = ?`,
		last, since, debtor, since, debtor)
	return err
}
