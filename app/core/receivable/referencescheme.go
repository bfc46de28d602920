package receivable

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// ReferenceScheme is how a bank agreement wants the references on invoices to be.
type ReferenceScheme struct {
	Kind   ReferenceKind // empty: none is asked for, and none is made
	Prefix string        // digits that stand before the invoice's, such as the number of the agreement
	Length int           // characters of a whole reference, zeros filling it behind the prefix; 0: as long as it comes
}

// Check refuses a scheme by which no reference could be made.
func (s ReferenceScheme) Check() error {
	switch {
	case s.Kind == "" && s.Prefix == "" && s.Length == 0:
		return nil
	case !s.Kind.Known():
		return fault.New(fault.Invalid, "%q is not a kind of payment reference", string(s.Kind)).OnField("reference").WithHint("one of %s", kindList())
	case !digits(s.Prefix):
		return fault.New(fault.Invalid, "%q cannot stand before an invoice's digits", s.Prefix).OnField("prefix").WithHint("digits only")
	case s.Length < 0 || s.Length > qrrLength:
		return fault.New(fault.Invalid, "no payment reference has %d characters", s.Length).OnField("length").WithHint("0 for as long as it comes")
	}
	// One digit of an invoice must fit; where that makes too short a viite, the digits of a longer invoice number.
	if _, err := s.Make("1"); err != nil {
		if _, err = s.Make("100"); err != nil {
			return fault.New(fault.Invalid, "no %s reference of %d characters has room for the digits of an invoice behind %q", s.Kind, s.Length, s.Prefix).
				OnField("length").WithHint("shorten the prefix, or leave the length open")
		}
	}
	return nil
}

// Make makes the reference of an invoice from the digits of its number: what is no digit in it is left out. A number without
// digits is BadReference, and so is one that does not fit: a reference that was cut would be another invoice's.
func (s ReferenceScheme) Make(invoice string) (string, error) {
	number := onlyDigits(invoice)
	if number == "" {
		return "", fault.New(BadReference, "the invoice number %q has no digits to make a payment reference from", invoice)
	}
	fill := 0
	if length := s.length(); length > 0 {
		if fill = length - s.Kind.added() - len(s.Prefix) - len(number); fill < 0 {
			return "", fault.New(BadReference, "the digits of invoice %q do not fit into a reference of %d characters", invoice, length)
		}
	}
	return MakeReference(s.Kind, s.Prefix+strings.Repeat("0", fill)+number)
}

// length is what a reference must have, 0 for any; a QRR has one length alone.
func (s ReferenceScheme) length() int {
	if s.Kind == QRR {
		return qrrLength
	}
	return s.Length
}

func onlyDigits(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c >= '0' && c <= '9' {
			b.WriteByte(c)
		}
	}
	return b.String()
}
