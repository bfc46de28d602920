// Package bank is the screen on which a clerk says whose money it is that the bank has seen: what came in and has no place yet,
// what it may have been paid for and why, and what was said of the rest until the books show it.
package bank

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Part is one of the three lists.
type Part string

// The lists, in the order in which they stand.
const (
	ToPlace Part = "to-place"
	Waiting Part = "waiting" // placed, and not booked yet
	Ignored Part = "ignored" // no customer's
)

// Model is what the bank has seen as the screen shows it.
type Model struct {
	All      desk.Payments
	Part     Part
	Selected int64 // the line that is shown, 0 for none

	Query string                 // what was searched for the line shown
	found []remittance.Candidate // what was found by it
}

// Rows gives the payments of the list in use.
func (m *Model) Rows() []*desk.BankPayment {
	list := m.list()
	out := make([]*desk.BankPayment, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}

func (m *Model) list() []desk.BankPayment {
	switch m.Part {
	case Waiting:
		return m.All.Waiting
	case Ignored:
		return m.All.Ignored
	case ToPlace:
	}
	return m.All.ToPlace
}

// Count is how many payments a list holds.
func (m *Model) Count(p Part) int {
	switch p {
	case Waiting:
		return len(m.All.Waiting)
	case Ignored:
		return len(m.All.Ignored)
	case ToPlace:
	}
	return len(m.All.ToPlace)
}

// Current is the payment shown; nil when the list is empty.
func (m *Model) Current() *desk.BankPayment {
	for i, p := range m.list() {
		if p.ID == m.Selected {
			return &m.list()[i]
		}
	}
	return nil
}

// Set takes what was read. The payment shown stays; when it has left the list, the one that stood behind it is shown, so that a
// clerk goes down the list without a hand on the pointer.
func (m *Model) Set(all desk.Payments) {
	at := slices.IndexFunc(m.list(), func(p desk.BankPayment) bool { return p.ID == m.Selected })
	before := m.list()
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

func (m *Model) first() {
	m.Choose(0)
	if list := m.list(); len(list) > 0 {
		m.Choose(list[0].ID)
	}
}

// Choose shows another payment; what was searched for belonged to the one before.
func (m *Model) Choose(id int64) {
	if m.Selected != id {
		m.Selected, m.Query, m.found = id, "", nil
	}
}

// Found takes what a search has brought; false when somebody has moved on meanwhile.
func (m *Model) Found(line int64, query string, found []remittance.Candidate) bool {
	if m.Selected != line || m.Query != query {
		return false
	}
	m.found = found
	return true
}

// Choices are what the payment shown may have been paid for: what was searched, else the suggestions.
func (m *Model) Choices() []remittance.Candidate {
	if m.Query != "" {
		return m.found
	}
	if p := m.Current(); p != nil {
		return p.May
	}
	return nil
}

// Placing is what becomes of a payment when it is placed on some items.
type Placing struct {
	Parts   []remittance.Part // the oldest item first
	Names   []string          // the numbers of these items
	Name    string            // of the customer
	Given   money.Amount
	Over    money.Amount // what is for none of them
	Open    money.Amount // what is open of them in all
	Several bool         // they are of several customers: that cannot be done
	Unpaid  int          // chosen items for which nothing is left
}

// Place works out what becomes of a payment that is placed on items.
func Place(p *desk.BankPayment, on []remittance.Candidate) Placing {
	out := Placing{Over: p.Amount, Given: money.Zero(p.Amount.Currency), Open: money.Zero(p.Amount.Currency)}
	claims := make([]remittance.Claim, len(on))
	numbers := map[receivable.ItemID]string{}
	for i, c := range on {
		claims[i], out.Name, numbers[c.Claim.Item] = c.Claim, c.Claim.Name, c.Claim.Number
		out.Open.Minor += c.Claim.Open.Minor
		out.Several = out.Several || c.Claim.Debtor != on[0].Claim.Debtor
	}
	out.Parts = remittance.Spread(p.Amount.Minor, claims)
	for _, part := range out.Parts {
		out.Names = append(out.Names, numbers[part.Item])
		out.Given.Minor += part.Minor
		out.Over.Minor -= part.Minor
	}
	out.Unpaid = len(on) - len(out.Parts)
	return out
}

// Sums adds the payments of a list by currency, in the order in which the currencies are met.
func Sums(rows []*desk.BankPayment) []money.Amount {
	var sums []money.Amount
	for _, p := range rows {
		i := slices.IndexFunc(sums, func(a money.Amount) bool { return a.Currency == p.Amount.Currency })
		if i < 0 {
			sums = append(sums, p.Amount)
			continue
		}
		sums[i].Minor += p.Amount.Minor
	}
	return sums
}
