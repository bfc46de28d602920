package remittance

import (
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// cluster is one payment: the line that counts, and those that tell of it once more. No two are of one kind of file.
type cluster struct {
	first *Seen
	all   []*Seen // first among them
}

// payments finds the payments that several kinds of file list one by one. The surest likeness joins first, so that of equal
// payments each finds its own line before what tells little takes one that is left over.
func (d *doubles) payments(lines []Seen) {
	type sum struct {
		account string
		amount  money.Amount
	}
	var order []sum
	groups := map[sum][]*cluster{}
	for i := range lines {
		l := &lines[i]
		if l.Amount.Minor <= 0 || l.Reversal {
			continue
		}
		key := sum{accountKey(l.Account), l.Amount}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], &cluster{l, []*Seen{l}})
	}
	for _, key := range order {
		group := groups[key]
		for _, like := range likenesses {
			group = d.join(group, like)
		}
	}
}

// join puts clusters together that are alike, each with the nearest of those before it.
func (d *doubles) join(group []*cluster, like likeness) []*cluster {
	var out []*cluster
	for _, c := range group {
		var best *cluster
		for _, earlier := range out {
			if !c.first.Stands && earlier.like(c, like) && (best == nil || apart(earlier.first, c.first) < apart(best.first, c.first)) {
				best = earlier
			}
		}
		if best == nil {
			out = append(out, c)
			continue
		}
		for _, l := range c.all {
			for _, other := range best.all {
				d.claim(l.Format, other.Key)
				d.claim(other.Format, l.Key)
			}
			d.same[l.Key] = []string{best.first.Key}
		}
		best.all = append(best.all, c.all...)
	}
	return out
}

// like reports whether two clusters may be one payment: other kinds of files, nothing against it, and a likeness.
func (c *cluster) like(other *cluster, like likeness) bool {
	if apart(c.first, other.first) > SameDays {
		return false
	}
	found := false
	for _, a := range c.all {
		for _, b := range other.all {
			if oneKind(a.Format, b.Format) || !like.sure && against(a, b) {
				return false
			}
			found = found || like.of(a, b)
		}
	}
	return found
}

// oneKind reports whether a kind of file lists both lines. Books of earlier versions call every camt file "camt".
func oneKind(a, b string) bool {
	return slices.ContainsFunc(strings.Fields(a), func(x string) bool {
		return slices.ContainsFunc(strings.Fields(b), func(y string) bool {
			return x == y || x == "camt" && strings.HasPrefix(y, "camt.") || y == "camt" && strings.HasPrefix(x, "camt.")
		})
	})
}
