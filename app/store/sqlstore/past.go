package sqlstore

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Past gives all that happened to one item. Of a notice that was taken back nothing is left but what was waived of its charges.
func (r *reader) Past(id receivable.ItemID) (dunning.Past, error) {
	var p dunning.Past
	row, err := r.Item(id)
	if err != nil {
		return p, err
	}
	p.Item = row.Item
	p.Item.Open.Minor += p.Item.Written.Minor // until its history is known
	p.Item.Written.Minor = 0
	if p.Debtor, err = r.Debtor(row.Debtor); err != nil {
		return p, err
	}
	paid, seen, err := r.movesOf(id)
	if err != nil {
		return p, err
	}
	if len(paid)+len(seen) > 0 || p.Item.Open != p.Item.Amount {
		p.Item.History = dunning.HistoryOf(&p.Item, paid, seen)
	}
	if err := r.given("l.item = ?", []any{id}, func(receivable.ItemID) *dunning.Item { return &p.Item }); err != nil {
		return p, err
	}
	issued, err := r.notices("n.cancelled = 0 AND n.id IN (SELECT notice FROM notice_item WHERE item = ?)", id)
	if err != nil {
		return p, err
	}
	for i := len(issued) - 1; i >= 0; i-- { // they come newest first
		n := &issued[i]
		p.Notices = append(p.Notices, dunning.Issued{ID: int64(n.ID), Number: n.Number, Notice: n.Claim})
	}
	const about = "(%.item = ? OR (%.item = 0 AND %.notice IN (SELECT notice FROM notice_item WHERE item = ?)))"
	if err := r.each(func(row scanner) error {
		c, err := scanCharge(row)
		p.Charges = append(p.Charges, c)
		return err
	}, `SELECT id, debtor, item, notice, kind, day, currency, CASE WHEN EXISTS (SELECT 1 FROM notice n WHERE n.id = charge.notice AND n.cancelled = 1)
		THEN waived ELSE amount END AS claimed, open, waived, rule, source, asked, `+invoiceNumber+` FROM charge WHERE `+on("charge", about)+`
		AND (waived <> 0 OR NOT EXISTS (SELECT 1 FROM notice n WHERE n.id = charge.notice AND n.cancelled = 1)) ORDER BY id`, id, id); err != nil {
		return p, err
	}
	p.Waivers, err = r.waivers(on("c", about), id, id)
	return p, err
}

// on names a table in a condition about its rows, in which % stands for it.
func on(table, condition string) string { return strings.ReplaceAll(condition, "%", table) }

// movesOf reads how an item moved: by the source's payments, and by what reads saw.
func (r *reader) movesOf(id receivable.ItemID) (paid, seen []dunning.Move, err error) {
	if err := r.each(func(row scanner) error {
		var at int64
		m := dunning.Move{Paid: true}
		err := row.Scan(&at, &m.Amount.Minor, &m.Ref)
		m.On = undayed(at)
		paid = append(paid, m)
		return err
	}, `SELECT a.day, -a.minor, CASE WHEN y.reference <> '' THEN y.reference ELSE y.text END FROM item i JOIN allocation a ON a.item_external = i.external_id
		JOIN payment y ON y.id = a.payment AND y.connection = i.connection AND y.reversed = 0 WHERE i.id = ? ORDER BY a.day, y.id`, id); err != nil {
		return nil, nil, err
	}
	err = r.each(func(row scanner) error {
		var at int64
		var m dunning.Move
		err := row.Scan(&at, &m.Amount.Minor)
		m.On = undayed(at)
		seen = append(seen, m)
		return err
	}, "SELECT day, minor FROM item_move WHERE item = ? ORDER BY day", id)
	return paid, seen, err
}

// Restarts reads what may have started limitation periods anew.
func (r *reader) Restarts(q store.RestartQuery) (store.Restarts, error) {
	out := store.Restarts{OfItem: map[receivable.ItemID][]dunning.Restart{}, OfDebtor: map[receivable.DebtorID][]dunning.Restart{}}
	if len(q.Debtors) == 0 {
		return out, r.restarts(q, out, func(string) string { return "" }, nil)
	}
	return out, inChunks(q.Debtors, func(list string, ids []any) error {
		return r.restarts(q, out, func(column string) string { return " AND " + column + " IN " + list }, ids)
	})
}

func (r *reader) restarts(q store.RestartQuery, out store.Restarts, of func(column string) string, ids []any) error {
	take := func(kind string) func(scanner) error {
		return func(row scanner) error {
			var item receivable.ItemID
			var at int64
			e := dunning.Restart{Kind: kind}
			err := row.Scan(&item, &at, &e.Note)
			e.On = undayed(at)
			out.OfItem[item] = append(out.OfItem[item], e)
			return err
		}
	}
	if err := r.each(take(law.PartPayment), `SELECT i.id, a.day, y.reference FROM item i JOIN allocation a ON a.item_external = i.external_id
		JOIN payment y ON y.id = a.payment AND y.connection = i.connection AND y.reversed = 0
		WHERE i.open > 0 AND i.open <> i.amount AND a.minor > 0`+of("i.debtor"), ids...); err != nil {
		return err
	}
	if err := r.each(take(law.WrittenAcknowledgement), `SELECT k.item, k.day, k.note FROM acknowledgement k JOIN item i ON i.id = k.item
		WHERE i.open > 0`+of("i.debtor"), ids...); err != nil {
		return err
	}
	if q.Demands {
		if err := r.each(take(law.Demand), `SELECT x.item, n.day, n.number FROM notice n JOIN outbox o ON o.notice = n.id AND o.state = 'sent'
			JOIN notice_item x ON x.notice = n.id JOIN item i ON i.id = x.item AND i.open > 0 WHERE n.cancelled = 0 AND n.event = ''`+of("n.debtor"), ids...); err != nil {
			return err
		}
	}
	return r.promises("1 = 1"+of("p.debtor"), func(p store.PromiseRow) {
		e := dunning.Restart{On: p.Made, Kind: law.Promise, Note: p.Amount.String() + " " + string(p.Amount.Currency)}
		if len(p.Items) == 0 {
			out.OfDebtor[p.Debtor] = append(out.OfDebtor[p.Debtor], e)
		}
		for _, item := range p.Items {
			out.OfItem[item] = append(out.OfItem[item], e)
		}
	}, ids...)
}

// PutAcknowledgement keeps that a debtor acknowledged a claim in writing.
func (w *writer) PutAcknowledgement(a store.Acknowledgement) (int64, error) {
	if _, err := w.Item(a.Item); err != nil {
		return 0, err
	}
	return w.insert("INSERT INTO acknowledgement (item, day, note, at, actor) VALUES "+marks(5, 1), a.Item, day(a.On), a.Note, moment(w.now), w.actor.Name)
}
