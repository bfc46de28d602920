package wording

import (
	"regexp"
	"slices"
	"strings"
)

// Text is what is looked at.
type Text struct {
	Name     string // of a tone, of an event, or one of the house's own
	Language string // "nb"
	Source   string
	// Marks are the headings that law packs want in a passage of its own in this text ("INKASSOVARSEL"): the passage that
	// {{#warning}} opens.
	Marks []string
}

// Check gives what is to be said of a text, whether it can be compiled or not. It looks at the source alone.
func Check(t Text) []Finding {
	c := checker{text: t, s: parse(t.Source), words: wordsFor(t.Language)}
	c.needs()
	c.lines()
	c.fees()
	c.marks()
	if !c.s.has(sms) {
		c.add(0, NoSMS, Warning)
	}
	Sort(c.found)
	return c.found
}

type checker struct {
	text  Text
	s     source
	words vocabulary
	found []Finding
}

func (c *checker) add(line int, r Rule, s Severity, args ...string) {
	f := Finding{Line: line, Rule: r, Severity: s}
	for i := 0; i+1 < len(args); i += 2 {
		if f.Args == nil {
			f.Args = map[string]string{}
		}
		f.Args[args[i]] = args[i+1]
	}
	c.found = append(c.found, f)
}

// need is a value of which a text must name one.
type need struct {
	rule  Rule
	anyOf []string
	short bool // its text message must as well
}

var (
	demand = []need{
		{NoAmount, []string{"total", "open"}, true},
		{NoDeadline, []string{"pay_by"}, true},
		{NoContact, []string{"phone", "email", "contact"}, false},
	}
	// wanted is what a text of a name must say. A name that is not here is one of the house's own: it demands.
	wanted = map[string][]need{
		"thank-you":            {{NoAmount, []string{"total"}, true}},
		"before-due":           demand,
		"promise-confirmation": {{NoAmount, []string{"promised"}, true}, {NoDeadline, []string{"promise_by"}, true}, {NoPayment, []string{"account", "pay_link"}, false}},
		"broken-promise":       append([]need{{NoFact, []string{"promise_by"}, true}}, demand...),
		"call-me":              {{NoContact, []string{"phone", "contact"}, true}},
		"agreement":            {{NoAmount, []string{"total"}, true}},
		"visit-notice":         {{NoFact, []string{"visit_on"}, true}, {NoFact, []string{"visit_at"}, true}, {NoFact, []string{"visit_by"}, false}, {NoContact, []string{"phone", "email"}, false}},
	}
	// gentle speak of no collection at all; hard may speak of it, since they are what the law wants before it.
	gentle = []string{"friendly", "before-due", "thank-you", "promise-confirmation", "call-me", "agreement", "visit-notice"}
	hard   = []string{"final"}
	known  = []string{"reminder", "firm", "broken-promise"}
)

// needs finds what a text must say and does not. A demand must say how to pay in its text message as well: a mail and a letter have
// that beside the text.
func (c *checker) needs() {
	all, special := wanted[c.text.Name]
	if !special {
		all = demand
	}
	for _, n := range all {
		value := "{{" + strings.Join(n.anyOf, "}}, {{") + "}}"
		if !c.namesAny(n.anyOf, "") {
			c.add(0, n.rule, Error, "value", value)
		}
		if n.short && c.s.has(sms) && !c.namesAny(n.anyOf, sms) {
			c.add(c.s.lineOf(sms), n.rule, Error, "value", value)
		}
	}
	pays := !special || c.text.Name == "broken-promise" || c.text.Name == "before-due"
	if pays && c.s.has(sms) && !c.namesAny([]string{"account", "pay_link"}, sms) {
		c.add(c.s.lineOf(sms), NoPayment, Warning, "value", "{{account}}, {{pay_link}}")
	}
}

func (c *checker) namesAny(names []string, part string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return c.s.names(n, part) })
}

// handSum is a sum of money that somebody typed.
var handSum = regexp.MustCompile(`(?i)(?:\b(?:nok|sek|dkk|eur|gbp|usd|idr|rp|kr)\.?\s?\d[\d.,  ]*)|(?:[€£$]\s?\d[\d.,  ]*)|(?:\d[\d.,  ]*\s?(?:nok|sek|dkk|eur|gbp|usd|idr|kr)\b)|(?:\d[\d.,  ]*\s?[€£$])`)

// lines looks at the words, line by line.
func (c *checker) lines() {
	calls := map[string]int{}
	for i, l := range c.s.lines {
		if l.all == "" {
			continue
		}
		for _, word := range c.said(i, c.words.threats) {
			c.add(l.number, Threat, Error, "word", word)
		}
		for _, word := range c.said(i, c.words.announced) {
			c.add(l.number, Announced, Warning, "word", word)
		}
		c.collection(&l)
		if sum := strings.TrimSpace(handSum.FindString(l.all)); sum != "" {
			c.add(l.number, FixedSum, Warning, "word", sum)
		}
		for _, word := range c.shouted(l.all) {
			c.add(l.number, Shouting, Warning, "word", word)
		}
		before := calls[l.part]
		calls[l.part] += strings.Count(l.all, "!")
		if before < mostCalls && calls[l.part] >= mostCalls {
			c.add(l.number, Shouting, Warning, "word", "!")
		}
	}
}

// said finds words in a line, and such as begin in it and go on in the next ones: a reader sees one paragraph.
func (c *checker) said(i int, entries []string) []string {
	here := c.s.lines[i]
	words := find(here.all, entries)
	if here.part != body {
		return words
	}
	after := c.after(i)
	if after == "" {
		return words
	}
	next := find(after, entries)
	for _, word := range find(here.all+" "+after, entries) {
		if !slices.Contains(words, word) && !slices.Contains(next, word) {
			words = append(words, word)
		}
	}
	return words
}

// longestSaid is over how many lines the words of an entry may be spread: none has more words.
const longestSaid = 8

// after is what follows a line in its paragraph.
func (c *checker) after(i int) string {
	var out []string
	for _, l := range c.s.lines[i+1 : min(i+longestSaid, len(c.s.lines))] {
		if strings.TrimSpace(l.all) == "" {
			break
		}
		out = append(out, l.all)
	}
	return strings.Join(out, " ")
}

// mostCalls are exclamation marks that are one too many.
const mostCalls = 2

// collection finds agencies and courts where they may not be spoken of yet.
func (c *checker) collection(l *line) {
	said, severity := l.calm, Error
	switch {
	case slices.Contains(hard, c.text.Name):
		return
	case slices.Contains(gentle, c.text.Name):
		said = l.all
	case !slices.Contains(known, c.text.Name):
		severity = Warning // nobody knows with which tone it will be sent
	}
	for _, word := range find(said, c.words.collects) {
		c.add(l.number, Early, severity, "word", word)
	}
}

// fees finds a fee that is named without what it rests on.
func (c *checker) fees() {
	for _, u := range c.s.uses {
		if u.name == "fee" && !c.s.names("fee_rule", "") {
			c.add(u.line, FeeBasis, Warning)
			return
		}
	}
}

// marks finds a passage that the law wants marked and that is not. The sentence of the law is added to the notice all the same.
func (c *checker) marks() {
	for _, mark := range c.text.Marks {
		if !slices.ContainsFunc(c.s.lines, func(l line) bool {
			return l.part == body && strings.Contains(strings.ToLower(l.warned), strings.ToLower(mark)+":")
		}) {
			c.add(0, NoMark, Warning, "word", mark)
		}
	}
}
