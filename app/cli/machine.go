package cli

import (
	"context"
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// machineVerbs serve without a window, draw the screens, look at the log and at the machine.
func machineVerbs(s *session) []*cobra.Command {
	log := &cobra.Command{Use: "log", Short: "the activity log and its chain", RunE: needsVerb("log")}
	log.AddCommand(
		&cobra.Command{Use: "show", Short: "every entry, oldest first", Args: cobra.NoArgs, RunE: s.run(s.logShow)},
		logVerifyVerb(s), logHeadVerb(s),
	)
	return []*cobra.Command{serveVerb(s), screenshotsVerb(s), doctorVerb(s), log}
}

func serveVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "serve", Short: "run schedules without a window", Args: cobra.NoArgs,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			s.say("serving %s; Ctrl+C ends it", d.Book.About().Where)
			return s.Serve(ctx, d, func(line string) { s.say("%s", line) })
		}),
	}
}

func screenshotsVerb(s *session) *cobra.Command {
	var o ScreenshotOrder
	cmd := &cobra.Command{
		Use: "screenshots DIR", Short: "draw every screen of the book to PNG, without a display", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			o.Dir = args[0]
			switch o.Theme {
			case "light", "dark", "contrast":
			default:
				return usage{fmt.Errorf("--theme is light, dark or contrast, not %q", o.Theme)}
			}
			files, err := s.Screenshots(ctx, d, o)
			for _, f := range files {
				s.say("%s", f)
			}
			return err
		}),
	}
	cmd.Flags().StringVar(&o.Theme, "theme", "light", "light, dark or contrast")
	cmd.Flags().StringVar(&o.Language, "lang", "en", "en or nb")
	return cmd
}

func doctorVerb(s *session) *cobra.Command {
	var trust bool
	cmd := &cobra.Command{
		Use: "doctor", Short: "what is found on this machine", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if trust {
				return s.withDesk(cmd, s.trustClock)
			}
			found := s.Doctor(cmd.Context(), s.book)
			if s.json {
				return s.printJSON(found)
			}
			for _, f := range found {
				mark := "ok"
				if !f.OK {
					mark = "--"
				}
				s.say("%s  %-12s %s", mark, f.What, f.Found)
				if f.Advice != "" {
					s.say("    %-12s %s", "", f.Advice)
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&trust, "trust-clock", false, "confirm that the machine's clock is right although the book was changed at a later time")
	return cmd
}

// trustClock keeps a person's word that the clock was wrong before and is right now.
func (s *session) trustClock(ctx context.Context, d *desk.Desk) error {
	if err := d.TrustClock(ctx); err != nil {
		return err
	}
	s.say("it is %s; the book goes on from here", d.Clock.Now().Format("2006-01-02 15:04 MST"))
	return nil
}

func (s *session) logShow(ctx context.Context, d *desk.Desk, _ []string) error {
	list := []map[string]any{}
	err := d.Log(ctx, func(e activity.Entry) error {
		if s.json {
			list = append(list, entryJSON(e))
			return nil
		}
		s.say("%6d  %s  %-10s  %-18s %s  %s", e.Seq, e.At.Format("2006-01-02T15:04:05Z"), e.Actor.Name, e.Kind, e.Subject, e.Data)
		return nil
	})
	if err == nil && s.json {
		return s.printJSON(list)
	}
	return err
}

func entryJSON(e activity.Entry) map[string]any {
	return map[string]any{
		"seq": e.Seq, "at": e.At.Format("2006-01-02T15:04:05.000000Z"), "actor": e.Actor.Name, "actor_kind": e.Actor.Kind, "kind": e.Kind,
		"debtor": e.Debtor, "item": e.Item, "subject": e.Subject, "data": e.Data, "prev": e.Prev, "hash": e.Hash,
	}
}
