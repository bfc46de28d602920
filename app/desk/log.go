package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Log walks the whole log from the oldest entry.
func (d *Desk) Log(ctx context.Context, fn func(activity.Entry) error) error {
	return d.view(ctx, func(r store.Reader) error { return r.Log(0, fn) })
}

// VerifyLog walks the chain; broken is the number of the first entry that does not belong, 0 when all do.
func (d *Desk) VerifyLog(ctx context.Context) (entries, broken int64, err error) {
	var chain activity.Chain
	err = d.Log(ctx, func(e activity.Entry) error {
		entries++
		if err := chain.Check(e); err != nil {
			broken = e.Seq
			return err
		}
		return nil
	})
	if fault.Has(err, activity.LogBroken) {
		return entries, max(broken, 1), nil
	}
	return entries, 0, err
}

// LogHead gives the newest entry, false when there is none: its hash, kept outside, proves later that nothing before it
// was changed.
func (d *Desk) LogHead(ctx context.Context) (e activity.Entry, found bool, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		e, found, err = r.LogHead()
		return err
	})
	return e, found, err
}
