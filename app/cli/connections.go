package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// connectionVerbs connect accounting systems and read them.
func connectionVerbs(s *session) []*cobra.Command {
	return []*cobra.Command{connectorsVerb(s), connectVerb(s), disconnectVerb(s), checkVerb(s), syncVerb(s), reviewVerb(s)}
}

type connectorJSON struct {
	Kind     string   `json:"kind"`
	Title    string   `json:"title"`
	Version  string   `json:"version"`
	Verified string   `json:"verified"`
	Checksum string   `json:"checksum"`
	Path     string   `json:"path"`
	Approved []string `json:"approved_for"`
	Settings []string `json:"settings"`
	Secrets  []string `json:"secrets"`
	Reads    []string `json:"capabilities"`
	Error    string   `json:"error,omitempty"`
}

func connectorsVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "connectors", Short: "the connectors found on this machine", Args: cobra.NoArgs,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			kinds, err := d.Kinds(ctx)
			if err != nil {
				return err
			}
			conns, err := d.Connections(ctx)
			if err != nil {
				return err
			}
			out := make([]connectorJSON, 0, len(kinds))
			for _, k := range kinds {
				out = append(out, connectorRow(k, conns))
			}
			if s.json {
				return s.printJSON(out)
			}
			rows := make([][]string, 0, len(out))
			for _, c := range out {
				state := "not approved"
				if len(c.Approved) > 0 {
					state = "approved for " + strings.Join(c.Approved, ", ")
				}
				if c.Error != "" {
					state = c.Error
				}
				sum := c.Checksum
				rows = append(rows, []string{c.Kind, c.Title, c.Version, c.Verified, sum[:min(12, len(sum))], strings.Join(append(c.Settings, c.Secrets...), " "), state})
			}
			s.table([]string{"KIND", "NAME", "VERSION", "VERIFIED", "CHECKSUM", "SETTINGS", "STATE"}, nil, rows)
			return nil
		}),
	}
}

func connectorRow(k desk.Kind, conns []desk.Fresh) connectorJSON {
	c := connectorJSON{
		Kind: k.Kind, Title: k.Title["en"], Version: k.Version, Verified: k.Verified, Checksum: k.Checksum, Path: k.Path,
		Approved: []string{}, Settings: []string{}, Secrets: []string{}, Reads: []string{},
	}
	for _, f := range k.Fields {
		if f.Type == "secret" {
			c.Secrets = append(c.Secrets, f.Key)
		} else {
			c.Settings = append(c.Settings, f.Key)
		}
	}
	if k.CanReadDebtors {
		c.Reads = append(c.Reads, "read.debtors")
	}
	if k.CanIncremental {
		c.Reads = append(c.Reads, "read.incremental")
	}
	for _, f := range conns {
		if f.Connection.Kind == k.Kind && f.Connection.Checksum != "" && f.Connection.Checksum == k.Checksum {
			c.Approved = append(c.Approved, f.Connection.Name)
		}
	}
	if k.Err != nil {
		c.Error = k.Err.Error()
	}
	return c
}

func connectVerb(s *session) *cobra.Command {
	var kind string
	var sets, secrets []string
	var approve bool
	cmd := &cobra.Command{
		Use: "connect NAME --connector KIND --set key=value ... [--secret key]", Short: "add a connection to an accounting system", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			if kind == "" && approve && len(sets) == 0 && len(secrets) == 0 {
				return s.approveAgain(ctx, d, args[0])
			}
			if kind == "" {
				return usage{fmt.Errorf("connect needs --connector")}
			}
			n := desk.NewConnection{Name: args[0], Kind: kind, Settings: map[string]string{}, Secrets: map[string]string{}, Approve: approve}
			for _, pair := range sets {
				key, value, ok := strings.Cut(pair, "=")
				if !ok {
					return usage{fmt.Errorf("--set %s: write key=value", pair)}
				}
				n.Settings[key] = value
			}
			if err := absolutePaths(ctx, d, n); err != nil {
				return err
			}
			if err := s.readSecrets(n.Secrets, secrets); err != nil {
				return err
			}
			if f, err := connectionNamed(ctx, d, n.Name); err == nil && f.Connection.Kind == n.Kind {
				if err := d.ChangeConnection(ctx, f.Connection.ID, n); err != nil {
					return err
				}
				s.say("changed the settings of %s", n.Name)
				return nil
			}
			c, err := d.AddConnection(ctx, n)
			if err != nil {
				return err
			}
			s.say("connected %s by the %s connector", c.Name, c.Kind)
			if !approve {
				s.say("the connector is not approved yet: look at `dunningdesk connectors`, then say `connect %s --approve`", c.Name)
			}
			return nil
		}),
	}
	f := cmd.Flags()
	f.StringVar(&kind, "connector", "", "the connector's kind, see `connectors`")
	f.StringArrayVar(&sets, "set", nil, "a setting, key=value")
	f.StringArrayVar(&secrets, "secret", nil, "the key of a secret, whose value is read from the terminal or standard input")
	f.BoolVar(&approve, "approve", false, "approve the connector's program as it is on this machine now; without --connector that of a connection there is")
	return cmd
}

func disconnectVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "disconnect NAME", Short: "remove a connection that never brought a record", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			f, err := connectionNamed(ctx, d, args[0])
			if err != nil {
				return err
			}
			return d.RemoveConnection(ctx, f.Connection.ID)
		}),
	}
}

// approveAgain approves the connector of a connection that there is already, as after an update.
func (s *session) approveAgain(ctx context.Context, d *desk.Desk, name string) error {
	f, err := connectionNamed(ctx, d, name)
	if err != nil {
		return err
	}
	if err := d.ApproveConnector(ctx, f.Connection.ID); err != nil {
		return err
	}
	s.say("approved the %s connector for %s as it is on this machine now", f.Connection.Kind, name)
	return nil
}

// absolutePaths resolves the files and folders of a connection against where the command was given: the connector runs
// elsewhere, and tomorrow's sync too.
func absolutePaths(ctx context.Context, d *desk.Desk, n desk.NewConnection) error {
	kinds, err := d.Kinds(ctx)
	if err != nil {
		return err
	}
	for _, k := range kinds {
		for _, f := range k.Fields {
			value := n.Settings[f.Key]
			if k.Kind != n.Kind || value == "" || (f.Type != "file" && f.Type != "folder") {
				continue
			}
			if n.Settings[f.Key], err = filepath.Abs(value); err != nil {
				return fault.Wrap(err, fault.Invalid, "%s: %s is no path", f.Key, value).OnField(f.Key)
			}
		}
	}
	return nil
}

// readSecrets asks for each secret on a terminal, and otherwise reads one line for each from standard input.
func (s *session) readSecrets(into map[string]string, keys []string) error {
	var lines *bufio.Reader
	for _, key := range keys {
		if s.Terminal && s.ReadSecret != nil {
			value, err := s.ReadSecret(key + ": ")
			if err != nil {
				return fault.Wrap(err, fault.Unavailable, "the secret %s could not be read from the terminal", key)
			}
			into[key] = value
			continue
		}
		if lines == nil {
			lines = bufio.NewReader(s.Stdin)
		}
		line, err := lines.ReadString('\n')
		if err != nil && (err != io.EOF || line == "") {
			return fault.New(fault.Invalid, "standard input has no line for the secret %s", key).OnField(key)
		}
		into[key] = strings.TrimRight(line, "\r\n")
	}
	return nil
}

// connectionNamed finds a connection by its name, or the only one when the name is empty.
func connectionNamed(ctx context.Context, d *desk.Desk, name string) (desk.Fresh, error) {
	conns, err := d.Connections(ctx)
	if err != nil {
		return desk.Fresh{}, err
	}
	for _, f := range conns {
		if f.Connection.Name == name {
			return f, nil
		}
	}
	return desk.Fresh{}, fault.New(fault.NotFound, "there is no connection %q", name).WithHint("add it with `connect`")
}

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
	Connection string            `json:"connection"`
	Generation int64             `json:"generation"`
	Complete   bool              `json:"complete"`
	Read       map[string]int64  `json:"read"`
	Changed    map[string]int64  `json:"changed"`
	Sums       map[string]string `json:"sums"`
	TookMS     int64             `json:"took_ms"`
	Agrees     bool              `json:"agrees"`
	Rejected   int64             `json:"rejected"`
	Notes      []noteJSON        `json:"notes"`
	Code       string            `json:"code,omitempty"`
	Message    string            `json:"message,omitempty"`
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
	s.say("%s: read %d customers, %d items, %d payments in %d ms; %s", r.Connection, r.Read["debtors"], r.Read["items"], r.Read["payments"], r.TookMS, state)
	s.say("  %d new, %d changed, %d settled, %d reopened", r.Changed["new"], r.Changed["changed"], r.Changed["settled"], r.Changed["reopened"])
	if r.Rejected > 0 {
		s.say("  %d records were refused: until they are mended, nothing absent counts as settled", r.Rejected)
	}
	for _, cur := range sortedKeys(r.Sums) {
		s.say("  open %s %s", r.Sums[cur], cur)
	}
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

// reviewCurrency is the currency of the sums of a review: the book's own; others are not converted and not in them.
func reviewCurrency(r desk.Review) string {
	if len(r.Buckets) == 0 {
		return ""
	}
	return string(r.Buckets[0].Sum.Currency)
}

// reviewVerb decides what to do with debt that was old when the books were connected.
func reviewVerb(s *session) *cobra.Command {
	var choice string
	var days int
	cmd := &cobra.Command{
		Use: "review NAME [--choice hold-old|start-all|hold-all]", Short: "what about debt that was already old when the books were connected?", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			f, err := connectionNamed(ctx, d, args[0])
			if err != nil {
				return err
			}
			if choice != "" {
				if err := d.DecideReview(ctx, f.Connection.ID, desk.ReviewChoice(choice), days); err != nil {
					return err
				}
			}
			r, err := d.Review(ctx, f.Connection.ID, days)
			if err != nil {
				return err
			}
			rows := make([][]string, 0, len(r.Buckets))
			for _, b := range r.Buckets {
				span := fmt.Sprintf("%d-%d d", b.From, b.To)
				if b.To == 0 {
					span = fmt.Sprintf("over %d d", b.From-1)
				}
				rows = append(rows, []string{span, fmt.Sprint(b.Customers), b.Sum.String()})
			}
			s.table([]string{"OVERDUE", "CUSTOMERS", "SUM " + reviewCurrency(r)}, map[int]bool{1: true, 2: true}, rows)
			s.say("%d of %d customers start at level 1, %d are held for review", r.Start, r.Customers, r.Hold)
			return nil
		}),
	}
	cmd.Flags().StringVar(&choice, "choice", "", "hold-old, start-all or hold-all")
	cmd.Flags().IntVar(&days, "recent-days", desk.RecentDays, "debt overdue for at most so many days is recent")
	return cmd
}
