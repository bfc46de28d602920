package dunning

import (
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// DisputeCode is what kind of objection a customer raises. Codes are stored: add, never change.
type DisputeCode string

// Codes of disputes.
const (
	DisputeQuality     DisputeCode = "quality"      // damaged, spoiled, not as ordered
	DisputeQuantity    DisputeCode = "quantity"     // fewer came than were invoiced
	DisputePrice       DisputeCode = "price"        // price, discount or tax
	DisputeNotReceived DisputeCode = "not-received" // nothing came
	DisputePaid        DisputeCode = "already-paid"
	DisputeRecipient   DisputeCode = "wrong-recipient"
	DisputeOther       DisputeCode = "other" // as the reason says, which it then needs
)

// DisputeCodes lists every code in the order in which a clerk is offered them.
func DisputeCodes() []DisputeCode {
	return []DisputeCode{
		DisputeQuality, DisputeQuantity, DisputePrice, DisputeNotReceived, DisputePaid, DisputeRecipient, DisputeOther,
	}
}

// Dispute stops reminders for one item until it is resolved.
//
// Part of an item may be disputed. A notice asks for an invoice as a whole, and one that asks for too much may put nobody in
// default, so the whole item waits all the same; what is not disputed of it stays collectable by people: it counts as to be
// collected on the work list, and a promise may be taken for it.
type Dispute struct {
	ID     int64
	Code   DisputeCode // empty in books older than the codes: as the reason says
	Reason string      // what the customer says
	Since  date.Date
	Owner  string
	DueBy  date.Date
	Amount money.Amount // how much of the item is disputed; zero: all that is open
}

// Of is how much of an open amount is disputed, in minor units: never more than is open.
func (d *Dispute) Of(open int64) int64 {
	switch {
	case d == nil || open <= 0:
		return 0
	case d.Amount.Minor <= 0 || d.Amount.Minor > open:
		return open
	}
	return d.Amount.Minor
}

// Said is what the customer says, the code where there are no words.
func (d *Dispute) Said() string {
	if d.Reason != "" {
		return d.Reason
	}
	return string(d.Code)
}

// Undisputed is what is open of the item without what is disputed, in minor units; 0 for a credit.
func (i *Item) Undisputed() int64 { return max(0, i.Open.Minor) - i.Dispute.Of(i.Open.Minor) }

// check refuses a dispute about an item. Errors name the field: code, reason, amount, item, due.
func (d *Dispute) check(it *Item) error {
	switch {
	case it.Open.Minor <= 0:
		return fault.New(fault.Invalid, "nothing is open of %s that could be disputed", it.Number).OnField("item")
	case d.Code != "" && !slices.Contains(DisputeCodes(), d.Code):
		return fault.New(fault.Invalid, "%q is no reason code of a dispute", string(d.Code)).OnField("code").WithHint("one of %s", codeList())
	case strings.TrimSpace(d.Reason) == "" && (d.Code == "" || d.Code == DisputeOther):
		return fault.New(fault.Invalid, "a dispute needs a reason").OnField("reason").WithHint("write what the customer says")
	case d.Amount.Minor < 0:
		return fault.New(fault.Invalid, "%s cannot be disputed", d.Amount).OnField("amount").WithHint("leave it empty when all is disputed")
	case d.Amount.Minor > 0 && d.Amount.Currency != it.Open.Currency:
		return fault.New(fault.Invalid, "%s is in %s, the dispute in %s", it.Number, it.Open.Currency, d.Amount.Currency).OnField("amount")
	case d.Amount.Minor > it.Open.Minor:
		return fault.New(fault.Invalid, "%s %s cannot be disputed of %s, of which %s %s is open", d.Amount, d.Amount.Currency, it.Number, it.Open, it.Open.Currency).
			OnField("amount").WithHint("dispute what is open at most")
	case !d.DueBy.IsZero() && d.DueBy.Before(d.Since):
		return fault.New(fault.Invalid, "an answer by %s would be late already", d.DueBy).OnField("due")
	}
	return nil
}

func codeList() string {
	all := make([]string, 0, len(DisputeCodes()))
	for _, c := range DisputeCodes() {
		all = append(all, string(c))
	}
	return strings.Join(all, ", ")
}

// DisputeOutcome is how a dispute ended.
type DisputeOutcome string

// Outcomes of disputes. Accepted is the older word for credited and stays readable.
const (
	DisputeCredited DisputeOutcome = "credited" // the customer is right: a credit note follows
	DisputeAccepted DisputeOutcome = "accepted"
	DisputeRejected DisputeOutcome = "rejected" // the item goes on at its level, with a fresh term
	DisputePartly   DisputeOutcome = "partly"   // part is credited, the rest goes on with a fresh term
)

// Resolution is how the last dispute about an item ended, and what that means for its reminders.
//
// Where the customer was wrong, wholly or in part, the item goes on at the level at which it stood, with a fresh term: the next
// level waits from the day of the resolution as long as it would from a notice, so that nobody who is told in the morning that
// they must pay is reminded in the afternoon. What is to be credited is not asked for: the item waits until the source brings
// the credit, which then nets by itself.
type Resolution struct {
	Outcome DisputeOutcome
	On      date.Date
	Credit  money.Amount // what the source is to credit; zero: nothing, or nobody has said how much
}

// CheckResolution refuses an outcome that does not fit: errors name the field outcome or credit. Where credited or accepted
// says no amount, all that was disputed is credited.
func CheckResolution(it *Item, d *Dispute, r Resolution) (Resolution, error) {
	switch r.Outcome {
	case DisputeCredited, DisputeAccepted:
		r.Outcome = DisputeCredited
		if r.Credit.Minor == 0 {
			r.Credit = money.New(d.Of(it.Open.Minor), it.Open.Currency)
		}
	case DisputePartly:
		if r.Credit.Minor == 0 {
			return r, fault.New(fault.Invalid, "say how much of %s is credited: the rest goes on with a fresh term", it.Number).OnField("credit").
				WithHint("choose rejected when nothing of it is, credited when all is")
		}
	case DisputeRejected:
		if r.Credit.Minor != 0 {
			return r, fault.New(fault.Invalid, "a dispute that is rejected credits nothing").OnField("credit").WithHint("choose partly when part of it is right")
		}
	default:
		return r, fault.New(fault.Invalid, "%q is no outcome of a dispute", string(r.Outcome)).OnField("outcome").WithHint("credited, rejected or partly")
	}
	if most := max(0, it.Open.Minor); r.Credit.Minor < 0 || r.Credit.Minor > most || r.Credit.Minor > 0 && r.Credit.Currency != it.Open.Currency {
		return r, fault.New(fault.Invalid, "%s %s cannot be credited to item %s, of which %s %s is open", r.Credit, r.Credit.Currency, it.Number, it.Open, it.Open.Currency).OnField("credit")
	}
	return r, nil
}

// fresh is the day from which the item's next level counts anew, zero when nothing was rejected.
func (i *Item) fresh() date.Date {
	if i.Resolution == nil || i.Resolution.Outcome == DisputeCredited || i.Resolution.Outcome == DisputeAccepted {
		return date.Date{}
	}
	return i.Resolution.On
}

// creditAwaited is what is still to be credited to an item after its dispute, in minor units: what was agreed, less what came
// off the item since without being a payment, less open credits that name the item. Where a source does not tell payments from
// credits, anything that comes off counts.
func (a *Account) creditAwaited(it *Item) int64 {
	if it.Resolution == nil || it.Resolution.Credit.Minor <= 0 || it.Open.Minor <= 0 {
		return 0
	}
	left := it.Resolution.Credit.Minor
	for _, m := range it.History {
		if !m.Paid && !m.On.Before(it.Resolution.On) {
			left += m.Amount.Minor
		}
	}
	for i := range a.Items {
		if c := &a.Items[i]; c.AppliesTo == it.ID && c.Kind == receivable.Credit {
			left += min(0, c.Open.Minor)
		}
	}
	return max(0, left)
}
