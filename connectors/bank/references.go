package main

import (
	"regexp"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Limits of what goes to the desk.
const (
	maxReference = 140
	maxText      = spec.MaxText
)

var (
	// namedReference is a reference that the text calls by its name.
	namedReference = regexp.MustCompile(`(?i)(?:\bKID(?:-?(?:nr|nummer))?|\bOCR(?:-?(?:nr|nummer))?|\bBETALINGSKENM(?:ERK|\.)?|\bVIITE(?:NUMERO)?)[.:\s]*([0-9][0-9 ]{2,34}-?)`)
	creditorRef    = regexp.MustCompile(`(?i)\bRF\d{2}(?: ?[A-Z0-9]){1,21}\b`)
	onlyDigits     = regexp.MustCompile(`^[0-9][0-9 ]{3,34}$`)
)

// references are the structured ones, then those of the payer, then what the text holds. The likeliest stand first.
func (m *movement) references() []string {
	var out []string
	seen := map[string]bool{}
	for _, list := range [][]string{m.structured, m.others, inText(m.text)} {
		for _, r := range list {
			r = strings.Join(strings.Fields(r), " ")
			if r != "" && isReference(r) && !seen[r] && len(r) <= maxReference && len(out) < spec.MaxReferences {
				seen[r] = true
				out = append(out, r)
			}
		}
	}
	return out
}

// inText finds references in a text: those that it names, those with a check digit of ISO 11649, and a line that is one number.
func inText(text string) []string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		for _, m := range creditorRef.FindAllString(line, 5) {
			if rf, ok := rightRF(m); ok {
				out = append(out, rf)
			}
		}
		for _, m := range namedReference.FindAllStringSubmatch(line, 5) {
			out = append(out, strings.ReplaceAll(m[1], " ", ""))
		}
		if line = strings.TrimSpace(line); onlyDigits.MatchString(line) {
			out = append(out, strings.ReplaceAll(line, " ", ""))
		}
	}
	return out
}

// rightRF finds the creditor reference (ISO 11649) that a match begins with: words behind it may have been taken along.
func rightRF(match string) (string, bool) {
	words := strings.Fields(strings.ToUpper(match))
	for n := len(words); n > 0; n-- {
		if rf := strings.Join(words[:n], ""); len(rf) >= 5 && len(rf) <= 25 && remainder97(rf[4:]+rf[:4]) == 1 {
			return rf, true
		}
	}
	return "", false
}

// remainder97 is that of the number in which A is 10 and Z is 35.
func remainder97(s string) int {
	rest := 0
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			return 0
		}
	}
	return rest
}
