package wire

import (
	"maps"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// PutItem overwrites every field of m with copies, so that both the message and
// the item can be used again.
func PutItem(m *receivablev1.Item, i *spec.Item) {
	m.ExternalId = i.ExternalID
	m.DebtorId = i.DebtorID
	m.Number = i.Number
	m.Kind = fromItemKind(i.Kind)
	m.Issued = string(i.Issued)
	m.Due = string(i.Due)
	m.Currency = i.Currency
	m.Amount = i.Amount
	m.Open = i.Open
	m.Reference = i.Reference
	m.OrderRef = i.OrderRef
	m.Description = i.Description
	m.PayLink = i.PayLink
	m.AppliesTo = i.AppliesTo
	m.Extra = copyExtra(m.Extra, i.Extra)
}

// GetItem overwrites every field of i.
func GetItem(i *spec.Item, m *receivablev1.Item) {
	*i = spec.Item{
		ExternalID:  m.GetExternalId(),
		DebtorID:    m.GetDebtorId(),
		Number:      m.GetNumber(),
		Kind:        toItemKind(m.GetKind()),
		Issued:      spec.Date(m.GetIssued()),
		Due:         spec.Date(m.GetDue()),
		Currency:    m.GetCurrency(),
		Amount:      m.GetAmount(),
		Open:        m.GetOpen(),
		Reference:   m.GetReference(),
		OrderRef:    m.GetOrderRef(),
		Description: m.GetDescription(),
		PayLink:     m.GetPayLink(),
		AppliesTo:   m.GetAppliesTo(),
		Extra:       m.GetExtra(),
	}
}

func fromItemKind(k spec.ItemKind) receivablev1.ItemKind {
	switch k {
	case spec.ItemInvoice:
		return receivablev1.ItemKind_ITEM_KIND_INVOICE
	case spec.ItemCredit:
		return receivablev1.ItemKind_ITEM_KIND_CREDIT
	case spec.ItemPayment:
		return receivablev1.ItemKind_ITEM_KIND_PAYMENT
	case spec.ItemFee:
		return receivablev1.ItemKind_ITEM_KIND_FEE
	default:
		return receivablev1.ItemKind_ITEM_KIND_UNSPECIFIED
	}
}

func toItemKind(k receivablev1.ItemKind) spec.ItemKind {
	switch k {
	case receivablev1.ItemKind_ITEM_KIND_INVOICE:
		return spec.ItemInvoice
	case receivablev1.ItemKind_ITEM_KIND_CREDIT:
		return spec.ItemCredit
	case receivablev1.ItemKind_ITEM_KIND_PAYMENT:
		return spec.ItemPayment
	case receivablev1.ItemKind_ITEM_KIND_FEE:
		return spec.ItemFee
	default:
		return spec.ItemOther
	}
}

// copyExtra fills to with from and returns it; most records have no extras.
func copyExtra(to, from map[string]string) map[string]string {
	if len(from) == 0 {
		return nil
	}
	if to == nil {
		to = make(map[string]string, len(from))
	}
	clear(to)
	maps.Copy(to, from)
	return to
}
