package cli

import (
	"context"
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// deskVerbs are what staff do to one customer.
func deskVerbs(s *session) []*cobra.Command {
	return []*cobra.Command{
		s.saying(promiseVerb(s), "the promise is kept: no reminders of it until its day has passed"),
		s.saying(disputeVerb(s), "the dispute is kept: no reminders of the item until it is resolved"),
		s.saying(holdVerb(s), "the hold is kept: no reminders until its day has passed"),
		s.saying(answerVerb(s), "the answer is kept"), s.saying(noteVerb(s), "the remark is kept"),
		callVerb(s), visitVerb(s), writeVerb(s), consentVerb(s), channelVerb(s), letterVerb(s), mayContactVerb(s), setAsideVerb(s), chargesVerb(s), waiveVerb(s), cancelVerb(s),
		acknowledgeVerb(s), approvalsVerb(s), usersVerb(s), writeOffVerb(s), escalateVerb(s), wayOutVerb(s),
	}
}

// day reads a date flag.
func day(flag, text string) (date.Date, error) {
	d, err := date.Parse(text)
	if err != nil {
		return d, usage{fmt.Errorf("--%s %s: write it as YYYY-MM-DD", flag, text)}
	}
	return d, nil
}

// item finds an open item of a customer by its number; an empty number is none.
func item(ctx context.Context, d *desk.Desk, debtor receivable.DebtorID, number string) (desk.ItemRow, error) {
	if number == "" {
		return desk.ItemRow{}, nil
	}
	return d.FindItem(ctx, debtor, number)
}

func answerVerb(s *session) *cobra.Command {
	var asks, text string
	cmd := &cobra.Command{
		Use: "answer CUSTOMER --asks time|paid|disputes|nothing", Short: "keep that a customer answered", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			switch asks {
			case "time", "paid", "disputes", "nothing":
			default:
				return usage{fmt.Errorf("answer needs --asks time, paid, disputes or nothing")}
			}
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			return d.NoteAnswer(ctx, debtor.ID, dunning.Answer(asks), text)
		}),
	}
	cmd.Flags().StringVar(&asks, "asks", "", "time, paid, disputes or nothing")
	cmd.Flags().StringVar(&text, "text", "", "what was said")
	return cmd
}

func noteVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "note CUSTOMER TEXT", Short: "keep a remark about a customer", Args: cobra.ExactArgs(2),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			return d.AddNote(ctx, debtor.ID, args[1])
		}),
	}
}
