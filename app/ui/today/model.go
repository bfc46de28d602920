// Package today is the screen that answers "what do I do now?": whom to call first, why, and what to say.
package today

import (
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// Counter is one of the counts above the list; those about customers filter it.
type Counter string

// The counters, in the order in which they stand.
const (
	All       Counter = ""
	ToCall    Counter = "to-call"
	Due       Counter = "due"
	Broken    Counter = "broken"
	Replies   Counter = "replies"
	ToMend    Counter = "to-mend"
	Uncertain Counter = "uncertain"
	Waves     Counter = "waves"
	ToApprove Counter = "to-approve"
	ToPlace   Counter = "to-place"   // payments from the bank
	MailPlace Counter = "mail-place" // mails of which nobody knows whose they are
)

// Model is the day as the screen shows it.
type Model struct {
	View    desk.TodayView
	own     money.Currency
	counter Counter
}

// NewModel shows a day; own is the book's currency.
func NewModel(v desk.TodayView, own money.Currency) *Model { return &Model{View: v, own: own} }

// Count is the number on a counter.
func (m *Model) Count(c Counter) int {
	switch c {
	case ToCall:
		return m.count(func(w *desk.Work) bool { return w.Do == desk.DoCall })
	case Due:
		return m.View.PromisesDue
	case Broken:
		return m.View.Broken
	case Replies:
		return m.View.Replies
	case ToMend:
		return m.View.ToMend
	case Uncertain:
		return m.View.Uncertain
	case Waves:
		return m.View.Waves
	case ToApprove:
		return m.View.ToApprove
	case ToPlace:
		return m.View.BankToPlace
	case MailPlace:
		return m.View.MailToPlace
	case All:
	}
	return len(m.View.Work)
}

func (m *Model) count(holds func(*desk.Work) bool) int {
	n := 0
	for i := range m.View.Work {
		if holds(&m.View.Work[i]) {
			n++
		}
	}
	return n
}

// SetCounter filters the list by a counter; the one in use again shows everything.
func (m *Model) SetCounter(c Counter) {
	if m.counter == c {
		c = All
	}
	m.counter = c
}

// Counter is the filter in use.
func (m *Model) Counter() Counter { return m.counter }

// Work gives the rows of the filter in use, in rank.
func (m *Model) Work() []*desk.Work {
	rows := make([]*desk.Work, 0, len(m.View.Work))
	for i := range m.View.Work {
		if w := &m.View.Work[i]; m.keeps(w) {
			rows = append(rows, w)
		}
	}
	return rows
}

func (m *Model) keeps(w *desk.Work) bool {
	switch m.counter {
	case ToCall:
		return w.Do == desk.DoCall
	case Due:
		return w.Do == desk.DoCheck || hasWhy(w, "promise-due") || hasWhy(w, "plan-due")
	case Broken:
		return hasWhy(w, "promise-broken") || hasWhy(w, "plan-broken")
	case Replies:
		return w.Do == desk.DoReply || w.Mail != 0
	case ToMend:
		return w.Do == desk.DoMend || w.Do == desk.DoLook
	case Uncertain:
		return w.Do == desk.DoDecide
	case All, Waves, ToApprove, ToPlace, MailPlace:
	}
	return true
}

func hasWhy(w *desk.Work, key string) bool {
	for _, why := range append([]dunning.Why{w.Why}, w.Also...) {
		if why.Key == key {
			return true
		}
	}
	return false
}

// Balance is what is open in the book's own currency.
func (m *Model) Balance() receivable.Balance {
	for _, b := range m.View.Balances {
		if b.Currency == m.own {
			return b
		}
	}
	return receivable.Balance{Currency: m.own}
}

// Others are the balances in further currencies with something overdue.
func (m *Model) Others() []receivable.Balance {
	var others []receivable.Balance
	for _, b := range m.View.Balances {
		if b.Currency != m.own && b.Overdue() > 0 {
			others = append(others, b)
		}
	}
	return others
}

// ToCollect sums the rows by currency, in the order in which the currencies are met.
func ToCollect(rows []*desk.Work) []money.Amount {
	var sums []money.Amount
next:
	for _, w := range rows {
		for i := range sums {
			if sums[i].Currency == w.ToCollect.Currency {
				sums[i].Minor += w.ToCollect.Minor
				continue next
			}
		}
		if !w.ToCollect.IsZero() {
			sums = append(sums, w.ToCollect)
		}
	}
	return sums
}

// WhyStatus is the colour and icon of a reason on the list.
func WhyStatus(key string) (theme.Status, theme.IconName) {
	switch key {
	case "promise-broken", "plan-broken", "settlement-lapsed":
		return theme.Overdue4, theme.IconCrossed
	case "limitation-urgent", "limitation-passed":
		return theme.Overdue4, theme.IconClock
	case "limitation-soon":
		return theme.Overdue2, theme.IconClock
	case "promise-due", "plan-due", "settlement-kept":
		return theme.Promised, theme.IconTicked
	case "money-after-write-off", "on-account-after-write-off":
		return theme.Promised, theme.IconBanknote
	case "settlement-undone":
		return theme.Overdue4, theme.IconUndo
	case "dispute-due":
		return theme.Disputed, theme.IconDispute
	case "hold-review":
		return theme.Held, theme.IconPause
	case "answer-asks-time":
		return theme.Held, theme.IconClock
	case "answer-says-paid":
		return theme.Promised, theme.IconBanknote
	case "answer-disputes":
		return theme.Disputed, theme.IconDispute
	case "answer-wrong-person":
		return theme.Overdue2, theme.IconPerson
	case "answer-unclear", "report-to-read", "mail-unreadable":
		return theme.Neutral, theme.IconMail
	case "channel-dead":
		return theme.Overdue3, theme.IconMail
	case "letter-exception":
		return theme.Overdue2, theme.IconTriangle
	case "message-uncertain", "posting-uncertain":
		return theme.Overdue2, theme.IconQuestion
	case "message-failed", "posting-refused":
		return theme.Overdue4, theme.IconCrossed
	case "largest-overdue":
		return theme.Neutral, theme.IconBanknote
	}
	return theme.Neutral, theme.IconClock
}

// DoIcon is the icon of what to do.
func DoIcon(do desk.WorkDo) theme.IconName {
	switch do {
	case desk.DoCall:
		return theme.IconPhone
	case desk.DoCheck:
		return theme.IconTicked
	case desk.DoReply:
		return theme.IconMail
	case desk.DoMend:
		return theme.IconEdit
	case desk.DoDecide:
		return theme.IconQuestion
	case desk.DoVisit:
		return theme.IconPerson
	case desk.DoLook:
	}
	return theme.IconEye
}

// signedOut is the first connection whose source has refused the sign-in; nil when there is none.
func signedOut(stale []desk.Fresh) *desk.Fresh {
	for i := range stale {
		if stale[i].Last.Code == string(desk.NotAuthorised) {
			return &stale[i]
		}
	}
	return nil
}

// Stale names the connections whose data may not be used now.
func (m *Model) Stale() []desk.Fresh {
	var stale []desk.Fresh
	for _, f := range m.View.Fresh {
		if f.Code != "" {
			stale = append(stale, f)
		}
	}
	return stale
}
