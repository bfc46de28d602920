package settlement_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
)

// ripe is a claim that may be handed over.
func ripe() settlement.Facts {
	return settlement.Facts{Number: "F-1", DaysLate: 60, Notice: decided.AddDays(-20), Deadline: decided.AddDays(-6)}
}

func TestWhatKeepsAClaimHere(t *testing.T) {
	if err := settlement.MayHandOver(settlement.Checklist([]settlement.Facts{ripe()}, decided, "")); err != nil {
		t.Fatal(err)
	}
	for key, change := range map[string]func(*settlement.Facts){
		settlement.CheckDue:      func(f *settlement.Facts) { f.DaysLate = 0 },
		settlement.CheckNotice:   func(f *settlement.Facts) { f.Notice = date.Date{} },
		settlement.CheckDeadline: func(f *settlement.Facts) { f.Deadline = decided },
		settlement.CheckDispute:  func(f *settlement.Facts) { f.Disputed = true },
		settlement.CheckPromise:  func(f *settlement.Facts) { f.Promised = decided },
		settlement.CheckPlan:     func(f *settlement.Facts) { f.InPlan = true },
		settlement.CheckBarred:   func(f *settlement.Facts) { f.BarredFrom = decided.AddDays(-1) },
		settlement.CheckElse:     func(f *settlement.Facts) { f.Escalated = true },
		settlement.CheckData:     func(f *settlement.Facts) { f.Doubtful = true },
	} {
		bad := ripe()
		bad.Number = "F-2"
		change(&bad)
		checks := settlement.Checklist([]settlement.Facts{ripe(), bad}, decided, "NO-1")
		for _, c := range checks {
			if c.Key == key && (c.OK || c.Item != "F-2") {
				t.Errorf("%s: %+v", key, c)
			}
		}
		if err := settlement.MayHandOver(checks); !fault.Has(err, settlement.NotReady) {
			t.Errorf("%s: %v", key, err)
		}
	}
	if err := settlement.MayHandOver(settlement.Checklist(nil, decided, "")); !fault.Has(err, settlement.NotReady) {
		t.Errorf("nothing at all: %v", err)
	}
}
