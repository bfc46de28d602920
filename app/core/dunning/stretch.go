package dunning

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
)

// stretch is a time, both days inclusive and zero open, in which one row of a series is in force, or none.
type stretch struct {
	from, to date.Date
	row      *law.Row
}

func (s *stretch) covers(on date.Date) bool {
	return (s.from.IsZero() || !on.Before(s.from)) && (s.to.IsZero() || !on.After(s.to))
}

// stretches cuts a time at the days on which rows of a series begin and end. Where several are in force the first stands: a
// statute before a house rule.
func stretches(from, to date.Date, rows []*law.Row) []stretch {
	var turns []date.Date
	for _, r := range rows {
		for _, day := range []date.Date{r.From, dayAfter(r.To)} {
			if !day.IsZero() && (from.IsZero() || day.After(from)) && (to.IsZero() || !day.After(to)) {
				turns = append(turns, day)
			}
		}
	}
	slices.SortFunc(turns, date.Date.Compare)
	out := make([]stretch, 0, len(turns)+1)
	for _, turn := range slices.Compact(turns) {
		out = append(out, stretch{from, turn.AddDays(-1), nil})
		from = turn
	}
	out = append(out, stretch{from, to, nil})
	for i := range out {
		on := out[i].from
		if on.IsZero() {
			on = out[i].to
		}
		if at := slices.IndexFunc(rows, func(r *law.Row) bool { return r.Covers(on) }); at >= 0 {
			out[i].row = rows[at]
		}
	}
	return out
}

// cut divides the rates at the turns of a series, and tells each piece which row is in force, if any.
func (t *Terms) cut(rows []*law.Row, tell func(*TermRate, *law.Row)) {
	pieces := make([]TermRate, 0, len(t.Rates))
	for _, r := range t.Rates {
		for _, s := range stretches(r.From, r.To, rows) {
			piece := r
			piece.From, piece.To = s.from, s.to
			tell(&piece, s.row)
			pieces = append(pieces, piece)
		}
	}
	t.Rates = pieces
}
