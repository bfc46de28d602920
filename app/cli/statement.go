package cli

import (
	"context"
	"fmt"
	"os"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

type statementFlags struct {
	from, on, pdf, mail, lang, send string
	again                           bool
}

// statementVerb says what a customer owed on a day, and how it came to that.
func statementVerb(s *session) *cobra.Command {
	var f statementFlags
	var o desk.StatementOrder
	cmd := &cobra.Command{
		Use: "statement CUSTOMER", Short: "statement of account: what a customer owed on a day, by age, and how it came to that", Args: cobra.ExactArgs(1),
		Long: "What a customer owed at the end of a day: open items, fees and interest claimed, and all of it by age; with --from also every movement since.\n" +
			"It rests on what the books have told: a payment counts from the day that they give it. What was paid on fees has no day, so that these stand\n" +
			"as they do now, but for what was waived later. --interest adds what no reminder has claimed yet.",
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			return s.statement(ctx, d, args[0], o, f)
		}),
	}
	cmd.Flags().StringVar(&f.on, "on", "", "as at the end of this day, YYYY-MM-DD (default: today)")
	cmd.Flags().StringVar(&f.from, "from", "", "with the movements from this day on, YYYY-MM-DD")
	cmd.Flags().BoolVar(&o.Interest, "interest", false, "with interest up to the day that nobody has claimed yet")
	cmd.Flags().StringVar(&f.pdf, "pdf", "", "write it as a document to this file")
	cmd.Flags().StringVar(&f.mail, "mail", "", "write a mail with the document attached to this .eml file, as a draft to look at and send")
	cmd.Flags().StringVar(&f.send, "send", "", "send it to the customer through the outbox, once: email or letter")
	cmd.Flags().BoolVar(&f.again, "again", false, "with --send: also when one was sent today already")
	cmd.Flags().StringVar(&f.lang, "lang", "", "language of the document: en, nb, de or id (default: the customer's)")
	return cmd
}

func (s *session) statement(ctx context.Context, d *desk.Desk, who string, o desk.StatementOrder, f statementFlags) error {
	debtor, err := customer(ctx, d, who)
	if err != nil {
		return err
	}
	o.Debtor, o.Language = debtor.ID, f.lang
	if o.On, err = d.Today(ctx); err != nil {
		return err
	}
	for flag, into := range map[string]*date.Date{"on": &o.On, "from": &o.From} {
		text := map[string]string{"on": f.on, "from": f.from}[flag]
		if text == "" {
			continue
		}
		if *into, err = day(flag, text); err != nil {
			return err
		}
	}
	if f.send != "" {
		sent, err := d.SendStatement(ctx, desk.SendStatementOrder{StatementOrder: o, By: receivable.Channel(f.send), Again: f.again})
		if err != nil {
			return err
		}
		return s.printSentStatement(o, sent)
	}
	for file, write := range map[string]func(context.Context, desk.StatementOrder) (desk.Document, error){f.pdf: d.StatementPDF, f.mail: d.StatementMail} {
		if file == "" {
			continue
		}
		doc, err := write(ctx, o)
		if err != nil {
			return err
		}
		if err := os.WriteFile(file, doc.Bytes, 0o600); err != nil {
			return usage{err}
		}
		if !s.json {
			s.say("wrote %s", file)
		}
	}
	if (f.pdf != "" || f.mail != "") && !s.json {
		return nil
	}
	job, err := d.Statement(ctx, o)
	if err != nil {
		return err
	}
	if s.json {
		return s.printJSON(statementJSON(&job))
	}
	s.statementText(&job)
	return nil
}

func (s *session) printSentStatement(o desk.StatementOrder, sent desk.SentPaper) error {
	if s.json {
		return s.printJSON(map[string]any{"on": o.On.String(), "number": sent.Number, "to": sent.To, "state": sent.State, "folder": sent.Folder})
	}
	s.say("statement of account as at %s to %s as %s: %s", o.On, sent.To, sent.Number, sent.State)
	return nil
}

func statementJSON(job *desk.StatementJob) map[string]any {
	st := &job.Statement
	parts := make([]map[string]any, 0, len(st.Parts))
	for i := range st.Parts {
		parts = append(parts, statementPart(&st.Parts[i]))
	}
	from := ""
	if !st.From.IsZero() {
		from = st.From.String()
	}
	return map[string]any{"customer": job.Debtor.Number, "name": job.Debtor.Name, "from": from, "on": st.To.String(), "interest": st.Interest, "parts": parts}
}

func statementPart(p *dunning.AccountPart) map[string]any {
	sum := func(minor int64) string { return money.New(minor, p.Currency).String() }
	moves := make([]map[string]any, 0, len(p.Moves))
	for _, m := range p.Moves {
		moves = append(moves, map[string]any{"on": m.On.String(), "kind": m.Kind, "number": m.Number, "ref": m.Ref, "amount": sum(m.Amount), "balance": sum(m.Balance)})
	}
	items := make([]map[string]any, 0, len(p.Open))
	for _, it := range p.Open {
		items = append(items, map[string]any{
			"number": it.Number, "issued": it.Issued.String(), "due": it.Due.String(), "days": it.Days, "amount": sum(it.Amount), "open": sum(it.Open), "fresh": sum(it.Fresh),
		})
	}
	ages := make([]string, 0, len(p.Balance.Buckets))
	for _, b := range p.Balance.Buckets {
		ages = append(ages, sum(b))
	}
	return map[string]any{
		"currency": p.Currency, "opening": sum(p.Opening), "moves": moves, "closing": sum(p.Closing), "items": items, "ages": ages, "credits": sum(p.Balance.Credits),
		"charges": sum(p.Balance.Charges), "fresh": sum(p.Fresh), "fresh_incomplete": p.Missing, "total": sum(p.Total()),
	}
}

func (s *session) statementText(job *desk.StatementJob) {
	st := &job.Statement
	s.say("%s, statement of account as at %s", job.Debtor.Name, st.To)
	if len(st.Parts) == 0 {
		s.say("nothing is open")
	}
	for i := range st.Parts {
		p := &st.Parts[i]
		sum := func(minor int64) string { return money.New(minor, p.Currency).String() }
		if !st.From.IsZero() {
			lines := [][]string{{st.From.String(), "brought forward", "", "", sum(p.Opening)}}
			for _, m := range p.Moves {
				lines = append(lines, []string{m.On.String(), string(m.Kind) + " " + m.Number, m.Ref, sum(m.Amount), sum(m.Balance)})
			}
			s.table([]string{"DATE", "WHAT", "", string(p.Currency), "BALANCE"}, map[int]bool{3: true, 4: true}, lines)
		}
		lines := make([][]string, 0, len(p.Open))
		for _, it := range p.Open {
			lines = append(lines, []string{it.Number, it.Issued.String(), it.Due.String(), fmt.Sprint(it.Days), sum(it.Amount), sum(it.Open), sum(it.Fresh)})
		}
		s.table([]string{"NUMBER", "ISSUED", "DUE", "DAYS", "INVOICED", "OPEN", "NOT CLAIMED YET"}, map[int]bool{3: true, 4: true, 5: true, 6: true}, lines)
		b := p.Balance.Buckets
		s.say("not due %s, 1-30 days %s, 31-60 %s, 61-90 %s, over 90 %s, credits %s", sum(b[0]), sum(b[1]), sum(b[2]), sum(b[3]), sum(b[4]), sum(p.Balance.Credits))
		s.say("items %s, fees and interest claimed %s, interest not claimed yet %s: %s %s", sum(p.Closing), sum(p.Balance.Charges), sum(p.Fresh), sum(p.Total()), p.Currency)
		if p.Missing {
			s.say("some interest is not in this: the rate of a day is not known")
		}
	}
}
