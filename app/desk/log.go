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
	entries, broken, _, err = d.CheckLog(ctx, activity.Head{})
	return entries, broken, err
}

// CheckLog is VerifyLog against a head that was kept outside; the zero Head is none. why is of code activity.LogBroken and names
// what was done to the entry, nil when all belong.
func (d *Desk) CheckLog(ctx context.Context, head activity.Head) (entries, broken int64, why, err error) {
	audit := activity.Against(head)
	err = d.Log(ctx, func(e activity.Entry) error {
		entries++
		broken = e.Seq
		return audit.Check(e)
	})
	if err == nil {
		broken++ // what is missing would follow
		err = audit.End()
	}
	if fault.Has(err, activity.LogBroken) {
		return entries, max(broken, 1), err, nil
	}
	return entries, 0, nil, err
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
