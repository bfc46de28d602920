package wire

import (
	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// PutPayment overwrites every field of m with copies, so that both the message
// and the payment can be used again.
func PutPayment(m *receivablev1.Payment, p *spec.Payment) {
	m.ExternalId = p.ExternalID
	m.DebtorId = p.DebtorID
	m.Date = string(p.Date)
	m.Currency = p.Currency
	m.Amount = p.Amount
	m.Unapplied = p.Unapplied
	m.Reference = p.Reference
	m.Text = p.Text
	m.Reversed = p.Reversed
	m.Allocations = m.Allocations[:0]
	for _, a := range p.Allocations {
		m.Allocations = append(m.Allocations, &receivablev1.Allocation{ItemId: a.ItemID, Amount: a.Amount, Date: string(a.Date)})
	}
}

// GetPayment overwrites every field of p.
func GetPayment(p *spec.Payment, m *receivablev1.Payment) {
	*p = spec.Payment{
		ExternalID: m.GetExternalId(),
		DebtorID:   m.GetDebtorId(),
		Date:       spec.Date(m.GetDate()),
		Currency:   m.GetCurrency(),
		Amount:     m.GetAmount(),
		Unapplied:  m.GetUnapplied(),
		Reference:  m.GetReference(),
		Text:       m.GetText(),
		Reversed:   m.GetReversed(),
	}
	for _, a := range m.GetAllocations() {
		p.Allocations = append(p.Allocations, spec.Allocation{ItemID: a.GetItemId(), Amount: a.GetAmount(), Date: spec.Date(a.GetDate())})
	}
}
