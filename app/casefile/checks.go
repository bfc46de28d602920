package casefile

import (
	"fmt"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// differs is the failure of a step that only looks: what it found is not what the case expects.
type differs []string

func (d differs) Error() string { return strings.Join(d, "\n") }

func (d differs) orNil() error {
	if len(d) == 0 {
		return nil
	}
	return d
}

func (d *differs) compare(what, want, got string) {
	if want != got {
		*d = append(*d, fmt.Sprintf("%s: expected %s, got %s", what, want, got))
	}
}

func readState(f *fields, c *Case, _ *Step) action {
	it := f.item(c, true)
	var open, charges *money.Amount
	if it != nil {
		open, charges = f.amount("open", it.Amount.Currency), f.amount("charges", it.Amount.Currency)
	}
	level := f.integer("level", -1)
	var written *money.Amount
	if it != nil {
		written = f.amount("written", it.Amount.Currency)
	}
	return func(r *run, _ *Step) (string, error) {
		now := r.item(it.ID)
		if now == nil {
			return "", differs{"item " + it.Number + " is not on the account yet"}
		}
		owed := r.chargesOf(now)
		// A credit is written without a sign in the file, as its amount is.
		left := now.Open
		if it.Amount.Minor < 0 {
			left = left.Neg()
		}
		var d differs
		if open != nil {
			d.compare("open", open.String(), left.String())
		}
		if written != nil {
			d.compare("written", written.String(), money.New(now.Written.Minor, now.Open.Currency).String())
		}
		if level >= 0 {
			d.compare("level", fmt.Sprint(level), fmt.Sprint(now.Level))
		}
		if charges != nil {
			d.compare("charges", charges.String(), owed.String())
		}
		return fmt.Sprintf("%s: open %s, level %d, charges %s", it.Number, left, now.Level, owed), d.orNil()
	}
}

// wantSpan is a span of interest that a case expects.
type wantSpan struct {
	line  int
	texts map[string]string
}

// spanTexts are the keys of a span, with how each is read off a real one.
var spanTexts = map[string]func(s *dunning.Span) string{
	"from":      func(s *dunning.Span) string { return s.From.String() },
	"to":        func(s *dunning.Span) string { return s.To.String() },
	"days":      func(s *dunning.Span) string { return fmt.Sprint(s.Days) },
	"principal": func(s *dunning.Span) string { return s.Principal.String() },
	"rate":      func(s *dunning.Span) string { return s.Rate.String() },
	"basis":     func(s *dunning.Span) string { return string(s.Basis) },
}

func readInterest(f *fields, c *Case, _ *Step) action {
	it := f.item(c, true)
	to := f.mustDate("to")
	var total *money.Amount
	if it != nil {
		total = f.amount("amount", it.Amount.Currency)
	}
	var spans []wantSpan
	f.each("spans", func(v *value) error {
		inner := open(v)
		want := wantSpan{line: v.line, texts: map[string]string{}}
		for key := range spanTexts {
			if inner.get(key) != nil {
				want.texts[key] = inner.text(key, "")
			}
		}
		if inner.get("amount") != nil {
			want.texts["amount"] = inner.text("amount", "")
		}
		spans = append(spans, want)
		return inner.done()
	})
	return func(r *run, _ *Step) (string, error) {
		statement, err := dunning.StatementOf(r.account, it.ID, to, r.follows, r.c.Law)
		if err != nil {
			return "", err
		}
		sheet := statement.Interest
		var d differs
		if total != nil {
			d.compare("amount", total.String(), sheet.Total.String())
		}
		if spans != nil {
			d.compare("spans", fmt.Sprint(len(spans)), fmt.Sprint(len(sheet.Spans)))
		}
		for i := range min(len(spans), len(sheet.Spans)) {
			d = append(d, spans[i].differences(&sheet.Spans[i])...)
		}
		said := fmt.Sprintf("interest on %s to %s is %s:", it.Number, to, sheet.Total)
		for i := range sheet.Spans {
			s := &sheet.Spans[i]
			said += fmt.Sprintf(" %s to %s, %d days at %s %% on %s;", s.From, s.To, s.Days, s.Rate, s.Principal)
		}
		return strings.TrimRight(said, ":;"), d.orNil()
	}
}

func (w *wantSpan) differences(s *dunning.Span) differs {
	var d differs
	for key, read := range spanTexts {
		if want, cares := w.texts[key]; cares {
			d.compare(fmt.Sprintf("line %d: %s", w.line, key), want, read(s))
		}
	}
	if want, cares := w.texts["amount"]; cares { // to as many decimals as the case writes
		_, decimals, _ := strings.Cut(want, ".")
		d.compare(fmt.Sprintf("line %d: amount", w.line), want, s.Exact.Major(s.Principal.Currency, int32(min(len(decimals), 20))))
	}
	return d
}
