package settings

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"

	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// several is a house with two procedures and three rules.
func several() *book {
	b := skagerrak()
	gentle := b.kept.Procedure
	gentle.Name, gentle.GraceDays = "Gentle", 20
	b.kept.Procedures = desk.Procedures{List: []dunning.Procedure{b.kept.Procedure, gentle}, Assignment: dunning.Assignment{Default: "Standard", Rules: []dunning.Rule{
		{Procedure: "Gentle", Debtor: 7}, {Procedure: "Gentle", Group: "Wholesale", Country: "DE"}, {Procedure: "Gentle", Kind: receivable.Consumer},
	}}}
	return b
}

// dialog is the question that is asked.
func (o *office) dialog(t *testing.T) *widget.Dialog {
	t.Helper()
	if top := o.stage.Canvas().Overlays().Top(); top != nil {
		for _, x := range test.LaidOutObjects(top) {
			if q, ok := x.(*widget.Dialog); ok {
				return q
			}
		}
	}
	t.Fatal("nothing is asked")
	return nil
}

// fill types into the n-th field of a dialog that is typed.
func fill(d *widget.Dialog, n int, text string) {
	for _, x := range test.LaidOutObjects(d) {
		if i, ok := x.(*widget.Input); ok {
			if n == 0 {
				i.SetText(text)
				return
			}
			n--
		}
	}
	panic("no such field")
}

func choose(d *widget.Dialog, n int, id string) {
	for _, x := range test.LaidOutObjects(d) {
		if s, ok := x.(*widget.Select); ok {
			if n == 0 {
				s.SetSelected(id)
				return
			}
			n--
		}
	}
	panic("no such choice")
}

func TestChoosingAnotherProcedureShowsItsFields(t *testing.T) {
	o := inWindow(t, several())
	o.choose(Reminders)
	if got := o.model.Get(Reminders, "grace_days"); got != "3" {
		t.Fatalf("at first %s days of grace", got)
	}
	o.reminders.turnTo("Gentle")
	if got := o.model.Get(Reminders, "grace_days"); got != "20" || o.model.Chosen != "Gentle" {
		t.Errorf("%s days of grace in %s", got, o.model.Chosen)
	}
	if got := textOf(o.forms[Reminders].content); !strings.Contains(got, "Customers of 3 rules go by it.") {
		t.Error("it does not say who goes by it")
	}
}

// Something typed is never lost by looking at another procedure.
func TestChoosingAnotherProcedureAsksAboutWhatIsTyped(t *testing.T) {
	o := inWindow(t, several())
	o.write(Reminders, "grace_days", "9")
	o.reminders.turnTo("Gentle")
	o.dialog(t).Cancel()
	if o.model.Chosen != "Standard" || o.model.Get(Reminders, "grace_days") != "9" || o.reminders.chooser.Selected() != "Standard" {
		t.Errorf("staying left %s with %s days", o.model.Chosen, o.model.Get(Reminders, "grace_days"))
	}
	o.reminders.turnTo("Gentle")
	o.dialog(t).Do()
	if o.model.Chosen != "Gentle" || len(o.model.Dirty()) != 0 {
		t.Errorf("going on shows %s, unsaved %v", o.model.Chosen, o.model.Dirty())
	}
}

func TestSavingKeepsTheProcedureThatIsShown(t *testing.T) {
	o := inWindow(t, several())
	o.reminders.turnTo("Gentle")
	o.write(Reminders, "grace_days", "21")
	o.keep(Reminders)
	list := o.book.kept.Procedures.List
	if list[0].GraceDays != 3 || list[1].GraceDays != 21 || o.model.Chosen != "Gentle" {
		t.Errorf("the book holds %d and %d, shown is %s", list[0].GraceDays, list[1].GraceDays, o.model.Chosen)
	}
}

func TestProceduresAreCopiedRenamedAndDeleted(t *testing.T) {
	o := inWindow(t, several())
	o.reminders.askCopy()
	d := o.dialog(t)
	fill(d, 0, "standard")
	d.Do()
	if got := textOf(d); !strings.Contains(got, "already") {
		t.Errorf("a second procedure of one name: %q", got)
	}
	fill(d, 0, " Exports ")
	d.Do()
	if o.model.Chosen != "Exports" || len(o.book.kept.Procedures.List) != 3 || o.book.kept.Procedures.List[2].GraceDays != 3 {
		t.Fatalf("%s is shown, the book holds %d", o.model.Chosen, len(o.book.kept.Procedures.List))
	}
	o.reminders.turnTo("Gentle")
	o.reminders.askRename()
	d = o.dialog(t)
	fill(d, 0, "Patient")
	d.Do()
	if o.model.Chosen != "Patient" || o.book.kept.Procedures.Assignment.Rules[0].Procedure != "Patient" {
		t.Fatalf("%s is shown, rules %+v", o.model.Chosen, o.book.kept.Procedures.Assignment.Rules)
	}
	o.reminders.askDelete()
	d = o.dialog(t)
	d.Do()
	if len(o.book.kept.Procedures.List) != 3 || !strings.Contains(textOf(d), "Customers go by") {
		t.Fatalf("it was deleted under its customers: %q", textOf(d))
	}
	choose(d, 0, "Standard")
	d.Do()
	if len(o.book.kept.Procedures.List) != 2 || o.book.kept.Procedures.Assignment.Rules[0].Procedure != "Standard" || o.model.Chosen != "Standard" {
		t.Errorf("the book holds %+v", o.book.kept.Procedures)
	}
}

// What is typed for a procedure is not taken for another one that stands in its place.
func TestWhatIsTypedIsNotMeantForAnother(t *testing.T) {
	m := filled()
	m.SetKept(several().kept)
	m.Choose("Gentle")
	m.Set(Reminders, "grace_days", "33")
	gone := several().kept
	gone.Procedures.List = gone.Procedures.List[:1]
	m.SetKept(gone)
	if m.Chosen != "Standard" || m.Get(Reminders, "grace_days") != "3" {
		t.Errorf("%s has %s days of grace", m.Chosen, m.Get(Reminders, "grace_days"))
	}
}

func TestBandsAreKeptInOrder(t *testing.T) {
	m := filled()
	m.Level = 2
	m.Set(Reminders, levelKey(2, "fee"), bandFee)
	for _, b := range []Band{{From: "5000", Percent: "1,5", Max: "900"}, {Fixed: "40"}, {From: "1000", Fixed: "70"}} {
		if err := m.PutBand(b); err != nil {
			t.Fatal(err)
		}
	}
	for field, b := range map[string]Band{"from": {From: "1000"}, "fixed": {From: "7", Fixed: "much"}, "max": {From: "8", Max: "-1"}} {
		if err := m.PutBand(b); fieldOf(err) != field {
			t.Errorf("%+v: %v", b, err)
		}
	}
	m.RemoveBand(2)
	p, err := m.ReadProcedure()
	if err != nil {
		t.Fatal(err)
	}
	tiers := p.Levels[1].Fee.Tiers
	if len(tiers) != 2 || tiers[0].Fixed.String() != "40" || tiers[1].From.String() != "5000" || tiers[1].Max.String() != "900" {
		t.Errorf("got %+v", tiers)
	}
	m.RemoveBand(1)
	m.RemoveBand(1)
	if _, err := m.ReadProcedure(); fieldOf(err) != "levels[2].fee.tiers" {
		t.Errorf("a fee in no bands: %v", err)
	}
}

func TestRatesAreKeptInOrderOfDays(t *testing.T) {
	m := filled()
	for _, r := range []RateLine{{From: monday, Percent: "12,5"}, {From: monday.AddDays(-100), Percent: "9", Source: "bank"}} {
		if err := m.PutRate(r); err != nil {
			t.Fatal(err)
		}
	}
	for field, r := range map[string]RateLine{"from": {From: monday, Percent: "1"}, "percent": {From: monday.AddDays(1)}} {
		if err := m.PutRate(r); fieldOf(err) != field {
			t.Errorf("%+v: %v", r, err)
		}
	}
	if !m.UsesRates() {
		t.Error("the table is not shown")
	}
	p, err := m.ReadProcedure()
	if err != nil || len(p.Rates) != 2 || p.Rates[0].Percent.String() != "9" || p.Rates[1].From != monday {
		t.Errorf("%v %+v", err, p.Rates)
	}
}

func TestALevelByATableNeedsRates(t *testing.T) {
	o := inWindow(t, skagerrak())
	o.wroteReminders("level.interest", tableInterest)
	o.keep(Reminders)
	if got := textOf(o.forms[Reminders].sheet.boxes["level.interest.rate"].field); !strings.Contains(got, "needs rates") {
		t.Errorf("the field says %q", got)
	}
}

// The errors of the rules are shown at the fields of the page, whatever they are about.
func TestErrorsFindTheirFields(t *testing.T) {
	o := inWindow(t, skagerrak())
	for from, to := range map[string]string{
		"levels[2].fee.tiers[1].from": "level.fee.tiers", "levels[2].channels": "level.channels.1", "rates[3].from": "rates", "before_due.channels": "before_due.channels.1",
		"thank_you.channels": "thank_you.channels.1", "before_due.days": "before_due.days", "levels[1].text": "level.text", "levels[1].interest": "level.interest",
		"levels[3].interest.from": "level.interest", "allocation": "allocation", "levels[2].after_days": "level.after_days", "calendar": "calendar",
	} {
		key := o.reminders.goTo(from)
		if _, ok := o.forms[Reminders].sheet.boxes[key]; key != to || !ok {
			t.Errorf("%s is shown at %s (there: %v), want %s", from, key, ok, to)
		}
	}
}

func TestNotesBesideTheLevelsAreOffUntilTicked(t *testing.T) {
	m := filled()
	if p, err := m.ReadProcedure(); err != nil || p.BeforeDue != nil || p.ThankYou != nil {
		t.Fatalf("%v %+v %+v", err, p.BeforeDue, p.ThankYou)
	}
	m.Set(Reminders, beforeDue, "true")
	m.Set(Reminders, thankYou, "true")
	m.Set(Reminders, thankYou+".channels.1", "sms")
	p, err := m.ReadProcedure()
	if err != nil || p.BeforeDue == nil || p.BeforeDue.Days != 3 || len(p.ThankYou.Channels) != 1 {
		t.Fatalf("%v %+v %+v", err, p.BeforeDue, p.ThankYou)
	}
	m.Set(Reminders, beforeDue+".days", "90")
	if _, err := m.ReadProcedure(); fieldOf(err) != "before_due.days" {
		t.Errorf("ninety days: %v", err)
	}
}

func TestRulesMoveAndAreSaidInWords(t *testing.T) {
	a := several().kept.Procedures.Assignment
	if b, ok := moved(a, 2, -1); !ok || b.Rules[0].Country != "DE" || a.Rules[0].Debtor != 7 {
		t.Errorf("moved up: %+v", b.Rules)
	}
	for _, c := range [][2]int{{1, -1}, {3, 1}, {0, 1}, {9, -1}} {
		if _, ok := moved(a, c[0], c[1]); ok {
			t.Errorf("rule %d has a place by %d", c[0], c[1])
		}
	}
	if got := withoutRule(a, 2).Rules; len(got) != 2 || got[1].Kind == "" || len(a.Rules) != 3 {
		t.Errorf("without the second: %+v", got)
	}
	if got := withRule(a, 0, dunning.Rule{Country: "SE"}).Rules; len(got) != 4 || got[3].Country != "SE" {
		t.Errorf("with one more: %+v", got)
	}
	names := map[receivable.DebtorID]string{7: "Fjordvik Fisk AS"}
	for want, r := range map[string]dunning.Rule{
		"Fjordvik Fisk AS": a.Rules[0], "group Wholesale · Germany": a.Rules[1], "consumers": a.Rules[2], "group Nobody, which no customer is in": {Group: "Nobody"}, "a customer who is not in the book any more (9)": {Debtor: 9},
	} {
		if got := whoFits(r, names, []string{"Nobody"}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestARuleIsMadeForACustomerFoundByNumber(t *testing.T) {
	o := inWindow(t, several())
	o.choose(Assignment)
	o.assigning.ask(0)
	d := o.dialog(t)
	fill(d, 0, "nobody")
	choose(d, 2, "Gentle")
	d.Do()
	if got := textOf(d); !strings.Contains(got, "There is no customer") {
		t.Errorf("for somebody who is not there: %q", got)
	}
	fill(d, 0, "10007")
	d.Do()
	if got := textOf(d); !strings.Contains(got, "never decides anything") {
		t.Errorf("for somebody whom a rule names already: %q", got)
	}
	fill(d, 0, "10004")
	d.Do()
	rules := o.book.kept.Procedures.Assignment.Rules
	if len(rules) != 4 || rules[3].Debtor != 4 || rules[3].Procedure != "Gentle" {
		t.Fatalf("got %+v", rules)
	}
	if got := textOf(o.assigning.content); !strings.Contains(got, "Bakeren AS") {
		t.Errorf("the list shows %q", got)
	}
}

// Rules that somebody else has changed meanwhile are not written over.
func TestRulesOfSomebodyElseAreNotOverwritten(t *testing.T) {
	o := inWindow(t, several())
	o.book.kept.Procedures.Assignment.Default = "Gentle"
	a, _ := moved(o.model.Kept.Procedures.Assignment, 1, 1)
	o.assigning.keep(a, "moved", 2)
	if len(o.failed) != 1 || !fault.Has(o.failed[0], fault.Conflict) || o.book.kept.Procedures.Assignment.Rules[0].Debtor != 7 {
		t.Errorf("failed %v", o.failed)
	}
}

// A narrow line moves fields down instead of cutting them.
func TestANarrowLineWraps(t *testing.T) {
	test.NewTempApp(t)
	fields := make([]fyne.CanvasObject, 5)
	for i := range fields {
		fields[i] = widget.NewField("Label", widget.NewInput(""))
	}
	l := even(fields...).wrapping(120)
	wide, narrowed := l.HeightFor(720), l.HeightFor(440)
	if narrowed < 2*wide {
		t.Errorf("%v high at full width, %v when narrow", wide, narrowed)
	}
	l.Resize(fyne.NewSize(440, narrowed))
	for i, f := range fields {
		if right := f.Position().X + f.Size().Width; right > 440 || f.Size().Width < 120 {
			t.Errorf("field %d ends at %v and is %v wide", i+1, right, f.Size().Width)
		}
	}
}
