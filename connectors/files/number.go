package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// numeral is an amount as it was written: its sign, the currency that stood
// beside it, and digits with separators. Spaces and apostrophes, which only
// ever group, have become apostrophes.
type numeral struct {
	negative bool
	currency string
	body     string
}

// minus and the signs that accountants write behind an amount.
const minus = '\u2212'

// readNumeral takes an amount apart. What it cannot make sense of is an error
// that completes "... is not an amount: ".
func readNumeral(s string) (numeral, error) {
	var n numeral
	s = strings.TrimSpace(s)
	if len(s) > 80 {
		return n, fmt.Errorf("%q... is not an amount", s[:20])
	}
	first := strings.IndexAny(s, "0123456789")
	if first < 0 {
		return n, fmt.Errorf("%q is not an amount", s)
	}
	if s[first:] == s && strings.Trim(s, "0123456789.,") == "" { // by far the most
		n.body = s
		return n, nil
	}
	last := strings.LastIndexAny(s, "0123456789") + 1
	if first > 0 && strings.IndexByte(".,", s[first-1]) >= 0 { // ".50", but not "kr.50"
		if before := strings.TrimRight(s[:first-1], " "); before == "" || strings.Trim(before, "+-(") == "" {
			first--
		}
	}
	if !n.around(s[:first], s[last:]) {
		return n, fmt.Errorf("%q is not an amount", s)
	}
	body, ok := groupSigns(s[first:last])
	if !ok {
		return n, fmt.Errorf("%q is not an amount", s)
	}
	n.body = body
	return n, nil
}

// around reads what stands before and behind the digits.
func (n *numeral) around(before, behind string) bool {
	signs := 0
	sign := func(r rune) rune {
		switch r {
		case '-', minus:
			signs++
			n.negative = true
			return -1
		case '+':
			signs++
			return -1
		}
		return r
	}
	before, behind = strings.TrimSpace(before), strings.TrimSpace(behind)
	behind = strings.TrimSuffix(strings.TrimSuffix(behind, ",-"), ".-") // "1190,-" of Norwegian price tags
	if strings.HasPrefix(before, "(") && strings.HasSuffix(behind, ")") {
		signs++
		n.negative = true
		before, behind = before[1:], behind[:len(behind)-1]
	}
	before, behind = strings.Map(sign, before), strings.Map(sign, behind)
	if signs > 1 {
		return false
	}
	for _, part := range []string{strings.TrimSpace(before), strings.TrimSpace(behind)} {
		switch code := currencyOf(part); {
		case part == "" || strings.EqualFold(strings.TrimSuffix(part, "."), "kr"):
		case code != "" && n.currency == "":
			n.currency = code
		case strings.EqualFold(part, "CR") && signs == 0:
			n.negative = true
			signs++
		case strings.EqualFold(part, "DR") && signs == 0:
			signs++
		default:
			return false
		}
	}
	return true
}

// groupSigns writes every sign that only groups as an apostrophe.
func groupSigns(s string) (string, bool) {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9', r == '.', r == ',':
			b.WriteByte(byte(r))
		case r == ' ', r == '\u00a0', r == '\u202f', r == '\u2009', r == '\'', r == '\u2019':
			b.WriteByte('\'')
		default:
			return "", false
		}
	}
	return b.String(), utf8.ValidString(s)
}

// decimal is what a numeral tells of its column: '.' or ',' where its decimal
// sign is certain, '?' where a separator may be either, 0 where it has none.
func (n numeral) decimal() byte {
	point, comma := strings.Count(n.body, "."), strings.Count(n.body, ",")
	switch {
	case point == 0 && comma == 0:
		return 0
	case point > 0 && comma > 0:
		if strings.LastIndexByte(n.body, '.') > strings.LastIndexByte(n.body, ',') {
			return '.'
		}
		return ','
	case point > 1:
		return ','
	case comma > 1:
		return '.'
	}
	i := strings.IndexAny(n.body, ".,")
	whole := strings.TrimLeft(n.body[:i], "0")
	if len(n.body)-i-1 != 3 || whole == "" || len(n.body[:i]) > 3 || len(whole) < i || strings.Contains(n.body, "'") {
		return n.body[i]
	}
	return '?'
}

// plain returns the numeral as a plain decimal with the given decimal sign.
func (n numeral) plain(decimal byte) (string, error) {
	whole, fraction, has := n.body, "", false
	if decimal != 0 {
		whole, fraction, has = strings.Cut(n.body, string(decimal))
	}
	if strings.ContainsAny(fraction, ".,'") {
		return "", n.misplaced()
	}
	digits, ok := ungroup(whole)
	if !ok || whole == "" && fraction == "" {
		return "", n.misplaced()
	}
	if digits == "" {
		digits = "0"
	}
	if n.negative {
		digits = "-" + digits
	}
	if has && fraction != "" {
		digits += "." + fraction
	}
	return digits, nil
}

func (n numeral) misplaced() error {
	return fmt.Errorf("%q has its separators in another way than the rest of the column", strings.ReplaceAll(n.body, "'", " "))
}

// ungroup takes out grouping of one kind: three digits, or the Indian two before
// the last three.
func ungroup(whole string) (string, bool) {
	i := strings.IndexAny(whole, ".,'")
	if i < 0 {
		return whole, true
	}
	parts := strings.Split(whole, whole[i:i+1])
	joined := strings.Join(parts, "")
	if strings.ContainsAny(joined, ".,'") || len(parts[len(parts)-1]) != 3 || parts[0] == "" || len(parts[0]) > 3 {
		return "", false
	}
	middle := 3
	if len(parts) > 2 {
		middle = len(parts[1])
	}
	for _, p := range parts[1 : len(parts)-1] {
		if len(p) != middle {
			return "", false
		}
	}
	return joined, middle == 3 || middle == 2 && whole[i] == ',' && len(parts[0]) <= 2
}

// minor returns the amount in minor units of the currency.
func (n numeral) minor(decimal byte, currency string) (int64, error) {
	text, err := n.plain(decimal)
	if err != nil {
		return 0, err
	}
	return spec.ParseAmount(text, currency)
}
