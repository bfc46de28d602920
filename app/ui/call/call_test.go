package call

import (
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/behaviour"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

var today = date.Must(2026, time.November, 23)

func nok(minor int64) money.Amount { return money.New(minor, "NOK") }

func owing(level int, minor ...int64) desk.CustomerView {
	v := desk.CustomerView{Date: today, Level: level, Debtor: receivable.Debtor{ID: 1, Name: "Fjordfisk AS", Contacts: []receivable.Contact{{Name: "Siv Aune"}}}}
	for i, m := range minor {
		due := today.AddDays(-40 + 10*i)
		v.Items = append(v.Items, desk.ItemRow{Item: dunning.Item{Level: level, OpenItem: receivable.OpenItem{
			ID: receivable.ItemID(i + 1), Number: "F-" + string(rune('1'+i)), Issued: due.AddDays(-14), Due: due, Amount: nok(m), Open: nok(m),
		}}})
	}
	return v
}

func promised(v desk.CustomerView, state dunning.PromiseState, in int) desk.CustomerView {
	v.Promises = append(v.Promises, desk.PromiseRow{Promise: dunning.Promise{Amount: nok(20_000_00), By: today.AddDays(in), State: state}})
	return v
}

func disputed(v desk.CustomerView, at int, part int64) desk.CustomerView {
	v.Items[at].Dispute = &dunning.Dispute{Code: dunning.DisputeQuality}
	if part > 0 {
		v.Items[at].Dispute.Amount = nok(part)
	}
	return v
}

func asked(v desk.CustomerView) desk.CustomerView { v.Answer = dunning.AsksTime; return v }

func TestTheScriptFitsTheSituation(t *testing.T) {
	for _, c := range []struct {
		name    string
		v       desk.CustomerView
		want    Situation
		collect int64
		says    []string
	}{
		{"nothing sent yet", owing(0, 100_00), First, 100_00, []string{"Siv Aune", "F-1", "40 days", "100"}},
		{"we wrote, nothing came", owing(2, 100_00, 50_00), Silent, 150_00, []string{"heard nothing", "150"}},
		{"asked for time", asked(owing(2, 100_00)), AsksTime, 100_00, []string{"asked us for more time"}},
		{"a high level", owing(3, 100_00), Firm, 100_00, []string{"level 3", "Before we hand it over"}},
		{"promise broken last week", promised(owing(3, 100_00), dunning.PromiseBroken, -6), Broken, 100_00, []string{"20 000", "17 Nov", "What happened?"}},
		{"promise broken long ago", promised(owing(2, 100_00), dunning.PromiseBroken, -60), Silent, 100_00, nil},
		{"promise open", promised(owing(3, 100_00), dunning.PromisePending, 4), Promised, 100_00, []string{"Does that stand?"}},
		{"all disputed", disputed(owing(2, 100_00), 0, 0), Disputed, 0, []string{"Ask for no money"}},
		{"one of two disputed", disputed(owing(2, 100_00, 50_00), 0, 0), Silent, 50_00, []string{"F-2", "Leave out one disputed item"}},
		{"a part disputed", disputed(owing(2, 100_00), 0, 40_00), Silent, 60_00, []string{"60", "Leave out one disputed item"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			talk := About(&c.v)
			if talk.Situation != c.want || talk.Collect.Minor != c.collect {
				t.Errorf("%s with %d to collect, want %s with %d", talk.Situation, talk.Collect.Minor, c.want, c.collect)
			}
			said := plain(strings.Join(talk.Script(words.For("en", "NO", "NOK", time.UTC, today)), "\n"))
			for _, text := range c.says {
				if !strings.Contains(said, text) {
					t.Errorf("%q is missing in\n%s", text, said)
				}
			}
		})
	}
}

func plain(s string) string { return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s) }

func TestWhoBreaksPromisesIsAskedForAPartAtOnce(t *testing.T) {
	for _, c := range []struct {
		kept, judged int
		want         bool
	}{{0, 0, false}, {0, 1, false}, {1, 2, false}, {0, 2, true}, {2, 5, true}, {3, 5, false}} {
		v := owing(1, 100_00)
		v.Behaviour = behaviour.Picture{Kept: c.kept, Judged: c.judged}
		if got := About(&v).Unreliable; got != c.want {
			t.Errorf("%d of %d kept: unreliable %v", c.kept, c.judged, got)
		}
	}
}

// Every situation has its words in both languages, and none of them leaves a gap where a value belongs.
func TestEverySituationHasWords(t *testing.T) {
	defer func(before string) { _ = i18n.Use(before) }(i18n.Language())
	for _, language := range []string{"en", "nb"} {
		if err := i18n.Use(language); err != nil {
			t.Fatal(err)
		}
		for s := range opening {
			v := promised(owing(3, 100_00), dunning.PromiseKept, -3)
			talk := About(&v)
			talk.Situation, talk.Disputed, talk.Unreliable = s, 2, true
			for _, line := range talk.Script(words.For(language, "NO", "NOK", time.UTC, today)) {
				if line == "" || strings.ContainsAny(line, "{}") || strings.HasPrefix(line, "script.") {
					t.Errorf("%s in %s: %q", s, language, line)
				}
			}
		}
	}
}

func TestTheHoursOfACallAreSaid(t *testing.T) {
	w := words.For("en", "NO", "NOK", time.UTC, today)
	at := func(day, hour int) time.Time { return time.Date(2026, time.November, day, hour, 14, 0, 0, time.UTC) }
	for _, c := range []struct {
		may  desk.MayContact
		want string
		ok   bool
	}{
		{desk.MayContact{}, "", true},
		{desk.MayContact{Allowed: true, Local: at(23, 9)}, "09:14 there, calls allowed", true},
		{desk.MayContact{Local: at(23, 6), Next: at(23, 8)}, "06:14 there, no calls before 08:14", false},
		{desk.MayContact{Local: at(23, 22), Next: at(24, 8)}, "22:14 there, no calls before 24 Nov 08:14", false},
		{desk.MayContact{Local: at(23, 22), Rule: "NO-CALL-1"}, "22:14 there, no calls (NO-CALL-1)", false},
	} {
		if text, ok := MayCall(c.may, w); plain(text) != c.want || ok != c.ok {
			t.Errorf("%+v: %q, %v", c.may, text, ok)
		}
	}
}

func TestTheNextCallIsTheNextOnTheList(t *testing.T) {
	list := []desk.Work{{Debtor: 1, Do: desk.DoCall}, {Debtor: 2, Do: desk.DoMend}, {Debtor: 3, Do: desk.DoCall}, {Debtor: 4, Do: desk.DoCall}}
	for called, want := range map[receivable.DebtorID]receivable.DebtorID{1: 3, 3: 4, 4: 1, 9: 1} {
		if next := NextOn(list, called); next == nil || next.Debtor != want {
			t.Errorf("after %d comes %+v, want %d", called, next, want)
		}
	}
	if next := NextOn(list[:1], 1); next != nil {
		t.Errorf("after the only one comes %+v", next)
	}
	if next := NextOn(nil, 1); next != nil {
		t.Errorf("on an empty list stands %+v", next)
	}
}
