package cli

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/casefile"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// procedureVerbs show and keep how customers are reminded, and who by what.
func procedureVerbs(s *session) []*cobra.Command {
	root := &cobra.Command{Use: "procedure", Short: "how customers are reminded: procedures, and who goes by which", RunE: needsVerb("procedure")}
	root.AddCommand(
		&cobra.Command{Use: "list", Short: "the procedures, and how many rules assign each", Args: cobra.NoArgs, RunE: s.run(s.procedureList)},
		procedureShowVerb(s), historyVerb(s),
		exportVerb(s), importVerb(s), renameVerb(s), deleteVerb(s), assignVerb(s), tryVerb(s),
	)
	return []*cobra.Command{root}
}

type procedureJSON struct {
	Name    string `json:"name"`
	Version int    `json:"version"`
	Levels  int    `json:"levels"`
	Rules   int    `json:"rules"`
	Default bool   `json:"default"`
	YAML    string `json:"yaml,omitempty"`
}

func procedureRow(all desk.Procedures, p dunning.Procedure) procedureJSON {
	rules, byDefault := all.Uses(p.Name)
	return procedureJSON{Name: p.Name, Version: p.Version, Levels: len(p.Levels), Rules: rules, Default: byDefault}
}

func (s *session) procedureList(ctx context.Context, d *desk.Desk, _ []string) error {
	all, err := d.Procedures(ctx)
	if err != nil {
		return err
	}
	out, rows := []procedureJSON{}, [][]string{}
	for _, p := range all.List {
		j := procedureRow(all, p)
		out = append(out, j)
		used := ""
		if j.Default {
			used = "everybody else"
		}
		rows = append(rows, []string{j.Name, fmt.Sprint(j.Version), fmt.Sprint(j.Levels), fmt.Sprint(j.Rules), used})
	}
	if s.json {
		return s.printJSON(out)
	}
	s.table([]string{"PROCEDURE", "VERSION", "LEVELS", "RULES", "DEFAULT"}, map[int]bool{1: true, 2: true, 3: true}, rows)
	return nil
}

// procedureNamed finds the procedure that a verb names.
func procedureNamed(ctx context.Context, d *desk.Desk, name string) (desk.Procedures, dunning.Procedure, error) {
	all, err := d.Procedures(ctx)
	if err != nil {
		return all, dunning.Procedure{}, err
	}
	p, ok := all.Named(name)
	if !ok {
		return all, dunning.Procedure{}, fault.New(fault.NotFound, "there is no procedure %q", name).WithHint("see `procedure list`")
	}
	return all, *p, nil
}

func (s *session) procedureShow(ctx context.Context, d *desk.Desk, args []string) error {
	all, p, err := procedureNamed(ctx, d, args[0])
	if err != nil {
		return err
	}
	j := procedureRow(all, p)
	j.YAML = casefile.WriteProcedure(p)
	if s.json {
		return s.printJSON(j)
	}
	fmt.Fprintf(s.Stdout, "# %s, version %d\n%s", p.Name, p.Version, j.YAML)
	return nil
}

func exportVerb(s *session) *cobra.Command {
	var to string
	cmd := &cobra.Command{
		Use: "export NAME [--to FILE]", Short: "write a procedure into a file that `import` reads", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			_, p, err := procedureNamed(ctx, d, args[0])
			if err != nil {
				return err
			}
			text := fmt.Sprintf("name: %q\n%s", p.Name, casefile.WriteProcedure(p))
			if to == "" {
				fmt.Fprint(s.Stdout, text)
				return nil
			}
			if err := os.WriteFile(to, []byte(text), 0o600); err != nil {
				return fault.Wrap(err, fault.Unavailable, "%s cannot be written", to).WithHint("name another file")
			}
			s.say("wrote %s, version %d, to %s", p.Name, p.Version, to)
			return nil
		}),
	}
	cmd.Flags().StringVar(&to, "to", "", "the file (default: standard output)")
	return cmd
}

// maxProcedureFile bounds what is read of a file, in bytes.
const maxProcedureFile = 1 << 20

func (s *session) readProcedure(file string) (dunning.Procedure, error) {
	info, err := os.Stat(file)
	if err == nil && info.Size() > maxProcedureFile {
		return dunning.Procedure{}, fault.New(casefile.BadCase, "%s is larger than %d KB", file, maxProcedureFile>>10).WithHint("name a file with one procedure")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return dunning.Procedure{}, fault.Wrap(err, fault.Unavailable, "%s cannot be read", file).WithHint("name a file that there is")
	}
	laws, calendars, err := s.Laws()
	if err != nil {
		return dunning.Procedure{}, err
	}
	return casefile.World{Laws: laws, Calendars: calendars}.ParseProcedure(file, data)
}

func importVerb(s *session) *cobra.Command {
	var name string
	cmd := &cobra.Command{
		Use: "import FILE [--name NAME]", Short: "keep the procedure of a file, in place of the one of its name or as a new one", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			p, err := s.readProcedure(args[0])
			if err != nil {
				return err
			}
			if name != "" {
				p.Name = name
			}
			if p.Name == "" {
				return usage{fmt.Errorf("%s names no procedure: give it with --name", args[0])}
			}
			all, err := d.Procedures(ctx)
			if err != nil {
				return err
			}
			was := ""
			if _, ok := all.Named(p.Name); ok {
				was = p.Name
			}
			kept, err := d.KeepProcedure(ctx, was, p)
			if err != nil {
				return err
			}
			return s.kept(kept)
		}),
	}
	cmd.Flags().StringVar(&name, "name", "", "the procedure's name (default: as the file says)")
	return cmd
}

func (s *session) kept(p dunning.Procedure) error {
	if s.json {
		return s.printJSON(map[string]any{"name": p.Name, "version": p.Version})
	}
	s.say("kept %s, version %d", p.Name, p.Version)
	if first := p.Levels[0].AfterDays; p.GraceDays > first {
		s.say("warning: the %d days of grace are longer than the %d days of level 1, which then waits for them", p.GraceDays, first)
	}
	return nil
}

func renameVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "rename NAME NEW", Short: "call a procedure otherwise; its rules follow", Args: cobra.ExactArgs(2),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			_, p, err := procedureNamed(ctx, d, args[0])
			if err != nil {
				return err
			}
			p.Name = strings.TrimSpace(args[1])
			kept, err := d.KeepProcedure(ctx, args[0], p)
			if err != nil {
				return err
			}
			return s.kept(kept)
		}),
	}
}

func deleteVerb(s *session) *cobra.Command {
	var follows string
	cmd := &cobra.Command{
		Use: "delete NAME [--follows NAME]", Short: "take a procedure away; where it is assigned, another follows", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			if err := d.DeleteProcedure(ctx, args[0], follows); err != nil {
				return err
			}
			s.say("deleted %s", args[0])
			return nil
		}),
	}
	cmd.Flags().StringVar(&follows, "follows", "", "the procedure that its customers go by from now on")
	return cmd
}
