package sqlstore

import (
	"maps"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// heldSums adds up what is open of a run's connection. What a read with refused records did not bring may have been paid or be
// one of those, and what was set aside is not known: it is left out on both sides of the comparison, and in no wave, and does not hold up the others.
func (r *reader) heldSums(run *store.SyncRun) (map[money.Currency]int64, error) {
	held, all, err := r.openIn(run.Connection, slices.Sorted(maps.Keys(run.Claimed)))
	if err == nil && !all {
		held, err = r.openInEvery(run.Connection)
	}
	if err != nil {
		return nil, err
	}
	err = r.each(func(rows scanner) error {
		var c money.Currency
		var sum int64
		err := rows.Scan(&c, &sum)
		held[c] += sum
		return err
	}, `SELECT c.currency, SUM(f.minor) FROM fee_invoice f JOIN charge c ON c.id = f.charge WHERE f.connection = ? AND f.minor <> 0
		AND NOT EXISTS (SELECT 1 FROM finding x WHERE x.connection = f.connection AND x.ended = 0 AND x.about = 'item' AND x.external_id = f.external_id) GROUP BY c.currency`, run.Connection)
	return held, err
}

// openItems are those that count.
const openItems = " FROM item WHERE connection = ? AND open <> 0 AND stale = 0 AND quarantined = 0"

// mostNamed bounds in how many currencies openIn adds up: each is compared with every row.
const mostNamed = 8

// openIn adds up in the currencies that the source named, and reports whether there are no others: one pass without the sorting that
// grouping takes.
func (r *reader) openIn(id receivable.ConnectionID, named []money.Currency) (map[money.Currency]int64, bool, error) {
	if len(named) == 0 || len(named) > mostNamed {
		return nil, false, nil
	}
	var cases strings.Builder
	args, sums, to := make([]any, 0, len(named)+1), make([]int64, len(named)), make([]any, 0, len(named)+1)
	var rows, counted int64
	for i, c := range named {
		cases.WriteString("COALESCE(SUM(CASE WHEN currency = ? THEN open ELSE 0 END), 0), ")
		args, to = append(args, string(c)), append(to, &sums[i])
	}
	for _, c := range named {
		args = append(args, string(c))
	}
	query := "SELECT " + cases.String() + "COUNT(*), COUNT(CASE WHEN currency IN " + marks(len(named), 1) + " THEN 1 END)" + openItems
	if _, err := r.one(query, append(args, id), append(to, &rows, &counted)...); err != nil || rows != counted {
		return nil, false, err
	}
	held := map[money.Currency]int64{}
	for i, c := range named {
		if sums[i] != 0 {
			held[c] = sums[i]
		}
	}
	return held, true, nil
}

func (r *reader) openInEvery(id receivable.ConnectionID) (map[money.Currency]int64, error) {
	held := map[money.Currency]int64{}
	err := r.each(func(rows scanner) error {
		var c money.Currency
		var sum int64
		err := rows.Scan(&c, &sum)
		held[c] = sum
		return err
	}, "SELECT currency, SUM(open)"+openItems+" GROUP BY currency", id)
	return held, err
}
