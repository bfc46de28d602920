package desk

import (
	"context"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// LegalHoldOrder keeps a customer, or everybody (Debtor 0), from being anonymised.
type LegalHoldOrder struct {
	Debtor receivable.DebtorID
	Reason string
	Review date.Date // when somebody looks at it again; at most a year ahead
}

// HoldLegally sets a legal hold. Anybody who may change the book may: a hold too many is mended, one too few is not.
func (d *Desk) HoldLegally(ctx context.Context, o LegalHoldOrder) (id int64, err error) {
	h := privacy.Hold{Debtor: o.Debtor, Reason: strings.TrimSpace(o.Reason), Review: o.Review}
	err = d.update(ctx, func(w store.Writer) error {
		on, err := d.todayOf(w)
		if err != nil {
			return err
		}
		if err := privacy.CheckHold(h, on); err != nil {
			return err
		}
		if h.Debtor != 0 {
			who, err := livingDebtor(w, h.Debtor)
			if err != nil {
				return err
			}
			h.Debtor, h.Name = who.ID, who.Name
		}
		if id, err = w.PutLegalHold(h); err != nil {
			return err
		}
		return w.Append(activity.LegalHoldSet, int64(h.Debtor), 0, h.Name, map[string]any{"id": id, "reason": h.Reason, "review": h.Review.String()})
	})
	return id, err
}

// LiftLegalHold ends a legal hold, with a reason. Only an administrator may: what it kept can be removed afterwards.
func (d *Desk) LiftLegalHold(ctx context.Context, id int64, why string) error {
	why = strings.TrimSpace(why)
	if why == "" {
		return fault.New(fault.Invalid, "say why the hold ends").OnField("why")
	}
	return d.administer(ctx, func(w store.Writer) error {
		holds, err := w.LegalHolds(true)
		if err != nil {
			return err
		}
		for _, h := range holds {
			if h.ID == id {
				if err := w.LiftLegalHold(id, why); err != nil {
					return err
				}
				return w.Append(activity.LegalHoldLifted, int64(h.Debtor), 0, h.Name, map[string]any{"id": id, "why": why})
			}
		}
		return fault.New(fault.NotFound, "there is no legal hold %d in force", id).WithHint("see `privacy list`")
	})
}

// LegalHolds gives the legal holds in force, or all that there ever were, newest first.
func (d *Desk) LegalHolds(ctx context.Context, all bool) (holds []privacy.Hold, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		holds, err = r.LegalHolds(!all)
		return err
	})
	return holds, err
}
