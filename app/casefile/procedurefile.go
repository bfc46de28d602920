package casefile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
)

// ParseProcedure reads a file that holds one procedure as it stands in a case: `procedure`, `rates` where a level follows a
// table, and optionally its `name`. An error is BadCase, begins with file and line, and names the field.
func (w World) ParseProcedure(file string, data []byte) (dunning.Procedure, error) {
	top, err := readYAML(data)
	if err != nil {
		return dunning.Procedure{}, located(file, err)
	}
	f := open(top)
	c := &Case{Name: f.text("name", "")}
	procedure := f.must("procedure")
	if procedure != nil && f.err == nil {
		if err := w.decodeProcedure(procedure, c); err != nil {
			return dunning.Procedure{}, located(file, err)
		}
	}
	decodeRates(f, c)
	if err := f.done(); err != nil {
		return dunning.Procedure{}, located(file, err)
	}
	if err := c.Procedure.Check(); err != nil {
		return dunning.Procedure{}, located(file, inProcedure(procedure, err))
	}
	return c.Procedure, nil
}

// WriteProcedure writes a procedure as ParseProcedure reads it, without its name: it can be pasted into a case.
func WriteProcedure(p dunning.Procedure) string {
	w := &procedureWriter{}
	w.line(0, "procedure:")
	w.line(1, "first_contact: %s", either(string(p.FirstContact), string(dunning.FromLevel1)))
	w.line(1, "grace_days: %d", p.GraceDays)
	if len(p.MinBalance) > 0 {
		w.line(1, "min_balance: %s", leastBalances(p.MinBalance))
	}
	w.line(1, "min_days_between: %d", p.MinDaysBetween)
	w.line(1, "calendar: %s", either(p.Calendar, dunning.NoCalendar))
	w.line(1, "allocation: %s", either(string(p.Allocation), string(dunning.PrincipalFirst)))
	if e := p.BeforeDue; e != nil {
		w.line(1, "before_due: {days: %d%s}", e.Days, after(", ", channels(e.Channels)))
	}
	if e := p.ThankYou; e != nil {
		w.line(1, "thank_you: {%s}", channels(e.Channels))
	}
	if e := p.ConfirmPromise; e != nil {
		w.line(1, "confirm_promise: {%s}", channels(e.Channels))
	}
	if e := p.BrokenPromise; e != nil {
		w.line(1, "broken_promise: {%s}", channels(e.Channels))
	}
	w.line(1, "levels:")
	for i := range p.Levels {
		w.level(&p.Levels[i])
	}
	if len(p.Rates) > 0 {
		w.line(0, "rates:")
	}
	for _, r := range p.Rates {
		w.line(1, "- {from: %s, rate: %q%s}", r.From, r.Percent.String(), after(", source: ", quoted(r.Source)))
	}
	return w.text.String()
}

type procedureWriter struct{ text strings.Builder }

func (w *procedureWriter) line(depth int, format string, args ...any) {
	fmt.Fprintf(&w.text, strings.Repeat("  ", depth)+format+"\n", args...)
}

func (w *procedureWriter) level(l *dunning.Level) {
	w.line(2, "- level: %d", l.Number)
	say := func(key, value string) {
		if value != "" {
			w.line(3, "%s: %s", key, value)
		}
	}
	say("tone", string(l.Tone))
	say("text", quoted(l.Text))
	say("after_days", strconv.Itoa(l.AfterDays))
	say("since", either(string(l.Since), string(dunning.SinceDue)))
	say("deadline_days", strconv.Itoa(l.DeadlineDays))
	if len(l.Channels) > 0 {
		w.line(3, "%s", channels(l.Channels))
	}
	say("fee", feeText(l.Fee))
	say("interest", interestText(l.Interest))
	say("if_silent", string(l.IfSilent))
	say("if_answered", l.IfAnswered)
	if l.Compensation {
		say("compensation", "true")
	}
	if l.Approval {
		say("approval", "true")
	}
	if l.Registered {
		say("registered", "true")
	}
}

func feeText(f *dunning.Fee) string {
	if f == nil {
		return ""
	}
	var parts []string
	if len(f.Tiers) == 0 {
		parts = figures(f.Fixed, f.Percent, f.Min, f.Max)
		if len(parts) == 0 || f.Fixed.IsZero() && f.Percent.IsZero() {
			parts = append([]string{`fixed: "0"`}, parts...)
		}
	} else {
		tiers := make([]string, 0, len(f.Tiers))
		for _, t := range f.Tiers {
			tiers = append(tiers, "{"+strings.Join(append([]string{"from: " + strconv.Quote(t.From.String())}, figures(t.Fixed, t.Percent, t.Min, t.Max)...), ", ")+"}")
		}
		parts = append([]string{"tiers: [" + strings.Join(tiers, ", ") + "]"}, figures(f.Fixed, f.Percent, f.Min, f.Max)...)
	}
	parts = append(parts, "of: "+either(string(f.Of), string(dunning.OfOpen)), "per: "+either(string(f.Per), string(dunning.PerNotice)))
	if f.Accumulated {
		parts = append(parts, "mode: accumulated")
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func figures(fixed, percent decimal.Decimal, least, most *decimal.Decimal) []string {
	var parts []string
	for _, part := range []struct {
		key   string
		value *decimal.Decimal
		show  bool
	}{{"fixed", &fixed, !fixed.IsZero()}, {"percent", &percent, !percent.IsZero()}, {"min", least, least != nil}, {"max", most, most != nil}} {
		if part.show {
			parts = append(parts, part.key+": "+strconv.Quote(part.value.String()))
		}
	}
	return parts
}

func interestText(i *dunning.Interest) string {
	switch {
	case i == nil:
		return ""
	case i.Statutory:
		return "statutory"
	case i.Table:
		return fmt.Sprintf("{rate: table, basis: %s}", i.Basis)
	}
	return fmt.Sprintf("{rate: %q, basis: %s}", i.Rate.String(), i.Basis)
}

func leastBalances(by map[money.Currency]money.Amount) string {
	var parts []string
	for c, least := range by {
		parts = append(parts, fmt.Sprintf("%s: %q", c, least.String()))
	}
	slices.Sort(parts)
	return "{" + strings.Join(parts, ", ") + "}"
}

func channels(list []receivable.Channel) string {
	if len(list) == 0 {
		return ""
	}
	names := make([]string, 0, len(list))
	for _, c := range list {
		names = append(names, string(c))
	}
	return "channels: [" + strings.Join(names, ", ") + "]"
}

func either(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func quoted(text string) string {
	if text == "" {
		return ""
	}
	return strconv.Quote(text)
}

// after puts words before a text that is not empty.
func after(words, text string) string {
	if text == "" {
		return ""
	}
	return words + text
}
