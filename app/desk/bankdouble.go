package desk

import (
	"fmt"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// markDoubles finds among what came in the lines that tell of money of which another kind of file has told: it counts once. What
// a person or the books have spoken of counts in any case.
func markDoubles(w store.Writer) error {
	fresh, err := w.BankLines(store.BankQuery{States: []store.BankState{store.BankNew}})
	if err != nil || len(fresh) == 0 {
		return err
	}
	from, to := span(fresh)
	// What is compared with the new lines may itself have been compared with others.
	near, err := w.BankLines(store.BankQuery{From: from.AddDays(-3 * remittance.SameDays), To: to.AddDays(3 * remittance.SameDays)})
	if err != nil {
		return err
	}
	same, ids := doublesOf(near)
	for i := range near {
		l := &near[i]
		others := make([]int64, 0, len(same[doubleKey(l)]))
		for _, key := range same[doubleKey(l)] {
			others = append(others, ids[key])
		}
		slices.Sort(others)
		if err := setDouble(w, l, others); err != nil {
			return err
		}
	}
	return nil
}

// span is the first and the last day of lines.
func span(lines []store.BankLine) (from, to date.Date) {
	from, to = lines[0].Booked, lines[0].Booked
	for i := range lines {
		if b := lines[i].Booked; b.Before(from) {
			from = b
		} else if b.After(to) {
			to = b
		}
	}
	return from, to
}

// doubleKey names a line the same in whatever order files are read: ids are given in that order.
func doubleKey(l *store.BankLine) string { return fmt.Sprintf("%d/%s", l.Connection, l.ExternalID) }

func doublesOf(lines []store.BankLine) (same map[string][]string, ids map[string]int64) {
	seen, ids := make([]remittance.Seen, 0, len(lines)), map[string]int64{}
	for i := range lines {
		l := &lines[i]
		if l.State == store.BankForgotten {
			continue
		}
		account := l.Account
		if l.Credited != "" {
			account = l.Credited
		}
		ids[doubleKey(l)] = l.ID
		seen = append(seen, remittance.Seen{
			Line: l.Line, Key: doubleKey(l), Value: l.Value, Account: account, Format: l.Format, Batch: l.Batch, Bank: l.BankReference, Collective: l.Collective, Stands: stands(l),
		})
	}
	return remittance.Doubles(seen), ids
}

// stands reports whether a person or the books have spoken of a line.
func stands(l *store.BankLine) bool {
	switch l.State {
	case store.BankBooked, store.BankLate, store.BankReturned:
		return true
	case store.BankNew, store.BankMatched, store.BankSuggested, store.BankUnknown, store.BankIgnored, store.BankDouble, store.BankForgotten:
	}
	return l.How == remittance.ByPerson || l.Why != ""
}

// setDouble moves a line where it has become a double, or is none any more.
func setDouble(w store.Writer, l *store.BankLine, others []int64) error {
	switch {
	case len(others) == 0 && l.State == store.BankDouble:
		return w.SetBankLine(*l, store.BankNew, "", 0, nil, "")
	case len(others) == 0 || l.State == store.BankDouble && slices.Equal(l.Same, others) || l.State == store.BankIgnored:
		return nil
	}
	if err := w.SetDouble(*l, others); err != nil {
		return err
	}
	if l.Debtor == 0 {
		return nil // it had held nothing
	}
	return noteMove(w, l, store.BankDouble, "")
}
