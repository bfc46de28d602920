package sdk

import (
	"context"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"google.golang.org/protobuf/proto"
)

// Collected is what a read sent.
type Collected struct {
	Debtors     []spec.Debtor
	Items       []spec.Item
	Payments    []spec.Payment
	BankLines   []spec.BankLine
	Removals    []spec.Removal
	Diagnostics []spec.Diagnostic
	Checkpoints []spec.Checkpoint
	// Batches is the number of messages the records came in.
	Batches int
}

// Collect runs a connector's Read without a process and gathers what it sends,
// under the same rules as Serve: for a connector's own tests.
func Collect(ctx context.Context, c Connector, settings spec.Settings, req spec.ReadRequest) (Collected, error) {
	var got Collected
	s := &server{connector: c, describe: c.Describe}
	err := s.read(ctx, settings, newEmitter(ctx, req, settings, time.Now, got.take))
	return got, err
}

func (c *Collected) take(m *receivablev1.ReadResponse) error {
	switch {
	case m.GetBatch() != nil:
		// The emitter fills its messages anew for the next batch.
		c.takeBatch(proto.Clone(m.GetBatch()).(*receivablev1.Batch))
	case m.GetCheckpoint() != nil:
		c.Checkpoints = append(c.Checkpoints, wire.ToCheckpoint(m.GetCheckpoint()))
	case m.GetDiagnostic() != nil:
		c.Diagnostics = append(c.Diagnostics, wire.ToDiagnostic(m.GetDiagnostic()))
	}
	return nil
}

func (c *Collected) takeBatch(b *receivablev1.Batch) {
	c.Batches++
	for _, m := range b.GetDebtors() {
		var d spec.Debtor
		wire.GetDebtor(&d, m)
		c.Debtors = append(c.Debtors, d)
	}
	for _, m := range b.GetItems() {
		var i spec.Item
		wire.GetItem(&i, m)
		c.Items = append(c.Items, i)
	}
	for _, m := range b.GetPayments() {
		var p spec.Payment
		wire.GetPayment(&p, m)
		c.Payments = append(c.Payments, p)
	}
	for _, m := range b.GetBankLines() {
		var l spec.BankLine
		wire.GetBankLine(&l, m)
		c.BankLines = append(c.BankLines, l)
	}
	for _, m := range b.GetRemovals() {
		c.Removals = append(c.Removals, spec.Removal{Stream: spec.Stream(m.GetStream()), ExternalID: m.GetExternalId()})
	}
}
