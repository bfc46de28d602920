package dunning

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Limits of a house's procedures.
const (
	maxProcedures = 100
	maxName       = 80
)

// Procedures are all by which a house reminds, and who goes by which.
type Procedures struct {
	List       []Procedure
	Assignment Assignment
}

// Named finds a procedure by its name.
func (p *Procedures) Named(name string) (*Procedure, bool) {
	for i := range p.List {
		if p.List[i].Name == name {
			return &p.List[i], true
		}
	}
	return nil, false
}

// Uses counts where a procedure is assigned: rules, and the default.
func (p *Procedures) Uses(name string) (rules int, byDefault bool) {
	for i := range p.Assignment.Rules {
		if p.Assignment.Rules[i].Procedure == name {
			rules++
		}
	}
	return rules, p.Assignment.Default == name
}

// Reassign gives the rules and the default of one procedure to another.
func (p *Procedures) Reassign(from, to string) {
	p.Assignment.Rules = slices.Clone(p.Assignment.Rules)
	for i := range p.Assignment.Rules {
		if p.Assignment.Rules[i].Procedure == from {
			p.Assignment.Rules[i].Procedure = to
		}
	}
	if p.Assignment.Default == from {
		p.Assignment.Default = to
	}
}

// Check refuses names that cannot be told apart, and an assignment that names what is not there. Each procedure has a Check
// of its own. The error is fault.Invalid and names the field.
func (p *Procedures) Check() error {
	if len(p.List) == 0 || len(p.List) > maxProcedures {
		return fault.New(fault.Invalid, "a house has 1 to %d procedures, this one would have %d", maxProcedures, len(p.List)).OnField("procedures")
	}
	for i := range p.List {
		name := p.List[i].Name
		if err := checkName(name); err != nil {
			return err
		}
		if slices.ContainsFunc(p.List[:i], func(o Procedure) bool { return strings.EqualFold(o.Name, name) }) {
			return fault.New(fault.Invalid, "there is a procedure %q already", name).OnField("name").WithHint("give it a name of its own")
		}
	}
	return p.Assignment.Check(p.List)
}

func checkName(name string) error {
	switch {
	case strings.TrimSpace(name) == "":
		return fault.New(fault.Invalid, "a procedure needs a name").OnField("name")
	case name != strings.TrimSpace(name) || !utf8.ValidString(name) || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return fault.New(fault.Invalid, "%q cannot be a name: write one line without spaces around it", name).OnField("name")
	case utf8.RuneCountInString(name) > maxName:
		return fault.New(fault.Invalid, "the name of a procedure has at most %d characters", maxName).OnField("name")
	}
	return nil
}
