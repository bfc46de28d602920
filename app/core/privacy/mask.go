package privacy

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// hidden stands for what somebody is not shown. Its length says nothing of what it hides.
const hidden = "***"

// MaskMail shows of a mail address what two people need to know that they speak of the same: "kari@firma.example" is
// "k***@f***.example". What is no address is hidden whole.
func MaskMail(address string) string {
	name, domain, ok := strings.Cut(address, "@")
	dot := strings.LastIndexByte(domain, '.')
	switch {
	case address == "":
		return ""
	case !ok || name == "" || dot < 1 || strings.ContainsRune(domain, '@'):
		return hidden
	}
	return first(name) + hidden + "@" + first(domain) + hidden + domain[dot:]
}

func first(text string) string {
	_, size := utf8.DecodeRuneInString(text)
	return text[:size]
}

// MaskPhone shows the last two digits of a number: "+47 912 34 567" is "***67". A number of fewer than six digits is hidden
// whole: two of them would be too many.
func MaskPhone(number string) string {
	if strings.TrimSpace(number) == "" {
		return ""
	}
	var digits []rune
	for _, c := range number {
		if unicode.IsDigit(c) {
			digits = append(digits, c)
		}
	}
	if len(digits) < 6 {
		return hidden
	}
	return hidden + string(digits[len(digits)-2:])
}

// MaskAddress shows the country and hides the rest; that there is an address can be seen.
func MaskAddress(a receivable.Address) receivable.Address {
	out := receivable.Address{Country: a.Country}
	if len(a.Lines) > 0 {
		out.Lines = []string{hidden}
	}
	for _, part := range []struct{ from, into *string }{{&a.PostalCode, &out.PostalCode}, {&a.City, &out.City}, {&a.Region, &out.Region}} {
		if *part.from != "" {
			*part.into = hidden
		}
	}
	return out
}

// MaskDebtor shows who a debtor is and hides how it is reached: mail, phone and address, those of its contacts too, and the
// source's own fields, of which nobody knows what they hold. Nothing of d is changed.
func MaskDebtor(d receivable.Debtor) receivable.Debtor {
	d.Email, d.Phone, d.Address = MaskMail(d.Email), MaskPhone(d.Phone), MaskAddress(d.Address)
	contacts := make([]receivable.Contact, 0, len(d.Contacts))
	for _, c := range d.Contacts {
		c.Email, c.Phone = MaskMail(c.Email), MaskPhone(c.Phone)
		contacts = append(contacts, c)
	}
	d.Contacts = contacts
	d.Withdrawn = MaskConsents(d.Withdrawn)
	d.Marks = MaskDead(d.Marks)
	d.Note = MaskText(d.Note)
	if len(d.Extra) > 0 {
		extra := make(map[string]string, len(d.Extra))
		for key := range d.Extra {
			extra[key] = hidden
		}
		d.Extra = extra
	}
	return d
}

// MaskConsents hides the addresses that consents speak of. Nothing of list is changed.
func MaskConsents(list []receivable.Consent) []receivable.Consent {
	out := make([]receivable.Consent, 0, len(list))
	for _, c := range list {
		c.Source = MaskText(c.Source)
		if c.Address != "" {
			c.Address = hidden
		}
		out = append(out, c)
	}
	return out
}

// MaskDead is the same of marks that say why a channel is dead.
func MaskDead(list []receivable.DeadChannel) []receivable.DeadChannel {
	out := make([]receivable.DeadChannel, 0, len(list))
	for _, c := range list {
		c.Why, c.RevivedWhy = MaskText(c.Why), MaskText(c.RevivedWhy)
		if c.Address != "" {
			c.Address = hidden
		}
		out = append(out, c)
	}
	return out
}

// addresses finds mail addresses in running text, also in JSON. phones finds numbers that begin with a plus, which amounts and
// invoice numbers do not.
var (
	addresses = regexp.MustCompile(`[\pL\pN._%+'-]+@[\pL\pN-]+(\.[\pL\pN-]+)+`)
	phones    = regexp.MustCompile(`\+\d[\d ().-]{5,}\d`)
)

// MaskText masks the mail addresses and international phone numbers in a text and leaves the rest.
func MaskText(text string) string {
	return phones.ReplaceAllStringFunc(addresses.ReplaceAllStringFunc(text, MaskMail), MaskPhone)
}
