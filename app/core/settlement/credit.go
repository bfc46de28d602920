package settlement

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// CreditLine is how much a debtor may owe, and when somebody looks at that again. It is a recorded fact: nothing is claimed or
// silenced by it.
type CreditLine struct {
	ID     int64
	Limit  money.Amount
	Review date.Date
	On     date.Date // day from which it holds
	Note   string
	By     string
}

// Check refuses a line without a limit, or one that nobody would look at again.
func (l *CreditLine) Check() error {
	switch {
	case l.Limit.Minor < 0 || l.Limit.Currency == "":
		return fault.New(fault.Invalid, "a credit line has a limit, in a currency, of zero or more").OnField("limit")
	case l.Review.IsZero() || !l.Review.After(l.On):
		return fault.New(fault.Invalid, "a credit line has a day after today on which it is looked at again").OnField("review")
	}
	return nil
}

// Due reports whether the line waits to be looked at.
func (l *CreditLine) Due(on date.Date) bool { return !on.Before(l.Review) }

// FinanceKind says who would pay instead of the debtor.
type FinanceKind string

// Kinds of finance.
const (
	Factoring          FinanceKind = "factoring"           // the claim is sold
	ReceivablesFinance FinanceKind = "receivables-finance" // a loan on the claim
)

// FinanceOffer is an offer of a financier, recorded with its quote.
type FinanceOffer struct {
	ID       int64
	Kind     FinanceKind
	Provider string
	Quote    money.Amount // what we would get
	Fee      money.Amount // what it costs
	On       date.Date
	Until    date.Date // day up to which it holds; zero: not said
	Note     string
	By       string
	Answer   *FinanceAnswer // nil while nobody has answered
}

// FinanceAnswer is what came of an offer. It is given once.
type FinanceAnswer struct {
	Accepted bool
	On       date.Date
	Note     string
	By       string
}

// Reply answers an offer. Errors: one that has an answer (fault.Conflict), a day before the offer's, an acceptance after the day up
// to which it held.
func (o *FinanceOffer) Reply(a FinanceAnswer) error {
	switch {
	case o.Answer != nil:
		return fault.New(fault.Conflict, "the offer of %s was answered on %s already", o.Provider, o.Answer.On).OnField("offer")
	case a.On.IsZero() || a.On.Before(o.On):
		return fault.New(fault.Invalid, "the offer is of %s: nobody answered it before", o.On).OnField("date")
	case a.Accepted && !o.Until.IsZero() && a.On.After(o.Until):
		return fault.New(fault.Conflict, "the offer held until %s", o.Until).OnField("date").WithHint("ask %s for a new one", o.Provider)
	}
	return nil
}

// Check refuses an offer that says too little to be compared.
func (o *FinanceOffer) Check() error {
	switch {
	case o.Kind != Factoring && o.Kind != ReceivablesFinance:
		return fault.New(fault.Invalid, "%q is no kind of finance", string(o.Kind)).OnField("kind").WithHint("%s or %s", Factoring, ReceivablesFinance)
	case strings.TrimSpace(o.Provider) == "":
		return fault.New(fault.Invalid, "say who made the offer").OnField("provider")
	case o.Quote.Minor <= 0 || o.Quote.Currency == "":
		return fault.New(fault.Invalid, "the offer has a quote of more than nothing").OnField("quote")
	case o.Fee.Minor < 0 || o.Fee.Minor > 0 && o.Fee.Currency != o.Quote.Currency:
		return fault.New(fault.Invalid, "the fee is in %s, and not less than nothing", o.Quote.Currency).OnField("fee")
	case o.On.IsZero():
		return fault.New(fault.Invalid, "the offer has a date").OnField("date")
	case !o.Until.IsZero() && o.Until.Before(o.On):
		return fault.New(fault.Invalid, "the offer of %s cannot end on %s", o.On, o.Until).OnField("until")
	}
	return nil
}
