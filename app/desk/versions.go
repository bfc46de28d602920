package desk

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// ProcedureVersion is a procedure as it was from a moment on, as the log has it.
type ProcedureVersion struct {
	Procedure dunning.Procedure
	At        time.Time
	By        string
}

// ProcedureHistory gives every version that a procedure had, oldest first, also of one that was deleted. A procedure without
// any is fault.NotFound.
func (d *Desk) ProcedureHistory(ctx context.Context, name string) (out []ProcedureVersion, err error) {
	err = d.Log(ctx, func(e activity.Entry) error {
		if e.Kind != activity.SettingsChanged || !strings.EqualFold(e.Subject, "procedure "+name) {
			return nil
		}
		v := ProcedureVersion{At: e.At, By: e.Actor.Name}
		if err := json.Unmarshal([]byte(e.Data), &v.Procedure); err != nil {
			return fault.Wrap(err, fault.Internal, "entry %d of the log holds no procedure", e.Seq)
		}
		out = append(out, v)
		return nil
	})
	if err == nil && len(out) == 0 {
		err = fault.New(fault.NotFound, "there was never a procedure %q", name).WithHint("see `procedure list`")
	}
	return out, err
}

// ProcedureVersionOf gives one version of a procedure; one that never was is fault.NotFound.
func (d *Desk) ProcedureVersionOf(ctx context.Context, name string, version int) (ProcedureVersion, error) {
	all, err := d.ProcedureHistory(ctx, name)
	if err != nil {
		return ProcedureVersion{}, err
	}
	for _, v := range all {
		if v.Procedure.Version == version {
			return v, nil
		}
	}
	return ProcedureVersion{}, fault.New(fault.NotFound, "%s never had a version %d", name, version).OnField("version").
		WithHint("see `procedure history %s`", name)
}
