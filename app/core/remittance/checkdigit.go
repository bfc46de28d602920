package remittance

import "strings"

// longReference is from how many letters and digits on nobody has the same reference by chance.
const longReference = 10

// telling reports whether a reference that a line and a claim share says by itself that the money is the claim's: it is long, or has
// a check digit; else the sum or the payer has to agree as well. Banks hand on what payers call a payment (EndToEndId) beside
// what creditors have given them, and some count theirs from 1.
func telling(l Line, c Claim) bool {
	ref := Reference(c.Reference)
	return len(ref) >= longReference || hasCheckDigit(ref) || l.Amount == c.Open || c.Account || sameName(l.PayerName, c.Name)
}

// hasCheckDigit reports whether a reference is one that banks check: KID (mod 10 or mod 11), OCR (mod 10), viite (7-3-1), RF (ISO 11649).
func hasCheckDigit(ref string) bool {
	if strings.HasPrefix(ref, "RF") {
		return true // the bank has checked it, and it is of four letters and digits at least
	}
	if len(ref) < 4 || strings.Trim(ref, "0123456789") != "" {
		return false
	}
	return mod10(ref) || weighed(ref, []int{1, 2, 3, 4, 5, 6, 7}, 11) || weighed(ref, []int{1, 7, 3, 1}, 10)
}

// mod10 is the check of Luhn.
func mod10(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			d *= 2
		}
		sum += d/10 + d%10
	}
	return sum%10 == 0
}

// weighed adds digits from the right, each times its weight: the check digit has the first, and the others take turns.
func weighed(digits string, weights []int, modulus int) bool {
	sum := 0
	for i := range len(digits) {
		w := weights[0]
		if i > 0 {
			w = weights[1+(i-1)%(len(weights)-1)]
		}
		sum += w * int(digits[len(digits)-1-i]-'0')
	}
	return sum%modulus == 0
}
