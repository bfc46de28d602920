package settings

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// company is who collects: what stands on a letter, and where customers pay.
type company struct {
	form
	desk     Desk
	before   desk.Company
	accounts *accounts
	column   *fyne.Container
}

func newCompany(st *stage.Stage, d Desk) *company {
	c := &company{desk: d, accounts: newAccounts()}
	text := func(key string, required bool) widget.FormField {
		return widget.FormField{Key: key, Label: companyLabel(key), Required: required}
	}
	c.form = newForm(st, []widget.FormField{
		text("name", true), text("street", false), text("postcode", false), text("city", false), text("country", true),
		text("currency", true),
		{Key: "zone", Label: companyLabel("zone"), Type: widget.FieldTimezone, Required: true},
		text("org", false), text("register", false), text("contact", false), text("phone", false), text("email", false), text("website", false),
	})
	c.column = widget.Stack(theme.GroupGap, c.Form, c.accounts.content)
	return c
}

func companyLabel(key string) string {
	switch key {
	case "name":
		return i18n.T("company.name")
	case "street":
		return i18n.T("company.street")
	case "postcode":
		return i18n.T("company.postcode")
	case "city":
		return i18n.T("company.city")
	case "country":
		return i18n.T("company.country")
	case "currency":
		return i18n.T("customers.currency")
	case "zone":
		return i18n.T("company.zone")
	case "org":
		return i18n.T("company.org")
	case "register":
		return i18n.T("company.register")
	case "contact":
		return i18n.T("company.contact")
	case "phone":
		return i18n.T("company.phone")
	case "email":
		return i18n.T("company.email")
	}
	return i18n.T("company.website")
}

func (c *company) key() string                { return "company" }
func (c *company) title() string              { return i18n.T("settings.company") }
func (c *company) verb() string               { return i18n.T("settings.save-company") }
func (c *company) content() fyne.CanvasObject { return c.column }

func (c *company) show(a all) {
	v := a.company
	c.before = v
	c.set(map[string]string{
		"name": v.Name, "street": strings.Join(v.Address.Lines, ", "), "postcode": v.Address.PostalCode, "city": v.Address.City, "country": v.Country,
		"currency": string(v.Currency), "zone": v.Zone, "org": v.OrgNumber, "register": v.Register, "contact": v.Contact,
		"phone": v.Phone, "email": v.Email, "website": v.Website,
	})
	c.accounts.show(v.Accounts)
}

func (c *company) save() (func(context.Context) error, error) {
	v, err := c.checked()
	if err != nil {
		return nil, err
	}
	out := c.before
	out.Name, out.Country, out.Currency, out.Zone = v["name"], strings.ToUpper(v["country"]), money.Currency(strings.ToUpper(v["currency"])), v["zone"]
	out.Address = receivable.Address{PostalCode: v["postcode"], City: v["city"], Country: out.Country}
	for part := range strings.SplitSeq(v["street"], ",") {
		if part = strings.TrimSpace(part); part != "" {
			out.Address.Lines = append(out.Address.Lines, part)
		}
	}
	out.OrgNumber, out.Register, out.Contact, out.Phone, out.Email, out.Website = v["org"], v["register"], v["contact"], v["phone"], v["email"], v["website"]
	out.Accounts = c.accounts.values()
	return func(ctx context.Context) error { return c.desk.SetCompany(ctx, out) }, nil
}

// accounts are the bank accounts by currency, a line each.
type accounts struct {
	lines   []accountLine
	rows    *fyne.Container
	content *fyne.Container
}

type accountLine struct{ currency, account, iban, bic *widget.Input }

func newAccounts() *accounts {
	a := &accounts{rows: widget.Stack(theme.Gap)}
	head := widget.Row(theme.Gap, label(i18n.T("customers.currency"), 72), label(i18n.T("company.account"), 150), label("IBAN", 240), label("BIC", 110))
	a.content = widget.Stack(theme.Gap, widget.NewText(i18n.T("company.accounts"), widget.Group), widget.NewSentence(widget.Small, i18n.T("company.accounts-text")),
		head, a.rows, widget.Row(0, widget.NewButton(widget.Secondary, i18n.T("company.add-account"), theme.IconPlus, func() { a.add(desk.BankAccount{}) }), widget.Spacer()))
	return a
}

func label(text string, width float32) fyne.CanvasObject {
	return widget.Sized(width, 0, widget.NewText(text, widget.Small))
}

func (a *accounts) show(accounts []desk.BankAccount) {
	a.lines, a.rows.Objects = nil, nil
	for _, b := range accounts {
		a.add(b)
	}
	if len(accounts) == 0 {
		a.add(desk.BankAccount{})
	}
}

func (a *accounts) add(b desk.BankAccount) {
	input := func(text string) *widget.Input {
		i := widget.NewInput("")
		i.SetText(text)
		return i
	}
	l := accountLine{input(string(b.Currency)), input(b.Account), input(b.IBAN), input(b.BIC)}
	a.lines = append(a.lines, l)
	a.rows.Add(widget.Row(theme.Gap, widget.Sized(72, 0, l.currency), widget.Sized(150, 0, l.account), widget.Sized(240, 0, l.iban), widget.Sized(110, 0, l.bic)))
	a.content.Refresh()
}

// values gives the accounts with a currency.
func (a *accounts) values() []desk.BankAccount {
	var out []desk.BankAccount
	for _, l := range a.lines {
		if currency := strings.ToUpper(strings.TrimSpace(l.currency.Text())); currency != "" {
			out = append(out, desk.BankAccount{Currency: money.Currency(currency), Account: l.account.Text(), IBAN: l.iban.Text(), BIC: l.bic.Text()})
		}
	}
	return out
}

func portText(port int) string {
	if port == 0 {
		return ""
	}
	return strconv.Itoa(port)
}
