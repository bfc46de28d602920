// Package inbox is the screen on which a clerk reads what came back by mail: what a customer wrote and what it may mean, and mails of
// which nobody knows whose they are. What is guessed is shown with its words; only the clerk's word does anything.
package inbox

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Part is one of the lists.
type Part string

// The lists, in the order in which they stand.
const (
	ToRead  Part = "to-read"
	ToPlace Part = "to-place"
	Rest    Part = "rest" // dealt with, or nothing to deal with
)

// Mails are what came back, by list.
type Mails struct {
	ToRead, ToPlace, Rest []desk.IncomingMail
}

// Model is what came back as the screen shows it.
type Model struct {
	All      Mails
	Part     Part
	Selected int64 // the mail that is shown, 0 for none

	Query string             // what was searched for the mail shown
	found []desk.CustomerRow // what was found by it
}

func (m *Model) list() []desk.IncomingMail {
	switch m.Part {
	case ToPlace:
		return m.All.ToPlace
	case Rest:
		return m.All.Rest
	case ToRead:
	}
	return m.All.ToRead
}

// Rows gives the mails of the list in use.
func (m *Model) Rows() []*desk.IncomingMail {
	list := m.list()
	out := make([]*desk.IncomingMail, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}

// Count is how many mails a list holds.
func (m *Model) Count(p Part) int {
	other := Model{All: m.All, Part: p}
	return len(other.list())
}

// Current is the mail shown; nil when the list is empty.
func (m *Model) Current() *desk.IncomingMail {
	list := m.list()
	if at := slices.IndexFunc(list, func(i desk.IncomingMail) bool { return i.ID == m.Selected }); at >= 0 {
		return &list[at]
	}
	return nil
}

// Set takes what was read. The mail shown stays; when it has left its list, the one that stood behind it is shown, so that a clerk
// goes down the list without a hand on the pointer.
func (m *Model) Set(all Mails) {
	before := m.list()
	at := slices.IndexFunc(before, func(i desk.IncomingMail) bool { return i.ID == m.Selected })
	m.All = all
	if m.Current() != nil {
		return
	}
	for i := at + 1; at >= 0 && i < len(before); i++ {
		if m.Choose(before[i].ID); m.Current() != nil {
			return
		}
	}
	m.first()
}

// Turn shows another list from its beginning.
func (m *Model) Turn(p Part) {
	m.Part = p
	m.first()
}

// Open shows a mail in whichever list it stands; false when it is in none.
func (m *Model) Open(id int64) bool {
	for _, p := range []Part{ToRead, ToPlace, Rest} {
		other := Model{All: m.All, Part: p, Selected: id}
		if other.Current() != nil {
			m.Part = p
			m.Choose(id)
			return true
		}
	}
	return false
}

func (m *Model) first() {
	m.Choose(0)
	if list := m.list(); len(list) > 0 {
		m.Choose(list[0].ID)
	}
}

// Choose shows another mail; what was searched for belonged to the one before.
func (m *Model) Choose(id int64) {
	if m.Selected != id {
		m.Selected, m.Query, m.found = id, "", nil
	}
}

// Found takes what a search has brought; false when somebody has moved on meanwhile.
func (m *Model) Found(mail int64, query string, found []desk.CustomerRow) bool {
	if m.Selected != mail || m.Query != query {
		return false
	}
	m.found = found
	return true
}

// Choices are the customers that a mail to be placed may be put to: what was searched for.
func (m *Model) Choices() []desk.CustomerRow { return m.found }

// Verdicts are what may be said of a mail, the likeliest first: what was guessed, then the others in their usual order. A report that
// nobody can prove is either right about the address, or nothing.
func Verdicts(m *desk.IncomingMail) []incoming.Says {
	if m.State != desk.MailOpen {
		return nil
	}
	if m.Mail.Kind != incoming.Answer && m.Mail.Kind != incoming.Unreadable {
		return []incoming.Says{desk.AsksNothing, incoming.WrongPerson}
	}
	all := desk.MailVerdicts()
	if at := slices.Index(all, m.Guess.Says); at > 0 {
		all = slices.Insert(slices.Delete(all, at, at+1), 0, m.Guess.Says)
	}
	if !slices.Contains(all, m.Guess.Says) { // unclear: the one that does least stands first
		all = slices.Insert(slices.DeleteFunc(all, func(s incoming.Says) bool { return s == desk.AsksNothing }), 0, desk.AsksNothing)
	}
	return all
}
