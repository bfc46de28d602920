package settings

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Reach is how far a bound goes, as a form asks for it.
type Reach string

// The three ways of a bound.
const (
	Nothing  Reach = "none"
	UpTo     Reach = "up-to"
	Anything Reach = "any"
)

// reachOf is the way of a bound.
func reachOf(b approval.Bound) Reach {
	switch {
	case b.Any:
		return Anything
	case b == approval.Bound{}:
		return Nothing
	}
	return UpTo
}

// limited are the roles that have limits, the least powerful first.
func limited() []approval.Role {
	return slices.DeleteFunc(approval.Roles(), func(r approval.Role) bool { return !r.Changes() })
}

// BoundText is a bound as typed.
type BoundText struct {
	Reach                  Reach
	Amount                 money.Amount
	Months, Notices, Level string
}

// boundText writes a bound into a form.
func boundText(b approval.Bound, c money.Currency) BoundText {
	text := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	return BoundText{reachOf(b), money.New(b.Amount, c), text(b.Months), text(b.Notices), text(b.Level)}
}

// read gives the bound that was typed; figures that the kind does not have are not looked at.
func (t BoundText) read(kind approval.Kind, field string) (b approval.Bound, err error) {
	switch t.Reach {
	case Anything:
		return approval.Bound{Any: true}, nil
	case Nothing:
		return b, nil
	case UpTo:
	}
	b.Amount = t.Amount.Minor
	for _, part := range []struct {
		name, text string
		of         approval.Kind
		into       *int
	}{{"months", t.Months, approval.Plan, &b.Months}, {"notices", t.Notices, approval.Release, &b.Notices}, {"level", t.Level, approval.Release, &b.Level}} {
		if part.of != kind {
			continue
		}
		if *part.into, err = strconv.Atoi(strings.TrimSpace(part.text)); err != nil || *part.into < 1 {
			return b, fault.New(fault.Invalid, "%s", i18n.T("limits.number")).OnField(field + "." + part.name)
		}
	}
	if b.Amount <= 0 {
		return b, fault.New(fault.Invalid, "%s", i18n.T("limits.amount-missing")).OnField(field + ".amount")
	}
	return b, nil
}

// withLimit gives the policy with other bounds of a role for a kind. Bounds of money hold in one currency; whatever has none,
// in all of them.
func withLimit(p approval.Policy, role approval.Role, kind approval.Kind, c money.Currency, alone, decides approval.Bound) approval.Policy {
	p.Limits = slices.DeleteFunc(slices.Clone(p.Limits), func(l approval.Limit) bool {
		return l.Role == role && l.Kind == kind && (l.Currency == "" || l.Currency == c)
	})
	in, all := approval.Limit{Role: role, Kind: kind, Currency: c}, approval.Limit{Role: role, Kind: kind}
	for _, part := range []struct {
		bound     approval.Bound
		in, whole *approval.Bound
	}{{alone, &in.Alone, &all.Alone}, {decides, &in.Decides, &all.Decides}} {
		if part.bound.Any {
			*part.whole = part.bound
		} else {
			*part.in = part.bound
		}
	}
	for _, l := range []approval.Limit{in, all} {
		if (l.Alone != approval.Bound{}) || (l.Decides != approval.Bound{}) {
			p.Limits = append(p.Limits, l)
		}
	}
	return p
}

// limitRow is a line of the table of limits: the sums of a kind, or what is counted beside money.
type limitRow struct {
	kind    approval.Kind
	counted bool
}

// limitRows are the kinds in their order, each with a line of its own for what it counts.
func limitRows() []limitRow {
	rows := make([]limitRow, 0, len(approval.Kinds())+2)
	for _, k := range approval.Kinds() {
		rows = append(rows, limitRow{kind: k})
		if k == approval.Plan || k == approval.Release {
			rows = append(rows, limitRow{kind: k, counted: true})
		}
	}
	return rows
}

func (r limitRow) key() string {
	if r.counted {
		return string(r.kind) + " counted"
	}
	return string(r.kind)
}

// name is the line's title; the table has no room for the long one of an exception.
func (r limitRow) name() string {
	switch {
	case r.kind == approval.Plan && r.counted:
		return i18n.T("limits.plan-months")
	case r.kind == approval.Release && r.counted:
		return i18n.T("limits.release-counted")
	case r.kind == approval.Override:
		return i18n.T("limits.override")
	}
	return words.ApprovalKind(r.kind)
}

// cell is what a role may do: alone, and on others' requests.
func (r limitRow) cell(p *approval.Policy, role approval.Role, c money.Currency, w words.Words) (alone, decides string) {
	a, d := p.Reach(role, r.kind, c)
	alone = i18n.T("limits.alone", i18n.Args{"limit": r.bound(a, c, w)})
	if (d != approval.Bound{}) {
		decides = i18n.T("limits.decides", i18n.Args{"limit": r.bound(d, c, w)})
	}
	return alone, decides
}

// bound writes one bound: its sum, or what it counts.
func (r limitRow) bound(b approval.Bound, c money.Currency, w words.Words) string {
	switch {
	case reachOf(b) != UpTo:
		return w.Bound(r.kind, b, c)
	case r.counted && r.kind == approval.Plan:
		return i18n.N("approval.months", b.Months)
	case r.counted:
		return i18n.T("limits.counted", i18n.Args{"notices": w.Count(b.Notices), "level": b.Level})
	case r.kind == approval.Plan || r.kind == approval.Release:
		return w.Bound(approval.WriteOff, b, c)
	}
	return w.Bound(r.kind, b, c)
}
