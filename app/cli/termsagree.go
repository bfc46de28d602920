package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/shopspring/decimal"
	"github.com/spf13/cobra"
)

// termsFlags are what every agreement says.
type termsFlags struct {
	items          []string
	currency       string
	withoutCharges bool
	grace          int
	preview        bool
	why            string
	send           string
}

func (f *termsFlags) bind(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&f.items, "item", nil, "an invoice it is about, may be given several times (default: all that is overdue, or else all that is open; never what is disputed)")
	cmd.Flags().StringVar(&f.currency, "currency", "", "in which currency (default: the only one the customer owes in)")
	cmd.Flags().BoolVar(&f.withoutCharges, "without-charges", false, "leave fees and interest of earlier reminders out of the debt")
	cmd.Flags().IntVar(&f.grace, "grace", 5, "days after each date within which money still counts as in time")
	cmd.Flags().StringVar(&f.send, "send", "", "email or letter: send it for signature as soon as it holds")
	cmd.Flags().StringVar(&f.why, "why", "", "why, for whoever must approve it")
	cmd.Flags().BoolVar(&f.preview, "preview", false, "show what would be agreed, and keep nothing")
}

// order starts an order for a customer; it gives the currency in which its amounts are read.
func (f *termsFlags) order(ctx context.Context, d *desk.Desk, name string, kind settlement.Kind) (desk.TermsOrder, money.Currency, error) {
	debtor, err := customer(ctx, d, name)
	if err != nil {
		return desk.TermsOrder{}, "", err
	}
	o := desk.TermsOrder{Debtor: debtor.ID, Kind: kind, Currency: money.Currency(f.currency), WithoutCharges: f.withoutCharges, GraceDays: f.grace, Send: receivable.Channel(f.send), Why: f.why}
	currency := o.Currency
	for _, number := range f.items {
		row, err := item(ctx, d, debtor.ID, number)
		if err != nil {
			return o, "", err
		}
		o.Items, currency = append(o.Items, row.ID), row.Open.Currency
	}
	if currency != "" {
		return o, currency, nil
	}
	currency, err = owedIn(ctx, d, debtor.ID)
	return o, currency, err
}

// owedIn is the currency of what a customer owes; with none or several it is the book's, and the desk says what is amiss.
func owedIn(ctx context.Context, d *desk.Desk, debtor receivable.DebtorID) (money.Currency, error) {
	rows, err := d.OpenItems(ctx, debtor, true)
	if err != nil {
		return "", err
	}
	for i := range rows {
		if rows[i].Open.Minor > 0 {
			return rows[i].Open.Currency, nil
		}
	}
	company, err := d.Company(ctx)
	return company.Currency, err
}

// agree keeps an order, or shows it.
func (s *session) agree(ctx context.Context, d *desk.Desk, f *termsFlags, o desk.TermsOrder) error {
	if f.preview {
		draft, err := d.ProposeTerms(ctx, o)
		if err != nil {
			return err
		}
		return s.printDraft(draft)
	}
	agreed, err := d.AgreeTerms(ctx, o)
	if err != nil {
		return err
	}
	if !agreed.Done {
		return s.sayAsked(agreed.Asked, "")
	}
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	v, err := d.FindTerms(ctx, agreed.Plan, on)
	if err != nil {
		return err
	}
	if err := s.printTerms(v); err != nil || agreed.Sent.Number == "" || s.json {
		return err
	}
	return s.printSentTerms(agreed.Plan, agreed.Sent)
}

func planAgreeVerb(s *session) *cobra.Command {
	var f termsFlags
	var p planFlags
	cmd := &cobra.Command{
		Use: "plan-agree CUSTOMER --instalments 6 --first DATE", Short: "agree that a customer pays in instalments", Args: cobra.ExactArgs(1),
		Long: "Agrees instalments. --instalments makes equal ones, --each as many of that amount as it takes, both together that many of that amount with a last one of\n" +
			"what is then left; --pay DATE=AMOUNT names every payment, the last one as DATE=rest if it takes what is left. Reminders of the items are silent while the plan is kept.",
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			o, currency, err := f.order(ctx, d, args[0], settlement.Instalments)
			if err != nil {
				return err
			}
			if err := p.fill(&o, currency); err != nil {
				return err
			}
			return s.agree(ctx, d, &f, o)
		}),
	}
	f.bind(cmd)
	p.bind(cmd)
	return cmd
}

// planFlags are what instalments say.
type planFlags struct {
	count, dayOfMonth, weeks                    int
	each, first, deposit, depositOn, byInterest string
	pay                                         []string
	business                                    bool
}

func (p *planFlags) bind(cmd *cobra.Command) {
	cmd.Flags().IntVar(&p.count, "instalments", 0, "how many, the deposit not counted")
	cmd.Flags().StringVar(&p.each, "each", "", "how much each is, interest included")
	cmd.Flags().StringVar(&p.first, "first", "", "the day of the first one")
	cmd.Flags().IntVar(&p.dayOfMonth, "monthly-on", 0, "day of the month of the others (default: that of the first)")
	cmd.Flags().IntVar(&p.weeks, "every-weeks", 0, "every so many weeks instead of every month")
	cmd.Flags().BoolVar(&p.business, "business-days", false, "a date that is no business day moves to the next one")
	cmd.Flags().StringVar(&p.deposit, "deposit", "", "paid ahead of the instalments")
	cmd.Flags().StringVar(&p.depositOn, "deposit-on", "", "by which day (default: today)")
	cmd.Flags().StringVar(&p.byInterest, "interest", "none", "none, law, or percent a year; the rate of today holds to the end")
	cmd.Flags().StringArrayVar(&p.pay, "pay", nil, "a payment as DATE=AMOUNT, once for each; DATE=rest for the last one takes what is left")
}

func (p *planFlags) fill(o *desk.TermsOrder, currency money.Currency) (err error) {
	t := &o.Terms
	t.Count, t.Step, t.Business = p.count, settlement.Step{Day: p.dayOfMonth, Weeks: p.weeks}, p.business
	for _, one := range []struct {
		flag, text string
		into       *date.Date
	}{{"first", p.first, &t.First}, {"deposit-on", p.depositOn, &t.DepositOn}} {
		if one.text != "" {
			if *one.into, err = day(one.flag, one.text); err != nil {
				return err
			}
		}
	}
	for _, one := range []struct {
		text string
		into *money.Amount
	}{{p.each, &t.Each}, {p.deposit, &t.Deposit}} {
		if one.text != "" {
			if *one.into, err = money.Parse(one.text, currency); err != nil {
				return err
			}
		}
	}
	if err := p.parts(t, currency); err != nil {
		return err
	}
	switch p.byInterest {
	case "none", "":
	case "law":
		o.InterestBy.ByLaw = true
	default:
		if o.InterestBy.Agreed, err = decimal.NewFromString(p.byInterest); err != nil {
			return usage{fmt.Errorf("--interest %s: write none, law or a percentage such as 12.5", p.byInterest)}
		}
	}
	return nil
}

func (p *planFlags) parts(t *settlement.Terms, currency money.Currency) error {
	for _, one := range p.pay {
		on, amount, ok := strings.Cut(one, "=")
		if !ok {
			return usage{fmt.Errorf("--pay %s: write it as DATE=AMOUNT", one)}
		}
		when, err := day("pay", on)
		if err != nil {
			return err
		}
		part := settlement.Part{On: when, Rest: amount == "rest"}
		if !part.Rest {
			if part.Amount, err = money.Parse(amount, currency); err != nil {
				return err
			}
		}
		t.Parts = append(t.Parts, part)
	}
	return nil
}

func settleOfferVerb(s *session) *cobra.Command {
	var f termsFlags
	var pay, by string
	cmd := &cobra.Command{
		Use: "settle-offer CUSTOMER --pay 600.00 --by DATE", Short: "agree that part of the debt paid in time settles all of it; not paid in time, nothing is lost", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			o, currency, err := f.order(ctx, d, args[0], settlement.Discount)
			if err != nil {
				return err
			}
			if o.By, err = day("by", by); err != nil {
				return err
			}
			if o.Pay, err = money.Parse(pay, currency); err != nil {
				return err
			}
			return s.agree(ctx, d, &f, o)
		}),
	}
	f.bind(cmd)
	cmd.Flags().StringVar(&pay, "pay", "", "how much is paid")
	cmd.Flags().StringVar(&by, "by", "", "by which day")
	return cmd
}

func laterDateVerb(s *session) *cobra.Command {
	var f termsFlags
	var by string
	cmd := &cobra.Command{
		Use: "later-date CUSTOMER --by DATE", Short: "agree that all of it is paid at a later date", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			o, _, err := f.order(ctx, d, args[0], settlement.LaterDate)
			if err != nil {
				return err
			}
			if o.By, err = day("by", by); err != nil {
				return err
			}
			return s.agree(ctx, d, &f, o)
		}),
	}
	f.bind(cmd)
	cmd.Flags().StringVar(&by, "by", "", "by which day")
	return cmd
}
