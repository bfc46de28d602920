package cli

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

func payLinkVerb(s *session) *cobra.Command {
	cmd := &cobra.Command{
		Use: "paylink", Short: "where customers pay: the accounting system's address, or one made from a template",
		Long: `A notice about one invoice carries the address that the accounting system has for it. Where it has none, and for notices about several, an address
is made from the connection's template: https, with {{token}}, {{invoice}}, {{customer}} (its number), {{amount}}, {{currency}} or {{reference}}. A
token says who pays what until when and cannot be forged; docs/paylinks.md tells the pay page how to read it.`,
	}
	cmd.AddCommand(payLinkShow(s), payLinkSet(s), payLinkKey(s), payLinkVerify(s))
	return cmd
}

type payLinkJSON struct {
	Connection string `json:"connection"`
	Source     string `json:"source"` // own-first, made or off
	Template   string `json:"template"`
	Days       int    `json:"days"`
}

// sourceNames are the sources as they are written on the command line.
var sourceNames = map[string]desk.PayLinkSource{"own-first": desk.PayLinkOwnFirst, "made": desk.PayLinkTemplate, "off": desk.PayLinkOff}

func sourceName(source desk.PayLinkSource) string {
	for name, s := range sourceNames {
		if s == source {
			return name
		}
	}
	return string(source)
}

func payLinkShow(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "show", Short: "what each connection has", Args: cobra.NoArgs,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			conns, err := d.Connections(ctx)
			if err != nil {
				return err
			}
			list, rows := []payLinkJSON{}, [][]string{}
			for _, f := range conns {
				p, err := d.PayLink(ctx, f.Connection.ID)
				if err != nil {
					return err
				}
				j := payLinkJSON{f.Connection.Name, sourceName(p.Source), p.Template, p.Days}
				list = append(list, j)
				rows = append(rows, []string{j.Connection, j.Source, orNothing(j.Template)})
			}
			if s.json {
				return s.printJSON(list)
			}
			s.table([]string{"CONNECTION", "SOURCE", "TEMPLATE"}, nil, rows)
			return nil
		}),
	}
}

func payLinkSet(s *session) *cobra.Command {
	var source, template string
	var days int
	var key bool
	cmd := &cobra.Command{
		Use: "set CONNECTION [--template URL] [--source own-first|made|off] [--days N] [--key]", Short: "change where a connection's customers pay", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			f, err := connectionNamed(ctx, d, args[0])
			if err != nil {
				return err
			}
			known, ok := sourceNames[source]
			if !ok {
				known = desk.PayLinkSource(source)
			}
			read := map[string]string{}
			var typed *string
			if key {
				if err := s.readSecrets(read, []string{"paylink.key"}); err != nil {
					return err
				}
				text := read["paylink.key"]
				typed = &text
			}
			if err := d.SetPayLink(ctx, f.Connection.ID, desk.PayLinkSettings{Source: known, Template: template, Days: days}, typed); err != nil {
				return err
			}
			s.say("kept: notices of %s lead to paying (%s)", f.Connection.Name, source)
			return nil
		}),
	}
	cmd.Flags().StringVar(&template, "template", "", "the address, https, with fields such as {{token}}")
	cmd.Flags().StringVar(&source, "source", "own-first", "own-first: the accounting system's where it has one; made: the template's alone; off: none")
	cmd.Flags().IntVar(&days, "days", 0, "how long a token holds (default 60)")
	cmd.Flags().BoolVar(&key, "key", false, "read the key that signs tokens, base64 of at least 32 bytes, from the terminal or standard input (default: one is made)")
	return cmd
}

func payLinkKey(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "key CONNECTION", Short: "show the key that signs tokens, for the pay page; that it was shown stands in the log", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			f, err := connectionNamed(ctx, d, args[0])
			if err != nil {
				return err
			}
			key, err := d.PayLinkKey(ctx, f.Connection.ID)
			if err != nil {
				return err
			}
			if s.json {
				return s.printJSON(map[string]string{"key": key})
			}
			s.say("%s", key)
			return nil
		}),
	}
}

func payLinkVerify(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "verify TOKEN", Short: "what a token, or an address that ends with one, says", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			c, conn, err := d.VerifyPayLink(ctx, args[0])
			if err != nil {
				return err
			}
			if s.json {
				return s.printJSON(map[string]string{
					"connection": conn.Name, "customer": c.Customer, "invoice": c.Invoice, "amount": c.Amount.String(), "currency": string(c.Amount.Currency), "until": c.Until.String(),
				})
			}
			s.say("%s: customer %s pays %s %s for %s, until %s", conn.Name, c.Customer, c.Amount, c.Amount.Currency, c.Invoice, c.Until)
			return nil
		}),
	}
}
