package desk

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// chooser finds the procedure of each debtor of a run. Debtors of one group, country and kind go by the same procedure,
// save those whom a rule names.
type chooser struct {
	all    dunning.Procedures
	home   string // the company's country, for debtors whose country nobody knows
	named  map[receivable.DebtorID]bool
	alike  map[likeness]applied
	ready  map[string]ready
	unfold func(name string) (date.Calendar, error)
}

type likeness struct {
	group, country string
	kind           receivable.Kind
}

// ready is a procedure with the calendar that it names.
type ready struct {
	procedure *dunning.Procedure
	calendar  date.Calendar
}

// applied is the procedure of a debtor, and how it was found.
type applied struct {
	ready
	choice dunning.Choice
}

func newChooser(k keptProcedures, home string, calendar func(string) (date.Calendar, error)) (*chooser, error) {
	c := &chooser{
		all: k.Procedures, home: home, named: map[receivable.DebtorID]bool{}, alike: map[likeness]applied{}, ready: map[string]ready{}, unfold: calendar,
	}
	for i := range k.Assignment.Rules {
		if id := k.Assignment.Rules[i].Debtor; id != 0 {
			c.named[id] = true
		}
	}
	for i := range c.all.List {
		p := &c.all.List[i]
		cal, err := calendar(p.Calendar)
		if err != nil {
			return nil, err
		}
		c.ready[p.Name] = ready{p, cal}
	}
	if _, ok := c.ready[c.all.Assignment.Default]; !ok {
		c.all.Assignment.Default = k.inUse().Name
	}
	return c, nil
}

// replaced is the chooser with another procedure in the place of the one of its name, or of the default.
func (c *chooser) replaced(p dunning.Procedure) (*chooser, error) {
	other := *c
	other.alike, other.ready = map[likeness]applied{}, map[string]ready{}
	name := p.Name
	if _, ok := c.ready[name]; !ok {
		name = c.all.Assignment.Default
	}
	cal, err := c.unfold(p.Calendar)
	if err != nil {
		return nil, err
	}
	for was, r := range c.ready {
		other.ready[was] = r
	}
	other.ready[name] = ready{&p, cal}
	return &other, nil
}

func (c *chooser) of(d *receivable.Debtor) applied {
	if c.named[d.ID] {
		return c.find(d)
	}
	like := likeness{d.Group, d.Country, d.Kind}
	found, ok := c.alike[like]
	if !ok {
		found = c.find(d)
		c.alike[like] = found
	}
	return found
}

func (c *chooser) find(d *receivable.Debtor) applied {
	at := *d
	if at.Country == "" {
		at.Country = c.home
	}
	choice := c.all.Assignment.For(&at)
	r, ok := c.ready[choice.Procedure]
	if !ok { // a damaged book: nobody is left without a procedure
		r = c.ready[c.all.Assignment.Default]
	}
	return applied{r, choice}
}

// thanks reports whether anybody is thanked: then those who owe nothing any more are looked at as well.
func (c *chooser) thanks() bool {
	for _, r := range c.ready {
		if r.procedure.ThankYou != nil {
			return true
		}
	}
	return false
}
