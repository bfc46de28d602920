// Package call is what a clerk has before them while they talk with a customer: what to say, and what was agreed.
package call

import (
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Situation is what a call is about; it chooses the words.
type Situation string

// Situations, gravest first.
const (
	Disputed Situation = "disputed" // nothing is to be collected but what is disputed
	Broken   Situation = "broken"   // the last promise was broken
	Promised Situation = "promised" // a promise is open
	Firm     Situation = "firm"     // a high level has been sent: what comes next is named
	AsksTime Situation = "time"     // the customer asked for time
	Silent   Situation = "silent"   // we wrote, and nothing came back
	First    Situation = "first"    // nothing has been sent yet
)

// firmLevel is the level from which a call says what comes next.
const firmLevel = 3

// brokenDays is for how long a broken promise is the first thing to talk about.
const brokenDays = 30

// Talk is what is known for a call.
type Talk struct {
	Situation  Situation
	Name       string       // whom to ask for
	Collect    money.Amount // overdue without what is disputed, in the currency with the oldest of it
	Disputed   int          // items
	Oldest     string       // number of the oldest overdue item
	Days       int          // that it is overdue
	Level      int
	Promise    *desk.PromiseRow // the last one; nil when there is none
	Unreliable bool             // of at least two promises more were broken than kept
}

// About finds what a call with a customer is about.
func About(v *desk.CustomerView) Talk {
	t := Talk{Name: v.Debtor.Name, Level: v.Level, Unreliable: v.Behaviour.Judged >= 2 && 2*v.Behaviour.Kept < v.Behaviour.Judged}
	if len(v.Debtor.Contacts) > 0 && v.Debtor.Contacts[0].Name != "" {
		t.Name = v.Debtor.Contacts[0].Name
	}
	t.collect(v)
	for i := range v.Promises {
		if p := &v.Promises[i]; t.Promise == nil || p.By.After(t.Promise.By) {
			t.Promise = p
		}
	}
	broken := t.Promise != nil && (t.Promise.State == dunning.PromiseBroken || t.Promise.State == dunning.PromisePartly)
	switch {
	case t.Collect.Minor == 0 && t.Disputed > 0:
		t.Situation = Disputed
	case broken && v.Date.DaysSince(t.Promise.By) <= brokenDays:
		t.Situation = Broken
	case t.Promise != nil && t.Promise.State == dunning.PromisePending:
		t.Situation = Promised
	case v.Level >= firmLevel:
		t.Situation = Firm
	case v.Answer == dunning.AsksTime:
		t.Situation = AsksTime
	case v.Level > 0:
		t.Situation = Silent
	default:
		t.Situation = First
	}
	return t
}

// collect sums what is overdue and not disputed, in the currency of the oldest item.
func (t *Talk) collect(v *desk.CustomerView) {
	for i := range v.Items { // oldest due first
		it := &v.Items[i]
		days := it.DaysOverdue(v.Date)
		if it.Open.Minor <= 0 || days <= 0 {
			continue
		}
		if it.Dispute != nil {
			t.Disputed++
		}
		if it.Undisputed() == 0 {
			continue
		}
		if t.Oldest == "" {
			t.Oldest, t.Days, t.Collect.Currency = it.Number, days, it.Open.Currency
		}
		if it.Open.Currency == t.Collect.Currency {
			t.Collect.Minor += it.Undisputed()
		}
	}
}

// Script is what to say, a sentence or two a line: how to begin, what to ask, what to leave out.
func (t *Talk) Script(w words.Words) []string {
	args := i18n.Args{"name": t.Name, "amount": words.Dash, "number": t.Oldest, "days": i18n.N("script.days", t.Days), "level": t.Level}
	if t.Collect.Currency != "" {
		args["amount"] = w.Money(t.Collect)
	}
	if t.Promise != nil {
		args["promised"], args["date"] = w.Money(t.Promise.Amount), w.Day(t.Promise.By)
	}
	lines := []string{i18n.T(opening[t.Situation], args), i18n.T(asking[t.Situation], args)}
	if t.Disputed > 0 && t.Situation != Disputed {
		lines = append(lines, i18n.N("script.leave-out", t.Disputed))
	}
	if t.Unreliable && t.Situation != Promised && t.Situation != Disputed {
		lines = append(lines, i18n.T("script.unreliable"))
	}
	return lines
}

var opening = map[Situation]string{
	Disputed: "script.disputed-open", Broken: "script.broken-open", Promised: "script.promised-open", Firm: "script.firm-open", AsksTime: "script.time-open",
	Silent: "script.silent-open", First: "script.first-open",
}

var asking = map[Situation]string{
	Disputed: "script.disputed-ask", Broken: "script.broken-ask", Promised: "script.promised-ask", Firm: "script.firm-ask", AsksTime: "script.time-ask",
	Silent: "script.silent-ask", First: "script.first-ask",
}
