package customer

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// contactLines are all ways to a customer: the house itself, then its people with their roles. A way that is dead says so.
func (m *Model) contactLines() []widget.WhyLine {
	d := m.View.Debtor
	line := func(name, role, tongue, phone, mail string) widget.WhyLine {
		if tongue != "" {
			tongue = words.Tongue(tongue)
		}
		return widget.WhyLine{Cells: []string{name, role, tongue, phone, mail}}
	}
	address := strings.Join(append(slices.Clone(d.Address.Lines), strings.TrimSpace(d.Address.PostalCode+" "+d.Address.City)), ", ")
	lines := []widget.WhyLine{line(d.Name, "", d.Language, m.orDead(d.Phone, receivable.Call), m.orDead(d.Email, receivable.Email))}
	if !d.Address.IsZero() {
		lines = append(lines, widget.WhyLine{Cells: []string{m.orDead(address, receivable.Letter)}, Faint: true})
	}
	for _, c := range d.Contacts {
		lines = append(lines, line(c.Name, c.Role, c.Language, c.Phone, c.Email))
	}
	return lines
}

// orDead marks a way that does not reach the customer any more.
func (m *Model) orDead(way string, c receivable.Channel) string {
	if way != "" && slices.Contains(m.View.Debtor.Dead, c) {
		return i18n.T("contacts.dead", i18n.Args{"way": way})
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
		Question: i18n.T("contacts.title"), Columns: []widget.WhyColumn{{}, {Width: 96}, {Width: 64}, {Width: 136}, {Width: 190}},
		Lines: s.model.contactLines(), Source: i18n.T("contacts.source", i18n.Args{"books": s.model.View.Connection}),
	})
}
