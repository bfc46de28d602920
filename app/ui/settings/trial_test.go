package settings

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

func TestWhatWouldHappenFollowsTheFields(t *testing.T) {
	o := inWindow(t, skagerrak())
	o.choose(Reminders)
	pane := o.reminders.trial
	if pane.subject.Name != "Fjordvik Fisk AS" {
		t.Fatalf("%q is shown, and not who has debt of most ages", pane.subject.Name)
	}
	if got := textOf(pane.content); !strings.Contains(got, "Level 1 by mail") || !strings.Contains(got, "neither pays nor answers") {
		t.Errorf("the pane shows %q", got)
	}
	tried := len(o.book.foreseen)
	o.write(Reminders, "grace_days", "30")
	if n := len(o.book.foreseen); n != tried+1 || o.book.foreseen[n-1].GraceDays != 30 {
		t.Errorf("tried %d times", n-tried)
	}
	o.write(Reminders, "grace_days", "many")
	if got := textOf(pane.content); !strings.Contains(got, "Not yet: Write a whole number") {
		t.Errorf("with a field that cannot be read: %q", got)
	}
	if len(o.book.foreseen) != tried+1 {
		t.Error("it was tried all the same")
	}
	pane.search.SetText("bak")
	pane.matches.OnSelect("4")
	if pane.subject.ID != 4 || pane.search.Text() != "" || pane.below.Page() != pane.shown {
		t.Errorf("after choosing another %+v is shown", pane.subject)
	}
	pane.search.SetText("fisk")
	firstMatch{pane}.Focus()
	if pane.subject.ID != 7 || pane.below.Page() != pane.shown {
		t.Errorf("after Enter %+v is shown", pane.subject)
	}
	pane.search.SetText("nobody at all")
	if got := textOf(pane.content); !strings.Contains(got, "Nobody found") {
		t.Errorf("nobody is found, and it shows %q", got)
	}
	pane.search.SetText("")
	o.choose(Company)
	tried = len(o.book.foreseen)
	o.write(Reminders, "grace_days", "4")
	if len(o.book.foreseen) != tried {
		t.Error("it is tried although nobody looks")
	}
}

// A sentence that takes more lines than the one before it pushes the list down, and does not lie over it.
func TestTheSentenceAboveTheListKeepsClearOfIt(t *testing.T) {
	o := inWindow(t, skagerrak())
	o.choose(Reminders)
	pane := o.reminders.trial
	pane.subject.Name = "Falkenried Kantinenservice und Gemeinschaftsverpflegung GmbH & Co. KG"
	pane.refresh()
	top := func(o fyne.CanvasObject) float32 { return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y }
	wide := pane.about.Size().Width
	if needs := top(pane.about) + pane.about.HeightFor(wide); wide == 0 || top(pane.timeline) < needs {
		t.Errorf("the list begins at %v, the sentence ends at %v", top(pane.timeline), needs)
	}
}

func TestStepsAreSaidInWords(t *testing.T) {
	w := words.For("en", "NO", "NOK", nil, monday)
	nok := func(minor int64) money.Amount { return money.New(minor, "NOK") }
	level := &dunning.Notice{Lines: []dunning.Line{{Number: "F-7"}, {Number: "F-8"}}, Level: 2, Channel: receivable.Letter, Total: nok(75232), Fee: nok(1465), Interest: nok(542), Charges: nok(100), Credit: nok(0), Deadline: monday.AddDays(14), Approval: true}
	running := dunning.LeftOut{Number: "F-1", Reason: dunning.ReasonDeadline, Detail: dunning.Why{Key: "deadline-running"}, Until: monday}
	entries := stepEntries([]dunning.Foreseen{
		{On: monday, Notice: level, Waits: []dunning.LeftOut{running}},
		{On: monday, Notice: &dunning.Notice{Event: dunning.EventEarly, Channel: receivable.Email, Total: nok(1)}},
		{On: monday, Notice: &dunning.Notice{Event: dunning.EventThanks, Channel: receivable.Email, Total: nok(1)}},
		{On: monday, Notice: &dunning.Notice{Confirm: true, Channel: receivable.Email, Total: nok(1)}},
		{On: monday, Notice: &dunning.Notice{Level: 2, Channel: receivable.Visit, Total: nok(1)}},
		{On: monday, Stop: dunning.StopNothing, Waits: []dunning.LeftOut{running, running, running, running, running}},
	}, w)
	for i, want := range []string{"Level 2 by letter", "Note before due by mail", "Thanks by mail", "Kind confirmation by mail", "A visit for level 2", "Then nothing more"} {
		if entries[i].What != want {
			t.Errorf("%q, want %q", entries[i].What, want)
		}
	}
	detail := strings.ReplaceAll(entries[0].Detail, "\u00a0", " ")
	if want := "F-7, F-8 · 752,32 kr · fee 14,65 · interest 5,42 · earlier charges 1,00 · to be paid by 7 Dec · a person must approve. Waits before: deadline running, until 23 Nov."; detail != want {
		t.Errorf("%q, want %q", detail, want)
	}
	if got := entries[5].Detail; strings.Count(got, "F-1") != 3 || !strings.HasSuffix(got, "and 2 more") {
		t.Errorf("the end says %q", got)
	}
	for stop, want := range map[dunning.Stop]string{dunning.StopHorizon: "Nothing further in 400 days", dunning.StopMany: "And so on"} {
		if e := stepEntries([]dunning.Foreseen{{Stop: stop}}, w)[0]; e.What != want || e.Detail != i18n.T("foreseen.nothing-open") {
			t.Errorf("%+v", e)
		}
	}
}
