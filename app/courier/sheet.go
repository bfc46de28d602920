package courier

import (
	"context"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/courier/letter"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Sheet sets the statement of an item as a document to print.
func (c *Courier) Sheet(_ context.Context, job desk.SheetJob) ([]byte, error) {
	p, err := paperFor("sheet", job.Language, job.Debtor, job.Company)
	if err != nil {
		return nil, err
	}
	exponent, err := job.Statement.Item.Open.Currency.Exponent()
	if err != nil {
		return nil, err
	}
	s := setter{paper: p, job: job, st: &job.Statement, exponent: exponent}
	return letter.RenderReport(s.report())
}

// setter puts a statement into words and tables.
type setter struct {
	paper
	job      desk.SheetJob
	st       *dunning.Statement
	exponent int
}

func (s *setter) report() letter.Report {
	it := &s.st.Item
	r := s.paper.report(s.job.Company, s.job.Debtor.Address.Country, s.job.Printed)
	r.Title = s.w.Say("title", "number", it.Number, "date", s.l.DateLong(s.st.To))
	r.Number = s.w.Say("running", "number", it.Number, "date", s.day(s.st.To))
	r.Facts = []letter.Fact{
		s.customer(s.job.Debtor),
		{Label: s.w.Say("invoiced"), Value: s.sum(it.Amount)},
		{Label: s.w.Say("issued"), Value: s.day(it.Issued)},
		{Label: s.w.Say("claimed_open"), Value: s.sum(s.st.Asked())},
		{Label: s.w.Say("due"), Value: s.day(it.DueOn())},
		{Label: s.w.Say("level"), Value: strconv.Itoa(it.Level)},
	}
	if s.st.Fresh.Minor > 0 {
		r.Facts = append(r.Facts, letter.Fact{Label: s.w.Say("fresh_short"), Value: s.sum(s.st.Fresh)})
	}
	if l := &s.job.Limitation; l.Known() {
		r.Facts = append(r.Facts, letter.Fact{Label: s.w.Say("limitation"), Value: s.w.Say("limitation_last", "date", s.day(l.Last)) + " – " + s.source(l.Rule, l.Ref, l.Verified)})
	}
	r.Sections = []letter.Section{s.principal(), s.interest()}
	if len(s.st.Charges) > 0 {
		r.Sections = append(r.Sections, s.charges(s.w.Say("charges"), s.st.Charges, ""))
	}
	if len(s.st.OfNotices) > 0 {
		r.Sections = append(r.Sections, s.charges(s.w.Say("of_notices"), s.st.OfNotices, s.w.Say("of_notices_note")))
	}
	if len(s.st.Waivers) > 0 {
		r.Sections = append(r.Sections, s.waivers())
	}
	r.Sections = append(r.Sections, s.total())
	if s.st.Bridge != nil {
		r.Sections = append(r.Sections, s.bridge())
	}
	return r
}

func (s *setter) amountColumn() letter.ReportColumn {
	return letter.ReportColumn{Title: string(s.st.Item.Open.Currency), Wide: 32, Number: true}
}

// principal is what was invoiced, what moved it, and what is left.
func (s *setter) principal() letter.Section {
	out := letter.Section{
		Title:   s.w.Say("principal"),
		Columns: []letter.ReportColumn{{Title: s.w.Say("date"), Wide: 26}, {Title: s.w.Say("what"), Wide: 107}, s.amountColumn()},
	}
	it := &s.st.Item
	out.Rows = append(out.Rows, letter.ReportRow{Cells: []string{s.day(it.Issued), s.w.Say("invoice", "number", it.Number), s.figures(it.Amount)}})
	for _, m := range it.History {
		out.Rows = append(out.Rows, letter.ReportRow{Cells: []string{s.day(m.On), s.moved(m), s.figures(m.Amount)}})
	}
	out.Rows = append(out.Rows, letter.ReportRow{Strong: true, Cells: []string{s.day(s.st.To), s.w.Say("open"), s.figures(it.Open)}})
	return out
}

func (s *setter) moved(m dunning.Move) string {
	switch {
	case m.Paid && m.Ref != "":
		return s.w.Say("payment_ref", "ref", m.Ref)
	case m.Paid:
		return s.w.Say("payment")
	case m.Amount.Minor > 0:
		return s.w.Say("raised")
	}
	return s.w.Say("lowered")
}

// interest is each span, what they come to, and what of it has been claimed.
func (s *setter) interest() letter.Section {
	out := letter.Section{Title: s.w.Say("interest"), Columns: []letter.ReportColumn{
		{Title: s.w.Say("from"), Wide: 22},
		{Title: s.w.Say("to"), Wide: 22},
		{Title: s.w.Say("days"), Wide: 13, Number: true},
		{Title: s.w.Say("on"), Wide: 31, Number: true},
		{Title: s.w.Say("rate"), Wide: 20, Number: true},
		{Title: " ", Wide: 4},
		{Title: s.w.Say("basis"), Wide: 19},
		{Title: string(s.st.Item.Open.Currency), Wide: 34, Number: true},
	}}
	for _, p := range s.st.Interest.Spans {
		out.Rows = append(out.Rows, letter.ReportRow{
			Cells: []string{
				s.day(p.From), s.day(p.To), strconv.Itoa(p.Days), s.figures(p.Principal), s.l.Percent(p.Rate.String()), "", string(p.Basis),
				s.l.Decimal(p.Exact.Major(p.Principal.Currency, int32(s.exponent)+4)),
			},
			Under: s.spanSource(p), Marked: !p.Verified,
		})
	}
	if len(s.st.Interest.Spans) == 0 {
		out.Note = s.w.Say("no_interest") + s.unreckoned()
		return out
	}
	out.Rows = append(out.Rows, letter.ReportRow{Strong: true, Label: s.w.Say("interest_sum"), Cells: []string{s.figures(s.st.Interest.Total)}})
	out.Note = s.w.Say("interest_note")
	if excess := s.st.Excess(); excess.Minor > 0 {
		out.Note += " " + s.w.Say("excess", "amount", s.figures(excess))
	}
	if s.st.Less.Minor > 0 {
		out.Note += " " + s.w.Say("less", "amount", s.figures(s.st.Less))
	}
	if s.st.Assumed {
		out.Note += " " + s.w.Say("assumed")
	}
	out.Note += s.unreckoned()
	return out
}

// unreckoned says that interest after the last claim is not in the sum, because a rate is missing.
func (s *setter) unreckoned() string {
	if s.st.Missing == nil {
		return ""
	}
	return " " + s.w.Say("missing_rate")
}

// spanSource is the rule of a span, and by which procedure a notice claimed it.
func (s *setter) spanSource(p dunning.Span) string {
	source := s.source(p.Rule, p.Source, p.Verified)
	if !p.Claimed || p.Procedure == "" {
		return source
	}
	return source + " – " + s.w.Say("claimed_by", "procedure", p.Procedure, "version", strconv.Itoa(p.Version))
}

// source is a rule with where it stands; what nobody has checked says so.
func (s *setter) source(rule, source string, verified bool) string {
	parts := []string{s.ruleName(rule)}
	if source != "" && source != rule {
		parts = append(parts, s.said(source))
	}
	if !verified {
		parts = append(parts, s.w.Say("unverified"))
	}
	return strings.Join(parts, " – ")
}

func (s *setter) sourceOf(c dunning.Charge) string {
	return s.source(c.Rule, c.Source, !s.st.Unchecked[c.Source])
}

// ruleName translates the names that the program gives to rules of its own; rows of a law pack keep their ids.
func (s *setter) ruleName(rule string) string {
	if level, ok := strings.CutPrefix(rule, "level "); ok {
		if level, ok := strings.CutSuffix(level, " fee"); ok {
			return s.w.Say("level_fee", "level", level)
		}
	}
	if rule == "agreed rate" {
		return s.w.Say("agreed_rate")
	}
	return rule
}

// said translates the few sources that are the program's own words.
func (s *setter) said(source string) string {
	if source == ownProcedure {
		return s.w.Say("procedure")
	}
	return source
}

func (s *setter) kind(k dunning.ChargeKind) string {
	switch k {
	case dunning.InterestCharge:
		return s.w.Say("kind_interest")
	case dunning.Compensation:
		return s.w.Say("kind_compensation")
	case dunning.FeeCharge:
	}
	return s.w.Say("kind_fee")
}

// charges lists what notices claimed, and what of each was waived, paid, and is open.
func (s *setter) charges(title string, all []dunning.Charge, note string) letter.Section {
	out := letter.Section{Title: title, Note: note, Columns: []letter.ReportColumn{
		{Title: s.w.Say("date"), Wide: 24},
		{Title: s.w.Say("what"), Wide: 43},
		{Title: s.w.Say("claimed"), Wide: 25, Number: true},
		{Title: s.w.Say("waived"), Wide: 24, Number: true},
		{Title: s.w.Say("paid"), Wide: 24, Number: true},
		{Title: s.w.Say("open_short"), Wide: 25, Number: true},
	}}
	zero := money.Zero(s.st.Item.Open.Currency)
	sums := [4]money.Amount{zero, zero, zero, zero}
	for _, c := range all {
		parts := [4]money.Amount{c.Amount, c.Waived, c.Paid(), c.Open}
		cells := []string{s.day(c.On), s.kind(c.Kind)}
		for i, part := range parts {
			part.Currency = zero.Currency
			sums[i].Minor += part.Minor
			cells = append(cells, s.figures(part))
		}
		out.Rows = append(out.Rows, letter.ReportRow{Cells: cells, Under: s.sourceOf(c), Marked: s.st.Unchecked[c.Source]})
	}
	out.Rows = append(out.Rows, letter.ReportRow{Strong: true, Cells: []string{
		"", s.w.Say("sum"), s.figures(sums[0]), s.figures(sums[1]), s.figures(sums[2]), s.figures(sums[3]),
	}})
	return out
}

func (s *setter) waivers() letter.Section {
	out := letter.Section{Title: s.w.Say("waivers"), Columns: []letter.ReportColumn{
		{Title: s.w.Say("date"), Wide: 24},
		{Title: s.w.Say("by"), Wide: 34},
		{Title: s.w.Say("why"), Wide: 75},
		s.amountColumn(),
	}}
	for _, w := range s.st.Waivers {
		out.Rows = append(out.Rows, letter.ReportRow{Cells: []string{s.day(w.On), w.By, w.Reason, s.figures(w.Amount)}})
	}
	return out
}

func (s *setter) sumSection(title, note string) letter.Section {
	return letter.Section{Title: title, Note: note, Columns: []letter.ReportColumn{{Title: s.w.Say("what"), Wide: 133}, s.amountColumn()}}
}

func (s *setter) total() letter.Section {
	out := s.sumSection(s.w.Say("total_title", "date", s.l.DateLong(s.st.To)), "")
	charges := money.Zero(s.st.Item.Open.Currency)
	for _, c := range s.st.Charges {
		charges.Minor += c.Open.Minor
	}
	for _, line := range []struct {
		word   string
		amount money.Amount
	}{{"open", s.st.Item.Open}, {"charges_open", charges}, {"fresh", s.st.Fresh}} {
		out.Rows = append(out.Rows, letter.ReportRow{Cells: []string{s.w.Say(line.word), s.figures(line.amount)}})
	}
	out.Rows = append(out.Rows, letter.ReportRow{Strong: true, Cells: []string{s.w.Say("total"), s.figures(s.st.Total)}})
	return out
}

// bridge leads from the invoice to what the last notice asked for.
func (s *setter) bridge() letter.Section {
	b := s.st.Bridge
	out := s.sumSection(s.w.Say("bridge", "number", b.Number, "date", s.l.DateLong(b.Date)), "")
	add := func(strong bool, word string, a money.Amount, under string) {
		if a.Minor != 0 || strong {
			out.Rows = append(out.Rows, letter.ReportRow{Strong: strong, Cells: []string{word, s.figures(a)}, Under: under})
		}
	}
	add(false, s.w.Say("bridge_open", "number", s.st.Item.Number), b.Open, "")
	add(false, s.w.Say("bridge_earlier"), b.Earlier, "")
	for _, c := range b.New {
		add(false, s.w.Say("bridge_new", "kind", s.kind(c.Kind)), c.Amount, s.sourceOf(c))
	}
	add(true, s.w.Say("bridge_item", "number", s.st.Item.Number), b.Item, "")
	for _, c := range b.OfNotice {
		add(false, s.w.Say("bridge_whole", "kind", s.kind(c.Kind)), c.Amount, s.sourceOf(c))
	}
	add(false, s.w.Say("bridge_other_open"), b.OtherOpen, "")
	add(false, s.w.Say("bridge_other_earlier"), b.OtherEarlier, "")
	add(false, s.w.Say("bridge_other_new"), b.OtherNew, "")
	add(false, s.w.Say("bridge_credit"), b.Credit.Neg(), "")
	add(true, s.w.Say("bridge_total", "number", b.Number), b.Total, "")
	if b.Since.Minor != 0 {
		out.Note = s.w.Say("bridge_since", "amount", s.figures(b.Since), "date", s.day(s.st.To))
	}
	return out
}
