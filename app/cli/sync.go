package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

func checkVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "check NAME", Short: "test a connection without writing anything", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			f, err := connectionNamed(ctx, d, args[0])
			if err != nil {
				return err
			}
			notes, err := d.CheckConnection(ctx, f.Connection.ID)
			if err != nil {
				return err
			}
			bad := slices.ContainsFunc(notes, func(n desk.SyncNote) bool { return n.Severity == "error" })
			if s.json {
				if err := s.printJSON(notesJSON(notes)); err != nil {
					return err
				}
			} else {
				s.notes(notes)
				if !bad {
					s.say("%s can be read", args[0])
				}
			}
			if bad {
				return silent{ExitRefused}
			}
			return nil
		}),
	}
}

type noteJSON struct {
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Summary  string `json:"summary"`
	Record   string `json:"record,omitempty"`
	Hint     string `json:"hint,omitempty"`
	// Proposed are settings that a check has recognised.
	Proposed map[string]string `json:"proposed,omitempty"`
}

func notesJSON(notes []desk.SyncNote) []noteJSON {
	out := make([]noteJSON, 0, len(notes))
	for _, n := range notes {
		out = append(out, noteJSON(n))
	}
	return out
}

func (s *session) notes(notes []desk.SyncNote) {
	for _, n := range notes {
		line := fmt.Sprintf("%s: %s: %s", n.Severity, n.Code, n.Summary)
		if n.Record != "" {
			line += " [" + n.Record + "]"
		}
		if n.Hint != "" {
			line += " " + n.Hint
		}
		s.say("%s", line)
	}
}

type syncJSON struct {
	Connection string                 `json:"connection"`
	Generation int64                  `json:"generation"`
	Complete   bool                   `json:"complete"`
	Read       map[string]int64       `json:"read"`
	Changed    map[string]int64       `json:"changed"`
	Sums       map[string]string      `json:"sums"`
	TookMS     int64                  `json:"took_ms"`
	Agrees     bool                   `json:"agrees"`
	Rejected   int64                  `json:"rejected"`
	SetAside   int64                  `json:"set_aside"` // records that stood set aside when the read ended, beside those rejected
	Mended     int64                  `json:"mended"`    // that were set aside before and are right now, or gone
	Remarks    int64                  `json:"remarks"`
	Reasons    map[string]int64       `json:"reasons"`
	Aside      map[string]string      `json:"set_aside_sums"` // what is open of what was set aside: the source counts it, the book does not
	Bank       map[desk.BankState]int `json:"bank,omitempty"` // money received that the bank has seen, by where it stands now
	Notes      []noteJSON             `json:"notes"`
	Code       string                 `json:"code,omitempty"`
	Message    string                 `json:"message,omitempty"`
}

func syncRow(name string, run desk.SyncRun) syncJSON {
	c := run.Changes
	out := syncJSON{
		Connection: name, Generation: run.Generation, Complete: run.Complete, Read: run.Read, Agrees: run.Agrees, Rejected: run.Rejected,
		Changed: map[string]int64{
			"new_customers": c.NewDebtors, "changed_customers": c.ChangedDebtors, "gone_customers": c.Gone, "new": c.NewItems, "changed": c.ChangedItems,
			"settled": c.Settled, "reopened": c.Reopened, "payments": c.NewPayments,
		},
		Sums: map[string]string{}, TookMS: run.Finished.Sub(run.Started).Milliseconds(), Notes: notesJSON(run.Notes), Code: run.Code, Message: run.Message,
	}
	if out.Read == nil {
		out.Read = map[string]int64{}
	}
	f := run.Findings
	out.SetAside, out.Mended, out.Remarks, out.Reasons, out.Aside = f.SetAside(), f.Mended, f.Remarks(), map[string]int64{}, map[string]string{}
	for r, n := range f.Standing {
		out.Reasons[string(r)] = n
	}
	for cur, minor := range f.Sums {
		out.Aside[string(cur)] = money.New(minor, cur).String()
	}
	for cur, minor := range run.Held {
		out.Sums[string(cur)] = money.New(minor, cur).String()
	}
	return out
}

func syncVerb(s *session) *cobra.Command {
	var full bool
	cmd := &cobra.Command{
		Use: "sync [NAME]", Short: "read receivables; without a name every connection", Args: cobra.MaximumNArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			conns, err := d.Connections(ctx)
			if err != nil {
				return err
			}
			if len(args) == 1 {
				f, err := connectionNamed(ctx, d, args[0])
				if err != nil {
					return err
				}
				conns = []desk.Fresh{f}
			}
			if len(conns) == 0 {
				return fault.New(fault.NotFound, "the book has no connection yet").WithHint("add one with `connect`")
			}
			var runs []syncJSON
			var first error
			for _, f := range conns {
				run, err := d.Sync(ctx, f.Connection.ID, full || f.Connection.FreshAt.IsZero(), s.progress())
				row := syncRow(f.Connection.Name, run)
				if run.Read["bank-lines"] > 0 {
					states, err := d.BankStates(ctx, f.Connection.ID)
					if err != nil {
						return err
					}
					row.Bank = states
				}
				if run.ID != 0 {
					runs = append(runs, row)
				}
				if err != nil && first == nil {
					first = err
				}
				if !s.json && run.ID != 0 {
					s.saySync(row)
				}
			}
			if s.json && len(conns) == 1 && len(runs) == 1 {
				err = s.printJSON(runs[0])
			} else if s.json {
				err = s.printJSON(runs)
			}
			if first != nil {
				return first
			}
			return err
		}),
	}
	cmd.Flags().BoolVar(&full, "full", false, "read everything, not only what changed")
	return cmd
}

func (s *session) saySync(r syncJSON) {
	s.notes(toNotes(r.Notes))
	state := "all sums agree"
	if r.Rejected > 0 {
		state = "the sums of what could be read agree"
	}
	if !r.Agrees {
		state = "sums do not agree"
	}
	if !r.Complete {
		state = "not complete"
	}
	if lines := r.Read["bank-lines"]; lines > 0 {
		s.say("%s: read %d bank lines in %d ms; %s", r.Connection, lines, r.TookMS, state)
		if text := bankText(r.Bank); text != "" {
			s.say("  received: %s", text)
		}
		if r.Rejected > 0 {
			s.say("  %s left out", counted(int(r.Rejected), "file or line was", "files or lines were"))
		}
		return
	}
	s.say("%s: read %d customers, %d items, %d payments in %d ms; %s", r.Connection, r.Read["debtors"], r.Read["items"], r.Read["payments"], r.TookMS, state)
	s.say("  %d new, %d changed, %d settled, %d reopened", r.Changed["new"], r.Changed["changed"], r.Changed["settled"], r.Changed["reopened"])
	if r.Rejected > 0 {
		s.say("  %s mended, nothing absent counts as settled", counted(int(r.Rejected), "record was refused: until it is", "records were refused: until they are"))
	}
	if r.SetAside > 0 {
		s.say("  %d set aside, which is asked for no more: see `quarantine`", r.SetAside)
	}
	if r.SetAside+r.Remarks > 0 {
		s.say("  found: %s", asideText(r.Reasons, 0))
	}
	if r.Mended > 0 {
		s.say("  %d that were set aside are right now, or gone", r.Mended)
	}
	for _, cur := range sortedKeys(r.Sums) {
		s.say("  open %s %s", r.Sums[cur], cur)
	}
}

// bankWords are where money received may stand, as it is told after a read.
var bankWords = map[desk.BankState]string{
	desk.BankMatched: "matched", desk.BankSuggested: "suggested", desk.BankUnknown: "unmatched", desk.BankLate: "matched and late in the books", desk.BankBooked: "in the books",
	desk.BankReturned: "taken back", desk.BankDouble: "told twice", desk.BankIgnored: "left aside", desk.BankForgotten: "forgotten", desk.BankNew: "new",
}

func bankText(states map[desk.BankState]int) string {
	var parts []string
	for _, state := range desk.BankStates() {
		if n := states[state]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, bankWords[state]))
		}
	}
	return strings.Join(parts, ", ")
}

func toNotes(rows []noteJSON) []desk.SyncNote {
	out := make([]desk.SyncNote, 0, len(rows))
	for _, r := range rows {
		out = append(out, desk.SyncNote(r))
	}
	return out
}

// progress shows a line that renews itself on a terminal, and nothing elsewhere.
func (s *session) progress() func(desk.Progress) {
	if !s.Terminal || s.json {
		return nil
	}
	return func(p desk.Progress) {
		if p.Total > 0 {
			fmt.Fprintf(s.Stderr, "\r%-12s %d of %d   ", p.Phase, p.Done, p.Total)
			return
		}
		fmt.Fprintf(s.Stderr, "\r%-12s %d   ", p.Phase, p.Done)
	}
}
