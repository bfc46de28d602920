package main

import (
	"context"
	"slices"
	"strings"
)

// maxWarnings bounds how often one call is confirmed.
const maxWarnings = 5

// confirming calls a method and says yes to the warnings whose names begin as
// given, as a person would at the screen: Tryton keeps each yes as a record and
// wants to be asked again. Any other warning is a refusal.
func (w *writing) confirming(ctx context.Context, into any, expected []string, method string, params ...any) error {
	for try := 0; ; try++ {
		err := w.do(ctx, into, method, params...)
		s := saidBy(err)
		if s == nil || s.class != userWarning || len(s.texts) == 0 || try == maxWarnings {
			return err
		}
		name := s.texts[0]
		if !slices.ContainsFunc(expected, func(prefix string) bool { return strings.HasPrefix(name, prefix) }) {
			return err
		}
		yes := map[string]any{"user": w.uid, "name": name}
		if err := w.write(ctx, nil, "model.res.user.warning.create", []any{yes}, w.context()); err != nil {
			return err
		}
	}
}
