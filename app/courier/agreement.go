package courier

import (
	"context"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/courier/letter"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Agreement sets new terms as a paper to be signed.
func (c *Courier) Agreement(_ context.Context, job desk.AgreementJob) ([]byte, error) {
	p, err := paperFor("agreement", job.Language, job.Debtor, job.Company)
	if err != nil {
		return nil, err
	}
	s := agreementSetter{paper: p, job: &job, p: &job.Plan}
	return letter.RenderReport(s.report())
}

// agreementSetter puts an agreement into words and tables.
type agreementSetter struct {
	paper
	job *desk.AgreementJob
	p   *settlement.PaymentPlan
}

func (s *agreementSetter) report() letter.Report {
	number := s.w.Say("draft")
	if s.p.ID != 0 {
		number = strconv.FormatInt(s.p.ID, 10)
	}
	r := s.paper.report(s.job.Company, s.job.Debtor.Address.Country, s.job.Printed)
	r.Title, r.Number = s.w.Say("title_"+string(s.p.Kind)), s.w.Say("running", "number", number)
	r.Facts = []letter.Fact{
		s.customer(s.job.Debtor),
		{Label: s.w.Say("owed"), Value: s.sum(s.p.Debt)},
		{Label: s.w.Say("number"), Value: number},
		{Label: s.w.Say("to_pay"), Value: s.sum(s.p.Schedule.Total)},
	}
	r.Sections = []letter.Section{s.about(), s.payments(), s.conditions()}
	r.Sign = []string{s.w.Say("place"), s.w.Say("for", "name", s.job.Debtor.Name), s.w.Say("for", "name", s.job.Company.Name)}
	if account, ok := s.job.Company.Account(s.p.Debt.Currency); ok {
		at := account.IBAN
		if at == "" {
			at = account.Account
		}
		r.Facts = append(r.Facts, letter.Fact{Label: s.w.Say("account"), Value: at})
	}
	r.Facts = append(r.Facts, letter.Fact{Label: s.w.Say("last"), Value: s.day(s.p.Schedule.Last())})
	return r
}

// about lists the invoices and charges that make the debt.
func (s *agreementSetter) about() letter.Section {
	out := letter.Section{Title: s.w.Say("about"), Columns: []letter.ReportColumn{
		{Title: s.w.Say("invoice"), Wide: 67},
		{Title: s.w.Say("issued"), Wide: 33},
		{Title: s.w.Say("due"), Wide: 33},
		{Title: string(s.p.Debt.Currency), Wide: 32, Number: true},
	}}
	open := map[int64]money.Amount{}
	for _, b := range s.p.Basis.Items {
		open[int64(b.Item)] = b.Open
	}
	for i := range s.job.Items {
		it := &s.job.Items[i]
		out.Rows = append(out.Rows, letter.ReportRow{Cells: []string{it.Number, s.day(it.Issued), s.day(it.DueOn()), s.figures(open[int64(it.ID)])}})
	}
	if charges := s.job.Charges(); charges.Minor > 0 {
		out.Rows = append(out.Rows, letter.ReportRow{Label: s.w.Say("charges"), Cells: []string{s.figures(charges)}})
	}
	out.Rows = append(out.Rows, letter.ReportRow{Strong: true, Label: s.w.Say("sum"), Cells: []string{s.figures(s.p.Debt)}})
	return out
}

// payments is the schedule with its sums.
func (s *agreementSetter) payments() letter.Section {
	out := letter.Section{Title: s.w.Say("payments"), Columns: []letter.ReportColumn{
		{Title: s.w.Say("no"), Wide: 21},
		{Title: s.w.Say("pay_on"), Wide: 32},
		{Title: s.w.Say("interest"), Wide: 25, Number: true},
		{Title: s.w.Say("off"), Wide: 29, Number: true},
		{Title: s.w.Say("payment"), Wide: 29, Number: true},
		{Title: s.w.Say("left"), Wide: 29, Number: true},
	}}
	off := money.Zero(s.p.Debt.Currency)
	for i := range s.p.Schedule.Rows {
		row := &s.p.Schedule.Rows[i]
		no := strconv.Itoa(row.No)
		if row.No == 0 {
			no = s.w.Say("deposit")
		}
		line := letter.ReportRow{Cells: []string{no, s.day(row.On), s.figures(row.Interest), s.figures(row.OffDebt), s.figures(row.Payment), s.figures(row.Left)}}
		if row.Moved() {
			line.Under = s.w.Say("moved", "date", s.day(row.Meant))
		}
		off.Minor += row.OffDebt.Minor
		out.Rows = append(out.Rows, line)
	}
	out.Rows = append(out.Rows, letter.ReportRow{Strong: true, Cells: []string{
		s.w.Say("sum"), "", s.figures(s.p.Schedule.Interest), s.figures(off), s.figures(s.p.Schedule.Total), "",
	}})
	return out
}

// conditions are the sentences that both sign.
func (s *agreementSetter) conditions() letter.Section {
	var all []string
	if s.p.Kind == settlement.Discount {
		all = append(all, s.w.Say("settle", "amount", s.sum(s.p.Schedule.Total), "date", s.day(s.p.Schedule.Last()), "rest", s.sum(s.p.LetGo)))
	}
	all = append(all, s.w.Say("quiet"))
	switch {
	case s.p.Kind == settlement.Discount:
	case s.p.GraceDays > 0:
		all = append(all, s.w.Say("grace", "days", strconv.Itoa(s.p.GraceDays)))
	default:
		all = append(all, s.w.Say("no_grace"))
	}
	if s.job.Rate != "" {
		all = append(all, s.w.Say("rate", "percent", s.l.Percent(s.job.Rate)))
	} else {
		all = append(all, s.w.Say("no_rate"))
	}
	all = append(all, s.w.Say("acknowledged", "amount", s.sum(s.p.Debt)))
	out := letter.Section{Title: s.w.Say("conditions"), Columns: []letter.ReportColumn{{Title: " ", Wide: 8}, {Title: " ", Wide: 157}}}
	for i, sentence := range all {
		out.Rows = append(out.Rows, letter.ReportRow{Cells: []string{strconv.Itoa(i + 1), sentence}})
	}
	return out
}
