package cli

import (
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/spf13/cobra"
)

func lawCheckVerb(s *session) *cobra.Command {
	var strict bool
	cmd := &cobra.Command{
		Use: "check [--strict]", Short: "look for gaps, overlaps, missing sources, tables that have run out, and rate tables that do not agree", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return s.lawCheck(strict) },
	}
	cmd.Flags().BoolVar(&strict, "strict", false, "fail also where a table has a hole or has run out")
	return cmd
}

// lawCheck finds what would make a pack bind wrongly. Holes of a table are warnings: what nobody found is not guessed, and a
// notice says so.
func (s *session) lawCheck(strict bool) error {
	packs, err := s.packs()
	if err != nil {
		return err
	}
	found := law.CheckAll(packs)
	for _, f := range found {
		s.say("%s", f)
	}
	holes := 0
	for _, code := range law.Codes(packs) {
		for _, h := range law.Holes(packs[code]) {
			s.say("warning: %s", h)
			holes++
		}
	}
	switch {
	case len(found) > 0:
		return fault.New(fault.Invalid, "%s in %s", counted(len(found), "finding", "findings"), counted(len(packs), "pack", "packs"))
	case holes > 0 && strict:
		return fault.New(fault.Invalid, "%d holes in the tables of %d packs", holes, len(packs)).WithHint("enter what is known with `law own add`")
	case holes > 0:
		s.say("%d packs: no overlap, every row has a source, and the rate tables agree with each other; %d holes, for which nothing is claimed", len(packs), holes)
	default:
		s.say("%d packs: no gap, no overlap, every row has a source, and the rate tables agree with each other", len(packs))
	}
	return nil
}
