package sqlstore

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// who puts the debtor and those that the source merged into it in the place of @who.
func who(condition string, id receivable.DebtorID) (string, []any) {
	const those = "(SELECT id FROM debtor WHERE id = ? OR merged = ?)"
	var args []any
	for range strings.Count(condition, "@who") {
		args = append(args, id, id)
	}
	return strings.ReplaceAll(condition, "@who", those), args
}

// Person gives every row that is about a debtor, by table.
func (r *reader) Person(id receivable.DebtorID) ([]store.PersonTable, error) {
	if _, err := r.Debtor(id); err != nil {
		return nil, err
	}
	var out []store.PersonTable
	for _, t := range personTables() {
		rows, err := r.personRows(&t, id)
		if err != nil {
			return nil, err
		}
		out = append(out, store.PersonTable{Name: t.name, Rows: rows})
	}
	slices.SortFunc(out, func(a, b store.PersonTable) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

func (r *reader) personRows(t *personTable, id receivable.DebtorID) ([]store.PersonRow, error) {
	columns, currency := t.columns(), "''"
	if t.currency != "" {
		currency = t.currency
	}
	where, args := who(t.where, id)
	rows := []store.PersonRow{}
	err := r.each(func(row scanner) error {
		values, cells, of := make([]any, len(columns)+1), t.cells(columns), ""
		for i := range cells {
			values[i] = cells[i].into()
		}
		values[len(columns)] = &of
		if err := row.Scan(values...); err != nil {
			return err
		}
		shown := store.PersonRow{}
		for i := range cells {
			shown[columns[i]] = cells[i].shown(money.Currency(of))
		}
		rows = append(rows, shown)
		return nil
	}, "SELECT "+strings.Join(columns, ", ")+", COALESCE("+currency+", '') FROM "+t.name+" WHERE "+where+" ORDER BY "+t.order, args...)
	return rows, err
}

// cell is a value of a row on its way to being shown.
type cell struct {
	kind   byte
	number int64
	text   string
	raw    []byte
}

// Kinds of cell.
const (
	numberCell = 'n'
	textCell   = 't'
	dayCell    = 'd'
	momentCell = 'm'
	yesCell    = 'y'
	moneyCell  = '$'
	packedCell = 'j'
	bytesCell  = 'b'
)

func (t *personTable) cells(columns []string) []cell {
	kinds := map[string]byte{}
	for kind, list := range map[byte]string{
		numberCell: t.numbers, dayCell: t.days, momentCell: t.moments, yesCell: t.yes, moneyCell: t.money, packedCell: t.packed, bytesCell: t.bytes,
	} {
		for column := range strings.FieldsSeq(list) {
			kinds[column] = kind
		}
	}
	out := make([]cell, len(columns))
	for i, column := range columns {
		out[i].kind = textCell
		if kind, known := kinds[column]; known {
			out[i].kind = kind
		}
	}
	return out
}

func (c *cell) into() any {
	switch c.kind {
	case textCell, packedCell:
		return &c.text
	case bytesCell:
		return &c.raw
	}
	return &c.number
}

func (c *cell) shown(of money.Currency) any {
	switch c.kind {
	case dayCell:
		if day := undayed(c.number); !day.IsZero() {
			return day.String()
		}
		return ""
	case momentCell:
		if c.number == 0 {
			return ""
		}
		return unmoment(c.number).Format(time.RFC3339)
	case yesCell:
		return c.number != 0
	case moneyCell:
		if of != "" {
			return money.New(c.number, of).String()
		}
	case packedCell:
		if json.Valid([]byte(c.text)) {
			return json.RawMessage(c.text)
		}
		return c.text
	case textCell:
		return c.text
	case bytesCell:
		return c.raw
	}
	return c.number
}
