package settlement

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// NotReady is the code of a hand-over whose conditions do not hold.
const NotReady fault.Code = "not-ready"

// Check is one condition of a hand-over.
type Check struct {
	Key    string // stable: notice-sent, deadline-passed, no-dispute, no-promise, no-plan, not-barred, due, nobody-has-it
	Item   string // the item that fails it, empty when it holds
	Detail string // a day, a number: what the check looked at
	OK     bool
	Source string // the law that asks for it, empty: the house does
}

// Keys of checks, in the order in which they are shown.
const (
	CheckDue      = "due"             // every claim has fallen due
	CheckNotice   = "notice-sent"     // a notice in writing that asked for it has left
	CheckDeadline = "deadline-passed" // and the deadline that it printed is over
	CheckDispute  = "no-dispute"
	CheckPromise  = "no-promise" // that still runs
	CheckPlan     = "no-plan"    // that is kept
	CheckBarred   = "not-barred" // it can still be enforced
	CheckElse     = "nobody-has-it"
	CheckData     = "data-good" // nothing that the source says of it was set aside as impossible
)

// Facts are what the checks look at of one item.
type Facts struct {
	Number     string
	DaysLate   int       // above zero: due
	Notice     date.Date // day on which the last written demand left; zero: none has
	Deadline   date.Date // printed on it; zero: none was
	Disputed   bool
	Promised   date.Date // day up to which a promise runs; zero: none does
	InPlan     bool
	BarredFrom date.Date // last day of the claim when that is past; zero: not barred
	Escalated  bool
	// Doubtful: what the source says of it now, or of a credit of the customer, was set aside as impossible.
	Doubtful bool
}

// Checklist holds claims against what must be so before they are handed over. A check that fails for several items names the
// first. notice is the source of the rule that asks for a notice, empty where only the house does.
func Checklist(items []Facts, on date.Date, notice string) []Check {
	out := []Check{{Key: CheckDue}, {Key: CheckNotice, Source: notice}, {Key: CheckDeadline, Source: notice}, {Key: CheckDispute}, {Key: CheckPromise}, {Key: CheckPlan}, {Key: CheckBarred}, {Key: CheckElse}, {Key: CheckData}}
	for i := range out {
		out[i].OK = len(items) > 0
		for _, f := range items {
			ok, detail := f.holds(out[i].Key, on)
			if !ok && out[i].OK {
				out[i].OK, out[i].Item = false, f.Number
			}
			if out[i].Detail == "" || !ok && out[i].Item == f.Number {
				out[i].Detail = detail
			}
		}
	}
	return out
}

// failing says in words what a check found.
var failing = map[string]string{
	CheckDue: "is not due yet", CheckNotice: "has had no formal notice", CheckDeadline: "has a deadline that has not passed", CheckDispute: "is disputed",
	CheckPromise: "is promised", CheckPlan: "is in a payment plan", CheckBarred: "is statute-barred", CheckElse: "is with somebody else already",
	CheckData: "rests on data of the source that cannot be right",
}

// MayHandOver refuses a hand-over that a check keeps back, with NotReady and the key of the first that fails as the field.
func MayHandOver(checks []Check) error {
	for _, c := range checks {
		if c.OK {
			continue
		}
		item := c.Item
		if item == "" {
			item = "the claim"
		}
		return fault.New(NotReady, "%s cannot be handed over: it %s", item, failing[c.Key]).OnField(c.Key).WithHint("see the checklist: every point of it must hold")
	}
	return nil
}

func (f *Facts) holds(key string, on date.Date) (bool, string) {
	switch key {
	case CheckDue:
		return f.DaysLate > 0, ""
	case CheckNotice:
		return !f.Notice.IsZero(), dayOf(f.Notice)
	case CheckDeadline: // a notice that printed none gives no deadline that could have passed
		return !f.Notice.IsZero() && !f.Deadline.IsZero() && on.After(f.Deadline), dayOf(f.Deadline)
	case CheckDispute:
		return !f.Disputed, ""
	case CheckPromise:
		return f.Promised.IsZero() || on.After(f.Promised), dayOf(f.Promised)
	case CheckPlan:
		return !f.InPlan, ""
	case CheckBarred:
		return f.BarredFrom.IsZero(), dayOf(f.BarredFrom)
	case CheckData:
		return !f.Doubtful, ""
	}
	return !f.Escalated, ""
}

func dayOf(d date.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}
