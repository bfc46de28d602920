package approvals

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

var today = date.Must(2026, 11, 23)

func english() words.Words { return words.For("en", "NO", "NOK", time.UTC, today) }

func request(id approval.RequestID, kind approval.Kind, minor int64) desk.RequestView {
	return desk.RequestView{Request: approval.Request{
		ID: id, Version: 1, Measure: approval.Measure{Kind: kind, Amount: money.New(minor, "NOK")}, Subject: "Blåtind ANS", Why: "bankrupt",
		By: approval.User{ID: 2, Name: "Kari Nordby"}, At: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), Expires: today, State: approval.Waiting,
	}}
}

func TestTheOldestThatMayBeDecidedIsShownFirst(t *testing.T) {
	own, other := request(1, approval.WriteOff, 100), request(2, approval.Waive, 100)
	own.Refused = fault.New(approval.OwnRequest, "your own")
	m := Model{Open: []desk.RequestView{own, other}}
	if m.First() != "2" || Waiting(m.Open) != 1 {
		t.Errorf("first %q, %d may be decided", m.First(), Waiting(m.Open))
	}
	m.Open = m.Open[:1]
	if m.First() != "1" {
		t.Errorf("first %q, though one's own is all that waits", m.First())
	}
	if got := m.entries(english())[0]; got.Ticks || got.Title != "Write off 1,00\u00a0kr" || got.Line != "Blåtind ANS" || !strings.Contains(got.Small, "bankrupt") {
		t.Errorf("entry = %+v", got)
	}
}

func TestMarksSayWhetherAndWhyNot(t *testing.T) {
	cases := map[string]struct {
		change func(*desk.Evidence)
		want   []string
	}{
		"within any limit":    {func(e *desk.Evidence) { e.Bound.Any = true }, []string{"within your limit", "not your own request"}},
		"within a sum":        {func(e *desk.Evidence) { e.Bound.Amount = 2_500_000 }, []string{"within your 25\u00a0000\u00a0kr", "not your own request"}},
		"one's own":           {func(e *desk.Evidence) { e.Refused = fault.New(approval.OwnRequest, "x") }, []string{"your own request"}},
		"over the limit":      {func(e *desk.Evidence) { e.Refused = fault.New(approval.OverLimit, "x") }, []string{"above your limit", "not your own request"}},
		"nobody is signed in": {func(e *desk.Evidence) { e.Refused = fault.New(desk.NotSignedIn, "sign in first") }, []string{"Sign in first."}},
		"declined":            {func(e *desk.Evidence) { e.State = approval.Declined }, []string{"Declined"}},
		"sent back":           {func(e *desk.Evidence) { e.State = approval.SentBack }, []string{"Sent back"}},
		"changed since": {
			func(e *desk.Evidence) {
				e.Bound.Any, e.Changed = true, fault.New(approval.RequestChanged, "x")
			},
			[]string{"changed since it was asked", "within your limit", "not your own request"},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			e := desk.Evidence{RequestView: request(1, approval.WriteOff, 1_240_000)}
			c.change(&e)
			var got []string
			for _, m := range marks(&e, english()) {
				got = append(got, m.Word)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("marks = %q, want %q", got, c.want)
			}
		})
	}
}

func TestEveryKindSaysWhatAYesBrings(t *testing.T) {
	for _, kind := range append(approval.Kinds(), "something newer") {
		e := desk.Evidence{RequestView: request(1, kind, 1_240_000), Customer: &desk.CustomerView{Date: today}}
		effects := Effects(&e, english())
		if len(effects) == 0 || kind != "something newer" && len(effects) < 2 {
			t.Errorf("%s has no effects", kind)
		}
		for _, f := range effects {
			if f.Icon == "" || strings.ContainsAny(f.Text, "{}") || strings.HasPrefix(f.Text, "Effect.") {
				t.Errorf("%s: %+v", kind, f)
			}
		}
	}
}

func TestProofsSumUpWhatHappened(t *testing.T) {
	notice := func(day int) desk.IssuedNotice {
		n := desk.IssuedNotice{State: desk.OutSent}
		n.Claim.Date = date.Must(2026, 11, day)
		return n
	}
	waiting := notice(20)
	waiting.State = desk.OutQueued
	v := &desk.CustomerView{
		Date: today, Notices: []desk.IssuedNotice{waiting, notice(16), notice(2)},
		Timeline: []activity.Entry{{At: time.Date(2026, 11, 18, 8, 0, 0, 0, time.UTC), Kind: activity.CallNoted, Data: `{"result":"no-answer","text":"rang twice"}`}},
	}
	proofs := Proofs(v, english())
	if len(proofs) != 2 || proofs[0].What != "2 reminders" || proofs[0].Detail != "2 Nov to 16 Nov, no answer" || len(proofs[0].Events) != 3 {
		t.Fatalf("proofs = %+v", proofs)
	}
	if proofs[1].What != "1 call" || !strings.Contains(proofs[1].Detail, "rang twice") {
		t.Errorf("calls = %+v", proofs[1])
	}
	if got := Proofs(&desk.CustomerView{}, english()); len(got) != 1 || got[0].What != "0 reminders" {
		t.Errorf("of nobody: %+v", got)
	}
}

// refusing decides on everything but one request.
type refusing struct {
	Desk
	no   approval.RequestID
	done []desk.DecisionOrder
}

func (r *refusing) Decide(_ context.Context, o desk.DecisionOrder) error {
	if o.Request == r.no {
		return fault.New(approval.OverLimit, "your limit does not reach this request")
	}
	r.done = append(r.done, o)
	return nil
}

func TestABatchDecidesEachByItself(t *testing.T) {
	d := &refusing{no: 2}
	all := []desk.RequestView{request(1, approval.Waive, 100), request(2, approval.Waive, 900), request(3, approval.Waive, 100)}
	answers := Answers(t.Context(), d, all, approval.Declined, "no")
	if len(answers) != 3 || answers[0].Err != nil || !fault.Has(answers[1].Err, approval.OverLimit) || answers[2].Err != nil || len(d.done) != 2 {
		t.Errorf("answers = %+v", answers)
	}
}

func TestLimitsOfOneKindStandTogether(t *testing.T) {
	m := Model{Policy: approval.DefaultPolicy("NOK"), Own: "NOK", Seat: desk.Seat{User: approval.User{Role: approval.Approver}}}
	if got := m.Limits(english()); len(got) != 1 || got[0].Most != "any" || !strings.HasPrefix(got[0].What, "Write-off, settlement") {
		t.Errorf("limits = %+v", got)
	}
	m.Seat.User.Role = approval.Clerk
	if got := m.Limits(english()); len(got) != 0 {
		t.Errorf("a clerk decides %+v", got)
	}
}

func TestWhatTakesSomethingBackSaysSo(t *testing.T) {
	v := request(1, approval.WriteOff, 100)
	v.Undoes = true
	m := Model{Open: []desk.RequestView{v}}
	if got := m.entries(english())[0].Title; got != "Take back: write-off of 1,00\u00a0kr" {
		t.Errorf("title %q", got)
	}
	effects := Effects(&desk.Evidence{RequestView: v}, english())
	if len(effects) != 2 || !strings.Contains(effects[0].Text, "undone") {
		t.Errorf("effects = %+v", effects)
	}
}

func TestTheWayAskedForStandsFirstAndSaysSo(t *testing.T) {
	lines, err := settlement.WaysOut(money.New(10_000_00, "NOK"), settlement.GuessedAssumptions())
	if err != nil {
		t.Fatal(err)
	}
	e := desk.Evidence{RequestView: request(1, approval.Settlement, 5_000_00), Ways: &desk.WaysOut{Claim: money.New(10_000_00, "NOK"), Country: "NO", Lines: lines}, Way: settlement.WaySettle}
	rows := Ways(&e)
	if len(rows) != len(settlement.Ways()) || !rows[0].Asked || rows[0].name(english()) != "Settle at 50\u00a0% · asked for" || rows[1].Asked {
		t.Fatalf("rows %+v", rows)
	}
	if got := assumed(&rows[0], english()); got != "a chance of 50\u00a0% that 50\u00a0% comes in, 2 months · a guess" {
		t.Errorf("assumed: %q", got)
	}
	if text := waysFrom(&e); !strings.Contains(text, "guesses") {
		t.Errorf("from: %q", text)
	}
	e.Ways.Lines[0].Cases = 37
	if text := waysFrom(&e); !strings.Contains(text, "37 cases of this book") {
		t.Errorf("from: %q", text)
	}
	if len(Ways(&desk.Evidence{})) != 0 {
		t.Error("a request that ends no claim has ways out")
	}
}

func TestSmallIsWhatOneMightDoAlone(t *testing.T) {
	m := Model{Policy: approval.DefaultPolicy("NOK"), Own: "NOK", Seat: desk.Seat{User: approval.User{Role: approval.Approver}}}
	own := request(3, approval.WriteOff, 50_00)
	own.Refused = fault.New(approval.OwnRequest, "your own")
	m.Open = []desk.RequestView{request(1, approval.WriteOff, 50_00), request(2, approval.WriteOff, 50_000_00), own, request(4, approval.Waive, 20_00)}
	if got := m.Small(); !slices.Equal(got, []string{"1", "4"}) {
		t.Errorf("small are %q", got)
	}
}

func TestTheEffectsNameTheLawAndTheAccounts(t *testing.T) {
	v := &desk.CustomerView{Date: today, Limitation: map[receivable.ItemID]dunning.Limitation{
		1: {Last: date.Must(2029, 7, 3), Ref: "foreldelsesloven § 2"}, 2: {Last: date.Must(2028, 7, 3), Ref: "foreldelsesloven § 2"},
	}}
	for id := receivable.ItemID(1); id <= 2; id++ {
		row := desk.ItemRow{}
		row.ID, row.Number, row.Open = id, "F-"+keyOf(approval.RequestID(id)), money.New(100_00, "NOK")
		v.Items = append(v.Items, row)
	}
	e := desk.Evidence{RequestView: request(1, approval.WriteOff, 100_00), Customer: v, Items: []receivable.ItemID{1}, Booking: desk.BookingAccounts{Loss: "7830"}}
	text := ""
	for _, f := range Effects(&e, english()) {
		text += f.Text + "\n"
	}
	if !strings.Contains(text, "account 7830") || !strings.Contains(text, "F-1 is statute-barred after 3 Jul 2029 (foreldelsesloven § 2)") {
		t.Errorf("effects:\n%s", text)
	}
	if rows := claimRows(&e); len(rows) != 1 || otherClaims(&e, english()) != "1 other invoice is open: 100,00\u00a0kr" {
		t.Errorf("claims %+v, %q", rows, otherClaims(&e, english()))
	}
}
