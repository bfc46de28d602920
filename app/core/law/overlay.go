package law

import (
	"cmp"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// LoosensLaw is the code for an own row that would let the office do more than the law does.
const LoosensLaw fault.Code = "loosens-law"

// Change says what an own row does to a pack.
type Change string

// Changes.
const (
	Fills       Change = "fills"               // the pack says nothing of it
	Stricter    Change = "stricter"            // the office asks no more than the statute lets it
	Checked     Change = "replaces-unverified" // somebody has read what nobody had checked for the pack
	HouseRule   Change = "replaces-house-rule" // a house rule, by the house
	SwitchedOff Change = "switches-off"        // a house rule holds no more
)

// Difference is what an own row changes: one row of the pack, or none when the pack said nothing.
type Difference struct {
	Own    Row
	Pack   *Row // as the pack has it; nil: it says nothing
	Change Change
}

// Overlay lays the office's own rows over a pack. An own row may fill a time of which the pack says nothing, may be stricter
// towards the office than a statute, may take the place of a row that nobody has verified when it says itself who verified
// it, and may replace a house rule or switch it off. What is looser than a statute is refused with LoosensLaw, what has no
// sense with fault.Invalid; both name the row and its field. The own rows that stand in the pack are marked Own.
func Overlay(pack Pack, own []Row) (Pack, []Difference, error) {
	if len(own) == 0 {
		return pack, nil, nil
	}
	rows := make([]Row, 0, len(own))
	for _, r := range own {
		r.Own = true
		if r.By == "" {
			r.By = Own
		}
		rows = append(rows, r)
	}
	if err := checkOwn(&pack, rows); err != nil {
		return pack, nil, err
	}
	left := slices.Clone(pack.Rows)
	var differences []Difference
	for i := range rows {
		found, err := judge(&pack, &rows[i])
		if err != nil {
			return pack, nil, err
		}
		differences = append(differences, found...)
		left = without(left, &rows[i])
	}
	out := pack
	out.Rows = slices.DeleteFunc(rows, func(r Row) bool { return r.Off })
	out.Rows = append(out.Rows, left...)
	byFactAndDay(out.Rows, pack.Spans())
	return out.withIndex(), differences, nil
}

// byFactAndDay sorts rows so that each fact stands where the pack has it and its rows follow each other in time, as a reader
// of a rate table expects.
func byFactAndDay(rows []Row, facts []Span) {
	place := func(f Fact) int {
		if i := slices.IndexFunc(facts, func(s Span) bool { return s.Fact == f }); i >= 0 {
			return i
		}
		return len(facts)
	}
	slices.SortStableFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(place(a.Fact), place(b.Fact)), a.From.Compare(b.From))
	})
}

// checkOwn refuses own rows that make no sense by themselves.
func checkOwn(pack *Pack, rows []Row) error {
	var first *Finding
	say := func(row, field, message string, args ...any) {
		if first == nil {
			first = &Finding{Row: row, Field: field, Message: fault.New("", message, args...).Message}
		}
	}
	for i := range rows {
		r := &rows[i]
		same := func(other Row) bool { return other.ID == r.ID }
		if r.ID == "" || slices.ContainsFunc(pack.Rows, same) || slices.ContainsFunc(rows[:i], same) {
			say(r.ID, "id", "an own row needs an id of its own")
		}
		if !r.Fact.Binds() {
			say(r.ID, "fact", "%q is nothing on which planning acts", string(r.Fact))
		}
		if !r.BindsOwn() {
			say(r.ID, "by", "an own row is about the office's own collection")
		}
		checkRow(r, say)
	}
	checkSpans(Pack{Rows: rows}, false, say)
	if first == nil {
		return nil
	}
	return fault.New(fault.Invalid, "own row %s: %s: %s", first.Row, first.Field, first.Message).OnField(first.Field)
}

// judge says what an own row changes, or refuses it. Force and Dated of the row follow from what it takes the place of.
func judge(pack *Pack, own *Row) ([]Difference, error) {
	hits := pack.hits(own)
	if err := settle(own, hits); err != nil {
		return nil, err
	}
	if own.Off {
		return switchOff(own, hits)
	}
	if err := mayFill(pack, own); err != nil {
		return nil, err
	}
	if err := mayWiden(pack, own); err != nil {
		return nil, err
	}
	if len(hits) == 0 {
		return fill(pack, own)
	}
	var out []Difference
	for _, r := range hits {
		change := Stricter
		switch {
		case r.IsHouse():
			change = HouseRule
		case own.Fact != ContactHours && looser(own, r) != "":
			if !own.mayReplace(r) {
				return nil, loosens(own, r, looser(own, r))
			}
			change = Checked
		case own.mayReplace(r):
			change = Checked
		}
		out = append(out, Difference{Own: *own, Pack: r, Change: change})
	}
	return out, nil
}

// fill says that an own row speaks where the pack is silent. What asks for money there needs somebody who has read the law.
func fill(pack *Pack, own *Row) ([]Difference, error) {
	if (own.Fact == InterestRate || own.Fact == Compensation) && own.Verified.IsZero() {
		return nil, fault.New(LoosensLaw, "own row %s: money that the law pack %s does not name needs somebody who has read where the law does", own.ID, pack.Code).
			OnField("verified").WithHint("say who verified it and when")
	}
	return []Difference{{Own: *own, Change: Fills}}, nil
}

// mayReplace reports whether an own row that somebody verified may stand for a row that nobody has. What is to be kept is never
// kept for a shorter time, whoever says so.
func (r *Row) mayReplace(law *Row) bool {
	if r.Fact == Retention && r.Value.LessThan(law.Value) {
		return false
	}
	return law.Verified.IsZero() && !r.Verified.IsZero()
}

func loosens(own, law *Row, field string) error {
	if own.Fact == Retention {
		return fault.New(LoosensLaw, "own row %s: %s is not %s, %s (%s)", own.ID, own.Figure(), law.ID, law.Figure(), law.Ref).OnField(field).
			WithHint("a shorter time is never taken; a longer one needs somebody who verified that the law asks for it, or a legal hold with its reason")
	}
	return fault.New(LoosensLaw, "own row %s: %s is looser than %s, %s (%s)", own.ID, own.Figure(), law.ID, law.Figure(), law.Ref).OnField(field).
		WithHint("an own row may be stricter than a statute; to correct one that nobody has verified, say who verified yours and when")
}

// settle gives an own row the force and the day of what it takes the place of: what stands for a statute is one, and
// nobody may set it aside.
func settle(own *Row, hits []*Row) error {
	if own.Force == "" {
		own.Force = House
	}
	for i, r := range hits {
		if !r.IsHouse() {
			own.Force = Statute
		}
		if i == 0 && own.Dated == ByNotice {
			own.Dated = r.Dated
		}
		if own.Dated != r.Dated {
			return fault.New(fault.Invalid, "own row %s: %s goes by another day of the claim", own.ID, r.ID).OnField("dated")
		}
	}
	return nil
}

func switchOff(own *Row, hits []*Row) ([]Difference, error) {
	var out []Difference
	for _, r := range hits {
		if !r.IsHouse() {
			return nil, fault.New(LoosensLaw, "own row %s: %s is law (%s) and cannot be switched off", own.ID, r.ID, r.Ref).OnField("off")
		}
		out = append(out, Difference{Own: *own, Pack: r, Change: SwitchedOff})
	}
	if len(out) == 0 {
		return nil, fault.New(fault.Invalid, "own row %s: there is no house rule to switch off", own.ID).OnField("off")
	}
	return out, nil
}

// mayFill refuses money for a kind of debtor from whom the law grants none: a pack that speaks of a lump sum or of interest
// for others and not for them has not forgotten them. A rate that somebody has verified may stand all the same: the law of
// consumers often has one of its own, which a pack about trade does not know.
func mayFill(pack *Pack, own *Row) error {
	granted := own.Fact != Compensation && (own.Fact != InterestRate || !own.Verified.IsZero())
	if granted || !pack.Has(own.Fact) {
		return nil
	}
	for _, kind := range own.kinds() {
		if len(pack.Series(own.Fact, kind)) == 0 {
			err := fault.New(LoosensLaw, "own row %s: the law of %s knows no %s towards a %s", own.ID, pack.Code, own.Fact, kind).OnField("applies")
			if own.Fact == InterestRate {
				err = err.WithHint("where the law knows one after all, say who verified it and when")
			}
			return err
		}
	}
	return nil
}

func (r *Row) kinds() []receivable.Kind {
	if r.Applies == Both {
		return []receivable.Kind{receivable.Business, receivable.Consumer}
	}
	return []receivable.Kind{receivable.Kind(r.Applies)}
}
