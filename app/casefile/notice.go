package casefile

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// wantNotice is a notice that a case expects; what is nil, the case does not care about.
type wantNotice struct {
	line   int
	texts  map[string]string // channel, deadline and the like, by key
	level  *int
	items  map[string]int // nil: not cared about
	sums   map[string]*value
	effect []string
	hasEff bool
}

// noticeTexts are the keys of a notice that are words, with how each is read off a real one.
var noticeTexts = map[string]func(c *Case, n *dunning.Notice) string{
	"debtor":     func(c *Case, _ *dunning.Notice) string { return c.Debtor.Number },
	"currency":   func(_ *Case, n *dunning.Notice) string { return string(n.Currency) },
	"channel":    func(_ *Case, n *dunning.Notice) string { return string(n.Channel) },
	"deadline":   func(_ *Case, n *dunning.Notice) string { return orNone(n.Deadline.String()) },
	"tone":       func(_ *Case, n *dunning.Notice) string { return string(n.Tone) },
	"approval":   func(_ *Case, n *dunning.Notice) string { return fmt.Sprint(n.Approval) },
	"registered": func(_ *Case, n *dunning.Notice) string { return fmt.Sprint(n.Registered) },
	"confirm":    func(_ *Case, n *dunning.Notice) string { return fmt.Sprint(n.Confirm) },
	"event":      func(_ *Case, n *dunning.Notice) string { return orNone(string(n.Event)) },
	"task_from":  func(_ *Case, n *dunning.Notice) string { return orNone(n.TaskFrom.String()) },
	"why":        func(_ *Case, n *dunning.Notice) string { return n.Why.Key },
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// noticeSums are the keys of a notice that are amounts.
var noticeSums = map[string]func(n *dunning.Notice) money.Amount{
	"open":     func(n *dunning.Notice) money.Amount { return n.Open },
	"credits":  func(n *dunning.Notice) money.Amount { return n.Credit },
	"charges":  func(n *dunning.Notice) money.Amount { return n.Charges },
	"fee":      func(n *dunning.Notice) money.Amount { return n.Fee },
	"interest": func(n *dunning.Notice) money.Amount { return n.Interest },
	"lump":     func(n *dunning.Notice) money.Amount { return n.Lump },
	"total":    func(n *dunning.Notice) money.Amount { return n.Total },
}

func readNotices(f *fields, c *Case, s *Step) {
	if f.get("notices") != nil {
		s.notices = []wantNotice{}
	}
	f.each("notices", func(v *value) error {
		n, err := readNotice(v, c)
		s.notices = append(s.notices, n)
		return err
	})
}

func readNotice(v *value, c *Case) (wantNotice, error) {
	f := open(v)
	n := wantNotice{line: v.line, texts: map[string]string{}, sums: map[string]*value{}}
	for _, key := range slices.Sorted(maps.Keys(noticeTexts)) {
		if f.get(key) != nil {
			n.texts[key] = f.text(key, "")
		}
	}
	for _, key := range slices.Sorted(maps.Keys(noticeSums)) {
		if sum := f.get(key); sum != nil {
			if sum.shape != text {
				f.fail(sum.wrong("expected an amount in quotes, as in \"100.00\", found %s", describe(sum)))
			}
			n.sums[key] = sum
		}
	}
	if f.get("level") != nil {
		level := f.integer("level", 0)
		n.level = &level
	}
	if f.get("items") != nil {
		n.items = map[string]int{}
	}
	f.entries("items", func(id string, v *value) error {
		if c.item(id) == nil {
			return v.wrong("there is no item %q", id)
		}
		level, err := wholeNumber(v)
		if err != nil {
			return err
		}
		n.items[id] = level
		return nil
	})
	n.hasEff = f.get("effects") != nil
	f.each("effects", func(v *value) error {
		n.effect = append(n.effect, v.text)
		return nil
	})
	return n, f.done()
}

// differences compares a notice with what is expected of it.
func (w *wantNotice) differences(c *Case, n *dunning.Notice) []string {
	var out []string
	differ := func(what, want, got string) {
		if want != got {
			out = append(out, fmt.Sprintf("line %d: %s: expected %s, got %s", w.line, what, want, got))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(w.texts)) {
		differ(key, w.texts[key], noticeTexts[key](c, n))
	}
	if w.level != nil {
		differ("level", fmt.Sprint(*w.level), fmt.Sprint(n.Level))
	}
	if w.items != nil {
		got := map[string]int{}
		for i := range n.Lines {
			got[n.Lines[i].Number] = n.Lines[i].Level
		}
		differ("items", levels(w.items), levels(got))
	}
	for _, key := range slices.Sorted(maps.Keys(w.sums)) {
		want, err := money.Parse(w.sums[key].text, n.Currency)
		if err != nil {
			out = append(out, fmt.Sprintf("line %d: %s: %s", w.line, key, err))
			continue
		}
		differ(key, want.String(), noticeSums[key](n).String())
	}
	if w.hasEff {
		got := make([]string, 0, len(n.Effects))
		for i := range n.Effects {
			got = append(got, n.Effects[i].Rule)
		}
		differ("effects", strings.Join(w.effect, ", "), strings.Join(got, ", "))
	}
	return out
}

// levels writes items with their levels in a fixed order.
func levels(items map[string]int) string {
	parts := make([]string, 0, len(items))
	for _, id := range slices.Sorted(maps.Keys(items)) {
		parts = append(parts, fmt.Sprintf("%s at level %d", id, items[id]))
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, ", ")
}
