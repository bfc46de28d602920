package privacy

import (
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Hold keeps what is stored about a customer, or about everybody, from being anonymised: a lawsuit, an audit, a request of an
// authority. It never ends by itself: Review is the day on which somebody must look at it again, and it holds on after it.
type Hold struct {
	ID     int64
	Debtor receivable.DebtorID // 0: everybody
	Name   string              // of the debtor, empty for everybody
	Reason string
	Review date.Date
	By     string
	At     time.Time
	Lifted time.Time // zero: in force
	LiftBy string
	Why    string // of the lifting
}

// Covers reports whether the hold is in force for a debtor.
func (h Hold) Covers(id receivable.DebtorID) bool {
	return h.Lifted.IsZero() && (h.Debtor == 0 || h.Debtor == id)
}

// ReviewDue reports whether somebody has to look at the hold again.
func (h Hold) ReviewDue(today date.Date) bool { return h.Lifted.IsZero() && !today.Before(h.Review) }

// longestReview is how far ahead, in days, a hold may be left without a look.
const longestReview = 366

// CheckHold refuses a hold without a reason, or whose review is past or more than a year ahead. Errors are fault.Invalid.
func CheckHold(h Hold, today date.Date) error {
	switch {
	case strings.TrimSpace(h.Reason) == "":
		return fault.New(fault.Invalid, "say why this must be kept").OnField("reason")
	case len(h.Reason) > 1000:
		return fault.New(fault.Invalid, "the reason is longer than 1000 bytes").OnField("reason")
	case !h.Review.After(today):
		return fault.New(fault.Invalid, "a legal hold is looked at again on a day that is to come").OnField("review")
	case h.Review.DaysSince(today) > longestReview:
		return fault.New(fault.Invalid, "somebody looks at a legal hold again within a year").OnField("review").WithHint("it holds on after that day until it is lifted")
	}
	return nil
}
