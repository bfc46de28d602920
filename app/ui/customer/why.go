package customer

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
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
		pane := statementPane(st, s.model.View.Limitation[item.Row.ID], s.stage.Words)
		pane.Actions = []*widget.Button{
			widget.NewButton(widget.Secondary, i18n.T("why.save"), theme.IconDownload, func() { s.saveSheet(item.Row.ID, item.Row.Number) }),
		}
		s.openWhy(pane)
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
	pane := widget.WhyConfig{
		Question: question, Columns: chargeColumns(), Lines: chargeLines(charges, s.model, s.stage.Words),
		Actions: []*widget.Button{widget.NewButton(widget.Secondary, i18n.T("waive.menu"), theme.IconUndo, s.askWaive)},
	}
	s.openWhy(pane)
}

func (s *Screen) openWhy(pane widget.WhyConfig) {
	s.closeWhy()
	pane.OnClose = s.closeWhy
	s.asked = true
	s.showSums() // what there is to know of the chosen item gives its room to the answer
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

// invoicedAs says under which number the accounting system has a charge.
func invoicedAs(c dunning.Charge) string {
	if c.Invoice == "" {
		return ""
	}
	return i18n.T("why.invoiced-as", i18n.Args{"number": c.Invoice})
}

func chargeLines(charges []dunning.Charge, m *Model, w words.Words) []widget.WhyLine {
	numbers := map[int64]string{}
	for _, it := range m.View.Items {
		numbers[int64(it.ID)] = it.Number
	}
	lines := make([]widget.WhyLine, 0, len(charges))
	for _, c := range charges {
		lines = append(lines, widget.WhyLine{Cells: []string{
			numbers[int64(c.Item)], w.Day(c.On), words.Facts(c.Rule, c.Source, invoicedAs(c)), w.Figures(c.Open),
		}})
	}
	return lines
}
