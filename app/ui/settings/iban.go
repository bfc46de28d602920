package settings

import "strings"

// compact is an account number as machines hold it: capitals, no spaces.
func compact(text string) string {
	return strings.ToUpper(strings.Join(strings.Fields(text), ""))
}

// GroupIBAN writes an IBAN in fours, as on paper.
func GroupIBAN(text string) string {
	iban := compact(text)
	var b strings.Builder
	for i, r := range iban {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}
