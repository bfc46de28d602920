package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// assigning are the flags of `procedure assign`.
type assigning struct {
	customer, group, country, kind string
	at, remove                     int
	byDefault                      bool
}

func assignVerb(s *session) *cobra.Command {
	var o assigning
	cmd := &cobra.Command{
		Use:   "assign [NAME --customer C --group G --country NO --kind consumer [--at N] | NAME --default | --remove N]",
		Short: "who goes by which procedure: the first rule that fits decides", Args: cobra.MaximumNArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			all, err := d.Procedures(ctx)
			if err != nil {
				return err
			}
			a := all.Assignment
			a.Rules = slices.Clone(a.Rules)
			changed, err := o.apply(ctx, d, &a, args)
			if err != nil {
				return err
			}
			if changed {
				if err := d.AssignProcedures(ctx, a); err != nil {
					return err
				}
			}
			return s.assignment(ctx, d, a)
		}),
	}
	f := cmd.Flags()
	f.StringVar(&o.customer, "customer", "", "one customer, by number or name")
	f.StringVar(&o.group, "group", "", "a customer group of the accounting system")
	f.StringVar(&o.country, "country", "", "a country, two letters")
	f.StringVar(&o.kind, "kind", "", "business or consumer")
	f.IntVar(&o.at, "at", 0, "the rule's place, counted from 1 (default: after the others)")
	f.IntVar(&o.remove, "remove", 0, "take away the rule of this number")
	f.BoolVar(&o.byDefault, "default", false, "everybody else goes by NAME")
	return cmd
}

// apply changes the rules as the flags say; false when they only ask.
func (o *assigning) apply(ctx context.Context, d *desk.Desk, a *dunning.Assignment, args []string) (bool, error) {
	switch {
	case o.remove != 0:
		if len(args) > 0 || o.remove < 1 || o.remove > len(a.Rules) {
			return false, usage{fmt.Errorf("--remove needs the number of a rule from 1 to %d, and nothing else", len(a.Rules))}
		}
		a.Rules = slices.Delete(a.Rules, o.remove-1, o.remove)
		return true, nil
	case len(args) == 0:
		return false, nil
	case o.byDefault:
		a.Default = args[0]
		return true, nil
	}
	r := dunning.Rule{Procedure: args[0], Group: o.group, Country: o.country, Kind: receivable.Kind(o.kind)}
	if o.customer != "" {
		c, err := customer(ctx, d, o.customer)
		if err != nil {
			return false, err
		}
		r.Debtor = c.ID
	}
	place := len(a.Rules)
	if o.at != 0 {
		if o.at < 1 || o.at > len(a.Rules)+1 {
			return false, usage{fmt.Errorf("--at %d: there are %d rules", o.at, len(a.Rules))}
		}
		place = o.at - 1
	}
	a.Rules = slices.Insert(a.Rules, place, r)
	return true, nil
}

type assignedJSON struct {
	Rule      int    `json:"rule"`
	Procedure string `json:"procedure"`
	Customer  string `json:"customer"`
	Group     string `json:"group"`
	Country   string `json:"country"`
	Kind      string `json:"kind"`
}

// assignment prints who goes by which procedure.
func (s *session) assignment(ctx context.Context, d *desk.Desk, a dunning.Assignment) error {
	out := struct {
		Rules   []assignedJSON `json:"rules"`
		Default string         `json:"default"`
		Empty   []string       `json:"empty_groups"` // groups that rules name and no customer has
	}{[]assignedJSON{}, a.Default, []string{}}
	empty, err := d.EmptyGroups(ctx, a)
	if err != nil {
		return err
	}
	out.Empty = append(out.Empty, empty...)
	rows := [][]string{}
	for i, r := range a.Rules {
		j := assignedJSON{Rule: i + 1, Procedure: r.Procedure, Group: r.Group, Country: r.Country, Kind: string(r.Kind)}
		if r.Debtor != 0 {
			number, err := customerNumber(ctx, d, r.Debtor)
			if err != nil {
				return err
			}
			j.Customer = number
		}
		out.Rules = append(out.Rules, j)
		rows = append(rows, []string{fmt.Sprint(j.Rule), j.Customer, j.Group, j.Country, j.Kind, j.Procedure})
	}
	if s.json {
		return s.printJSON(out)
	}
	rows = append(rows, []string{"", "everybody else", "", "", "", a.Default})
	s.table([]string{"RULE", "CUSTOMER", "GROUP", "COUNTRY", "KIND", "PROCEDURE"}, map[int]bool{0: true}, rows)
	for _, group := range empty {
		s.say("warning: no customer is in the group %q", group)
	}
	return nil
}

// customerNumber is what people call a customer; one that is gone from the book is named by its id.
func customerNumber(ctx context.Context, d *desk.Desk, id receivable.DebtorID) (string, error) {
	c, err := d.Debtor(ctx, id)
	if fault.Has(err, fault.NotFound) {
		return fmt.Sprintf("id %d", id), nil
	}
	return cmp.Or(c.Number, c.Name), err
}

// appliesText says by which procedure a customer goes, and why by that.
func appliesText(a desk.Applies) string {
	why := "no rule names this customer"
	if a.Rule > 0 {
		why = fmt.Sprintf("by rule %d", a.Rule)
	}
	return fmt.Sprintf("%s, version %d (%s)", a.Procedure, a.Version, why)
}
