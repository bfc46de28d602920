// Package receivable holds who owes what: debtors, open items, payments and how payments were allocated.
package receivable

import (
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// Keys of the book are given by the store, never by a source; zero means "none yet".
type (
	// DebtorID is the key of a debtor.
	DebtorID int64
	// ContactID is the key of a contact.
	ContactID int64
	// ItemID is the key of an open item.
	ItemID int64
	// PaymentID is the key of a payment.
	PaymentID int64
	// ConnectionID is the key of a connection to an accounting system.
	ConnectionID int64
)

// Kind says whether consumer law protects the debtor. Empty is unknown, and protected like a consumer.
type Kind string

// Kinds of debtor.
const (
	Business Kind = "business"
	Consumer Kind = "consumer"
)

// Address is a postal address as it stands on an envelope.
type Address struct {
	Lines      []string // street, building, c/o: at most four lines
	PostalCode string
	City       string
	Region     string
	Country    string // ISO 3166-1 alpha-2
}

// IsZero reports whether a letter could not be addressed: no line and no city.
func (a Address) IsZero() bool { return len(a.Lines) == 0 && a.City == "" }

// Contact is a person or mailbox at a debtor.
type Contact struct {
	ID         ContactID
	ExternalID string
	Name       string
	Role       string // accounts, owner, invoice ...: the source's word
	Email      string
	Phone      string
	Language   string
}

// Debtor is a customer who may owe money.
type Debtor struct {
	ID         DebtorID
	Connection ConnectionID
	ExternalID string // the source's key, unique within the connection
	Number     string // the customer number that people use
	Name       string
	Kind       Kind
	Country    string // ISO 3166-1 alpha-2, empty when the source does not say
	Language   string // BCP 47 primary tag (nb, en, de, id), empty when the source does not say
	Timezone   string // IANA name, empty when unknown
	Currency   money.Currency
	OrgNumber  string
	Owner      string // the account manager
	Group      string // the source's customer group
	Email      string
	Phone      string
	Address    Address
	Contacts   []Contact
	Limit      *money.Amount // credit limit, nil when none is set
	Note       string
	Dead       []Channel         // channels that bounced or came back and have not been mended
	Marks      []DeadChannel     // why they are dead
	Withdrawn  []Consent         // consents that were withdrawn and not given again
	Merged     DebtorID          // set when this debtor was merged into another at the source
	Extra      map[string]string // source fields that have no place here, for display only
	Gone       bool              // no longer in the source after a complete read
}

// Channel is a way by which a notice reaches a debtor.
type Channel string

// Channels. A call or a visit is a task for a person.
const (
	Email  Channel = "email"
	Letter Channel = "letter"
	SMS    Channel = "sms"
	Call   Channel = "call"
	Visit  Channel = "visit"
)

// Reaches reports whether the debtor can be reached by the channel: there is an address for it, it is not dead, and nobody withdrew
// the consent to it.
func (d Debtor) Reaches(c Channel) bool {
	if d.Refuses(c) != nil {
		return false
	}
	for _, dead := range d.Dead {
		if dead == c {
			return false
		}
	}
	switch c {
	case Email:
		return d.Email != ""
	case Letter, Visit:
		return !d.Address.IsZero()
	case SMS, Call:
		return d.Phone != ""
	}
	return false
}
