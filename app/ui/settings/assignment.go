package settings

import (
	"slices"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// ruleRow is a rule of the assignment in one line.
type ruleRow struct {
	Number         int
	Who, Procedure string
}

func ruleRows(k Kept) []ruleRow {
	rows := make([]ruleRow, 0, len(k.Procedures.Assignment.Rules))
	for i, r := range k.Procedures.Assignment.Rules {
		rows = append(rows, ruleRow{Number: i + 1, Who: whoFits(r, k.Customers, k.Empty), Procedure: r.Procedure})
	}
	return rows
}

// whoFits says whom a rule names: "customers in Germany · consumer".
func whoFits(r dunning.Rule, names map[receivable.DebtorID]string, empty []string) string {
	customer, group, country := "", "", ""
	if r.Debtor != 0 {
		customer = or(names[r.Debtor], i18n.T("assignment.unknown", i18n.Args{"id": strconv.FormatInt(int64(r.Debtor), 10)}))
	}
	if r.Group != "" {
		key := "assignment.in-group"
		if slices.Contains(empty, r.Group) {
			key = "assignment.in-empty-group"
		}
		group = i18n.T(key, i18n.Args{"group": r.Group})
	}
	if r.Country != "" {
		country = words.Country(r.Country)
	}
	return words.Facts(customer, group, country, kindWord(r.Kind))
}

func kindWord(k receivable.Kind) string {
	switch k {
	case receivable.Business:
		return i18n.T("assignment.businesses")
	case receivable.Consumer:
		return i18n.T("assignment.consumers")
	}
	return ""
}

// usedBy says who goes by a procedure.
func usedBy(k Kept, name string) string {
	rules, byDefault := k.Procedures.Uses(name)
	switch {
	case byDefault && rules > 0:
		return i18n.N("procedures.rest-and-rules", rules)
	case byDefault && len(k.Procedures.Assignment.Rules) == 0:
		return i18n.T("procedures.everybody")
	case byDefault:
		return i18n.T("procedures.rest")
	case rules > 0:
		return i18n.N("procedures.by-rules", rules)
	}
	return i18n.T("procedures.nobody")
}

// withRule is the assignment with a rule more, or another one in the place of the n-th (counted from 1).
func withRule(a dunning.Assignment, n int, r dunning.Rule) dunning.Assignment {
	a.Rules = slices.Clone(a.Rules)
	if n >= 1 && n <= len(a.Rules) {
		a.Rules[n-1] = r
	} else {
		a.Rules = append(a.Rules, r)
	}
	return a
}

func withoutRule(a dunning.Assignment, n int) dunning.Assignment {
	a.Rules = slices.Clone(a.Rules)
	if n >= 1 && n <= len(a.Rules) {
		a.Rules = slices.Delete(a.Rules, n-1, n)
	}
	return a
}

// moved is the assignment with the n-th rule one place up (by -1) or down (by 1); false when there is no such place.
func moved(a dunning.Assignment, n, by int) (dunning.Assignment, bool) {
	from, to := n-1, n-1+by
	if from < 0 || from >= len(a.Rules) || to < 0 || to >= len(a.Rules) {
		return a, false
	}
	a.Rules = slices.Clone(a.Rules)
	a.Rules[from], a.Rules[to] = a.Rules[to], a.Rules[from]
	return a, true
}

func procedureChoices(k Kept) []widget.Choice {
	list := make([]widget.Choice, 0, len(k.Procedures.List))
	for _, p := range k.Procedures.List {
		list = append(list, widget.Choice{ID: p.Name, Text: p.Name})
	}
	return list
}
