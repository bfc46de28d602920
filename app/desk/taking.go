package desk

import (
	"context"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// BeingReleased is the code of a wave that another program releases at this moment.
const BeingReleased fault.Code = "being-released"

// releaseTerm is how long a program keeps a release without a sign of life. It is renewed with every batch.
const releaseTerm = 2 * time.Minute

func releaseLease(id store.WaveID) string { return "release " + waveName(id) }

// takeRelease makes this program the one that releases a wave, so that a second one is told so at once instead of reading
// the customers a second time. What a program that has ended left behind is taken over. The returned function lets go.
//
// It is a courtesy: that no notice is made twice hangs on each line's own state, and that none leaves twice on the outbox.
func (d *Desk) takeRelease(ctx context.Context, id store.WaveID) (letGo func(), err error) {
	err = d.update(ctx, func(w store.Writer) error {
		holder, _, err := w.LeaseHolder(releaseLease(id))
		if err != nil {
			return err
		}
		if holder != d.Holder && holder != "" && d.HolderGone != nil && d.HolderGone(holder) {
			if _, err := w.Lease(releaseLease(id), holder, 0); err != nil {
				return err
			}
		}
		return d.keepRelease(w, id)
	})
	return func() {
		// The lease of a desk that cannot write any more runs out by itself.
		_ = d.update(context.WithoutCancel(ctx), func(w store.Writer) error {
			holder, _, err := w.LeaseHolder(releaseLease(id))
			if err != nil || holder != d.Holder {
				return err
			}
			_, err = w.Lease(releaseLease(id), d.Holder, 0)
			return err
		})
	}, err
}

// keepRelease renews this program's hold on a release.
func (d *Desk) keepRelease(w store.Writer, id store.WaveID) error {
	held, err := w.Lease(releaseLease(id), d.Holder, releaseTerm)
	if err != nil || held {
		return err
	}
	holder, until, err := w.LeaseHolder(releaseLease(id))
	if err != nil {
		return err
	}
	return fault.New(BeingReleased, "%s is being released by another program (%s) at this moment", waveName(id), holder).
		WithHint("wait for it to end; if that program has stopped, go on with `wave resume` after %s", until.Format("15:04 MST"))
}

// mayGrow refuses more customers for a wave whose release has begun, or is held by a program at this moment: its limit and its
// approval were looked at before.
func (d *Desk) mayGrow(w store.Writer, wave store.Wave) error {
	if wave.State != store.WaveProposed {
		return fault.New(fault.Conflict, "the release of %s has begun, so nobody is put back into it", waveName(wave.ID)).
			WithHint("the customer is in the next proposal")
	}
	holder, until, err := w.LeaseHolder(releaseLease(wave.ID))
	if err != nil || holder == "" || !until.After(w.Now()) || d.HolderGone != nil && d.HolderGone(holder) {
		return err
	}
	return fault.New(BeingReleased, "%s is being released by another program (%s) at this moment", waveName(wave.ID), holder).
		WithHint("the customer is in the next proposal")
}
