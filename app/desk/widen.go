package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/store"
)

// bring has a connector send what the order asks for.
func (d *Desk) bring(ctx context.Context, order ReadOrder, in *intakeRun) error {
	in.start()
	readErr := d.Sources.Read(ctx, order, in)
	if err := in.stop(); err != nil && readErr == nil {
		readErr = err
	}
	return readErr
}

// isUntouched reports whether a run has brought no record yet.
func (in *intakeRun) isUntouched() bool {
	for _, n := range in.run.Read {
		if n > 0 {
			return false
		}
	}
	return true
}

// bringAll goes on with a run of what changed as one of everything, because the connector cannot tell what changed: the list in
// a folder is another one. What the attempt had to say is said again.
func (d *Desk) bringAll(ctx context.Context, order ReadOrder, in *intakeRun) error {
	err := d.update(ctx, func(w store.Writer) error { return w.WidenSync(&in.run) })
	if err != nil {
		return err
	}
	order.Full = true
	in.notes, in.last, in.pending, in.err = nil, Checkpoint{}, stretch{}, nil
	return d.bring(ctx, order, in)
}
