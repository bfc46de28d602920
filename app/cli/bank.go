package cli

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// bankVerbs show what banks have seen, and say what it was paid for.
func bankVerbs(s *session) []*cobra.Command {
	bank := &cobra.Command{
		Use: "bank", Short: "money that banks have seen and the books do not have yet", RunE: needsVerb("bank"),
		Long: `Money that a bank has seen holds the reminder of what it was paid for until the books show it. A reference says by itself what it was
paid for, and so do the invoice number, the payer and the sum together; the rest is a person's word.`,
	}
	bank.AddCommand(
		bankListVerb(s), bankShowVerb(s), bankAssignVerb(s),
		s.saying(bankSayVerb(s, "ignore", "say that a line is no customer's payment", (*desk.Desk).IgnoreBankLine), "the line is no customer's"),
		s.saying(bankSayVerb(s, "unassign", "take back what was said of a line", (*desk.Desk).UnassignBankLine), "what was said of the line is taken back"),
	)
	return []*cobra.Command{bank}
}

// unsettledBank are the states of which something is still to come: a person's word, or the books.
var unsettledBank = []desk.BankState{desk.BankNew, desk.BankSuggested, desk.BankUnknown, desk.BankMatched, desk.BankLate}

// withDoubles keeps of the lines that count elsewhere those that count among the others.
func withDoubles(lines []desk.BankLine) []desk.BankLine {
	listed := map[int64]bool{}
	for i := range lines {
		listed[lines[i].ID] = lines[i].State != desk.BankDouble
	}
	return slices.DeleteFunc(lines, func(l desk.BankLine) bool {
		return l.State == desk.BankDouble && !slices.ContainsFunc(l.Same, func(id int64) bool { return listed[id] })
	})
}

func bankListVerb(s *session) *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use: "list [CUSTOMER]", Short: "what holds reminders, and what a person has to look at", Args: cobra.MaximumNArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			q := desk.BankQuery{States: append(slices.Clone(unsettledBank), desk.BankDouble)}
			if all {
				q.States = nil
			}
			if len(args) == 1 {
				who, err := customer(ctx, d, args[0])
				if err != nil {
					return err
				}
				q.Debtor = who.ID
			}
			lines, err := d.BankLines(ctx, q)
			if err != nil {
				return err
			}
			if !all {
				lines = withDoubles(lines)
			}
			return s.printBank(lines)
		}),
	}
	cmd.Flags().BoolVar(&all, "all", false, "those too that the books have, that the bank took back, or that are nobody's")
	return cmd
}

func (s *session) printBank(lines []desk.BankLine) error {
	rows := make([][]string, 0, len(lines))
	list := make([]bankJSON, 0, len(lines))
	for i := range lines {
		l := bankRow(&lines[i])
		list = append(list, l)
		var items []string
		for _, p := range l.Items {
			items = append(items, p.Number)
		}
		rows = append(rows, []string{
			strconv.FormatInt(l.ID, 10), l.Booked, l.Payer, l.Amount, l.Currency, strings.Join(l.References, ", "), bankStateText(&l), l.Customer, strings.Join(items, ", "),
		})
	}
	if s.json {
		return s.printJSON(list)
	}
	s.table([]string{"ID", "BOOKED", "PAYER", "AMOUNT", "CUR", "REFERENCE", "STATE", "CUSTOMER", "ITEMS"}, map[int]bool{0: true, 3: true}, rows)
	s.say("%d bank lines", len(lines))
	return nil
}

// bankJSON is a bank line for programs: add, never change.
type bankJSON struct {
	ID           int64          `json:"id"`
	Account      string         `json:"account"`
	Booked       string         `json:"booked"`
	Value        string         `json:"value,omitempty"`
	Currency     string         `json:"currency"`
	Amount       string         `json:"amount"`
	References   []string       `json:"references"`
	Payer        string         `json:"payer"`
	PayerAccount string         `json:"payer_account"`
	Text         string         `json:"text"`
	Reversal     bool           `json:"reversal"`
	Origin       string         `json:"origin"`
	State        string         `json:"state"`
	How          string         `json:"how"`
	Customer     string         `json:"customer"`
	Items        []bankPartJSON `json:"items"`
	Why          string         `json:"why,omitempty"`
	By           string         `json:"by"`
	Candidates   []bankMayJSON  `json:"candidates,omitempty"`
	SameAs       []int64        `json:"same_as,omitempty"` // of a double: the lines that count instead
}

// bankStateText is the state of a line; of a double, the lines that count instead.
func bankStateText(l *bankJSON) string {
	if len(l.SameAs) == 0 {
		return l.State
	}
	ids := make([]string, len(l.SameAs))
	for i, id := range l.SameAs {
		ids[i] = strconv.FormatInt(id, 10)
	}
	return "same as " + strings.Join(ids, ", ")
}

type bankPartJSON struct {
	Number string `json:"number"`
	Amount string `json:"amount"`
}

// bankMayJSON is an item that a line may have been paid for.
type bankMayJSON struct {
	Number   string `json:"number"`
	Customer string `json:"customer"`
	Open     string `json:"open"`
	Due      string `json:"due"`
	How      string `json:"how"`
}

func bankRow(l *desk.BankLine) bankJSON {
	out := bankJSON{
		ID: l.ID, Account: l.Account, Booked: l.Booked.String(), Currency: string(l.Amount.Currency), Amount: l.Amount.String(), References: l.References,
		Payer: l.PayerName, PayerAccount: l.PayerAccount, Text: l.Text, Reversal: l.Reversal, Origin: l.Origin, State: string(l.State), How: string(l.How),
		Customer: l.DebtorName, Items: []bankPartJSON{}, Why: l.Why, By: l.By, SameAs: l.Same,
	}
	if out.References == nil {
		out.References = []string{}
	}
	if !l.Value.IsZero() {
		out.Value = l.Value.String()
	}
	for _, p := range l.Parts {
		out.Items = append(out.Items, bankPartJSON{p.Number, money.New(p.Minor, l.Amount.Currency).String()})
	}
	return out
}

func bankShowVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "show ID", Short: "one line, and what it may have been paid for", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			l, err := bankLine(ctx, d, args[0])
			if err != nil {
				return err
			}
			m, err := d.BankCandidates(ctx, l.ID)
			if err != nil {
				return err
			}
			row := bankRow(&l)
			for _, c := range m.Candidates {
				row.Candidates = append(row.Candidates, bankMayJSON{
					c.Claim.Number, c.Claim.Name, c.Claim.Open.String(), c.Claim.Due.String(), string(c.How),
				})
			}
			if s.json {
				return s.printJSON(row)
			}
			return s.sayBank(&row)
		}),
	}
}

func (s *session) sayBank(l *bankJSON) error {
	for _, pair := range [][2]string{
		{"account", l.Account},
		{"booked", l.Booked},
		{"amount", l.Amount + " " + l.Currency},
		{"payer", strings.TrimSpace(l.Payer + " " + l.PayerAccount)},
		{"references", strings.Join(l.References, ", ")},
		{"text", strings.ReplaceAll(l.Text, "\n", " / ")},
		{"from", l.Origin},
		{"state", bankStateText(l)},
		{"how", l.How},
		{"customer", l.Customer},
		{"why", l.Why},
	} {
		if pair[1] != "" {
			s.say("%-11s %s", pair[0], pair[1])
		}
	}
	for _, p := range l.Items {
		s.say("%-11s %s, %s %s", "paid for", p.Number, p.Amount, l.Currency)
	}
	rows := make([][]string, 0, len(l.Candidates))
	for _, c := range l.Candidates {
		rows = append(rows, []string{c.Number, c.Customer, c.Open, c.Due, c.How})
	}
	if len(rows) > 0 {
		s.table([]string{"MAY BE", "CUSTOMER", "OPEN", "DUE", "BECAUSE OF"}, map[int]bool{2: true}, rows)
	}
	return nil
}

// bankLine finds a line by its number.
func bankLine(ctx context.Context, d *desk.Desk, text string) (desk.BankLine, error) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 1 {
		return desk.BankLine{}, usage{fmt.Errorf("%q is not the number of a bank line", text)}
	}
	return d.BankLine(ctx, id)
}

func bankAssignVerb(s *session) *cobra.Command {
	var items []string
	var why string
	cmd := &cobra.Command{
		Use: "assign ID --item NUMBER[=AMOUNT] ... --why TEXT", Short: "say what a line was paid for", Args: cobra.ExactArgs(1),
		Long: `Say what a line was paid for: invoices of one customer, each with an amount, or without one as much as is open and there.`,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			l, err := bankLine(ctx, d, args[0])
			if err != nil {
				return err
			}
			if len(items) == 0 {
				return usage{fmt.Errorf("assign needs --item")}
			}
			parts, err := bankParts(ctx, d, &l, items)
			if err != nil {
				return err
			}
			return d.AssignBankLine(ctx, l.ID, parts, why)
		}),
	}
	cmd.Flags().StringArrayVar(&items, "item", nil, "an invoice, with =AMOUNT for a part; may be repeated")
	cmd.Flags().StringVar(&why, "why", "", "how you know, kept on record")
	return s.saying(cmd, "no reminder goes out for what it was paid for, until the books have it")
}

// bankParts reads NUMBER or NUMBER=AMOUNT. What the line may have been paid for is looked at first: another customer may have an
// invoice of the same number.
func bankParts(ctx context.Context, d *desk.Desk, l *desk.BankLine, items []string) ([]remittance.Part, error) {
	m, err := d.BankCandidates(ctx, l.ID)
	if err != nil {
		return nil, err
	}
	out := make([]remittance.Part, 0, len(items))
	for _, text := range items {
		number, amount, hasAmount := strings.Cut(text, "=")
		var p remittance.Part
		if hasAmount {
			sum, err := money.Parse(amount, l.Amount.Currency)
			if err != nil {
				return nil, err
			}
			if sum.Minor <= 0 { // none would mean as much as is open
				return nil, fault.New(fault.Invalid, "%s: %s is no amount that can have been paid", number, sum).OnField("items")
			}
			p.Minor = sum.Minor
		}
		var same []remittance.Claim
		for _, c := range m.Candidates {
			if c.Claim.Number == number {
				same = append(same, c.Claim)
			}
		}
		if len(same) == 1 {
			p.Item = same[0].Item
		} else {
			row, err := d.FindAnyItem(ctx, number)
			if err != nil {
				return nil, err
			}
			p.Item = row.ID
		}
		out = append(out, p)
	}
	return out, nil
}

// bankSayVerb is a person's word on a line that needs nothing but a reason.
func bankSayVerb(s *session, verb, short string, say func(*desk.Desk, context.Context, int64, string) error) *cobra.Command {
	var why string
	cmd := &cobra.Command{
		Use: verb + " ID --why TEXT", Short: short, Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			l, err := bankLine(ctx, d, args[0])
			if err != nil {
				return err
			}
			return say(d, ctx, l.ID, why)
		}),
	}
	cmd.Flags().StringVar(&why, "why", "", "the reason, kept on record")
	return cmd
}
