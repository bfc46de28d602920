package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// postingVerbs say what is written back into the accounting systems, write it, and settle what is uncertain.
func postingVerbs(s *session) []*cobra.Command {
	postings := &cobra.Command{Use: "postings", Short: "what is written back into the accounting systems", RunE: needsVerb("postings")}
	postings.AddCommand(postingsListVerb(s), postingsSendVerb(s), postingsSettleVerb(s), postingsKindsVerb(s))
	return []*cobra.Command{postings}
}

func postingsListVerb(s *session) *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use: "list [CUSTOMER]", Short: "what waits, was refused, or is uncertain", Args: cobra.MaximumNArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			q := desk.WriteBackQuery{States: []writeback.State{writeback.Waiting, writeback.Writing, writeback.Refused, writeback.Uncertain}}
			if all {
				q.States = nil
			}
			if len(args) == 1 {
				who, err := d.FindCustomer(ctx, args[0])
				if err != nil {
					return err
				}
				q.Debtor = who.ID
			}
			rows, err := d.WriteBacks(ctx, q)
			if err != nil {
				return err
			}
			return s.printPostings(rows)
		}),
	}
	cmd.Flags().BoolVar(&all, "all", false, "those too that are written or dropped")
	return cmd
}

func (s *session) printPostings(rows []writeback.Entry) error {
	lines := make([][]string, 0, len(rows))
	list := make([]map[string]any, 0, len(rows))
	for i := range rows {
		e := &rows[i]
		amount := ""
		if e.Amount.Minor != 0 {
			amount = e.Amount.String() + " " + string(e.Amount.Currency)
		}
		lines = append(lines, []string{fmt.Sprint(e.ID), e.Name, string(e.Kind), e.Title, amount, string(e.State), fmt.Sprint(e.Attempts), strings.TrimSpace(e.Posted.Number + " " + e.Code + " " + e.Detail)})
		list = append(list, postingJSON(e))
	}
	if s.json {
		return s.printJSON(list)
	}
	s.table([]string{"ID", "CUSTOMER", "KIND", "WHAT", "AMOUNT", "STATE", "TRIES", "LAST WORD"}, map[int]bool{0: true, 4: true, 6: true}, lines)
	s.say("%s", counted(len(rows), "posting", "postings"))
	return nil
}

func postingJSON(e *writeback.Entry) map[string]any {
	items := make([]string, 0, len(e.Parts))
	for _, p := range e.Parts {
		items = append(items, p.Number)
	}
	out := map[string]any{
		"id": e.ID, "key": e.Key, "customer": e.Name, "kind": e.Kind, "title": e.Title, "state": e.State, "attempts": e.Attempts, "about": e.About,
		"about_id": e.AboutID, "items": items, "code": e.Code, "detail": e.Detail, "number": e.Posted.Number, "undoes": e.Undoes,
	}
	if e.Amount != money.Zero(e.Amount.Currency) {
		out["amount"], out["currency"] = e.Amount.String(), e.Amount.Currency
	}
	return out
}

func postingsSendVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "send", Short: "write what waits", Args: cobra.NoArgs,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			p, err := d.PostBack(ctx)
			if s.json {
				if perr := s.printJSON(map[string]any{"written": p.Written, "refused": p.Refused, "uncertain": p.Uncertain, "waiting": p.Waiting, "dropped": p.Dropped}); perr != nil {
					return perr
				}
				return err
			}
			s.say("%d written, %d refused, %d uncertain, %d waiting, %d dropped", p.Written, p.Refused, p.Uncertain, p.Waiting, p.Dropped)
			return err
		}),
	}
}

// settledAs are a person's words on a posting.
var settledAs = map[string]writeback.State{"written": writeback.Written, "again": writeback.Waiting, "drop": writeback.Dropped}

func postingsSettleVerb(s *session) *cobra.Command {
	var as, why string
	cmd := &cobra.Command{
		Use: "settle ID --as written|again|drop --why", Short: "say what became of a posting that is uncertain, refused or waiting", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usage{fmt.Errorf("%q is not the number of a posting", args[0])}
			}
			to, known := settledAs[as]
			if !known {
				return usage{fmt.Errorf("settle needs --as written, --as again or --as drop")}
			}
			return d.SettleWriteBack(ctx, id, to, why)
		}),
	}
	cmd.Flags().StringVar(&as, "as", "", "written, again or drop")
	cmd.Flags().StringVar(&why, "why", "", "how you know, kept on record")
	return cmd
}

func postingsKindsVerb(s *session) *cobra.Command {
	var none bool
	cmd := &cobra.Command{
		Use: "kinds CONNECTION [KIND ...]", Short: "say what a connection is told: note attachment fee hold write-off", Args: cobra.MinimumNArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			f, err := connectionNamed(ctx, d, args[0])
			if err != nil {
				return err
			}
			c := f.Connection
			if len(args) == 1 && !none {
				return s.printKinds(ctx, d, c)
			}
			var kinds []writeback.Kind
			for _, a := range args[1:] {
				for k := range strings.SplitSeq(a, ",") {
					kinds = append(kinds, writeback.Kind(k))
				}
			}
			if err := d.SetWriteBack(ctx, c.ID, kinds); err != nil || s.json {
				return err
			}
			s.say("%s is told from now on: %s", c.Name, kindList(kinds))
			return nil
		}),
	}
	cmd.Flags().BoolVar(&none, "none", false, "nothing any more")
	return cmd
}

func (s *session) printKinds(ctx context.Context, d *desk.Desk, c desk.Connection) error {
	able, err := d.Kinds(ctx)
	if err != nil {
		return err
	}
	can, on := []writeback.Kind{}, []writeback.Kind{}
	for _, k := range able {
		if k.Kind == c.Kind {
			can = append(can, k.Writes...)
		}
	}
	for _, k := range writeback.Kinds() {
		if _, yes := c.Posts[k]; yes {
			on = append(on, k)
		}
	}
	if s.json {
		return s.printJSON(map[string]any{"connection": c.Name, "can": can, "on": on})
	}
	s.say("%s is told: %s; its connector can take: %s", c.Name, kindList(on), kindList(can))
	return nil
}

func kindList(kinds []writeback.Kind) string {
	if len(kinds) == 0 {
		return "nothing"
	}
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = string(k)
	}
	return strings.Join(words, ", ")
}
