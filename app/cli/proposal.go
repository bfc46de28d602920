package cli

import (
	"context"
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// proposalJSON is a write-off, or the reversal of one, that the book proposes.
type proposalJSON struct {
	Do       string             `json:"do"` // write-off, reverse
	Customer string             `json:"customer"`
	WriteOff int64              `json:"write_off,omitempty"` // the one to be reversed
	Reason   string             `json:"reason,omitempty"`
	Why      string             `json:"why"` // what proposes it
	Amount   string             `json:"amount"`
	Currency string             `json:"currency"`
	Items    []proposedItemJSON `json:"items"`
}

type proposedItemJSON struct {
	Number string `json:"number"`
	Amount string `json:"amount"`
}

func proposalsVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "proposals CUSTOMER", Short: "what the book proposes: the rest of a kept settlement, a reversal when money came after all", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			all, err := d.Proposed(ctx, debtor.ID)
			if err != nil {
				return err
			}
			items, err := d.OpenItems(ctx, debtor.ID, false)
			if err != nil {
				return err
			}
			numbers := map[receivable.ItemID]string{}
			for i := range items {
				numbers[items[i].ID] = items[i].Number
			}
			out, rows := []proposalJSON{}, [][]string{}
			for i := range all {
				p := proposalRow(&all[i], debtor.Number, numbers)
				out = append(out, p)
				for _, it := range p.Items {
					of := ""
					if p.WriteOff != 0 {
						of = fmt.Sprint(p.WriteOff)
					}
					rows = append(rows, []string{p.Do, of, it.Number, it.Amount, p.Currency, p.Why})
				}
			}
			if s.json {
				return s.printJSON(out)
			}
			s.table([]string{"DO", "ID", "ITEM", "AMOUNT", "CUR", "WHY"}, map[int]bool{3: true}, rows)
			return nil
		}),
	}
}

func proposalRow(p *desk.Proposal, customer string, numbers map[receivable.ItemID]string) proposalJSON {
	out := proposalJSON{
		Do: "write-off", Customer: customer, WriteOff: p.Order.Reverse, Reason: string(p.Order.Reason), Why: p.Why.Key, Amount: p.Amount.String(), Currency: string(p.Amount.Currency),
		Items: []proposedItemJSON{},
	}
	if p.Order.Reverse != 0 {
		out.Do = "reverse"
	}
	for _, part := range p.Order.Items {
		out.Items = append(out.Items, proposedItemJSON{numbers[part.Item], part.Amount.String()})
	}
	return out
}
