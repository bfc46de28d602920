package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// termsVerbs are new terms for a customer, and what is recorded beside them.
func termsVerbs(s *session) []*cobra.Command {
	terms := &cobra.Command{Use: "terms", Short: "agreements with customers: list, show, send, cancel, acknowledge, pdf"}
	terms.AddCommand(termsListVerb(s), termsShowVerb(s), termsSendVerb(s), termsCancelVerb(s), termsAcknowledgeVerb(s), termsPDFVerb(s))
	return []*cobra.Command{planAgreeVerb(s), settleOfferVerb(s), laterDateVerb(s), terms, creditLineVerb(s), financeOfferVerb(s)}
}

// termsID reads the id of an agreement.
func termsID(text string) (int64, error) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, usage{fmt.Errorf("%q is not the id of an agreement; see `terms list`", text)}
	}
	return id, nil
}

func termsListVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "list [CUSTOMER]", Short: "agreements of a customer, or of all", Args: cobra.MaximumNArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			var id receivable.DebtorID
			if len(args) > 0 {
				debtor, err := customer(ctx, d, args[0])
				if err != nil {
					return err
				}
				id = debtor.ID
			}
			rows, err := d.Terms(ctx, id)
			if err != nil {
				return err
			}
			return s.printTermsList(rows)
		}),
	}
}

func termsShowVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "show ID", Short: "an agreement: its schedule, what has come in, where it is acknowledged", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := termsID(args[0])
			if err != nil {
				return err
			}
			on, err := d.Today(ctx)
			if err != nil {
				return err
			}
			v, err := d.FindTerms(ctx, id, on)
			if err != nil {
				return err
			}
			return s.printTerms(v)
		}),
	}
}

func termsCancelVerb(s *session) *cobra.Command {
	var why string
	cmd := &cobra.Command{
		Use: "cancel ID --why TEXT", Short: "end an agreement; its items go on at the levels they had", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := termsID(args[0])
			if err != nil {
				return err
			}
			if err := d.CancelTerms(ctx, id, why); err != nil {
				return err
			}
			s.say("agreement %d cancelled", id)
			return nil
		}),
	}
	cmd.Flags().StringVar(&why, "why", "", "the reason, which an auditor will read")
	return cmd
}

func termsAcknowledgeVerb(s *session) *cobra.Command {
	var kind, on, note, file string
	cmd := &cobra.Command{
		Use: "acknowledge ID --by signed|mail [--on DATE] [--note TEXT] [--file SCAN]", Short: "keep that a customer accepted an agreement in writing", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := termsID(args[0])
			if err != nil {
				return err
			}
			p := desk.TermsPaper{Kind: desk.PlanPaperKind(kind), Note: note}
			if p.On, err = dayOr(ctx, d, "on", on); err != nil {
				return err
			}
			if file != "" {
				if p.Bytes, err = os.ReadFile(file); err != nil {
					return fault.Wrap(err, fault.Unavailable, "%s cannot be read", file).OnField("file")
				}
				p.Name = filepath.Base(file)
			}
			if err := d.AcknowledgeTerms(ctx, id, p); err != nil {
				return err
			}
			s.say("agreement %d acknowledged on %s", id, p.On)
			return nil
		}),
	}
	cmd.Flags().StringVar(&kind, "by", "signed", "signed (a signed copy) or mail")
	cmd.Flags().StringVar(&on, "on", "", "the day of the acknowledgement (default: today)")
	cmd.Flags().StringVar(&note, "note", "", "where it is to be found")
	cmd.Flags().StringVar(&file, "file", "", "a scan or mail to keep in the book")
	return cmd
}

func termsPDFVerb(s *session) *cobra.Command {
	var to, language string
	cmd := &cobra.Command{
		Use: "pdf ID --to FILE [--lang nb]", Short: "write an agreement as a document to sign", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := termsID(args[0])
			if err != nil {
				return err
			}
			doc, err := d.TermsPDF(ctx, id, language)
			if err != nil {
				return err
			}
			if to == "" {
				to = doc.Name
			}
			if err := os.WriteFile(to, doc.Bytes, 0o600); err != nil {
				return fault.Wrap(err, fault.Unavailable, "%s cannot be written", to)
			}
			s.say("%s", to)
			return nil
		}),
	}
	cmd.Flags().StringVar(&to, "to", "", "the file to write (default: named after the agreement)")
	cmd.Flags().StringVar(&language, "lang", "", "nb, en, de or id (default: the customer's)")
	return cmd
}
