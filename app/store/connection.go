package store

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
)

// Connection is an accounting system that the book reads.
type Connection struct {
	ID         receivable.ConnectionID
	Name       string // unique, the user's word
	Kind       string // connector kind: gnucash, files, demo ...
	Settings   map[string]string
	SecretKeys []string  // settings that are kept in the keychain under SecretRef
	Checksum   string    // sha256 of the connector that the user approved, hex; empty: not approved
	Cursor     []byte    // where the next incremental read begins
	Generation int64     // of the last complete full read
	FreshAt    time.Time // when a read last completed with sums that agree; zero: never
	Blocked    string    // why waves must not use this connection now; empty: they may
	Review     Review
	Posts      map[writeback.Kind]time.Time // what is written into the source, and since when; nothing by default
	Accepted   Difference                   // which sums may differ, by whose word
	Created    time.Time
}

// Difference is what a source counts as open and cannot tell as items, such as journal entries on receivables: a person has
// accepted that the sums differ by just this. Zero: nobody has.
type Difference struct {
	Sums map[money.Currency]int64 `json:"sums,omitempty"` // of the source, less what the book holds; minor units
	Why  string                   `json:"why,omitempty"`
	By   string                   `json:"by,omitempty"`
	At   time.Time                `json:"at,omitzero"`
}

// Review is the first-run decision about old debt.
type Review struct {
	Decided    bool
	Choice     ReviewChoice
	RecentDays int // items overdue for more days than this are held for review
}

// ReviewChoice is what a person decided about debt that was already old when the book was connected.
type ReviewChoice string

// Choices.
const (
	ReviewHoldOld ReviewChoice = "hold-old" // start recent debt at level 1, hold the rest (the default until decided)
	ReviewStart   ReviewChoice = "start-all"
	ReviewHoldAll ReviewChoice = "hold-all"
)

// SyncRun is one read of a connection.
type SyncRun struct {
	ID         int64
	Connection receivable.ConnectionID
	Started    time.Time
	Finished   time.Time // zero while it runs or when the program died
	Full       bool
	Partial    bool  // a read of some customers alone: it does not make the connection fresh
	Rejected   int64 // records that exist at the source but could not be read: absence then proves nothing
	Generation int64
	Complete   bool             // everything was read and committed
	Read       map[string]int64 // records by stream: debtors, items, payments
	Changes    SyncChanges
	Claimed    map[money.Currency]int64 // open sums as the source says, minor units
	Held       map[money.Currency]int64 // open sums of this connection in the book afterwards
	Agrees     bool
	Findings   RunFindings
	Repeats    map[money.Currency]int64 // what is open of records that came once more; it is in the sum of what was sent. Not kept
	Notes      []SyncNote               // diagnostics, at most 1,000
	Code       string                   // why it failed; empty: it did not
	Message    string
}

// SyncChanges counts what a read changed.
type SyncChanges struct {
	NewDebtors, ChangedDebtors           int64
	NewItems, ChangedItems               int64
	Settled, Reopened, NewPayments, Gone int64
	Merged                               int64 // customers whose history went over to another
}

// SyncNote is something a connector or the intake had to say about a record.
type SyncNote struct {
	Severity string // info, warning, error
	Code     string
	Summary  string
	Record   string // which record: external id, or file, line and column
	Hint     string
	// Proposed are settings that a check has recognised; nil in the notes of a read.
	Proposed map[string]string `json:",omitempty"`
}

// ConnectionReader reads connections and their runs.
type ConnectionReader interface {
	Connections() ([]Connection, error)
	Connection(id receivable.ConnectionID) (Connection, error)
	ConnectionNamed(name string) (Connection, error)
	// SyncRuns gives runs of one connection, newest first.
	SyncRuns(id receivable.ConnectionID, limit int) ([]SyncRun, error)
	// LastFullRead is when a read of everything last ended with sums that agree; zero: never.
	LastFullRead(id receivable.ConnectionID) (time.Time, error)
	// Changes gives what reads changed since a moment, newest first: "what changed since yesterday".
	Changes(since time.Time, limit int) ([]ItemChange, error)
}

// ItemChange is one change of an item that a read found.
type ItemChange struct {
	At     time.Time
	Run    int64
	Debtor receivable.DebtorID
	Item   receivable.ItemID
	Name   string // debtor
	Number string // item
	What   string // new, changed, settled, reopened
	Before money.Amount
	After  money.Amount
}

// ConnectionWriter changes connections.
type ConnectionWriter interface {
	// PutConnection adds (ID 0) or changes one; a name that is taken is a conflict.
	PutConnection(c Connection) (receivable.ConnectionID, error)
	// AcceptDifference keeps by how much the sums of a connection may differ; without sums by nothing any more.
	AcceptDifference(id receivable.ConnectionID, accepted Difference) error
	DeleteConnection(id receivable.ConnectionID) error // only one that never brought a record
}

// SourceDebtor is a debtor as a source gives it: ID and Connection are not set.
type SourceDebtor = receivable.Debtor

// SourceItem is an item as a source gives it; it names its debtor and the invoice it applies to by the source's keys.
type SourceItem struct {
	receivable.OpenItem
	DebtorExternal    string
	AppliesToExternal string
}

// SourcePayment is a payment as a source gives it.
type SourcePayment struct {
	receivable.Payment
	DebtorExternal string
	ItemExternals  []string // for each allocation, the item's key
}

// Removals names records that the source no longer has, by its keys.
type Removals struct {
	Debtors, Items, Payments []string
}

// Empty reports whether nothing is gone.
func (r Removals) Empty() bool { return len(r.Debtors)+len(r.Items)+len(r.Payments) == 0 }

// SyncWriter takes a read into the book. Batches and the cursor that belongs to them go in one transaction.
type SyncWriter interface {
	// BeginSync opens a run; an unfinished run of the same connection is closed as interrupted.
	BeginSync(id receivable.ConnectionID, full bool) (SyncRun, error)
	// WidenSync makes an open run of what changed, which has brought nothing yet, one of everything.
	WidenSync(run *SyncRun) error
	// PutDebtors adds or changes debtors by external key and marks them as seen in the run's generation.
	PutDebtors(run *SyncRun, batch []SourceDebtor) error
	// PutItems adds or changes items, notes every change, and marks them as seen. What admission finds impossible is set aside: an item
	// that the book holds stays as it was, marked; one that it does not hold is not taken in. More than admission.Most of a connection
	// are an error.
	PutItems(run *SyncRun, batch []SourceItem) error
	PutPayments(run *SyncRun, batch []SourcePayment) error
	// Remove takes what the source says is gone: items are settled, debtors gone, payments taken back.
	Remove(run *SyncRun, gone Removals, asOf date.Date) error
	// SaveCursor keeps where an incremental read goes on.
	SaveCursor(id receivable.ConnectionID, cursor []byte) error
	// SettleAbsent settles the items, and marks the debtors as gone, that a complete full read did not bring.
	// With debtors given it looks at these alone (the freshness check re-reads some customers).
	SettleAbsent(run *SyncRun, asOf date.Date, debtors ...receivable.DebtorID) error
	// FinishSync closes the run, ends the findings that stand no longer, works out Held and Agrees, refreshes the totals of every debtor touched, and sets the
	// connection's FreshAt and Blocked. A run that did not complete leaves FreshAt as it was.
	FinishSync(run *SyncRun, asOf date.Date) error
}
