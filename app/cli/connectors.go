package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

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
		Use: "connectors [KIND]", Short: "the connectors found on this machine; of one, its settings and what they mean", Args: cobra.MaximumNArgs(1),
		Long: `The connectors found on this machine, or the settings of one and what they mean, as "connect" takes them. A book tells which of them are
approved, and is not needed.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			kinds, conns, err := s.connectors(cmd)
			if err != nil {
				return err
			}
			if len(args) == 1 {
				return s.sayConnector(kinds, conns, args[0])
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
				sum := c.Checksum
				rows = append(rows, []string{c.Kind, c.Title, c.Version, c.Verified, sum[:min(12, len(sum))], c.state()})
			}
			s.table([]string{"KIND", "NAME", "VERSION", "VERIFIED", "CHECKSUM", "STATE"}, nil, rows)
			s.say("what the settings of one mean: connectors KIND")
			return nil
		},
	}
}

// connectors gives those of this machine, and the connections of the book. Where nobody has made a book yet, and none was
// named, there are none.
func (s *session) connectors(cmd *cobra.Command) (kinds []desk.Kind, conns []desk.Fresh, err error) {
	err = s.withDesk(cmd, func(ctx context.Context, d *desk.Desk) error {
		if kinds, err = d.Kinds(ctx); err != nil {
			return err
		}
		conns, err = d.Connections(ctx)
		return err
	})
	if s.book == "" && fault.Has(err, fault.NotFound) {
		kinds, err = s.Kinds(cmd.Context())
	}
	return kinds, conns, err
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
	for _, w := range k.Writes {
		c.Reads = append(c.Reads, "write."+string(w))
	}
	if k.CanFind {
		c.Reads = append(c.Reads, "write.find")
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

func (c connectorJSON) state() string {
	if c.Error != "" {
		return c.Error
	}
	if len(c.Approved) > 0 {
		return "approved for " + strings.Join(c.Approved, ", ")
	}
	return "not approved"
}

type fieldJSON struct {
	Key      string   `json:"key"`
	Type     string   `json:"type"`
	Required bool     `json:"required"`
	Default  string   `json:"default"`
	Label    string   `json:"label"`
	Help     string   `json:"help"`
	Choices  []string `json:"choices"`
}

type oneConnectorJSON struct {
	connectorJSON
	Summary string      `json:"summary"`
	Fields  []fieldJSON `json:"fields"`
}

// sayConnector shows one connector with its settings, so that whoever connects by the terminal needs no other page.
func (s *session) sayConnector(kinds []desk.Kind, conns []desk.Fresh, kind string) error {
	i := slices.IndexFunc(kinds, func(k desk.Kind) bool { return k.Kind == kind })
	if i < 0 {
		return fault.New(desk.NoConnector, "there is no connector %q on this machine", kind).WithHint("see `dunningdesk connectors` for those that are")
	}
	one := oneConnectorJSON{connectorRow(kinds[i], conns), kinds[i].Summary["en"], []fieldJSON{}}
	for _, f := range kinds[i].Fields {
		row := fieldJSON{f.Key, f.Type, f.Required, f.Default, f.Label["en"], f.Help["en"], []string{}}
		for _, c := range f.Choices {
			row.Choices = append(row.Choices, c.Value)
		}
		one.Fields = append(one.Fields, row)
	}
	if s.json {
		return s.printJSON(one)
	}
	s.say("%s (%s), version %s, verified: %s, %s", one.Title, one.Kind, one.Version, one.Verified, one.state())
	if one.Summary != "" {
		s.say("%s", one.Summary)
	}
	rows := make([][]string, 0, len(one.Fields))
	for _, f := range one.Fields {
		rows = append(rows, []string{f.Key, f.Type, f.needed(), f.meaning()})
	}
	s.table([]string{"SETTING", "TYPE", "NEEDED", "MEANING"}, nil, rows)
	return nil
}

func (f fieldJSON) needed() string {
	switch {
	case f.Default != "":
		return "no: " + f.Default
	case f.Required:
		return "yes"
	}
	return "no"
}

func (f fieldJSON) meaning() string {
	text := f.Label + "."
	if f.Help != "" {
		text += " " + f.Help
	}
	if f.Type == "choice" && len(f.Choices) > 0 { // of a mapping they are targets, which the check tells
		text += " One of: " + strings.Join(f.Choices, ", ") + "."
	}
	return text
}
