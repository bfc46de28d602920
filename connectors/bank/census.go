package main

import (
	"context"
	"errors"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// census is what a first pass over the files has found. Nothing is sent before a file was read to its end, because control
// sums stand there; so files are read twice, and memory grows with the number of bookings, not with what they say.
type census struct {
	files  []*source
	chosen map[key]choice
}

// choice is the file that tells the most of a booking: how many transactions it splits it into, and what it says of them.
type choice struct {
	file, statement, parts, score int32
	kinds                         uint8 // of files that list it, a bit for each of formats
}

func (c choice) better(than choice) bool {
	if c.parts != than.parts {
		return c.parts > than.parts
	}
	return c.score > than.score
}

// takeCensus makes the first pass. A file that cannot be read keeps its fault, and the others go on.
func takeCensus(ctx context.Context, files []*source, tell func(done int) error) (*census, error) {
	c := &census{files: files, chosen: map[key]choice{}}
	for i, f := range files {
		if err := tell(i); err != nil {
			return nil, err
		}
		err := c.file(ctx, i, f)
		var known *fault
		switch {
		case errors.As(err, &known):
			f.fault = known
		case err != nil:
			return nil, err
		}
	}
	return c, nil
}

// file looks at one file. What it holds counts only when it was read to its end.
func (c *census) file(ctx context.Context, number int, f *source) error {
	type found struct {
		key    key
		choice choice
	}
	var all []found
	var n namer
	f.pending = 0
	err := f.read(ctx, func(b *booking) error {
		if b.pending {
			f.pending++
			return nil
		}
		all = append(all, found{n.booking(b), choice{int32(number), int32(b.statement), int32(len(b.parts)), int32(b.telling()), kindsOf(b.format)}})
		return nil
	})
	if err != nil {
		return err
	}
	for _, one := range all {
		have, twice := c.chosen[one.key]
		best := have
		if !twice || one.choice.better(have) {
			best = one.choice
		}
		best.kinds = have.kinds | one.choice.kinds
		c.chosen[one.key] = best
	}
	return nil
}

// each makes the second pass over the file of a number: it gives every line that this file is chosen for, with its id.
func (c *census) each(ctx context.Context, number int, give func(b *booking, m *movement, id key) error) error {
	var bookings, lines namer
	return c.files[number].read(ctx, func(b *booking) error {
		if b.pending {
			return nil
		}
		name := bookings.booking(b)
		chosen := c.chosen[name]
		b.format = chosen.formats()
		if len(b.parts) > 1 && b.batch == "" {
			b.batch = name.String() // one sum in the files that do not split it
		}
		mine := chosen.file == int32(number) && chosen.statement == int32(b.statement)
		if mine && b.unsplit {
			c.files[number].unsplit++
		}
		all := b.lines()
		for i := range all {
			id := lines.line(b, &all[i])
			if !mine {
				continue
			}
			if err := give(b, &all[i], id); err != nil {
				return err
			}
		}
		return nil
	})
}

// told are the faults of files and what else a person should know of them. As a rule the files that are no bank files are
// only mentioned: folders hold other things too.
func (s *source) told() (rejected *spec.Diagnostic, notes []spec.Diagnostic) {
	place := spec.Record{Stream: spec.StreamBankLines, File: s.name}
	if d, bad := s.asDiagnostic(s.fault); bad {
		if d.Code != codeForeign {
			return &d, nil
		}
		d.Severity = spec.SeverityWarning
		return nil, []spec.Diagnostic{d}
	}
	if s.pending > 0 {
		notes = append(notes, spec.Diagnostic{
			Severity: spec.SeverityInfo, Code: codePending, Record: place,
			Summary: count(s.pending, "movement is", "movements are") + " announced in " + s.name + " and not booked yet. They were not read.",
			Hint:    "They come with a later statement.",
		})
	}
	return nil, notes
}

// unsplitNote tells of collective bookings that no file splits; known after the second pass.
func (s *source) unsplitNote() []spec.Diagnostic {
	if s.unsplit == 0 {
		return nil
	}
	return []spec.Diagnostic{{
		Severity: spec.SeverityInfo, Code: codeUnsplit, Record: spec.Record{Stream: spec.StreamBankLines, File: s.name},
		Summary: count(s.unsplit, "collective booking", "collective bookings") + " of " + s.name + " could not be split: no file says how much each payment was.",
		Hint:    "Ask the bank for camt.054 with details, or for OCR files.",
	}}
}
