package sms

import (
	"regexp"
	"strings"

	"github.com/nyaruka/phonenumbers"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// BadNumber is receivable.BadNumber.
const BadNumber = receivable.BadNumber

// Number writes a telephone number in the international form (E.164, "+4791234567"). A number without a country's prefix is read
// as one of the region, ISO 3166-1 alpha-2. One that cannot take text messages is refused with BadNumber.
func Number(written, region string) (string, error) {
	n, err := phonenumbers.Parse(written, strings.ToUpper(region))
	if err != nil || !phonenumbers.IsValidNumber(n) {
		return "", fault.New(BadNumber, "%q is no telephone number", written).OnField("phone").WithHint("write it with the country's prefix, as in +47 912 34 567")
	}
	switch phonenumbers.GetNumberType(n) {
	case phonenumbers.MOBILE, phonenumbers.FIXED_LINE_OR_MOBILE, phonenumbers.PERSONAL_NUMBER, phonenumbers.UNKNOWN:
		return phonenumbers.Format(n, phonenumbers.E164), nil
	default:
		return "", fault.New(BadNumber, "%s is no mobile number", phonenumbers.Format(n, phonenumbers.INTERNATIONAL)).OnField("phone").
			WithHint("text messages reach mobile numbers alone")
	}
}

var (
	nameSender   = regexp.MustCompile(`^[A-Za-z0-9](?:[A-Za-z0-9 ]{0,9}[A-Za-z0-9])?$`)
	numberSender = regexp.MustCompile(`^\+?[0-9]{3,15}$`)
)

// CheckSender refuses what a message cannot come from. A name has at most eleven letters of a to z, digits and spaces (3GPP TS 23.040,
// 9.1.2.5) and at least one letter; else it is a number of at most fifteen digits, or a short one.
func CheckSender(from string) error {
	if numberSender.MatchString(from) {
		return nil
	}
	if !nameSender.MatchString(from) || strings.Trim(from, "0123456789 ") == "" {
		return fault.New(fault.Invalid, "no text message can come from %q", from).OnField("sender").
			WithHint("at most eleven letters without accents, digits and spaces, or a number")
	}
	return nil
}
