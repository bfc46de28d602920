package law

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
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

// IsHouse reports whether a person may set the row aside, with a reason.
func (r *Row) IsHouse() bool { return r.Force == House }

// Covers reports whether the row is in force on a day.
func (r *Row) Covers(on date.Date) bool {
	return (r.From.IsZero() || !on.Before(r.From)) && (r.To.IsZero() || !on.After(r.To))
}

// On gives the row of a fact that binds the creditor towards a kind of debtor. The row is chosen by the notice's day or by
// the claim's due date, as the row itself says; a statute goes before a house rule. Nil when there is none.
func (p *Pack) On(fact Fact, kind receivable.Kind, notice, due date.Date) *Row {
	return p.OnTone(fact, kind, "", notice, due)
}

// OnTone is On for a notice of one tone: rows that are about other tones are passed over.
func (p *Pack) OnTone(fact Fact, kind receivable.Kind, tone string, notice, due date.Date) *Row {
	for _, r := range p.binding(fact, kind) {
		day := notice
		if r.Dated == ByDue {
			day = due
		}
		if r.Covers(day) && r.Speaks(tone) {
			return r
		}
	}
	return nil
}

// Series gives all rows of a fact for a kind of debtor, statutes before house rules and otherwise in the order of the pack;
// a rate table is read with it. The list belongs to the pack: read it, do not write into it.
func (p *Pack) Series(fact Fact, kind receivable.Kind) []*Row { return p.binding(fact, kind) }

// All gives the rows of a fact that are in force on a day, for facts of which several rows stand side by side. The day is
// held against every row's days, those that go by the due date among them. The list is for reading.
func (p *Pack) All(fact Fact, kind receivable.Kind, on date.Date) []*Row {
	rows := p.binding(fact, kind)
	first := slices.IndexFunc(rows, func(r *Row) bool { return r.Covers(on) })
	if first < 0 {
		return nil
	}
	end := first
	for end < len(rows) && rows[end].Covers(on) {
		end++
	}
	if !slices.ContainsFunc(rows[end:], func(r *Row) bool { return r.Covers(on) }) {
		return rows[first:end:end]
	}
	out := slices.Clone(rows[first:end])
	for _, r := range rows[end:] {
		if r.Covers(on) {
			out = append(out, r)
		}
	}
	return out
}

// Has reports whether the pack says anything about a fact, so that callers can skip work for packs that do not.
func (p *Pack) Has(fact Fact) bool {
	if p.indexed() {
		return p.index.says[fact]
	}
	return slices.ContainsFunc(p.Rows, func(r Row) bool { return r.Fact == fact })
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

// Speaks reports whether the row is about notices of a tone; no tone is any.
func (r *Row) Speaks(tone string) bool {
	return tone == "" || len(r.Tones) == 0 || slices.Contains(r.Tones, tone)
}

// About reports whether the row is about a channel.
func (r *Row) About(c receivable.Channel) bool {
	return len(r.Channels) == 0 || slices.Contains(r.Channels, c)
}

// index finds the rows that bind the creditor itself, by fact and kind of debtor. It speaks of one list of rows and is passed
// over when the pack holds another.
type index struct {
	first              *Row
	rows               int
	business, consumer map[Fact][]*Row
	says               map[Fact]bool
}

// withIndex makes lookups quick. Rows are not changed after it.
func (p Pack) withIndex() Pack {
	p.index = nil
	ix := &index{rows: len(p.Rows), business: map[Fact][]*Row{}, consumer: map[Fact][]*Row{}, says: map[Fact]bool{}}
	if len(p.Rows) > 0 {
		ix.first = &p.Rows[0]
	}
	for i := range p.Rows {
		ix.says[p.Rows[i].Fact] = true
	}
	for fact := range ix.says {
		ix.business[fact] = slices.Clip(p.binding(fact, receivable.Business))
		ix.consumer[fact] = slices.Clip(p.binding(fact, receivable.Consumer))
	}
	p.index = ix
	return p
}

func (p *Pack) indexed() bool {
	return p.index != nil && p.index.rows == len(p.Rows) && (len(p.Rows) == 0 || p.index.first == &p.Rows[0])
}

// binding gives the rows of a fact that bind the creditor towards a kind of debtor, statutes first.
func (p *Pack) binding(fact Fact, kind receivable.Kind) []*Row {
	if p.indexed() {
		switch kind {
		case receivable.Business:
			return p.index.business[fact]
		case receivable.Consumer, "":
			return p.index.consumer[fact]
		}
	}
	var out []*Row
	for i := range p.Rows {
		if r := &p.Rows[i]; r.Fact == fact && r.BindsOwn() && r.Protects(kind) {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, statuteFirst)
	return out
}

func statuteFirst(a, b *Row) int {
	switch {
	case a.IsHouse() == b.IsHouse():
		return 0
	case b.IsHouse():
		return -1
	}
	return 1
}
