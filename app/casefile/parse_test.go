package casefile_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/casefile"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// sound is a case that holds; tests change a line of it.
const sound = `case: sound
law: none
procedure:
  levels:
    - {level: 1, after_days: 5, fee: {fixed: "10.00"}}
debtor: {id: D1, country: NO, email: a@example.com}
items:
  - {id: I1, due: 2024-01-15, amount: "100.00", currency: EUR}
steps:
  - {on: 2024-01-20, release: {notices: [{level: 1, items: {I1: 1}, total: "110.00"}]}}
  - {on: 2024-01-21, state: {item: I1, open: "100.00", level: 1, charges: "10.00"}}
`

func TestAFileThatIsNotValidSaysWhereAndWhatWasExpected(t *testing.T) {
	w := world(t)
	for _, c := range []struct{ name, from, to, want string }{
		{"unknown key at the top", "law: none", "lore: none", "x.yaml:2, lore: unknown key"},
		{"unknown key in a level", "after_days: 5", "after_weeks: 5", "x.yaml:5, procedure.levels[1].after_weeks: unknown key"},
		{"unknown key in a notice", "total:", "sum:", "x.yaml:10, steps[1].release.notices[1].sum: unknown key"},
		{"amount without quotes", `"100.00", currency`, `100.00, currency`, `x.yaml:8, items[1].amount: expected an amount in quotes, as in "100.00", found 100.00 without quotes`},
		{"fee without quotes", `"10.00"}}`, `10.00}}`, `procedure.levels[1].fee.fixed: expected a figure in quotes`},
		{"too many decimals", `"100.00", currency`, `"100.001", currency`, "is not an amount in EUR"},
		{"a day that is none", "2024-01-15", "2024-02-30", "x.yaml:8, items[1].due: expected a date as YYYY-MM-DD"},
		{"an unknown currency", "currency: EUR", "currency: EURO", "items[1].currency"},
		{"a negative invoice", `"100.00", currency`, `"-100.00", currency`, "expected an amount above zero"},
		{"an unknown pack", "law: none", "law: XX", `x.yaml:2, law: expected none or one of DE, DK, EU, FI, FR, GB, ID, NL, NO, SE, US, found "XX"`},
		{"a wrong number", "after_days: 5", "after_days: five", "expected a whole number"},
		{"an octal number", "after_days: 5", "after_days: 010", "expected a whole number"},
		{"a level out of order", "level: 1, after", "level: 2, after", "procedure.levels[1].level: this is level 1 of the list, numbered 2"},
		{"days below zero", "after_days: 5", "after_days: -5", "x.yaml:5, procedure.levels[1].after_days"},
		{"an unknown item", "items: {I1: 1}", "items: {I9: 1}", `there is no item "I9"`},
		{"an unknown reason", "release: {notices", "left_out: {I1: because}, release: {notices", `"because" is not a reason code`},
		{"left_out beside a payment", "state: {item: I1, open: \"100.00\", level: 1, charges: \"10.00\"}", "pay: {item: I1, amount: \"1.00\"}, left_out: {I1: paid}", "stands only beside plan and release"},
		{"steps out of order", "on: 2024-01-21", "on: 2024-01-19", "steps stand in order of date"},
		{"a step that does nothing", "state: {item: I1, open: \"100.00\", level: 1, charges: \"10.00\"}", "{}", "x.yaml:11"},
		{"a step that does two things", "state: {item", "bounce: {channel: email}, state: {item", "a step does one thing"},
		{"a key that stands twice", "law: none", "law: none\nlaw: none", "x.yaml:3"},
		{"an anchor", "law: none", "law: &l none", "x.yaml:2, law: anchors"},
		{"a tag", "law: none", "law: !!str none", "x.yaml:2, law: anchors"},
		{"two documents", "steps:", "---\nsteps:", "must hold one case, it holds 2"},
		{"no items", "items:\n  - {id: I1, due: 2024-01-15, amount: \"100.00\", currency: EUR}\n", "", `"items" is missing`},
		{"broken YAML", "procedure:", "procedure: [", "x.yaml:"},
		{"interest by a table without rates", `fee: {fixed: "10.00"}`, "interest: {rate: table}", "interest by a table needs rates"},
		{"a credit for nobody", `currency: EUR}`, `currency: EUR, kind: credit, applies_to: I7}`, `there is no invoice "I7"`},
	} {
		text := strings.Replace(sound, c.from, c.to, 1)
		if text == sound {
			t.Fatalf("%s: the case is not changed", c.name)
		}
		_, err := w.Parse("x.yaml", []byte(text))
		if fault.CodeOf(err) != casefile.BadCase || !strings.HasPrefix(err.Error(), "x.yaml:") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v\n   want %s", c.name, err, c.want)
		}
	}
	if _, err := w.Parse("x.yaml", []byte(strings.Repeat("#", 300<<10))); fault.CodeOf(err) != casefile.BadCase {
		t.Errorf("a file of 300 KB gives %v", err)
	}
	if _, err := w.Parse("x.yaml", nil); fault.CodeOf(err) != casefile.BadCase {
		t.Errorf("an empty file gives %v", err)
	}
}

func TestWordsThatOldYAMLTurnsIntoBooleansStayWords(t *testing.T) {
	text := strings.NewReplacer("law: none", "law: NO", "country: NO", "country: NO, name: yes, language: no", "I1", "on").Replace(sound)
	c, err := world(t).Parse("x.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if c.Law.Code != "NO" || c.Debtor.Country != "NO" || c.Debtor.Name != "yes" || c.Debtor.Language != "no" || c.Items[0].Number != "on" {
		t.Errorf("read as %q %q %q %q %q", c.Law.Code, c.Debtor.Country, c.Debtor.Name, c.Debtor.Language, c.Items[0].Number)
	}
}

func TestACaseThatDoesNotHoldSaysWhatDiffers(t *testing.T) {
	w := world(t)
	for _, c := range []struct{ name, from, to, want string }{
		{"another total", `total: "110.00"`, `total: "111.00"`, "line 10: total: expected 111.00, got 110.00"},
		{"another level of an item", "items: {I1: 1}", "items: {I1: 2}", "line 10: items: expected I1 at level 2, got I1 at level 1"},
		{"no notice", "notices: [{level: 1, items: {I1: 1}, total: \"110.00\"}]", "notices: []", "expected 0 notices, got 1 notice"},
		{"not left out", "release: {notices", "left_out: {I1: hold}, release: {notices", "I1 left out: expected hold, got it on a notice"},
		{"other charges", `charges: "10.00"`, `charges: "0.00"`, "charges: expected 0.00, got 10.00"},
		{"a level that was not taken", "level: 1, charges", "level: 0, charges", "level: expected 0, got 1"},
		{"a refusal that does not come", "on: 2024-01-21, state", "on: 2024-01-21, refused: conflict, state", "expected to be refused with conflict, but was done"},
		{"a refusal that nobody expects", "state: {item: I1, open: \"100.00\", level: 1, charges: \"10.00\"}", "reverse: {payment: P7}", "refused with not-found"},
	} {
		parsed, err := w.Parse("x.yaml", []byte(strings.Replace(sound, c.from, c.to, 1)))
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if out := parsed.Run(); out.OK || !strings.Contains(out.Text(), c.want) || !strings.Contains(out.Text(), "DOES NOT HOLD") {
			t.Errorf("%s:\n%s   want %s", c.name, out.Text(), c.want)
		}
	}
}

func TestTheOutcomeIsReadByPeopleAndPrograms(t *testing.T) {
	file := filepath.Join(t.TempDir(), "sound.yaml")
	if err := os.WriteFile(file, []byte(sound), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := world(t).Run(file)
	if err != nil || !out.OK {
		t.Fatalf("%v\n%s", err, out.Text())
	}
	want := `sound
  2024-01-20  release   level 1 by email: I1 at level 1; open 100.00, fee 10.00, total 110.00 EUR
  2024-01-21  state     I1: open 100.00, level 1, charges 10.00
  holds
`
	if out.Text() != want {
		t.Errorf("the text is\n%s", out.Text())
	}
	data, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`"ok":true`, `"on":"2024-01-20"`, `"total":"110.00"`, `"items":{"I1":1}`, `"deadline":""`} {
		if !strings.Contains(string(data), part) {
			t.Errorf("the JSON lacks %s: %s", part, data)
		}
	}
	if _, err := world(t).Run(filepath.Join(t.TempDir(), "none.yaml")); fault.CodeOf(err) != fault.Unavailable {
		t.Errorf("a missing file gives %v", err)
	}
}

func TestRunningACaseTwiceGivesTheSame(t *testing.T) {
	c, err := world(t).Parse("x.yaml", []byte(sound))
	if err != nil {
		t.Fatal(err)
	}
	if first, second := c.Run(), c.Run(); first.Text() != second.Text() || !second.OK {
		t.Errorf("first\n%s\nthen\n%s", first.Text(), second.Text())
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(sound))
	for _, file := range files(f, "cases", ".yaml") {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	w := world(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := w.Parse("fuzz.yaml", data)
		if err != nil {
			if fault.CodeOf(err) != casefile.BadCase || !strings.HasPrefix(err.Error(), "fuzz.yaml:") {
				t.Fatalf("an error without a place: %v", err)
			}
			return
		}
		_ = c.Run().Text()
	})
}
