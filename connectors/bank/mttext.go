package main

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// mtText is what a field :86: says.
type mtText struct {
	code       string // of the kind of booking (Geschäftsvorfall), with German banks
	payer      string
	account    string
	text       string
	structured []string
	others     []string
}

var (
	// numberedForm begins the fields of German, Polish and some Dutch banks: "166?00GUTSCHRIFT?20...".
	numberedForm = regexp.MustCompile(`^\s*(\d{3})?([?<>~^&@])(\d{2})`)
	// slashedForm begins those of SEPA in the Netherlands: "/EREF/.../REMI/...".
	slashedForm = regexp.MustCompile(`/(TRTP|IBAN|BIC|NAME|REMI|EREF|KREF|PREF|MREF|ORDP|BENM|CNTP|ID|ISDT|CSID|MARF|RTRN|SWOD|SWOC|TRCD|ULTD|ULTB|ULTC|PURP|ADDR|UREM|OCMT|CHGS)/`)
	// sepaForm is what stands within the text of German banks.
	sepaForm  = regexp.MustCompile(`(?:^|\s)(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC)\+`)
	dutchForm = regexp.MustCompile(`^(?s)(.*)REK: ([A-Z0-9]+)/NAAM: (.*)$`)
)

// readText understands the text of one movement. customer is the reference of the movement: Dutch banks write the payer's
// account there, and his account and name before the text.
func readText(lines []string, customer string) mtText {
	whole := strings.Join(lines, "")
	if m := numberedForm.FindStringSubmatch(whole); m != nil {
		return numbered(whole, m[1], m[2])
	}
	if slashedForm.MatchString(whole) && strings.HasPrefix(strings.TrimSpace(whole), "/") {
		return slashed(whole)
	}
	text := unwrapped(lines)
	if m := dutchForm.FindStringSubmatch(text); m != nil {
		return mtText{text: strings.TrimSpace(m[1]), account: m[2], payer: strings.TrimSpace(m[3])}
	}
	first, rest, _ := strings.Cut(text, "\n")
	account, name, found := strings.Cut(first, " ")
	if found && account == customer && strings.ContainsAny(account, "0123456789") {
		return mtText{account: account, payer: strings.TrimSpace(name), text: rest}
	}
	return mtText{text: text}
}

// wrapAt is the length at which banks break lines: a line as long goes on in the next without a gap.
const wrapAt = 65

// unwrapped puts broken lines together.
func unwrapped(lines []string) string {
	var out strings.Builder
	for i, l := range lines {
		out.WriteString(strings.TrimRight(l, " \t"))
		if i+1 < len(lines) && utf8.RuneCountInString(strings.TrimRight(l, " \t")) < wrapAt {
			out.WriteByte('\n')
		}
	}
	return joined(strings.Split(out.String(), "\n")...)
}

// numbered reads fields with two digits behind a sign. 20 to 29 and 60 to 63 are one text in pieces of 27 letters.
func numbered(whole, code, sign string) mtText {
	t := mtText{code: code}
	var title string
	var text, name []string
	for i, piece := range strings.Split(whole, sign) {
		if i == 0 || len(piece) < 2 || strings.Trim(piece[:2], "0123456789") != "" {
			if n := len(text); i > 0 && n > 0 {
				text[n-1] += sign + piece // a question mark of the text
			}
			continue
		}
		field, value := piece[:2], piece[2:]
		switch {
		case field == "00":
			title = value
		case field >= "20" && field <= "29", field >= "60" && field <= "63":
			text = append(text, value)
		case field == "31" && t.account == "", field == "38":
			t.account = strings.Join(strings.Fields(value), "")
		case field == "32" || field == "33":
			name = append(name, value)
		}
	}
	t.payer = strings.TrimSpace(pieced(name))
	t.sepa(pieced(text))
	if t.text == "" {
		t.text = strings.TrimSpace(title)
	}
	return t
}

// pieceLen is how many letters a piece of a text in fields holds: one that is full goes on in the next.
const pieceLen = 27

// pieced puts the pieces of a text together.
func pieced(pieces []string) string {
	var out strings.Builder
	for i, p := range pieces {
		if i > 0 && (utf8.RuneCountInString(pieces[i-1]) < pieceLen || sepaForm.MatchString(p)) {
			out.WriteByte(' ')
		}
		out.WriteString(p)
	}
	return out.String()
}

// sepa takes the text of a SEPA payment apart.
func (t *mtText) sepa(text string) {
	marks := sepaForm.FindAllStringSubmatchIndex(text, -1)
	if len(marks) == 0 {
		t.text = strings.TrimSpace(text)
		return
	}
	t.text = strings.TrimSpace(text[:marks[0][0]])
	for i, m := range marks {
		end := len(text)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		value := strings.TrimSpace(text[m[1]:end])
		switch text[m[2]:m[3]] {
		case "EREF", "KREF":
			t.others = append(t.others, value)
		case "SVWZ":
			t.text = joined(t.text, value)
		case "IBAN":
			if t.account == "" {
				t.account = value
			}
		}
	}
}

// slashed reads fields with four letters between slashes.
func slashed(whole string) mtText {
	var t mtText
	marks := slashedForm.FindAllStringSubmatchIndex(whole, -1)
	for i, m := range marks {
		end := len(whole)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		value := strings.TrimSpace(whole[m[1]:max(m[1], end)])
		switch whole[m[2]:m[3]] {
		case "EREF", "KREF", "PREF":
			t.others = append(t.others, strings.Trim(value, "/ "))
		case "NAME":
			t.payer = strings.Trim(value, "/ ")
		case "IBAN":
			t.account = strings.Trim(value, "/ ")
		case "CNTP": // account/bank/name/place
			parts := append(strings.Split(value, "/"), "", "", "")
			t.account, t.payer = parts[0], parts[2]
		case "REMI":
			t.remittance(value)
		}
	}
	return t
}

// remittance is USTD//free text, STRD/kind of reference/reference, or free text.
func (t *mtText) remittance(value string) {
	if free, ok := strings.CutPrefix(value, "USTD/"); ok {
		t.text = joined(t.text, strings.Trim(free, "/ "))
		return
	}
	if s, ok := strings.CutPrefix(value, "STRD/"); ok {
		if _, ref, ok := strings.Cut(s, "/"); ok {
			t.structured = append(t.structured, strings.Trim(ref, "/ "))
		}
		return
	}
	t.text = joined(t.text, strings.Trim(value, "/ "))
}
