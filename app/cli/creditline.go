package cli

import (
	"context"
	"fmt"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// dayOr reads a date flag that may be left out: today then.
func dayOr(ctx context.Context, d *desk.Desk, flag, text string) (date.Date, error) {
	if text == "" {
		return d.Today(ctx)
	}
	return day(flag, text)
}

// currencyOr is a currency that was named, else the one the customer owes in.
func currencyOr(ctx context.Context, d *desk.Desk, debtor receivable.DebtorID, named string) (money.Currency, error) {
	if named != "" {
		return money.ParseCurrency(named)
	}
	return owedIn(ctx, d, debtor)
}

type creditLineJSON struct {
	Currency string `json:"currency"`
	Limit    string `json:"limit"`
	On       string `json:"on"`
	Review   string `json:"review"`
	Note     string `json:"note"`
	By       string `json:"by"`
}

func creditLineVerb(s *session) *cobra.Command {
	var limit, currency, review, note string
	cmd := &cobra.Command{
		Use: "credit-line CUSTOMER [--limit 50000.00 --review DATE]", Short: "record how much a customer may owe, or show it", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			if limit == "" {
				return s.printCreditLines(ctx, d, debtor.ID)
			}
			l := settlement.CreditLine{Note: note}
			c, err := currencyOr(ctx, d, debtor.ID, currency)
			if err != nil {
				return err
			}
			if l.Limit, err = money.Parse(limit, c); err != nil {
				return err
			}
			if l.Review, err = day("review", review); err != nil {
				return err
			}
			return d.SetCreditLine(ctx, debtor.ID, l)
		}),
	}
	cmd.Flags().StringVar(&limit, "limit", "", "how much")
	cmd.Flags().StringVar(&currency, "currency", "", "in which currency (default: the one the customer owes in)")
	cmd.Flags().StringVar(&review, "review", "", "when it is looked at again")
	cmd.Flags().StringVar(&note, "note", "", "why")
	return cmd
}

func (s *session) printCreditLines(ctx context.Context, d *desk.Desk, debtor receivable.DebtorID) error {
	rows, err := d.CreditLines(ctx, debtor)
	if err != nil {
		return err
	}
	out := make([]creditLineJSON, 0, len(rows))
	for _, l := range rows {
		out = append(out, creditLineJSON{string(l.Limit.Currency), l.Limit.String(), l.On.String(), l.Review.String(), l.Note, l.By})
	}
	if s.json {
		return s.printJSON(out)
	}
	for _, l := range out {
		s.say("%s: %s %s, to be looked at on %s, by %s %s", l.On, l.Limit, l.Currency, l.Review, l.By, l.Note)
	}
	return nil
}

type financeOfferJSON struct {
	ID       int64  `json:"id"`
	Kind     string `json:"kind"`
	Provider string `json:"provider"`
	Currency string `json:"currency"`
	Quote    string `json:"quote"`
	Fee      string `json:"fee"`
	On       string `json:"on"`
	Until    string `json:"until"`
	Note     string `json:"note"`
	By       string `json:"by"`
	// What came of it; answer is empty while nobody has answered, accepted or declined.
	Answer     string `json:"answer"`
	AnsweredOn string `json:"answered_on"`
	AnswerNote string `json:"answer_note"`
}

func financeOfferVerb(s *session) *cobra.Command {
	var provider, kind, quote, fee, currency, on, until, note string
	cmd := &cobra.Command{
		Use: "finance-offer CUSTOMER [--provider NAME --quote 9000.00 --fee 1000.00]", Short: "record what a financier offers for what a customer owes, or show it", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			if provider == "" && quote == "" {
				return s.printFinanceOffers(ctx, d, debtor.ID)
			}
			o := settlement.FinanceOffer{Kind: settlement.FinanceKind(kind), Provider: provider, Note: note}
			c, err := currencyOr(ctx, d, debtor.ID, currency)
			if err != nil {
				return err
			}
			if o.Quote, err = money.Parse(quote, c); err != nil {
				return err
			}
			if o.Fee, err = money.Parse(fee, c); err != nil {
				return err
			}
			if o.On, err = dayOr(ctx, d, "on", on); err != nil {
				return err
			}
			if until != "" {
				if o.Until, err = day("until", until); err != nil {
					return err
				}
			}
			return d.NoteFinanceOffer(ctx, debtor.ID, o)
		}),
	}
	for _, f := range []struct {
		into             *string
		name, start, say string
	}{
		{&provider, "provider", "", "who made the offer"},
		{&kind, "kind", string(settlement.Factoring), "factoring or receivables-finance"},
		{&quote, "quote", "", "what we would get"},
		{&fee, "fee", "0", "what it costs"},
		{&currency, "currency", "", "in which currency (default: the one the customer owes in)"},
		{&on, "on", "", "day of the offer (default: today)"},
		{&until, "until", "", "day up to which it holds"},
		{&note, "note", "", "where it is to be found"},
	} {
		cmd.Flags().StringVar(f.into, f.name, f.start, f.say)
	}
	cmd.AddCommand(financeAnswerVerb(s))
	return cmd
}

func financeAnswerVerb(s *session) *cobra.Command {
	var as, on, note string
	cmd := &cobra.Command{
		Use: "answer CUSTOMER OFFER --as accepted|declined [--on DATE] [--note TEXT]", Short: "keep what came of a financier's offer", Args: cobra.ExactArgs(2),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			id, err := strconv.ParseInt(args[1], 10, 64)
			if err != nil || as != "accepted" && as != "declined" {
				return usage{fmt.Errorf("name the offer by its id, and --as accepted or declined")}
			}
			a := settlement.FinanceAnswer{Accepted: as == "accepted", Note: note}
			if a.On, err = dayOr(ctx, d, "on", on); err != nil {
				return err
			}
			return d.AnswerFinanceOffer(ctx, debtor.ID, id, a)
		}),
	}
	cmd.Flags().StringVar(&as, "as", "", "accepted or declined")
	cmd.Flags().StringVar(&on, "on", "", "the day of the answer (default: today)")
	cmd.Flags().StringVar(&note, "note", "", "where it is to be found")
	return cmd
}

func (s *session) printFinanceOffers(ctx context.Context, d *desk.Desk, debtor receivable.DebtorID) error {
	rows, err := d.FinanceOffers(ctx, debtor)
	if err != nil {
		return err
	}
	out := make([]financeOfferJSON, 0, len(rows))
	for _, o := range rows {
		row := financeOfferJSON{
			ID: o.ID, Kind: string(o.Kind), Provider: o.Provider, Currency: string(o.Quote.Currency), Quote: o.Quote.String(), Fee: o.Fee.String(), On: o.On.String(),
			Until: o.Until.String(), Note: o.Note, By: o.By,
		}
		if a := o.Answer; a != nil {
			row.Answer, row.AnsweredOn, row.AnswerNote = "declined", a.On.String(), a.Note
			if a.Accepted {
				row.Answer = "accepted"
			}
		}
		out = append(out, row)
	}
	if s.json {
		return s.printJSON(out)
	}
	for _, o := range out {
		s.say("%s: %s by %s: %s %s for a fee of %s %s", o.On, o.Kind, o.Provider, o.Quote, o.Currency, o.Fee, o.Note)
		if o.Answer != "" {
			s.say("  %s on %s %s", o.Answer, o.AnsweredOn, o.AnswerNote)
		} else {
			s.say("  not answered; offer %d", o.ID)
		}
	}
	return nil
}
