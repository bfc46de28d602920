package dunning

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// maxRules bounds an assignment: beyond it nobody could say any more who goes by what.
const maxRules = 500

// Assignment says by which procedure a debtor is reminded: by the first rule that fits, or by the default.
type Assignment struct {
	Rules   []Rule
	Default string // name of the procedure of whoever fits no rule
}

// Rule assigns those who fit all that it names; what is empty fits anybody.
type Rule struct {
	Procedure string // name
	Debtor    receivable.DebtorID
	Group     string          // the source's customer group, upper and lower case alike
	Country   string          // ISO 3166-1 alpha-2
	Kind      receivable.Kind // Consumer fits those of unknown kind as well, who are protected like consumers
}

// Choice is the procedure found for a debtor, and by which rule.
type Choice struct {
	Procedure string
	Rule      int // counted from 1; 0: no rule fits, the default applies
}

// Keys of Why on a choice.
const (
	WhyByRule    = "assigned-by-rule" // rule: its number; debtor, group, country, kind: what it names
	WhyByDefault = "assigned-by-default"
)

// For finds the procedure of a debtor.
func (a *Assignment) For(d *receivable.Debtor) Choice {
	for i := range a.Rules {
		if a.Rules[i].fits(d) {
			return Choice{Procedure: a.Rules[i].Procedure, Rule: i + 1}
		}
	}
	return Choice{Procedure: a.Default}
}

// Why says by which rule a choice was made, and what the rule names.
func (a *Assignment) Why(c Choice) Why {
	if c.Rule < 1 || c.Rule > len(a.Rules) {
		return Why{Key: WhyByDefault}
	}
	r := &a.Rules[c.Rule-1]
	args := map[string]string{"rule": strconv.Itoa(c.Rule)}
	for name, value := range map[string]string{"group": r.Group, "country": r.Country, "kind": string(r.Kind)} {
		if value != "" {
			args[name] = value
		}
	}
	if r.Debtor != 0 {
		args["debtor"] = strconv.FormatInt(int64(r.Debtor), 10)
	}
	return Why{Key: WhyByRule, Args: args}
}

func (r *Rule) fits(d *receivable.Debtor) bool {
	return (r.Debtor == 0 || r.Debtor == d.ID) &&
		(r.Group == "" || strings.EqualFold(r.Group, d.Group)) &&
		(r.Country == "" || r.Country == d.Country) &&
		(r.Kind == "" || r.Kind == cmp.Or(d.Kind, receivable.Consumer))
}

// anybody reports whether the rule names nobody in particular.
func (r *Rule) anybody() bool {
	return r.Debtor == 0 && r.Group == "" && r.Country == "" && r.Kind == ""
}

// covers reports whether whoever fits the other rule fits this one too.
func (r *Rule) covers(o *Rule) bool {
	return (r.Debtor == 0 || r.Debtor == o.Debtor) &&
		(r.Group == "" || strings.EqualFold(r.Group, o.Group)) &&
		(r.Country == "" || r.Country == o.Country) &&
		(r.Kind == "" || r.Kind == o.Kind)
}

// Check refuses an assignment that names a procedure that is not there, or that holds a rule which never decides anything:
// silence about such a rule would let somebody believe that it does. The error is fault.Invalid and names the field, as in
// "rules[2].country" (counted from 1).
func (a *Assignment) Check(procedures []Procedure) error {
	if !hasProcedure(procedures, a.Default) {
		return noProcedure(a.Default).OnField("default")
	}
	if len(a.Rules) > maxRules {
		return fault.New(fault.Invalid, "an assignment has at most %d rules, this one has %d", maxRules, len(a.Rules)).OnField("rules")
	}
	for i := range a.Rules {
		r, at := &a.Rules[i], fmt.Sprintf("rules[%d]", i+1)
		if !hasProcedure(procedures, r.Procedure) {
			return noProcedure(r.Procedure).OnField(at + ".procedure")
		}
		if err := r.check(at); err != nil {
			return err
		}
		for j := range a.Rules[:i] {
			if a.Rules[j].covers(r) {
				return fault.New(fault.Invalid, "rule %d never decides anything: rule %d comes first and takes everybody whom it names", i+1, j+1).
					OnField(at).WithHint("move it up, or remove it")
			}
		}
	}
	return nil
}

func (r *Rule) check(at string) error {
	switch {
	case r.anybody():
		return fault.New(fault.Invalid, "a rule names a customer, a group, a country or a kind").OnField(at).
			WithHint("for everybody else there is the default")
	case r.Country != "" && receivable.CheckCountry(r.Country) != nil:
		return fault.New(fault.Invalid, "%q is not the code of a country", r.Country).OnField(at + ".country").WithHint("use two capital letters such as NO or DE")
	case r.Kind != "" && r.Kind != receivable.Business && r.Kind != receivable.Consumer:
		return fault.New(fault.Invalid, "%q is not business or consumer", string(r.Kind)).OnField(at + ".kind")
	case len(r.Group) > 200 || r.Group != strings.TrimSpace(r.Group):
		return fault.New(fault.Invalid, "%q is not the name of a customer group", r.Group).OnField(at + ".group")
	case r.Debtor < 0:
		return fault.New(fault.Invalid, "%d is not a customer", r.Debtor).OnField(at + ".debtor")
	}
	return nil
}

func hasProcedure(list []Procedure, name string) bool {
	for i := range list {
		if list[i].Name == name {
			return true
		}
	}
	return false
}

func noProcedure(name string) *fault.Error {
	return fault.New(fault.Invalid, "there is no procedure %q", name).WithHint("choose one of those that there are")
}
