package desk

import (
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Reasons for a place on the work list that come from what staff noted: a dispute whose answer is due, a hold to be reviewed.
const (
	whyDisputeDue = "dispute-due" // number, owner, date
	whyHoldReview = "hold-review" // who, date, reason
)

// notes puts on the list what a colleague was to do by a day that has come.
func (l *workList) notes(r store.Reader) error {
	disputes, err := r.Disputes(0)
	if err != nil {
		return err
	}
	for _, d := range disputes {
		if d.DueBy.IsZero() || l.on.Before(d.DueBy) {
			continue
		}
		l.add(d.Debtor, d.Name, DoLook, weighLook, dunning.Why{Key: whyDisputeDue, Args: map[string]string{
			"number": d.Number, "owner": d.Owner, "date": d.DueBy.String(),
		}}, 0)
	}
	holds, err := r.Holds(0)
	if err != nil {
		return err
	}
	for i := range holds {
		h := &holds[i]
		if !h.ToReview(l.on) {
			continue
		}
		l.add(h.Debtor, h.Name, DoLook, weighLook, dunning.Why{Key: whyHoldReview, Args: map[string]string{
			"who": h.Reviewer, "date": h.ReviewOn.String(), "reason": h.Reason,
		}}, 0)
	}
	return nil
}
