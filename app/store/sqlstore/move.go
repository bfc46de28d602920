package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Moves gives what came off, or back on, a debtor's items as reads saw it, oldest first.
func (r *reader) Moves(debtor receivable.DebtorID) ([]store.ItemMove, error) {
	var out []store.ItemMove
	err := r.each(func(row scanner) error {
		var m store.ItemMove
		var item, on, minor int64
		var currency string
		err := row.Scan(&item, &on, &minor, &currency)
		m.Item, m.On, m.Amount = receivable.ItemID(item), undayed(on), money.New(minor, money.Currency(currency))
		out = append(out, m)
		return err
	}, "SELECT m.item, m.day, m.minor, i.currency FROM item_move m JOIN item i ON i.id = m.item WHERE i.debtor = ? ORDER BY m.day, m.item", int64(debtor))
	return out, err
}
