package cli

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

func callVerb(s *session) *cobra.Command {
	var result, text, followUp string
	var visit bool
	var p promiseFlags
	var o disputeFlags
	cmd := &cobra.Command{
		Use:   "call CUSTOMER --result reached|promised|disputes|asks-time|wrong-number|no-answer [--text TEXT] [--follow-up DATE]",
		Short: "keep what came of a call with all that follows from it", Args: cobra.ExactArgs(1),
		Long: `Keep what came of a call, or with --visit of a visit. promised wants --amount and --by as the verb promise does, disputes wants
--item and --code as dispute does. Nobody answered: a follow-up stands on the list for the next day, or for --follow-up.`,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			call := desk.CallOrder{Debtor: debtor.ID, Result: desk.CallResult(result), Text: text}
			if visit {
				call.Channel = receivable.Visit
			}
			if followUp != "" {
				if call.FollowUp, err = day("follow-up", followUp); err != nil {
					return err
				}
			}
			if err := agreed(ctx, d, &call, &p, o); err != nil {
				return err
			}
			return d.KeepCall(ctx, call)
		}),
	}
	cmd.Flags().StringVar(&result, "result", "", "what came of it")
	cmd.Flags().StringVar(&text, "text", "", "what was said")
	cmd.Flags().StringVar(&followUp, "follow-up", "", "the day on which to call again")
	cmd.Flags().BoolVar(&visit, "visit", false, "it was a visit")
	p.register(cmd)
	cmd.Flags().StringVar(&o.code, "code", "", "disputes: the reason code")
	cmd.Flags().StringVar(&o.reason, "reason", "", "disputes: what the customer says")
	cmd.Flags().StringVar(&o.owner, "owner", "", "disputes: the colleague who looks into it")
	cmd.Flags().StringVar(&o.due, "due", "", "disputes: by which day")
	return cmd
}

// agreed reads what belongs to a result: --item and --amount mean the promise's or the dispute's.
func agreed(ctx context.Context, d *desk.Desk, call *desk.CallOrder, p *promiseFlags, o disputeFlags) error {
	switch {
	case call.Result == desk.CallPromised && p.amount != "":
		order, err := p.order(ctx, d, call.Debtor)
		call.Promise = &order
		return err
	case call.Result == desk.CallDisputes && p.number != "":
		o.number, o.amount = p.number, p.amount
		order, err := o.order(ctx, d, call.Debtor)
		call.Dispute = &order
		return err
	}
	return nil
}

func visitVerb(s *session) *cobra.Command {
	var on, at, who, why string
	var callOff bool
	cmd := &cobra.Command{
		Use:   "visit CUSTOMER --on DATE [--at HH:MM] [--who NAME] --why TEXT | --call-off --why TEXT",
		Short: "plan a visit, where the law allows it and with the notice that it wants", Args: cobra.ExactArgs(1),
		Long: `Plan a visit. Where the law wants visits announced, the notice is made and sent as reminders are, as a letter or else as a mail, with the day,
the hour and who comes: then --at is needed. --call-off calls the planned visit off; a notice that waits does not leave.`,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			if callOff {
				return d.CancelVisit(ctx, debtor.ID, why)
			}
			o := desk.VisitOrder{Debtor: debtor.ID, Who: who, Why: why}
			if o.On, err = day("on", on); err != nil {
				return err
			}
			if at != "" {
				if o.At, err = date.ParseTimeOfDay(at); err != nil {
					return err
				}
			}
			return d.PlanVisit(ctx, o)
		}),
	}
	cmd.Flags().StringVar(&on, "on", "", "the day of the visit")
	cmd.Flags().StringVar(&at, "at", "", "its hour, by the customer's clock")
	cmd.Flags().StringVar(&who, "who", "", "who comes (default: who works here)")
	cmd.Flags().BoolVar(&callOff, "call-off", false, "call the planned visit off")
	cmd.Flags().StringVar(&why, "why", "", "what it is for")
	return cmd
}
