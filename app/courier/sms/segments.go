// Package sms is how a notice leaves as a text message: how long it is on the air, whom it goes to and from, and the
// gateway on the web that takes it.
package sms

import (
	"slices"
	"strings"
	"unicode/utf16"
)

// Encoding is how a text goes over the air.
type Encoding string

// Encodings. A single character outside GSM-7 makes the whole text UCS-2, and less than half as much goes into a segment.
const (
	GSM7 Encoding = "GSM-7" // 3GPP TS 23.038, basic table and extension
	UCS2 Encoding = "UCS-2" // 16 bits a unit; what lies above U+FFFF takes two
)

// What one message holds, and what one part of a longer one holds after the header that joins the parts
// (3GPP TS 23.040, 9.2.3.24.1).
const (
	gsmAlone, gsmPart = 160, 153
	ucsAlone, ucsPart = 70, 67
)

const (
	gsmBasic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmMore  = "\f^{}\\[~]|€" // each goes out behind an escape: two units
)

var gsmUnits = func() map[rune]int {
	units := map[rune]int{}
	for _, r := range gsmBasic {
		units[r] = 1
	}
	for _, r := range gsmMore {
		units[r] = 2
	}
	return units
}()

// Size is what a text takes on the air.
type Size struct {
	Encoding Encoding `json:"encoding"`
	Units    int      `json:"units"`    // septets of GSM-7, 16-bit units of UCS-2
	Segments int      `json:"segments"` // messages that are paid for; none for an empty text
	Left     int      `json:"left"`     // units that still fit in without one more segment
	Forcing  []string `json:"forcing,omitempty"`
}

// Measure counts a text. Forcing lists the characters that GSM-7 lacks, each once, in their order.
func Measure(text string) Size {
	s := Size{Encoding: GSM7, Forcing: forcing(text)}
	units, alone, part := gsmLength, gsmAlone, gsmPart
	if len(s.Forcing) > 0 {
		s.Encoding, units, alone, part = UCS2, utf16.RuneLen, ucsAlone, ucsPart
	}
	used := 0 // of the segment that is being filled, were the text cut into parts
	parts := 1
	for _, r := range text {
		n := units(r)
		if s.Units += n; used+n > part {
			parts, used = parts+1, 0
		}
		used += n
	}
	switch {
	case s.Units == 0:
		s.Left = alone
	case s.Units <= alone:
		s.Segments, s.Left = 1, alone-s.Units
	default:
		s.Segments, s.Left = parts, part-used
	}
	return s
}

func gsmLength(r rune) int { return gsmUnits[r] }

func forcing(text string) []string {
	var found []string
	for _, r := range text {
		if gsmUnits[r] == 0 && !slices.Contains(found, string(r)) {
			found = append(found, string(r))
		}
	}
	return found
}

// typography is what word processors and number formats put in, and what it says in plain characters. Letters of
// names are not touched: a name that is spelled wrong is worse than a dearer message.
var typography = strings.NewReplacer(
	"\u2018", "'", "\u2019", "'", "\u201a", "'", "\u201b", "'", "\u2032", "'", "\u00b4", "'", "`", "'",
	"\u201c", `"`, "\u201d", `"`, "\u201e", `"`, "\u201f", `"`, "\u2033", `"`, "\u00ab", `"`, "\u00bb", `"`,
	"\u2010", "-", "\u2011", "-", "\u2012", "-", "\u2013", "-", "\u2014", "-", "\u2015", "-", "\u2212", "-",
	"\u00a0", " ", "\u2002", " ", "\u2003", " ", "\u2007", " ", "\u2008", " ", "\u2009", " ", "\u200a", " ", "\u202f", " ", "\t", " ",
	"\u2026", "...", "\u2022", "-", "\u00b7", "-", "\u00ad", "", "\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "", "\ufeff", "",
	"\r\n", "\n", "\u2028", "\n", "\u2029", "\n",
)

// Plainly says the same in plain quotes, dashes and spaces, so that typography alone does not make a text UCS-2.
func Plainly(text string) string {
	return typography.Replace(text)
}

// Offer gives the text in plain characters when that makes it cheaper, or says that it does not.
func Offer(text string) (plain string, cheaper bool) {
	plain = Plainly(text)
	return plain, Measure(plain).Segments < Measure(text).Segments
}
