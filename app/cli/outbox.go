package cli

import (
	"context"
	"fmt"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// outboxVerbs show what waits to leave, send it, and settle what is uncertain.
func outboxVerbs(s *session) []*cobra.Command {
	outbox := &cobra.Command{Use: "outbox", Short: "what waits to leave, and what is uncertain", RunE: needsVerb("outbox")}
	outbox.AddCommand(
		&cobra.Command{Use: "list", Short: "messages that are not sent", Args: cobra.NoArgs, RunE: s.run(s.outboxList)},
		&cobra.Command{Use: "send", Short: "send what waits", Args: cobra.NoArgs, RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			p, err := d.SendOutbox(ctx, nil)
			if s.json {
				if perr := s.printJSON(map[string]any{"sent": p.Sent, "failed": p.Failed, "uncertain": p.Uncertain, "waiting": p.Waiting + p.Retry, "trials_over": p.TrialsOver, "folder": p.Folder}); perr != nil {
					return perr
				}
				return err
			}
			s.say("%d sent, %d failed, %d uncertain, %d waiting", p.Sent, p.Failed, p.Uncertain, p.Waiting+p.Retry)
			if p.TrialsOver > 0 {
				s.say("  %s taken back: made for a trial that is over; the next wave reminds of the same", counted(p.TrialsOver, "message", "messages"))
			}
			return err
		})},
		settleVerb(s),
	)
	return []*cobra.Command{outbox, printRunVerb(s)}
}

func (s *session) outboxList(ctx context.Context, d *desk.Desk, _ []string) error {
	rows, err := d.Outbox(ctx)
	if err != nil {
		return err
	}
	lines := make([][]string, 0, len(rows))
	list := make([]map[string]any, 0, len(rows))
	for _, m := range rows {
		lines = append(lines, []string{fmt.Sprint(m.ID), m.Number, m.Name, messageBy(&m), m.To, string(m.State), fmt.Sprint(m.Attempts), nextTry(d, &m), m.Code + " " + m.Detail})
		list = append(list, map[string]any{
			"id": m.ID, "number": m.Number, "name": m.Name, "channel": m.Channel, "to": m.To, "state": m.State, "attempts": m.Attempts,
			"message_id": m.MessageID, "code": m.Code, "detail": m.Detail, "wave": m.Wave, "segments": m.Segments,
			"trial": m.Trial, "next_try": stamp(m.NextTry),
		})
	}
	if s.json {
		return s.printJSON(list)
	}
	s.table([]string{"ID", "NOTICE", "CUSTOMER", "BY", "TO", "STATE", "TRIES", "NOT BEFORE", "LAST WORD"}, map[int]bool{0: true, 6: true}, lines)
	s.say("%s", counted(len(rows), "message", "messages"))
	return nil
}

func messageBy(m *desk.OutMessage) string {
	by := string(m.Channel)
	if m.Segments > 0 {
		by += ", " + counted(m.Segments, "segment", "segments")
	}
	if m.Trial {
		by += ", trial"
	}
	return by
}

// nextTry is when a message that waits is tried again, empty when it is due.
func nextTry(d *desk.Desk, m *desk.OutMessage) string {
	if !m.NextTry.After(d.Clock.Now()) {
		return ""
	}
	return m.NextTry.Local().Format("2006-01-02 15:04")
}

func settleVerb(s *session) *cobra.Command {
	var as, why string
	cmd := &cobra.Command{
		Use: "settle ID --as sent|resend --why", Short: "say what became of an uncertain or failed message", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usage{fmt.Errorf("%q is not the number of a message", args[0])}
			}
			if as != "sent" && as != "resend" {
				return usage{fmt.Errorf("settle needs --as sent or --as resend")}
			}
			return d.SettleOutbox(ctx, id, as == "sent", why)
		}),
	}
	cmd.Flags().StringVar(&as, "as", "", "sent or resend")
	cmd.Flags().StringVar(&why, "why", "", "how you know, kept on record")
	return cmd
}
