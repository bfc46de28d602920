package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/store"
)

// TrustClock is a person's word that the machine's clock is right although it stands behind the newest entry of the log,
// as when it was years ahead for a day. The word is kept in the log, schedules and messages that were put off until a time
// that is still to come go on from now, and work goes on. With a clock that is not behind it does nothing.
func (d *Desk) TrustClock(ctx context.Context) error {
	return d.update(store.TrustClock(ctx), func(store.Writer) error { return nil })
}
