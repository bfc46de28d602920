package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/wording"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
	"github.com/spf13/cobra"
)

// textVerbs show and keep the texts of letters, mails and text messages.
func textVerbs(s *session) []*cobra.Command {
	root := &cobra.Command{Use: "texts", Short: "the texts of letters, mails and text messages: the program's, and the house's own", RunE: needsVerb("texts")}
	root.AddCommand(
		&cobra.Command{Use: "list", Short: "every text, and which the house has written itself", Args: cobra.NoArgs, RunE: s.run(s.textList)},
		&cobra.Command{Use: "show NAME LANGUAGE", Short: "a text as it holds, and what is to be said of it", Args: cobra.ExactArgs(2), RunE: s.run(s.textShow)},
		&cobra.Command{Use: "values", Short: "the values that a text may name", Args: cobra.NoArgs, RunE: s.run(s.textValues)},
		textCheckVerb(s), textSaveVerb(s),
		&cobra.Command{Use: "history NAME LANGUAGE", Short: "every version of a text; 0 is the program's", Args: cobra.ExactArgs(2), RunE: s.run(s.textHistory)},
		textRestoreVerb(s), textPreviewVerb(s),
	)
	return []*cobra.Command{root}
}

type textJSON struct {
	Name     string        `json:"name"`
	Language string        `json:"language"`
	Group    string        `json:"group"` // level, event, own
	Version  int           `json:"version"`
	Own      bool          `json:"own"`
	By       string        `json:"by,omitempty"`
	At       string        `json:"at,omitempty"`
	Source   string        `json:"source,omitempty"`
	Findings []findingText `json:"findings,omitempty"`
}

// findingText is what is to be said of a text.
type findingText struct {
	Line     int               `json:"line"`
	Rule     string            `json:"rule"`
	Severity string            `json:"severity"` // error, warning
	Says     string            `json:"says"`
	Hint     string            `json:"hint"`
	Args     map[string]string `json:"args,omitempty"`
}

func textRow(t *desk.TextRow) textJSON {
	j := textJSON{Name: t.Name, Language: t.Language, Group: string(t.Group), Version: t.Version, Own: t.Own, By: t.By}
	if !t.At.IsZero() {
		j.At = t.At.UTC().Format(time.RFC3339)
	}
	return j
}

func findingsOf(all []wording.Finding) []findingText {
	out := []findingText{}
	for _, f := range all {
		says, hint := words.TextFinding(f)
		out = append(out, findingText{f.Line, string(f.Rule), string(f.Severity), says, hint, f.Args})
	}
	return out
}

func (s *session) textList(ctx context.Context, d *desk.Desk, _ []string) error {
	all, err := d.TextList(ctx)
	if err != nil {
		return err
	}
	out, rows := []textJSON{}, [][]string{}
	for i := range all {
		j := textRow(&all[i])
		out = append(out, j)
		whose := "the program's"
		if j.Own {
			whose = "own, by " + j.By
		}
		rows = append(rows, []string{j.Name, j.Language, j.Group, fmt.Sprint(j.Version), whose})
	}
	if s.json {
		return s.printJSON(out)
	}
	s.table([]string{"TEXT", "LANGUAGE", "FOR", "VERSION", "WHOSE"}, map[int]bool{3: true}, rows)
	return nil
}

func (s *session) textShow(ctx context.Context, d *desk.Desk, args []string) error {
	t, err := d.Text(ctx, args[0], args[1])
	if err != nil {
		return err
	}
	if s.json {
		j := textRow(&t.TextRow)
		j.Source, j.Findings = t.Source, findingsOf(t.Findings)
		return s.printJSON(j)
	}
	s.say("%s", strings.TrimRight(t.Source, "\n"))
	s.sayFindings(t.Findings)
	return nil
}

// sayFindings writes findings behind a text, each as a line that begins with its severity.
func (s *session) sayFindings(all []wording.Finding) {
	for _, f := range all {
		says, hint := words.TextFinding(f)
		s.say("%s: %s", f.Severity, says)
		if hint != "" {
			s.say("  %s", hint)
		}
	}
}

func (s *session) textValues(_ context.Context, d *desk.Desk, _ []string) error {
	type value struct {
		Name  string `json:"name"`
		Means string `json:"means"`
	}
	var out []value
	rows := [][]string{}
	for _, name := range d.Wording.Variables() {
		v := value{name, words.TextValue(name)}
		out = append(out, v)
		rows = append(rows, []string{"{{" + v.Name + "}}", v.Means})
	}
	if s.json {
		return s.printJSON(out)
	}
	s.table([]string{"VALUE", "MEANS"}, nil, rows)
	return nil
}

func (s *session) textHistory(ctx context.Context, d *desk.Desk, args []string) error {
	all, err := d.TextHistory(ctx, args[0], args[1])
	if err != nil {
		return err
	}
	type version struct {
		Version int    `json:"version"`
		By      string `json:"by"`
		At      string `json:"at"`
		Shipped bool   `json:"shipped"` // the program's text, or a return to it
		Holds   bool   `json:"holds"`
		Source  string `json:"source"`
	}
	out, rows := []version{}, [][]string{}
	for _, v := range all {
		j := version{v.Version, v.By, "", v.Version == 0 || v.Source == "", v.Holds, v.Source}
		if !v.At.IsZero() {
			j.At = v.At.UTC().Format(time.RFC3339)
		}
		out = append(out, j)
		what, holds := "", ""
		switch {
		case v.Version == 0:
			what = "the program's"
		case v.Source == "":
			what = "back to the program's"
		}
		if v.Holds {
			holds = "holds"
		}
		rows = append(rows, []string{fmt.Sprint(j.Version), j.At, j.By, what, holds})
	}
	if s.json {
		return s.printJSON(out)
	}
	s.table([]string{"VERSION", "AT", "BY", "WHAT", ""}, map[int]bool{0: true}, rows)
	return nil
}
