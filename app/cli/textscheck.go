package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/wording"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

func textCheckVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "check [NAME LANGUAGE FILE|-]", Short: "what is to be said of a text that is not kept yet, or of all that hold",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 0 && len(args) != 3 {
				return usage{fmt.Errorf("check takes NAME LANGUAGE FILE, or nothing for all texts that hold")}
			}
			return nil
		},
		Long: "Looks at a text without keeping it, or at every text that holds, as after a change of the law. Everything that is wrong is told at once, with line and hint.\n" +
			"With an error in it the verb fails; with warnings alone it does not.",
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			if len(args) == 0 {
				return s.checkTexts(ctx, d)
			}
			t, err := s.draft(ctx, d, args[0], args[1], args[2])
			if err != nil {
				return err
			}
			found, err := d.CheckText(ctx, t)
			if err != nil {
				return err
			}
			if s.json {
				if err := s.printJSON(findingsOf(found)); err != nil {
					return err
				}
			} else {
				s.sayFindings(found)
				s.sayChecked(1, len(found))
			}
			return refusedBy(found)
		}),
	}
}

// refusedBy fails for findings with which a text could not be kept.
func refusedBy(found []wording.Finding) error {
	if wording.Refused(found) {
		return fault.New(desk.TextRefused, "the text could not be kept as it is").OnField("source")
	}
	return nil
}

// sayChecked tells how many texts were looked at, and what that brought.
func (s *session) sayChecked(texts, findings int) {
	brought := "nothing found"
	if findings > 0 {
		brought = counted(findings, "finding", "findings")
	}
	s.say("%s checked, %s", counted(texts, "text", "texts"), brought)
}

// checkTexts looks at every text that holds.
func (s *session) checkTexts(ctx context.Context, d *desk.Desk) error {
	all, err := d.TextList(ctx)
	if err != nil {
		return err
	}
	out, every := []textJSON{}, []wording.Finding{}
	for i := range all {
		t, err := d.Text(ctx, all[i].Name, all[i].Language)
		if err != nil {
			return err
		}
		every = append(every, t.Findings...)
		j := textRow(&t.TextRow)
		j.Findings = findingsOf(t.Findings)
		out = append(out, j)
		if !s.json && len(t.Findings) > 0 {
			s.say("%s", strings.TrimSpace(t.Name+" "+t.Language)+":")
			s.sayFindings(t.Findings)
		}
	}
	if s.json {
		if err := s.printJSON(out); err != nil {
			return err
		}
	} else {
		s.sayChecked(len(all), len(every))
	}
	return refusedBy(every)
}
