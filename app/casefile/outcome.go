package casefile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Outcome is what happened in a case. Its JSON form has stable keys; amounts are strings.
type Outcome struct {
	File   string        `json:"file"`
	Case   string        `json:"case"`
	Source string        `json:"source,omitempty"`
	OK     bool          `json:"ok"`
	Steps  []StepOutcome `json:"steps"`
}

// StepOutcome is what happened in one step.
type StepOutcome struct {
	Line        int               `json:"line"`
	On          date.Date         `json:"on"`
	Step        string            `json:"step"`
	Happened    string            `json:"happened"`
	OK          bool              `json:"ok"`
	Differences []string          `json:"differences,omitempty"`
	Notices     []NoticeOutcome   `json:"notices,omitempty"`
	LeftOut     map[string]string `json:"left_out,omitempty"` // reason code by item
}

// NoticeOutcome is a notice of a plan or release.
type NoticeOutcome struct {
	Debtor   string             `json:"debtor"`
	Currency string             `json:"currency"`
	Level    int                `json:"level"`
	Items    map[string]int     `json:"items"`
	Channel  receivable.Channel `json:"channel"`
	Open     string             `json:"open"`
	Credits  string             `json:"credits"`
	Charges  string             `json:"charges"`
	Fee      string             `json:"fee"`
	Interest string             `json:"interest"`
	Total    string             `json:"total"`
	Deadline date.Date          `json:"deadline"`
	Effects  []string           `json:"effects,omitempty"` // ids of the rules that changed something
}

// Text is the outcome for a person: a line for each step, and below it what differs.
func (o Outcome) Text() string {
	var b strings.Builder
	b.WriteString(o.Case)
	if o.Source != "" {
		b.WriteString(" (" + o.Source + ")")
	}
	b.WriteString("\n")
	for i := range o.Steps {
		s := &o.Steps[i]
		fmt.Fprintf(&b, "  %s  %-8s  %s\n", s.On, s.Step, s.Happened)
		for _, d := range s.Differences {
			fmt.Fprintf(&b, "      differs: %s\n", strings.ReplaceAll(d, "\n", "\n               "))
		}
	}
	if o.OK {
		b.WriteString("  holds\n")
	} else {
		b.WriteString("  DOES NOT HOLD\n")
	}
	return b.String()
}

func (s *StepOutcome) addPlan(c *Case, p dunning.Proposal) {
	for i := range p.Notices {
		n := &p.Notices[i]
		items := map[string]int{}
		for j := range n.Lines {
			items[n.Lines[j].Number] = n.Lines[j].Level
		}
		out := NoticeOutcome{
			Debtor: c.Debtor.Number, Currency: string(n.Currency), Level: n.Level, Items: items, Channel: n.Channel, Deadline: n.Deadline,
			Open: n.Open.String(), Credits: n.Credit.String(), Charges: n.Charges.String(), Fee: n.Fee.String(),
			Interest: n.Interest.String(), Total: n.Total.String(),
		}
		for j := range n.Effects {
			out.Effects = append(out.Effects, n.Effects[j].Rule)
		}
		s.Notices = append(s.Notices, out)
	}
	for _, out := range p.LeftOut {
		if s.LeftOut == nil {
			s.LeftOut = map[string]string{}
		}
		s.LeftOut[out.Number] = string(out.Reason)
	}
}

// differences holds a proposal against what a step expects.
func (s *Step) differences(c *Case, p dunning.Proposal) []string {
	var out []string
	if s.notices != nil && len(s.notices) != len(p.Notices) {
		out = append(out, fmt.Sprintf("line %d: expected %s, got %s", s.Line, count(len(s.notices)), count(len(p.Notices))))
	}
	for i := range min(len(s.notices), len(p.Notices)) {
		out = append(out, s.notices[i].differences(c, &p.Notices[i])...)
	}
	for _, want := range s.leftOut {
		got := "nothing about it"
		if at := slices.IndexFunc(p.LeftOut, func(l dunning.LeftOut) bool { return l.Number == want.item }); at >= 0 {
			got = string(p.LeftOut[at].Reason)
		} else if slices.ContainsFunc(p.Notices, func(n dunning.Notice) bool {
			return slices.ContainsFunc(n.Lines, func(l dunning.Line) bool { return l.Number == want.item })
		}) {
			got = "it on a notice"
		}
		if got != string(want.reason) {
			out = append(out, fmt.Sprintf("line %d: %s left out: expected %s, got %s", s.Line, want.item, want.reason, got))
		}
	}
	return out
}

func count(n int) string {
	if n == 1 {
		return "1 notice"
	}
	return fmt.Sprintf("%d notices", n)
}
