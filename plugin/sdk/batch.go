package sdk

import (
	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"google.golang.org/grpc"
)

const (
	// defaultBatch and maxBatch bound the records of a message. Between 500 and
	// 2000 the wire is fastest.
	defaultBatch = 1000
	maxBatch     = 5000
	// batchBytes ends a batch of large records early. With one more record of
	// the largest size it stays far below wire.MaxMessage.
	batchBytes = 1 << 20
)

// batch collects records in messages that are used again for the next batch.
type batch struct {
	limit, bytes, records int

	out      receivablev1.Batch
	envelope receivablev1.ReadResponse
	debtors  pool[receivablev1.Debtor]
	items    pool[receivablev1.Item]
	payments pool[receivablev1.Payment]
	lines    pool[receivablev1.BankLine]
}

func newBatch(limit int) batch {
	if limit <= 0 {
		limit = defaultBatch
	}
	return batch{limit: min(limit, maxBatch)}
}

func (b *batch) addDebtor(d *spec.Debtor) {
	m := b.debtors.next()
	wire.PutDebtor(m, d)
	b.out.Debtors = append(b.out.Debtors, m)
	b.count(d.TextSize())
}

func (b *batch) addItem(i *spec.Item) {
	m := b.items.next()
	wire.PutItem(m, i)
	b.out.Items = append(b.out.Items, m)
	b.count(i.TextSize())
}

func (b *batch) addPayment(p *spec.Payment) {
	m := b.payments.next()
	wire.PutPayment(m, p)
	b.out.Payments = append(b.out.Payments, m)
	b.count(p.TextSize())
}

func (b *batch) addBankLine(l *spec.BankLine) {
	m := b.lines.next()
	wire.PutBankLine(m, l)
	b.out.BankLines = append(b.out.BankLines, m)
	b.count(l.TextSize())
}

func (b *batch) addRemoval(r spec.Removal) {
	b.out.Removals = append(b.out.Removals, &receivablev1.Removal{Stream: string(r.Stream), ExternalId: r.ExternalID})
	b.count(len(r.ExternalID))
}

func (b *batch) count(bytes int) {
	b.records++
	b.bytes += bytes
}

func (b *batch) full() bool { return b.records >= b.limit || b.bytes >= batchBytes }

func (b *batch) hasRemovals() bool { return len(b.out.Removals) > 0 }

func (b *batch) empty() bool { return b.records == 0 }

func (b *batch) message() *receivablev1.ReadResponse {
	b.envelope.Event = &receivablev1.ReadResponse_Batch{Batch: &b.out}
	return &b.envelope
}

func (b *batch) reset() {
	b.records, b.bytes = 0, 0
	b.out.Debtors, b.out.Items = b.out.Debtors[:0], b.out.Items[:0]
	b.out.Payments, b.out.Removals = b.out.Payments[:0], b.out.Removals[:0]
	b.out.BankLines = b.out.BankLines[:0]
	b.debtors.used, b.items.used, b.payments.used, b.lines.used = 0, 0, 0, 0
}

// pool hands out messages and takes them all back at once.
type pool[M any] struct {
	all  []*M
	used int
}

func (p *pool[M]) next() *M {
	if p.used == len(p.all) {
		p.all = append(p.all, new(M))
	}
	p.used++
	return p.all[p.used-1]
}

// sendPrepared encodes a message before it is queued. gRPC forbids changing a
// message after SendMsg, but an encoded one no longer needs its source, and so
// the batch can be used again.
func sendPrepared(stream grpc.ServerStreamingServer[receivablev1.ReadResponse]) func(*receivablev1.ReadResponse) error {
	return func(m *receivablev1.ReadResponse) error {
		encoded := &grpc.PreparedMsg{}
		if err := encoded.Encode(stream, m); err != nil {
			return err
		}
		return stream.SendMsg(encoded)
	}
}
