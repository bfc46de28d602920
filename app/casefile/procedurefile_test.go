package casefile_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/dunningdesk/dunningdesk/app/casefile"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

const everything = `procedure:
  first_contact: by-age
  grace_days: 3
  min_balance: {EUR: "10.00", NOK: "50.00"}
  min_days_between: 7
  calendar: none
  allocation: costs-interest-principal
  before_due: {days: 3, channels: [email, sms]}
  thank_you: {}
  levels:
    - level: 1
      tone: friendly
      text: "Kind: \"hello\""
      after_days: 5
      since: due
      deadline_days: 10
      channels: [email, letter]
      fee: {fixed: "35", percent: "1.5", min: "10", max: "100", of: open, per: item}
      interest: statutory
    - level: 2
      after_days: 14
      since: previous
      deadline_days: 0
      channels: [letter]
      fee: {tiers: [{from: "0", fixed: "5"}, {from: "1000", percent: "1", max: "50"}], of: open, per: notice, mode: accumulated}
      interest: {rate: table, basis: 30/360}
      if_silent: call
      if_answered: confirm
      compensation: true
      approval: true
rates:
  - {from: 2009-07-01, rate: "8.12", source: "central bank"}
  - {from: 2010-01-01, rate: "8"}
`

func TestAProcedureIsWrittenAsItIsRead(t *testing.T) {
	p, err := casefile.World{}.ParseProcedure("p.yaml", []byte(everything))
	if err != nil {
		t.Fatal(err)
	}
	if got := casefile.WriteProcedure(p); got != everything {
		t.Errorf("written anew it is\n%s", cmp.Diff(everything, got))
	}
	if p.Levels[0].Text != `Kind: "hello"` || !p.Levels[1].Compensation || p.BeforeDue.Days != 3 || p.ThankYou == nil || !p.Rates[1].Percent.Equal(decimal.NewFromInt(8)) {
		t.Errorf("read as %+v", p)
	}
}

// What WriteProcedure writes can be pasted into a case.
func TestAWrittenProcedureFitsIntoACase(t *testing.T) {
	p, err := casefile.World{}.ParseProcedure("p.yaml", []byte("name: Standard\n"+everything))
	if err != nil || p.Name != "Standard" {
		t.Fatal(p.Name, err)
	}
	text := "case: pasted\n" + casefile.WriteProcedure(p) + "debtor: {id: D1}\nitems: []\nsteps: []\n"
	c, err := casefile.World{}.Parse("case.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	c.Procedure.Name = p.Name
	if diff := cmp.Diff(p.Levels, c.Procedure.Levels, decimals); diff != "" {
		t.Error(diff)
	}
}

func TestAProcedureFileThatIsWrongSaysWhere(t *testing.T) {
	for text, want := range map[string]string{
		"name: x\n":                                                 "p.yaml:1, case file: \"procedure\" is missing",
		"procedure: {levels: []}\n":                                 "p.yaml:1, procedure.levels",
		"procedure: {}\ndebtor: {id: 1}":                            "p.yaml:1",
		everything + "steps: []\n":                                  "unknown key",
		strings.Replace(everything, "days: 3,", "days: 90,", 1):     "p.yaml:8, procedure.before_due.days",
		strings.Replace(everything, `"8.12"`, "8.12", 1):            "rates[1].rate",
		strings.Replace(everything, "after_days: 14", "aftr: 1", 1): "unknown key",
		"a: [": "p.yaml:1",
	} {
		_, err := casefile.World{}.ParseProcedure("p.yaml", []byte(text))
		if !fault.Has(err, casefile.BadCase) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.30q: %v, want %s", text, err, want)
		}
	}
}

var decimals = cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) })

// Whatever procedure there can be comes back from its text as it was.
func TestEveryProcedureSurvivesItsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawnProcedure(t)
		if p.Check() != nil {
			return
		}
		text := casefile.WriteProcedure(p)
		got, err := casefile.World{}.ParseProcedure("p.yaml", []byte(text))
		if diff := cmp.Diff(p, got, decimals, cmp.AllowUnexported(date.Date{})); err != nil || diff != "" {
			t.Fatalf("%v\n%s\n%s", err, diff, text)
		}
	})
}

func drawnProcedure(t *rapid.T) dunning.Procedure {
	figure := func(name string) decimal.Decimal {
		return decimal.New(rapid.Int64Range(0, 1_000_000).Draw(t, name), -4)
	}
	ways := func(name string) []receivable.Channel {
		return rapid.SampledFrom([][]receivable.Channel{nil, {receivable.Email}, {receivable.SMS, receivable.Letter}}).Draw(t, name)
	}
	p := dunning.Procedure{
		FirstContact: rapid.SampledFrom([]dunning.FirstContact{dunning.FromLevel1, dunning.ByAge}).Draw(t, "first"), GraceDays: rapid.IntRange(0, 99).Draw(t, "grace"),
		MinBalance: map[money.Currency]money.Amount{}, MinDaysBetween: rapid.IntRange(0, 99).Draw(t, "between"), Calendar: "none", Allocation: dunning.CostsInterestPrincipal,
	}
	if rapid.Bool().Draw(t, "least") {
		p.MinBalance["JPY"], p.MinBalance["NOK"] = money.New(rapid.Int64Range(0, 1<<40).Draw(t, "yen"), "JPY"), money.New(500, "NOK")
	}
	if rapid.Bool().Draw(t, "early") {
		p.BeforeDue = &dunning.BeforeDue{Days: rapid.IntRange(1, 60).Draw(t, "early days"), Channels: ways("early ways")}
	}
	if rapid.Bool().Draw(t, "thanks") {
		p.ThankYou = &dunning.ThankYou{Channels: ways("thankful ways")}
	}
	for n := range rapid.IntRange(0, 2).Draw(t, "rates") {
		p.Rates = append(p.Rates, dunning.Rate{From: date.Must(2020+n, 1, 1), Percent: figure("rate"), Source: rapid.String().Draw(t, "source")})
	}
	for n := range rapid.IntRange(1, 3).Draw(t, "levels") {
		l := dunning.Level{
			Number: n + 1, AfterDays: rapid.IntRange(0, 99).Draw(t, "after"), Since: rapid.SampledFrom([]dunning.Since{dunning.SinceDue, dunning.SinceDeadline}).Draw(t, "since"),
			Text: rapid.String().Draw(t, "text"), Tone: rapid.SampledFrom([]dunning.Tone{"", dunning.Firm}).Draw(t, "tone"), Channels: ways("ways"),
			Compensation: rapid.Bool().Draw(t, "lump"), Approval: rapid.Bool().Draw(t, "approval"), Registered: rapid.Bool().Draw(t, "registered"),
		}
		most := figure("most")
		switch rapid.IntRange(0, 3).Draw(t, "fee") {
		case 1:
			l.Fee = &dunning.Fee{Fixed: figure("fixed"), Percent: figure("percent"), Max: &most, Of: dunning.OfOpen, Per: dunning.PerItem}
		case 2:
			l.Fee = &dunning.Fee{Tiers: []dunning.FeeTier{{Percent: figure("percent")}, {From: decimal.NewFromInt(200), Min: &most}}, Of: dunning.OfOriginal, Per: dunning.PerNotice, Accumulated: rapid.Bool().Draw(t, "added")}
		}
		switch rapid.IntRange(0, 3).Draw(t, "interest") {
		case 1:
			l.Interest = &dunning.Interest{Statutory: true}
		case 2:
			l.Interest = &dunning.Interest{Rate: figure("interest"), Basis: dunning.Thirty, From: "due"}
		case 3:
			l.Interest = &dunning.Interest{Table: len(p.Rates) > 0, Basis: dunning.ActualCY, From: "due"}
		}
		p.Levels = append(p.Levels, l)
	}
	return p
}
