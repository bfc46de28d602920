package customer

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// statementPane adds an item up: principal, interest span by span, what was charged and what came off it, so that the last
// column comes to the sum in the question; beneath, the way from there to what the last reminder asked for.
func statementPane(st dunning.Statement, l dunning.Limitation, w words.Words) widget.WhyConfig {
	p := statementLines{st: &st, w: w}
	p.pane = widget.WhyConfig{
		Question: i18n.T("why.item", i18n.Args{"amount": w.Money(st.Total), "number": st.Item.Number}),
		Columns: []widget.WhyColumn{
			{}, {Width: 56, Align: widget.Right}, {Width: 96, Align: widget.Right}, {Width: 110, Align: widget.Right}, {Width: 96, Align: widget.Right},
		},
	}
	p.principal()
	p.interest()
	p.charges()
	p.bridge()
	p.pane.Note = strings.TrimSpace(p.pane.Note + " " + limitationText(l, w))
	if l.Known() && (st.Item.Dispute != nil || st.Item.Resolution != nil) {
		p.pane.Note += " " + i18n.T("dispute.limitation")
	}
	return p.pane
}

type statementLines struct {
	st   *dunning.Statement
	w    words.Words
	pane widget.WhyConfig
}

func (p *statementLines) add(text string, a money.Amount) {
	p.pane.Lines = append(p.pane.Lines, widget.WhyLine{Cells: []string{text, "", "", "", p.w.Figures(a)}})
}

func (p *statementLines) faint(text, figure string) {
	p.pane.Lines = append(p.pane.Lines, widget.WhyLine{Cells: []string{text, "", "", figure}, Faint: true})
}

func (p *statementLines) principal() {
	it := &p.st.Item
	if len(it.History) > 0 {
		p.faint(i18n.T("why.invoiced"), p.w.Figures(it.Amount))
	}
	for _, m := range it.History {
		key := "why.lowered"
		switch {
		case m.Paid:
			key = "why.paid"
		case m.Amount.Minor > 0:
			key = "why.raised"
		}
		p.faint(words.Facts(i18n.T(key), p.w.Day(m.On), m.Ref), p.w.Figures(m.Amount))
	}
	p.add(i18n.T("why.principal"), it.Open)
}

func (p *statementLines) interest() {
	st := p.st
	for _, span := range st.Interest.Spans {
		cells := []string{
			p.span(span), words.Days(span.Days), p.w.Figures(span.Principal),
			i18n.T("why.rate", i18n.Args{"rate": p.w.Percent(span.Rate.String())}), spanInterest(span, p.w),
		}
		p.pane.Lines = append(p.pane.Lines, widget.WhyLine{Cells: cells, Faint: true})
		p.pane.Source = words.Facts(span.Rule, span.Source)
		if !span.Verified {
			p.pane.Note = i18n.T("why.unverified")
		}
	}
	if len(st.Interest.Spans) > 1 && p.pane.Note == "" {
		p.pane.Note = i18n.T("why.rounded")
	}
	if len(st.Interest.Spans) == 0 {
		p.pane.Lines = append(p.pane.Lines, widget.WhyLine{Cells: []string{noInterest(*st), "", "", "", words.Dash}, Faint: true})
	} else {
		p.add(i18n.T("why.interest-sum"), st.Interest.Total)
		if st.Fresh.Minor > 0 { // lists and balances show what is claimed
			p.faint(i18n.T("why.of-it-claimed"), p.w.Figures(st.Claimed))
			p.faint(i18n.T("why.of-it-fresh"), p.w.Figures(st.Fresh))
		}
	}
	if excess := st.Excess(); excess.Minor > 0 {
		p.add(i18n.T("why.excess"), excess)
	}
	if st.Less.Minor > 0 {
		p.add(i18n.T("why.less"), st.Less.Neg())
	}
	if st.Assumed && len(st.Interest.Spans) > 0 {
		p.pane.Note = strings.TrimSpace(p.pane.Note + " " + i18n.T("why.assumed"))
	}
	if st.Missing != nil {
		p.pane.Note = strings.TrimSpace(p.pane.Note + " " + i18n.T("why.missing", i18n.Args{"why": words.Sentence(st.Missing)}))
	}
}

// span is the days of a span, with its rule where the spans go by several, and by which procedure it was claimed.
func (p *statementLines) span(span dunning.Span) string {
	text := i18n.T("why.span", i18n.Args{"from": p.w.Day(span.From), "to": p.w.Day(span.To)})
	if first := p.st.Interest.Spans[0]; slices.ContainsFunc(p.st.Interest.Spans, func(s dunning.Span) bool { return s.Rule != first.Rule }) {
		text = words.Facts(text, span.Rule)
	}
	if !span.Claimed || span.Procedure == "" {
		return text
	}
	return words.Facts(text, i18n.T("why.span-claimed", i18n.Args{"procedure": span.Procedure, "version": strconv.Itoa(span.Version)}))
}

// charges are the fees as claimed, and what was waived or paid of all charges.
func (p *statementLines) charges() {
	paid := money.Zero(p.st.Item.Open.Currency)
	mine := map[int64]bool{}
	for _, c := range p.st.Charges {
		mine[c.ID] = true
		paid.Minor += c.Paid().Minor
		if c.Kind != dunning.InterestCharge { // that is in the spans already
			p.add(words.Facts(c.Rule, p.w.Day(c.On)), c.Amount)
		}
	}
	for _, v := range p.st.Waivers {
		if mine[v.Charge] {
			p.add(words.Facts(i18n.T("why.waived", i18n.Args{"who": v.By}), p.w.Day(v.On), quoted(v.Reason)), v.Amount.Neg())
		}
	}
	if paid.Minor != 0 {
		p.add(i18n.T("why.charges-paid"), paid.Neg())
	}
}

// bridge says why the last reminder asked for another sum.
func (p *statementLines) bridge() {
	b := p.st.Bridge
	if b == nil || b.Total == b.Item && b.Since.Minor == 0 {
		return
	}
	p.faint(i18n.T("why.bridge", i18n.Args{"number": b.Number, "date": p.w.Day(b.Date)}), "")
	part := func(key string, a money.Amount) {
		if a.Minor != 0 {
			p.faint(i18n.T(key), p.w.Figures(a))
		}
	}
	part("why.bridge-item", b.Item)
	whole := money.Zero(b.Total.Currency)
	for _, c := range b.OfNotice {
		whole.Minor += c.Amount.Minor
	}
	part("why.bridge-whole", whole)
	part("why.bridge-open", b.OtherOpen)
	part("why.bridge-charges", money.New(b.OtherEarlier.Minor+b.OtherNew.Minor, b.Total.Currency))
	part("why.bridge-credit", b.Credit.Neg())
	part("why.bridge-total", b.Total)
}

// spanInterest is what a span adds. Only the sum of all is rounded for the claim, so the parts may differ from it by a cent.
func spanInterest(span dunning.Span, w words.Words) string {
	part, err := span.Exact.Round(span.Principal.Currency, money.HalfAway)
	if err != nil {
		return ""
	}
	return w.Figures(part)
}

func noInterest(st dunning.Statement) string {
	if st.Terms == "" {
		return i18n.T("why.no-interest")
	}
	return i18n.T("why.no-interest-yet", i18n.Args{"days": strconv.Itoa(max(0, st.Item.DaysOverdue(st.To)))})
}

// restarted words what started a limitation period anew.
var restarted = map[string]string{
	law.PartPayment:            "why.restarted-part-payment",
	law.Promise:                "why.restarted-promise",
	law.WrittenAcknowledgement: "why.restarted-written-acknowledgement",
	law.Demand:                 "why.restarted-demand",
}

// limitationText says when the claim is barred, by which rule, and what started the period anew.
func limitationText(l dunning.Limitation, w words.Words) string {
	if !l.Known() {
		return ""
	}
	text := i18n.T("why.limitation", i18n.Args{"date": w.Day(l.Last), "rule": words.Facts(l.Rule, l.Ref)})
	if l.Restart != nil {
		text += " " + i18n.T(restarted[l.Restart.Kind], i18n.Args{"date": w.Day(l.Restart.On)})
	}
	if !l.Verified {
		text += " " + i18n.T("why.rule-unverified")
	}
	return text
}
