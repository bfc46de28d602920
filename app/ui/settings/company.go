package settings

import (
	"context"
	"os"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/locale"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

func companyValues(c desk.Company, l *locale.Locale) Values {
	return Values{
		"name": c.Name, "street": strings.Join(c.Address.Lines, "\n"), "post-code": c.Address.PostalCode, "city": c.Address.City,
		"country": c.Country, "org-number": c.OrgNumber, "register": c.Register, "phone": c.Phone, "email": c.Email,
		"website": c.Website, "contact": c.Contact, "currency": string(c.Currency), "zone": c.Zone, "funding-rate": writeFigure(c.FundingRate, l),
		"letter_form": c.LetterForm, "logo": c.LogoName,
	}
}

// addressLines is how many lines a window envelope has room for between name and town.
const addressLines = 4

func companyFrom(v Values, c desk.Company, l *locale.Locale) (desk.Company, error) {
	c.Name, c.OrgNumber, c.Register = v.text("name"), v.text("org-number"), v.text("register")
	c.Phone, c.Email, c.Website, c.Contact = v.text("phone"), v.text("email"), v.text("website"), v.text("contact")
	c.Country, c.Currency, c.Zone = v.text("country"), money.Currency(v.text("currency")), v.text("zone")
	c.LetterForm = v.text("letter_form")
	c.Address.PostalCode, c.Address.City, c.Address.Country = v.text("post-code"), v.text("city"), c.Country
	c.Address.Lines = nil
	for line := range strings.Lines(v["street"]) {
		if line = strings.TrimSpace(line); line != "" {
			c.Address.Lines = append(c.Address.Lines, line)
		}
	}
	var err error
	if c.FundingRate, err = v.figure("funding-rate", l); err != nil {
		return c, err
	}
	switch {
	case c.Name == "":
		return c, missing("name")
	case len(c.Address.Lines) > addressLines:
		return c, fault.New(fault.Invalid, "%s", i18n.T("settings.too-many-lines")).OnField("street")
	case c.Email != "" && !strings.Contains(c.Email, "@"):
		return c, fault.New(fault.Invalid, "%s", i18n.T("settings.no-address")).OnField("email")
	}
	if _, err := time.LoadLocation(c.Zone); err != nil || c.Zone == "" {
		return c, fault.New(fault.Invalid, "%s", i18n.T("form.timezone")).OnField("zone")
	}
	return c, c.Check()
}

func missing(key string) error {
	return fault.New(fault.Invalid, "%s", i18n.T("form.required")).OnField(key)
}

// logoWork changes the picture when another file was named, or none; nil when it stays.
func (m *Model) logoWork() func(ctx context.Context, d Desk) error {
	path := m.now[Company].text("logo")
	switch path {
	case m.saved[Company].text("logo"):
		return nil
	case "":
		return func(ctx context.Context, d Desk) error { return d.SetLogo(ctx, "", nil) }
	}
	return func(ctx context.Context, d Desk) error {
		file, err := os.Open(path)
		if err != nil {
			return fault.New(fault.Invalid, "%s", i18n.T("settings.no-logo-file")).OnField("logo")
		}
		defer func() { _ = file.Close() }()
		return d.SetLogo(ctx, path, file)
	}
}
