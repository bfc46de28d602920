package cli

import (
	"context"
	"fmt"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// ofCustomer reads decisions of one kind of a customer, oldest first; 0: of all.
type ofCustomer[T any] func(d *desk.Desk, ctx context.Context, debtor receivable.DebtorID) ([]T, error)

// listing is a verb that lists decisions of one kind, of all customers or of one, as a table or as JSON rows.
type listing[T, Row any] struct {
	short  string
	read   ofCustomer[T]
	debtor func(*T) receivable.DebtorID
	row    func(t *T, customer string) Row
	head   []string
	right  map[int]bool // columns of figures
	cells  func(*Row) []string
}

func (l listing[T, Row]) verb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "list [CUSTOMER]", Short: l.short, Args: cobra.MaximumNArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := customerOr(ctx, d, args)
			if err != nil {
				return err
			}
			all, err := l.read(d, ctx, id)
			if err != nil {
				return err
			}
			out, cells := make([]Row, 0, len(all)), make([][]string, 0, len(all))
			for i := range all {
				customer, err := customerNumber(ctx, d, l.debtor(&all[i]))
				if err != nil {
					return err
				}
				row := l.row(&all[i], customer)
				out, cells = append(out, row), append(cells, l.cells(&row))
			}
			if s.json {
				return s.printJSON(out)
			}
			s.table(l.head, l.right, cells)
			return nil
		}),
	}
}

// named finds a decision by the id that its list shows.
func named[T any](ctx context.Context, d *desk.Desk, text, what, list string, read ofCustomer[T], idOfOne func(*T) int64) (none T, err error) {
	id, err := idOf(what, list, text)
	if err != nil {
		return none, err
	}
	all, err := read(d, ctx, 0)
	if err != nil {
		return none, err
	}
	for i := range all {
		if idOfOne(&all[i]) == id {
			return all[i], nil
		}
	}
	return none, fault.New(fault.NotFound, "there is no %s %d", what, id).WithHint("see `%s`", list)
}

// idOf reads the id of something that a list names.
func idOf(what, list, text string) (int64, error) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 1 {
		return 0, usage{fmt.Errorf("%q is not the id of a %s; see `%s`", text, what, list)}
	}
	return id, nil
}

// customerOr finds the customer of a verb that takes none as well: 0 is all.
func customerOr(ctx context.Context, d *desk.Desk, args []string) (receivable.DebtorID, error) {
	if len(args) == 0 {
		return 0, nil
	}
	debtor, err := customer(ctx, d, args[0])
	return debtor.ID, err
}
