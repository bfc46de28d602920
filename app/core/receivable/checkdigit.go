package receivable

// The check characters of the national standards. Numbers are of digits only.

// luhn is the check digit by modulus 10: weights 2, 1, 2, 1 from the right, digits of products added (KID MOD10, Sweden's
// OCR).
func luhn(number string) string {
	sum := 0
	for i := range len(number) {
		d := int(number[len(number)-1-i] - '0')
		if i%2 == 0 {
			d *= 2
		}
		sum += d/10 + d%10
	}
	return digit((10 - sum%10) % 10)
}

// mod11 is the check character by modulus 11: weights 2 to 7 from the right, again and again; a remainder of one is "-"
// (KID MOD11).
func mod11(number string) string {
	sum := 0
	for i := range len(number) {
		sum += int(number[len(number)-1-i]-'0') * (i%6 + 2)
	}
	switch r := sum % 11; r {
	case 0:
		return "0"
	case 1:
		return "-"
	default:
		return digit(11 - r)
	}
}

// weights731 is the check digit of Finland's viitenumero: weights 7, 3, 1 from the right, again and again; what is missing
// to the next ten.
func weights731(number string) string {
	sum := 0
	for i := range len(number) {
		sum += int(number[len(number)-1-i]-'0') * [3]int{7, 3, 1}[i%3]
	}
	return digit((10 - sum%10) % 10)
}

// mod10Recursive is the check digit of the Swiss payment standards: each digit leads from a carry to the next through one
// row of a table, and what is missing to ten is the check digit.
func mod10Recursive(number string) string {
	table := [10]int{0, 9, 4, 6, 8, 2, 7, 1, 3, 5}
	carry := 0
	for _, b := range []byte(number) {
		carry = table[(carry+int(b-'0'))%10]
	}
	return digit((10 - carry) % 10)
}

func digit(n int) string { return string(rune('0' + n)) }
