package main

import "strconv"

// kid returns a Norwegian payment reference: the digits and a check digit by
// the modulus 10 (Luhn) rule of the OCR giro service.
func kid(digits string) string {
	sum := 0
	for i := range len(digits) {
		n := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return digits + strconv.Itoa((10-sum%10)%10)
}

// creditorReference returns the digits as an ISO 11649 reference (RF and two
// check digits by modulus 97).
func creditorReference(digits string) string {
	rest := 0
	for _, r := range digits + "271500" { // R is 27, F is 15, then 00
		rest = (rest*10 + int(r-'0')) % 97
	}
	check := 98 - rest
	return "RF" + string([]byte{byte('0' + check/10), byte('0' + check%10)}) + digits
}
