package cli

import (
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/casefile"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/spf13/cobra"
)

// ruleVerbs run case files, show law packs, and say why an amount is what it is.
func ruleVerbs(s *session) []*cobra.Command {
	packs := &cobra.Command{Use: "law", Short: "law packs: their rows, sources, and which nobody has verified", RunE: needsVerb("law")}
	packs.AddCommand(
		&cobra.Command{Use: "list", Short: "the packs", Args: cobra.NoArgs, RunE: func(*cobra.Command, []string) error { return s.lawList() }},
		&cobra.Command{Use: "show PACK", Short: "the rows of a pack", Args: cobra.ExactArgs(1), RunE: func(_ *cobra.Command, args []string) error { return s.lawShow(args[0]) }},
		&cobra.Command{Use: "check", Short: "look for gaps, overlaps and missing sources", Args: cobra.NoArgs, RunE: func(*cobra.Command, []string) error { return s.lawCheck() }},
	)
	return []*cobra.Command{caseVerb(s), packs, sheetVerb(s)}
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

func (s *session) packs() (map[string]law.Pack, error) {
	packs, _, err := s.Laws()
	return packs, err
}

type packJSON struct {
	Code       string    `json:"code"`
	Name       string    `json:"name"`
	Version    string    `json:"version"`
	Rows       int       `json:"rows"`
	Unverified int       `json:"unverified"`
	Detail     []rowJSON `json:"detail,omitempty"`
}

type rowJSON struct {
	ID         string `json:"id"`
	Fact       string `json:"fact"`
	Value      string `json:"value"`
	Text       string `json:"text,omitempty"`
	Unit       string `json:"unit"`
	From       string `json:"from"`
	To         string `json:"to"`
	Applies    string `json:"applies"`
	By         string `json:"by"`
	Ref        string `json:"ref"`
	Source     string `json:"source"`
	Verified   string `json:"verified"`
	VerifiedBy string `json:"verified_by"`
}

func (s *session) lawList() error {
	packs, err := s.packs()
	if err != nil {
		return err
	}
	var out []packJSON
	rows := [][]string{}
	for _, code := range law.Codes(packs) {
		p := packs[code]
		j := packJSON{Code: p.Code, Name: p.Name, Version: p.Version, Rows: len(p.Rows), Unverified: p.Unverified()}
		out = append(out, j)
		rows = append(rows, []string{j.Code, j.Name, j.Version, fmt.Sprint(j.Rows), fmt.Sprint(j.Unverified)})
	}
	if s.json {
		return s.printJSON(out)
	}
	s.table([]string{"PACK", "NAME", "VERSION", "ROWS", "NOT VERIFIED"}, map[int]bool{3: true, 4: true}, rows)
	return nil
}

func (s *session) lawShow(code string) error {
	packs, err := s.packs()
	if err != nil {
		return err
	}
	p, ok := packs[code]
	if !ok {
		return fault.New(fault.NotFound, "there is no law pack %q", code).WithHint("see `law list`")
	}
	out := packJSON{Code: p.Code, Name: p.Name, Version: p.Version, Rows: len(p.Rows), Unverified: p.Unverified()}
	lines := [][]string{}
	for _, r := range p.Rows {
		j := rowJSON{
			ID: r.ID, Fact: string(r.Fact), Value: r.Value.String(), Text: r.Text, Unit: r.Unit, From: r.From.String(), To: r.To.String(), Applies: r.Applies,
			By: r.By, Ref: r.Ref, Source: r.Source, Verified: r.Verified.String(), VerifiedBy: r.VerifiedBy,
		}
		out.Detail = append(out.Detail, j)
		verified := "NOT VERIFIED"
		if j.Verified != "" {
			verified = j.Verified
		}
		lines = append(lines, []string{j.ID, j.Fact, j.Value, j.Unit, j.From, j.To, j.Applies, verified, j.Ref})
	}
	if s.json {
		return s.printJSON(out)
	}
	if out.Unverified > 0 {
		s.say("%d of %d rows have not been verified against their source", out.Unverified, out.Rows)
	}
	s.table([]string{"ROW", "FACT", "VALUE", "UNIT", "FROM", "TO", "APPLIES", "VERIFIED", "REFERENCE"}, map[int]bool{2: true}, lines)
	return nil
}

func (s *session) lawCheck() error {
	packs, err := s.packs()
	if err != nil {
		return err
	}
	bad := 0
	for _, code := range law.Codes(packs) {
		for _, f := range law.Check(packs[code]) {
			s.say("%s: %s", code, f)
			bad++
		}
	}
	if bad > 0 {
		return fault.New(fault.Invalid, "%d findings in %d packs", bad, len(packs))
	}
	s.say("%d packs: no gap, no overlap, every row has a source", len(packs))
	return nil
}
