package law

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Finding is something wrong with a pack.
type Finding struct {
	Row     string // id of the row, empty for the pack itself
	Field   string
	Message string
}

// String gives the finding in one line.
func (f Finding) String() string {
	if f.Row == "" {
		return fmt.Sprintf("%s: %s", f.Field, f.Message)
	}
	return fmt.Sprintf("%s, %s: %s", f.Row, f.Field, f.Message)
}

// Check looks for what would make a pack bind wrongly: rows without source or reference, rows of one fact that overlap or
// leave a gap, values without sense. An empty answer means the pack may be used; it does not mean that it is right, for
// which see Row.Verified.
func Check(p Pack) []Finding {
	var out []Finding
	say := func(row, field, message string, args ...any) {
		out = append(out, Finding{Row: row, Field: field, Message: fmt.Sprintf(message, args...)})
	}
	if p.Code == "" || p.Name == "" || p.Version == "" {
		say("", "pack", "code, name and version must be given")
	}
	seen := map[string]bool{}
	for i := range p.Rows {
		r := &p.Rows[i]
		if r.ID == "" || seen[r.ID] {
			say(r.ID, "id", "row %d needs an id of its own", i+1)
		}
		seen[r.ID] = true
		checkRow(r, say)
	}
	checkSpans(p, say)
	return out
}

type sayer func(row, field, message string, args ...any)

func checkRow(r *Row, say sayer) {
	for _, must := range []struct{ field, value string }{{"fact", string(r.Fact)}, {"ref", r.Ref}, {"source", r.Source}} {
		if must.value == "" {
			say(r.ID, must.field, "must be given")
		}
	}
	if r.Applies != Both && r.Applies != string(receivable.Business) && r.Applies != string(receivable.Consumer) {
		say(r.ID, "applies", "%q is not business, consumer or both", r.Applies)
	}
	if r.By != Own && r.By != Agency && r.By != Both {
		say(r.ID, "by", "%q is not own, agency or both", r.By)
	}
	if r.Dated != ByNotice && r.Dated != ByDue {
		say(r.ID, "dated", "%q is not due", r.Dated)
	}
	if !r.From.IsZero() && !r.To.IsZero() && r.To.Before(r.From) {
		say(r.ID, "to", "%s is before %s", r.To, r.From)
	}
	if r.Verified.IsZero() != (r.VerifiedBy == "") {
		say(r.ID, "verified_by", "a day and a name belong together")
	}
	checkValue(r, say)
}

func checkValue(r *Row, say sayer) {
	if r.Value.IsNegative() {
		say(r.ID, "value", "%s is below zero", r.Value)
	}
	want := ""
	switch r.Fact {
	case FeeMax:
		if _, err := money.ParseCurrency(r.Unit); err != nil {
			say(r.ID, "unit", "%q is not a currency", r.Unit)
		}
	case FeeEarliest, NoticePeriod:
		want = "days"
	case FeeCount:
		want = "count"
	case InterestRate:
		want = "percent-a-year"
		if r.Value.Exponent() < -8 {
			say(r.ID, "value", "has more than eight decimals")
		}
	case InterestBasis:
		if !slices.Contains([]string{"act/365", "act/360", "30/360", "act/act"}, r.Text) {
			say(r.ID, "text", "%q is no day count", r.Text)
		}
	case InterestMode:
		if r.Text != FollowsSegments && r.Text != FixedAtStart {
			say(r.ID, "text", "%q is no way to follow a rate table", r.Text)
		}
	}
	if want != "" && r.Unit != want {
		say(r.ID, "unit", "%q should be %s", r.Unit, want)
	}
	if (want == "days" || want == "count") && !r.Value.IsInteger() {
		say(r.ID, "value", "%s is not a whole number", r.Value)
	}
}

// checkSpans looks at rows of one fact for one kind of debtor and one kind of creditor: they must follow each other
// without overlap and without a gap.
func checkSpans(p Pack, say sayer) {
	reported := map[[2]string]bool{}
	once := func(a, b *Row, field, message string, args ...any) {
		if key := [2]string{a.ID, b.ID}; !reported[key] {
			reported[key] = true
			say(b.ID, field, message, args...)
		}
	}
	for _, kind := range []receivable.Kind{receivable.Business, receivable.Consumer} {
		for _, by := range []string{Own, Agency} {
			for _, rows := range byFact(p, kind, by) {
				slices.SortStableFunc(rows, func(a, b *Row) int { return a.From.Compare(b.From) })
				for i := 1; i < len(rows); i++ {
					a, b := rows[i-1], rows[i]
					switch {
					case a.To.IsZero() || !b.From.After(a.To):
						once(a, b, "from", "overlaps with %s", a.ID)
					case b.From != a.To.AddDays(1):
						once(a, b, "from", "nothing is said from %s to %s, between %s and this row", a.To.AddDays(1), b.From.AddDays(-1), a.ID)
					}
				}
			}
		}
	}
}

// byFact groups the binding rows of one kind of debtor and creditor. Other facts may stand side by side.
func byFact(p Pack, kind receivable.Kind, by string) [][]*Row {
	groups := map[Fact][]*Row{}
	for i := range p.Rows {
		r := &p.Rows[i]
		if r.Fact.Binds() && r.Protects(kind) && (r.By == Both || r.By == by) {
			groups[r.Fact] = append(groups[r.Fact], r)
		}
	}
	facts := make([][]*Row, 0, len(groups))
	for _, rows := range groups {
		facts = append(facts, rows)
	}
	slices.SortFunc(facts, func(a, b []*Row) int { return cmp.Compare(a[0].Fact, b[0].Fact) })
	return facts
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
