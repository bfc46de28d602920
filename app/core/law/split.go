package law

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// hits are the rows of a pack whose place an own row takes, in part or whole.
func (p *Pack) hits(own *Row) []*Row {
	var out []*Row
	for i := range p.Rows {
		if r := &p.Rows[i]; own.takes(r) {
			out = append(out, r)
		}
	}
	return out
}

// takes reports whether an own row answers a question that another row answers. Sentences stand below each other, so none
// takes another's place; a row that switches off takes every span of contacts, unless it names one.
func (r *Row) takes(other *Row) bool {
	if r.Fact != other.Fact || r.Fact == NoticeText || !other.BindsOwn() || !r.meets(other) {
		return false
	}
	if r.Applies != Both && other.Applies != Both && r.Applies != other.Applies {
		return false
	}
	if !overlap(r.tones(), other.tones()) {
		return false
	}
	if r.Fact == ContactHours {
		return overlap(r.channels(), other.channels())
	}
	return r.lane() == other.lane() || r.Off && r.Days == 0 && len(r.Channels) == 0
}

// meets reports whether there is a day on which both rows hold.
func (r *Row) meets(other *Row) bool {
	return (r.To.IsZero() || !other.From.After(r.To)) && (other.To.IsZero() || !r.From.After(other.To))
}

func overlap[T comparable](a, b []T) bool {
	return slices.ContainsFunc(a, func(v T) bool { return slices.Contains(b, v) })
}

func (r *Row) tones() []string {
	if len(r.Tones) == 0 {
		return Tones()
	}
	return r.Tones
}

func (r *Row) channels() []receivable.Channel {
	if len(r.Channels) == 0 {
		return []receivable.Channel{receivable.Email, receivable.Letter, receivable.SMS, receivable.Call, receivable.Visit}
	}
	return r.Channels
}

// without takes an own row's place out of the rows of a pack; what a row says beyond it stays.
func without(rows []Row, own *Row) []Row {
	out := make([]Row, 0, len(rows))
	for i := range rows {
		if own.takes(&rows[i]) {
			out = append(out, rows[i].beyond(own)...)
		} else {
			out = append(out, rows[i])
		}
	}
	return out
}

// beyond gives what of a row an own row leaves: for other creditors, kinds of debtor, tones, channels, and other days.
func (r Row) beyond(own *Row) []Row {
	var out []Row
	keep := func(piece Row) { out = append(out, piece) }
	if r.By == Both {
		agency := r
		agency.By, r.By = Agency, Own
		keep(agency)
	}
	if r.Applies == Both && own.Applies != Both {
		other := r
		other.Applies, r.Applies = string(receivable.Business), own.Applies
		if own.Applies == other.Applies {
			other.Applies = string(receivable.Consumer)
		}
		keep(other)
	}
	if left, both := split(r.tones(), own.tones()); len(left) > 0 {
		other := r
		other.Tones, r.Tones = left, both
		keep(other)
	}
	if left, both := split(r.channels(), own.channels()); len(left) > 0 && r.Fact == ContactHours {
		other := r
		other.Channels, r.Channels = left, both
		keep(other)
	}
	if !own.From.IsZero() && (r.From.IsZero() || r.From.Before(own.From)) {
		before := r
		before.To = own.From.AddDays(-1)
		keep(before)
	}
	if !own.To.IsZero() && (r.To.IsZero() || r.To.After(own.To)) {
		after := r
		after.From = own.To.AddDays(1)
		keep(after)
	}
	return out
}

func split[T comparable](list, taken []T) (left, both []T) {
	for _, v := range list {
		if slices.Contains(taken, v) {
			both = append(both, v)
		} else {
			left = append(left, v)
		}
	}
	return left, both
}
