package cli

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
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
	Posting  string            `json:"posting"`   // by-hand, or where its posting stands: waiting, writing, written, refused, uncertain
	BookedAs string            `json:"booked_as"` // the accounting system's number
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
	return listing[bookedWriteOff, writeOffJSON]{
		short: "what was given up, and what became of it", read: bookedWriteOffs, debtor: func(w *bookedWriteOff) receivable.DebtorID { return w.Debtor },
		row: func(w *bookedWriteOff, customer string) writeOffJSON {
			row := writeOffRow(&w.WriteOff)
			row.Customer, row.Posting, row.BookedAs = customer, w.posting, w.number
			return row
		},
		head: []string{"ID", "CUSTOMER", "ON", "AMOUNT", "STANDING", "CUR", "STATE", "REASON", "BY", "WHY", "BOOKING"}, right: map[int]bool{3: true, 4: true},
		cells: func(r *writeOffJSON) []string {
			booking := strings.TrimSpace(r.Posting + " " + r.BookedAs)
			return []string{fmt.Sprint(r.ID), r.Customer, r.On, r.Amount, r.Standing, r.Currency, r.State, r.Reason, r.By, r.Why, booking}
		},
	}.verb(s)
}

// bookedWriteOff is a write-off with how the accounting system gets to know of it.
type bookedWriteOff struct {
	settlement.WriteOff
	posting, number string
}

func bookedWriteOffs(d *desk.Desk, ctx context.Context, debtor receivable.DebtorID) ([]bookedWriteOff, error) {
	all, err := d.WriteOffs(ctx, debtor)
	out := make([]bookedWriteOff, len(all))
	for i := range all {
		if err != nil {
			break
		}
		out[i].WriteOff = all[i]
		out[i].posting, out[i].number, err = booking(ctx, d, all[i].ID)
	}
	return out, err
}

// booking tells how a write-off gets into the accounting system: of several postings the one that is furthest behind.
func booking(ctx context.Context, d *desk.Desk, id int64) (state, number string, err error) {
	rows, err := d.WriteBacks(ctx, desk.WriteBackQuery{About: desk.AboutWriteOff, AboutID: id})
	state = "by-hand"
	var numbers []string
	for i := range rows {
		if rows[i].State == writeback.Dropped {
			continue
		}
		if state == "by-hand" || rows[i].State != writeback.Written {
			state = string(rows[i].State)
		}
		if n := rows[i].Posted.Number; n != "" {
			numbers = append(numbers, n)
		}
	}
	return state, strings.Join(numbers, ", "), err
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
	return named(ctx, d, text, "write-off", "write-off list", (*desk.Desk).WriteOffs, func(w *settlement.WriteOff) int64 { return w.ID })
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
