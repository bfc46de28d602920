package cli

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// mappingVerb says how lists are read, and carries it to other desks.
func mappingVerb(s *session) *cobra.Command {
	cmd := &cobra.Command{Use: "mapping", Short: "how lists are read: confirm it, carry it to another desk", RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	var to, kind string
	export := &cobra.Command{
		Use: "export NAME --to FILE.json", Short: "write how a connection is read: columns, decimal sign, dates; no paths, no secrets, no customers", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			f, err := connectionNamed(ctx, d, args[0])
			if err != nil {
				return err
			}
			content, err := d.ExportMapping(ctx, f.Connection.ID)
			if err != nil {
				return err
			}
			return s.writeMapping(to, content)
		}),
	}
	export.Flags().StringVar(&to, "to", "", "the file to write; - for standard output")
	template := &cobra.Command{
		Use: "template --to FILE.csv [--connector files]", Short: "write an empty list with headings that are known, for a list kept by hand", Args: cobra.NoArgs,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			content, err := d.MappingTemplate(ctx, kind)
			if err != nil {
				return err
			}
			if _, err := os.Lstat(to); err == nil && to != "-" { // it may be last month's list, filled in
				return fault.New(fault.Conflict, "%s is there already", to).OnField("to").WithHint("name a file that is not there yet; nothing was written")
			}
			return s.writeMapping(to, content)
		}),
	}
	template.Flags().StringVar(&to, "to", "", "the file to write; - for standard output")
	template.Flags().StringVar(&kind, "connector", "files", "the connector that shall read it")
	cmd.AddCommand(
		s.mappingStep("confirm NAME", "take over how the source was recognised", 1, func(ctx context.Context, d *desk.Desk, f desk.Fresh, _ []string) ([]desk.MappingChange, error) {
			return d.ConfirmMapping(ctx, f.Connection.ID)
		}),
		export,
		s.mappingStep("import NAME FILE.json", "read a connection as a mapping file says; paths and secrets stay", 2, func(ctx context.Context, d *desk.Desk, f desk.Fresh, args []string) ([]desk.MappingChange, error) {
			content, err := readMapping(args[1])
			if err != nil {
				return nil, err
			}
			return d.ImportMapping(ctx, f.Connection.ID, content)
		}),
		template,
	)
	return cmd
}

type mappingChangeJSON struct {
	Key    string `json:"key"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// mappingStep is a verb that changes how a connection is read, and says what it changed.
func (s *session) mappingStep(use, short string, args int, do func(context.Context, *desk.Desk, desk.Fresh, []string) ([]desk.MappingChange, error)) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: short, Args: cobra.ExactArgs(args),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			f, err := connectionNamed(ctx, d, args[0])
			if err != nil {
				return err
			}
			changes, err := do(ctx, d, f, args)
			if err != nil {
				return err
			}
			if s.json {
				out := make([]mappingChangeJSON, 0, len(changes))
				for _, c := range changes {
					out = append(out, mappingChangeJSON(c))
				}
				return s.printJSON(out)
			}
			if len(changes) == 0 {
				s.say("%s is read in this way already", args[0])
			}
			for _, c := range changes {
				if c.After == "" {
					s.say("%s: recognised from now on, was %s", c.Key, c.Before)
					continue
				}
				s.say("%s: %s", c.Key, c.After)
			}
			return nil
		}),
	}
}

func (s *session) writeMapping(to string, content []byte) error {
	if to == "" {
		return usage{fmt.Errorf("name the file with --to")}
	}
	if to == "-" {
		_, err := s.Stdout.Write(content)
		return err
	}
	if err := os.WriteFile(to, content, 0o600); err != nil {
		return fault.Wrap(err, fault.Unavailable, "%s cannot be written", to).OnField("to").WithHint("choose another folder")
	}
	s.say("wrote %s", to)
	return nil
}

func readMapping(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "%s cannot be read", path).OnField("file")
	}
	defer func() { _ = f.Close() }() // nothing was written
	content, err := io.ReadAll(io.LimitReader(f, desk.LargestMapping+1))
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "%s cannot be read", path).OnField("file")
	}
	return content, nil
}
