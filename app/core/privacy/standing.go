// Package privacy says when what is stored about a person must go and when it may not, and how much of a contact a role sees.
// It is pure; the desk asks it inside the transaction that carries a decision out.
package privacy

import (
	"slices"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Obstacle is why a customer cannot be anonymised now.
type Obstacle string

// Obstacles, the gravest first. Names are shown by screens: add, never change.
const (
	Already       Obstacle = "already"         // it was anonymised before
	OnLegalHold   Obstacle = "legal-hold"      // of the customer or of everything
	OpenItems     Obstacle = "open-items"      // invoices or credits that are not settled
	OpenCharges   Obstacle = "open-charges"    // fees or interest that are not settled
	InWave        Obstacle = "in-wave"         // proposed in a wave that was not released
	Messages      Obstacle = "messages"        // on their way, or uncertain
	OpenPromises  Obstacle = "promises"        // that nobody has judged
	OpenDisputes  Obstacle = "disputes"        // without an outcome
	Agreements    Obstacle = "agreements"      // new terms that are proposed or running
	Escalations   Obstacle = "escalations"     // claims that are with an agency or a court
	OpenTasks     Obstacle = "tasks"           // work that is not done
	Postings      Obstacle = "postings"        // that are to be written into the accounting system
	OpenRequests  Obstacle = "requests"        // that wait for a second pair of eyes
	NoRetention   Obstacle = "no-retention"    // the law pack names no period
	RetentionRuns Obstacle = "retention"       // the period has not ended
	StillInSource Obstacle = "still-in-source" // the accounting system has the customer
)

// Standing is what decides whether a customer may be anonymised.
type Standing struct {
	Debtor     receivable.DebtorID
	Name       string
	Number     string
	Anonymised time.Time // zero: it was not
	InSource   bool      // the last complete read found it
	// Last is the day of the last thing that is part of the accounts or of the collection: an invoice, payment, notice,
	// charge, contact, promise, answer. Zero: there is nothing.
	Last date.Date
	// Waits counts what is not at an end, by obstacle.
	Waits map[Obstacle]int
}

// Retention is how long the law asks for accounts to be kept: whole years from the end of the calendar year of the last
// activity. Years 0 says that no row of the law pack names a period.
type Retention struct {
	Years    int
	Row      string // its id in the law pack
	Ref      string // statute and section
	Verified bool
}

// FirstDay is the first day on which nothing has to be kept any more: 1 January after so many whole years have passed since
// the end of the year of the last activity.
func (r Retention) FirstDay(last date.Date) date.Date {
	if last.IsZero() {
		return date.Date{}
	}
	year, _, _ := last.Parts()
	return date.Must(year+r.Years+1, time.January, 1)
}

// Verdict is whether a customer may be anonymised on a day, and when it may be.
type Verdict struct {
	Standing
	Obstacles []Obstacle // none: it may
	First     date.Date  // the first day on which retention lets it go; zero: always, or not known
	Holds     []Hold     // the legal holds in force
}

// May reports whether nothing stands against it.
func (v Verdict) May() bool { return len(v.Obstacles) == 0 }

// waiting is the order in which what is not at an end is named.
var waiting = []Obstacle{OpenItems, OpenCharges, InWave, Messages, OpenPromises, OpenDisputes, Agreements, Escalations, OpenTasks, Postings, OpenRequests}

// Obstacles lists all that can stand against it, the gravest first.
func Obstacles() []Obstacle {
	return slices.Concat([]Obstacle{Already, OnLegalHold}, waiting, []Obstacle{NoRetention, RetentionRuns, StillInSource})
}

// Judge says what stands against anonymising a customer on a day.
func Judge(s Standing, r Retention, holds []Hold, today date.Date) Verdict {
	v := Verdict{Standing: s}
	if !s.Anonymised.IsZero() {
		v.Obstacles = []Obstacle{Already}
		return v
	}
	for _, h := range holds {
		if h.Covers(s.Debtor) {
			v.Holds = append(v.Holds, h)
		}
	}
	if len(v.Holds) > 0 {
		v.Obstacles = append(v.Obstacles, OnLegalHold)
	}
	for _, o := range waiting {
		if s.Waits[o] > 0 {
			v.Obstacles = append(v.Obstacles, o)
		}
	}
	switch {
	case s.Last.IsZero(): // nothing was ever booked: nothing has to be kept
	case r.Years == 0:
		v.Obstacles = append(v.Obstacles, NoRetention)
	default:
		v.First = r.FirstDay(s.Last)
		if today.Before(v.First) {
			v.Obstacles = append(v.Obstacles, RetentionRuns)
		}
	}
	if s.InSource {
		v.Obstacles = append(v.Obstacles, StillInSource)
	}
	return v
}
