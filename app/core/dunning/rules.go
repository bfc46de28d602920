package dunning

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Rules are a procedure, a law pack and a business calendar made ready for many accounts: what no account changes is worked
// out once. They do not change; several goroutines may plan by them.
type Rules struct {
	procedure  Procedure
	pack       law.Pack
	calendar   date.Calendar
	afterFirst int // days overdue at which level 1 opens
	limited    int // fewest months after which the pack bars a claim, 0 when it says nothing about that
	terms      map[termsOf]*Terms
}

type termsOf struct {
	level int // from 0
	kind  receivable.Kind
}

// NewRules makes rules ready.
func NewRules(p Procedure, pack law.Pack, cal date.Calendar) *Rules {
	r := rulesFor(p, pack, cal)
	r.terms = map[termsOf]*Terms{}
	for i := range p.Levels {
		if p.Levels[i].Interest == nil {
			continue
		}
		for _, kind := range []receivable.Kind{receivable.Business, receivable.Consumer, ""} {
			terms := TermsFor(*p.Levels[i].Interest, p.Rates, pack, kind)
			r.terms[termsOf{i, kind}] = &terms
		}
	}
	return r
}

// rulesFor are rules for one account: nothing is worked out ahead.
func rulesFor(p Procedure, pack law.Pack, cal date.Calendar) *Rules {
	r := &Rules{procedure: p, pack: pack, calendar: cal, limited: leastLimitation(&pack)}
	if len(p.Levels) > 0 {
		r.afterFirst = p.age(1)
	}
	return r
}

// termsAt are the terms of a level's interest (levels counted from 1) towards a kind of debtor.
func (r *Rules) termsAt(level int, kind receivable.Kind) *Terms {
	if terms, ok := r.terms[termsOf{level - 1, kind}]; ok {
		return terms
	}
	terms := TermsFor(*r.procedure.Levels[level-1].Interest, r.procedure.Rates, r.pack, kind)
	return &terms
}

// Plan is the package's Plan for one account more: what it proposes and leaves out is put behind what stands in out.
func (r *Rules) Plan(asOf date.Date, a *Account, out *Proposal) {
	pl := planning{
		asOf: asOf, rules: r, p: &r.procedure, pack: &r.pack, a: a, cal: &r.calendar, afterFirst: r.afterFirst,
		out: out, notices: len(out.Notices), left: len(out.LeftOut),
	}
	var few [4]step
	ready := few[:0]
	for i := range a.Items {
		it := &a.Items[i]
		if it.isCredit() {
			continue
		}
		s, why, ok := pl.judge(it)
		if ok {
			ready = append(ready, s)
			continue
		}
		if len(out.LeftOut) == cap(out.LeftOut) && cap(out.LeftOut) == 0 {
			out.LeftOut = make([]LeftOut, 0, len(a.Items)-i)
		}
		out.LeftOut = append(out.LeftOut, why)
	}
	pl.remind(ready)
	pl.events()
}
