package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// connector reads databases.
type connector struct{}

// Describe implements sdk.Connector.
func (connector) Describe() spec.Description {
	return spec.Description{
		Kind:  "sql",
		Title: spec.Text{"en": "Database (SQL)", "nb": "Database (SQL)"},
		Summary: spec.Text{
			"en": "Any system that keeps its books in PostgreSQL, MySQL, SQL Server or SQLite; LedgerSMB and SQL-Ledger without a query of your own.",
			"nb": "Alle systemer som har regnskapet i PostgreSQL, MySQL, SQL Server eller SQLite; LedgerSMB og SQL-Ledger uten egne spørringer.",
		},
		Version: "1.0.0", Publisher: "Dunning Desk", Verified: spec.VerifiedLive, Docs: docs, Fields: fields,
		Streams:      []spec.Stream{spec.StreamDebtors, spec.StreamItems, spec.StreamPayments},
		Capabilities: spec.Capabilities{spec.CanReadDebtors},
	}
}

const (
	// enough rows of each query are looked at by a check.
	enough = 200
	// checking bounds a query in a check, which a person waits for.
	checking = 25 * time.Second
)

// limitOf is how long a query may take.
func limitOf(s spec.Settings) time.Duration { return time.Duration(s.Number("timeout")) * time.Second }

// Check implements sdk.Connector. It runs each query as Read does and looks at
// its first rows.
func (c connector) Check(ctx context.Context, settings spec.Settings) []spec.Diagnostic {
	s, err := open(ctx, settings, min(limitOf(settings), checking))
	if err != nil {
		return []spec.Diagnostic{asDiagnostic(err)}
	}
	defer s.close()
	version, warnings, err := s.engine.about(ctx, s.tx)
	if err != nil {
		return []spec.Diagnostic{asDiagnostic(s.explained(err, nil, ""))}
	}
	v := &viewer{limit: enough, patience: limitOf(settings)}
	r := newReading(s, settings.Get("currency"), spec.ReadRequest{}, v)
	found := make([]string, 0, len(sections))
	for n, section := range s.sections() {
		if n > 0 {
			if err := s.again(ctx); err != nil {
				return append(warnings, asDiagnostic(err))
			}
		}
		said, err := v.look(ctx, r, section)
		if err != nil {
			return append(v.found, asDiagnostic(err))
		}
		found = append(found, said)
	}
	out := []spec.Diagnostic{{
		Severity: spec.SeverityInfo, Code: spec.CodeRecognised,
		Summary: fmt.Sprintf("%s can be read: %s.", s.title(version), strings.Join(found, ", ")),
	}}
	return append(append(append(out, s.notes...), warnings...), v.found...)
}

// Read implements sdk.Connector.
func (c connector) Read(ctx context.Context, settings spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	if err := emit.Progress(spec.Progress{Phase: "opening"}); err != nil {
		return err
	}
	s, err := open(ctx, settings, limitOf(settings))
	if err != nil {
		return err
	}
	defer s.close()
	for _, d := range s.notes {
		if err := emit.Note(d); err != nil {
			return err
		}
	}
	if err := newReading(s, settings.Get("currency"), req, emit).all(ctx); err != nil {
		return err
	}
	return emit.Complete(nil)
}

// viewer takes the first records of a check and keeps nothing but complaints.
type viewer struct {
	limit    int
	patience time.Duration // of a read
	found    []spec.Diagnostic
	rejected int
}

// shown complaints are enough to see what is wrong with a query.
const shown = 10

// look runs one query and tells what it brings.
func (v *viewer) look(ctx context.Context, r *reading, section string) (string, error) {
	r.rows = 0
	take := r.taker(section)
	more := false
	err := r.each(ctx, section, func() error { return nil }, func(one row) error {
		if more = int(r.rows) >= v.limit; more {
			return errEnough
		}
		return take(one)
	})
	if err == nil && !more {
		err = r.finish(section)
	}
	if errors.Is(err, errEnough) {
		err, r.partly = nil, true
	}
	var d spec.Diagnostic
	if errors.As(err, &d) && d.Code == codeTimeout && r.limit < v.patience {
		d.Severity = spec.SeverityWarning
		d.Hint = fmt.Sprintf("A check does not wait longer; a read allows %s.", seconds(v.patience))
		r.partly = true
		return section + " slow", v.Note(d)
	}
	rows := fmt.Sprintf("%d rows", r.rows)
	switch {
	case r.rows == 1:
		rows = "1 row"
	case more:
		rows = fmt.Sprintf("more than %d rows", v.limit)
	}
	return section + " " + rows, err
}

// Reject implements sdk.Emitter: a record that is left out does not spoil the rest.
func (v *viewer) Reject(d spec.Diagnostic) error {
	d.Severity = spec.SeverityWarning
	if d.Code == "" {
		d.Code = spec.CodeRecordInvalid
	}
	if v.rejected++; v.rejected <= shown {
		v.found = append(v.found, d)
	}
	return nil
}

// Note implements sdk.Emitter.
func (v *viewer) Note(d spec.Diagnostic) error {
	v.found = append(v.found, d)
	return nil
}

// The rest of sdk.Emitter.
func (*viewer) Debtor(spec.Debtor) error             { return nil }
func (*viewer) Item(spec.Item) error                 { return nil }
func (*viewer) Payment(spec.Payment) error           { return nil }
func (*viewer) Remove(spec.Stream, string) error     { return nil }
func (*viewer) Progress(spec.Progress) error         { return nil }
func (*viewer) Control(string, int64) error          { return nil }
func (*viewer) Checkpoint(spec.Stream, []byte) error { return nil }
func (*viewer) Complete([]byte) error                { return nil }
