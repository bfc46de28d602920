package law

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Protects reports whether the row is about debtors of the kind. A debtor of unknown kind is protected as a consumer.
func (r *Row) Protects(kind receivable.Kind) bool {
	return r.Applies == Both || r.Applies == string(kind) || kind == "" && r.Applies == string(receivable.Consumer)
}

// BindsOwn reports whether the row binds a creditor that collects for itself.
func (r *Row) BindsOwn() bool { return r.By == Own || r.By == Both }

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
