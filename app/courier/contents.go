package courier

import (
	"context"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/courier/letter"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Contents sets the list of contents of an evidence bundle as a document to print.
func (c *Courier) Contents(_ context.Context, job desk.BundleJob) ([]byte, error) {
	p, err := housePaper("wayout", job.Company)
	if err != nil {
		return nil, err
	}
	e := &job.Escalation
	id := strconv.FormatInt(e.ID, 10)
	r := p.report(job.Company, job.Company.Country, job.Made)
	r.Title, r.Number = p.w.Say("bundle", "party", e.Party, "name", job.Debtor.Name), p.w.Say("bundle_running", "id", id)
	r.Facts = []letter.Fact{
		p.customer(job.Debtor),
		{Label: p.w.Say("claim"), Value: p.sum(e.Claim())},
		{Label: p.w.Say("to"), Value: e.Party + " (" + p.w.Say("to_"+string(e.To)) + ")"},
		{Label: p.w.Say("prepared"), Value: p.l.Date(e.On)},
		{Label: p.w.Say("why"), Value: e.Why},
	}
	r.Sections = []letter.Section{p.claims(&job), p.sent(&job), p.files(&job)}
	for _, more := range []letter.Section{p.plans(&job), p.promises(&job), p.disputes(&job), p.rules(&job)} {
		if len(more.Rows) > 0 {
			r.Sections = append(r.Sections, more)
		}
	}
	return letter.RenderReport(r)
}

func (p *paper) claims(job *desk.BundleJob) letter.Section {
	out := letter.Section{Title: p.w.Say("claims"), Columns: []letter.ReportColumn{
		{Title: p.w.Say("item"), Wide: 45},
		{Title: p.w.Say("due"), Wide: 28},
		{Title: p.w.Say("open"), Wide: 30, Number: true},
		{Title: p.w.Say("charges"), Wide: 32, Number: true},
		{Title: p.w.Say("sum"), Wide: 30, Number: true},
	}}
	total := job.Escalation.Claim()
	for i := range job.Escalation.Items {
		it := &job.Escalation.Items[i]
		claim := &job.Claims[i]
		charges := money.Zero(total.Currency)
		for _, c := range claim.Charges {
			charges.Minor += c.Open.Minor
		}
		out.Rows = append(out.Rows, letter.ReportRow{Cells: []string{it.Number, p.l.Date(claim.Item.DueOn()), p.figures(claim.Item.Open), p.figures(charges), p.figures(it.Amount)}})
	}
	out.Rows = append(out.Rows, letter.ReportRow{Strong: true, Cells: []string{p.w.Say("sum"), "", "", "", p.figures(total)}})
	return out
}

func (p *paper) sent(job *desk.BundleJob) letter.Section {
	out := letter.Section{Title: p.w.Say("notices"), Columns: []letter.ReportColumn{
		{Title: p.w.Say("date"), Wide: 24},
		{Title: p.w.Say("item"), Wide: 32},
		{Title: p.w.Say("level"), Wide: 14, Number: true},
		{Title: p.w.Say("to"), Wide: 65},
		{Title: string(job.Escalation.Claim().Currency), Wide: 30, Number: true},
	}}
	for i := range job.Notices {
		n := &job.Notices[i]
		out.Rows = append(out.Rows, letter.ReportRow{
			Cells: []string{p.l.Date(n.Claim.Date), n.Number, strconv.Itoa(n.Claim.Level), n.To, p.figures(n.Claim.Total)}, Under: p.w.Say("proof") + ": " + orDash(n.Proof),
		})
	}
	return out
}

func (p *paper) files(job *desk.BundleJob) letter.Section {
	out := letter.Section{Title: p.w.Say("files"), Note: p.w.Say("pages_note"), Columns: []letter.ReportColumn{{Title: p.w.Say("file"), Wide: 65}, {Title: p.w.Say("what"), Wide: 100}}}
	for _, f := range job.Files {
		out.Rows = append(out.Rows, letter.ReportRow{Cells: []string{f.Name, p.w.Say("file_"+f.What, f.Args...)}, Under: "SHA-256 " + f.Sum})
	}
	for _, number := range job.Missing {
		out.Rows = append(out.Rows, letter.ReportRow{Marked: true, Cells: []string{orDash(""), p.w.Say("invoice_of", "number", number)}, Under: p.w.Say("missing_note")})
	}
	return out
}

func (p *paper) plans(job *desk.BundleJob) letter.Section {
	out := letter.Section{Title: p.w.Say("plans"), Columns: []letter.ReportColumn{
		{Title: p.w.Say("date"), Wide: 28},
		{Title: p.w.Say("what"), Wide: 62},
		{Title: p.w.Say("state"), Wide: 40},
		{Title: p.w.Say("amount"), Wide: 35, Number: true},
	}}
	for i := range job.Plans {
		v := &job.Plans[i]
		under := p.w.Say("ack_none")
		if n := len(v.Papers); n > 0 {
			under = p.w.Say("ack_"+string(v.Papers[n-1].Kind), "date", p.l.Date(v.Papers[n-1].On))
		}
		out.Rows = append(out.Rows, letter.ReportRow{
			Cells: []string{p.l.Date(v.AgreedOn), p.w.Say("plan_" + string(v.Kind)), p.w.Say("state_" + string(v.State)), p.figures(v.Schedule.Total)}, Under: under,
		})
	}
	return out
}

func (p *paper) promises(job *desk.BundleJob) letter.Section {
	out := letter.Section{Title: p.w.Say("promises"), Columns: []letter.ReportColumn{
		{Title: p.w.Say("date"), Wide: 35},
		{Title: p.w.Say("promised_by"), Wide: 35},
		{Title: p.w.Say("state"), Wide: 60},
		{Title: p.w.Say("amount"), Wide: 35, Number: true},
	}}
	for i := range job.Promises {
		v := &job.Promises[i]
		out.Rows = append(out.Rows, letter.ReportRow{Cells: []string{p.l.Date(v.Made), p.l.Date(v.By), p.w.Say("state_" + string(v.State)), p.figures(v.Amount)}})
	}
	return out
}

func (p *paper) disputes(job *desk.BundleJob) letter.Section {
	out := letter.Section{Title: p.w.Say("disputes"), Columns: []letter.ReportColumn{
		{Title: p.w.Say("date"), Wide: 28},
		{Title: p.w.Say("item"), Wide: 40},
		{Title: p.w.Say("reason"), Wide: 60},
		{Title: p.w.Say("state"), Wide: 37},
	}}
	for i := range job.Disputes {
		v := &job.Disputes[i]
		state := p.w.Say("dispute_over")
		if v.Outcome == "" {
			state = p.w.Say("dispute_open")
		}
		out.Rows = append(out.Rows, letter.ReportRow{Cells: []string{p.l.Date(v.Since), v.Number, v.Reason, state}})
	}
	return out
}

func (p *paper) rules(job *desk.BundleJob) letter.Section {
	out := letter.Section{Title: p.w.Say("law"), Columns: []letter.ReportColumn{{Title: p.w.Say("rule"), Wide: 50}, {Title: p.w.Say("source"), Wide: 115}}}
	for _, v := range job.Rules {
		row := letter.ReportRow{Cells: []string{v.Rule, v.Source}}
		if !v.Verified {
			row.Marked, row.Under = true, p.w.Say("unverified")
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}
