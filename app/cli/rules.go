package cli

import (
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/casefile"
	"github.com/spf13/cobra"
)

// ruleVerbs run case files, show law packs, and say why an amount is what it is.
func ruleVerbs(s *session) []*cobra.Command {
	return []*cobra.Command{caseVerb(s), lawVerb(s), sheetVerb(s), statementVerb(s)}
}

func caseVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "case FILE ...", Short: "run case files through the rules", Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			laws, calendars, err := s.Laws()
			if err != nil {
				return err
			}
			world := casefile.World{Laws: laws, Calendars: calendars}
			status := ExitDone
			var outcomes []casefile.Outcome
			for _, file := range args {
				out, err := world.Run(file)
				if err != nil {
					report(s.Stderr, err)
					status = ExitUsage
					continue
				}
				outcomes = append(outcomes, out)
				if !s.json {
					fmt.Fprint(s.Stdout, out.Text())
				}
				if !out.OK && status == ExitDone {
					status = ExitRefused
				}
			}
			if s.json {
				if err := s.printJSON(outcomes); err != nil {
					return err
				}
			}
			if status != ExitDone {
				return silent{status}
			}
			return nil
		},
	}
}
