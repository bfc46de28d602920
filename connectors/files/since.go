package main

import (
	"context"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// readSince is the read of what changed: nothing where the files are those that were read, and otherwise the word that
// everything has to be read. A list says who has paid by leaving him out, so there is no reading a part of it.
func (c connector) readSince(ctx context.Context, settings spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	k, ok := knownFrom(req.Cursor, settings)
	if !ok {
		return spec.Diagnostic{
			Severity: spec.SeverityInfo, Code: spec.CodeCursorInvalid,
			Summary: "The settings or the connector are others than those of the last read.", Hint: "Everything is read again.",
		}
	}
	in, err := openFiles(settings)
	if err != nil {
		return err
	}
	defer in.close()
	if d, stale := isStale(k.Files[roleItems].Name, k.Files[roleItems].Day, c.clock, settings); stale && in.folder != nil && in.print == k.Look {
		return d
	}
	if in.print != k.Look || k.Look == "" {
		if err := c.compare(ctx, settings, in, k, emit); err != nil {
			return err
		}
		k.Look = in.print
	}
	err = emit.Note(spec.Diagnostic{
		Severity: spec.SeverityInfo, Code: codeUnchanged, Summary: k.names() + " was read before and has not changed: nothing was read again.",
	})
	if err != nil {
		return err
	}
	cursor, err := k.cursor()
	if err != nil {
		return err
	}
	return emit.Complete(cursor)
}

// compare looks into files that look otherwise than before. It returns an error where there is something new to read.
func (c connector) compare(ctx context.Context, settings spec.Settings, in *inputs, k known, emit sdk.Emitter) error {
	if problems := in.open(ctx, c.clock, settings, optionsOf(settings)); len(problems) > 0 {
		return tellAll(problems, emit)
	}
	sums, err := in.sums(ctx)
	if err != nil {
		return err
	}
	back := in.goesBack(k, sums)
	for _, d := range back {
		if err := emit.Note(d); err != nil {
			return err
		}
	}
	for r, now := range sums {
		if _, behind := k.behind(r, now); now.Sum != k.Files[r].Sum && (!behind || in.folder == nil) {
			return spec.Diagnostic{
				Severity: spec.SeverityInfo, Code: spec.CodeCursorInvalid, Record: spec.Record{File: now.Name},
				Summary: now.Name + " is new or has changed.", Hint: "Everything is read again.",
			}
		}
	}
	return nil
}
