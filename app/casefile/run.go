package casefile

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
)

// run is a case in progress.
type run struct {
	c        *Case
	follows  dunning.Procedure // the procedure in force, and its calendar
	calendar date.Calendar
	account  dunning.Account
	waiting  []Item // not issued yet
	payments map[string]dunning.Settlement
	issued   []*issuedNotice
	shown    dunning.Proposal // of the step at hand
	agreed   []settlement.PaymentPlan
	away     []settlement.Escalation
	charges  int64 // given to charges so far, as ids
	lastID   receivable.ItemID
}

type issuedNotice struct {
	id        int64
	notice    dunning.Notice
	cancelled bool
}

// Run reads a case file and carries it out. The error is BadCase for a file that is not valid, fault.Unavailable for one
// that cannot be read; expectations that do not hold are in the Outcome, not an error.
func (w World) Run(path string) (Outcome, error) {
	info, err := os.Stat(path)
	if err == nil && info.Size() > maxFile {
		return Outcome{}, fault.New(BadCase, "%s: the file is larger than %d KB", path, maxFile>>10)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return Outcome{}, fault.Wrap(err, fault.Unavailable, "%s cannot be read", path)
	}
	c, err := w.Parse(path, data)
	if err != nil {
		return Outcome{}, err
	}
	out := c.Run()
	out.File = path
	return out, nil
}

// Run carries the case out from the start.
func (c *Case) Run() Outcome {
	r := &run{
		c: c, follows: c.Procedure, calendar: c.Calendar, account: dunning.Account{Debtor: c.Debtor}, waiting: slices.Clone(c.Items), payments: map[string]dunning.Settlement{},
		lastID: receivable.ItemID(len(c.Items)),
	}
	out := Outcome{Case: c.Name, Source: c.Source, OK: true}
	for i := range c.Steps {
		done := r.step(&c.Steps[i])
		out.OK = out.OK && done.OK
		out.Steps = append(out.Steps, done)
	}
	return out
}

func (r *run) step(s *Step) StepOutcome {
	r.arrive(s.On)
	r.judgeAgreements(s.On)
	r.shown = dunning.Proposal{}
	said, err := s.do(r, s)
	out := StepOutcome{Line: s.Line, On: s.On, Step: s.Kind, Happened: said}
	var different differs
	switch {
	case errors.As(err, &different):
		out.Differences = different
	case err != nil && s.Refused != "" && fault.Has(err, s.Refused):
		out.Happened = "refused: " + err.Error()
	case err != nil:
		out.Happened = "refused: " + err.Error()
		out.Differences = []string{fmt.Sprintf("line %d: refused with %s", s.Line, fault.CodeOf(err))}
	case s.Refused != "":
		out.Differences = []string{fmt.Sprintf("line %d: expected to be refused with %s, but was done", s.Line, s.Refused)}
	}
	if s.Kind == "plan" || s.Kind == "release" {
		out.addPlan(r.c, r.shown)
		out.Differences = append(out.Differences, s.differences(r.c, r.shown)...)
	}
	out.OK = len(out.Differences) == 0
	return out
}

// arrive puts onto the account what has been issued by a day. A credit made for an invoice is set against it; what is left
// of it is free.
func (r *run) arrive(on date.Date) {
	r.waiting = slices.DeleteFunc(r.waiting, func(it Item) bool {
		if on.Before(it.Issued) {
			return false
		}
		r.account.Items = append(r.account.Items, it.Item)
		if target := r.c.item(it.AppliesTo); target != nil && r.item(target.ID) != nil {
			if next, _, err := dunning.ApplyCredit(r.account, it.ID, target.ID, it.Issued); err == nil {
				r.account = next
			}
		}
		return true
	})
	slices.SortStableFunc(r.account.Items, func(a, b dunning.Item) int { return int(a.ID - b.ID) })
}

func (r *run) item(id receivable.ItemID) *dunning.Item {
	for i := range r.account.Items {
		if r.account.Items[i].ID == id {
			return &r.account.Items[i]
		}
	}
	return nil
}

func (r *run) newID() receivable.ItemID {
	r.lastID++
	return r.lastID
}

func (r *run) plan(on date.Date) dunning.Proposal {
	return dunning.Plan(on, r.follows, r.c.Law, r.account, r.calendar)
}

func (r *run) issue(n dunning.Notice) {
	id := int64(len(r.issued) + 1)
	r.account, _ = dunning.Issue(r.account, n, id)
	for i := range r.account.Charges {
		if ch := &r.account.Charges[i]; ch.ID == 0 {
			r.charges++
			ch.ID = r.charges
		}
	}
	r.issued = append(r.issued, &issuedNotice{id: id, notice: n})
}

// issuedNotice finds a notice to take back: "last" is the last one that still stands, a number counts from 1.
func (r *run) issuedNotice(which string) (*issuedNotice, error) {
	for i := len(r.issued) - 1; i >= 0; i-- {
		n := r.issued[i]
		if which == "last" && !n.cancelled || which == fmt.Sprint(n.id) {
			return n, nil
		}
	}
	return nil, fault.New(fault.NotFound, "there is no notice %s to take back", which)
}

// chargesOf adds up the open charges of an item: its own, and those of notices as a whole that listed it.
func (r *run) chargesOf(it *dunning.Item) money.Amount {
	sum := money.Zero(it.Open.Currency)
	for _, c := range r.account.Charges {
		if c.Open.Currency == it.Open.Currency && (c.Item == it.ID || c.Item == 0 && r.listed(c.Notice, it.ID)) {
			sum.Minor += c.Open.Minor
		}
	}
	return sum
}

func (r *run) listed(notice int64, item receivable.ItemID) bool {
	for _, n := range r.issued {
		if n.id == notice {
			return slices.ContainsFunc(n.notice.Lines, func(l dunning.Line) bool { return l.Item == item })
		}
	}
	return false
}

// tell puts a proposal into a sentence.
func (r *run) tell(p dunning.Proposal) string {
	var parts []string
	for i := range p.Notices {
		parts = append(parts, tellNotice(&p.Notices[i]))
	}
	if len(parts) == 0 {
		parts = append(parts, "nothing goes out")
	}
	for _, out := range p.LeftOut {
		parts = append(parts, out.Number+" "+string(out.Reason))
	}
	return strings.Join(parts, "; ")
}

func tellNotice(n *dunning.Notice) string {
	items := map[string]int{}
	for i := range n.Lines {
		items[n.Lines[i].Number] = n.Lines[i].Level
	}
	what := fmt.Sprintf("level %d", n.Level)
	if n.Event != dunning.NoEvent {
		what = string(n.Event)
	}
	said := fmt.Sprintf("%s by %s: %s; open %s", what, n.Channel, levels(items), n.Open)
	for _, part := range []struct {
		name   string
		amount money.Amount
	}{{"credits", n.Credit}, {"charges", n.Charges}, {"fee", n.Fee}, {"interest", n.Interest}} {
		if !part.amount.IsZero() {
			said += fmt.Sprintf(", %s %s", part.name, part.amount)
		}
	}
	said += fmt.Sprintf(", total %s %s", n.Total, n.Currency)
	if !n.Deadline.IsZero() {
		said += ", to be paid by " + n.Deadline.String()
	}
	for i := range n.Effects {
		said += fmt.Sprintf(" (%s: %s)", n.Effects[i].Rule, n.Effects[i].What.Key)
	}
	return said
}
