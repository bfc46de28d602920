package sdk

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

const (
	// maxDiagnostics bounds what one check or read tells; a person reads a few.
	maxDiagnostics = 1000
	// progressEvery is how often progress goes out at most.
	progressEvery = 100 * time.Millisecond
)

var errAfterComplete = errors.New("the read is complete: nothing can follow")

// emitter is the Emitter of one Read.
type emitter struct {
	ctx     context.Context //nolint:containedctx // an emitter lives exactly as long as its read
	request spec.ReadRequest
	redact  func(string) string
	now     func() time.Time
	send    func(*receivablev1.ReadResponse) error

	batch       batch
	counts      map[spec.Stream]int64
	totals      totals
	control     map[string]int64
	rejected    int64
	diagnostics int
	progressed  time.Time
	complete    bool
	failed      error
}

func newEmitter(ctx context.Context, r spec.ReadRequest, s spec.Settings, now func() time.Time,
	send func(*receivablev1.ReadResponse) error,
) *emitter {
	return &emitter{
		ctx: ctx, request: r, redact: s.Redactor(), now: now, send: send,
		batch:  newBatch(r.BatchSize),
		counts: map[spec.Stream]int64{}, control: map[string]int64{},
	}
}

func (e *emitter) Debtor(d spec.Debtor) error {
	if err := e.readyForRecord(); err != nil {
		return err
	}
	place := spec.Record{Stream: spec.StreamDebtors, ExternalID: d.ExternalID}
	if d.Clean() {
		e.cleaned(place)
	}
	if err := d.Validate(); err != nil {
		return e.invalid(place, err)
	}
	e.counts[spec.StreamDebtors]++
	e.batch.addDebtor(&d)
	return e.flushIfFull()
}

func (e *emitter) Item(i spec.Item) error {
	if err := e.readyForRecord(); err != nil {
		return err
	}
	place := spec.Record{Stream: spec.StreamItems, ExternalID: i.ExternalID}
	if i.Clean() {
		e.cleaned(place)
	}
	if err := i.Validate(); err != nil {
		return e.invalid(place, err)
	}
	if !e.totals.add(i.Currency, i.Open) {
		return e.fail(errSumOverflow(i.Currency))
	}
	e.counts[spec.StreamItems]++
	e.batch.addItem(&i)
	return e.flushIfFull()
}

func (e *emitter) Payment(p spec.Payment) error {
	if err := e.readyForRecord(); err != nil {
		return err
	}
	place := spec.Record{Stream: spec.StreamPayments, ExternalID: p.ExternalID}
	if p.Clean() {
		e.cleaned(place)
	}
	if err := p.Validate(); err != nil {
		return e.invalid(place, err)
	}
	e.counts[spec.StreamPayments]++
	e.batch.addPayment(&p)
	return e.flushIfFull()
}

func (e *emitter) BankLine(l spec.BankLine) error {
	if err := e.readyForRecord(); err != nil {
		return err
	}
	place := spec.Record{Stream: spec.StreamBankLines, ExternalID: l.ExternalID, File: l.Origin.File, Line: l.Origin.Line}
	if l.Clean() {
		e.cleaned(place)
	}
	if err := l.Validate(); err != nil {
		return e.invalid(place, err)
	}
	e.counts[spec.StreamBankLines]++
	e.batch.addBankLine(&l)
	return e.flushIfFull()
}

func (e *emitter) Remove(stream spec.Stream, externalID string) error {
	if err := e.ready(); err != nil {
		return err
	}
	r := spec.Removal{Stream: stream, ExternalID: externalID}
	if err := r.Validate(); err != nil {
		return e.invalid(spec.Record{Stream: stream, ExternalID: externalID}, err)
	}
	e.counts[spec.StreamRemovals]++
	e.batch.addRemoval(r)
	return e.flushIfFull()
}

func (e *emitter) Checkpoint(stream spec.Stream, cursor []byte) error {
	return e.checkpoint(stream, cursor, false)
}

func (e *emitter) Complete(cursor []byte) error {
	if hidden := e.diagnostics - maxDiagnostics; hidden > 0 {
		if err := e.sendDiagnostic(tooMany(hidden)); err != nil {
			return err
		}
	}
	if err := e.checkpoint("", cursor, true); err != nil {
		return err
	}
	e.complete = true
	return nil
}

func (e *emitter) checkpoint(stream spec.Stream, cursor []byte, complete bool) error {
	if err := e.ready(); err != nil {
		return err
	}
	if len(cursor) > spec.MaxCursor {
		return e.fail(fmt.Errorf("the cursor holds %d bytes, more than %d", len(cursor), spec.MaxCursor))
	}
	if err := e.flush(); err != nil {
		return err
	}
	return e.event(&receivablev1.ReadResponse{Event: &receivablev1.ReadResponse_Checkpoint{
		Checkpoint: wire.FromCheckpoint(spec.Checkpoint{
			Stream: stream, Cursor: cursor, Generation: e.request.Generation,
			Counts: e.counts, Sums: e.totals.sums(), Exponents: e.totals.exponents(),
			Control: e.control, Rejected: e.rejected, Complete: complete,
		}),
	}})
}

func (e *emitter) Control(currency string, open int64) error {
	if err := e.ready(); err != nil {
		return err
	}
	if _, ok := spec.Exponent(currency); !ok {
		return e.fail(fmt.Errorf("a control total is in %q, which is not an ISO 4217 currency", currency))
	}
	e.control[currency] = open
	return nil
}

func (e *emitter) Progress(p spec.Progress) error {
	if err := e.ready(); err != nil {
		return err
	}
	now := e.now()
	if now.Sub(e.progressed) < progressEvery {
		return nil
	}
	e.progressed = now
	p.Text = e.redact(p.Text)
	return e.event(&receivablev1.ReadResponse{Event: &receivablev1.ReadResponse_Progress{Progress: wire.FromProgress(p)}})
}

// ready refuses to go on after a failure, a cancellation or the end.
func (e *emitter) ready() error {
	switch {
	case e.failed != nil:
		return e.failed
	case e.complete:
		return errAfterComplete
	}
	return e.ctx.Err()
}

// readyForRecord also closes a batch that holds removals: within a batch these
// come last, and a record that comes back must not be removed.
func (e *emitter) readyForRecord() error {
	if err := e.ready(); err != nil || !e.batch.hasRemovals() {
		return err
	}
	return e.flush()
}

func (e *emitter) flushIfFull() error {
	if !e.batch.full() {
		return nil
	}
	return e.flush()
}

func (e *emitter) flush() error {
	if e.batch.empty() {
		return nil
	}
	err := e.event(e.batch.message())
	e.batch.reset()
	return err
}

func (e *emitter) event(m *receivablev1.ReadResponse) error {
	if err := e.send(m); err != nil {
		return e.fail(err)
	}
	return nil
}

// fail makes the failure stick: a connector that overlooks an error must not be
// able to complete a read with a hole in it.
func (e *emitter) fail(err error) error {
	e.failed = err
	return err
}

func errSumOverflow(currency string) error {
	return fmt.Errorf("the open amounts in %s add up to more than %s, which cannot be right",
		currency, spec.FormatAmount(math.MaxInt64, currency))
}
