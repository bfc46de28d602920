// Package behaviour tells from what a customer did how they pay, how they answer and how they are best reached. It is pure.
package behaviour

import (
	"cmp"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Least is from how many observations on anything is said about how a customer is reached: fewer are chance.
const Least = 5

// Months is how far back a customer's past counts.
const Months = 24

// answerDays is how long after a contact what comes back still counts as an answer to it.
const answerDays = 14

// NoHour is an hour that nobody knows.
const NoHour = -1

// Settled is an invoice that has been paid.
type Settled struct {
	Minor     int64 // invoiced amount
	Due, Paid date.Date
}

// Contact is one time that the customer heard from us.
type Contact struct {
	On       date.Date
	Hour     int // by the customer's clock, 0 to 23; NoHour
	Channel  receivable.Channel
	Answered bool // the contact itself was one: somebody took the telephone
	Silent   bool // nobody took it
}

// Facts are what is known of a customer's past.
type Facts struct {
	Settled  []Settled
	Promises []dunning.PromiseState
	Contacts []Contact
	Came     []date.Date // days on which something came back: an answer, a promise, money
}

// Picture is how a customer behaves.
type Picture struct {
	Items       int // invoices paid in the last Months months, from which the average is
	AverageLate int // days late, weighted by amount; negative: early
	Kept        int // promises
	Judged      int
	Contacts    int // of the last Months months
	Answered    int
	AnswerDays  int // after how many days an answer comes, in the middle of all that came
	// Channel is the one that is answered most readily, Hour the one at which it is; empty and NoHour while there are fewer
	// than Least observations, or none was answered.
	Channel receivable.Channel
	Hour    int
}

// TooLittle reports whether there are too few contacts to say how the customer answers.
func (p *Picture) TooLittle() bool { return p.Contacts < Least }

// Rate is how many contacts of a hundred were answered.
func (p *Picture) Rate() int {
	if p.Contacts == 0 {
		return 0
	}
	return (p.Answered*100 + p.Contacts/2) / p.Contacts
}

// Of makes the picture of a customer on a day.
func Of(f Facts, on date.Date) Picture {
	p := Picture{Hour: NoHour}
	from := on.AddMonths(-Months)
	p.pays(f.Settled, from)
	for _, state := range f.Promises {
		switch state {
		case dunning.PromiseKept:
			p.Kept++
			p.Judged++
		case dunning.PromiseBroken, dunning.PromisePartly:
			p.Judged++
		case dunning.PromisePending:
		}
	}
	p.answers(f, from)
	return p
}

func (p *Picture) pays(settled []Settled, from date.Date) {
	var weight, sum int64
	for _, s := range settled {
		if s.Minor <= 0 || s.Paid.IsZero() || s.Paid.Before(from) {
			continue
		}
		// Weights in hundreds keep the sum far from the edge of an int64 for any amount the program accepts.
		w := s.Minor/100 + 1
		weight += w
		sum += w * int64(s.Paid.DaysSince(s.Due))
		p.Items++
	}
	if weight > 0 {
		p.AverageLate = int(divRound(sum, weight))
	}
}

// divRound divides rounding half away from zero; n must be positive.
func divRound(sum, n int64) int64 {
	if sum < 0 {
		return -((-sum + n/2) / n)
	}
	return (sum + n/2) / n
}

// tally counts the contacts of a channel or an hour.
type tally struct{ all, answered int }

// share orders tallies: one answer of one says less than nine of ten.
func (t tally) share() int { return (t.answered + 1) * 1000 / (t.all + 2) }

func (p *Picture) answers(f Facts, from date.Date) {
	contacts := slices.DeleteFunc(slices.Clone(f.Contacts), func(c Contact) bool { return c.On.Before(from) })
	slices.SortStableFunc(contacts, func(a, b Contact) int { return a.On.Compare(b.On) })
	came := slices.Clone(f.Came)
	slices.SortFunc(came, date.Date.Compare)
	channels, hours := map[receivable.Channel]tally{}, map[int]tally{}
	var waits []int
	for i, c := range contacts {
		days, ok := answered(contacts, i, came)
		ch, hr := channels[c.Channel], hours[c.Hour]
		ch.all++
		hr.all++
		if ok {
			ch.answered++
			hr.answered++
			waits = append(waits, days)
		}
		channels[c.Channel], hours[c.Hour] = ch, hr
	}
	p.Contacts, p.Answered = len(contacts), len(waits)
	if len(waits) > 0 {
		slices.Sort(waits)
		p.AnswerDays = waits[len(waits)/2]
	}
	if p.TooLittle() {
		return
	}
	p.Channel = best(channels, "")
	delete(hours, NoHour)
	known := 0
	for _, t := range hours {
		known += t.answered
	}
	if known >= Least {
		p.Hour = best(hours, NoHour)
	}
}

// answered tells after how many days a contact was answered: what comes after the next contact is an answer to that.
func answered(contacts []Contact, i int, came []date.Date) (int, bool) {
	c := contacts[i]
	switch {
	case c.Answered:
		return 0, true
	case c.Silent:
		return 0, false
	}
	until := c.On.AddDays(answerDays)
	for _, next := range contacts[i+1:] {
		if next.On.After(c.On) {
			until = date.Earliest(until, next.On.AddDays(-1))
			break
		}
	}
	at, _ := slices.BinarySearchFunc(came, c.On, date.Date.Compare)
	if at == len(came) || came[at].After(until) {
		return 0, false
	}
	return came[at].DaysSince(c.On), true
}

// best is the key with the largest share of answers, none when nothing was answered; of equals the smallest key.
func best[K cmp.Ordered](by map[K]tally, none K) K {
	found, top := none, 0
	keys := make([]K, 0, len(by))
	for k := range by {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		if t := by[k]; t.answered > 0 && t.share() > top {
			found, top = k, t.share()
		}
	}
	return found
}
