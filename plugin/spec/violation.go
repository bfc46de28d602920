package spec

import "fmt"

// Violation says which part of a record breaks which rule.
type Violation struct {
	// Field is the JSON name of the part ("due", "contacts.email").
	Field string
	// Problem completes the sentence "due ...".
	Problem string
}

// Error returns "due is not a date: 2026-02-31".
func (v *Violation) Error() string { return v.Field + " " + v.Problem }

// checker keeps the first violation found, so that a rule reads as one line.
type checker struct {
	first *Violation
	size  int
}

func (c *checker) fail(field, format string, args ...any) {
	if c.first == nil {
		c.first = &Violation{Field: field, Problem: fmt.Sprintf(format, args...)}
	}
}

func (c *checker) err() error {
	if c.first == nil && c.size > MaxRecord {
		c.fail("record", "holds %d bytes of text, more than %d", c.size, MaxRecord)
	}
	if c.first == nil {
		return nil
	}
	return c.first
}

func (c *checker) id(field, id string) {
	if id == "" {
		c.fail(field, "is empty")
	}
	c.optionalID(field, id)
}

func (c *checker) optionalID(field, id string) { c.bounded(field, id, MaxID, false) }

func (c *checker) line(field, s string) { c.bounded(field, s, MaxLine, false) }

func (c *checker) text(field, s string) { c.bounded(field, s, MaxText, true) }

func (c *checker) bounded(field, s string, limit int, multiline bool) {
	c.size += len(s)
	if len(s) > limit {
		c.fail(field, "is %d bytes long, more than %d", len(s), limit)
	} else if !isClean(s, multiline) {
		c.fail(field, "holds a control character or is not UTF-8")
	}
}

func (c *checker) count(field string, n, limit int) bool {
	if n > limit {
		c.fail(field, "has %d entries, more than %d", n, limit)
	}
	return n <= limit
}

func (c *checker) date(field string, d Date) {
	if !d.Valid() {
		c.fail(field, "is not a date (YYYY-MM-DD): %s", quoteShort(string(d)))
	}
}

func (c *checker) optionalDate(field string, d Date) {
	if d != "" {
		c.date(field, d)
	}
}

func (c *checker) currency(code string) {
	if _, ok := Exponent(code); !ok {
		c.fail("currency", "is not an ISO 4217 currency: %s", quoteShort(code))
	}
}

func (c *checker) amount(field string, minor int64) {
	if minor > MaxAmount || minor < -MaxAmount {
		c.fail(field, "is too large an amount: %d", minor)
	}
}

func (c *checker) country(field, code string) {
	if code == "" {
		return
	}
	if len(code) != 2 || !isUpper(code[0]) || !isUpper(code[1]) {
		c.fail(field, "is not a two-letter country code (ISO 3166-1): %s", quoteShort(code))
	}
}

func (c *checker) extra(field string, m map[string]string) {
	if !c.count(field, len(m), MaxExtra) {
		return
	}
	for k, v := range m {
		c.line(field, k)
		c.text(field, v)
	}
}

func isUpper(b byte) bool { return b >= 'A' && b <= 'Z' }

func quoteShort(s string) string {
	if len(s) > 40 {
		s = s[:40] + "..."
	}
	return fmt.Sprintf("%q", s)
}
