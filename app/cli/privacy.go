package cli

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

func privacyVerbs(s *session) []*cobra.Command {
	cmd := &cobra.Command{Use: "privacy", Short: "what is stored about a customer: hand it out, keep it, remove it", RunE: needsVerb("privacy")}
	cmd.AddCommand(personExportVerb(s), previewAnonymiseVerb(s), anonymiseVerb(s), privacyDueVerb(s), legalHoldVerb(s), liftLegalHoldVerb(s), legalHoldsVerb(s))
	return []*cobra.Command{cmd}
}

func personExportVerb(s *session) *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use: "export CUSTOMER [--out FILE]", Short: "all that is stored about a customer, as a zip", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			doc, err := d.PersonExport(ctx, debtor.ID)
			if err != nil {
				return err
			}
			if out == "" {
				out = doc.Name
			}
			if err := os.WriteFile(out, doc.Bytes, 0o600); err != nil {
				return fault.Wrap(err, fault.Unavailable, "%s cannot be written", out).WithHint("choose another file with --out")
			}
			if s.json {
				return s.printJSON(map[string]any{"file": out, "bytes": len(doc.Bytes)})
			}
			s.say("%s: all that is stored about %s", out, debtor.Name)
			return nil
		}),
	}
	cmd.Flags().StringVar(&out, "out", "", "the file (default: a name with number and day)")
	return cmd
}

func anonymiseVerb(s *session) *cobra.Command {
	var o desk.AnonymiseOrder
	cmd := &cobra.Command{
		Use: "anonymise CUSTOMER --why TEXT", Short: "remove all that names a customer, for good; sums, days and ids stay", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			o.Debtor = debtor.ID
			done, err := d.Anonymise(ctx, o)
			if err != nil {
				return err
			}
			return s.sayAnonymised(done)
		}),
	}
	cmd.Flags().StringVar(&o.Why, "why", "", "the reason, which stays in the log: do not name anybody")
	cmd.Flags().BoolVar(&o.EvenIfInSource, "even-if-in-source", false, "although the accounting system still has the customer: the next read brings the person back, as a new customer")
	return cmd
}

func (s *session) sayAnonymised(done desk.Anonymised) error {
	if s.json {
		return s.printJSON(map[string]any{
			"id": int64(done.Debtor), "documents": done.Documents, "redacted": orNone(done.Redacted), "kept": orNone(done.Kept), "mentions": orNone(done.Mentions), "bank_lines": orNone(done.BankLines), "rows": done.Rows,
		})
	}
	s.say("done: the customer is #%d from now on; %d documents removed, %d entries of the log redacted", done.Debtor, done.Documents, len(done.Redacted))
	if len(done.Kept) > 0 {
		s.say("entries of the log in the old form still name the customer and cannot be redacted: %s", seqs(done.Kept))
	}
	if len(done.Mentions) > 0 {
		s.say("entries of the log about something else hold the name or an address, look at them: %s", seqs(done.Mentions))
	}
	if len(done.BankLines) > 0 {
		s.say("payments of nobody known hold the name or an address, look at them: %s", seqs(done.BankLines))
	}
	s.say("backups and copies of the book still hold what was removed: delete those that are not needed")
	return nil
}

func orNone(list []int64) []int64 {
	if list == nil {
		return []int64{}
	}
	return list
}

func seqs(list []int64) string {
	parts := make([]string, len(list))
	for i, n := range list {
		parts[i] = strconv.FormatInt(n, 10)
	}
	return strings.Join(parts, " ")
}

type dueJSON struct {
	ID        int64    `json:"id"`
	Number    string   `json:"number"`
	Name      string   `json:"name"`
	Last      string   `json:"last_activity"`
	Since     string   `json:"possible_since"`
	Obstacles []string `json:"obstacles"`
}

func privacyDueVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "due", Short: "the customers whose accounts need not be kept any more", Args: cobra.NoArgs,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			found, err := d.Anonymisable(ctx)
			if err != nil {
				return err
			}
			out, rows := make([]dueJSON, 0, len(found)), [][]string{}
			for _, v := range found {
				j := dueJSON{ID: int64(v.Debtor), Number: v.Number, Name: v.Name, Last: v.Last.String(), Since: v.First.String(), Obstacles: []string{}}
				var but []string
				for _, o := range v.Obstacles {
					j.Obstacles, but = append(j.Obstacles, string(o)), append(but, desk.ObstacleText(o))
				}
				out = append(out, j)
				rows = append(rows, []string{j.Number, j.Name, j.Last, j.Since, strings.Join(but, "; ")})
			}
			if s.json {
				return s.printJSON(out)
			}
			s.table([]string{"NO.", "CUSTOMER", "LAST ACTIVITY", "SINCE", "BUT"}, nil, rows)
			s.say("%s", counted(len(out), "customer", "customers"))
			return nil
		}),
	}
}

func legalHoldVerb(s *session) *cobra.Command {
	var o desk.LegalHoldOrder
	var review string
	var everything bool
	cmd := &cobra.Command{
		Use: "hold CUSTOMER --reason TEXT --review DAY", Short: "a legal hold: keep a customer, or everything, from being anonymised", Args: cobra.MaximumNArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			if everything == (len(args) == 1) {
				return usage{fmt.Errorf("name a customer, or say --everything")}
			}
			if !everything {
				debtor, err := customer(ctx, d, args[0])
				if err != nil {
					return err
				}
				o.Debtor = debtor.ID
			}
			var err error
			if o.Review, err = date.Parse(review); err != nil {
				return usage{fmt.Errorf("--review: when somebody looks at it again, as YYYY-MM-DD")}
			}
			id, err := d.HoldLegally(ctx, o)
			if err != nil {
				return err
			}
			s.say("legal hold %d is in force until somebody lifts it; it is looked at again on %s", id, o.Review)
			return nil
		}),
	}
	cmd.Flags().StringVar(&o.Reason, "reason", "", "why it must be kept")
	cmd.Flags().StringVar(&review, "review", "", "the day on which somebody looks at it again, at most a year ahead")
	cmd.Flags().BoolVar(&everything, "everything", false, "all customers")
	return cmd
}

func liftLegalHoldVerb(s *session) *cobra.Command {
	var why string
	cmd := &cobra.Command{
		Use: "lift ID --why TEXT", Short: "end a legal hold (ids: `privacy list`)", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usage{fmt.Errorf("%q is not the id of a legal hold; see `privacy list`", args[0])}
			}
			if err := d.LiftLegalHold(ctx, id, why); err != nil {
				return err
			}
			s.say("legal hold %d lifted", id)
			return nil
		}),
	}
	cmd.Flags().StringVar(&why, "why", "", "the reason, which an auditor will read")
	return cmd
}

func legalHoldsVerb(s *session) *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use: "list", Short: "the legal holds in force", Args: cobra.NoArgs,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			holds, err := d.LegalHolds(ctx, all)
			if err != nil {
				return err
			}
			on, err := d.Today(ctx)
			if err != nil {
				return err
			}
			out, rows := []map[string]any{}, [][]string{}
			for _, h := range holds {
				state, name := "in force", h.Name
				switch {
				case !h.Lifted.IsZero():
					state = "lifted by " + h.LiftBy + ": " + h.Why
				case h.ReviewDue(on):
					state = "review is due"
				}
				if h.Debtor == 0 {
					name = "everything"
				}
				out = append(out, map[string]any{
					"id": h.ID, "customer": int64(h.Debtor), "name": h.Name, "reason": h.Reason, "review": h.Review.String(), "by": h.By,
					"at": h.At.Format("2006-01-02T15:04:05Z07:00"), "in_force": h.Lifted.IsZero(), "review_due": h.ReviewDue(on), "lifted_by": h.LiftBy, "lifted_why": h.Why,
				})
				rows = append(rows, []string{fmt.Sprint(h.ID), name, h.Reason, h.Review.String(), h.By, state})
			}
			if s.json {
				return s.printJSON(out)
			}
			s.table([]string{"ID", "CUSTOMER", "REASON", "REVIEW", "BY", "STATE"}, nil, rows)
			return nil
		}),
	}
	cmd.Flags().BoolVar(&all, "all", false, "also those that were lifted")
	return cmd
}
