package cli

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
	"github.com/spf13/cobra"
)

// quarantineVerb lists what reads set aside and remarked on, and takes a person's word that a remark is known.
func quarantineVerb(s *session) *cobra.Command {
	var who string
	var all bool
	cmd := &cobra.Command{
		Use: "quarantine [CONNECTION]", Short: "what was read and set aside as impossible, what is odd about the rest, and what to do about it", Args: cobra.MaximumNArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			q := desk.FindingQuery{Ended: all}
			if len(args) == 1 {
				f, err := connectionNamed(ctx, d, args[0])
				if err != nil {
					return err
				}
				q.Connection = f.Connection.ID
			}
			if who != "" {
				debtor, err := customer(ctx, d, who)
				if err != nil {
					return err
				}
				q.Debtor = debtor.ID
			}
			rows, err := d.Findings(ctx, q)
			if err != nil {
				return err
			}
			say, err := speechOf(ctx, d)
			if err != nil {
				return err
			}
			return s.printFindings(say, rows)
		}),
	}
	cmd.Flags().StringVar(&who, "customer", "", "about one customer, by number or name")
	cmd.Flags().BoolVar(&all, "all", false, "those too that have ended")
	cmd.AddCommand(quarantineNoteVerb(s))
	return cmd
}

func quarantineNoteVerb(s *session) *cobra.Command {
	var why string
	cmd := &cobra.Command{
		Use: "note ID --why", Short: "say that a remark is known and what was done: Today speaks of it no more, until it changes", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usage{fmt.Errorf("%q is not the number of a remark", args[0])}
			}
			return d.NoteFinding(ctx, id, why)
		}),
	}
	cmd.Flags().StringVar(&why, "why", "", "what was done, kept on record")
	return s.saying(cmd, "noted: Today speaks of it no more, until it changes")
}

type findingJSON struct {
	ID         int64             `json:"id"` // 0: left out by the connector, which tells anew at each read
	Connection string            `json:"connection"`
	About      string            `json:"about"` // item, payment or customer
	ExternalID string            `json:"external_id"`
	Number     string            `json:"number"`
	Customer   string            `json:"customer"`
	SetAside   bool              `json:"set_aside"`
	Reason     string            `json:"reason"`
	Text       string            `json:"text"`
	Do         string            `json:"do"`
	Facts      map[string]string `json:"facts"`
	Open       string            `json:"open"`
	Currency   string            `json:"currency"`
	Since      string            `json:"since"`
	Ended      string            `json:"ended,omitempty"`
	Noted      string            `json:"noted,omitempty"`
	NotedBy    string            `json:"noted_by,omitempty"`
	Note       string            `json:"note,omitempty"`
}

func findingRow(say speech, f *admission.Finding) findingJSON {
	out := findingJSON{
		ID: f.ID, Connection: f.ConnectionName, About: string(f.About), ExternalID: f.ExternalID, Number: f.Number, Customer: f.Customer, SetAside: f.Reason.SetsAside(),
		Reason: string(f.Reason), Text: plain(say.w.Finding(f)), Do: plain(words.FindingRemedy(f)), Facts: f.Facts, Open: f.Open.String(), Currency: string(f.Open.Currency),
		Since: stamp(f.Since), Ended: stamp(f.Ended), Noted: stamp(f.Noted), NotedBy: f.NotedBy, Note: f.Note,
	}
	if out.Facts == nil {
		out.Facts = map[string]string{}
	}
	return out
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

func (s *session) printFindings(say speech, rows []admission.Finding) error {
	list := make([]findingJSON, 0, len(rows))
	lines := make([][]string, 0, len(rows))
	aside := 0
	for i := range rows {
		r := findingRow(say, &rows[i])
		list = append(list, r)
		state := "remark"
		switch {
		case r.Ended != "":
			state = "ended"
		case r.SetAside:
			state = "set aside"
			aside++
		case r.Noted != "":
			state = "noted"
		}
		lines = append(lines, []string{fmt.Sprint(r.ID), r.Connection, r.Number, r.Customer, state, r.Text, r.Do})
	}
	if s.json {
		return s.printJSON(list)
	}
	s.table([]string{"ID", "BOOKS", "WHAT", "CUSTOMER", "STATE", "WHY", "WHAT TO DO"}, map[int]bool{0: true}, lines)
	s.say("%d set aside, %d others", aside, len(rows)-aside)
	return nil
}

type connectionJSON struct {
	Name     string                   `json:"name"`
	Kind     string                   `json:"kind"`
	FreshAt  string                   `json:"fresh_at"`
	Code     string                   `json:"code,omitempty"` // why its data may not be used now
	Message  string                   `json:"message,omitempty"`
	SetAside int64                    `json:"set_aside"` // by the desk, and left out by the connector
	Rejected int64                    `json:"rejected"`  // of them, left out by the connector in its last read
	Remarks  int64                    `json:"remarks"`
	Reasons  map[string]int64         `json:"reasons"`
	Sums     map[string]sumOfBooksRow `json:"sums"`
}

// sumOfBooksRow holds what a source says is open against what the book holds: says = set_aside + holds where they agree.
type sumOfBooksRow struct {
	Says     string `json:"says"`
	SetAside string `json:"set_aside"`
	Holds    string `json:"holds"`
}

func connectionsVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "connections", Short: "the accounting systems and banks that are read, how fresh their data is, and what of it was set aside", Args: cobra.NoArgs,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			conns, err := d.Connections(ctx)
			if err != nil {
				return err
			}
			out := make([]connectionJSON, 0, len(conns))
			for i := range conns {
				out = append(out, connectionRow(&conns[i]))
			}
			if s.json {
				return s.printJSON(out)
			}
			s.connectionTable(out)
			return nil
		}),
	}
}

func connectionRow(f *desk.Fresh) connectionJSON {
	out := connectionJSON{
		Name: f.Connection.Name, Kind: f.Connection.Kind, FreshAt: stamp(f.Connection.FreshAt), Code: string(f.Code), Message: f.Message,
		SetAside: f.SetAside(), Rejected: f.LeftOut, Remarks: f.Remarks(), Reasons: map[string]int64{}, Sums: map[string]sumOfBooksRow{},
	}
	for r, n := range f.Findings {
		out.Reasons[string(r)] = n
	}
	if f.Last.Partial || !f.Last.Full && len(f.Last.Claimed) == 0 {
		return out // of what changed alone no source says a sum
	}
	for _, sums := range []map[money.Currency]int64{f.Last.Claimed, f.Last.Held, f.Last.Findings.Sums} {
		for c := range sums {
			out.Sums[string(c)] = sumOfBooksRow{
				money.New(f.Last.Claimed[c], c).String(), money.New(f.Last.Findings.Sums[c], c).String(), money.New(f.Last.Held[c], c).String(),
			}
		}
	}
	return out
}

func (s *session) connectionTable(all []connectionJSON) {
	lines := make([][]string, 0, len(all))
	for _, c := range all {
		state := "fresh"
		if c.Code != "" {
			state, _, _ = strings.Cut(c.Message, "\n") // what a crashed program wrote may follow
		}
		lines = append(lines, []string{c.Name, c.Kind, c.FreshAt, fmt.Sprint(c.SetAside), fmt.Sprint(c.Remarks), state})
	}
	s.table([]string{"NAME", "KIND", "READ AT", "SET ASIDE", "REMARKS", "STATE"}, map[int]bool{3: true, 4: true}, lines)
	for _, c := range all {
		if c.SetAside+c.Remarks > 0 {
			s.say("%s: %s; see `quarantine`", c.Name, asideText(c.Reasons, c.Rejected))
		}
	}
}

// asideText counts findings by their reasons, what was set aside first: "2 more open than it was, 1 overpaid".
func asideText(reasons map[string]int64, rejected int64) string {
	var parts []string
	for _, r := range slices.Concat(admission.SetAside(), admission.Remarks()) {
		n := reasons[string(r)]
		if r == admission.LeftByConnector {
			n += rejected
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, words.FindingReason(r)))
		}
	}
	return strings.Join(parts, ", ")
}
