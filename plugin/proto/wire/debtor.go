package wire

import (
	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// PutDebtor overwrites every field of m with copies, so that both the message
// and the debtor can be used again.
func PutDebtor(m *receivablev1.Debtor, d *spec.Debtor) {
	m.ExternalId = d.ExternalID
	m.Number = d.Number
	m.Name = d.Name
	m.Kind = fromDebtorKind(d.Kind)
	m.Country = d.Country
	m.Language = d.Language
	m.Timezone = d.Timezone
	m.Currency = d.Currency
	m.Email = d.Email
	m.Phone = d.Phone
	m.OrgNumber = d.OrgNumber
	m.Group = d.Group
	m.Owner = d.Owner
	m.CreditLimit = nil
	if d.CreditLimit != nil {
		limit := *d.CreditLimit
		m.CreditLimit = &limit
	}
	m.Inactive = d.Inactive
	m.Note = d.Note
	m.Extra = copyExtra(m.Extra, d.Extra)
	if m.Address == nil {
		m.Address = &receivablev1.Address{}
	}
	putAddress(m.Address, &d.Address)
	m.Contacts = m.Contacts[:0]
	for _, c := range d.Contacts {
		m.Contacts = append(m.Contacts, &receivablev1.Contact{
			ExternalId: c.ExternalID, Name: c.Name, Role: c.Role, Email: c.Email, Phone: c.Phone, Language: c.Language,
		})
	}
}

func putAddress(m *receivablev1.Address, a *spec.Address) {
	m.Lines = append(m.Lines[:0], a.Lines...)
	m.PostalCode = a.PostalCode
	m.City = a.City
	m.Region = a.Region
	m.Country = a.Country
}

// GetDebtor overwrites every field of d.
func GetDebtor(d *spec.Debtor, m *receivablev1.Debtor) {
	address := m.GetAddress()
	*d = spec.Debtor{
		ExternalID: m.GetExternalId(),
		Number:     m.GetNumber(),
		Name:       m.GetName(),
		Kind:       toDebtorKind(m.GetKind()),
		Country:    m.GetCountry(),
		Language:   m.GetLanguage(),
		Timezone:   m.GetTimezone(),
		Currency:   m.GetCurrency(),
		Email:      m.GetEmail(),
		Phone:      m.GetPhone(),
		Address: spec.Address{
			Lines:      address.GetLines(),
			PostalCode: address.GetPostalCode(),
			City:       address.GetCity(),
			Region:     address.GetRegion(),
			Country:    address.GetCountry(),
		},
		OrgNumber:   m.GetOrgNumber(),
		Group:       m.GetGroup(),
		Owner:       m.GetOwner(),
		CreditLimit: m.CreditLimit,
		Inactive:    m.GetInactive(),
		Note:        m.GetNote(),
		Extra:       m.GetExtra(),
	}
	for _, c := range m.GetContacts() {
		d.Contacts = append(d.Contacts, spec.Contact{
			ExternalID: c.GetExternalId(), Name: c.GetName(), Role: c.GetRole(),
			Email: c.GetEmail(), Phone: c.GetPhone(), Language: c.GetLanguage(),
		})
	}
}

func fromDebtorKind(k spec.DebtorKind) receivablev1.DebtorKind {
	switch k {
	case spec.DebtorBusiness:
		return receivablev1.DebtorKind_DEBTOR_KIND_BUSINESS
	case spec.DebtorConsumer:
		return receivablev1.DebtorKind_DEBTOR_KIND_CONSUMER
	default:
		return receivablev1.DebtorKind_DEBTOR_KIND_UNSPECIFIED
	}
}

func toDebtorKind(k receivablev1.DebtorKind) spec.DebtorKind {
	switch k {
	case receivablev1.DebtorKind_DEBTOR_KIND_BUSINESS:
		return spec.DebtorBusiness
	case receivablev1.DebtorKind_DEBTOR_KIND_CONSUMER:
		return spec.DebtorConsumer
	default:
		return spec.DebtorUnknown
	}
}
