package dunning_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
)

func TestAHoldIsNeverForgotten(t *testing.T) {
	for _, c := range []struct {
		name, field string
		h           dunning.Hold
	}{
		{"with an end", "", dunning.Hold{Reason: "talks", Until: day(20)}},
		{"that ends today", "", dunning.Hold{Reason: "talks", Until: day(10)}},
		{"without an end, reviewed", "", dunning.Hold{Reason: "talks", Reviewer: "Berit", ReviewOn: day(40)}},
		{"with an end, reviewed before", "", dunning.Hold{Reason: "talks", Until: day(60), Reviewer: "Berit", ReviewOn: day(40)}},
		{"without a reason", "reason", dunning.Hold{Until: day(20)}},
		{"without an end", "until", dunning.Hold{Reason: "talks"}},
		{"without an end or a day", "review-on", dunning.Hold{Reason: "talks", Reviewer: "Berit"}},
		{"without an end or a reviewer", "reviewer", dunning.Hold{Reason: "talks", ReviewOn: day(40)}},
		{"that ended", "until", dunning.Hold{Reason: "talks", Until: day(9)}},
		{"reviewed yesterday", "review-on", dunning.Hold{Reason: "talks", Reviewer: "Berit", ReviewOn: day(9)}},
		{"reviewed after its end", "review-on", dunning.Hold{Reason: "talks", Until: day(20), Reviewer: "Berit", ReviewOn: day(21)}},
	} {
		err := c.h.Check(day(10))
		if (err == nil) != (c.field == "") || fieldOf(err) != c.field {
			t.Errorf("a hold %s: %v, want an error of %q", c.name, err, c.field)
		}
	}
}

func TestAHoldWithoutAnEndIsLookedAtAgain(t *testing.T) {
	h := &dunning.Hold{Reason: "talks", Reviewer: "Berit", ReviewOn: day(40)}
	if h.ToReview(day(39)) || !h.ToReview(day(40)) || !h.ToReview(day(90)) || !h.Active(day(900)) {
		t.Error("a hold without an end goes on, and is to be reviewed from its day")
	}
	h.Until = day(50)
	if h.ToReview(day(51)) {
		t.Error("a hold that is over is to be reviewed")
	}
}
