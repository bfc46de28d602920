package wording

import (
	"slices"
	"strings"
	"unicode"
)

const (
	shoutLetters = 5 // letters in capitals, of one word or of several side by side, that are no abbreviation
	shoutWord    = 2 // letters of the shortest word that counts beside others
)

// abbreviations are written in capitals by everybody, and shout at nobody.
var abbreviations = strings.Fields(`IBAN BIC SWIFT KID SMS VAT MVA PDF QR QRIS SEPA GIRO EPC NPWP NIK PPN PT CV UD TBK AS ASA ANS DA ENK SA NUF GMBH AG KG OHG UG EK EV
	HRB HRA LTD LLC LLP PLC INC NOK SEK DKK EUR USD GBP IDR CHF EHF OCR BBAN BCA BNI BRI UK USA EU EØS EEA DNB PIN URL BGB ZPO HGB UWG`)

// shouted finds what is written in capitals to be loud: a long word, and short ones side by side ("PAY NOW"). Abbreviations, and the
// headings that a law wants in capitals, are none.
func (c *checker) shouted(text string) (out []string) {
	var run []string
	end := func() {
		if said := strings.Join(run, " "); len([]rune(strings.ReplaceAll(said, " ", ""))) >= shoutLetters && !slices.Contains(out, said) {
			out = append(out, said)
		}
		run = nil
	}
	for _, word := range wordsOf(text) {
		if c.loud(word) {
			run = append(run, word)
			continue
		}
		end()
	}
	end()
	return out
}

// wordsOf gives the words of a line.
func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
}

// loud reports whether a word is in capitals, and is neither an abbreviation nor of a heading that the law wants so.
func (c *checker) loud(word string) bool {
	if len([]rune(word)) < shoutWord || strings.ToUpper(word) != word || strings.ToLower(word) == word || slices.Contains(abbreviations, word) {
		return false
	}
	return !slices.ContainsFunc(append([]string{"INKASSOVARSEL"}, c.text.Marks...), func(m string) bool {
		return slices.Contains(wordsOf(strings.ToUpper(m)), word)
	})
}
