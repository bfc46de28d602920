package approval

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Codes of refusals.
const (
	NotAllowed     fault.Code = "not-allowed"     // the role may not do this at all
	NeedsApproval  fault.Code = "needs-approval"  // somebody else must decide first
	OwnRequest     fault.Code = "own-request"     // the requester, or the same person under another account
	OverLimit      fault.Code = "over-limit"      // nobody with this limit may decide on so much
	RequestChanged fault.Code = "request-changed" // not what the decider saw any more
	RequestExpired fault.Code = "request-expired"
)

// AloneDays is for how many days what was done without a second person counts with the next of its kind for the customer: a sum
// does not come within a limit by being done in parts.
const AloneDays = 30

// RequestID names a request within a book.
type RequestID int64

// State is where a request stands.
type State string

// States. A request that was sent back waits for its requester, who changes or withdraws it.
const (
	Waiting   State = "waiting"
	SentBack  State = "sent-back"
	Approved  State = "approved" // and executed, in the same moment
	Declined  State = "declined"
	Withdrawn State = "withdrawn"
	Expired   State = "expired"
	// DoneAlone is no request: what somebody did within his own limit, kept so that the next of the kind is measured with it. Its
	// Expires is the last day on which it counts.
	DoneAlone State = "alone"
)

// Over reports whether nothing more can happen to a request.
func (s State) Over() bool { return s != Waiting && s != SentBack }

// Request is something that waits for a second person.
type Request struct {
	ID      RequestID
	Version int // grows with every change; a decision names the version it was made on
	Measure Measure
	Debtor  int64  // 0: not about one customer
	Subject string // what it is about, in words that stay readable
	Order   string // what is to be done, as canonical JSON that the desk reads again when it executes
	Facts   string // what the requester saw of it, as canonical JSON: a decision on other facts needs a new look
	Why     string
	By      User
	At      time.Time
	Expires date.Date // last day on which it can be decided
	State   State
	Decided Decision
}

// Sums is what the facts of a request that asks for several currencies hold under "measures": one for each, of which Measure
// is the first.
type Sums struct {
	Measures []Measure `json:"measures"`
}

// Measures is all that a request asks for, each of which a decider's limit must reach. Facts that cannot be read give none, and
// nobody decides on them.
func (r *Request) Measures() []Measure {
	var s Sums
	if r.Facts != "" && json.Unmarshal([]byte(r.Facts), &s) != nil {
		return nil
	}
	if len(s.Measures) == 0 {
		return []Measure{r.Measure}
	}
	return s.Measures
}

// Decision is what somebody said to a request.
type Decision struct {
	By    User
	For   User // whose decision it was, when it had been handed over; else the same
	At    time.Time
	Why   string
	State State
}

// Decider is somebody who decides, in his own right and for those who handed their decisions to him.
type Decider struct {
	User User
	For  []User // of delegations that hold today
}

// MayDecide reports in whose right somebody may decide on a request on a day; the error says why not: OwnRequest, OverLimit,
// RequestExpired or fault.Conflict. Policy limits are of the role of the one in whose right it is.
func (p *Policy) MayDecide(d Decider, r *Request, on date.Date) (User, error) {
	switch {
	case r.State != Waiting:
		return User{}, fault.New(fault.Conflict, "the request is %s; nothing is to be decided", r.State)
	case on.After(r.Expires):
		return User{}, fault.New(RequestExpired, "the request could be decided until %s", r.Expires).WithHint("it must be asked for again")
	case !d.User.Active || !d.User.Role.Changes():
		return User{}, fault.New(NotAllowed, "%s decides nothing", d.User.Name)
	case d.User.ID == r.By.ID || samePerson(d.User, r.By):
		return User{}, fault.New(OwnRequest, "%s asked for this and cannot decide on it", r.By.Name).WithHint("somebody else must look at it")
	}
	if p.DecidesAll(d.User.Role, r.Measures()) {
		return d.User, nil
	}
	for _, other := range d.For {
		// Whoever asked does not decide through a deputy either.
		if other.Active && other.ID != r.By.ID && !samePerson(other, r.By) && p.DecidesAll(other.Role, r.Measures()) {
			return other, nil
		}
	}
	return User{}, fault.New(OverLimit, "your limit does not reach this request").WithHint("see your limits; somebody with a higher one must decide")
}

// Decide moves a request to a state that a decider gives it, of the version he saw. Declining and sending back need a reason.
func (p *Policy) Decide(r Request, d Decider, version int, to State, why string, at time.Time, on date.Date) (Request, error) {
	if to != Approved && to != Declined && to != SentBack {
		return r, fault.New(fault.Invalid, "%q is no decision", string(to)).OnField("decision")
	}
	right, err := p.MayDecide(d, &r, on)
	if err != nil {
		return r, err
	}
	why = strings.TrimSpace(why)
	switch {
	case version != r.Version:
		return r, fault.New(RequestChanged, "the request was changed since you saw it (version %d, you saw %d)", r.Version, version).WithHint("look at it again")
	case to != Approved && why == "":
		return r, fault.New(fault.Invalid, "say why").OnField("why")
	}
	r.State = to
	r.Decided = Decision{By: d.User, For: right, At: at, Why: why, State: to}
	return r, nil
}

// Change gives a request that waits, or was sent back, another order; only who asked may. What was decided before holds no
// more.
func (r Request) Change(by User, order, facts, subject, why string, m Measure, expires date.Date) (Request, error) {
	switch {
	case r.State.Over():
		return r, fault.New(fault.Conflict, "the request is %s and cannot be changed", r.State)
	case by.ID != r.By.ID:
		return r, fault.New(NotAllowed, "only %s can change this request", r.By.Name)
	case m.Kind != r.Measure.Kind:
		return r, fault.New(fault.Invalid, "a request for a %s does not become one for a %s", r.Measure.Kind, m.Kind).WithHint("withdraw it and ask anew")
	case strings.TrimSpace(why) == "":
		return r, fault.New(fault.Invalid, "say why").OnField("why")
	}
	r.Order, r.Facts, r.Subject, r.Why, r.Measure, r.Expires = order, facts, subject, strings.TrimSpace(why), m, expires
	r.Version++
	r.State, r.Decided = Waiting, Decision{}
	return r, nil
}

// Withdraw takes a request back; only who asked may.
func (r Request) Withdraw(by User) (Request, error) {
	switch {
	case r.State.Over():
		return r, fault.New(fault.Conflict, "the request is %s already", r.State)
	case by.ID != r.By.ID:
		return r, fault.New(NotAllowed, "only %s can withdraw this request", r.By.Name)
	}
	r.State = Withdrawn
	return r, nil
}

// Expire ends a request that nobody decided in time; it gives the same one while there is time.
func (r Request) Expire(on date.Date) Request {
	if !r.State.Over() && on.After(r.Expires) {
		r.State = Expired
	}
	return r
}
