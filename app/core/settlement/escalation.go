package settlement

import (
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// EscalationTo says to whom claims are handed over.
type EscalationTo string

// Ways. Names are stored: add, never change.
const (
	ToAgency EscalationTo = "agency"
	ToCourt  EscalationTo = "court" // or a lawyer who goes there
)

// EscalationState is where claims stand that were handed over.
type EscalationState string

// States.
const (
	Prepared   EscalationState = "prepared"    // decided; the bundle has not left
	HandedOver EscalationState = "handed-over" // it has left, nothing came back
	Accepted   EscalationState = "accepted"
	Refused    EscalationState = "refused" // the other would not take it: it is ours again
	Paying     EscalationState = "paying"  // accepted, and money came in
	Closed     EscalationState = "closed"
	Recalled   EscalationState = "recalled" // we took it back
)

// Live reports whether the claims are with the other, or on the way there: we ask for nothing meanwhile.
func (s EscalationState) Live() bool {
	switch s {
	case Prepared, HandedOver, Accepted, Paying:
		return true
	case Refused, Closed, Recalled:
	}
	return false
}

// EscalationKind is what happened to claims that were handed over.
type EscalationKind string

// Kinds of what happened. Names are stored: add, never change.
const (
	SaidHandedOver EscalationKind = "handed-over"
	SaidAccepted   EscalationKind = "accepted"
	SaidRefused    EscalationKind = "refused"
	SaidPaid       EscalationKind = "paid"      // the debtor paid the agency or the court officer
	SaidPaidUs     EscalationKind = "paid-us"   // the debtor paid us, and we tell the other
	SaidReturned   EscalationKind = "returned"  // a payment to the agency went back to the debtor
	SaidRemitted   EscalationKind = "remitted"  // the other passed money on to us
	SaidWithheld   EscalationKind = "withheld"  // the other kept its cost from money that it holds
	SaidBilled     EscalationKind = "billed"    // the other charged us its cost; also fees paid to a court in advance
	SaidCorrected  EscalationKind = "corrected" // the claim became more (above zero) or less: by our word or theirs
	SaidClosed     EscalationKind = "closed"
	SaidRecalled   EscalationKind = "recalled"
)

// EscalationEvent is one thing that happened.
type EscalationEvent struct {
	Kind   EscalationKind
	On     date.Date
	Amount money.Amount // of money; below zero only in a correction
	Note   string
	By     string
	Key    string // the other's own name of the event, as its files give it; empty: a person noted it
}

// EscalatedItem is an item as it was handed over.
type EscalatedItem struct {
	Item   receivable.ItemID
	Number string
	Amount money.Amount // principal and its charges at that moment
}

// Escalation is claims handed over, in one currency, and all that happened since. Its sums are worked out from the events, so
// that two tellings of one thing cannot differ: Claim + Corrected = PaidUs + PaidThem + Open, and PaidThem = Remitted +
// Withheld + Held.
type Escalation struct {
	ID        int64
	Debtor    receivable.DebtorID
	To        EscalationTo
	Party     string // name of the agency, lawyer or court
	Reference string // the other's own
	On        date.Date
	Why       string
	Items     []EscalatedItem
	Events    []EscalationEvent
	State     EscalationState

	Corrected, PaidUs, PaidThem, Remitted, Withheld, Billed money.Amount
}

// NewEscalation prepares a hand-over. Errors: no item, one that stands twice or has nothing open, two currencies, nobody named.
func NewEscalation(to EscalationTo, party string, items []EscalatedItem, why string, on date.Date) (Escalation, error) {
	e := Escalation{To: to, Party: strings.TrimSpace(party), On: on, Why: strings.TrimSpace(why), Items: items, State: Prepared}
	switch {
	case to != ToAgency && to != ToCourt:
		return e, fault.New(fault.Invalid, "claims are handed over to an agency or to a court, not to %q", string(to)).OnField("to")
	case e.Party == "":
		return e, fault.New(fault.Invalid, "say who it is handed over to").OnField("party")
	case e.Why == "":
		return e, fault.New(fault.Invalid, "say why").OnField("why")
	case len(items) == 0:
		return e, fault.New(fault.Invalid, "choose what is to be handed over").OnField("items")
	}
	seen := map[receivable.ItemID]bool{}
	for _, it := range items {
		switch {
		case seen[it.Item]:
			return e, fault.New(fault.Invalid, "%s stands twice", it.Number).OnField("items")
		case it.Amount.Minor <= 0:
			return e, fault.New(fault.Conflict, "nothing is open of %s", it.Number).OnField("items")
		case it.Amount.Currency != items[0].Amount.Currency:
			return e, fault.New(money.CurrencyMismatch, "%s is in %s, %s in %s", items[0].Number, items[0].Amount.Currency, it.Number, it.Amount.Currency).
				OnField("items").WithHint("hand one currency over at a time")
		}
		seen[it.Item] = true
	}
	e.zero()
	return e, nil
}

func (e *Escalation) zero() {
	none := money.Zero(e.Claim().Currency)
	e.Corrected, e.PaidUs, e.PaidThem, e.Remitted, e.Withheld, e.Billed = none, none, none, none, none, none
}

// Claim is what was handed over.
func (e *Escalation) Claim() money.Amount {
	var sum money.Amount
	for _, it := range e.Items {
		sum = money.New(sum.Minor+it.Amount.Minor, it.Amount.Currency)
	}
	return sum
}

func (e *Escalation) of(minor int64) money.Amount { return money.New(minor, e.Claim().Currency) }

// Open is what the debtor still owes of it.
func (e *Escalation) Open() money.Amount {
	return e.of(e.Claim().Minor + e.Corrected.Minor - e.PaidUs.Minor - e.PaidThem.Minor)
}

// Held is the debtor's money that the other has and owes us an account of.
func (e *Escalation) Held() money.Amount {
	return e.of(e.PaidThem.Minor - e.Remitted.Minor - e.Withheld.Minor)
}

// Cost is what the other has cost so far, and Net what it has brought after that.
func (e *Escalation) Cost() money.Amount { return e.of(e.Withheld.Minor + e.Billed.Minor) }

// Net is what has come in to us after the cost.
func (e *Escalation) Net() money.Amount {
	return e.of(e.PaidUs.Minor + e.Remitted.Minor - e.Billed.Minor)
}

// EscalationOf tells an escalation anew from its events.
func EscalationOf(e Escalation) (Escalation, error) {
	events := e.Events
	e.Events, e.State = nil, Prepared
	e.zero()
	for _, ev := range events {
		var err error
		if e, err = e.Say(ev); err != nil {
			return e, err
		}
	}
	return e, nil
}

// Say adds what happened. Errors: what cannot follow where the claim stands, or a key that stands already (fault.Conflict); more
// money than there is, none, or another currency (fault.Invalid, money.CurrencyMismatch). An escalation that was closed or
// recalled still takes what the debtor pays the other late, an account of that money, and a bill; it is not closed while the
// other holds any.
func (e Escalation) Say(ev EscalationEvent) (Escalation, error) {
	if _, told := e.Told(ev.Key); told {
		return e, fault.New(fault.Conflict, "%q has been noted already", ev.Key).OnField("key")
	}
	if err := e.follows(ev); err != nil {
		return e, err
	}
	if err := e.book(&ev); err != nil {
		return e, err
	}
	e.Events = append(append([]EscalationEvent(nil), e.Events...), ev)
	return e, nil
}

// Told gives the event that stands under the other's own key.
func (e *Escalation) Told(key string) (EscalationEvent, bool) {
	for _, ev := range e.Events {
		if key != "" && ev.Key == key {
			return ev, true
		}
	}
	return EscalationEvent{}, false
}

// after says in which states a thing can happen, and where the claim stands then; no state: where it stood.
var after = map[EscalationKind]struct {
	from []EscalationState
	to   EscalationState
}{
	SaidHandedOver: {[]EscalationState{Prepared}, HandedOver},
	SaidAccepted:   {[]EscalationState{HandedOver}, Accepted},
	SaidRefused:    {[]EscalationState{HandedOver}, Refused},
	SaidPaid:       {[]EscalationState{Accepted, Paying, Closed, Recalled}, Paying},
	SaidPaidUs:     {[]EscalationState{HandedOver, Accepted, Paying}, ""},
	SaidReturned:   {[]EscalationState{Paying, Closed, Recalled}, ""},
	SaidRemitted:   {[]EscalationState{Paying, Closed, Recalled}, ""},
	SaidWithheld:   {[]EscalationState{Paying, Closed, Recalled}, ""},
	SaidBilled:     {[]EscalationState{HandedOver, Accepted, Paying, Refused, Closed, Recalled}, ""},
	SaidCorrected:  {[]EscalationState{HandedOver, Accepted, Paying}, ""},
	SaidClosed:     {[]EscalationState{Accepted, Paying}, Closed},
	SaidRecalled:   {[]EscalationState{Prepared, HandedOver, Accepted, Paying}, Recalled},
}

// MayFollow lists what may be said next, in the order in which things happen; a recall is decided and not said, and is not in it.
// Whether there is money for it is seen when it is said.
func (e *Escalation) MayFollow() []EscalationKind {
	var out []EscalationKind
	for _, k := range []EscalationKind{
		SaidHandedOver, SaidAccepted, SaidRefused, SaidPaid, SaidPaidUs, SaidRemitted, SaidWithheld, SaidBilled, SaidReturned, SaidCorrected, SaidClosed,
	} {
		if slices.Contains(after[k].from, e.State) {
			out = append(out, k)
		}
	}
	return out
}

// Bears reports whether such an event is about an amount.
func (k EscalationKind) Bears() bool {
	switch k {
	case SaidPaid, SaidPaidUs, SaidReturned, SaidRemitted, SaidWithheld, SaidBilled, SaidCorrected:
		return true
	case SaidHandedOver, SaidAccepted, SaidRefused, SaidClosed, SaidRecalled:
	}
	return false
}

func (e *Escalation) follows(ev EscalationEvent) error {
	rule, known := after[ev.Kind]
	if !known {
		return fault.New(fault.Invalid, "%q is nothing that happens to a claim", string(ev.Kind)).OnField("kind")
	}
	for _, from := range rule.from {
		if from == e.State {
			if ended := e.State == Closed || e.State == Recalled; rule.to != "" && !ended {
				e.State = rule.to
			}
			return nil
		}
	}
	return fault.New(fault.Conflict, "escalation %d is %s: %q cannot follow", e.ID, e.State, string(ev.Kind)).OnField("kind")
}

// book adds the event's money to the sums, each kind to one of them.
func (e *Escalation) book(ev *EscalationEvent) error {
	sum, most, what := e.sumOf(ev.Kind)
	if sum == nil {
		if ev.Kind == SaidClosed && e.Held().Minor > 0 {
			return fault.New(fault.Conflict, "%s still holds %s %s of the debtor's money", e.Party, e.Held(), e.Held().Currency).WithHint("note first what was passed on and what was kept")
		}
		ev.Amount = money.Amount{}
		return nil
	}
	switch {
	case ev.Amount.Currency != sum.Currency:
		return fault.New(money.CurrencyMismatch, "escalation %d is in %s", e.ID, sum.Currency).OnField("amount")
	case ev.Amount.IsZero(), ev.Amount.Minor < 0 && ev.Kind != SaidCorrected:
		return fault.New(fault.Invalid, "say how much").OnField("amount")
	case ev.Kind == SaidCorrected && e.Open().Minor+ev.Amount.Minor < 0, ev.Kind != SaidCorrected && most >= 0 && ev.Amount.Minor > most:
		return fault.New(fault.Invalid, "%s is more than %s: %s", ev.Amount, what, e.of(most)).OnField("amount")
	case ev.Amount.Minor > money.MaxMinor || ev.Amount.Minor < -money.MaxMinor:
		return fault.New(fault.Invalid, "%s is more money than the program can add up", ev.Amount).OnField("amount")
	}
	if ev.Kind == SaidReturned {
		sum.Minor -= ev.Amount.Minor
		return nil
	}
	sum.Minor += ev.Amount.Minor
	return nil
}

// sumOf gives the sum that a kind adds to, the most that it can be (-1: no bound), and what that is.
func (e *Escalation) sumOf(k EscalationKind) (*money.Amount, int64, string) {
	switch k {
	case SaidPaid:
		return &e.PaidThem, e.Open().Minor, "what is open"
	case SaidPaidUs:
		return &e.PaidUs, e.Open().Minor, "what is open"
	case SaidReturned:
		return &e.PaidThem, e.Held().Minor, "what they hold"
	case SaidRemitted:
		return &e.Remitted, e.Held().Minor, "what they hold"
	case SaidWithheld:
		return &e.Withheld, e.Held().Minor, "what they hold"
	case SaidBilled:
		return &e.Billed, -1, ""
	case SaidCorrected:
		return &e.Corrected, e.Open().Minor, "what is open"
	case SaidHandedOver, SaidAccepted, SaidRefused, SaidClosed, SaidRecalled:
	}
	return nil, 0, ""
}
