package cli

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

type writeOffJSON struct {
	ID       int64             `json:"id"`
	Customer string            `json:"customer"`
	On       string            `json:"on"`
	Reason   string            `json:"reason"`
	Why      string            `json:"why"`
	State    string            `json:"state"` // booked, posted, reversed
	Currency string            `json:"currency"`
	Amount   string            `json:"amount"`
	Standing string            `json:"standing"` // not taken back
	AtRisk   string            `json:"at_risk"`  // all that was open of the customer
	By       string            `json:"by"`
	Agreed   string            `json:"approved_by,omitempty"`
	Items    []writtenItemJSON `json:"items"`
}

type writtenItemJSON struct {
	Number    string `json:"number"`
	Amount    string `json:"amount"`
	Waiting   string `json:"waiting"` // the accounting system has not booked it
	Posted    string `json:"posted"`
	Recovered string `json:"recovered"` // came in all the same: reverse it
	Reversed  string `json:"reversed"`
}

func writeOffVerb(s *session) *cobra.Command {
	var items []string
	var reason, why string
	cmd := &cobra.Command{
		Use: "write-off CUSTOMER --item NUMBER[=AMOUNT] ... --reason CODE --why TEXT", Short: "give claims up, in whole or in part", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			o := desk.WriteOffOrder{Debtor: debtor.ID, Reason: settlement.WriteOffReason(reason), Why: why}
			if o.Items, err = itemParts(ctx, d, debtor.ID, items); err != nil {
				return err
			}
			asked, err := d.WriteOff(ctx, o)
			if err != nil {
				return err
			}
			return s.sayAsked(asked, "written off; the booking slip is kept: `write-off slip`")
		}),
	}
	cmd.Flags().StringArrayVar(&items, "item", nil, "an invoice, and how much of it (default: all); may be repeated")
	cmd.Flags().StringVar(&reason, "reason", "", "uneconomic, insolvency, limitation, goodwill, untraceable, disputed, settlement or other")
	cmd.Flags().StringVar(&why, "why", "", "the reason in words, which an auditor will read")
	cmd.AddCommand(writeOffListVerb(s), proposalsVerb(s), reverseVerb(s), slipVerb(s), bookingVerb(s))
	return cmd
}

// itemParts reads NUMBER or NUMBER=AMOUNT. A number may itself hold an equals sign: the last one counts, when an amount follows.
func itemParts(ctx context.Context, d *desk.Desk, debtor receivable.DebtorID, texts []string) ([]settlement.ItemPart, error) {
	var out []settlement.ItemPart
	for _, text := range texts {
		number, amount := text, ""
		row, err := d.FindItem(ctx, debtor, number)
		if at := strings.LastIndex(text, "="); err != nil && at > 0 {
			number, amount = text[:at], text[at+1:]
			row, err = d.FindItem(ctx, debtor, number)
		}
		if err != nil {
			return nil, err
		}
		part := settlement.ItemPart{Item: row.ID}
		if amount != "" {
			if part.Amount, err = money.Parse(amount, row.Open.Currency); err != nil {
				return nil, err
			}
			if part.Amount.Minor <= 0 { // nothing would stand for all of it
				return nil, fault.New(fault.Invalid, "%s of %s is nothing that can be chosen", amount, number).OnField("amount")
			}
		}
		out = append(out, part)
	}
	return out, nil
}

func writeOffListVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "list [CUSTOMER]", Short: "what was given up, and what became of it", Args: cobra.MaximumNArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := customerOr(ctx, d, args)
			if err != nil {
				return err
			}
			all, err := d.WriteOffs(ctx, id)
			if err != nil {
				return err
			}
			out, rows := []writeOffJSON{}, [][]string{}
			for i := range all {
				row := writeOffRow(&all[i])
				if row.Customer, err = customerNumber(ctx, d, all[i].Debtor); err != nil {
					return err
				}
				out = append(out, row)
				rows = append(rows, []string{fmt.Sprint(row.ID), row.Customer, row.On, row.Amount, row.Standing, row.Currency, row.State, row.Reason, row.By, row.Why})
			}
			if s.json {
				return s.printJSON(out)
			}
			s.table([]string{"ID", "CUSTOMER", "ON", "AMOUNT", "STANDING", "CUR", "STATE", "REASON", "BY", "WHY"}, map[int]bool{3: true, 4: true}, rows)
			return nil
		}),
	}
}

func writeOffRow(w *settlement.WriteOff) writeOffJSON {
	out := writeOffJSON{
		ID: w.ID, On: w.On.String(), Reason: string(w.Reason), Why: w.Why, State: string(w.State()), Currency: string(w.Total().Currency), Amount: w.Total().String(),
		Standing: w.Standing().String(), AtRisk: w.AtRisk.String(), By: w.By, Agreed: w.Agreed, Items: []writtenItemJSON{},
	}
	for i := range w.Items {
		it := &w.Items[i]
		out.Items = append(out.Items, writtenItemJSON{it.Number, it.Amount.String(), it.Waiting().String(), it.Posted.String(), it.Recovered.String(), it.Reversed.String()})
	}
	return out
}

func reverseVerb(s *session) *cobra.Command {
	var items []string
	var why string
	cmd := &cobra.Command{
		Use: "reverse ID [--item NUMBER[=AMOUNT]] --why TEXT", Short: "take a write-off back, as when money comes after all (ids: `write-off list`)", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			off, err := writeOffNamed(ctx, d, args[0])
			if err != nil {
				return err
			}
			parts, err := itemParts(ctx, d, off.Debtor, items)
			if err != nil {
				return err
			}
			asked, err := d.ReverseWriteOff(ctx, off.ID, parts, why)
			if err != nil {
				return err
			}
			return s.sayAsked(asked, "reversed; the booking slip is kept: `write-off slip --reversal`")
		}),
	}
	cmd.Flags().StringArrayVar(&items, "item", nil, "an invoice, and how much of it (default: all that stands)")
	cmd.Flags().StringVar(&why, "why", "", "the reason, which an auditor will read")
	return cmd
}

func writeOffNamed(ctx context.Context, d *desk.Desk, text string) (settlement.WriteOff, error) {
	id, err := idOf("write-off", "write-off list", text)
	if err != nil {
		return settlement.WriteOff{}, err
	}
	all, err := d.WriteOffs(ctx, 0)
	for i := range all {
		if all[i].ID == id {
			return all[i], err
		}
	}
	if err == nil {
		err = fault.New(fault.NotFound, "there is no write-off %d", id).WithHint("see `write-off list`")
	}
	return settlement.WriteOff{}, err
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

func slipVerb(s *session) *cobra.Command {
	var to string
	var reversal bool
	cmd := &cobra.Command{
		Use: "slip ID --to FILE.pdf|FILE.csv [--reversal]", Short: "write the booking slip as it was made", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := idOf("write-off", "write-off list", args[0])
			if err != nil {
				return err
			}
			kind := strings.TrimPrefix(strings.ToLower(to[strings.LastIndex(to, ".")+1:]), ".")
			if kind != "pdf" && kind != "csv" {
				return usage{fmt.Errorf("slip needs --to with a name that ends in .pdf or .csv")}
			}
			about := desk.AboutWriteOff
			if reversal {
				about = desk.AboutReversal
			}
			return s.writePaper(ctx, d, about, id, kind, to)
		}),
	}
	cmd.Flags().StringVar(&to, "to", "", "the file to write")
	cmd.Flags().BoolVar(&reversal, "reversal", false, "that of the last reversal")
	return cmd
}

// writePaper writes the newest paper of a kind.
func (s *session) writePaper(ctx context.Context, d *desk.Desk, about string, id int64, kind, to string) error {
	papers, err := d.Papers(ctx, about, id)
	if err != nil {
		return err
	}
	for i := len(papers) - 1; i >= 0; i-- {
		if papers[i].Kind != kind {
			continue
		}
		paper, err := d.Paperwork(ctx, papers[i].ID)
		if err != nil {
			return err
		}
		if err := os.WriteFile(to, paper.Bytes, 0o600); err != nil {
			return fault.Wrap(err, fault.Unavailable, "%s cannot be written", to)
		}
		s.say("%s", to)
		return nil
	}
	return fault.New(fault.NotFound, "%s %d has no such paper", about, id)
}

func bookingVerb(s *session) *cobra.Command {
	var loss, receivables, vat string
	cmd := &cobra.Command{
		Use: "accounts [--loss 7830] [--receivable 1500] [--vat-remark TEXT]", Short: "the ledger's accounts that booking slips name", Args: cobra.NoArgs,
	}
	cmd.RunE = s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
		a, err := d.Booking(ctx)
		if err != nil {
			return err
		}
		changed := false
		for flag, to := range map[string]struct{ to, text *string }{"loss": {&a.Loss, &loss}, "receivable": {&a.Receivable, &receivables}, "vat-remark": {&a.VATRemark, &vat}} {
			if cmd.Flags().Changed(flag) {
				*to.to, changed = *to.text, true
			}
		}
		if changed {
			if err := d.SetBooking(ctx, a); err != nil {
				return err
			}
		}
		if s.json {
			return s.printJSON(a)
		}
		s.say("losses on claims %s, receivables %s, VAT: %s", a.Loss, a.Receivable, a.VATRemark)
		return nil
	})
	cmd.Flags().StringVar(&loss, "loss", "", "losses on claims")
	cmd.Flags().StringVar(&receivables, "receivable", "", "receivables")
	cmd.Flags().StringVar(&vat, "vat-remark", "", "what stands about VAT on every slip")
	return cmd
}
