package dunning

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Hold stops reminders until a day (inclusive). One without an end has a reviewer, who looks at it again on a day that is named:
// a hold that nobody looks at is a debt given away.
type Hold struct {
	ID       int64
	Until    date.Date
	Reason   string
	By       string
	Reviewer string    // who decides whether it goes on; needed where there is no end
	ReviewOn date.Date // by when; the hold goes on after it, and stands on the work list
}

// Active reports whether the hold still stops reminders on a day.
func (h *Hold) Active(on date.Date) bool {
	return h != nil && (h.Until.IsZero() || !on.After(h.Until))
}

// ToReview reports whether somebody should look at the hold again on a day.
func (h *Hold) ToReview(on date.Date) bool {
	return h.Active(on) && !h.ReviewOn.IsZero() && !on.Before(h.ReviewOn)
}

// Check refuses a hold that would be forgotten. Errors name the field: reason, until, reviewer, review-on.
func (h *Hold) Check(on date.Date) error {
	switch {
	case strings.TrimSpace(h.Reason) == "":
		return fault.New(fault.Invalid, "a hold needs a reason").OnField("reason")
	case h.Until.IsZero() && strings.TrimSpace(h.Reviewer) == "" && h.ReviewOn.IsZero():
		return fault.New(fault.Invalid, "a hold needs a last day").OnField("until").WithHint("a hold without an end is forgotten; name a reviewer and a day to review it")
	case h.Until.IsZero() && strings.TrimSpace(h.Reviewer) == "":
		return fault.New(fault.Invalid, "a hold without a last day needs somebody who reviews it").OnField("reviewer")
	case h.Until.IsZero() && h.ReviewOn.IsZero():
		return fault.New(fault.Invalid, "a hold without a last day needs a day on which it is reviewed").OnField("review-on")
	case !h.Until.IsZero() && h.Until.Before(on):
		return fault.New(fault.Invalid, "the hold would end on %s, which is past", h.Until).OnField("until")
	case !h.ReviewOn.IsZero() && h.ReviewOn.Before(on):
		return fault.New(fault.Invalid, "the hold would be reviewed on %s, which is past", h.ReviewOn).OnField("review-on")
	case !h.Until.IsZero() && h.ReviewOn.After(h.Until):
		return fault.New(fault.Invalid, "the hold ends on %s, before its review on %s", h.Until, h.ReviewOn).OnField("review-on")
	}
	return nil
}
