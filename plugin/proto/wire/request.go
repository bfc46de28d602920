package wire

import (
	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// FromSettings writes settings for the wire, secrets in the clear: they travel
// nowhere but inside the mutually authenticated channel.
func FromSettings(s spec.Settings) *receivablev1.Settings {
	return &receivablev1.Settings{Values: s.Values(), Secrets: s.RevealSecrets()}
}

// ToSettings reads settings from the wire.
func ToSettings(m *receivablev1.Settings) spec.Settings {
	return spec.NewSettings(m.GetValues(), m.GetSecrets())
}

// FromReadRequest writes a request for the wire.
func FromReadRequest(r spec.ReadRequest, host *receivablev1.Host, s spec.Settings) *receivablev1.ReadRequest {
	return &receivablev1.ReadRequest{
		Host:        host,
		Settings:    FromSettings(s),
		Mode:        string(r.Mode),
		Cursor:      r.Cursor,
		Generation:  r.Generation,
		Streams:     fromNames(r.Streams),
		Debtors:     r.Debtors,
		AsOf:        string(r.AsOf),
		HistoryFrom: string(r.HistoryFrom),
		BatchSize:   int32(min(max(r.BatchSize, 0), maxBatchSize)),
	}
}

// maxBatchSize keeps a batch of the largest ordinary records below MaxMessage.
const maxBatchSize = 10_000

// ToReadRequest reads a request from the wire.
func ToReadRequest(m *receivablev1.ReadRequest) spec.ReadRequest {
	return spec.ReadRequest{
		Mode:        spec.Mode(m.GetMode()),
		Cursor:      m.GetCursor(),
		Generation:  m.GetGeneration(),
		Streams:     toNames[spec.Stream](m.GetStreams()),
		Debtors:     m.GetDebtors(),
		AsOf:        spec.Date(m.GetAsOf()),
		HistoryFrom: spec.Date(m.GetHistoryFrom()),
		BatchSize:   int(m.GetBatchSize()),
		Locale:      m.GetHost().GetLocale(),
	}
}
