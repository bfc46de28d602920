package sqlstore

import (
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// CountCustomers tells how many customers the book holds.
func (r *reader) CountCustomers() (int, error) {
	var n int
	_, err := r.one("SELECT COUNT(*) FROM debtor", nil, &n)
	return n, err
}

// Customers gives rows page by page: a page of debtors, then its balances, then the calls of fn.
func (r *reader) Customers(q store.CustomerQuery, fn func(store.CustomerRow) error) error {
	where, args := customersWhere(q)
	from, order := customersFrom(q.Sort)
	query := `SELECT d.id, d.number, d.name, d.country, d.language, d.kind, d.owner, d.search, d.dead, COALESCE(s.level, 0), COALESCE(s.held, 0),
		COALESCE(s.disputed, 0), COALESCE(s.promise, ''), COALESCE(s.promise_by, 0) FROM ` + from + where + " ORDER BY " + order
	if q.Limit > 0 || q.Offset > 0 {
		limit := int64(q.Limit)
		if limit == 0 {
			limit = 1 << 62
		}
		query, args = query+" LIMIT ? OFFSET ?", append(args, limit, q.Offset)
	}
	var rows []store.CustomerRow
	if err := r.each(func(row scanner) error {
		var c store.CustomerRow
		var dead string
		var by int64
		err := row.Scan(&c.ID, &c.Number, &c.Name, &c.Country, &c.Language, &c.Kind, &c.Owner, &c.Search, &dead, &c.Level, &c.Hold, &c.Disputed, &c.Promise, &by)
		c.PromiseBy, c.DeadMail = undayed(by), strings.Contains(dead, string(receivable.Email))
		rows = append(rows, c)
		return err
	}, query, args...); err != nil {
		return err
	}
	if err := r.balances(rows); err != nil {
		return err
	}
	for _, row := range rows {
		if err := fn(row); err != nil {
			return err
		}
	}
	return nil
}

// balances fills in the kept totals of rows.
func (r *reader) balances(rows []store.CustomerRow) error {
	asOf, err := r.totalsDay()
	if err != nil {
		return err
	}
	at := make(map[receivable.DebtorID]int, len(rows))
	ids := make([]receivable.DebtorID, len(rows))
	for i, row := range rows {
		at[row.ID], ids[i] = i, row.ID
	}
	take := func(row scanner) error {
		var id receivable.DebtorID
		b, err := scanBalance(row, asOf, &id)
		if i, ok := at[id]; ok {
			rows[i].Balances = append(rows[i].Balances, b)
		}
		return err
	}
	const query = "SELECT debtor, currency, not_due, days_30, days_60, days_90, over_90, credits, charges, written, oldest FROM debtor_total"
	if len(rows) > 2000 { // a long list is filled by one walk over all of them
		return r.each(take, query+" ORDER BY debtor, currency")
	}
	return inChunks(ids, func(list string, args []any) error {
		return r.each(take, query+" WHERE debtor IN "+list+" ORDER BY debtor, currency", args...)
	})
}

// customersFrom names the tables and, last, gives the order. Each order is that of an index.
func customersFrom(sort store.CustomerSort) (from, order string) {
	switch sort {
	case store.ByNumber:
		return "debtor d LEFT JOIN standing s ON s.debtor = d.id", "d.number, d.id"
	case store.ByOverdue:
		return "standing s JOIN debtor d ON d.id = s.debtor", "s.overdue DESC, s.debtor"
	case store.ByName:
	case store.ByOldest:
		return "standing s JOIN debtor d ON d.id = s.debtor", "s.oldest, s.debtor"
	}
	return "debtor d LEFT JOIN standing s ON s.debtor = d.id", "d.search, d.id"
}

func customersWhere(q store.CustomerQuery) (string, []any) {
	conditions, args := []string{"1 = 1"}, []any{}
	add := func(condition string, more ...any) {
		conditions, args = append(conditions, condition), append(args, more...)
	}
	for word := range strings.FieldsSeq(store.Fold(q.Search)) { // folded words hold letters and digits alone, so nothing to escape
		add("d.search LIKE ?", "%"+word+"%")
	}
	if q.OverdueOnly {
		add("s.overdue > 0")
	}
	if q.OpenOnly {
		add("s.has_open = 1")
	}
	if q.Owner != "" {
		add("d.owner = ?", q.Owner)
	}
	if q.Country != "" {
		add("d.country = ?", q.Country)
	}
	if len(q.IDs) > 0 {
		ids := make([]string, len(q.IDs)) // numbers of our own: a list of any length without bind marks
		for i, id := range q.IDs {
			ids[i] = strconv.FormatInt(int64(id), 10)
		}
		add("d.id IN (" + strings.Join(ids, ",") + ")")
	}
	return " WHERE " + strings.Join(conditions, " AND "), args
}
