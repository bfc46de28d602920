package customers

import (
	"encoding/csv"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// WriteCSV writes rows as a table for a spreadsheet: a line for each customer and currency, amounts as plain decimals,
// UTF-8 with a mark so that Excel shows ø as ø. Texts that a spreadsheet would run as a formula are quoted with an
// apostrophe (CWE-1236).
func WriteCSV(w io.Writer, header []string, rows iter.Seq[*Row]) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(header); err != nil {
		return err
	}
	for r := range rows {
		for _, line := range csvLines(r) {
			if err := out.Write(line); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// csvLines follows the order number, name, country, owner, level, currency, open, overdue, oldest days.
func csvLines(r *Row) [][]string {
	balances := r.Balances
	if len(balances) == 0 {
		balances = append(balances, r.Lead)
	}
	lines := make([][]string, 0, len(balances))
	for _, b := range balances {
		lines = append(lines, []string{
			harmless(r.Number), harmless(r.Name), harmless(r.Country), harmless(r.Owner), strconv.Itoa(r.Level), string(b.Currency),
			money.New(b.Open(), b.Currency).String(), money.New(b.Overdue(), b.Currency).String(), strconv.Itoa(max(0, b.OldestDue)),
		})
	}
	return lines
}

// harmless quotes a text that begins as a formula does.
func harmless(text string) string {
	if strings.ContainsAny(text[:min(1, len(text))], "=+-@\t\r") {
		return "'" + text
	}
	return text
}
