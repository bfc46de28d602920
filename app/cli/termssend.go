package cli

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

type sentTermsJSON struct {
	ID     int64  `json:"id"`
	Number string `json:"number"`
	To     string `json:"to"`
	State  string `json:"state"` // sent, queued while it waits, failed or uncertain
	Folder string `json:"folder"`
}

func termsSendVerb(s *session) *cobra.Command {
	var by string
	var again bool
	cmd := &cobra.Command{
		Use: "send ID [--by email|letter] [--again]", Short: "send an agreement to its customer for signature, in the customer's language", Args: cobra.ExactArgs(1),
		Long: "Sends an agreement that runs through the outbox: by mail with the agreement attached, or as a letter to print. It leaves once; an agreement that was\n" +
			"sent already leaves again with --again alone.",
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := termsID(args[0])
			if err != nil {
				return err
			}
			sent, err := d.SendTerms(ctx, desk.SendTermsOrder{Plan: id, By: receivable.Channel(by), Again: again})
			if err != nil {
				return err
			}
			return s.printSentTerms(id, sent)
		}),
	}
	cmd.Flags().StringVar(&by, "by", string(receivable.Email), "email or letter")
	cmd.Flags().BoolVar(&again, "again", false, "also when it was sent before")
	return cmd
}

func (s *session) printSentTerms(id int64, sent desk.SentPaper) error {
	if s.json {
		return s.printJSON(sentTermsJSON{id, sent.Number, sent.To, string(sent.State), sent.Folder})
	}
	s.say("agreement %d to %s as %s: %s", id, sent.To, sent.Number, sent.State)
	return nil
}
