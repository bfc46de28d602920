package courier

import (
	"context"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/courier/letter"
	"github.com/dunningdesk/dunningdesk/app/courier/mail"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
	"github.com/dunningdesk/dunningdesk/app/courier/text"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// AccountStatement sets a statement of account as a document to print.
func (c *Courier) AccountStatement(_ context.Context, job desk.StatementJob) ([]byte, error) {
	p, err := paperFor("account", job.Language, job.Debtor, job.Company)
	if err != nil {
		return nil, err
	}
	s := account{paper: p, job: &job}
	return letter.RenderReport(s.report())
}

// account puts a statement of account into words and tables.
type account struct {
	paper
	job *desk.StatementJob
}

func (s *account) title() string {
	return s.w.Say("title", "date", s.l.DateLong(s.job.Statement.To))
}

func (s *account) report() letter.Report {
	st := &s.job.Statement
	r := s.paper.report(s.job.Company, s.job.Debtor.Address.Country, s.job.Printed)
	r.Title, r.Number = s.title(), s.w.Say("running", "name", s.job.Debtor.Name, "date", s.day(st.To))
	r.Facts = []letter.Fact{s.customer(s.job.Debtor)}
	if lines := postal(s.job.Debtor.Address, s.job.Company.Country); len(lines) > 0 {
		r.Facts = append(r.Facts, letter.Fact{Label: s.w.Say("address"), Value: strings.Join(lines, ", ")})
	}
	if !st.From.IsZero() {
		r.Facts = append(r.Facts, letter.Fact{Label: s.w.Say("period"), Value: s.day(st.From) + " – " + s.day(st.To)})
	}
	for i := range st.Parts {
		part := &st.Parts[i]
		r.Facts = append(r.Facts, letter.Fact{Label: s.w.Say("owed", "currency", string(part.Currency)), Value: s.sum(money.New(part.Total(), part.Currency))})
	}
	if len(st.Parts) == 0 {
		r.Sections = []letter.Section{{Title: s.w.Say("nothing"), Note: s.w.Say("nothing_note")}}
	}
	for i := range st.Parts {
		r.Sections = append(r.Sections, s.part(&st.Parts[i])...)
	}
	if n := len(r.Sections); n > 0 && len(st.Parts) > 0 {
		r.Sections[n-1].Note = strings.TrimSpace(r.Sections[n-1].Note + " " + s.w.Say("knows"))
	}
	return r
}

func (s *account) part(part *dunning.AccountPart) []letter.Section {
	var out []letter.Section
	if !s.job.Statement.From.IsZero() {
		out = append(out, s.moves(part))
	}
	if len(part.Open) > 0 {
		out = append(out, s.items(part))
	}
	if len(part.Charges) > 0 {
		out = append(out, s.charges(part))
	}
	out = append(out, s.ages(part), s.total(part))
	if rows := s.paying(part); len(rows) > 0 {
		pay := letter.Section{Title: s.named("pay", part), Note: s.w.Say("pay_note"), Columns: []letter.ReportColumn{{Title: "", Wide: 45}, {Title: "", Wide: 120}}}
		for _, row := range rows {
			pay.Rows = append(pay.Rows, letter.ReportRow{Cells: []string{row.Label, row.Value}})
		}
		out = append(out, pay)
	}
	return out
}

// paying is where what is owed is paid, and by which words the payment is known; nothing where nothing is owed, or where the
// company has no account in the currency.
func (s *account) paying(part *dunning.AccountPart) (rows []letter.Fact) {
	at, ok := s.job.Company.Account(part.Currency)
	if !ok || part.Total() <= 0 {
		return nil
	}
	for _, row := range []letter.Fact{
		{Label: s.w.Say("pay_to"), Value: s.job.Company.Name},
		{Label: s.w.Say("pay_account"), Value: at.Account},
		{Label: "IBAN", Value: notice.GroupedIBAN(at.IBAN)},
		{Label: "BIC", Value: at.BIC},
		{Label: s.w.Say("pay_bank"), Value: at.Bank},
		{Label: s.w.Say("pay_reference"), Value: strings.TrimSpace(s.w.Say("customer") + " " + s.job.Debtor.Number)},
	} {
		if row.Value != "" {
			rows = append(rows, row)
		}
	}
	return rows
}

// lines are what a mail with the statement says.
func (s *account) lines() []string {
	lines := []string{s.w.Say("mail_text", "date", s.l.DateLong(s.job.Statement.To))}
	for i := range s.job.Statement.Parts {
		part := &s.job.Statement.Parts[i]
		lines = append(lines, s.w.Say("owed", "currency", string(part.Currency))+": "+s.sum(money.New(part.Total(), part.Currency)))
		var pay []string
		for _, row := range s.paying(part) {
			pay = append(pay, row.Label+": "+row.Value)
		}
		if len(pay) > 0 {
			lines = append(lines, s.w.Say("pay")+" – "+strings.Join(pay, ", "))
		}
	}
	return lines
}

// statementWords is what a message with a statement of account says.
func statementWords(job desk.Job) (r text.Rendered, err error) {
	if job.Account == nil {
		return r, fault.New(fault.Internal, "there is no statement to be sent")
	}
	p, err := paperFor("account", job.Account.Language, job.Debtor, job.Company)
	if err != nil {
		return r, err
	}
	s := account{paper: p, job: job.Account}
	r.Subject, r.Heading = s.title(), s.title()
	for _, line := range append([]string{s.w.Say("mail_greeting")}, s.lines()...) {
		r = r.With(line)
	}
	return r, nil
}

func (s *account) amount(minor int64, part *dunning.AccountPart) string {
	return s.figures(money.New(minor, part.Currency))
}

func (s *account) named(word string, part *dunning.AccountPart) string {
	return s.w.Say(word) + ", " + string(part.Currency)
}

func (s *account) moves(part *dunning.AccountPart) letter.Section {
	out := letter.Section{Title: s.named("moves", part), Columns: []letter.ReportColumn{
		{Title: s.w.Say("date"), Wide: 24},
		{Title: s.w.Say("what"), Wide: 77},
		{Title: s.w.Say("amount"), Wide: 32, Number: true},
		{Title: s.w.Say("balance"), Wide: 32, Number: true},
	}}
	out.Rows = append(out.Rows, letter.ReportRow{Cells: []string{s.day(s.job.Statement.From), s.w.Say("opening"), "", s.amount(part.Opening, part)}})
	for _, m := range part.Moves {
		what := s.w.Say("move_"+string(m.Kind), "number", m.Number)
		if m.Ref != "" && m.Ref != m.Number {
			what += " · " + m.Ref
		}
		out.Rows = append(out.Rows, letter.ReportRow{Cells: []string{s.day(m.On), what, s.amount(m.Amount, part), s.amount(m.Balance, part)}})
	}
	out.Rows = append(out.Rows, letter.ReportRow{Strong: true, Cells: []string{s.day(s.job.Statement.To), s.w.Say("closing"), "", s.amount(part.Closing, part)}})
	return out
}

// items lists what was open, with the interest that nobody has claimed where it was asked for.
func (s *account) items(part *dunning.AccountPart) letter.Section {
	fresh := s.job.Statement.Interest
	out := letter.Section{Title: s.named("open_items", part), Columns: []letter.ReportColumn{
		{Title: s.w.Say("number"), Wide: 38},
		{Title: s.w.Say("issued"), Wide: 25},
		{Title: s.w.Say("due"), Wide: 25},
		{Title: s.w.Say("days"), Wide: 13, Number: true},
		{Title: s.w.Say("invoiced"), Wide: 32, Number: true},
		{Title: s.w.Say("open"), Wide: 32, Number: true},
	}}
	if fresh {
		out.Columns[0].Wide, out.Columns[4].Wide, out.Columns[5].Wide = 34, 24, 24
		out.Columns = append(out.Columns, letter.ReportColumn{Title: s.w.Say("fresh_short"), Wide: 20, Number: true})
	}
	for _, it := range part.Open {
		days := ""
		if it.Days > 0 {
			days = strconv.Itoa(it.Days)
		}
		cells := []string{it.Number, s.day(it.Issued), s.day(it.Due), days, s.amount(it.Amount, part), s.amount(it.Open, part)}
		if fresh {
			cells = append(cells, s.amount(it.Fresh, part))
		}
		out.Rows = append(out.Rows, letter.ReportRow{Cells: cells})
	}
	sum := []string{s.w.Say("sum"), "", "", "", "", s.amount(part.Closing, part)}
	if fresh {
		sum = append(sum, s.amount(part.Fresh, part))
		out.Note = s.w.Say("fresh_note")
		if part.Missing {
			out.Note += " " + s.w.Say("missing")
		}
	}
	out.Rows = append(out.Rows, letter.ReportRow{Strong: true, Cells: sum})
	return out
}

func (s *account) charges(part *dunning.AccountPart) letter.Section {
	out := letter.Section{Title: s.named("charges", part), Columns: []letter.ReportColumn{{Title: s.w.Say("date"), Wide: 24}, {Title: s.w.Say("what"), Wide: 109}, {Title: s.w.Say("open"), Wide: 32, Number: true}}}
	for _, c := range part.Charges {
		out.Rows = append(out.Rows, letter.ReportRow{Cells: []string{s.day(c.On), s.w.Say("kind_" + string(c.Kind)), s.figures(c.Open)}})
	}
	out.Rows = append(out.Rows, letter.ReportRow{Strong: true, Cells: []string{"", s.w.Say("sum"), s.amount(part.Balance.Charges, part)}})
	return out
}

// ages shows claims by how long they are overdue, beside the credits.
func (s *account) ages(part *dunning.AccountPart) letter.Section {
	out := letter.Section{Title: s.named("ages", part)}
	var cells []string
	for b := range receivable.AgeBuckets {
		out.Columns = append(out.Columns, letter.ReportColumn{Title: s.w.Say("age_" + strconv.Itoa(b)), Wide: 27.5, Number: true})
		cells = append(cells, s.amount(part.Balance.Buckets[b], part))
	}
	out.Columns = append(out.Columns, letter.ReportColumn{Title: s.w.Say("credits"), Wide: 27.5, Number: true})
	out.Rows = []letter.ReportRow{{Cells: append(cells, s.amount(part.Balance.Credits, part))}}
	return out
}

func (s *account) total(part *dunning.AccountPart) letter.Section {
	out := letter.Section{Title: s.named("in_all", part), Columns: []letter.ReportColumn{{Title: s.w.Say("what"), Wide: 133}, {Title: string(part.Currency), Wide: 32, Number: true}}}
	add := func(word string, minor int64) {
		out.Rows = append(out.Rows, letter.ReportRow{Cells: []string{s.w.Say(word), s.amount(minor, part)}})
	}
	add("balance_items", part.Closing)
	add("balance_charges", part.Balance.Charges)
	if s.job.Statement.Interest {
		add("balance_fresh", part.Fresh)
	}
	out.Rows = append(out.Rows, letter.ReportRow{Strong: true, Cells: []string{s.w.Say("owed", "currency", string(part.Currency)), s.amount(part.Total(), part)}})
	return out
}

// StatementMail is a draft of a mail with the statement attached.
func (c *Courier) StatementMail(_ context.Context, job desk.StatementJob, pdf desk.Document) ([]byte, error) {
	p, err := paperFor("account", job.Language, job.Debtor, job.Company)
	if err != nil {
		return nil, err
	}
	to, err := mail.ParseAddress(job.Debtor.Email)
	if err != nil {
		return nil, err
	}
	from := job.Company.Email
	if from == "" {
		from = "desk@localhost.invalid"
	}
	s := account{paper: p, job: &job}
	y, m, d := job.Printed.Parts()
	lines := append([]string{s.w.Say("mail_greeting"), ""}, s.lines()...)
	lines = append(lines, "", s.w.Say("mail_regards"), strings.TrimPrefix(job.Company.Contact+", "+job.Company.Name, ", "))
	return mail.Build(mail.Message{
		ID: "statement-" + strconv.FormatInt(int64(job.Debtor.ID), 10) + "." + job.Statement.To.String() + "@dunningdesk.invalid", Date: civilNoon(y, int(m), d),
		From: mail.Address{Name: job.Company.Name, Addr: from}, To: []mail.Address{{Name: job.Debtor.Name, Addr: to}},
		Subject: s.title(), Plain: strings.Join(lines, "\n") + "\n", Attach: []mail.Attachment{{Name: pdf.Name, Type: "application/pdf", Bytes: pdf.Bytes}},
	})
}
