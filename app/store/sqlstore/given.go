package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// givenRow is what was given up of an item by one write-off, as an account needs it.
type givenRow struct {
	item            receivable.ItemID
	on, postedOn    date.Date
	waiting, posted int64
	most            int64 // item.written: no more than is open, whatever a read that was cut off left
}

// given takes what was given up out of what is open of items, with the days on which interest on it ends.
func (r *reader) given(where string, args []any, find func(receivable.ItemID) *dunning.Item) error {
	var rows []givenRow
	if err := r.each(func(row scanner) error {
		var g givenRow
		var on, postedOn int64
		err := row.Scan(&g.item, &on, &postedOn, &g.waiting, &g.posted, &g.most)
		g.on, g.postedOn = undayed(on), undayed(postedOn)
		rows = append(rows, g)
		return err
	}, `SELECT l.item, w.day, l.posted_on, l.minor - l.posted - l.recovered - l.reversed, l.posted, i.written
		FROM write_off_item l JOIN write_off w ON w.id = l.write_off JOIN item i ON i.id = l.item WHERE `+where+" ORDER BY l.item, w.id", args...); err != nil {
		return err
	}
	for _, g := range rows {
		it := find(g.item)
		if it == nil {
			continue
		}
		it.GiveUp(money.New(min(g.waiting, g.most-it.Written.Minor), it.Open.Currency), g.on)
		it.BookedSince(money.New(g.posted, it.Open.Currency), g.on, g.postedOn)
	}
	return nil
}

// loadGiven is given for the items of a page.
func (l *accountLoader) loadGiven(p page) error {
	return l.r.given(p.on("i.debtor")+" AND (i.written <> 0 OR l.posted <> 0)", p.args, l.index)
}
