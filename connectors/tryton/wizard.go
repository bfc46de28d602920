package main

import (
	"context"
	"encoding/json"
	"maps"
)

// step is one state of a wizard with what was filled in before it.
type step struct {
	state string
	form  map[string]any
}

// wizard runs one of Tryton's wizards on some records. Only its last step
// changes anything.
func (w *writing) wizard(ctx context.Context, name, model string, records []int64, steps ...step) error {
	var session []json.RawMessage
	if err := w.write(ctx, &session, "wizard."+name+".create", w.context()); err != nil {
		return err
	}
	if len(session) == 0 {
		return outOfOrder(name)
	}
	defer func() {
		_ = w.write(context.WithoutCancel(ctx), nil, "wizard."+name+".delete", session[0], w.context())
	}() // Tryton drops old ones by itself
	with := maps.Clone(w.context())
	with["active_model"], with["active_ids"], with["active_id"] = model, records, records[0]
	for i, s := range steps {
		form := s.form
		if form == nil {
			form = map[string]any{}
		}
		call := w.write
		if i == len(steps)-1 {
			call = func(ctx context.Context, into any, method string, params ...any) error {
				return w.confirming(ctx, into, cancelWarnings(records), method, params...)
			}
		}
		if err := call(ctx, nil, "wizard."+name+".execute", session[0], form, s.state, with); err != nil {
			return err
		}
	}
	return nil
}
