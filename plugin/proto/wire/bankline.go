package wire

import (
	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// PutBankLine overwrites every field of m with copies, so that both the message
// and the line can be used again.
func PutBankLine(m *receivablev1.BankLine, l *spec.BankLine) {
	m.ExternalId = l.ExternalID
	m.Account = l.Account
	m.Booked = string(l.Booked)
	m.ValueDate = string(l.ValueDate)
	m.Currency = l.Currency
	m.Amount = l.Amount
	m.References = append(m.References[:0], l.References...)
	m.PayerName = l.PayerName
	m.PayerAccount = l.PayerAccount
	m.Text = l.Text
	m.Reversal = l.Reversal
	m.Origin = fromRecord(l.Origin)
	m.Format = l.Format
	m.Batch = l.Batch
	m.Collective = l.Collective
	m.BankReference = l.BankReference
	m.CreditedAccount = l.CreditedAccount
}

// GetBankLine overwrites every field of l.
func GetBankLine(l *spec.BankLine, m *receivablev1.BankLine) {
	*l = spec.BankLine{
		ExternalID:   m.GetExternalId(),
		Account:      m.GetAccount(),
		Booked:       spec.Date(m.GetBooked()),
		ValueDate:    spec.Date(m.GetValueDate()),
		Currency:     m.GetCurrency(),
		Amount:       m.GetAmount(),
		References:   m.GetReferences(),
		PayerName:    m.GetPayerName(),
		PayerAccount: m.GetPayerAccount(),
		Text:         m.GetText(),
		Reversal:     m.GetReversal(),
		Origin:       toRecord(m.GetOrigin()),
		Format:       m.GetFormat(), Batch: m.GetBatch(), Collective: m.GetCollective(), BankReference: m.GetBankReference(), CreditedAccount: m.GetCreditedAccount(),
	}
}
