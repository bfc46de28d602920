package dunning_test

import (
	"errors"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// house has four procedures: one for a customer, one for a group abroad, one for consumers, and one for the rest.
func house() dunning.Procedures {
	named := func(name string) dunning.Procedure {
		p := ladder()
		p.Name = name
		return p
	}
	return dunning.Procedures{
		List: []dunning.Procedure{named("Standard"), named("Gentle"), named("Export"), named("Consumers")},
		Assignment: dunning.Assignment{Default: "Standard", Rules: []dunning.Rule{
			{Procedure: "Gentle", Debtor: 7},
			{Procedure: "Export", Group: "Wholesale", Country: "DE"},
			{Procedure: "Consumers", Kind: receivable.Consumer},
		}},
	}
}

func TestTheFirstRuleThatFitsDecides(t *testing.T) {
	h := house()
	for _, c := range []struct {
		name   string
		debtor receivable.Debtor
		want   dunning.Choice
		why    dunning.Why
	}{
		{"named himself", receivable.Debtor{ID: 7, Kind: receivable.Consumer}, dunning.Choice{Procedure: "Gentle", Rule: 1}, dunning.Why{Key: "assigned-by-rule", Args: map[string]string{"rule": "1", "debtor": "7"}}},
		{"group and country", receivable.Debtor{ID: 1, Group: "wholesale", Country: "DE", Kind: receivable.Consumer}, dunning.Choice{Procedure: "Export", Rule: 2}, dunning.Why{Key: "assigned-by-rule", Args: map[string]string{"rule": "2", "group": "Wholesale", "country": "DE"}}},
		{"the group elsewhere", receivable.Debtor{ID: 1, Group: "Wholesale", Country: "NO", Kind: receivable.Business}, dunning.Choice{Procedure: "Standard"}, dunning.Why{Key: "assigned-by-default"}},
		{"kind", receivable.Debtor{ID: 2, Kind: receivable.Consumer}, dunning.Choice{Procedure: "Consumers", Rule: 3}, dunning.Why{Key: "assigned-by-rule", Args: map[string]string{"rule": "3", "kind": "consumer"}}},
		{"nobody knows the kind", receivable.Debtor{ID: 2}, dunning.Choice{Procedure: "Consumers", Rule: 3}, dunning.Why{Key: "assigned-by-rule", Args: map[string]string{"rule": "3", "kind": "consumer"}}},
		{"the rest", receivable.Debtor{ID: 3, Kind: receivable.Business}, dunning.Choice{Procedure: "Standard"}, dunning.Why{Key: "assigned-by-default"}},
	} {
		got := h.Assignment.For(&c.debtor)
		if got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
		if diff := cmp.Diff(c.why, h.Assignment.Why(got)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestAnAssignmentThatDecidesNothingIsRefused(t *testing.T) {
	for field, spoil := range map[string]func(p *dunning.Procedures){
		"default":            func(p *dunning.Procedures) { p.Assignment.Default = "Lost" },
		"rules[2].procedure": func(p *dunning.Procedures) { p.Assignment.Rules[1].Procedure = "" },
		"rules[2].country":   func(p *dunning.Procedures) { p.Assignment.Rules[1].Country = "de" },
		"rules[2].group":     func(p *dunning.Procedures) { p.Assignment.Rules[1].Group = " Wholesale" },
		"rules[3].kind":      func(p *dunning.Procedures) { p.Assignment.Rules[2].Kind = "robot" },
		"rules[1]":           func(p *dunning.Procedures) { p.Assignment.Rules[0].Debtor = 0 },
		"rules[1].debtor":    func(p *dunning.Procedures) { p.Assignment.Rules[0].Debtor = -1 },
		"rules[4]": func(p *dunning.Procedures) {
			p.Assignment.Rules = append(p.Assignment.Rules, dunning.Rule{Procedure: "Gentle", Country: "NO", Kind: receivable.Consumer})
		},
		"procedures": func(p *dunning.Procedures) { p.List = nil },
		"name":       func(p *dunning.Procedures) { p.List[1].Name = "STANDARD" },
		"rules":      func(p *dunning.Procedures) { p.Assignment.Rules = make([]dunning.Rule, 501) },
	} {
		h := house()
		if err := h.Check(); err != nil {
			t.Fatal(err)
		}
		spoil(&h)
		var e *fault.Error
		if err := h.Check(); !errors.As(err, &e) || e.Code != fault.Invalid || e.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestNamesOfProceduresCanBeToldApart(t *testing.T) {
	for _, name := range []string{"", " ", " Standard", "two\nlines", string(make([]byte, 81)), "\xff"} {
		h := house()
		h.List[1].Name = name
		if err := h.Check(); !fault.Has(err, fault.Invalid) {
			t.Errorf("%q is taken for a name: %v", name, err)
		}
	}
}

// A rule that Check lets stand decides about somebody: there is a debtor for whom it is the first that fits.
func TestEveryRuleThatStandsDecidesAboutSomebody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := house()
		h.Assignment.Rules = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) dunning.Rule {
			return dunning.Rule{
				Procedure: "Gentle", Debtor: receivable.DebtorID(rapid.IntRange(0, 2).Draw(t, "debtor")),
				Group: rapid.SampledFrom([]string{"", "A", "a", "B"}).Draw(t, "group"), Country: rapid.SampledFrom([]string{"", "NO", "DE"}).Draw(t, "country"),
				Kind: rapid.SampledFrom([]receivable.Kind{"", receivable.Business, receivable.Consumer}).Draw(t, "kind"),
			}
		}), 0, 6).Draw(t, "rules")
		if h.Check() != nil {
			return
		}
		decides := map[int]bool{}
		for id := range 10 { // more debtors, groups and countries than the rules can name
			for _, group := range []string{"A", "B", "C"} {
				for _, country := range []string{"NO", "DE", "SE"} {
					for _, kind := range []receivable.Kind{receivable.Business, receivable.Consumer} {
						d := receivable.Debtor{ID: receivable.DebtorID(id), Group: group, Country: country, Kind: kind}
						decides[h.Assignment.For(&d).Rule] = true
					}
				}
			}
		}
		for i := range h.Assignment.Rules {
			// Several rules together may leave nothing to a later one; a single one must not.
			if !decides[i+1] && len(h.Assignment.Rules[:i]) == 1 {
				t.Errorf("rule %d decides about nobody: %+v", i+1, h.Assignment.Rules)
			}
		}
	})
}

func TestWhatGoesByOneProcedureCanGoByAnother(t *testing.T) {
	h := house()
	before := h.Assignment.Rules
	if rules, byDefault := h.Uses("Standard"); rules != 0 || !byDefault {
		t.Errorf("the standard is used by %d rules, by default %v", rules, byDefault)
	}
	h.Reassign("Standard", "Gentle")
	h.Reassign("Export", "Gentle")
	if rules, byDefault := h.Uses("Gentle"); rules != 2 || !byDefault {
		t.Errorf("after that %d rules, by default %v", rules, byDefault)
	}
	if before[1].Procedure != "Export" {
		t.Error("the rules handed in were changed")
	}
}
