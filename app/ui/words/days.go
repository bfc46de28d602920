package words

import (
	"maps"
	"slices"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// Days writes a span of days as short as it can be understood: "34 d".
func Days(n int) string {
	return strconv.Itoa(n) + nbsp + i18n.T("unit.day")
}

// Overdue writes how late something is, or when it falls due: "34 d", "due in 17 d", "due today".
func Overdue(days int) string {
	switch {
	case days > 0:
		return Days(days)
	case days == 0:
		return i18n.T("due.today")
	}
	return i18n.T("due.in", i18n.Args{"days": Days(-days)})
}

func sortedNames(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
