package dunning_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// What happened between the making of a notice and its leaving decides whether it still may.
func TestANoticeThatWaitsIsHeldAgainstTheAccount(t *testing.T) {
	pack := packOf(lawRow("L", law.Limitation, func(r *law.Row) { value(1, "years")(r); r.Starts = law.FromDue }))
	p := charger()
	p.Levels[0].Fee, p.Levels[0].Compensation, p.Levels[0].DeadlineDays = nil, false, 40
	for name, c := range map[string]struct {
		change func(a *dunning.Account)
		on     int
		want   string
	}{
		"nothing":                   {func(*dunning.Account) {}, 352, ""},
		"it was paid in part":       {func(a *dunning.Account) { a.Items[0].Open.Minor-- }, 352, "paid since it was made: A"},
		"it was settled":            {func(a *dunning.Account) { a.Items = a.Items[1:] }, 352, "nothing is open of it with this customer: A"},
		"another grew":              {func(a *dunning.Account) { a.Items[1].Open.Minor++ }, 352, ""},
		"what came of it cannot be": {func(a *dunning.Account) { a.Items[0].Quarantined = true }, 352, "what the source says of it was set aside: A"},
		"the read did not see it":   {func(a *dunning.Account) { a.Items[0].Stale = true }, 352, "the last read did not see it: A"},
		"a plan was agreed":         {func(a *dunning.Account) { a.Items[0].InPlan = true }, 352, "it is part of a payment plan: A"},
		"the next level followed":   {func(a *dunning.Account) { a.Items[0].Level, a.Items[0].LastNotice = 2, day(360) }, 361, "a later reminder followed: A"},
		"its claim is barred":       {func(*dunning.Account) {}, 367, "it can no longer be enforced: A"},
		"half of its days are over": {func(*dunning.Account) {}, 366, ""},
		"a hold that ended":         {func(a *dunning.Account) { a.Holds = []dunning.Hold{{Until: day(351)}} }, 352, ""},
		"its mailbox is gone":       {func(a *dunning.Account) { *a = dunning.Bounce(*a, receivable.Email) }, 352, "email reaches the customer no more: other"},
		"another way is gone":       {func(a *dunning.Account) { *a = dunning.Bounce(*a, receivable.Letter) }, 352, ""},
		"a hold":                    {func(a *dunning.Account) { a.Holds = []dunning.Hold{{}} }, 352, "it is on hold: A"},
		"a credit note of its own":  {func(a *dunning.Account) { a.Items = append(a.Items, creditOf(1, 40_00)) }, 352, "a credit came in that it does not take off"},
		"a credit note of another":  {func(a *dunning.Account) { a.Items = append(a.Items, creditOf(2, 40_00)) }, 352, ""},
		"money on account":          {func(a *dunning.Account) { a.Items = append(a.Items, creditOf(0, 1)) }, 352, "a credit came in that it does not take off"},
		"money for a running letter": {func(a *dunning.Account) {
			a.Items[1].LastDeadline = day(400)
			a.Items = append(a.Items, creditOf(0, 100_00))
		}, 352, ""},
	} {
		a := account(invoice(1, 0, 100_00), invoice(2, 400, 100_00))
		n := planBy(350, p, pack, a).Notices[0]
		a, _ = dunning.Issue(a, n, 7)
		c.change(&a)
		if got := dunning.NewRules(p, pack, date.Calendar{}).Outdated(&n, 7, &a, day(c.on)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func creditOf(claim receivable.ItemID, minor int64) dunning.Item {
	it := invoice(9, 350, -minor)
	it.Kind, it.AppliesTo = receivable.Credit, claim
	return it
}

// A fee that rests on the days of the notice before it must be able to: those days are not eaten up in the outbox.
func TestANoticeThatWaitsKeepsTheDaysThatALaterFeeRestsOn(t *testing.T) {
	free, repeat := lawRow("FREE", law.FeeNeedsNotice, value(14, "days")), lawRow("REPEAT", law.FeeRepeat, value(14, "days"))
	const late = "it could not leave in time: its deadline of 2024-01-20 is too near"
	for name, c := range map[string]struct {
		row      law.Row
		fee      string
		deadline int
		want     string
	}{
		"a free notice before any fee":          {free, "0", 14, late},
		"a free notice that never gave them":    {free, "0", 13, ""},
		"a charged notice before the second":    {repeat, "5", 14, late},
		"a free notice where that is not asked": {repeat, "0", 14, ""},
	} {
		p := charger()
		p.Levels[0].Fee, p.Levels[0].Compensation, p.Levels[0].DeadlineDays = &dunning.Fee{Fixed: dec(c.fee)}, false, c.deadline
		a := account(invoice(1, 0, 100_00))
		n := planBy(5, p, packOf(c.row), a).Notices[0]
		a, _ = dunning.Issue(a, n, 7)
		rules := dunning.NewRules(p, packOf(c.row), date.Calendar{})
		if got := rules.Outdated(&n, 7, &a, day(6)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if got := rules.Outdated(&n, 7, &a, day(5)); got != "" {
			t.Errorf("%s: on its own day %q", name, got)
		}
	}
}
