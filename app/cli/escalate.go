package cli

import (
	"context"
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

type escalationJSON struct {
	ID        int64               `json:"id"`
	Customer  string              `json:"customer"`
	To        string              `json:"to"`
	Party     string              `json:"party"`
	Reference string              `json:"reference"`
	On        string              `json:"on"`
	State     string              `json:"state"`
	Currency  string              `json:"currency"`
	Claim     string              `json:"claim"`
	Corrected string              `json:"corrected"`
	PaidUs    string              `json:"paid_us"`
	PaidThem  string              `json:"paid_them"`
	Open      string              `json:"open"` // claim + corrected - paid_us - paid_them
	Remitted  string              `json:"remitted"`
	Withheld  string              `json:"withheld"`
	Held      string              `json:"held"` // paid_them - remitted - withheld
	Billed    string              `json:"billed"`
	Cost      string              `json:"cost"` // withheld + billed
	Net       string              `json:"net"`  // paid_us + remitted - billed
	Why       string              `json:"why"`
	Items     []escalatedItemJSON `json:"items"`
	Events    []escalationEvent   `json:"events"`
}

type escalatedItemJSON struct {
	Number string `json:"number"`
	Amount string `json:"amount"`
}

type escalationEvent struct {
	On     string `json:"on"`
	Said   string `json:"said"`
	Amount string `json:"amount,omitempty"`
	Note   string `json:"note"`
	By     string `json:"by"`
}

func escalateVerb(s *session) *cobra.Command {
	var items, copies []string
	var to, party, why string
	cmd := &cobra.Command{
		Use: "escalate CUSTOMER --item NUMBER ... --to agency|court --party NAME --why TEXT [--invoice NUMBER=FILE.pdf]", Short: "hand claims over to an agency or a court", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			ids, err := itemIDs(ctx, d, debtor.ID, items)
			if err != nil {
				return err
			}
			if err := attachInvoices(ctx, d, debtor.ID, copies); err != nil {
				return err
			}
			asked, err := d.Escalate(ctx, desk.EscalateOrder{Debtor: debtor.ID, Items: ids, To: settlement.EscalationTo(to), Party: party, Why: why})
			if err != nil {
				return err
			}
			return s.sayAsked(asked, "prepared; send the bundle, then `escalate say ID handed-over`")
		}),
	}
	cmd.Flags().StringArrayVar(&items, "item", nil, "an invoice; may be repeated (default: all that are open and due)")
	cmd.Flags().StringVar(&to, "to", "agency", "agency or court")
	cmd.Flags().StringVar(&party, "party", "", "its name")
	cmd.Flags().StringVar(&why, "why", "", "the reason, which an auditor will read")
	copiesFlag(cmd, &copies)
	cmd.AddCommand(checklistVerb(s), escalateListVerb(s), sayVerb(s), recallVerb(s), bundleVerb(s), readAgencyVerb(s), tellAgencyVerb(s))
	return cmd
}

func itemIDs(ctx context.Context, d *desk.Desk, debtor receivable.DebtorID, numbers []string) ([]receivable.ItemID, error) {
	var out []receivable.ItemID
	for _, number := range numbers {
		row, err := d.FindItem(ctx, debtor, number)
		if err != nil {
			return nil, err
		}
		out = append(out, row.ID)
	}
	return out, nil
}

type checkJSON struct {
	Check  string `json:"check"`
	OK     bool   `json:"ok"`
	Item   string `json:"item,omitempty"` // that fails it
	Detail string `json:"detail,omitempty"`
	Source string `json:"source,omitempty"`
}

func checklistVerb(s *session) *cobra.Command {
	var items []string
	cmd := &cobra.Command{
		Use: "checklist CUSTOMER [--item NUMBER]", Short: "what must hold before claims are handed over, and what does not", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			ids, err := itemIDs(ctx, d, debtor.ID, items)
			if err != nil {
				return err
			}
			checks, err := d.Checklist(ctx, debtor.ID, ids)
			if err != nil {
				return err
			}
			out, rows := []checkJSON{}, [][]string{}
			for _, c := range checks {
				out = append(out, checkJSON{c.Key, c.OK, c.Item, c.Detail, c.Source})
				mark := "no"
				if c.OK {
					mark = "yes"
				}
				rows = append(rows, []string{c.Key, mark, c.Item, c.Detail, c.Source})
			}
			if s.json {
				return s.printJSON(out)
			}
			s.table([]string{"CHECK", "HOLDS", "ITEM", "DETAIL", "SOURCE"}, nil, rows)
			return nil
		}),
	}
	cmd.Flags().StringArrayVar(&items, "item", nil, "an invoice; may be repeated (default: all that are open and due)")
	return cmd
}

func escalateListVerb(s *session) *cobra.Command {
	return listing[settlement.Escalation, escalationJSON]{
		short: "what was handed over, and what has come of it", read: (*desk.Desk).Escalations, debtor: func(e *settlement.Escalation) receivable.DebtorID { return e.Debtor },
		row: func(e *settlement.Escalation, customer string) escalationJSON {
			row := escalationRow(e)
			row.Customer = customer
			return row
		},
		head: []string{"ID", "CUSTOMER", "TO", "PARTY", "STATE", "CLAIM", "OPEN", "HELD", "COST", "NET", "CUR"}, right: map[int]bool{5: true, 6: true, 7: true, 8: true, 9: true},
		cells: func(r *escalationJSON) []string {
			return []string{fmt.Sprint(r.ID), r.Customer, r.To, r.Party, r.State, r.Claim, r.Open, r.Held, r.Cost, r.Net, r.Currency}
		},
	}.verb(s)
}

func escalationRow(e *settlement.Escalation) escalationJSON {
	out := escalationJSON{
		ID: e.ID, To: string(e.To), Party: e.Party, Reference: e.Reference, On: e.On.String(), State: string(e.State), Currency: string(e.Claim().Currency),
		Claim: e.Claim().String(), Corrected: e.Corrected.String(), PaidUs: e.PaidUs.String(), PaidThem: e.PaidThem.String(), Open: e.Open().String(),
		Remitted: e.Remitted.String(), Withheld: e.Withheld.String(), Held: e.Held().String(), Billed: e.Billed.String(), Cost: e.Cost().String(), Net: e.Net().String(),
		Why: e.Why, Items: []escalatedItemJSON{}, Events: []escalationEvent{},
	}
	for _, it := range e.Items {
		out.Items = append(out.Items, escalatedItemJSON{it.Number, it.Amount.String()})
	}
	for _, ev := range e.Events {
		row := escalationEvent{On: ev.On.String(), Said: string(ev.Kind), Note: ev.Note, By: ev.By}
		if ev.Amount.Minor != 0 {
			row.Amount = ev.Amount.String()
		}
		out.Events = append(out.Events, row)
	}
	return out
}

func escalationNamed(ctx context.Context, d *desk.Desk, text string) (settlement.Escalation, error) {
	return named(ctx, d, text, "hand-over", "escalate list", (*desk.Desk).Escalations, func(e *settlement.Escalation) int64 { return e.ID })
}

func sayVerb(s *session) *cobra.Command {
	var amount, on, reference, note string
	cmd := &cobra.Command{
		Use:   "say ID handed-over|accepted|refused|paid|paid-us|returned|remitted|withheld|billed|corrected|closed [--amount 100.00]",
		Short: "keep what happened to claims that were handed over (ids: `escalate list`)", Args: cobra.ExactArgs(2),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			e, err := escalationNamed(ctx, d, args[0])
			if err != nil {
				return err
			}
			o := desk.AgencySays{Escalation: e.ID, Kind: settlement.EscalationKind(args[1]), Reference: reference, Note: note, Amount: money.Zero(e.Claim().Currency)}
			if amount != "" {
				if o.Amount, err = money.Parse(amount, e.Claim().Currency); err != nil {
					return err
				}
			}
			if on != "" {
				if o.On, err = day("on", on); err != nil {
					return err
				}
			}
			return d.SayEscalation(ctx, o)
		}),
	}
	cmd.Flags().StringVar(&amount, "amount", "", "of money; below zero for a claim that became less (corrected)")
	cmd.Flags().StringVar(&on, "on", "", "the day on which it happened (default: today)")
	cmd.Flags().StringVar(&reference, "reference", "", "the other's own reference")
	cmd.Flags().StringVar(&note, "note", "", "a remark")
	return cmd
}

func recallVerb(s *session) *cobra.Command {
	var why string
	cmd := &cobra.Command{
		Use: "recall ID --why TEXT", Short: "take claims back that were handed over", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			e, err := escalationNamed(ctx, d, args[0])
			if err != nil {
				return err
			}
			asked, err := d.Recall(ctx, e.ID, why)
			if err != nil {
				return err
			}
			return s.sayAsked(asked, "recalled; tell "+e.Party)
		}),
	}
	cmd.Flags().StringVar(&why, "why", "", "the reason, which an auditor will read")
	return cmd
}
