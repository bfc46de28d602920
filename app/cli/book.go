package cli

import (
	"context"
	"fmt"
	"os"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// bookVerbs make and keep books.
func bookVerbs(s *session) []*cobra.Command {
	return []*cobra.Command{newVerb(s), demoVerb(s), backupVerb(s), restoreVerb(s), settingsVerb(s), logoVerb(s), smsVerb(s), payLinkVerb(s)}
}

// zones gives a country's main time zone, for a book whose maker did not name one.
var zones = map[string]string{
	"NO": "Europe/Oslo", "SE": "Europe/Stockholm", "DK": "Europe/Copenhagen", "FI": "Europe/Helsinki", "DE": "Europe/Berlin", "AT": "Europe/Vienna",
	"CH": "Europe/Zurich", "GB": "Europe/London", "IE": "Europe/Dublin", "NL": "Europe/Amsterdam", "BE": "Europe/Brussels", "FR": "Europe/Paris",
	"ES": "Europe/Madrid", "IT": "Europe/Rome", "PL": "Europe/Warsaw", "ID": "Asia/Jakarta", "SG": "Asia/Singapore", "MY": "Asia/Kuala_Lumpur",
	"US": "America/New_York", "CA": "America/Toronto", "AU": "Australia/Sydney", "NZ": "Pacific/Auckland",
}

func newVerb(s *session) *cobra.Command {
	var c desk.Company
	var currency string
	cmd := &cobra.Command{
		Use: "new --company NAME --country NO --currency NOK", Short: "make an empty book", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if c.Name == "" || c.Country == "" || currency == "" {
				return usage{fmt.Errorf("new needs --company, --country and --currency")}
			}
			c.Currency = money.Currency(currency)
			if err := receivable.CheckCountry(c.Country); err != nil {
				return err
			}
			if c.Zone == "" {
				c.Zone = zones[c.Country]
			}
			if c.Zone == "" {
				return usage{fmt.Errorf("new needs --timezone for the country %s", c.Country)}
			}
			if err := c.Check(); err != nil {
				return err // before a file is made
			}
			on, err := s.on()
			if err != nil {
				return err
			}
			d, done, err := s.Create(cmd.Context(), s.book, on)
			if err != nil {
				return err
			}
			defer done()
			if err := d.Begin(cmd.Context(), c); err != nil {
				return err
			}
			s.say("made an empty book for %s: %s", c.Name, d.Book.About().Where)
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&c.Name, "company", "", "the company that collects")
	f.StringVar(&c.Country, "country", "", "its country, two letters")
	f.StringVar(&currency, "currency", "", "its currency, three letters")
	f.StringVar(&c.Zone, "timezone", "", "its time zone, such as Europe/Oslo (default: the country's)")
	f.StringVar(&c.Language, "language", "en", "language of the screens: en or nb")
	return cmd
}

func demoVerb(s *session) *cobra.Command {
	var customers int
	cmd := &cobra.Command{
		Use: "demo", Short: "make a demo book: some 400 customers in five countries, two years of history", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			on, err := s.on()
			if err != nil {
				return err
			}
			run, where, err := s.Demo(cmd.Context(), s.book, on, customers)
			if err != nil {
				return err
			}
			s.say("made the demo book %s: %d customers, %d items read through the demo connector", where, run.Read["debtors"], run.Read["items"])
			return nil
		},
	}
	cmd.Flags().IntVar(&customers, "customers", 400, "how many customers")
	return cmd
}

func backupVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "backup FILE", Short: "keep a consistent copy of the book while it is in use", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			if _, err := os.Stat(args[0]); err == nil {
				return fault.New(fault.Conflict, "%s exists already", args[0]).WithHint("name a new file")
			}
			if err := d.Book.Backup(ctx, args[0]); err != nil {
				return err
			}
			s.say("copied the book to %s", args[0])
			return nil
		}),
	}
}

func restoreVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "restore FILE", Short: "bring a kept copy back as the book; one that is there must be moved away first", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			to := s.book
			if to == "" {
				to = s.DefaultBook()
			}
			if _, err := os.Stat(to); err == nil {
				return fault.New(fault.Conflict, "%s exists already", to).WithHint("move it away, or name another place with --book")
			}
			kept, done, err := s.Open(cmd.Context(), args[0], date.Date{})
			if err != nil {
				return err
			}
			defer done()
			if err := kept.Book.Backup(cmd.Context(), to); err != nil {
				return err
			}
			s.say("brought %s back as %s", args[0], to)
			return nil
		},
	}
}

// customer finds the customer that a verb names.
func customer(ctx context.Context, d *desk.Desk, text string) (receivable.Debtor, error) {
	return d.FindCustomer(ctx, text)
}
