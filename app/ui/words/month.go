package words

import (
	"strings"
	"unicode"

	"github.com/dunningdesk/dunningdesk/app/core/date"
)

// Month writes the short name of a date's month, for the axis of a picture: "Dec".
func (w Words) Month(d date.Date) string {
	for _, part := range strings.Fields(w.dates.DateMedium(d)) {
		if strings.IndexFunc(part, unicode.IsLetter) >= 0 {
			return strings.TrimRight(part, ".,")
		}
	}
	return ""
}
