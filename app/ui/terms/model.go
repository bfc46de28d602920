// Package terms is the screen on which new terms are made with a customer: a later date, instalments, a settlement, a credit
// line. What is typed is reckoned at once, and nothing is kept before somebody says so.
package terms

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
	"github.com/shopspring/decimal"
)

// Tab is a way to new terms.
type Tab string

// The tabs, in the order in which they stand.
const (
	TabLater       Tab = "later"
	TabInstalments Tab = "instalments"
	TabSettlement  Tab = "settlement"
	TabCredit      Tab = "credit"
	TabFinance     Tab = "finance"
	TabAgreements  Tab = "agreements" // those that were made
)

// verbs are the words on the button that keeps what a tab shows.
var verbs = map[Tab]string{
	TabLater: "terms.verb-later", TabInstalments: "terms.verb-instalments", TabSettlement: "terms.verb-settlement", TabCredit: "terms.verb-credit", TabFinance: "terms.verb-finance",
	TabAgreements: "terms.send",
}

// Rhythms of instalments.
const (
	Monthly     = "monthly"
	EveryWeek   = "1"
	EverySecond = "2"
)

// Choices of interest. OwnInterest is a rate that stands in a field of its own.
const (
	NoInterest  = "none"
	LawInterest = "law"
	OwnInterest = "own"
)

// Typed is what stands in the fields, read.
type Typed struct {
	Tab      Tab
	Deposit  money.Amount
	Count    int
	Each     money.Amount
	First    date.Date
	Rhythm   string // Monthly, or a number of weeks
	Day      int    // of the month, of all but the first; 0: that of the first
	Business bool   // a date that is no business day moves to the next one
	Interest string // NoInterest, LawInterest, or percent a year
	Own      []Own  // payments written one by one; they stand for deposit, number, amount and dates
	Pay      money.Amount
	By       date.Date
	Grace    int
}

// Own is a payment whose day and amount the clerk wrote.
type Own struct {
	Deposit bool
	On      date.Date
	Amount  money.Amount
	Rest    bool // nothing written into the last one: it takes what is left
}

// OwnOf are the payments of a schedule to be written over; the last one takes what is left until somebody writes an amount.
func OwnOf(rows []settlement.Row) []Own {
	out := make([]Own, len(rows))
	for i, r := range rows {
		out[i] = Own{Deposit: r.No == 0, On: r.On, Amount: r.Payment, Rest: i == len(rows)-1}
	}
	return out
}

// ownTerms makes the terms of payments written one by one.
func ownTerms(own []Own, business bool) settlement.Terms {
	t := settlement.Terms{Business: business}
	for _, o := range own {
		if o.Deposit {
			t.Deposit, t.DepositOn = o.Amount, o.On
			continue
		}
		t.Parts = append(t.Parts, settlement.Part{On: o.On, Amount: o.Amount, Rest: o.Rest})
	}
	return t
}

// Order is what the desk is asked for.
func (t *Typed) Order(debtor receivable.DebtorID, items []receivable.ItemID) desk.TermsOrder {
	o := desk.TermsOrder{Debtor: debtor, Items: items, GraceDays: t.Grace}
	switch t.Tab {
	case TabLater:
		o.Kind, o.By = settlement.LaterDate, t.By
	case TabSettlement:
		o.Kind, o.By, o.Pay = settlement.Discount, t.By, t.Pay
	case TabInstalments, TabCredit, TabFinance, TabAgreements:
		o.Kind = settlement.Instalments
		o.Terms = settlement.Terms{Deposit: t.Deposit, Count: t.Count, Each: t.Each, First: t.First, Business: t.Business}
		if weeks, err := strconv.Atoi(t.Rhythm); err == nil {
			o.Terms.Step.Weeks = weeks
		} else {
			o.Terms.Step.Day = t.Day
		}
		if len(t.Own) > 0 {
			o.Terms = ownTerms(t.Own, t.Business)
		}
		o.InterestBy.ByLaw = t.Interest == LawInterest
		if rate, err := decimal.NewFromString(t.Interest); err == nil {
			o.InterestBy.Agreed = rate
		}
	}
	return o
}

// Start is what the fields hold at first: six instalments from the 15th of the month after next fortnight, a settlement and a later
// date in a month, five days of grace.
func Start(today date.Date) Typed {
	first := today.AddDays(14)
	year, month, day := first.Parts()
	if day > 15 {
		year, month, _ = first.EndOfMonth().AddDays(1).Parts()
	}
	return Typed{Tab: TabInstalments, Count: 6, First: date.Must(year, month, 15), Rhythm: Monthly, Business: true, Interest: NoInterest, By: today.AddMonths(1), Grace: 5}
}

// Line is a row of the schedule as it stands on the screen.
type Line struct {
	No, On, Interest, Off, Payment, Left, Note string
	Sum                                        bool
}

// Lines are the schedule with its sum below.
func Lines(t *desk.TermsDraft, w words.Words) []Line {
	s := &t.Plan.Schedule
	out := make([]Line, 0, len(s.Rows)+1)
	off := money.Zero(t.Plan.Debt.Currency)
	for i := range s.Rows {
		r := &s.Rows[i]
		l := Line{
			No: strconv.Itoa(r.No), On: dayOf(r.On, w), Interest: w.Figures(r.Interest), Off: w.Figures(r.OffDebt), Payment: w.Figures(r.Payment), Left: w.Figures(r.Left),
		}
		switch {
		case r.No == 0:
			l.No, l.Note = i18n.T("terms.deposit-no"), i18n.T("terms.deposit")
		case r.Moved():
			l.Note = i18n.T("terms.moved", i18n.Args{"date": w.Day(r.Meant)})
		case i == len(s.Rows)-1 && len(s.Rows) > 1:
			l.Note = i18n.T("terms.last-money")
		}
		off.Minor += r.OffDebt.Minor
		out = append(out, l)
	}
	return append(out, Line{
		On: i18n.T("terms.sum"), Interest: w.Figures(s.Interest), Off: w.Figures(off), Payment: w.Figures(s.Total), Note: i18n.T("terms.sums"), Sum: true,
	})
}

// dayOf writes a date with the first letters of its day: "Tue 15 Dec 2026".
func dayOf(d date.Date, w words.Words) string {
	name := []rune(w.Weekday(d))
	return string(name[:min(3, len(name))]) + " " + w.Date(d)
}

// Step is a moment at which money comes in, and how much has come by then.
type Step struct {
	On  date.Date
	Sum int64 // minor units
}

// WithPlan is the money of the schedule over time, and Without what is expected without it.
func WithPlan(t *desk.TermsDraft) []Step {
	parts := make([]settlement.Part, len(t.Plan.Schedule.Rows))
	for i, r := range t.Plan.Schedule.Rows {
		parts[i] = settlement.Part{On: r.On, Amount: r.Payment}
	}
	return steps(parts)
}

// Without is the money that is expected without new terms over time.
func Without(t *desk.TermsDraft) []Step { return steps(t.Expected) }

func steps(parts []settlement.Part) []Step {
	parts = slices.Clone(parts)
	slices.SortStableFunc(parts, func(a, b settlement.Part) int { return a.On.Compare(b.On) })
	var out []Step
	sum := int64(0)
	for _, p := range parts {
		sum += p.Amount.Minor
		if n := len(out); n > 0 && out[n-1].On == p.On {
			out[n-1].Sum = sum
			continue
		}
		out = append(out, Step{p.On, sum})
	}
	return out
}

// Check is a line of what stands before the agreement can go out.
type Check struct {
	Status theme.Status
	Icon   theme.IconName
	Head   string
	Text   string
}

// Checks are what somebody should know, or do, before it goes out.
func Checks(t *desk.TermsDraft, w words.Words) []Check {
	var out []Check
	if t.Refused != nil {
		out = append(out, Check{theme.Overdue2, theme.IconApprovals, i18n.T("terms.needs-approval"), words.Failure(t.Refused).What})
	} else {
		out = append(out, Check{theme.Promised, theme.IconTick, i18n.T("terms.may-agree"), i18n.T("terms.may-agree-text")})
	}
	if e, ok := soonest(t.Limitation); ok {
		args := i18n.Args{"number": e.Number, "before": w.Date(e.Before.Last), "after": w.Date(e.After.Last), "rule": e.After.Rule}
		head, text := i18n.T("terms.limitation-stays"), i18n.T("terms.limitation-stays-text", args)
		if e.Restarts() {
			head, text = i18n.T("terms.limitation-restarts"), i18n.T("terms.limitation-restarts-text", args)
		}
		out = append(out, Check{theme.Neutral, theme.IconScales, head, text})
	}
	if t.OverLimit {
		out = append(out, Check{theme.Overdue2, theme.IconTriangle, i18n.T("terms.over-limit"), i18n.T("terms.over-limit-text")})
	}
	if t.Forgone.Minor > 0 {
		out = append(out, Check{theme.Neutral, theme.IconBanknote, i18n.T("terms.forgone"), i18n.T("terms.forgone-text", i18n.Args{"amount": w.Money(t.Forgone)})})
	}
	return append(out, Check{theme.Neutral, theme.IconEdit, i18n.T("terms.sign"), i18n.T("terms.sign-text", i18n.Args{"name": t.Debtor.Name})})
}

// soonest is the claim that is barred first.
func soonest(all []desk.LimitationEffect) (desk.LimitationEffect, bool) {
	if len(all) == 0 {
		return desk.LimitationEffect{}, false
	}
	return slices.MinFunc(all, func(a, b desk.LimitationEffect) int {
		return cmp.Or(a.Before.Last.Compare(b.Before.Last), cmp.Compare(a.Number, b.Number))
	}), true
}

// Complaint says under which field an error of the desk belongs, what is wrong, and what to do. Fields that the screen has under
// another name are called by that, and what clerks meet most is said in the words of the screen.
func Complaint(err error) (field, what, todo string) {
	said := words.Failure(err)
	var coded *fault.Error
	if !errors.As(err, &coded) {
		return "", said.What, said.Todo
	}
	switch {
	case coded.Code == dunning.RateMissing:
		return "interest", i18n.T("terms.no-rate"), i18n.T("terms.no-rate-hint")
	case coded.Code == desk.RateLimitUnknown:
		return "interest", i18n.T("terms.no-limit"), i18n.T("terms.no-limit-hint")
	case coded.Field == "interest" && coded.Code == fault.Invalid:
		return "rate", said.What, said.Todo
	}
	return coded.Field, said.What, said.Todo
}

// percent is a chance in whole percent; a guess is called one.
func percent(c settlement.Chance, w words.Words) string {
	share := w.Percent(c.Percent.Round(0).String())
	if c.From == settlement.FromGuess {
		return i18n.T("terms.guess", i18n.Args{"share": share})
	}
	return share
}

// figuresOr is a sum, or a dash where nobody can say it.
func figuresOr(a money.Amount, w words.Words) string {
	if a.Currency == "" {
		return words.Dash
	}
	return w.Figures(a)
}

// Grounds say what the comparison rests on: whose history the chance is, by which rate waiting costs, how the money was expected.
func Grounds(t *desk.TermsDraft, w words.Words) string {
	return strings.Join([]string{
		ground(groundsWith, t.Evidence.Chance), ground(groundsWithout, t.Evidence.ChanceWithout),
		i18n.T("terms.funding-at", i18n.Args{"rate": w.Percent(t.Evidence.Funding.String())}), i18n.T("terms.expectation"),
	}, " ")
}

// What the chance rests on, with the agreement and without it.
var (
	groundsWith = map[settlement.ChanceFrom]string{
		settlement.FromCustomer: "terms.chance-with-customer", settlement.FromHouse: "terms.chance-with-house", settlement.FromGuess: "terms.chance-with-guess",
	}
	groundsWithout = map[settlement.ChanceFrom]string{settlement.FromHouse: "terms.chance-without-house", settlement.FromGuess: "terms.chance-without-guess"}
)

func ground(keys map[settlement.ChanceFrom]string, c settlement.Chance) string {
	return i18n.T(keys[c.From], i18n.Args{"kept": c.Kept, "ended": c.Ended})
}
