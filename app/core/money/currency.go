package money

import "github.com/dunningdesk/dunningdesk/app/core/fault"

// Currency is an ISO 4217 alphabetic code, such as NOK.
type Currency string

// exponents lists the currencies whose number of decimals is not two, and all with two that the program accepts
// (ISO 4217:2015 with amendments to 2026; the Indonesian rupiah has two decimals there although nobody prints them).
var exponents = func() map[Currency]int {
	m := map[Currency]int{}
	add := func(exp int, codes ...Currency) {
		for _, c := range codes {
			m[c] = exp
		}
	}
	add(0, "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF")
	add(3, "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
	add(4, "CLF", "UYW")
	add(2, "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BMD", "BND", "BOB", "BRL",
		"BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DKK", "DOP", "DZD",
		"EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF",
		"IDR", "ILS", "INR", "IRR", "JMD", "KES", "KGS", "KHR", "KPW", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "MAD",
		"MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK",
		"NPR", "NZD", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "QAR", "RON", "RSD", "RUB", "SAR", "SBD", "SCR", "SDG", "SEK",
		"SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TOP", "TRY", "TTD", "TWD",
		"TZS", "UAH", "USD", "UYU", "UZS", "VED", "VES", "WST", "XCD", "XCG", "YER", "ZAR", "ZMW", "ZWG", "BGN", "HRK")
	return m
}()

// Exponent is the number of decimals of the currency; a code outside ISO 4217 is an UnknownCurrency error.
func (c Currency) Exponent() (int, error) {
	exp, ok := exponents[c]
	if !ok {
		return 0, fault.New(UnknownCurrency, "%q is not a currency code", string(c)).WithHint("use an ISO 4217 code such as NOK or EUR")
	}
	return exp, nil
}

// ParseCurrency checks a code; it is not made upper-case, since a source that writes "eur" should be looked at.
func ParseCurrency(code string) (Currency, error) {
	c := Currency(code)
	if _, err := c.Exponent(); err != nil {
		return "", err
	}
	return c, nil
}
