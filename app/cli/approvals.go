package cli

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// sayAsked says what came of something that may need a second pair of eyes.
func (s *session) sayAsked(a desk.Asked, done string) error {
	if s.json {
		return s.printJSON(struct {
			Done    bool     `json:"done"`
			Request int64    `json:"request,omitempty"`           // waits for somebody
			Before  *sumJSON `json:"done_alone_before,omitempty"` // only with this it is more than one person may do
		}{a.Done, int64(a.Request), beforeOf(a)})
	}
	if a.Done {
		s.say("%s", done)
		return nil
	}
	if b := beforeOf(a); b != nil {
		s.say("with %s %s that was done for this customer without a second person in the last %d days it is over your limit", b.Amount, b.Currency, approval.AloneDays)
	}
	s.say("somebody else must look at this first: request %d waits, see `approvals list`", a.Request)
	return nil
}

func beforeOf(a desk.Asked) *sumJSON {
	if a.Before.IsZero() {
		return nil
	}
	return &sumJSON{a.Before.String(), string(a.Before.Currency)}
}

type requestJSON struct {
	ID        int64     `json:"id"`
	Version   int       `json:"version"`
	Kind      string    `json:"kind"`
	Subject   string    `json:"subject"`
	Amount    string    `json:"amount,omitempty"`
	Currency  string    `json:"currency,omitempty"`
	Sums      []sumJSON `json:"sums,omitempty"` // all that it asks for, where that is in several currencies
	Months    int       `json:"months,omitempty"`
	Notices   int       `json:"notices,omitempty"`
	Level     int       `json:"level,omitempty"`
	Why       string    `json:"why"`
	By        string    `json:"by"`
	At        string    `json:"at"`
	Expires   string    `json:"expires"`
	State     string    `json:"state"`
	MayDecide bool      `json:"may_decide"`        // whoever sits here
	Refused   string    `json:"refused,omitempty"` // why not
	DecidedBy string    `json:"decided_by,omitempty"`
	Decision  string    `json:"decision_why,omitempty"`
}

// sumJSON is an amount in one of several currencies.
type sumJSON struct {
	Amount   string `json:"amount"`
	Currency string `json:"currency"`
}

func requestOf(v desk.RequestView) requestJSON {
	out := requestJSON{
		ID: int64(v.ID), Version: v.Version, Kind: string(v.Measure.Kind), Subject: v.Subject, Months: v.Measure.Months, Notices: v.Measure.Notices, Level: v.Measure.Level,
		Why: v.Why, By: v.By.Login, At: v.At.UTC().Format(time.RFC3339), Expires: v.Expires.String(), State: string(v.State), DecidedBy: v.Decided.By.Login, Decision: v.Decided.Why,
		MayDecide: !v.State.Over() && v.Refused == nil,
	}
	if v.Measure.Amount.Currency != "" {
		out.Amount, out.Currency = v.Measure.Amount.String(), string(v.Measure.Amount.Currency)
	}
	if all := v.Measures(); len(all) > 1 {
		for _, m := range all {
			out.Sums = append(out.Sums, sumJSON{m.Amount.String(), string(m.Amount.Currency)})
		}
	}
	if v.Refused != nil && !v.State.Over() {
		out.Refused = v.Refused.Error()
	}
	return out
}

func approvalsVerb(s *session) *cobra.Command {
	cmd := &cobra.Command{Use: "approvals", Short: "what waits for a second pair of eyes", RunE: needsVerb("approvals")}
	cmd.AddCommand(approvalsListVerb(s), withdrawVerb(s), askAgainVerb(s),
		decideVerb(s, "approve", approval.Approved, "say yes: it is carried out at once", "approved and done"),
		decideVerb(s, "decline", approval.Declined, "say no, with a reason", "declined"),
		decideVerb(s, "send-back", approval.SentBack, "give a request back to who asked, with a question", "sent back"))
	return cmd
}

func approvalsListVerb(s *session) *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use: "list", Short: "the requests that wait", Args: cobra.NoArgs,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			open, decided, err := d.Requests(ctx, 0)
			if err != nil {
				return err
			}
			if all {
				open = append(open, decided...)
			}
			out := make([]requestJSON, 0, len(open))
			rows := [][]string{}
			for _, v := range open {
				q := requestOf(v)
				out = append(out, q)
				may := "yes"
				if !q.MayDecide {
					may = q.Refused
				}
				amount, currency := q.Amount, q.Currency
				for _, sum := range q.Sums[min(1, len(q.Sums)):] {
					amount, currency = amount+" + "+sum.Amount, currency+" + "+sum.Currency
				}
				rows = append(rows, []string{fmt.Sprint(q.ID), q.Kind, q.Subject, amount, currency, q.By, q.Why, q.State, q.Expires, may, fmt.Sprint(q.Version)})
			}
			if s.json {
				return s.printJSON(out)
			}
			s.table([]string{"ID", "WHAT", "ABOUT", "AMOUNT", "CUR", "ASKED BY", "WHY", "STATE", "UNTIL", "YOU MAY DECIDE", "VERSION"}, map[int]bool{3: true}, rows)
			return nil
		}),
	}
	cmd.Flags().BoolVar(&all, "all", false, "also those that were decided lately")
	return cmd
}

func requestID(text string) (approval.RequestID, error) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 1 {
		return 0, usage{fmt.Errorf("%q is not the id of a request; see `approvals list`", text)}
	}
	return approval.RequestID(id), nil
}

func decideVerb(s *session, name string, to approval.State, short, said string) *cobra.Command {
	var why string
	var version int
	cmd := &cobra.Command{
		Use: name + " ID [--why TEXT]", Short: short, Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := requestID(args[0])
			if err != nil {
				return err
			}
			if version == 0 {
				if version, err = unchangedVersion(ctx, d, id); err != nil {
					return err
				}
			}
			if err := d.Decide(ctx, desk.DecisionOrder{Request: id, Version: version, To: to, Why: why}); err != nil {
				return err
			}
			s.say("request %d %s", id, said)
			return nil
		}),
	}
	cmd.Flags().StringVar(&why, "why", "", "the reason, which stays on record")
	cmd.Flags().IntVar(&version, "version", 0, "the version that was looked at; a later one is refused (needed once the request was changed)")
	return cmd
}

// unchangedVersion is the version of a request that nobody has changed: whoever decides on another says which one he saw.
func unchangedVersion(ctx context.Context, d *desk.Desk, id approval.RequestID) (int, error) {
	open, _, err := d.Requests(ctx, 0)
	for i := range open {
		if v := &open[i]; v.ID == id && v.Version > 1 {
			return 0, fault.New(approval.RequestChanged, "request %d was changed since it was asked for first", id).OnField("version").
				WithHint("look at it again with `approvals list`, then say --version %d", v.Version)
		}
	}
	return 1, err // the desk says what is wrong with it
}

func withdrawVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "withdraw ID", Short: "take your own request back", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := requestID(args[0])
			if err != nil {
				return err
			}
			return d.Withdraw(ctx, id)
		}),
	}
}

func askAgainVerb(s *session) *cobra.Command {
	var why string
	cmd := &cobra.Command{
		Use: "ask-again ID --why TEXT", Short: "ask anew for what was sent back, with the facts of today", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := requestID(args[0])
			if err != nil {
				return err
			}
			return d.AskAgain(ctx, id, why)
		}),
	}
	cmd.Flags().StringVar(&why, "why", "", "the answer to what was asked back")
	return cmd
}
