package dunning

import (
	"slices"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Guard answers whether a debtor may hear from us, over all channels together: on which days and at what hours, and how
// often. Its rules are rows of the law pack of the debtor's country and the house rules laid over it.
type Guard struct {
	Pack     *law.Pack
	Kind     receivable.Kind
	Holidays *date.Calendar // of the debtor's country
	Contacts []Contact
	SetAside []Aside
}

// Refusal is why a contact may not be made, and when it may.
type Refusal struct {
	Reason Reason // ReasonOutsideHours or ReasonContactCap
	Row    *law.Row
	Until  date.Date      // first day on which the rule allows it
	At     date.TimeOfDay // and the hour of that day, where the rule is about hours
}

// searchDays bounds how far ahead an allowed day is looked for.
const searchDays = 62

// Day reports why the debtor may not be contacted by a channel at any hour of a day; nil when it may be.
func (g *Guard) Day(c receivable.Channel, on date.Date) *Refusal {
	if r := g.dayOff(c, on); r != nil {
		return g.moved(Refusal{Reason: ReasonOutsideHours, Row: r}, c, on)
	}
	if r := g.tooOften(c, on); r != nil {
		return g.moved(Refusal{Reason: ReasonContactCap, Row: r}, c, on)
	}
	return nil
}

// Moment reports why the debtor may not be contacted by a channel at a time of a day, in the debtor's own time; nil when it
// may be. The refusal names the next moment that is allowed.
func (g *Guard) Moment(c receivable.Channel, on date.Date, at date.TimeOfDay) *Refusal {
	if r := g.Day(c, on); r != nil {
		r.At, _ = g.opening(c, r.Until, 0)
		return r
	}
	return g.Hours(c, on, at)
}

// Hours is Moment without the caps on how often: for a message that counts as a contact already and waits to leave.
func (g *Guard) Hours(c receivable.Channel, on date.Date, at date.TimeOfDay) *Refusal {
	if r := g.dayOff(c, on); r != nil {
		out := g.moved(Refusal{Reason: ReasonOutsideHours, Row: r}, c, on)
		out.At, _ = g.opening(c, out.Until, 0)
		return out
	}
	open, row := g.opening(c, on, at)
	if row == nil || open == at {
		return nil
	}
	out := Refusal{Reason: ReasonOutsideHours, Row: row, Until: on, At: open}
	if open < 0 {
		out.Until = g.next(c, on)
		out.At, _ = g.opening(c, out.Until, 0)
	}
	return &out
}

// moved fills in the first day on which a contact is allowed again.
func (g *Guard) moved(r Refusal, c receivable.Channel, on date.Date) *Refusal {
	r.Until = g.next(c, on)
	return &r
}

func (g *Guard) next(c receivable.Channel, after date.Date) date.Date {
	for n := 1; n <= searchDays; n++ {
		if day := after.AddDays(n); g.dayOff(c, day) == nil && g.tooOften(c, day) == nil {
			return day
		}
	}
	return date.Date{}
}

// dayOff is the rule by which a day has no hour for the channel. A rule about hours forbids what no rule of its force
// allows, so that rows for weekdays and for Saturdays add up.
func (g *Guard) dayOff(c receivable.Channel, on date.Date) *law.Row {
	for _, force := range []law.Force{law.Statute, law.House} {
		var about *law.Row
		allowed := false
		for _, r := range g.hours(c, on, force) {
			if about == nil || slices.Contains(r.Weekdays, on.Weekday()) {
				about = r
			}
			allowed = allowed || g.opens(r, on)
		}
		if about != nil && !allowed {
			return about
		}
	}
	return nil
}

// hours are the rows of a force about the hours of a channel that are in force on a day and not set aside.
func (g *Guard) hours(c receivable.Channel, on date.Date, force law.Force) []*law.Row {
	var out []*law.Row
	for _, r := range g.Pack.Series(law.ContactHours, g.Kind) {
		if r.Binding() != force || !r.Covers(on) || !r.About(c) {
			continue
		}
		if g.aside(r, on) {
			return nil // the hours of the house are one rule, in however many rows it stands
		}
		out = append(out, r)
	}
	return out
}

func (g *Guard) opens(r *law.Row, on date.Date) bool {
	if !r.Holidays && g.Holidays != nil {
		if _, off := g.Holidays.Holiday(on); off {
			return false
		}
	}
	return slices.Contains(r.Weekdays, on.Weekday())
}

// opening is the first minute from a time of the day on at which every force allows a contact, and the rule that moved it;
// -1 when there is none left on that day. Without a rule about hours it is the time itself.
func (g *Guard) opening(c receivable.Channel, on date.Date, at date.TimeOfDay) (date.TimeOfDay, *law.Row) {
	var moved *law.Row
	for changed := true; changed; {
		changed = false
		for _, force := range []law.Force{law.Statute, law.House} {
			rows := g.hours(c, on, force)
			if len(rows) == 0 {
				continue
			}
			first, row := date.TimeOfDay(-1), rows[0]
			for _, r := range rows {
				if !g.opens(r, on) || at >= r.Hours.To {
					continue
				}
				if open := max(at, r.Hours.From); first < 0 || open < first {
					first, row = open, r
				}
			}
			if first < 0 {
				return -1, row
			}
			if first != at {
				at, moved, changed = first, row, true
			}
		}
	}
	return at, moved
}

// tooOften is the rule by which the debtor has heard enough up to a day.
func (g *Guard) tooOften(c receivable.Channel, on date.Date) *law.Row {
	if len(g.Contacts) == 0 {
		return nil
	}
	for _, r := range g.Pack.Series(law.ContactMax, g.Kind) {
		if !r.Covers(on) || !r.About(c) || g.aside(r, on) {
			continue
		}
		count := int64(0)
		for _, past := range g.Contacts {
			// A contact of tomorrow was noted where the day begins earlier.
			if days := on.DaysSince(past.On); days >= -1 && days < r.Days && r.About(past.Channel) {
				count++
			}
		}
		if count >= r.Value.IntPart() {
			return r
		}
	}
	return nil
}

func (g *Guard) aside(r *law.Row, on date.Date) bool { return asideOf(g.SetAside, r, on) != nil }

// asideOf is the aside that sets a row aside on a day. A statute has none, whatever a aside says.
func asideOf(aside []Aside, r *law.Row, on date.Date) *Aside {
	if r.Binding() != law.House {
		return nil
	}
	for i := range aside {
		if aside[i].Rule == r.ID && aside[i].On == on {
			return &aside[i]
		}
	}
	return nil
}

// GuardOf is the guard of one account.
func GuardOf(a *Account, pack *law.Pack) *Guard {
	return &Guard{Pack: pack, Kind: a.Debtor.Kind, Holidays: pack.Days, Contacts: a.Contacts, SetAside: a.SetAside}
}

func (pl *planning) guard() *Guard { return GuardOf(pl.a, pl.pack) }

// guarded leaves a notice out whose channel may not be used today, and says which rule forbids it and until when.
func (pl *planning) guarded(n *Notice, steps []step) bool {
	if !pl.pack.Has(law.ContactHours) && !pl.pack.Has(law.ContactMax) {
		return false
	}
	r := pl.guard().Day(n.Channel, pl.asOf)
	if r == nil {
		pl.noteAsides(n)
		return false
	}
	pl.leaveOut(steps, r.Reason, r.why(n.Channel), r.Until)
	return true
}

// why puts a refusal into words' stead: which rule, by whose authority, whether a person may set it aside.
func (r *Refusal) why(c receivable.Channel) Why {
	key := WhyContactHours
	if r.Reason == ReasonContactCap {
		key = WhyContactMax
	}
	args := map[string]string{
		"rule": r.Row.ID, "source": sourceOf(r.Row), "channel": string(c), "force": string(r.Row.Binding()),
		"verified": strconv.FormatBool(!r.Row.Verified.IsZero()),
	}
	if key == WhyContactMax {
		args["most"], args["in"] = r.Row.Value.String(), strconv.Itoa(r.Row.Days)
	}
	return Why{key, args}
}

// noteAsides says on a notice which house rules a person set aside for it.
func (pl *planning) noteAsides(n *Notice) {
	for _, fact := range []law.Fact{law.ContactHours, law.ContactMax} {
		for _, r := range pl.pack.Series(fact, pl.a.Debtor.Kind) {
			if w := asideOf(pl.a.SetAside, r, pl.asOf); w != nil && r.About(n.Channel) {
				n.addEffect(effectOf(r, EffectHouseRuleAside, "reason", w.Reason, "by", w.By))
			}
		}
	}
}
