package host

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"google.golang.org/grpc"
)

// Batch is a stretch of records. Handle debtors first, removals last.
type Batch struct {
	Debtors  []spec.Debtor
	Items    []spec.Item
	Payments []spec.Payment
	Removals []spec.Removal
	// BankLines come from a bank and not from an accounting system.
	BankLines []spec.BankLine
}

// Len returns the number of records.
func (b *Batch) Len() int {
	return len(b.Debtors) + len(b.Items) + len(b.Payments) + len(b.Removals) + len(b.BankLines)
}

// Sink takes what a read brings, in order and from one goroutine. An error
// from it stops the read and is returned by Read as it is.
type Sink interface {
	// Batch may keep records but not the batch's slices: these are used again.
	Batch(*Batch) error
	// Checkpoint says that everything before it may be committed with its
	// cursor. The host has recounted it.
	Checkpoint(spec.Checkpoint) error
	// Progress and Diagnostic are for people.
	Progress(spec.Progress)
	Diagnostic(spec.Diagnostic)
}

// Read reads the connection into the sink and returns the complete checkpoint.
// Every other end is an error: then what the sink committed up to the last
// checkpoint stands, and absence proves nothing.
func (s *Session) Read(ctx context.Context, settings spec.Settings, req spec.ReadRequest, sink Sink) (spec.Checkpoint, error) {
	settings = s.guard(settings)
	ctx, stop := context.WithTimeoutCause(ctx, s.limits.Read, errTooLong)
	defer stop()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stream, err := s.remote.Read(ctx, wire.FromReadRequest(req, s.host(), settings))
	if err != nil {
		return spec.Checkpoint{}, s.callError(ctx, "starting to read", err)
	}
	r := &reading{session: s, sink: sink, stream: stream, tally: newTally(req.Generation)}
	r.flood = flood{limits: s.limits, bytesBefore: s.meter.read.Load(), bytesAtMark: s.meter.read.Load()}
	r.idle = time.AfterFunc(s.limits.Idle, func() { cancel(errIdle) })
	defer r.idle.Stop()
	for {
		if last, err := r.step(ctx); err != nil || last != nil {
			if last == nil {
				last = &spec.Checkpoint{}
			}
			r.reportHidden()
			return *last, err
		}
	}
}

// reading is one Read on its way.
type reading struct {
	session *Session
	sink    Sink
	stream  grpc.ServerStreamingClient[receivablev1.ReadResponse]
	idle    *time.Timer
	tally   *tally
	flood   flood
	batch   Batch
	told    int
}

// step takes one message. It returns the complete checkpoint when that came.
func (r *reading) step(ctx context.Context) (*spec.Checkpoint, error) {
	s := r.session
	r.idle.Reset(s.limits.Idle)
	m, err := r.stream.Recv()
	r.idle.Stop()
	if errors.Is(err, io.EOF) {
		return nil, s.fail(BadMessage, "stopped reading without saying that it was complete.",
			"Sync again; report it to its publisher if it happens again.", io.ErrUnexpectedEOF)
	}
	if err != nil {
		return nil, s.callError(ctx, "reading", err)
	}
	if err := s.flooded(r.flood.message(s.meter.read.Load())); err != nil {
		return nil, err
	}
	switch event := m.GetEvent().(type) {
	case *receivablev1.ReadResponse_Batch:
		return nil, r.takeBatch(event.Batch)
	case *receivablev1.ReadResponse_Checkpoint:
		return r.takeCheckpoint(wire.ToCheckpoint(event.Checkpoint))
	case *receivablev1.ReadResponse_Progress:
		r.takeProgress(wire.ToProgress(event.Progress))
	case *receivablev1.ReadResponse_Renewed:
		if err := s.flooded(r.flood.renewal()); err != nil {
			return nil, err
		}
		return nil, s.renew(event.Renewed)
	case *receivablev1.ReadResponse_Diagnostic:
		return nil, r.takeDiagnostic(event.Diagnostic)
	}
	return nil, nil //nolint:nilnil // an event of a newer minor is passed over; the read goes on
}

func (r *reading) takeBatch(m *receivablev1.Batch) error {
	decodeBatch(&r.batch, m)
	if err := r.tally.add(&r.batch); err != nil {
		return r.session.fail(BadMessage, "sent a record that cannot be right: "+err.Error()+".",
			"Nothing of this batch was kept. Report this to its publisher.", err)
	}
	if err := r.session.flooded(r.flood.batch(r.tally.records)); err != nil {
		return err
	}
	return r.sink.Batch(&r.batch)
}

func (r *reading) takeCheckpoint(c spec.Checkpoint) (*spec.Checkpoint, error) {
	if err := r.tally.verify(c); err != nil {
		return nil, r.session.fail(CountsDisagree, "sent other figures than it claims: "+err.Error()+".",
			"Nothing since the last checkpoint was kept. Sync again; report it to its publisher if it happens again.", err)
	}
	if err := r.session.flooded(r.flood.checkpoint(r.session.meter.read.Load())); err != nil {
		return nil, err
	}
	if err := r.sink.Checkpoint(c); err != nil {
		return nil, err
	}
	if c.Complete {
		return &c, nil
	}
	return nil, nil //nolint:nilnil // not the last one: the read goes on
}

func (r *reading) takeProgress(p spec.Progress) {
	p.Phase, p.Text = r.session.gate.fit(p.Phase, spec.CleanLine), r.session.gate.fit(p.Text, spec.CleanLine)
	r.sink.Progress(p)
}

func (r *reading) takeDiagnostic(m *receivablev1.Diagnostic) error {
	d := r.session.sanitize(wire.ToDiagnostic(m))
	if m.GetFatal() {
		failure := r.session.fail(ReadFailed, "could not read: "+d.Summary, d.Hint, d)
		failure.Diagnostic = &d
		return failure
	}
	if r.told++; r.told <= r.session.limits.Diagnostics {
		r.sink.Diagnostic(d)
	}
	return nil
}

func (r *reading) reportHidden() {
	if hidden := r.told - r.session.limits.Diagnostics; hidden > 0 {
		r.sink.Diagnostic(spec.Diagnostic{
			Severity: spec.SeverityWarning, Code: spec.CodeTooManyDiagnostics,
			Summary: fmt.Sprintf("%d further messages are not shown.", hidden),
		})
	}
}

// decodeBatch fills b, using its slices again.
func decodeBatch(b *Batch, m *receivablev1.Batch) {
	b.Debtors = resize(b.Debtors, len(m.GetDebtors()))
	for i, d := range m.GetDebtors() {
		wire.GetDebtor(&b.Debtors[i], d)
	}
	b.Items = resize(b.Items, len(m.GetItems()))
	for i, item := range m.GetItems() {
		wire.GetItem(&b.Items[i], item)
	}
	b.Payments = resize(b.Payments, len(m.GetPayments()))
	for i, p := range m.GetPayments() {
		wire.GetPayment(&b.Payments[i], p)
	}
	b.BankLines = resize(b.BankLines, len(m.GetBankLines()))
	for i, l := range m.GetBankLines() {
		wire.GetBankLine(&b.BankLines[i], l)
	}
	b.Removals = resize(b.Removals, len(m.GetRemovals()))
	for i, r := range m.GetRemovals() {
		b.Removals[i] = spec.Removal{Stream: spec.Stream(r.GetStream()), ExternalID: r.GetExternalId()}
	}
}

func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
