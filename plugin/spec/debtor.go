package spec

// Debtor is a customer who may owe money, as the source knows them.
type Debtor struct {
	// ExternalID is the source's stable key, unique among its debtors.
	ExternalID string `json:"external_id"`
	// Number is the customer number people use.
	Number string     `json:"number,omitempty"`
	Name   string     `json:"name"`
	Kind   DebtorKind `json:"kind,omitempty"`
	// Country is ISO 3166-1 alpha-2, upper case. It decides the law that applies
	// where the address has no country of its own.
	Country string `json:"country,omitempty"`
	// Language is a BCP 47 tag for letters ("nb", "de-AT").
	Language string `json:"language,omitempty"`
	// Timezone is an IANA zone; empty means the desk derives one.
	Timezone string `json:"timezone,omitempty"`
	// Currency is the customer's usual ISO 4217 currency.
	Currency string    `json:"currency,omitempty"`
	Email    string    `json:"email,omitempty"`
	Phone    string    `json:"phone,omitempty"`
	Address  Address   `json:"address"`
	Contacts []Contact `json:"contacts,omitempty"`
	// OrgNumber is the company registration or VAT number.
	OrgNumber string `json:"org_number,omitempty"`
	// Group is a class the source sorts customers into ("wholesale").
	Group string `json:"group,omitempty"`
	// Owner is the sales or account person at the desk's own company.
	Owner string `json:"owner,omitempty"`
	// CreditLimit is in minor units of Currency; nil where there is none.
	CreditLimit *int64 `json:"credit_limit,omitempty"`
	// Inactive is set for customers the source has closed or archived.
	Inactive bool   `json:"inactive,omitempty"`
	Note     string `json:"note,omitempty"`
	// Extra keeps source fields that have no place here, for display only.
	Extra map[string]string `json:"extra,omitempty"`
}

// DebtorKind tells businesses from consumers: other law applies to each.
type DebtorKind string

// The kinds of debtor. Say unknown rather than guess.
const (
	DebtorUnknown  DebtorKind = "unknown"
	DebtorBusiness DebtorKind = "business"
	DebtorConsumer DebtorKind = "consumer"
)

// Address is a postal address.
type Address struct {
	// Lines are street, building and the like, without postal code and city.
	Lines      []string `json:"lines,omitempty"`
	PostalCode string   `json:"postal_code,omitempty"`
	City       string   `json:"city,omitempty"`
	Region     string   `json:"region,omitempty"`
	// Country is ISO 3166-1 alpha-2, upper case.
	Country string `json:"country,omitempty"`
}

// Contact is a person or department at the debtor.
type Contact struct {
	ExternalID string `json:"external_id,omitempty"`
	Name       string `json:"name"`
	// Role is the source's own word ("accounts payable").
	Role     string `json:"role,omitempty"`
	Email    string `json:"email,omitempty"`
	Phone    string `json:"phone,omitempty"`
	Language string `json:"language,omitempty"`
}
