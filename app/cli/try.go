package cli

import (
	"context"
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
	"github.com/spf13/cobra"
)

type foreseenJSON struct {
	Procedure string         `json:"procedure"`
	Version   int            `json:"version"`
	Steps     []foreseenStep `json:"steps"`
	Stop      string         `json:"stop"`
	StopOn    string         `json:"stop_on"`
	LeftOut   []leftOutJSON  `json:"left_out"`
}

type foreseenStep struct {
	On     string      `json:"on"`
	Waits  []waitJSON  `json:"waits"`
	Notice *noticeJSON `json:"notice"`
}

type waitJSON struct {
	Reason string `json:"reason"`
	Until  string `json:"until"`
}

func tryVerb(s *session) *cobra.Command {
	var name, file string
	cmd := &cobra.Command{
		Use: "try CUSTOMER [--name NAME | --file FILE]", Short: "what would happen to a customer who neither pays nor answers; writes nothing", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			c, err := customer(ctx, d, args[0])
			if err != nil {
				return err
			}
			p, err := s.triedProcedure(ctx, d, c.ID, name, file)
			if err != nil {
				return err
			}
			on, err := d.Today(ctx)
			if err != nil {
				return err
			}
			steps, err := d.Foresee(ctx, c.ID, p, on)
			if err != nil {
				return err
			}
			if s.json {
				return s.printJSON(foreseenOf(p, steps, c.Number))
			}
			say, err := speechOf(ctx, d)
			if err != nil {
				return err
			}
			s.foreseenText(say, steps)
			return nil
		}),
	}
	cmd.Flags().StringVar(&name, "name", "", "by this procedure (default: the one that the customer goes by)")
	cmd.Flags().StringVar(&file, "file", "", "by the procedure of this file, which is not kept")
	return cmd
}

// triedProcedure is the procedure that the flags name, the customer's own when they name none.
func (s *session) triedProcedure(ctx context.Context, d *desk.Desk, id receivable.DebtorID, name, file string) (dunning.Procedure, error) {
	if file != "" {
		return s.readProcedure(file)
	}
	if name == "" {
		by, err := d.ProcedureOf(ctx, id)
		if err != nil {
			return dunning.Procedure{}, err
		}
		name = by.Procedure
		if !s.json {
			s.say("goes by %s", appliesText(by))
		}
	}
	_, p, err := procedureNamed(ctx, d, name)
	return p, err
}

func foreseenOf(p dunning.Procedure, steps []dunning.Foreseen, number string) foreseenJSON {
	out := foreseenJSON{Procedure: p.Name, Version: p.Version, Steps: []foreseenStep{}, LeftOut: []leftOutJSON{}}
	for _, f := range steps {
		if f.Notice == nil {
			out.Stop, out.StopOn = string(f.Stop), f.On.String()
			for _, l := range f.Waits {
				out.LeftOut = append(out.LeftOut, leftOutRow(l, number))
			}
			continue
		}
		row := noticeRow(*f.Notice, number)
		step := foreseenStep{On: f.On.String(), Waits: []waitJSON{}, Notice: &row}
		for _, l := range f.Waits {
			step.Waits = append(step.Waits, waitJSON{Reason: string(l.Reason), Until: l.Until.String()})
		}
		out.Steps = append(out.Steps, step)
	}
	return out
}

func (s *session) foreseenText(say speech, steps []dunning.Foreseen) {
	for _, f := range steps {
		for _, l := range f.Waits {
			s.say("            %s %s", l.Number, say.leftOut(l))
		}
		if f.Notice == nil {
			s.say("%s  %s", f.On, stops[f.Stop])
			continue
		}
		n := f.Notice
		s.say("%s  %s about %s", f.On, words.NoticeName(n), words.NoticeItems(n))
		facts := "open " + n.Open.String()
		for i, name := range []string{"credit", "earlier charges", "fee", "interest"} {
			if sum := amounts(n)[i+1]; !none(sum) {
				facts += ", " + name + " " + sum
			}
		}
		facts += fmt.Sprintf(", total %s %s", n.Total, n.Currency)
		if !n.Deadline.IsZero() {
			facts += ", to be paid by " + n.Deadline.String()
		}
		if n.Approval {
			facts += ", when a person approves it"
		}
		s.say("            %s", facts)
		for _, line := range say.effects(n) {
			s.say("        %s", line)
		}
	}
}

var stops = map[dunning.Stop]string{
	dunning.StopNothing: "then nothing more",
	dunning.StopHorizon: "nothing further in the days that were asked about",
	dunning.StopMany:    "and so on",
}
