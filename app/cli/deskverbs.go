package cli

import (
	"context"
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// deskVerbs are what staff do to one customer.
func deskVerbs(s *session) []*cobra.Command {
	return []*cobra.Command{
		promiseVerb(s), disputeVerb(s), holdVerb(s), answerVerb(s), noteVerb(s), mayContactVerb(s), setAsideVerb(s), chargesVerb(s), waiveVerb(s), cancelVerb(s),
		acknowledgeVerb(s), approvalsVerb(s), usersVerb(s), writeOffVerb(s), escalateVerb(s), wayOutVerb(s),
	}
}

// day reads a date flag.
func day(flag, text string) (date.Date, error) {
	d, err := date.Parse(text)
	if err != nil {
		return d, usage{fmt.Errorf("--%s %s: write it as YYYY-MM-DD", flag, text)}
	}
	return d, nil
}

// item finds an open item of a customer by its number; an empty number is none.
func item(ctx context.Context, d *desk.Desk, debtor receivable.DebtorID, number string) (desk.ItemRow, error) {
	if number == "" {
		return desk.ItemRow{}, nil
	}
	return d.FindItem(ctx, debtor, number)
}

func promiseVerb(s *session) *cobra.Command {
	var amount, currency, by, number string
	cmd := &cobra.Command{
		Use: "promise CUSTOMER --amount 100.00 --by DATE [--item NUMBER]", Short: "keep a promise to pay", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			until, err := day("by", by)
			if err != nil {
				return err
			}
			o := desk.PromiseOrder{Debtor: debtor.ID, By: until}
			row, err := item(ctx, d, debtor.ID, number)
			if err != nil {
				return err
			}
			if row.ID != 0 {
				o.Items = []receivable.ItemID{row.ID}
				currency = string(row.Open.Currency)
			}
			if currency == "" {
				company, err := d.Company(ctx)
				if err != nil {
					return err
				}
				currency = string(company.Currency)
			}
			if o.Amount, err = money.Parse(amount, money.Currency(currency)); err != nil {
				return err
			}
			return d.TakePromise(ctx, o)
		}),
	}
	cmd.Flags().StringVar(&amount, "amount", "", "how much")
	cmd.Flags().StringVar(&currency, "currency", "", "in which currency (default: the item's or the book's)")
	cmd.Flags().StringVar(&by, "by", "", "by which day")
	cmd.Flags().StringVar(&number, "item", "", "for which invoice (default: all)")
	return cmd
}

func disputeVerb(s *session) *cobra.Command {
	var number, reason, owner, due string
	cmd := &cobra.Command{
		Use: "dispute CUSTOMER --item NUMBER --reason TEXT", Short: "stop reminders for an item until it is resolved", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			if number == "" {
				return usage{fmt.Errorf("dispute needs --item")}
			}
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			row, err := item(ctx, d, debtor.ID, number)
			if err != nil {
				return err
			}
			o := desk.DisputeOrder{Debtor: debtor.ID, Item: row.ID, Reason: reason, Owner: owner}
			if due != "" {
				if o.DueBy, err = day("due", due); err != nil {
					return err
				}
			}
			return d.OpenDispute(ctx, o)
		}),
	}
	cmd.Flags().StringVar(&number, "item", "", "the invoice")
	cmd.Flags().StringVar(&reason, "reason", "", "what is wrong")
	cmd.Flags().StringVar(&owner, "owner", "", "the colleague who looks into it")
	cmd.Flags().StringVar(&due, "due", "", "by which day")
	return cmd
}

func holdVerb(s *session) *cobra.Command {
	var number, reason, until string
	cmd := &cobra.Command{
		Use: "hold CUSTOMER --until DATE --reason TEXT [--item NUMBER]", Short: "no reminders until a day", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			row, err := item(ctx, d, debtor.ID, number)
			if err != nil {
				return err
			}
			last, err := day("until", until)
			if err != nil {
				return err
			}
			return d.HoldCustomer(ctx, desk.HoldOrder{Debtor: debtor.ID, Item: row.ID, Until: last, Reason: reason})
		}),
	}
	cmd.Flags().StringVar(&number, "item", "", "one invoice (default: the whole customer)")
	cmd.Flags().StringVar(&reason, "reason", "", "why")
	cmd.Flags().StringVar(&until, "until", "", "the last day of the hold")
	return cmd
}

func answerVerb(s *session) *cobra.Command {
	var asks, text string
	cmd := &cobra.Command{
		Use: "answer CUSTOMER --asks time|paid|disputes|nothing", Short: "keep that a customer answered", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			switch asks {
			case "time", "paid", "disputes", "nothing":
			default:
				return usage{fmt.Errorf("answer needs --asks time, paid, disputes or nothing")}
			}
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			return d.NoteAnswer(ctx, debtor.ID, dunning.Answer(asks), text)
		}),
	}
	cmd.Flags().StringVar(&asks, "asks", "", "time, paid, disputes or nothing")
	cmd.Flags().StringVar(&text, "text", "", "what was said")
	return cmd
}

func noteVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "note CUSTOMER TEXT", Short: "keep a remark about a customer", Args: cobra.ExactArgs(2),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			return d.AddNote(ctx, debtor.ID, args[1])
		}),
	}
}
