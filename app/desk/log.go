package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Log walks the whole log from the oldest entry, with contacts as far as the role sees them. To check the chain: VerifyLog.
func (d *Desk) Log(ctx context.Context, fn func(activity.Entry) error) error {
	return d.view(ctx, func(r store.Reader) error {
		seen, err := d.sightOf(r)
		if err != nil {
			return err
		}
		return r.Log(0, func(e activity.Entry) error { return fn(seen.entry(e)) })
	})
}

// LogState is what a walk along the whole log found.
type LogState struct {
	Entries  int64
	Redacted int64 // entries whose words were removed under privacy
	Broken   int64 // the first entry that does not belong; 0: all do
	Why      error // how that is known, nil when nothing is broken
}

// VerifyLog walks the chain, against a head that was kept outside; the zero Head is none. What is broken is told in the state: Why is
// of code activity.LogBroken and names what was done to the entry.
func (d *Desk) VerifyLog(ctx context.Context, head activity.Head) (s LogState, err error) {
	audit := activity.Against(head)
	err = d.view(ctx, func(r store.Reader) error {
		return r.Log(0, func(e activity.Entry) error {
			s.Entries++
			if err := audit.Check(e); err != nil {
				s.Broken = max(e.Seq, 1)
				return err
			}
			return nil
		})
	})
	if err == nil {
		s.Broken, err = audit.End()
	}
	s.Redacted = int64(audit.Redacted())
	if fault.Has(err, activity.LogBroken) {
		s.Why, err = err, nil
	}
	return s, err
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
