package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// CancelNotice takes a notice back, as dunning.TakeBack says: what was waived of its charges is gone, and waived interest stays
// claimed.
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
	var laterNumber string
	later, err := w.one(`SELECT m.number FROM notice_item a JOIN notice_item b ON b.item = a.item AND b.notice > a.notice
		JOIN notice m ON m.id = b.notice AND m.cancelled = 0 AND m.event = '' WHERE a.notice = ? ORDER BY b.notice DESC LIMIT 1`, []any{id}, &laterNumber)
	if err != nil {
		return err
	}
	if later {
		return fault.New(fault.Conflict, "notice %s cannot be cancelled while the later notice %s on the same items stands", n.Number, laterNumber).
			WithHint("cancel the later notice first")
	}
	paid, err := w.one("SELECT 1 FROM charge WHERE notice = ? AND open + waived <> amount", []any{id}, new(int))
	if err != nil {
		return err
	}
	if paid {
		return fault.New(fault.Conflict, "fees or interest of notice %s have been paid", n.Number).
			WithHint("credit what was paid before cancelling the notice")
	}
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`UPDATE item SET (level, last_notice, last_deadline, charged, charged_to, fees, lump) =
			(SELECT old_level, old_notice, old_deadline, old_charged + COALESCE((SELECT SUM(c.waived) FROM charge c
				WHERE c.notice = notice_item.notice AND c.item = item.id AND c.kind = 'interest'), 0), old_charged_to, old_fees, old_lump
			FROM notice_item WHERE notice_item.notice = ? AND notice_item.item = item.id)
			WHERE id IN (SELECT item FROM notice_item WHERE notice = ?)`, []any{id, id}},
		{"UPDATE item SET lump = 1 WHERE id IN (SELECT item FROM charge WHERE notice = ? AND kind = 'compensation' AND waived > 0)", []any{id}},
		{"UPDATE charge SET open = 0 WHERE notice = ?", []any{id}},
		{"UPDATE outbox SET state = 'cancelled', detail = ?, changed = ? WHERE notice = ? AND state IN ('queued', 'failed')", []any{why, moment(w.now), id}},
		{"UPDATE notice SET cancelled = 1, why = ? WHERE id = ?", []any{why, id}},
	} {
		if _, err := w.exec(step.query, step.args...); err != nil {
			return err
		}
	}
	if err := w.forgetEvent(id, n.Claim.Event); err != nil {
		return err
	}
	if err := w.unheard(id); err != nil {
		return err
	}
	return w.recall(n.Claim.Debtor)
}

// forgetEvent lets a courtesy that was taken back be sent again.
func (w *writer) forgetEvent(id store.NoticeID, e dunning.Event) error {
	column := map[dunning.Event]string{dunning.EventEarly: "early_notice", dunning.EventThanks: "thanked"}[e]
	if column == "" {
		return nil
	}
	_, err := w.exec("UPDATE item SET "+column+" = 0 WHERE id IN (SELECT item FROM notice_item WHERE notice = ?)", id)
	return err
}

// recall sets what is remembered of a debtor's last notice back to the newest that stands, with what was answered since.
func (w *writer) recall(debtor receivable.DebtorID) error {
	w.touch(debtor)
	var last, issued int64
	if _, err := w.one("SELECT day, issued FROM notice WHERE debtor = ? AND cancelled = 0 AND event = '' ORDER BY id DESC LIMIT 1", []any{debtor}, &last, &issued); err != nil {
		return err
	}
	_, err := w.exec(`UPDATE debtor SET last_notice = ?, last_issued = ?,
		answer = COALESCE((SELECT a.answer FROM answer a WHERE a.debtor = ? AND a.at >= ? ORDER BY a.id DESC LIMIT 1), '') WHERE id = ?`,
		last, issued, debtor, issued, debtor)
	return err
}
