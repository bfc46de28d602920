package main

import (
	"fmt"
	"strings"
)

// plainNumber writes a number of a workbook as a plain decimal. A workbook
// holds binary fractions: 1190.1 may be stored as 1190.0999999999999. As Excel
// shows it, fifteen digits count.
func plainNumber(v string) (string, bool) {
	mantissa, exponent, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(v)), "E")
	digits := strings.TrimPrefix(mantissa, "-")
	whole, fraction, _ := strings.Cut(digits, ".")
	e := 0
	if exponent != "" {
		if _, err := fmt.Sscanf(exponent, "%d", &e); err != nil || e > 30 || e < -30 {
			return "", false
		}
	}
	if whole+fraction == "" || len(whole+fraction) > 40 || strings.Trim(whole+fraction, "0123456789") != "" {
		return "", false
	}
	text := shift(whole+fraction, len(whole)+e)
	if strings.HasPrefix(mantissa, "-") && strings.Trim(text, "0.") != "" {
		text = "-" + text
	}
	return text, true
}

// shift rounds digits to fifteen that count and puts the point after the first
// so many of them.
func shift(digits string, point int) string {
	if strings.Trim(digits, "0") == "" {
		return "0"
	}
	for len(digits) > 1 && digits[0] == '0' {
		digits, point = digits[1:], point-1
	}
	if len(digits) > 15 {
		digits, point = roundTo(digits, 15, point)
	}
	if point <= 0 {
		digits, point = strings.Repeat("0", 1-point)+digits, 1
	}
	if point >= len(digits) {
		return digits + strings.Repeat("0", point-len(digits))
	}
	fraction := strings.TrimRight(digits[point:], "0")
	if fraction == "" {
		return digits[:point]
	}
	return digits[:point] + "." + fraction
}

// roundTo keeps n digits, halves away from zero.
func roundTo(digits string, n, point int) (string, int) {
	kept := []byte(digits[:n])
	if digits[n] < '5' {
		return string(kept), point
	}
	for i := n - 1; i >= 0; i-- {
		if kept[i] != '9' {
			kept[i]++
			return string(kept), point
		}
		kept[i] = '0'
	}
	return "1" + string(kept), point + 1
}
