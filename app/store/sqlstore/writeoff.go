package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// WriteOffs gives a debtor's write-offs, or all.
func (r *reader) WriteOffs(debtor receivable.DebtorID) ([]settlement.WriteOff, error) {
	if debtor == 0 {
		return r.writeOffs("1 = 1")
	}
	return r.writeOffs("(w.debtor = ? OR w.id IN (SELECT x.write_off FROM write_off_item x JOIN item i ON i.id = x.item WHERE i.debtor = ?))", debtor, debtor)
}

// WriteOff gives one by id.
func (r *reader) WriteOff(id int64) (settlement.WriteOff, error) {
	found, err := r.writeOffs("w.id = ?", id)
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, "there is no write-off with id %d", id).WithHint("see `write-off list CUSTOMER`")
	}
	if err != nil {
		return settlement.WriteOff{}, err
	}
	return found[0], nil
}

func (r *reader) writeOffs(where string, args ...any) (out []settlement.WriteOff, err error) {
	err = r.each(func(row scanner) error {
		var w settlement.WriteOff
		var on int64
		var it settlement.WrittenItem
		var postedOn int64
		var currency money.Currency
		if err := row.Scan(&w.ID, &w.Debtor, &on, &w.Reason, &w.Why, &currency, &w.AtRisk.Minor, &w.By, &w.Agreed,
			&it.Item, &it.Number, &it.Amount.Minor, &it.Posted.Minor, &it.Recovered.Minor, &it.Reversed.Minor, &postedOn); err != nil {
			return err
		}
		w.On, w.AtRisk.Currency, it.PostedOn = undayed(on), currency, undayed(postedOn)
		it.Amount.Currency, it.Posted.Currency, it.Recovered.Currency, it.Reversed.Currency = currency, currency, currency, currency
		if len(out) == 0 || out[len(out)-1].ID != w.ID {
			out = append(out, w)
		}
		last := &out[len(out)-1]
		last.Items = append(last.Items, it)
		return nil
	}, `SELECT w.id, w.debtor, w.day, w.reason, w.why, w.currency, w.at_risk, w.by_name, w.agreed, l.item, i.number, l.minor, l.posted, l.recovered, l.reversed, l.posted_on
		FROM write_off w JOIN write_off_item l ON l.write_off = w.id JOIN item i ON i.id = l.item WHERE `+where+" ORDER BY w.id, l.item", args...)
	return out, err
}

// PutWriteOff keeps a write-off.
func (w *writer) PutWriteOff(o settlement.WriteOff) (int64, error) {
	id, err := w.insert("INSERT INTO write_off (debtor, day, reason, why, currency, at_risk, by_name, agreed, at) VALUES "+marks(9, 1),
		o.Debtor, day(o.On), string(o.Reason), o.Why, string(o.Total().Currency), o.AtRisk.Minor, o.By, o.Agreed, moment(w.now))
	if err != nil {
		return 0, err
	}
	for i := range o.Items {
		it := &o.Items[i]
		if err := w.looked(it.Item); err != nil {
			return 0, err
		}
		if err := w.must(fault.Conflict, "item "+it.Number+" has less open by now than is to be written off",
			"UPDATE item SET written = written + ? WHERE id = ? AND open - written >= ? AND currency = ?", it.Amount.Minor, it.Item, it.Amount.Minor, string(it.Amount.Currency)); err != nil {
			return 0, err
		}
		if _, err := w.exec("INSERT INTO write_off_item (write_off, item, minor) VALUES (?, ?, ?)", id, it.Item, it.Amount.Minor); err != nil {
			return 0, err
		}
	}
	w.touch(o.Debtor)
	return id, w.knowCredits(o.Debtor)
}

// looked keeps how an item stands at its first write-off; later ones find it there, as the last read left it.
func (w *writer) looked(item receivable.ItemID) error {
	_, err := w.exec(`INSERT INTO write_off_seen (item, open, amount, paid) SELECT i.id, i.open, i.amount, `+paidOfItem+`
		FROM item i WHERE i.id = ? ON CONFLICT (item) DO NOTHING`, item)
	return err
}

// paidOfItem is what payments that stand have settled of item i.
const paidOfItem = `COALESCE((SELECT SUM(a.minor) FROM allocation a JOIN payment y ON y.id = a.payment
	WHERE a.item_external = i.external_id AND y.connection = i.connection AND y.reversed = 0), 0)`

// SetWriteOff writes what became of a write-off's items, and what of them the source still shows.
func (w *writer) SetWriteOff(o settlement.WriteOff) error {
	for i := range o.Items {
		it := &o.Items[i]
		if err := w.must(fault.NotFound, "the write-off is not about this item", "UPDATE write_off_item SET posted = ?, recovered = ?, reversed = ?, posted_on = ? WHERE write_off = ? AND item = ?",
			it.Posted.Minor, it.Recovered.Minor, it.Reversed.Minor, day(it.PostedOn), o.ID, it.Item); err != nil {
			return err
		}
		if err := w.keepWritten(it.Item); err != nil {
			return err
		}
	}
	return nil
}

// keepWritten works out anew what of an item was given up and is still shown as open.
func (w *writer) keepWritten(item receivable.ItemID) error {
	if _, err := w.exec(`UPDATE item SET written = (SELECT CASE WHEN COALESCE(SUM(l.minor - l.posted - l.recovered - l.reversed), 0) > item.open
		THEN CASE WHEN item.open > 0 THEN item.open ELSE 0 END ELSE COALESCE(SUM(l.minor - l.posted - l.recovered - l.reversed), 0) END
		FROM write_off_item l WHERE l.item = item.id) WHERE id = ?`, item); err != nil {
		return err
	}
	row, err := w.Item(item)
	w.touch(row.Debtor)
	return err
}

// looks is an item that was written off, as it stood before and as it stands.
type looks struct {
	posting       store.Posting
	before, after settlement.Seen
}

// NotePostings compares written-off items with what a read brought.
func (w *writer) NotePostings(connection receivable.ConnectionID, on date.Date) ([]store.Posting, error) {
	var changed []looks
	if err := w.each(func(row scanner) error {
		var l looks
		p := &l.posting
		err := row.Scan(&p.Item, &p.Debtor, &p.Number, &p.Posted.Currency, &l.before.Open, &l.before.Amount, &l.before.Paid, &l.after.Open, &l.after.Amount, &l.after.Paid)
		p.Recovered.Currency = p.Posted.Currency
		if l.before != l.after {
			changed = append(changed, l)
		}
		return err
	}, "SELECT i.id, i.debtor, i.number, i.currency, s.open, s.amount, s.paid, i.open, i.amount, "+paidOfItem+" FROM write_off_seen s JOIN item i ON i.id = s.item WHERE i.connection = ? ORDER BY i.id", connection); err != nil {
		return nil, err
	}
	var out []store.Posting
	for i := range changed {
		p, err := w.notePosting(&changed[i], on)
		if err != nil {
			return nil, err
		}
		if p.Posted.Minor != 0 || p.Recovered.Minor != 0 {
			out = append(out, p)
		}
	}
	return out, nil
}

func (w *writer) notePosting(l *looks, on date.Date) (store.Posting, error) {
	p := l.posting
	offs, err := w.writeOffs("w.id IN (SELECT x.write_off FROM write_off_item x WHERE x.item = ?)", p.Item)
	if err != nil {
		return p, err
	}
	var lines []*settlement.WrittenItem
	for i := range offs {
		for k := range offs[i].Items {
			if it := &offs[i].Items[k]; it.Item == p.Item {
				lines = append(lines, it)
				p.Posted.Minor -= it.Posted.Minor
			}
		}
	}
	p.Recovered.Minor = settlement.NotePosting(lines, l.before, l.after, on)
	for _, it := range lines {
		p.Posted.Minor += it.Posted.Minor
	}
	for i := range offs {
		if err := w.SetWriteOff(offs[i]); err != nil {
			return p, err
		}
	}
	_, err = w.exec("UPDATE write_off_seen SET open = ?, amount = ?, paid = ? WHERE item = ?", l.after.Open, l.after.Amount, l.after.Paid, p.Item)
	return p, err
}
