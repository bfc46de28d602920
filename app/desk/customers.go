package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Customers gives rows of the customer list, as of the day the totals are kept for.
func (d *Desk) Customers(ctx context.Context, q store.CustomerQuery) (rows []store.CustomerRow, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		return r.Customers(q, func(row store.CustomerRow) error {
			rows = append(rows, row)
			return nil
		})
	})
	return rows, err
}

// Totals gives the sums over all customers by currency, the book's own first, and the day they are kept for.
func (d *Desk) Totals(ctx context.Context) (out []receivable.Balance, on date.Date, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		out, on, err = totals(r)
		return err
	})
	return out, on, err
}

func totals(r store.Reader) ([]receivable.Balance, date.Date, error) {
	var company Company
	if _, err := r.Setting(keyCompany, &company); err != nil {
		return nil, date.Date{}, err
	}
	by, on, err := r.Totals()
	if err != nil {
		return nil, on, err
	}
	out := make([]receivable.Balance, 0, len(by))
	if own, ok := by[company.Currency]; ok {
		out = append(out, own)
	}
	for _, cur := range sortedCurrencies(by) {
		if cur != company.Currency {
			out = append(out, by[cur])
		}
	}
	return out, on, nil
}

// Roll brings the kept totals to a day: once a day, and after the program slept over midnight.
func (d *Desk) Roll(ctx context.Context, on date.Date) error {
	return d.update(ctx, func(w store.Writer) error {
		if err := breakPromises(w, on); err != nil {
			return err
		}
		if err := d.judgePlans(w, on); err != nil {
			return err
		}
		if err := d.forgetPayers(w); err != nil {
			return err
		}
		if err := d.forgetMails(w); err != nil {
			return err
		}
		return w.RollTotals(on)
	})
}

// Assign makes somebody the account manager of customers.
func (d *Desk) Assign(ctx context.Context, ids []receivable.DebtorID, owner string) error {
	return d.update(ctx, func(w store.Writer) error {
		if err := w.SetOwner(ids, owner); err != nil {
			return err
		}
		return w.Append(activity.SettingsChanged, 0, 0, "owner", map[string]any{"owner": owner, "customers": ids})
	})
}

// OpenItems gives the items of the book, or of one customer; openOnly leaves the settled ones out.
func (d *Desk) OpenItems(ctx context.Context, debtor receivable.DebtorID, openOnly bool) (rows []store.ItemRow, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		return r.Items(store.ItemQuery{Debtor: debtor, OpenOnly: openOnly}, func(row store.ItemRow) error {
			rows = append(rows, row)
			return nil
		})
	})
	return rows, err
}

// FindCustomer finds a customer by book id, number, external key or name.
func (d *Desk) FindCustomer(ctx context.Context, text string) (out receivable.Debtor, err error) {
	if text == "" {
		return out, fault.New(fault.Invalid, "name a customer").WithHint("by number or name")
	}
	err = d.view(ctx, func(r store.Reader) error {
		if out, err = r.FindDebtor(text); err != nil {
			return err
		}
		seen, err := d.sightOf(r)
		out = seen.debtor(out)
		return err
	})
	return out, err
}

// Debtor gives a customer by book id.
func (d *Desk) Debtor(ctx context.Context, id receivable.DebtorID) (out receivable.Debtor, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		if out, err = r.Debtor(id); err != nil {
			return err
		}
		seen, err := d.sightOf(r)
		out = seen.debtor(out)
		return err
	})
	return out, err
}

func sortedCurrencies(by map[money.Currency]receivable.Balance) []money.Currency {
	return sortedKeys(by)
}

// FindItem finds an item of a customer by its number or external key.
func (d *Desk) FindItem(ctx context.Context, debtor receivable.DebtorID, text string) (out store.ItemRow, err error) {
	rows, err := d.OpenItems(ctx, debtor, false)
	if err != nil {
		return out, err
	}
	for _, row := range rows {
		if row.Number == text || row.ExternalID == text {
			return row, nil
		}
	}
	return out, fault.New(fault.NotFound, "this customer has no item %q", text).WithHint("see `items --customer`")
}

// FindAnyItem finds an item, settled or not, by its number or the source's key among all customers; two matches are an error.
func (d *Desk) FindAnyItem(ctx context.Context, text string) (out store.ItemRow, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		out, err = r.FindItem(text)
		return err
	})
	return out, err
}
