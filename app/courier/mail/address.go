package mail

import (
	"errors"
	"net/mail"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/idna"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Codes of messages that are not built.
const (
	BadAddress      fault.Code = "bad-address"      // no mailbox, or one this program cannot write to
	HeaderInjection fault.Code = "header-injection" // a line break or control character where a header line is made
	BadMessage      fault.Code = "bad-message"      // a part no mail can do without is missing
)

const (
	maxAddress = 254 // RFC 5321 section 4.5.3.1, with brackets 256
	maxName    = 200
	maxLabel   = 63 // of a domain, RFC 1035 section 2.3.4
)

// ParseAddress checks an address as it comes from a book or a form and gives the form to send to: the domain in
// ASCII (IDNA). Local parts beyond ASCII would need SMTPUTF8 on every server on the way and are refused.
func ParseAddress(addr string) (string, error) {
	if err := oneHeaderLine("address", addr); err != nil {
		return "", err
	}
	bad := func(why string) error {
		return fault.New(BadAddress, "%q is not an e-mail address: %s", addr, why).OnField("address").
			WithHint("correct the customer's address in the accounting system")
	}
	local, domain, found := cutLast(strings.TrimSpace(addr), '@')
	switch {
	case !found || local == "" || domain == "":
		return "", bad("it needs a name, @ and a domain")
	case len(addr) > maxAddress:
		return "", bad("it is too long")
	case strings.ContainsAny(addr, "<>,;"):
		return "", bad("it holds more than one address")
	}
	for _, r := range local {
		if r > unicode.MaxASCII {
			return "", bad("the part before @ has letters that mail servers do not take")
		}
	}
	ascii, err := idna.Lookup.ToASCII(domain)
	if err != nil || slices.ContainsFunc(strings.Split(ascii, "."), func(label string) bool { return label == "" || len(label) > maxLabel }) {
		return "", bad("the domain is not valid")
	}
	parsed, err := mail.ParseAddress("<" + local + "@" + ascii + ">")
	if err != nil || parsed.Address != local+"@"+ascii {
		return "", bad("it is not spelt as RFC 5322 wants it")
	}
	return parsed.Address, nil
}

// mailbox writes name and address as a header does (RFC 5322 section 3.4), with quotation marks in a name escaped: many a
// firm has them.
func (a Address) mailbox() string { return (&mail.Address{Name: a.Name, Address: a.Addr}).String() }

// checked gives the address with its domain in ASCII and a name that can stand in a header.
func (a Address) checked(field string) (Address, error) {
	addr, err := ParseAddress(a.Addr)
	if err != nil {
		var coded *fault.Error
		if errors.As(err, &coded) {
			return Address{}, coded.OnField(field)
		}
		return Address{}, err
	}
	if err := oneHeaderLine(field, a.Name); err != nil {
		return Address{}, err
	}
	name := strings.TrimSpace(Visible(a.Name))
	if runes := []rune(name); len(runes) > maxName {
		name = string(runes[:maxName])
	}
	return Address{Name: name, Addr: addr}, nil
}

// oneHeaderLine refuses what could begin another header or command. Nothing is quietly taken out: a line break in a
// name is either damage or an attack, and both want a person.
func oneHeaderLine(field, value string) error {
	for _, r := range value {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return fault.New(HeaderInjection, "%s %q holds a line break or control character", field, value).OnField(field).
				WithHint("correct it in the accounting system")
		}
	}
	return nil
}

func cutLast(s string, sep byte) (before, after string, found bool) {
	i := strings.LastIndexByte(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}
