package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// checkpointEvery is how many lines may wait before the desk keeps them.
const checkpointEvery = 5000

// connector reads bank files.
type connector struct{}

// Describe implements sdk.Connector.
func (connector) Describe() spec.Description {
	return spec.Description{
		Kind:  "bank",
		Title: spec.Text{"en": "Bank files", "nb": "Bankfiler"},
		Summary: spec.Text{
			"en": "Payments from the files of your bank: camt, MT940, OCR giro, BgMax.",
			"nb": "Innbetalinger fra bankens filer: camt, MT940, OCR-giro, BgMax.",
		},
		Version: "1.0.0", Publisher: "Dunning Desk", Verified: spec.VerifiedRecorded, Docs: docs,
		Streams: []spec.Stream{spec.StreamBankLines},
		Fields: []spec.Field{
			{
				Key: "folder", Type: spec.FieldFolder,
				Label: spec.Text{"en": "Folder", "nb": "Mappe"},
				Help: spec.Text{
					"en": "Where the bank's files are put. Every sync reads all of them; they are not moved and not changed.",
					"nb": "Der bankens filer legges. Hver synkronisering leser alle; de blir ikke flyttet og ikke endret.",
				},
			},
			{
				Key: "file", Type: spec.FieldFile, Extensions: []string{".xml", ".sta", ".940", ".txt"},
				Label: spec.Text{"en": "Or one file", "nb": "Eller én fil"},
				Help:  spec.Text{"en": "Instead of a folder.", "nb": "I stedet for en mappe."},
			},
			{
				Key: "outgoing", Type: spec.FieldBool, Default: "false", Advanced: true,
				Label: spec.Text{"en": "Payments out too", "nb": "Også utbetalinger"},
				Help: spec.Text{
					"en": "The desk does not need them, and wages may be among them. What the bank takes back comes in any case.",
					"nb": "Programmet trenger dem ikke, og lønn kan være blant dem. Det banken tar tilbake, kommer uansett.",
				},
			},
		},
	}
}

// Check implements sdk.Connector. It reads the files as Read does.
func (connector) Check(ctx context.Context, settings spec.Settings) []spec.Diagnostic {
	j, err := begin(ctx, settings, func(int) error { return nil })
	if err != nil {
		return []spec.Diagnostic{asSettingTrouble(err)}
	}
	defer j.close()
	var out []spec.Diagnostic
	for _, f := range j.files {
		rejected, notes := f.told()
		if rejected != nil {
			rejected.Severity = spec.SeverityWarning // the other files can be read
			notes = append(notes, *rejected)
		}
		out = append(out, notes...)
	}
	sums, err := j.sums(ctx)
	if err != nil {
		return []spec.Diagnostic{asSettingTrouble(err)}
	}
	for _, f := range j.files {
		out = append(out, f.unsplitNote()...)
	}
	return append([]spec.Diagnostic{sums}, out...)
}

// Read implements sdk.Connector.
func (connector) Read(ctx context.Context, settings spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	out, ok := emit.(sdk.BankEmitter)
	if !ok {
		return errors.New("the desk takes no bank lines")
	}
	if !req.Wants(spec.StreamBankLines) {
		return emit.Complete(nil)
	}
	j, err := begin(ctx, settings, func(done int) error {
		return emit.Progress(spec.Progress{Phase: "checking", Done: int64(done)})
	})
	if err != nil {
		return err
	}
	defer j.close()
	for _, f := range j.files {
		rejected, notes := f.told()
		for _, d := range notes {
			if err := emit.Note(d); err != nil {
				return err
			}
		}
		if rejected != nil {
			if err := emit.Reject(*rejected); err != nil {
				return err
			}
		}
	}
	return j.send(ctx, out)
}

// job is one check or read of a connection.
type job struct {
	*sources
	census   *census
	outgoing bool
	sent     map[key]bool
}

// begin opens the files and makes the first pass. With the setting of one file, that file must be read.
func begin(ctx context.Context, settings spec.Settings, tell func(int) error) (*job, error) {
	s, err := openSources(settings)
	if err != nil {
		return nil, err
	}
	c, err := takeCensus(ctx, s.files, tell)
	if err != nil {
		s.close()
		return nil, err
	}
	if s.field == "file" {
		if d, bad := s.files[0].asDiagnostic(s.files[0].fault); bad {
			s.close()
			d.Field = "file"
			return nil, d
		}
	}
	return &job{sources: s, census: c, outgoing: settings.Bool("outgoing"), sent: map[key]bool{}}, nil
}

// wanted: what moved nothing is no movement, and payments out are nobody's but the office's. What the bank takes back of
// money received is needed, and so is what a payer has taken off: without it the parts of a payment would be more than it.
func (j *job) wanted(b *booking, m *movement) bool {
	return m.minor > 0 || m.minor < 0 && (m.reversal || j.outgoing || b.minor > 0)
}

// each gives every wanted line of a file once, whatever else lists it.
func (j *job) each(ctx context.Context, number int, give func(spec.BankLine) error) (left int64, err error) {
	f := j.files[number]
	err = j.census.each(ctx, number, func(b *booking, m *movement, id key) error {
		if j.sent[id] {
			return nil
		}
		j.sent[id] = true
		if !j.wanted(b, m) {
			left++
			return nil
		}
		return give(bankLine(f.name, b, m, id.String()))
	})
	return left, f.changedSince(err)
}

// changedSince makes an error of the file between the two passes one of the whole read: a part of it may have been sent, and
// is forgotten with the read.
func (s *source) changedSince(err error) error {
	d, bad := s.asDiagnostic(err)
	if !bad {
		return err
	}
	d.Code, d.RetryAfter = spec.CodeSourceChanged, 10*time.Second
	d.Hint = "Sync again when the file is complete."
	return d
}

func (j *job) send(ctx context.Context, emit sdk.BankEmitter) error {
	var out, waiting int64
	for i, f := range j.files {
		if f.fault != nil {
			continue
		}
		if err := emit.Progress(spec.Progress{Phase: string(spec.StreamBankLines), Done: int64(i), Total: int64(len(j.files))}); err != nil {
			return err
		}
		left, err := j.each(ctx, i, func(l spec.BankLine) error {
			waiting++
			return emit.BankLine(l)
		})
		if err != nil {
			return err
		}
		for _, d := range f.unsplitNote() {
			if err := emit.Note(d); err != nil {
				return err
			}
		}
		if out += left; waiting >= checkpointEvery {
			waiting = 0
			if err := emit.Checkpoint(spec.StreamBankLines, nil); err != nil {
				return err
			}
		}
	}
	if out > 0 {
		err := emit.Note(spec.Diagnostic{
			Severity: spec.SeverityInfo, Code: codeOutgoing,
			Summary: count(out, "payment", "payments") + " out left aside: nobody owes because of such.",
		})
		if err != nil {
			return err
		}
	}
	return emit.Complete(nil)
}

// sums says for the check what the files hold.
func (j *job) sums(ctx context.Context) (spec.Diagnostic, error) {
	received := map[string]int64{}
	var lines int64
	read := 0
	for i, f := range j.files {
		if f.fault != nil {
			continue
		}
		read++
		if _, err := j.each(ctx, i, func(l spec.BankLine) error {
			lines++
			received[l.Currency] += l.Amount
			return nil
		}); err != nil {
			return spec.Diagnostic{}, err
		}
	}
	var texts []string
	for _, currency := range slices.Sorted(maps.Keys(received)) {
		texts = append(texts, money(received[currency], currency))
	}
	d := spec.Diagnostic{
		Severity: spec.SeverityInfo, Code: spec.CodeRecognised,
		Summary: fmt.Sprintf("%d of %d files can be read: %s, together %s.", read, len(j.files), count(lines, "movement", "movements"), strings.Join(texts, ", ")),
	}
	switch {
	case len(j.files) == 0:
		d.Summary = "The folder holds no files yet."
	case lines == 0:
		d.Summary = fmt.Sprintf("%d of %d files can be read; no money was received.", read, len(j.files))
	}
	return d, nil
}

// asSettingTrouble gives the diagnostic in an error that ends a check.
func asSettingTrouble(err error) spec.Diagnostic {
	var d spec.Diagnostic
	if errors.As(err, &d) {
		return d
	}
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeSourceUnreadable, Field: "folder", Summary: "Reading was stopped: " + reason(err) + ".", Hint: "Try again.",
	}
}
