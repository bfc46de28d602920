package dunning_test

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// firstDay is the day from which the days of these tests are counted.
var firstDay = date.Must(2024, 1, 1)

func day(n int) date.Date { return firstDay.AddDays(n) }

func eur(minor int64) money.Amount { return money.New(minor, "EUR") }

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// invoice is an open invoice in euro, due on a day.
func invoice(id receivable.ItemID, due int, minor int64) dunning.Item {
	return dunning.Item{OpenItem: receivable.OpenItem{
		ID: id, Debtor: 1, Number: string(rune('A' + id - 1)), Kind: receivable.Invoice, Issued: day(due - 14), Due: day(due), Amount: eur(minor), Open: eur(minor),
	}}
}

func account(items ...dunning.Item) dunning.Account {
	return dunning.Account{Debtor: receivable.Debtor{ID: 1, Kind: receivable.Business, Country: "NO", Email: "a@example.com"}, Items: items}
}

// ladder has a level after 5 days, and two more 10 days after the one before.
func ladder() dunning.Procedure {
	return dunning.Procedure{Levels: []dunning.Level{
		{Number: 1, AfterDays: 5},
		{Number: 2, AfterDays: 10, Since: dunning.SincePrevious, Fee: &dunning.Fee{Fixed: dec("5")}},
		{Number: 3, AfterDays: 10, Since: dunning.SincePrevious, Fee: &dunning.Fee{Percent: dec("7.5"), Per: dunning.PerItem}, Interest: &dunning.Interest{Rate: dec("11.75"), Basis: dunning.ActualCY}},
	}}
}

func plan(on int, p dunning.Procedure, a dunning.Account) dunning.Proposal {
	return dunning.Plan(day(on), p, law.Pack{}, a, date.Calendar{})
}

func planBy(on int, p dunning.Procedure, pack law.Pack, a dunning.Account) dunning.Proposal {
	return dunning.Plan(day(on), p, pack, a, date.Calendar{})
}

// anyProcedure draws a procedure that Check accepts.
func anyProcedure(t *rapid.T) dunning.Procedure {
	p := dunning.Procedure{
		FirstContact:   rapid.SampledFrom([]dunning.FirstContact{"", dunning.FromLevel1, dunning.ByAge}).Draw(t, "first contact"),
		GraceDays:      rapid.IntRange(0, 10).Draw(t, "grace"),
		MinDaysBetween: rapid.IntRange(0, 10).Draw(t, "days between"),
	}
	if rapid.Bool().Draw(t, "minimum") {
		p.MinBalance = map[money.Currency]money.Amount{"EUR": eur(rapid.Int64Range(0, 20000).Draw(t, "least"))}
	}
	if rapid.Bool().Draw(t, "notes before due") {
		p.BeforeDue = &dunning.BeforeDue{Days: rapid.IntRange(1, 10).Draw(t, "before due")}
	}
	if rapid.Bool().Draw(t, "thanks") {
		p.ThankYou = &dunning.ThankYou{}
	}
	if rapid.Bool().Draw(t, "tells of broken promises") {
		p.BrokenPromise = &dunning.BrokenPromise{}
	}
	sinceDue := 0
	for n := range rapid.IntRange(1, 4).Draw(t, "levels") {
		l := dunning.Level{
			Number: n + 1, AfterDays: rapid.IntRange(0, 30).Draw(t, "after"), DeadlineDays: rapid.IntRange(0, 14).Draw(t, "deadline"),
			Since:        rapid.SampledFrom([]dunning.Since{"", dunning.SinceDue, dunning.SincePrevious, dunning.SinceDeadline}).Draw(t, "since"),
			IfSilent:     rapid.SampledFrom([]receivable.Channel{"", receivable.Call, receivable.Visit}).Draw(t, "if silent"),
			Compensation: rapid.Bool().Draw(t, "lump sum"),
		}
		if l.Since == dunning.SinceDue || l.Since == "" {
			l.AfterDays = max(l.AfterDays, sinceDue) // a level cannot fall due before one that it must follow
			sinceDue = l.AfterDays
		}
		if rapid.Bool().Draw(t, "confirms") {
			l.IfAnswered = dunning.Confirm
		}
		if rapid.Bool().Draw(t, "charges") {
			l.Fee = &dunning.Fee{
				Fixed: decimal.New(rapid.Int64Range(0, 5000).Draw(t, "fixed"), -2), Percent: decimal.New(rapid.Int64Range(0, 3000).Draw(t, "percent"), -2),
				Per: rapid.SampledFrom([]dunning.FeePer{dunning.PerNotice, dunning.PerItem}).Draw(t, "per"),
			}
			l.Interest = &dunning.Interest{Rate: decimal.New(rapid.Int64Range(0, 4000).Draw(t, "rate"), -2), Basis: anyBasis(t)}
		}
		p.Levels = append(p.Levels, l)
	}
	return p
}

func anyBasis(t *rapid.T) dunning.DayCount {
	return rapid.SampledFrom([]dunning.DayCount{dunning.Act365, dunning.Act360, dunning.Thirty, dunning.ActualCY}).Draw(t, "basis")
}

// anyAccount draws an account with claims and credits in two currencies, some of them reminded before.
func anyAccount(t *rapid.T, levels int) dunning.Account {
	a := account()
	if rapid.Bool().Draw(t, "reachable") {
		a.Debtor.Address = receivable.Address{City: "Oslo"}
	}
	a.Answer = rapid.SampledFrom([]dunning.Answer{dunning.NoAnswer, dunning.AsksTime, dunning.Answered}).Draw(t, "answer")
	for i := range rapid.IntRange(0, 8).Draw(t, "items") {
		it := invoice(receivable.ItemID(i+1), rapid.IntRange(0, 80).Draw(t, "due"), rapid.Int64Range(0, 50000).Draw(t, "amount"))
		currency := rapid.SampledFrom([]money.Currency{"EUR", "EUR", "JPY"}).Draw(t, "currency")
		it.Amount.Currency, it.Open.Currency = currency, currency
		switch rapid.IntRange(0, 9).Draw(t, "kind") {
		case 0:
			it.Kind, it.Open.Minor, it.Amount.Minor = receivable.Credit, -it.Open.Minor, -it.Amount.Minor
			if i > 0 && rapid.Bool().Draw(t, "linked") {
				it.AppliesTo = receivable.ItemID(rapid.IntRange(1, i).Draw(t, "applies to"))
			}
		case 1:
			it.Dispute = &dunning.Dispute{Reason: "quality"}
		case 2:
			it.Hold = &dunning.Hold{Until: day(rapid.IntRange(0, 100).Draw(t, "held until"))}
		}
		if it.Open.Minor > 0 && rapid.Bool().Draw(t, "reminded") {
			it.Level = rapid.IntRange(1, levels).Draw(t, "level")
			it.LastNotice = it.Due.AddDays(rapid.IntRange(1, 20).Draw(t, "reminded after"))
			it.LastDeadline = it.LastNotice.AddDays(rapid.IntRange(0, 10).Draw(t, "deadline"))
			if rapid.Bool().Draw(t, "in writing") {
				it.Warned, it.WarnedTo = it.LastNotice, it.LastDeadline
			}
			a.Last = date.Latest(a.Last, it.LastNotice)
		}
		a.Items = append(a.Items, it)
	}
	return a
}
