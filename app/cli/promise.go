package cli

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// promiseFlags are what a promise is made of; a call that ends with a promise has them too.
type promiseFlags struct {
	amount, currency, by, number, tolerance string
	lateDays                                int
}

func (f *promiseFlags) register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.amount, "amount", "", "how much")
	cmd.Flags().StringVar(&f.currency, "currency", "", "in which currency (default: the item's or the book's)")
	cmd.Flags().StringVar(&f.by, "by", "", "by which day")
	cmd.Flags().StringVar(&f.number, "item", "", "for which invoice (default: all)")
	cmd.Flags().StringVar(&f.tolerance, "tolerance", "", "how much may be missing, such as a bank's charge")
	cmd.Flags().IntVar(&f.lateDays, "tolerance-days", 0, "how many days later the money may come")
}

func (f *promiseFlags) order(ctx context.Context, d *desk.Desk, debtor receivable.DebtorID) (desk.PromiseOrder, error) {
	o := desk.PromiseOrder{Debtor: debtor}
	until, err := day("by", f.by)
	if err != nil {
		return o, err
	}
	o.By = until
	row, err := item(ctx, d, debtor, f.number)
	if err != nil {
		return o, err
	}
	currency := f.currency
	if row.ID != 0 {
		o.Items, currency = []receivable.ItemID{row.ID}, string(row.Open.Currency)
	}
	if currency == "" {
		company, err := d.Company(ctx)
		if err != nil {
			return o, err
		}
		currency = string(company.Currency)
	}
	if o.Amount, err = money.Parse(f.amount, money.Currency(currency)); err != nil {
		return o, err
	}
	if f.tolerance != "" {
		short, err := money.Parse(f.tolerance, money.Currency(currency))
		if err != nil {
			return o, err
		}
		o.Tolerance.Minor = short.Minor
	}
	o.Tolerance.Days = f.lateDays
	return o, nil
}

func promiseVerb(s *session) *cobra.Command {
	var f promiseFlags
	cmd := &cobra.Command{
		Use: "promise CUSTOMER --amount 100.00 --by DATE [--item NUMBER] [--tolerance 5.00] [--tolerance-days 2]", Short: "keep a promise to pay", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			o, err := f.order(ctx, d, debtor.ID)
			if err != nil {
				return err
			}
			return d.TakePromise(ctx, o)
		}),
	}
	f.register(cmd)
	return cmd
}
