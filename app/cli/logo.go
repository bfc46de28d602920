package cli

import (
	"context"
	"fmt"
	"os"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// logoVerb takes the company's picture for letters and mails.
func logoVerb(s *session) *cobra.Command {
	var remove bool
	cmd := &cobra.Command{
		Use: "logo [FILE]", Short: "the company's picture on letters and mails: show which, take a PNG or JPEG, or --remove it", Args: cobra.MaximumNArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			switch {
			case remove && len(args) > 0:
				return usage{fmt.Errorf("logo takes a file or --remove, not both")}
			case remove:
				return d.SetLogo(ctx, "", nil)
			case len(args) == 1:
				file, err := os.Open(args[0])
				if err != nil {
					return usage{err}
				}
				defer func() { _ = file.Close() }()
				return d.SetLogo(ctx, args[0], file)
			}
			company, err := d.Company(ctx)
			if err != nil {
				return err
			}
			if s.json {
				return s.printJSON(map[string]any{"name": company.LogoName, "bytes": len(company.Logo), "form": company.FormOfLetters()})
			}
			if company.Logo == nil {
				s.say("no logo; letters bear a plain mark")
				return nil
			}
			s.say("%s, kept as PNG of %d bytes", company.LogoName, len(company.Logo))
			return nil
		}),
	}
	cmd.Flags().BoolVar(&remove, "remove", false, "take the logo away")
	return cmd
}
