package desk

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// oneLine refuses what would break the line on which letters and the heads of mails print it; texts by the field they stand in.
func oneLine(texts map[string]string) error {
	for _, field := range slices.Sorted(maps.Keys(texts)) {
		if strings.ContainsFunc(texts[field], unicode.IsControl) {
			return fault.New(fault.Invalid, "%q does not stand on one line", texts[field]).OnField(field).WithHint("leave line breaks and tabs out")
		}
	}
	return nil
}
