package dunning_test

import (
	"errors"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"pgregory.net/rapid"
)

func fieldOf(err error) string {
	var coded *fault.Error
	if errors.As(err, &coded) {
		return coded.Field
	}
	return ""
}

func TestABadDisputeNamesItsField(t *testing.T) {
	for _, c := range []struct {
		field string
		d     dunning.Dispute
	}{
		{"code", dunning.Dispute{Code: "weather", Reason: "rain"}},
		{"reason", dunning.Dispute{}},
		{"reason", dunning.Dispute{Code: dunning.DisputeOther, Reason: "  "}},
		{"amount", dunning.Dispute{Code: dunning.DisputePrice, Amount: eur(10001)}},
		{"amount", dunning.Dispute{Code: dunning.DisputePrice, Amount: eur(-1)}},
		{"amount", dunning.Dispute{Code: dunning.DisputePrice, Amount: money.New(1, "NOK")}},
		{"due", dunning.Dispute{Code: dunning.DisputePrice, Since: day(5), DueBy: day(4)}},
	} {
		if _, err := dunning.OpenDispute(account(invoice(1, 0, 10000)), 1, c.d); fault.CodeOf(err) != fault.Invalid || fieldOf(err) != c.field {
			t.Errorf("%+v gives %v, not an error of %s", c.d, err, c.field)
		}
	}
	paid := invoice(1, 0, 10000)
	paid.Open.Minor = 0
	if _, err := dunning.OpenDispute(account(paid), 1, dunning.Dispute{Code: dunning.DisputePrice}); fieldOf(err) != "item" {
		t.Errorf("disputing what is paid gives %v", err)
	}
}

func TestABadOutcomeNamesItsField(t *testing.T) {
	a, err := dunning.OpenDispute(account(invoice(1, 0, 10000)), 1, dunning.Dispute{Code: dunning.DisputePrice})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		field string
		r     dunning.Resolution
	}{
		{"outcome", dunning.Resolution{Outcome: "forgotten"}},
		{"credit", dunning.Resolution{Outcome: dunning.DisputeRejected, Credit: eur(1)}},
		{"credit", dunning.Resolution{Outcome: dunning.DisputePartly, Credit: eur(10001)}},
		{"credit", dunning.Resolution{Outcome: dunning.DisputeCredited, Credit: money.New(1, "NOK")}},
	} {
		if _, err := dunning.Resolve(a, 1, c.r); fieldOf(err) != c.field {
			t.Errorf("%+v gives %v", c.r, err)
		}
	}
	a, err = dunning.Resolve(a, 1, dunning.Resolution{Outcome: dunning.DisputeAccepted, On: day(9)})
	if err != nil || *a.Items[0].Resolution != (dunning.Resolution{Outcome: dunning.DisputeCredited, On: day(9), Credit: eur(10000)}) {
		t.Errorf("accepted without an amount is %+v, %v", a.Items[0].Resolution, err)
	}
	if _, err := dunning.Resolve(a, 1, dunning.Resolution{Outcome: dunning.DisputeRejected}); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("resolving twice gives %v", err)
	}
}

func TestACreditNoteThatNamesItsInvoiceIsWhatWasAwaited(t *testing.T) {
	a, _ := dunning.OpenDispute(account(invoice(1, 0, 10000)), 1, dunning.Dispute{Code: dunning.DisputePrice, Amount: eur(4000)})
	a, _ = dunning.Resolve(a, 1, dunning.Resolution{Outcome: dunning.DisputeCredited, On: day(9)})
	if got := plan(20, ladder(), a); len(got.Notices) != 0 || got.LeftOut[0].Detail.Key != dunning.WhyCreditAwaited {
		t.Errorf("before the credit: %+v", got)
	}
	credit := invoice(2, 10, -4000)
	credit.Kind, credit.AppliesTo = receivable.Credit, 1
	a.Items = append(a.Items, credit)
	if got := plan(20, ladder(), a); len(got.Notices) != 1 || got.Notices[0].Total != eur(6000) {
		t.Errorf("with the credit: %+v", got)
	}
}

// Whatever happens to a dispute, no money comes or goes by it: the disputed and the undisputed part are what is open, the item
// never jumps a level, and nothing is asked for on the day on which a customer was told that the objection is wrong.
func TestADisputeMovesNoMoney(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProcedure(t)
		it := invoice(1, 0, rapid.Int64Range(1, 1e6).Draw(t, "open"))
		if it.Level = rapid.IntRange(0, len(p.Levels)-1).Draw(t, "level"); it.Level > 0 {
			it.LastNotice = day(rapid.IntRange(1, 30).Draw(t, "reminded"))
		}
		d := dunning.Dispute{Code: rapid.SampledFrom(dunning.DisputeCodes()).Draw(t, "code"), Reason: "said", Amount: eur(rapid.Int64Range(0, 1e6).Draw(t, "part"))}
		a, err := dunning.OpenDispute(account(it), 1, d)
		if err != nil {
			if d.Amount.Minor <= it.Open.Minor {
				t.Fatal(err)
			}
			return
		}
		got := &a.Items[0]
		if sum := got.Dispute.Of(got.Open.Minor) + got.Undisputed(); sum != it.Open.Minor {
			t.Fatalf("disputed and undisputed make %d of %d", sum, it.Open.Minor)
		}
		on := day(rapid.IntRange(31, 200).Draw(t, "resolved"))
		r := dunning.Resolution{Outcome: rapid.SampledFrom([]dunning.DisputeOutcome{dunning.DisputeCredited, dunning.DisputePartly, dunning.DisputeRejected}).Draw(t, "outcome"), On: on}
		if r.Outcome == dunning.DisputePartly {
			r.Credit = eur(rapid.Int64Range(1, it.Open.Minor).Draw(t, "credit"))
		}
		if a, err = dunning.Resolve(a, 1, r); err != nil {
			t.Fatal(err)
		}
		if got = &a.Items[0]; got.Open != it.Open || got.Level != it.Level || got.Dispute != nil {
			t.Fatalf("after %s: %+v", r.Outcome, got)
		}
		if n := plan(on.DaysSince(day(0)), p, a); len(n.Notices) != 0 {
			t.Fatalf("reminded on the day of the outcome %s: %+v", r.Outcome, n)
		}
	})
}

// The fresh term is the one that the level has, whatever it counts from.
func TestAfterARejectedDisputeALevelWaitsAsFromANotice(t *testing.T) {
	for _, since := range []dunning.Since{dunning.SinceDue, dunning.SincePrevious, dunning.SinceDeadline} {
		p := dunning.Procedure{Levels: []dunning.Level{{Number: 1, AfterDays: 5}, {Number: 2, AfterDays: 15, Since: since}}}
		wait := 15
		if since == dunning.SinceDue {
			wait = 10 // so far are the two levels apart
		}
		it := reminded(0, 8)
		it.LastDeadline = day(18)
		it.Resolution = &dunning.Resolution{Outcome: dunning.DisputeRejected, On: day(60)}
		if got := plan(60+wait-1, p, account(it)); len(got.Notices) != 0 || got.LeftOut[0].Until != day(60+wait) {
			t.Errorf("since %s, a day too soon: %+v", since, got)
		}
		if got := plan(60+wait, p, account(it)); len(got.Notices) != 1 || got.Notices[0].Level != 2 {
			t.Errorf("since %s, on its day: %+v", since, got)
		}
	}
}
