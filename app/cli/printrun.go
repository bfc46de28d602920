package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// printRunVerb makes one sorted file of the letters that wait, or of those that left before.
func printRunVerb(s *session) *cobra.Command {
	var o desk.PrintOrder
	var wave int64
	cmd := &cobra.Command{
		Use: "print-run", Short: "one sorted file of all letters that wait, with a list and what to frank in front", Args: cobra.NoArgs,
		Long: "One sorted PDF of all letters that wait in the outbox, with a list of them and a franking list in front. The letters have left when the\n" +
			"file is there. With settings waves.letters=run letters wait for this; else they are put into the folder one by one as they are sent.\n" +
			"With settings waves.omr=true the letters bear marks for an inserting machine: docs/print-run.md.\n" +
			"--again prints letters that left before, of a --run or a --wave, and needs a reason.",
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			o.Wave = desk.WaveID(wave)
			res, err := d.PrintRun(ctx, o, nil)
			if err != nil {
				return err
			}
			company, err := d.Company(ctx)
			if err != nil {
				return err
			}
			return s.printedRun(res, company.Location())
		}),
	}
	f := cmd.Flags()
	f.Int64Var(&wave, "wave", 0, "letters of this wave alone")
	f.StringVar(&o.Sorted, "sort", desk.PrintByPlace, "place (country, postal code, name), name or franking (sheets, then place)")
	f.BoolVar(&o.TwoSided, "two-sided", false, "each letter begins on a front, and the printer is asked to print both sides")
	f.BoolVar(&o.Again, "again", false, "print letters that have left before")
	f.Int64Var(&o.Run, "run", 0, "with --again: the run to print again")
	f.StringVar(&o.Why, "why", "", "with --again: the reason, kept on record")
	cmd.AddCommand(&cobra.Command{Use: "list", Short: "the latest runs", Args: cobra.NoArgs, RunE: s.run(s.printRuns)})
	return cmd
}

func (s *session) printedRun(res desk.PrintResult, zone *time.Location) error {
	left := make([]map[string]any, 0)
	for _, l := range res.Letters {
		if l.Left != nil {
			left = append(left, map[string]any{"number": l.Number, "name": l.Name, "code": l.Left.Code, "why": l.Left.Message})
		}
	}
	held := make([]map[string]any, 0)
	for _, h := range res.Held {
		row := map[string]any{"letters": h.Count, "code": h.Code, "why": h.Why}
		if !h.Until.IsZero() {
			row["until"] = h.Until
		}
		held = append(held, row)
	}
	if s.json {
		return s.printJSON(map[string]any{"run": res.Run, "file": res.File, "letters": res.Printed(), "pages": res.Pages, "left_out": left, "held": held})
	}
	s.say("print run %d: %d letters, %d pages, in %s", res.Run, res.Printed(), res.Pages, res.File)
	for _, l := range left {
		s.say("left out: %s %s: %s", l["number"], l["name"], l["why"])
	}
	for _, h := range res.Held {
		s.say("%s", h.Said(zone))
	}
	return nil
}

func (s *session) printRuns(ctx context.Context, d *desk.Desk, _ []string) error {
	runs, err := d.PrintRuns(ctx, 50)
	if err != nil {
		return err
	}
	lines := make([][]string, 0, len(runs))
	list := make([]map[string]any, 0, len(runs))
	for _, r := range runs {
		again := ""
		if r.Again {
			again = "again: " + r.Why
		}
		lines = append(lines, []string{fmt.Sprint(r.ID), r.Made.Format("2006-01-02 15:04"), r.By, string(r.State), fmt.Sprint(len(r.Letters)), fmt.Sprint(r.Pages), r.File, again})
		list = append(list, map[string]any{
			"run": r.ID, "made": r.Made, "by": r.By, "state": r.State, "wave": r.Wave, "letters": len(r.Letters), "pages": r.Pages, "file": r.File,
			"again": r.Again, "again_of": r.AgainOf, "why": r.Why, "sort": r.Sorted, "two_sided": r.TwoSided,
		})
	}
	if s.json {
		return s.printJSON(list)
	}
	s.table([]string{"RUN", "MADE", "BY", "STATE", "LETTERS", "PAGES", "FILE", ""}, map[int]bool{0: true, 4: true, 5: true}, lines)
	return nil
}
