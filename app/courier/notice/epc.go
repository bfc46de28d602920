package notice

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Limits of the credit transfer code (European Payments Council, EPC069-12 version 2.1, table 1).
const (
	epcName      = 70
	epcText      = 140
	epcReference = 25             // ISO 11649 creditor reference
	epcMost      = 999_999_999_99 // cents
)

var (
	ibanShape      = regexp.MustCompile(`^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$`)
	bicShape       = regexp.MustCompile(`^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$`)
	creditorRefRaw = regexp.MustCompile(`^RF[0-9]{2}[A-Z0-9]{1,21}$`)
)

// EPC gives the text of the code that banking programs scan, and false where there is none: the scheme is for euro
// alone (EPC069-12), needs a valid IBAN, and carries at most 999 999 999.99.
func (d Document) EPC() (string, bool) {
	iban := strings.ToUpper(compact(d.Payment.IBAN))
	if d.Currency != "EUR" || d.Exponent != 2 || d.Total < 1 || d.Total > epcMost || !ValidIBAN(iban) {
		return "", false
	}
	bic := strings.ToUpper(compact(d.Payment.BIC))
	if !bicShape.MatchString(bic) {
		bic = "" // optional within the EEA since version 002
	}
	reference, remittance := "", clip(d.Payment.Reference, epcText)
	if rf := strings.ToUpper(compact(d.Payment.Reference)); len(rf) <= epcReference && creditorRefRaw.MatchString(rf) && mod97(rf) {
		reference, remittance = rf, ""
	}
	amount := "EUR" + strconv.FormatInt(d.Total/100, 10) + "." + strconv.FormatInt(d.Total%100+100, 10)[1:]
	lines := []string{"BCD", "002", "1", "SCT", bic, clip(d.Holder(), epcName), iban, amount, "", reference, remittance}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n"), true
}

// Holder is the name of the account's owner.
func (d Document) Holder() string {
	if d.Payment.Holder != "" {
		return d.Payment.Holder
	}
	return d.Sender.Name
}

// ValidIBAN checks shape and check digits (ISO 13616, ISO 7064 MOD 97-10); the text is in capitals without spaces.
func ValidIBAN(iban string) bool { return ibanShape.MatchString(iban) && mod97(iban) }

// mod97 moves the first four characters to the end, letters count from ten, and the rest must be one.
func mod97(s string) bool {
	rest := 0
	for _, r := range s[4:] + s[:4] {
		if r >= 'A' && r <= 'Z' {
			rest = (rest*100 + int(r-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(r-'0')) % 97
		}
	}
	return rest == 1
}

// GroupedIBAN writes an IBAN in fours, as paper forms do (ISO 13616 print format).
func GroupedIBAN(iban string) string {
	raw := strings.ToUpper(compact(iban))
	var b strings.Builder
	for i, r := range raw {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func compact(s string) string {
	return strings.NewReplacer(" ", "", "\u00a0", "", "-", "").Replace(s)
}

// clip takes line breaks out, which would shift the fields of the code, and keeps at most n characters.
func clip(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n])
}
