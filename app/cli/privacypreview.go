package cli

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// forgetJSON is what anonymising would do.
type forgetJSON struct {
	ID        int64            `json:"id"`
	Possible  bool             `json:"possible"`
	Obstacles []string         `json:"obstacles"`
	First     string           `json:"first_day"` // on which retention lets it go; empty: always, or not known
	Rule      string           `json:"rule"`
	Source    string           `json:"source"`
	Goes      []forgetPartJSON `json:"goes"`
	Stays     []forgetPartJSON `json:"stays"`
}

type forgetPartJSON struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

func previewAnonymiseVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "preview CUSTOMER", Short: "what anonymising a customer would remove, what stays, and what stands against it", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			debtor, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			p, err := d.PreviewAnonymise(ctx, debtor.ID)
			if err != nil {
				return err
			}
			if s.json {
				return s.printJSON(forgetOf(p))
			}
			for _, part := range p.Goes {
				s.say("goes:  %s", desk.ForgetText(part))
			}
			for _, part := range p.Stays {
				s.say("stays: %s", desk.ForgetText(part))
			}
			if p.Retention.Years > 0 {
				s.say("accounts are kept for %s after the year of the last activity: %s, %s", counted(p.Retention.Years, "year", "years"), p.Retention.Row, p.Retention.Ref)
			}
			switch {
			case p.May():
				s.say("nothing stands against it")
			case p.First.IsZero():
				s.say("not now: %s", p.Why())
			default:
				s.say("not now: %s; the first day on which the law lets it go is %s", p.Why(), p.First)
			}
			return nil
		}),
	}
}

func forgetOf(p desk.ForgetPreview) forgetJSON {
	out := forgetJSON{
		ID: int64(p.Debtor), Possible: p.May(), Obstacles: []string{}, First: p.First.String(), Rule: p.Retention.Row, Source: p.Retention.Ref, Goes: []forgetPartJSON{}, Stays: []forgetPartJSON{},
	}
	for _, o := range p.Obstacles {
		out.Obstacles = append(out.Obstacles, string(o))
	}
	for _, part := range p.Goes {
		out.Goes = append(out.Goes, forgetPartJSON{part.Name, part.Count})
	}
	for _, part := range p.Stays {
		out.Stays = append(out.Stays, forgetPartJSON{part.Name, part.Count})
	}
	return out
}
