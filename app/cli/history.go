package cli

import (
	"context"
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/casefile"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

type versionJSON struct {
	Version int    `json:"version"`
	At      string `json:"at"`
	By      string `json:"by"`
	YAML    string `json:"yaml"`
}

func versionOf(v desk.ProcedureVersion) versionJSON {
	return versionJSON{Version: v.Procedure.Version, At: v.At.Format("2006-01-02T15:04:05Z07:00"), By: v.By, YAML: casefile.WriteProcedure(v.Procedure)}
}

func historyVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "history NAME", Short: "the versions of a procedure, when each began and who made it", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			all, err := d.ProcedureHistory(ctx, args[0])
			if err != nil {
				return err
			}
			out, rows := make([]versionJSON, 0, len(all)), make([][]string, 0, len(all))
			for _, v := range all {
				j := versionOf(v)
				out = append(out, j)
				rows = append(rows, []string{fmt.Sprint(j.Version), v.At.Format("2006-01-02 15:04"), j.By, counted(len(v.Procedure.Levels), "level", "levels")})
			}
			if s.json {
				return s.printJSON(out)
			}
			s.table([]string{"VERSION", "SINCE", "BY", "HAS"}, map[int]bool{0: true}, rows)
			s.say("read one with `procedure show %s --version N`", args[0])
			return nil
		}),
	}
}

func procedureShowVerb(s *session) *cobra.Command {
	var version int
	cmd := &cobra.Command{
		Use: "show NAME [--version N]", Short: "a procedure as it stands in a case file, today's or an earlier version", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			if version == 0 {
				return s.procedureShow(ctx, d, args)
			}
			v, err := d.ProcedureVersionOf(ctx, args[0], version)
			if err != nil {
				return err
			}
			j := versionOf(v)
			if s.json {
				return s.printJSON(j)
			}
			fmt.Fprintf(s.Stdout, "# %s, version %d, since %s, by %s\n%s", v.Procedure.Name, j.Version, j.At, j.By, j.YAML)
			return nil
		}),
	}
	cmd.Flags().IntVar(&version, "version", 0, "an earlier version, as history lists them (default: today's)")
	return cmd
}
