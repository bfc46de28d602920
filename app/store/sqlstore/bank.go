package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// BankLines gives lines, newest first.
func (r *reader) BankLines(q store.BankQuery) ([]store.BankLine, error) {
	where, args := bankWhere(q)
	where += " ORDER BY l.booked DESC, l.id DESC"
	if q.Limit > 0 {
		where, args = where+" LIMIT ?", append(args, q.Limit)
	}
	return r.bankLines(where, args...)
}

// CountBankLines counts them.
func (r *reader) CountBankLines(q store.BankQuery) (n int, err error) {
	where, args := bankWhere(q)
	_, err = r.one("SELECT COUNT(*) FROM bank_line l WHERE "+where, args, &n)
	return n, err
}

func bankWhere(q store.BankQuery) (string, []any) {
	where, args := "1 = 1", []any{}
	if q.Connection != 0 {
		where, args = where+" AND l.connection = ?", append(args, q.Connection)
	}
	if q.Debtor != 0 {
		where, args = where+" AND l.debtor = ?", append(args, q.Debtor)
	}
	if q.Item != 0 {
		where, args = where+" AND l.id IN (SELECT p.line FROM bank_part p WHERE p.item = ?)", append(args, q.Item)
	}
	if len(q.States) > 0 {
		where += " AND l.state IN " + marks(len(q.States), 1)
		for _, s := range q.States {
			args = append(args, string(s))
		}
	}
	if !q.From.IsZero() {
		where, args = where+" AND l.booked >= ?", append(args, day(q.From))
	}
	if !q.To.IsZero() {
		where, args = where+" AND l.booked <= ?", append(args, day(q.To))
	}
	if q.Received {
		where += " AND l.minor > 0 AND l.reversal = 0"
	}
	return where, args
}

// BankLine gives one by id.
func (r *reader) BankLine(id int64) (store.BankLine, error) {
	found, err := r.bankLines("l.id = ?", id)
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, "there is no bank line %d", id).WithHint("see `bank list`")
	}
	if err != nil {
		return store.BankLine{}, err
	}
	return found[0], nil
}

func (r *reader) bankLines(where string, args ...any) (out []store.BankLine, err error) {
	err = r.each(func(row scanner) error {
		var l store.BankLine
		var booked, value, seen, changed int64
		var refs string
		if err := row.Scan(&l.ID, &l.Connection, &l.ExternalID, &l.Account, &booked, &value, &l.Amount.Currency, &l.Amount.Minor, &refs, &l.PayerName, &l.PayerAccount,
			&l.Text, &l.Reversal, &l.Origin, &l.Format, &l.Batch, &l.Collective, &l.BankReference, &l.Credited, &l.State, &l.How, &l.Debtor, &l.DebtorName, &l.Why, &seen, &changed, &l.By); err != nil {
			return err
		}
		l.Booked, l.Value, l.Seen, l.Changed = undayed(booked), undayed(value), unmoment(seen), unmoment(changed)
		if err := unpack(refs, &l.References, "a bank line"); err != nil {
			return err
		}
		out = append(out, l)
		return nil
	}, `SELECT l.id, l.connection, l.external_id, l.account, l.booked, l.value_day, l.currency, l.minor, l.refs, l.payer, l.payer_account, l.words, l.reversal,
		l.origin, l.format, l.batch, l.collective, l.bank_ref, l.credited, l.state, l.how, l.debtor, COALESCE(d.name, ''), l.why, l.seen, l.changed, l.actor
		FROM bank_line l LEFT JOIN debtor d ON d.id = l.debtor WHERE `+where, args...)
	if err != nil {
		return nil, err
	}
	for i := range out {
		if out[i].Parts, err = r.bankParts(out[i].ID); err != nil {
			return nil, err
		}
		if out[i].State == store.BankDouble {
			if out[i].Same, err = r.bankSame(out[i].ID); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func (r *reader) bankSame(line int64) (out []int64, err error) {
	err = r.each(func(row scanner) error {
		var other int64
		err := row.Scan(&other)
		out = append(out, other)
		return err
	}, "SELECT other FROM bank_same WHERE line = ? ORDER BY other", line)
	return out, err
}

func (r *reader) bankParts(line int64) (out []store.BankPart, err error) {
	err = r.each(func(row scanner) error {
		var p store.BankPart
		err := row.Scan(&p.Item, &p.Debtor, &p.Number, &p.Minor, &p.Then, &p.Now)
		out = append(out, p)
		return err
	}, "SELECT p.item, i.debtor, i.number, p.minor, p.open_then, i.open FROM bank_part p JOIN item i ON i.id = p.item WHERE p.line = ? ORDER BY p.item", line)
	return out, err
}

// EachClaim gives every open claim.
func (r *reader) EachClaim(fn func(remittance.Claim) error) error {
	return r.each(func(row scanner) error {
		var c remittance.Claim
		var due int64
		if err := row.Scan(&c.Item, &c.Debtor, &c.Name, &c.Customer, &c.Number, &c.Reference, &c.Open.Currency, &c.Open.Minor, &due, &c.Banked, &c.Seen); err != nil {
			return err
		}
		c.Due = undayed(due)
		return fn(c)
	}, `SELECT i.id, i.debtor, d.name, d.number, i.number, i.reference, i.currency, i.open - i.written, CASE WHEN i.due = 0 THEN i.issued ELSE i.due END, i.banked,
		CASE WHEN i.banked = 0 THEN 0 ELSE (SELECT COALESCE(SUM(p.minor), 0) FROM bank_part p JOIN bank_line l ON l.id = p.line WHERE p.item = i.id AND l.state = 'matched') END
		FROM item i JOIN debtor d ON d.id = i.debtor WHERE i.open > i.written ORDER BY i.id`)
}

// Payers gives who has paid from accounts before.
func (r *reader) Payers(accounts []string) (map[string][]receivable.DebtorID, error) {
	out := map[string][]receivable.DebtorID{}
	err := inChunks(accounts, func(list string, args []any) error {
		return r.each(func(row scanner) error {
			var account string
			var debtor receivable.DebtorID
			err := row.Scan(&account, &debtor)
			out[account] = append(out[account], debtor)
			return err
		}, "SELECT DISTINCT payer_account, debtor FROM bank_line WHERE debtor <> 0 AND payer_account <> '' AND state IN ('matched', 'booked', 'late') AND payer_account IN "+list, args...)
	})
	return out, err
}

// BankBookedAlready looks for a payment in the books that may be this line.
func (r *reader) BankBookedAlready(l store.BankLine, debtor receivable.DebtorID, days int) (bool, error) {
	var payments, lines int
	from, to := day(l.Booked.AddDays(-days)), day(l.Booked.AddDays(days))
	if _, err := r.one("SELECT COUNT(*) FROM payment WHERE debtor = ? AND reversed = 0 AND currency = ? AND amount = ? AND day BETWEEN ? AND ?",
		[]any{debtor, string(l.Amount.Currency), l.Amount.Minor, from, to}, &payments); err != nil {
		return false, err
	}
	_, err := r.one("SELECT COUNT(*) FROM bank_line WHERE debtor = ? AND id <> ? AND state IN ('matched', 'booked') AND currency = ? AND minor = ? AND booked BETWEEN ? AND ?",
		[]any{debtor, l.ID, string(l.Amount.Currency), l.Amount.Minor, from, to}, &lines)
	return payments > lines, err
}

// toldBetter is when a line that nobody has understood yet is told anew: a bank's notification names the reference or the payer
// that its statement of the day has left out. What a person has said of a line stands.
const toldBetter = ` ON CONFLICT (connection, external_id) DO UPDATE SET refs = excluded.refs, payer = excluded.payer, payer_account = excluded.payer_account,
	words = excluded.words, origin = excluded.origin, format = excluded.format, batch = excluded.batch, collective = excluded.collective, bank_ref = excluded.bank_ref,
	credited = excluded.credited, state = 'new', changed = excluded.changed, actor = excluded.actor
	WHERE bank_line.state IN ('new', 'unknown', 'suggested') AND bank_line.why = ''
	AND (bank_line.refs IN ('null', '[]') OR excluded.refs NOT IN ('null', '[]'))
	AND (bank_line.refs IN ('null', '[]') AND excluded.refs NOT IN ('null', '[]') OR bank_line.payer = '' AND excluded.payer <> ''
		OR bank_line.words = '' AND excluded.words <> '')`

// toldAlso keeps which kinds of file list a line, and in which sum: another file may list it by now. What is never compared stays so.
const toldAlso = `UPDATE bank_line SET format = ?, batch = ? WHERE connection = ? AND external_id = ? AND format <> '' AND ? <> '' AND (format <> ? OR batch <> ?)`

// PutBankLines adds lines that are new to the book.
func (w *writer) PutBankLines(run *store.SyncRun, batch []store.BankLine) error {
	if _, err := w.open(run); err != nil {
		return err
	}
	for i := range batch {
		l := &batch[i]
		if _, err := w.exec(`INSERT INTO bank_line (connection, external_id, account, booked, value_day, currency, minor, refs, payer, payer_account, words, reversal,
			origin, format, batch, collective, bank_ref, credited, state, seen, changed, actor) VALUES `+marks(22, 1)+toldBetter,
			run.Connection, l.ExternalID, l.Account, day(l.Booked), day(l.Value), string(l.Amount.Currency), l.Amount.Minor, packed(l.References), l.PayerName,
			l.PayerAccount, l.Text, bit(l.Reversal), l.Origin, l.Format, l.Batch, bit(l.Collective), l.BankReference, l.Credited, string(store.BankNew), moment(w.now), moment(w.now), w.actor.Name); err != nil {
			return err
		}
		if _, err := w.exec(toldAlso, l.Format, l.Batch, run.Connection, l.ExternalID, l.Format, l.Format, l.Batch); err != nil {
			return err
		}
	}
	run.Read["bank-lines"] += int64(len(batch))
	return nil
}

// SetBankLine says where a line stands.
func (w *writer) SetBankLine(from store.BankLine, state store.BankState, how remittance.How, debtor receivable.DebtorID, parts []remittance.Part, why string) error {
	if err := w.must(fault.Conflict, "somebody else has looked at this payment by now",
		"UPDATE bank_line SET state = ?, how = ?, debtor = ?, why = ?, changed = ?, actor = ? WHERE id = ? AND state = ?",
		string(state), string(how), debtor, why, moment(w.now), w.actor.Name, from.ID, string(from.State)); err != nil {
		return err
	}
	for _, table := range []string{"bank_part", "bank_same"} {
		if _, err := w.exec("DELETE FROM "+table+" WHERE line = ?", from.ID); err != nil {
			return err
		}
	}
	items := []receivable.ItemID{}
	for _, p := range from.Parts {
		items = append(items, p.Item)
	}
	for _, p := range parts {
		row, err := w.Item(p.Item)
		if err != nil {
			return err
		}
		if _, err := w.exec("INSERT INTO bank_part (line, item, minor, open_then) SELECT ?, i.id, ?, i.open FROM item i WHERE i.id = ?", from.ID, p.Minor, row.ID); err != nil {
			return err
		}
		items = append(items, p.Item)
	}
	return w.keepBanked(items)
}

// SetDouble says which lines count in the place of one.
func (w *writer) SetDouble(from store.BankLine, same []int64) error {
	if err := w.SetBankLine(from, store.BankDouble, "", 0, nil, ""); err != nil {
		return err
	}
	for _, other := range same {
		if _, err := w.exec("INSERT INTO bank_same (line, other) VALUES (?, ?)", from.ID, other); err != nil {
			return err
		}
	}
	return nil
}

// CompareNever forgets which kind of file told of a line.
func (w *writer) CompareNever(line int64) error {
	return w.must(fault.NotFound, "there is no such bank line", "UPDATE bank_line SET format = '' WHERE id = ?", line)
}

// forgotten empties lines that are nobody's. Those on which nobody has spoken are told better by no later read.
const forgotten = `UPDATE bank_line SET refs = '[]', bank_ref = '', payer = '', payer_account = '', words = '', why = '',
	state = CASE WHEN state IN ('new', 'unknown', 'suggested') THEN 'forgotten' ELSE state END WHERE debtor = 0 AND `

// ForgetPayers empties lines that have been nobody's for long.
func (w *writer) ForgetPayers(before date.Date) (int, error) {
	n, err := w.exec(forgotten+"booked < ? AND (refs NOT IN ('null', '[]') OR payer <> '' OR payer_account <> '' OR words <> '' OR why <> '')", day(before))
	return int(n), err
}

// keepBanked works out anew which items a bank has seen money for.
func (w *writer) keepBanked(items []receivable.ItemID) error {
	return inChunks(items, func(list string, args []any) error {
		if _, err := w.exec(`UPDATE item SET banked = CASE WHEN EXISTS (SELECT 1 FROM bank_part p JOIN bank_line l ON l.id = p.line
			WHERE p.item = item.id AND l.state = 'matched') THEN 1 ELSE 0 END WHERE id IN `+list, args...); err != nil {
			return err
		}
		return w.each(func(row scanner) error {
			var debtor receivable.DebtorID
			err := row.Scan(&debtor)
			w.touch(debtor)
			return err
		}, "SELECT DISTINCT debtor FROM item WHERE id IN "+list, args...)
	})
}
