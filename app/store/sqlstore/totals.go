package sqlstore

import (
	"maps"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// noOldest stands for "nothing is open" where the oldest due date is kept, so that it sorts last.
const noOldest = 99999999

// totalsDay is the day for which totals are kept, none before the first read.
func (r *reader) totalsDay() (date.Date, error) {
	var n int64
	_, err := r.one("SELECT value FROM counter WHERE name = 'totals-day'", nil, &n)
	return undayed(n), err
}

// RollTotals brings the kept totals of every debtor to a day.
func (w *writer) RollTotals(asOf date.Date) error {
	kept, err := w.totalsDay()
	if err != nil || kept == asOf {
		return err
	}
	if _, err := w.exec("UPDATE counter SET value = ? WHERE name = 'totals-day'", day(asOf)); err != nil {
		return err
	}
	w.touched = nil // all of them are in what follows
	return w.total(asOf, "", nil)
}

// rollAhead is RollTotals for a day that is not behind the kept one.
func (w *writer) rollAhead(asOf date.Date) error {
	kept, err := w.totalsDay()
	if err != nil || !kept.Before(asOf) {
		return err
	}
	return w.RollTotals(asOf)
}

// touch has a debtor's kept totals worked out anew before the transaction ends.
func (w *writer) touch(id receivable.DebtorID) {
	if w.touched == nil {
		w.touched = map[receivable.DebtorID]bool{}
	}
	w.touched[id] = true
}

// finish is the last step of every update: the totals of touched debtors.
func (w *writer) finish() error {
	if len(w.touched) == 0 {
		return nil
	}
	asOf, err := w.totalsDay()
	if err != nil || asOf.IsZero() {
		return err
	}
	count, err := w.CountCustomers()
	if err != nil {
		return err
	}
	if len(w.touched) > count/4 { // then one pass over all of them is less work
		return w.total(asOf, "", nil)
	}
	ids := slices.Sorted(maps.Keys(w.touched))
	return inChunks(ids, func(list string, args []any) error { return w.total(asOf, list, args) })
}

// total works out the totals and standings of the listed debtors, or of all when list is empty.
func (w *writer) total(asOf date.Date, list string, ids []any) error {
	only := func(column, before string) string {
		if list == "" {
			return ""
		}
		return before + column + " IN " + list
	}
	for _, table := range []string{"debtor_total", "standing"} {
		if _, err := w.exec("DELETE FROM "+table+only("debtor", " WHERE "), ids...); err != nil {
			return err
		}
	}
	today, d30, d60, d90 := day(asOf), day(asOf.AddDays(-30)), day(asOf.AddDays(-60)), day(asOf.AddDays(-90))
	if _, err := w.exec(`INSERT INTO debtor_total (debtor, currency, not_due, days_30, days_60, days_90, over_90, credits, written, charges, oldest, level)
		SELECT debtor, currency,
			SUM(CASE WHEN open > 0 AND due_on >= ? THEN open ELSE 0 END),
			SUM(CASE WHEN open > 0 AND due_on < ? AND due_on >= ? THEN open ELSE 0 END),
			SUM(CASE WHEN open > 0 AND due_on < ? AND due_on >= ? THEN open ELSE 0 END),
			SUM(CASE WHEN open > 0 AND due_on < ? AND due_on >= ? THEN open ELSE 0 END),
			SUM(CASE WHEN open > 0 AND due_on < ? THEN open ELSE 0 END),
			SUM(CASE WHEN open < 0 THEN open ELSE 0 END), SUM(written), 0,
			MIN(CASE WHEN open > 0 THEN due_on ELSE ? END), MAX(CASE WHEN open <> 0 THEN level ELSE 0 END)
		FROM (SELECT debtor, currency, open - written AS open, written, level, CASE WHEN due = 0 THEN issued ELSE due END AS due_on
			FROM item WHERE open <> 0`+only("debtor", " AND ")+`) AS dated
		GROUP BY debtor, currency`,
		append([]any{today, today, d30, d30, d60, d60, d90, d90, noOldest}, ids...)...); err != nil {
		return err
	}
	if _, err := w.exec(`INSERT INTO debtor_total (debtor, currency, not_due, days_30, days_60, days_90, over_90, credits, charges, oldest, level)
		SELECT debtor, currency, 0, 0, 0, 0, 0, 0, SUM(open), ?, 0 FROM charge WHERE open <> 0`+only("debtor", " AND ")+`
		GROUP BY debtor, currency ON CONFLICT (debtor, currency) DO UPDATE SET charges = excluded.charges`, append([]any{noOldest}, ids...)...); err != nil {
		return err
	}
	return w.stand(asOf, only, ids)
}

// stand works out what a list of customers sorts by and shows beside the sums.
func (w *writer) stand(asOf date.Date, only func(column, before string) string, ids []any) error {
	overdue, err := w.comparable("t.days_30 + t.days_60 + t.days_90 + t.over_90")
	if err != nil {
		return err
	}
	if _, err := w.exec(`INSERT INTO standing (debtor, has_open, overdue, oldest, level)
		SELECT d.id, COALESCE(MAX(CASE WHEN t.not_due + t.days_30 + t.days_60 + t.days_90 + t.over_90 <> 0 OR t.credits <> 0 THEN 1 ELSE 0 END), 0),
			COALESCE(MAX(`+overdue+`), 0), COALESCE(MIN(t.oldest), ?), COALESCE(MAX(t.level), 0)
		FROM debtor d LEFT JOIN debtor_total t ON t.debtor = d.id`+only("d.id", " WHERE ")+` GROUP BY d.id`, append([]any{noOldest}, ids...)...); err != nil {
		return err
	}
	today := day(asOf)
	for _, step := range []struct {
		query string
		args  []any
	}{
		{"UPDATE standing SET held = 1 WHERE debtor IN (SELECT debtor FROM hold WHERE lifted = 0 AND item = 0 AND (until = 0 OR until >= ?))", []any{today}},
		{`UPDATE standing SET disputed = (SELECT COUNT(DISTINCT s.item) FROM dispute s WHERE s.debtor = standing.debtor AND s.resolved = 0)
			WHERE debtor IN (SELECT debtor FROM dispute WHERE resolved = 0)`, nil},
		{`UPDATE standing SET promise = (SELECT p.state FROM promise p WHERE p.debtor = standing.debtor ORDER BY p.id DESC LIMIT 1),
			promise_by = (SELECT p.by_day FROM promise p WHERE p.debtor = standing.debtor ORDER BY p.id DESC LIMIT 1)
			WHERE debtor IN (SELECT debtor FROM promise WHERE state <> 'kept')`, nil},
	} {
		if _, err := w.exec(step.query+only("debtor", " AND "), append(step.args, ids...)...); err != nil {
			return err
		}
	}
	return nil
}

// comparable wraps a sum of minor units so that currencies with other than two decimals compare as whole money does. It
// orders a list, it is no rate of exchange: 100 EUR and 100 USD are equal in it.
func (r *reader) comparable(sum string) (string, error) {
	var cases strings.Builder
	err := r.each(func(row scanner) error {
		var c money.Currency
		if err := row.Scan(&c); err != nil {
			return err
		}
		switch decimals := decimalsOf(c); {
		case decimals < 2:
			cases.WriteString(" WHEN t.currency = '" + string(c) + "' THEN (" + sum + ") * 100")
		case decimals > 2:
			cases.WriteString(" WHEN t.currency = '" + string(c) + "' THEN (" + sum + ") / 10")
		}
		return nil
	}, "SELECT DISTINCT currency FROM debtor_total")
	if cases.Len() == 0 {
		return sum, err
	}
	return "CASE" + cases.String() + " ELSE " + sum + " END", err
}

// decimalsOf is the currency's number of decimals; a code that this program does not know is shown with two.
func decimalsOf(c money.Currency) int {
	if exp, err := c.Exponent(); err == nil {
		return exp
	}
	return 2
}

// Totals gives the sums over all customers by currency.
func (r *reader) Totals() (map[money.Currency]receivable.Balance, date.Date, error) {
	asOf, err := r.totalsDay()
	if err != nil {
		return nil, asOf, err
	}
	out := map[money.Currency]receivable.Balance{}
	err = r.each(func(row scanner) error {
		b, err := scanBalance(row, asOf)
		out[b.Currency] = b
		return err
	}, `SELECT currency, SUM(not_due), SUM(days_30), SUM(days_60), SUM(days_90), SUM(over_90), SUM(credits), SUM(charges), SUM(written), MIN(oldest)
		FROM debtor_total GROUP BY currency`)
	return out, asOf, err
}

// scanBalance reads a balance; more goes to columns that stand before it.
func scanBalance(row scanner, asOf date.Date, more ...any) (receivable.Balance, error) {
	var b receivable.Balance
	var oldest int64
	err := row.Scan(append(more, &b.Currency, &b.Buckets[receivable.NotDue], &b.Buckets[receivable.Days30], &b.Buckets[receivable.Days60],
		&b.Buckets[receivable.Days90], &b.Buckets[receivable.Over90], &b.Credits, &b.Charges, &b.Written, &oldest)...)
	if oldest != noOldest && !asOf.IsZero() {
		b.OldestDue = asOf.DaysSince(undayed(oldest))
	}
	return b, err
}
