package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// knowCredits keeps what lies on account of a debtor when something of him is written off: it did not come for that.
func (w *writer) knowCredits(debtor receivable.DebtorID) error {
	_, err := w.exec("UPDATE item SET told = CASE WHEN open < 0 THEN -open ELSE 0 END WHERE debtor = ? AND kind = ?", debtor, string(receivable.OnAccount))
	return err
}

// NoteCredits gives what came on account of debtors of whom something is written off.
func (w *writer) NoteCredits(connection receivable.ConnectionID) ([]store.OnAccount, error) {
	var moved []store.OnAccount
	if err := w.each(func(row scanner) error {
		var c store.OnAccount
		var told int64
		err := row.Scan(&c.Item, &c.Debtor, &c.Number, &c.Came.Currency, &c.Free.Minor, &told)
		c.Free.Currency = c.Came.Currency
		c.Came.Minor = c.Free.Minor - told
		moved = append(moved, c)
		return err
	}, `SELECT i.id, i.debtor, i.number, i.currency, CASE WHEN i.open < 0 THEN -i.open ELSE 0 END, i.told FROM item i
		WHERE i.connection = ? AND i.kind = ? AND i.told <> CASE WHEN i.open < 0 THEN -i.open ELSE 0 END
		AND EXISTS (SELECT 1 FROM write_off_item l JOIN item x ON x.id = l.item WHERE x.debtor = i.debtor AND x.currency = i.currency AND l.minor > l.reversed)
		ORDER BY i.id`, connection, string(receivable.OnAccount)); err != nil {
		return nil, err
	}
	for _, c := range moved {
		if _, err := w.exec("UPDATE item SET told = ? WHERE id = ?", c.Free.Minor, c.Item); err != nil {
			return nil, err
		}
	}
	return moved, nil
}
