package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// accountVerbs are the bank accounts into which customers pay, one for each currency.
func accountVerbs(s *session) []*cobra.Command {
	cmd := &cobra.Command{Use: "accounts", Short: "the bank accounts into which customers pay, one for each currency", RunE: needsVerb("accounts")}
	cmd.AddCommand(
		&cobra.Command{Use: "list", Short: "the accounts, and how payments into them are known", Args: cobra.NoArgs, RunE: s.run(s.listAccounts)},
		setAccountVerb(s),
		&cobra.Command{
			Use: "remove CURRENCY", Short: "forget the account for a currency", Args: cobra.ExactArgs(1),
			RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
				return d.RemoveAccount(ctx, money.Currency(strings.ToUpper(args[0])))
			}),
		})
	return []*cobra.Command{cmd}
}

func setAccountVerb(s *session) *cobra.Command {
	var typed desk.BankAccount
	var kind string
	cmd := &cobra.Command{
		Use: "set CURRENCY", Short: "add the account for a currency, or change what is named of it", Args: cobra.ExactArgs(1),
		Long: "add the account for a currency, or change what is named of it; an empty value takes it away\n\n" +
			"Kinds of references: " + kinds() + "; empty: none is made or checked.\n" +
			"--qris is the text of the shop's own QRIS, for IDR alone: scan it with any code reader and give what it says.",
		RunE: func(cmd *cobra.Command, args []string) error {
			typed.Reference = receivable.ReferenceKind(kind)
			return s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
				company, err := d.Company(ctx)
				if err != nil {
					return err
				}
				currency := money.Currency(strings.ToUpper(args[0]))
				account, _ := company.Account(currency)
				account.Currency = currency
				takeFlags(cmd.Flags().Changed, &account, typed)
				return d.PutAccount(ctx, account)
			})(cmd, args)
		},
	}
	f := cmd.Flags()
	f.StringVar(&typed.Account, "account", "", "the national account number")
	f.StringVar(&typed.IBAN, "iban", "", "the international one")
	f.StringVar(&typed.BIC, "bic", "", "the bank's code")
	f.StringVar(&typed.Bank, "bank", "", "the bank's name, where who pays has to choose one")
	f.StringVar(&kind, "reference", "", "the kind of payment reference that the bank agreement asks for")
	f.StringVar(&typed.ReferencePrefix, "prefix", "", "digits before the invoice's, such as the number of the bank agreement")
	f.IntVar(&typed.ReferenceLength, "length", 0, "characters of a whole reference, 0: as long as it comes")
	f.StringVar(&typed.QRIS, "qris", "", "the text of the shop's own QRIS")
	return cmd
}

// takeFlags takes over what was named.
func takeFlags(named func(string) bool, into *desk.BankAccount, typed desk.BankAccount) {
	for flag, take := range map[string]func(){
		"account": func() { into.Account = typed.Account }, "iban": func() { into.IBAN = typed.IBAN }, "bic": func() { into.BIC = typed.BIC },
		"reference": func() { into.Reference = typed.Reference }, "prefix": func() { into.ReferencePrefix = typed.ReferencePrefix },
		"length": func() { into.ReferenceLength = typed.ReferenceLength }, "bank": func() { into.Bank = strings.TrimSpace(typed.Bank) }, "qris": func() { into.QRIS = strings.TrimSpace(typed.QRIS) },
	} {
		if named(flag) {
			take()
		}
	}
}

type accountJSON struct {
	Currency  money.Currency           `json:"currency"`
	Account   string                   `json:"account"`
	IBAN      string                   `json:"iban"`
	BIC       string                   `json:"bic"`
	Bank      string                   `json:"bank"`
	Reference receivable.ReferenceKind `json:"reference"`
	Prefix    string                   `json:"prefix"`
	Length    int                      `json:"length"`
	QRIS      string                   `json:"qris"`
}

func (s *session) listAccounts(ctx context.Context, d *desk.Desk, _ []string) error {
	company, err := d.Company(ctx)
	if err != nil {
		return err
	}
	accounts := slices.Clone(company.Accounts)
	list, lines := make([]accountJSON, 0, len(accounts)), make([][]string, 0, len(accounts))
	for _, a := range accounts {
		list = append(list, accountJSON{a.Currency, a.Account, a.IBAN, a.BIC, a.Bank, a.Reference, a.ReferencePrefix, a.ReferenceLength, a.QRIS})
		qris := ""
		if a.QRIS != "" {
			qris = fmt.Sprintf("QRIS of %d characters", len(a.QRIS))
		}
		lines = append(lines, []string{string(a.Currency), a.Account, a.IBAN, a.BIC, a.Bank, string(a.Reference), qris})
	}
	if s.json {
		return s.printJSON(list)
	}
	if len(lines) == 0 {
		return fault.New(fault.NotFound, "the company has no account").WithHint("add one: dunningdesk accounts set NOK --account 8601.11.17947")
	}
	s.table([]string{"CURRENCY", "ACCOUNT", "IBAN", "BIC", "BANK", "REFERENCE", ""}, nil, lines)
	return nil
}
