package customer

import (
	"context"
	"slices"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Why opens the sheet of the selected item: every interest span and charge, with its rule and source.
func (s *Screen) Why() {
	item := s.one()
	if item == nil && s.table != nil && s.table.Len() > 0 {
		item = s.table.At(0)
		s.table.SelectIndex(0)
	}
	if item == nil {
		return
	}
	runner.Go(s.stage.Run, func(ctx context.Context) (dunning.Statement, error) {
		return s.desk.Sheet(ctx, item.Row.ID, s.stage.Words.Today())
	}, func(st dunning.Statement, err error) {
		if err != nil {
			s.stage.Fail(err)
			return
		}
		s.openWhy(statementPane(st, s.stage.Words))
	})
}

// whyCharges opens what earlier notices charged.
func (s *Screen) whyCharges(kinds ...dunning.ChargeKind) {
	charges := slices.DeleteFunc(slices.Clone(s.model.View.Charges), func(c dunning.Charge) bool { return !slices.Contains(kinds, c.Kind) })
	sum, _ := s.model.Charged(kinds...)
	question := i18n.T("why.fees", i18n.Args{"amount": s.stage.Words.Money(sum)})
	if slices.Contains(kinds, dunning.InterestCharge) {
		question = i18n.T("why.interest", i18n.Args{"amount": s.stage.Words.Money(sum)})
	}
	pane := widget.WhyConfig{Question: question, Columns: chargeColumns(), Lines: chargeLines(charges, s.model, s.stage.Words)}
	s.openWhy(pane)
}

func (s *Screen) openWhy(pane widget.WhyConfig) {
	s.closeWhy()
	pane.OnClose = s.closeWhy
	s.asked = true
	s.below.Add(widget.Inset(theme.Edge, theme.Edge, theme.Edge, theme.Edge, widget.NewWhyPane(pane)))
	s.list.Refresh()
}

func (s *Screen) closeWhy() {
	if !s.asked {
		return
	}
	s.asked = false
	s.showSums()
}

func chargeColumns() []widget.WhyColumn {
	return []widget.WhyColumn{{Width: 64}, {Width: 70}, {}, {Width: 92, Align: widget.Right}}
}

func chargeLines(charges []dunning.Charge, m *Model, w words.Words) []widget.WhyLine {
	numbers := map[int64]string{}
	for _, it := range m.View.Items {
		numbers[int64(it.ID)] = it.Number
	}
	lines := make([]widget.WhyLine, 0, len(charges))
	for _, c := range charges {
		lines = append(lines, widget.WhyLine{Cells: []string{
			numbers[int64(c.Item)], w.Day(c.On), words.Facts(c.Rule, c.Source), w.Figures(c.Open),
		}})
	}
	return lines
}

// statementPane adds an item up: principal, interest span by span, what was charged before.
func statementPane(st dunning.Statement, w words.Words) widget.WhyConfig {
	pane := widget.WhyConfig{
		Question: i18n.T("why.item", i18n.Args{"amount": w.Money(st.Total), "number": st.Item.Number}),
		Columns: []widget.WhyColumn{
			{}, {Width: 56, Align: widget.Right}, {Width: 96, Align: widget.Right}, {Width: 110, Align: widget.Right}, {Width: 96, Align: widget.Right},
		},
	}
	pane.Lines = append(pane.Lines, widget.WhyLine{Cells: []string{i18n.T("why.principal"), "", "", "", w.Figures(st.Item.Open)}})
	for _, span := range st.Interest.Spans {
		cells := []string{
			i18n.T("why.span", i18n.Args{"from": w.Day(span.From), "to": w.Day(span.To)}), words.Days(span.Days), w.Figures(span.Principal),
			i18n.T("why.rate", i18n.Args{"rate": w.Percent(span.Rate.String())}), spanInterest(span, w),
		}
		pane.Lines = append(pane.Lines, widget.WhyLine{Cells: cells})
		pane.Source = words.Facts(span.Rule, span.Source)
		if !span.Verified {
			pane.Note = i18n.T("why.unverified")
		}
	}
	if len(st.Interest.Spans) > 1 && pane.Note == "" {
		pane.Note = i18n.T("why.rounded")
	}
	if len(st.Interest.Spans) > 0 {
		pane.Lines = append(pane.Lines, widget.WhyLine{Cells: []string{i18n.T("why.interest-sum"), "", "", "", w.Figures(st.Interest.Total)}})
	} else {
		pane.Lines = append(pane.Lines, widget.WhyLine{Cells: []string{noInterest(st), "", "", "", words.Dash}, Faint: true})
	}
	for _, c := range st.Charges {
		if c.Kind == dunning.InterestCharge {
			continue // it is in the spans already
		}
		pane.Lines = append(pane.Lines, widget.WhyLine{Cells: []string{words.Facts(c.Rule, w.Day(c.On)), "", "", "", w.Figures(c.Open)}})
	}
	return pane
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
