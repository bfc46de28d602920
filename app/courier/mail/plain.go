package mail

import (
	"strings"
	"unicode/utf8"
)

// plain is the card for readers without HTML: the same facts in the same order.
func (c card) plain(body string) string {
	var b strings.Builder
	if c.Test != "" {
		b.WriteString("*** " + c.Test + " ***\n\n")
	}
	b.WriteString(c.Heading + "\n\n" + body + "\n\n")
	if !c.Settled {
		for _, row := range c.rows() {
			b.WriteString(row + "\n")
		}
		b.WriteString("\n")
	}
	for _, f := range c.Facts {
		b.WriteString(f.Label + ": " + f.Value + "\n")
	}
	if len(c.Facts) > 0 {
		b.WriteString("\n")
	}
	if c.PayLink != "" {
		b.WriteString(c.Words.PayHere + ": " + c.PayLink + "\n\n")
	}
	if c.Attached != "" {
		b.WriteString(c.Attached + "\n\n")
	}
	b.WriteString(c.Words.Regards + "\n" + c.Signature + "\n")
	if c.Contact != "" {
		b.WriteString(c.Contact + "\n")
	}
	b.WriteString("\n-- \n" + c.Company + "\n" + c.Because + "\n")
	return b.String()
}

// rows are items, lines and total, with the sums in one column at the right.
func (c card) rows() []string {
	type row struct{ label, amount, note string }
	var table []row
	number := 0
	for _, item := range c.Items {
		number = max(number, utf8.RuneCountInString(item.Number))
	}
	for _, item := range c.Items {
		table = append(table, row{label: padRight(item.Number, number) + "  " + c.Words.Due + " " + item.Due, amount: item.Open})
	}
	for _, line := range c.Lines {
		table = append(table, row{line.Label, line.Amount, line.Rule})
	}
	table = append(table, row{label: c.TotalLabel, amount: c.Total})
	labels, amounts := 0, 0
	for _, r := range table {
		labels = max(labels, utf8.RuneCountInString(r.label))
		amounts = max(amounts, utf8.RuneCountInString(r.amount))
	}
	var rows []string
	for _, r := range table {
		gap := strings.Repeat(" ", amounts-utf8.RuneCountInString(r.amount))
		rows = append(rows, padRight(r.label, labels)+"  "+gap+r.amount+" "+c.Currency)
		if r.note != "" {
			rows = append(rows, "  "+r.note)
		}
	}
	return rows
}

func padRight(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-utf8.RuneCountInString(s)))
}
