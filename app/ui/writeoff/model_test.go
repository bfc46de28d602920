package writeoff

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

func part(number string, id receivable.ItemID, minor int64) Part {
	return Part{number, settlement.ItemPart{Item: id, Amount: money.New(minor, "NOK")}}
}

func TestEveryReasonHasWords(t *testing.T) {
	for _, r := range settlement.WriteOffReasons() {
		if text := Reason(r); text == "" || text == reasonKeys[r] {
			t.Errorf("%s is called %q", r, text)
		}
	}
	if got := Reason("something newer"); got != "something newer" {
		t.Errorf("a reason of a newer book is called %q", got)
	}
}

func TestWhatAnAmountStandsFor(t *testing.T) {
	one, two := []Part{part("F-1", 1, 100_00)}, []Part{part("F-1", 1, 100_00), part("F-2", 2, 40_00)}
	for name, c := range map[string]struct {
		parts  []Part
		minor  int64
		want   int64 // of the first invoice; 0: refused
		number int
	}{
		"all of one":            {one, 100_00, 100_00, 1},
		"a part of one":         {one, 30_00, 30_00, 1},
		"more of one":           {one, 130_00, 130_00, 1}, // what is too much the desk says
		"all of two":            {two, 140_00, 100_00, 2},
		"a part of two":         {two, 130_00, 0, 0},
		"nothing":               {one, 0, 0, 0},
		"less than nothing":     {one, -1, 0, 0},
		"nothing of two at all": {two, 0, 0, 0},
	} {
		got, err := chosen(c.parts, money.New(c.minor, "NOK"))
		if (err != nil) != (c.want == 0) || len(got) != c.number || c.number > 0 && got[0].Amount.Minor != c.want {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestWhatOfAWriteOffCanBeTakenBack(t *testing.T) {
	w := words.For("en", "NO", "NOK", time.UTC, date.Must(2026, 11, 23))
	zero := money.Zero("NOK")
	off := settlement.WriteOff{ID: 7, Items: []settlement.WrittenItem{
		{Item: 1, Number: "F-1", Amount: money.New(100_00, "NOK"), Posted: zero, Recovered: zero, Reversed: money.New(30_00, "NOK")},
		{Item: 2, Number: "F-2", Amount: money.New(40_00, "NOK"), Posted: zero, Recovered: zero, Reversed: money.New(40_00, "NOK")},
		{Item: 3, Number: "F-3", Amount: money.New(5_00, "NOK"), Posted: zero, Recovered: zero, Reversed: zero},
	}}
	standing := Standing(&off)
	if len(standing) != 2 || standing[0].Amount.Minor != 70_00 || standing[1].Number != "F-3" {
		t.Fatalf("standing: %+v", standing)
	}
	choices := whichChoices(standing, standing, w)
	if len(choices) != 3 || choices[0].Text != "F-1, F-3 · 75,00\u00a0kr" || partsFor(choices[2].ID, standing, standing)[0].Number != "F-3" {
		t.Errorf("choices: %+v", choices)
	}
	p := desk.Proposal{Order: desk.WriteOffOrder{Reverse: 7, Items: []settlement.ItemPart{standing[0].ItemPart}}, Amount: money.New(70_00, "NOK")}
	v := desk.CustomerView{WriteOffs: []settlement.WriteOff{off}}
	if named := Propose(&v, &p); len(named) != 1 || named[0].Number != "F-1" || ProposalVerb(&p, w) != "Reverse 70,00\u00a0kr…" {
		t.Errorf("proposed: %+v, %q", named, ProposalVerb(&p, w))
	}
}
