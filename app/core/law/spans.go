package law

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// checkSpans looks at rows that answer one question: of one fact, for one kind of debtor and one kind of creditor, of one
// force, and where it matters for one tone, one band of principal or one span of days. They must follow each other without
// overlap. Nor may they leave a gap, unless the fact is one that may as well be absent (Fact.Several): a gap there means
// that nothing is claimed or forbidden, and nothing is guessed.
func checkSpans(p Pack, gaps bool, say sayer) {
	reported := map[[2]string]bool{}
	once := func(a, b *Row, field, message string, args ...any) {
		if key := [2]string{a.ID, b.ID}; !reported[key] {
			reported[key] = true
			say(b.ID, field, message, args...)
		}
	}
	for _, rows := range lanes(p) {
		slices.SortStableFunc(rows, func(a, b *Row) int { return a.From.Compare(b.From) })
		for i := 1; i < len(rows); i++ {
			a, b := rows[i-1], rows[i]
			switch {
			case a.To.IsZero() || !b.From.After(a.To):
				once(a, b, "from", "overlaps with %s", a.ID)
			case gaps && b.From != a.To.AddDays(1) && !b.Fact.Several():
				once(a, b, "from", "nothing is said from %s to %s, between %s and this row", a.To.AddDays(1), b.From.AddDays(-1), a.ID)
			}
		}
	}
}

// lanes groups the rows that answer one question.
func lanes(p Pack) [][]*Row {
	groups := map[string][]*Row{}
	for i := range p.Rows {
		r := &p.Rows[i]
		if _, known := demands[r.Fact]; !known || r.Fact == ContactHours || r.Fact == NoticeText {
			continue // hours add up, and sentences stand below each other
		}
		for _, kind := range []receivable.Kind{receivable.Business, receivable.Consumer} {
			for _, by := range []string{Own, Agency} {
				if !r.Protects(kind) || r.By != Both && r.By != by {
					continue
				}
				for _, tone := range Tones() {
					if r.Speaks(tone) {
						key := strings.Join([]string{string(r.Fact), string(kind), by, strconv.FormatBool(r.IsHouse()), tone, r.lane()}, "|")
						groups[key] = append(groups[key], r)
					}
				}
			}
		}
	}
	keys := make([]string, 0, len(groups))
	for key := range groups {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	out := make([][]*Row, 0, len(keys))
	for _, key := range keys {
		out = append(out, groups[key])
	}
	return out
}

// lane tells rows of one fact apart that stand side by side.
func (r *Row) lane() string {
	switch r.Fact {
	case Compensation:
		return r.Above.String()
	case ContactMax:
		channels := slices.Clone(r.Channels)
		slices.Sort(channels)
		names := make([]string, 0, len(channels))
		for _, c := range channels {
			names = append(names, string(c))
		}
		return strconv.Itoa(r.Days) + " days by " + strings.Join(names, " ")
	default:
		return ""
	}
}

// Span is the time that a fact of a pack speaks about, for lists.
type Span struct {
	Fact     Fact
	Rows     int
	From, To date.Date // zero: open
}

// Spans sums up a pack by fact, in the order of first appearance.
func (p *Pack) Spans() []Span {
	var out []Span
	for i := range p.Rows {
		r := &p.Rows[i]
		at := slices.IndexFunc(out, func(s Span) bool { return s.Fact == r.Fact })
		if at < 0 {
			out = append(out, Span{Fact: r.Fact, Rows: 1, From: r.From, To: r.To})
			continue
		}
		s := &out[at]
		s.Rows++
		if r.From.IsZero() || r.From.Before(s.From) {
			s.From = r.From
		}
		if r.To.IsZero() || !s.To.IsZero() && r.To.After(s.To) {
			s.To = r.To
		}
	}
	return out
}
