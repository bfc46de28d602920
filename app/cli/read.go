package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// readVerbs read the book.
func readVerbs(s *session) []*cobra.Command {
	return []*cobra.Command{customersVerb(s), itemsVerb(s), showVerb(s), planVerb(s)}
}

type customerJSON struct {
	ID         string            `json:"id"`
	Name       string            `json:"name"`
	Country    string            `json:"country"`
	Language   string            `json:"language"`
	Kind       string            `json:"kind"`
	Owner      string            `json:"owner"`
	Open       map[string]string `json:"open"`
	Overdue    map[string]string `json:"overdue"`
	OldestDays int               `json:"oldest_days"`
	Level      int               `json:"level"`
	Hold       bool              `json:"hold"`
}

func customersVerb(s *session) *cobra.Command {
	var q desk.CustomerQuery
	cmd := &cobra.Command{
		Use: "customers", Short: "who owes what", Args: cobra.NoArgs,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			if err := s.roll(ctx, d); err != nil {
				return err
			}
			rows, err := d.Customers(ctx, q)
			if err != nil {
				return err
			}
			out := make([]customerJSON, 0, len(rows))
			for _, r := range rows {
				out = append(out, customerRow(r))
			}
			if s.json {
				return s.printJSON(out)
			}
			lines := make([][]string, 0, len(out))
			for _, c := range out {
				lines = append(lines, []string{c.ID, c.Name, c.Country, sums(c.Open), sums(c.Overdue), days(c.OldestDays), fmt.Sprint(c.Level)})
			}
			s.table([]string{"NO.", "CUSTOMER", "COUNTRY", "OPEN", "OVERDUE", "OLDEST", "LEVEL"}, map[int]bool{3: true, 4: true, 5: true}, lines)
			s.say("%s", counted(len(out), "customer", "customers"))
			return nil
		}),
	}
	cmd.Flags().BoolVar(&q.OpenOnly, "open", false, "only those with something open")
	cmd.Flags().BoolVar(&q.OverdueOnly, "overdue", false, "only those with something overdue")
	cmd.Flags().StringVar(&q.Search, "search", "", "words in name, number or city")
	return cmd
}

// roll brings the kept totals to the day that counts as today.
func (s *session) roll(ctx context.Context, d *desk.Desk) error {
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	return d.Roll(ctx, on)
}

func customerRow(r desk.CustomerRow) customerJSON {
	c := customerJSON{
		ID: r.Number, Name: r.Name, Country: r.Country, Language: r.Language, Kind: string(r.Kind), Owner: r.Owner,
		Open: map[string]string{}, Overdue: map[string]string{}, Level: r.Level, Hold: r.Hold,
	}
	for _, b := range r.Balances {
		cur := string(b.Currency)
		c.Open[cur] = money.New(b.Open(), b.Currency).String()
		if b.Overdue() != 0 {
			c.Overdue[cur] = money.New(b.Overdue(), b.Currency).String()
		}
		c.OldestDays = max(c.OldestDays, b.OldestDue)
	}
	return c
}

func sums(by map[string]string) string {
	parts := make([]string, 0, len(by))
	for _, cur := range sortedKeys(by) {
		parts = append(parts, withoutZeros(by[cur], cur)+" "+cur)
	}
	return strings.Join(parts, "  ")
}

func days(n int) string {
	if n <= 0 {
		return ""
	}
	return fmt.Sprintf("%d d", n)
}

type itemJSON struct {
	Debtor      string  `json:"debtor"`
	Name        string  `json:"name"`
	Number      string  `json:"number"`
	ExternalID  string  `json:"external_id"`
	Connection  string  `json:"connection"`
	Kind        string  `json:"kind"`
	Issued      string  `json:"issued"`
	Due         string  `json:"due"`
	Currency    string  `json:"currency"`
	Amount      string  `json:"amount"`
	Open        string  `json:"open"`
	DaysOverdue int     `json:"days_overdue"`
	Level       int     `json:"level"`
	Hold        *string `json:"hold"`    // last day of a hold, empty when it has none, null when there is no hold
	Dispute     *string `json:"dispute"` // its reason
	Promise     *string `json:"promise"` // the day it is for
	InPlan      bool    `json:"in_plan"` // an agreement keeps reminders of it silent

	HoldReview   string `json:"hold_review,omitempty"` // by which day somebody looks at the hold
	DisputeCode  string `json:"dispute_code,omitempty"`
	Disputed     string `json:"disputed,omitempty"`      // how much of what is open
	PromiseState string `json:"promise_state,omitempty"` // pending, kept, partly or broken

	Limitation *limitationJSON `json:"limitation"`  // null when nothing is open
	WrittenOff string          `json:"written_off"` // given up, and still open in the accounting system; open is without it
	Escalated  bool            `json:"escalated"`   // with an agency or a court
	Aside      bool            `json:"quarantined"` // what the source says of it, or of a credit of the customer, was set aside: it is not asked for
}

func itemRow(r desk.ItemRow, on date.Date, ends map[receivable.ItemID]dunning.Limitation) itemJSON {
	out := itemJSON{
		Debtor: r.DebtorNumber, Name: r.DebtorName, Number: r.Number, ExternalID: r.ExternalID, Connection: r.ConnectionName, Kind: string(r.Kind),
		Issued: r.Issued.String(), Due: r.Due.String(), Currency: string(r.Amount.Currency), Amount: r.Amount.String(), Open: r.Open.String(),
		DaysOverdue: r.DaysOverdue(on), Level: r.Level, InPlan: r.InPlan, WrittenOff: r.Written.String(), Escalated: r.Escalated, Aside: r.Quarantined,
	}
	if r.Hold.Active(on) {
		until := r.Hold.Until.String()
		out.Hold, out.HoldReview = &until, r.Hold.ReviewOn.String()
	}
	if r.Dispute != nil {
		said := r.Dispute.Said()
		out.Dispute, out.DisputeCode = &said, string(r.Dispute.Code)
		out.Disputed = money.New(r.Dispute.Of(r.Open.Minor), r.Open.Currency).String()
	}
	if r.Promise != nil {
		by := r.Promise.By.String()
		out.Promise, out.PromiseState = &by, string(r.Promise.State)
	}
	if l, ok := ends[r.ID]; ok {
		out.Limitation = limitationOf(l, on)
	}
	return out
}

func itemsVerb(s *session) *cobra.Command {
	var openOnly bool
	var who string
	cmd := &cobra.Command{
		Use: "items", Short: "invoices, credits and payments on account", Args: cobra.NoArgs,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			var id receivable.DebtorID
			if who != "" {
				debtor, err := customer(ctx, d, who)
				if err != nil {
					return err
				}
				id = debtor.ID
			}
			rows, err := d.OpenItems(ctx, id, openOnly)
			if err != nil {
				return err
			}
			on, err := d.Today(ctx)
			if err != nil {
				return err
			}
			ends, err := d.Limitations(ctx, rows, on)
			if err != nil {
				return err
			}
			out := make([]itemJSON, 0, len(rows))
			for _, r := range rows {
				out = append(out, itemRow(r, on, ends))
			}
			slices.SortStableFunc(out, func(a, b itemJSON) int {
				return cmp.Or(cmp.Compare(a.Debtor, b.Debtor), cmp.Compare(a.Due, b.Due), cmp.Compare(a.Number, b.Number))
			})
			if s.json {
				return s.printJSON(out)
			}
			s.itemTable(out)
			return nil
		}),
	}
	cmd.Flags().BoolVar(&openOnly, "open", false, "only what is open")
	cmd.Flags().StringVar(&who, "customer", "", "one customer, by number or name")
	return cmd
}

func (s *session) itemTable(items []itemJSON) {
	lines := make([][]string, 0, len(items))
	for _, it := range items {
		state := ""
		switch {
		case it.Aside:
			state = "not asked for: the books say what cannot be"
		case it.Dispute != nil:
			state = "disputed: " + *it.Dispute
		case it.Hold != nil:
			state = "held to " + *it.Hold
			if *it.Hold == "" {
				state = "held, review " + it.HoldReview
			}
		case it.InPlan:
			state = "in an agreement"
		case it.Promise != nil:
			state = "promised " + *it.Promise
			if it.PromiseState == string(dunning.PromiseBroken) {
				state = "promise broken " + *it.Promise
			}
		}
		if warning := it.Limitation.warning(); warning != "" {
			state = strings.TrimPrefix(state+", "+warning, ", ")
		}
		lines = append(lines, []string{it.Debtor, it.Name, it.Number, it.Kind, it.Due, days(it.DaysOverdue), withoutZeros(it.Open, it.Currency), it.Currency, fmt.Sprint(it.Level), state})
	}
	s.table([]string{"NO.", "CUSTOMER", "ITEM", "KIND", "DUE", "OVERDUE", "OPEN", "CUR", "LEVEL", "STATE"}, map[int]bool{5: true, 6: true}, lines)
	s.say("%s", counted(len(items), "item", "items"))
}

func showVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "show CUSTOMER", Short: "all about one customer", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			on, err := d.Today(ctx)
			if err != nil {
				return err
			}
			v, err := d.Customer(ctx, debtor.ID, on)
			if err != nil {
				return err
			}
			say, err := speechOf(ctx, d)
			if err != nil {
				return err
			}
			if s.json {
				return s.printJSON(showJSON(say, v))
			}
			s.showText(say, v)
			return nil
		}),
	}
}
