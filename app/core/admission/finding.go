package admission

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// About is what kind of record a finding is about.
type About string

// Kinds of record. They are stored: add, never change.
const (
	OfItem     About = "item"
	OfPayment  About = "payment"
	OfCustomer About = "customer"
	OfFee      About = "fee" // the invoice that a charge of ours has become
)

// Finding is what reads have found about one record, and whether it still stands.
type Finding struct {
	ID             int64
	Connection     receivable.ConnectionID
	ConnectionName string
	About          About
	ExternalID     string // the source's key of the record
	Reason         Reason
	Debtor         receivable.DebtorID // 0 when the book knows no such customer
	Item           receivable.ItemID   // 0 when the book holds none
	Number         string              // of the invoice or the customer, as people know it
	Customer       string              // name, or the source's key of a customer whom the book does not know
	// Facts are ready values for the words: days as YYYY-MM-DD, sums as plain decimals.
	Facts   map[string]string
	Open    money.Amount // what the record says is open; zero of a customer
	Since   time.Time
	Changed time.Time // when its facts last changed
	Ended   time.Time // mended at the source, or gone there; zero while it stands
	Noted   time.Time // a person has taken note of a remark; zero: nobody has
	NotedBy string
	Note    string
}

// Stands reports whether the finding is still so.
func (f *Finding) Stands() bool { return f.Ended.IsZero() }

// Calls reports whether somebody should look at it: a remark that needs a person and that nobody has taken note of.
func (f *Finding) Calls() bool { return f.Stands() && f.Noted.IsZero() && f.Reason.NeedsPerson() }
