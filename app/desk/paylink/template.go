package paylink

import (
	"net/url"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// BadLink is the code of an address at which nobody should be sent to pay.
const BadLink fault.Code = "bad-pay-link"

// Fields of a template, as {{token}}. There is none for a name: an address stands in logs and histories.
const (
	fieldToken     = "token"
	fieldInvoice   = "invoice"
	fieldCustomer  = "customer" // its number
	fieldAmount    = "amount"   // 1234.50
	fieldCurrency  = "currency"
	fieldReference = "reference" // of the payment
)

// Fields lists the fields that a template may have.
func Fields() []string {
	return []string{fieldToken, fieldInvoice, fieldCustomer, fieldAmount, fieldCurrency, fieldReference}
}

// mostLink is the longest address that browsers and QR codes take without trouble.
const mostLink = 2000

// Check refuses an address that is not https to a named server, one with a user or password in it, and one that is too long.
func Check(link string) error {
	u, err := url.Parse(link)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "":
		return fault.New(BadLink, "%q is no address", cut(link)).OnField("template").WithHint("https://…")
	case u.Scheme != "https":
		return fault.New(BadLink, "customers are sent to pay by https alone").OnField("template").WithHint("begin the address with https://")
	case u.User != nil:
		return fault.New(BadLink, "the address holds a user or password").OnField("template")
	case len(link) > mostLink:
		return fault.New(BadLink, "the address is longer than %d characters", mostLink).OnField("template")
	case strings.ContainsFunc(link, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '"' || r == '<' || r == '>' }):
		return fault.New(BadLink, "the address holds a space or a quote").OnField("template")
	}
	return nil
}

func cut(text string) string {
	if len(text) > 80 {
		return strings.ToValidUTF8(text[:80], "") + "…"
	}
	return text
}

// CheckTemplate refuses a template that would not give such an address, that names a field that there is none of, whose server's name
// is a field, or that says neither invoice nor token: a pay page would not know what is paid.
func CheckTemplate(template string) error {
	host := template
	if _, rest, ok := strings.Cut(template, "://"); ok {
		host, _, _ = strings.Cut(rest, "/")
	}
	if strings.Contains(host, "{{") {
		return fault.New(BadLink, "the name of the server holds a field").OnField("template").WithHint("fields stand behind it")
	}
	if !strings.Contains(template, "{{"+fieldToken+"}}") && !strings.Contains(template, "{{"+fieldInvoice+"}}") {
		return fault.New(BadLink, "nothing in the address says what is paid").OnField("template").WithHint("put {{token}} or {{invoice}} into it")
	}
	link, err := fill(template, map[string]string{
		fieldToken: "t.t", fieldInvoice: "F 1/2", fieldCustomer: "10117", fieldAmount: "1234.50", fieldCurrency: "NOK", fieldReference: "2345676",
	})
	if err != nil {
		return err
	}
	return Check(link)
}

// NeedsToken reports whether a template has a token.
func NeedsToken(template string) bool { return strings.Contains(template, "{{"+fieldToken+"}}") }

// Fill gives the address for a claim. The token is empty where the template has none.
func Fill(template string, c Claim, reference, token string) (string, error) {
	link, err := fill(template, map[string]string{
		fieldToken: token, fieldInvoice: c.Invoice, fieldCustomer: c.Customer, fieldAmount: c.Amount.String(), fieldCurrency: string(c.Amount.Currency), fieldReference: reference,
	})
	if err != nil {
		return "", err
	}
	return link, Check(link)
}

// fill puts values into a template; each is escaped, so that none can change the address.
func fill(template string, values map[string]string) (string, error) {
	var b strings.Builder
	for rest := template; ; {
		before, after, found := strings.Cut(rest, "{{")
		b.WriteString(before)
		if !found {
			return b.String(), nil
		}
		name, after, closed := strings.Cut(after, "}}")
		name = strings.TrimSpace(name)
		if !closed || !slices.Contains(Fields(), name) {
			return "", fault.New(BadLink, "there is no field {{%s}}", cut(name)).OnField("template").WithHint("fields are %s", strings.Join(Fields(), ", "))
		}
		// A path and a query both read %20; a query alone reads a plus as a space.
		b.WriteString(strings.ReplaceAll(url.QueryEscape(values[name]), "+", "%20"))
		rest = after
	}
}
