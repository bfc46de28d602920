package law

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
)

// Protects reports whether the row is about debtors of the kind. A debtor of unknown kind is protected as a consumer.
func (r *Row) Protects(kind receivable.Kind) bool {
	return r.Applies == Both || r.Applies == string(kind) || kind == "" && r.Applies == string(receivable.Consumer)
}

// BindsOwn reports whether the row binds a creditor that collects for itself.
func (r *Row) BindsOwn() bool { return r.By == Own || r.By == Both }

// Binding is the row's force: that of a statute when the row does not say.
func (r *Row) Binding() Force {
	if r.Force == House {
		return House
	}
	return Statute
}

// Covers reports whether the row is in force on a day.
func (r *Row) Covers(on date.Date) bool {
	return (r.From.IsZero() || !on.Before(r.From)) && (r.To.IsZero() || !on.After(r.To))
}

// On gives the row of a fact that binds the creditor towards a kind of debtor. The row is chosen by the notice's day or by
// the claim's due date, as the row itself says. Nil when there is none.
func (p *Pack) On(fact Fact, kind receivable.Kind, notice, due date.Date) *Row {
	for i := range p.Rows {
		r := &p.Rows[i]
		if r.Fact != fact || !r.BindsOwn() || !r.Protects(kind) {
			continue
		}
		day := notice
		if r.Dated == ByDue {
			day = due
		}
		if r.Covers(day) {
			return r
		}
	}
	return nil
}

// Series gives all rows of a fact for a kind of debtor, in the order of the pack; a rate table is read with it.
func (p *Pack) Series(fact Fact, kind receivable.Kind) []*Row {
	var out []*Row
	for i := range p.Rows {
		if r := &p.Rows[i]; r.Fact == fact && r.BindsOwn() && r.Protects(kind) {
			out = append(out, r)
		}
	}
	return out
}

// Has reports whether the pack says anything about a fact, so that callers can skip work for packs that do not.
func (p *Pack) Has(fact Fact) bool {
	for i := range p.Rows {
		if p.Rows[i].Fact == fact {
			return true
		}
	}
	return false
}

// Unverified counts the rows that nobody has checked against their source.
func (p *Pack) Unverified() int {
	n := 0
	for i := range p.Rows {
		if p.Rows[i].Verified.IsZero() {
			n++
		}
	}
	return n
}

// Speaks reports whether the row is about notices of a tone.
func (r *Row) Speaks(tone string) bool { return len(r.Tones) == 0 || slices.Contains(r.Tones, tone) }

// About reports whether the row is about a channel.
func (r *Row) About(c receivable.Channel) bool {
	return len(r.Channels) == 0 || slices.Contains(r.Channels, c)
}

// OnScale is what a scale gives for a principal (major units): so many percent of each band's part, at least Least and at
// most Most where these are not zero.
func (r *Row) OnScale(principal decimal.Decimal) decimal.Decimal {
	sum, left := decimal.Zero, principal
	for i := len(r.Scale) - 1; i >= 0; i-- {
		b := &r.Scale[i]
		if left.LessThanOrEqual(b.From) {
			continue
		}
		sum = sum.Add(left.Sub(b.From).Mul(b.Percent).Shift(-2))
		left = b.From
	}
	sum = decimal.Max(sum, r.Least)
	if r.Most.IsPositive() {
		sum = decimal.Min(sum, r.Most)
	}
	return sum
}
