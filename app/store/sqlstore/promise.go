package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// promises reads promises in the order in which they were taken.
func (r *reader) promises(where string, fn func(store.PromiseRow), args ...any) error {
	return r.each(func(row scanner) error {
		var p store.PromiseRow
		var items string
		var made, by, told, taken int64
		if err := row.Scan(&p.ID, &p.Debtor, &p.Name, &items, &p.Amount.Currency, &p.Amount.Minor, &made, &by, &p.Tolerance.Minor, &p.Tolerance.Days, &p.State, &told, &taken, &p.TakenBy); err != nil {
			return err
		}
		p.Made, p.By, p.Told, p.Taken = undayed(made), undayed(by), undayed(told), unmoment(taken)
		if err := unpack(items, &p.Items, "a promise"); err != nil {
			return err
		}
		fn(p)
		return nil
	}, `SELECT p.id, p.debtor, d.name, p.items, p.currency, p.amount, p.made, p.by_day, p.short, p.late_days, p.state, p.told, p.taken, p.actor
		FROM promise p JOIN debtor d ON d.id = p.debtor WHERE `+where+" ORDER BY p.id", args...)
}

// Promises gives a debtor's promises, or all that are pending, broken or partly kept.
func (r *reader) Promises(debtor receivable.DebtorID) ([]store.PromiseRow, error) {
	where, args := "p.debtor = ?", []any{debtor}
	if debtor == 0 {
		where, args = "p.state IN ('pending', 'broken', 'partly')", nil
	}
	var out []store.PromiseRow
	err := r.promises(where, func(p store.PromiseRow) { out = append(out, p) }, args...)
	return out, err
}

// PutPromise takes a promise.
func (w *writer) PutPromise(p store.PromiseRow) (int64, error) {
	w.touch(p.Debtor)
	if p.State == "" {
		p.State = dunning.PromisePending
	}
	if p.TakenBy == "" {
		p.TakenBy = w.actor.Name
	}
	if p.Made.IsZero() {
		p.Made = w.today()
	}
	if p.Items == nil {
		p.Items = []receivable.ItemID{}
	}
	return w.insert("INSERT INTO promise (debtor, items, currency, amount, made, by_day, short, late_days, state, taken, actor) VALUES "+marks(11, 1),
		p.Debtor, packed(p.Items), string(p.Amount.Currency), p.Amount.Minor, day(p.Made), day(p.By), p.Tolerance.Minor, p.Tolerance.Days, string(p.State), moment(w.now), p.TakenBy)
}

// SetPromiseState judges a promise that is pending, or judges a partly kept one anew.
func (w *writer) SetPromiseState(id int64, s dunning.PromiseState) error {
	return w.close("promise", "promise", id, "UPDATE promise SET state = ?, judged = ? WHERE id = ? AND state IN ('pending', 'partly')", string(s), moment(w.now), id)
}

// told keeps the day on which a debtor was told that a promise was not kept, as dunning.Issue does; no day takes it away.
func (w *writer) told(claim *dunning.Notice, on date.Date) error {
	if claim.Event != dunning.EventBroken || claim.Promise == nil {
		return nil
	}
	_, err := w.exec("UPDATE promise SET told = ? WHERE id = ?", day(on), claim.Promise.ID)
	return err
}

// PutAnswer keeps what a debtor answered.
func (w *writer) PutAnswer(debtor receivable.DebtorID, a dunning.Answer, text string) error {
	if _, err := w.exec("INSERT INTO answer (debtor, answer, text, at, actor) VALUES "+marks(5, 1), debtor, string(a), text, moment(w.now), w.actor.Name); err != nil {
		return err
	}
	_, err := w.exec("UPDATE debtor SET answer = ? WHERE id = ?", string(a), debtor)
	return err
}

// SetReviewed releases items from the first-run brake.
func (w *writer) SetReviewed(items []receivable.ItemID) error {
	return inChunks(items, func(list string, args []any) error {
		_, err := w.exec("UPDATE item SET reviewed = 1 WHERE id IN "+list, args...)
		return err
	})
}
