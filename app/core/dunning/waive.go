package dunning

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// ChargeWaiver is a charge let go, in whole or in part, and who answers for it.
type ChargeWaiver struct {
	ID     int64
	Charge int64
	On     date.Date
	Amount money.Amount // positive
	Reason string
	By     string
	After  int64 // the newest notice to the debtor at that moment: tells which of them still asked for it; 0: none
}

// Waive lets a charge go, in whole or in part. What was claimed stays as it was claimed, so that no later notice claims it
// again, interest least of all; only what is open of it becomes less. Errors: no such charge, nothing open of it, more than is
// open, no reason.
func Waive(a Account, charge int64, amount money.Amount, reason, by string, on date.Date) (Account, ChargeWaiver, error) {
	a = a.copied()
	for i := range a.Charges {
		if a.Charges[i].ID == charge {
			w, err := a.Charges[i].waive(amount, reason, by, on)
			return a, w, err
		}
	}
	return a, ChargeWaiver{}, fault.New(fault.NotFound, "there is no charge %d on the account", charge).OnField("charge")
}

// waive changes the charge itself.
func (c *Charge) waive(amount money.Amount, reason, by string, on date.Date) (ChargeWaiver, error) {
	reason = strings.TrimSpace(reason)
	switch {
	case reason == "":
		return ChargeWaiver{}, fault.New(fault.Invalid, "a charge is not let go without a reason").OnField("reason")
	case amount.Currency != c.Open.Currency:
		return ChargeWaiver{}, fault.New(money.CurrencyMismatch, "the charge is in %s, not in %s", c.Open.Currency, amount.Currency).OnField("amount")
	case c.Open.Minor <= 0:
		return ChargeWaiver{}, fault.New(fault.Conflict, "nothing is open of this charge (%s): it was paid, waived or taken back", c.Rule)
	case amount.Minor <= 0 || amount.Minor > c.Open.Minor:
		return ChargeWaiver{}, fault.New(fault.Invalid, "of this charge %s %s is open; %s cannot be waived", c.Open, c.Open.Currency, amount).OnField("amount")
	}
	c.Open.Minor -= amount.Minor
	c.Waived = money.New(c.Waived.Minor+amount.Minor, amount.Currency)
	return ChargeWaiver{Charge: c.ID, On: on, Amount: amount, Reason: reason, By: by}, nil
}

// Paid is what has been paid of a charge: what is neither open nor waived. Of a charge that was taken back it says nothing.
func (c *Charge) Paid() money.Amount {
	return money.New(c.Amount.Minor-c.Waived.Minor-c.Open.Minor, c.Amount.Currency)
}
