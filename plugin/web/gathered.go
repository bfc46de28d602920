package web

import (
	"maps"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Gathered is what was read from a source before any of it is sent: a source that breaks off in its middle sends nothing.
type Gathered struct {
	Debtors  []spec.Debtor
	Items    []spec.Item
	Payments []spec.Payment
	// Removals are told in reads of what changed; after one of everything the desk sees for itself what is absent.
	Removals []spec.Removal
	// Rejected exist at the source and cannot be sent; Notes tell of anything else.
	Rejected []spec.Diagnostic
	Notes    []spec.Diagnostic
	// Control is the source's own total of what is open, by currency.
	Control map[string]int64
}

// Phase is a part of a read, by the word under which people see it go on.
type Phase struct {
	Name  string
	Fetch func() error
}

// Fetch takes the phases one after the other, up to the first that fails. field is the setting that a refused sign-in is about.
func (g *Gathered) Fetch(emit sdk.Emitter, field string, phases ...Phase) error {
	for _, phase := range phases {
		if err := emit.Progress(spec.Progress{Phase: phase.Name, Done: int64(len(g.Items))}); err != nil {
			return err
		}
		if err := phase.Fetch(); err != nil {
			return Diagnose(err, field)
		}
	}
	return nil
}

// Reject keeps that a record could not be read.
func (g *Gathered) Reject(stream spec.Stream, id, name string, err error) {
	g.Rejected = append(g.Rejected, spec.Diagnostic{
		Summary: name + " was left out: " + err.Error() + ".", Hint: "Correct it at the source and sync again.",
		Record: spec.Record{Stream: stream, ExternalID: id},
	})
}

// Send gives all that was asked for to the desk and completes the read. Of changes it sends nothing where some cannot be read.
func (g *Gathered) Send(req spec.ReadRequest, emit sdk.Emitter, cursor []byte) error {
	wanted := func(debtor string) bool { return len(req.Debtors) == 0 || slices.Contains(req.Debtors, debtor) }
	if req.Mode == spec.ModeIncremental {
		if err := g.readable(); err != nil {
			return err
		}
	}
	for _, d := range g.Notes {
		if err := emit.Note(d); err != nil {
			return err
		}
	}
	for _, d := range g.Rejected {
		if err := emit.Reject(d); err != nil {
			return err
		}
	}
	if err := each(req, spec.StreamDebtors, g.Debtors, func(d spec.Debtor) bool { return wanted(d.ExternalID) }, emit.Debtor); err != nil {
		return err
	}
	if err := each(req, spec.StreamItems, g.Items, func(i spec.Item) bool { return wanted(i.DebtorID) }, emit.Item); err != nil {
		return err
	}
	if err := each(req, spec.StreamPayments, g.Payments, func(p spec.Payment) bool { return wanted(p.DebtorID) }, emit.Payment); err != nil {
		return err
	}
	if req.Mode == spec.ModeIncremental {
		for _, r := range g.Removals {
			if err := emit.Remove(r.Stream, r.ExternalID); err != nil {
				return err
			}
		}
	}
	if len(req.Debtors) == 0 && req.Wants(spec.StreamItems) {
		for _, currency := range slices.Sorted(maps.Keys(g.Control)) {
			if err := emit.Control(currency, g.Control[currency]); err != nil {
				return err
			}
		}
	}
	return emit.Complete(cursor)
}

// readable has the desk read everything where a change cannot be read: what is rejected of a part leaves the book as it was, and
// it may be that somebody has paid. A whole read keeps what it rejects out of all waves.
func (g *Gathered) readable() error {
	what := ""
	for i := range g.Items {
		one := g.Items[i]
		one.Clean()
		if one.Validate() != nil {
			what = "item " + one.ExternalID
		}
	}
	if len(g.Rejected) > 0 {
		what = g.Rejected[0].Summary
	}
	if what == "" {
		return nil
	}
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeCursorInvalid, Summary: "Not all that changed can be read.", Detail: what, Hint: "Read in full once.",
	}
}

func each[T any](req spec.ReadRequest, stream spec.Stream, records []T, wanted func(T) bool, send func(T) error) error {
	if !req.Wants(stream) {
		return nil
	}
	for i := range records {
		if !wanted(records[i]) {
			continue
		}
		if err := send(records[i]); err != nil {
			return err
		}
	}
	return nil
}

// Mails takes the mail addresses out of a field that may hold several, each once.
func Mails(field string) (out []string) {
	for _, one := range strings.FieldsFunc(field, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		if !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out
}

// First is the first text that is not empty.
func First(all ...string) string {
	for _, s := range all {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}
