package customer

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// contactLines are all ways to a customer: the house itself, then its people with their roles. A way that is dead says so.
func (m *Model) contactLines(w words.Words) []widget.WhyLine {
	d := m.View.Debtor
	var lines []widget.WhyLine
	add := func(key, name, role, tongue, phone, mail string) {
		if tongue != "" {
			tongue = words.Tongue(tongue)
		}
		lines = append(lines, widget.WhyLine{Cells: []string{name, phone, mail}})
		if who := words.Facts(role, tongue); who != "" {
			lines = append(lines, widget.WhyLine{Cells: []string{who}, Faint: true})
		}
		lines = append(lines, widget.WhyLine{Cells: []string{m.consentText(key, w)}, Faint: true})
	}
	address := strings.Join(append(slices.Clone(d.Address.Lines), strings.TrimSpace(d.Address.PostalCode+" "+d.Address.City)), ", ")
	if d.Address.IsZero() {
		address = ""
	}
	add("", d.Name, m.orDead(address, receivable.Letter), d.Language, m.orDead(d.Phone, receivable.Call), m.orDead(d.Email, receivable.Email))
	for _, c := range d.Contacts {
		add(c.Key(), c.Name, c.Role, c.Language, c.Phone, c.Email)
	}
	return lines
}

// orDead marks a way that does not reach the customer any more.
func (m *Model) orDead(way string, c receivable.Channel) string {
	if way != "" && slices.Contains(m.View.Debtor.Dead, c) {
		return i18n.T("contacts.dead", i18n.Args{"way": way})
	}
	if way != "" && m.View.Debtor.Refuses(c) != nil {
		return i18n.T("contacts.refused", i18n.Args{"way": way})
	}
	return way
}

// contactsLink opens the list of all ways to the customer.
func (s *Screen) contactsLink() fyne.CanvasObject {
	text := i18n.T("contacts.none")
	if n := len(s.model.View.Debtor.Contacts); n > 0 {
		text = i18n.N("contacts.link", n)
	}
	return widget.NewButton(widget.Link, text, "", s.Contacts)
}

// Contacts lists all ways to the customer.
func (s *Screen) Contacts() {
	s.openWhy(widget.WhyConfig{
		Question: i18n.T("contacts.title"), Columns: []widget.WhyColumn{{}, {Width: 124}, {Width: 224}},
		Lines: s.model.contactLines(s.stage.Words), Source: i18n.T("contacts.source", i18n.Args{"books": s.model.View.Connection}),
		Actions: []*widget.Button{
			widget.NewButton(widget.Secondary, i18n.T("channels.menu"), theme.IconMail, s.Channels), widget.NewButton(widget.Secondary, i18n.T("consent.menu"), theme.IconShield, s.askConsent),
		},
	})
}
