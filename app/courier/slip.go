package courier

import (
	"context"
	"slices"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/courier/letter"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Slip sets a booking slip as a document to print.
func (c *Courier) Slip(_ context.Context, s desk.Slip) ([]byte, error) {
	p, err := housePaper("wayout", s.Company)
	if err != nil {
		return nil, err
	}
	title, note := "slip", "slip_note"
	debit, credit := s.Accounts.Loss, s.Accounts.Receivable
	if s.Reversal {
		title, note, debit, credit = "slip_back", "slip_back_note", credit, debit
	}
	agreed := s.Agreed
	if agreed == "" {
		agreed = p.w.Say("nobody_had_to")
	}
	currency := string(s.Total.Currency)
	r := p.report(s.Company, s.Company.Country, s.On)
	r.Title = p.w.Say(title, "id", strconv.FormatInt(s.WriteOff, 10))
	r.Number = r.Title
	r.Facts = []letter.Fact{
		p.customer(s.Debtor),
		{Label: p.w.Say("amount"), Value: p.sum(s.Total)},
		{Label: p.w.Say("debit"), Value: orDash(debit)},
		{Label: p.w.Say("credit"), Value: orDash(credit)},
		{Label: p.w.Say("reason"), Value: p.w.Say("reason_" + string(s.Reason))},
		{Label: p.w.Say("why"), Value: s.Why},
		{Label: p.w.Say("asked_by"), Value: s.By},
		{Label: p.w.Say("agreed_by"), Value: agreed},
		{Label: p.w.Say("vat"), Value: orDash(s.Accounts.VATRemark)},
	}
	items := letter.Section{Title: p.w.Say("items"), Note: p.w.Say(note), Columns: []letter.ReportColumn{{Title: p.w.Say("item"), Wide: 95}, {Title: p.w.Say("to_book_back"), Wide: 35, Number: true}, {Title: currency, Wide: 35, Number: true}}}
	for _, line := range s.Lines {
		posted := ""
		if s.Reversal {
			posted = p.figures(line.Posted)
		}
		items.Rows = append(items.Rows, letter.ReportRow{Cells: []string{line.Number, posted, p.figures(line.Amount)}})
	}
	items.Rows = append(items.Rows, letter.ReportRow{Strong: true, Cells: []string{p.w.Say("sum"), "", p.figures(s.Total)}})
	r.Sections = []letter.Section{items}
	if slices.ContainsFunc(s.Lines, func(l desk.SlipLine) bool { return l.ByUs }) {
		r.Sections[0].Note = p.w.Say("slip_by_program")
	}
	return letter.RenderReport(r)
}
