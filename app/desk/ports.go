package desk

import (
	"context"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Sources finds connectors and runs them, each in a process of its own.
type Sources interface {
	// Kinds gives the connectors found on this machine; one that cannot be described carries its Err.
	Kinds(ctx context.Context) ([]Kind, error)
	// Kind gives the connector of one kind, without looking at the others; false where there is none.
	Kind(ctx context.Context, name string) (Kind, bool, error)
	// Check tests a connection without writing anything, here or there.
	Check(ctx context.Context, order ReadOrder) ([]store.SyncNote, error)
	// Read reads a connection into sink. It returns after the connector has ended; an error means the read is not complete.
	Read(ctx context.Context, order ReadOrder, sink Sink) error
}

// Kind is a connector as the desk shows it.
type Kind struct {
	Kind           string
	Title          map[string]string // by language, "en" always there
	Summary        map[string]string
	Version        string
	Verified       string // live, recorded, contract, documentation
	Checksum       string // sha256 of the program, hex
	Path           string
	Fields         []Field
	CanReadDebtors bool
	CanIncremental bool
	CanSignIn      bool             // a person signs in at the source with a browser
	ReadsBank      bool             // a bank, and no accounting system
	CanFind        bool             // what was written can be found again
	Writes         []writeback.Kind // what can be written into the source
	Err            error
}

// Field is one setting of a connector's form.
type Field struct {
	Key        string
	Label      map[string]string
	Help       map[string]string
	Type       string // text secret file folder url number bool choice date timezone mapping
	Required   bool
	Default    string
	Choices    []Choice
	Advanced   bool
	Pattern    string
	Min, Max   string
	Extensions []string
}

// Choice is one value a field may take.
type Choice struct {
	Value string
	Label map[string]string
}

// ReadOrder says what to read, from where, with which approved program.
type ReadOrder struct {
	Connection store.Connection
	Secrets    map[string]string
	Full       bool
	Debtors    []string // external keys: these customers alone
	AsOf       date.Date
	Language   string
	Renewed    func(secrets map[string]string) error // keeps secrets that the source has replaced; nil: they are lost
	// Current gives the secrets anew, and is asked when the connection's turn has come: who worked for it before may have used up those of
	// the order. nil: those of the order stand.
	Current func() (map[string]string, error)
}

// Sink takes what a connector sends. Everything before a checkpoint belongs to it. It keeps the slices it is given.
type Sink interface {
	Debtors(batch []store.SourceDebtor) error
	Items(batch []store.SourceItem) error
	Payments(batch []store.SourcePayment) error
	// BankLines takes what a bank has seen.
	BankLines(batch []store.BankLine) error
	// Removals takes what is gone since the last read; what comes later with the same key is there again.
	Removals(gone store.Removals) error
	Checkpoint(c Checkpoint) error
	Note(n store.SyncNote)
	Progress(p Progress)
}

// Checkpoint closes a stretch of a read; counts and sums were recounted by the host.
type Checkpoint struct {
	Cursor   []byte
	Counts   map[string]int64
	Sums     map[money.Currency]int64 // open, minor units, so far in this read
	Control  map[money.Currency]int64 // the source's own total where it has one
	Rejected int64
	Complete bool
}

// Progress tells a waiting person how far long work has come.
type Progress struct {
	Phase string // stable word: customers, items, planning, checking, making, sending
	Done  int64
	Total int64 // 0: not known
	Text  string
}

// Courier makes and carries notices.
type Courier interface {
	// Make renders a notice: the bytes that will leave, and where to. It does not touch the book. An error of a code such
	// as glyph-missing or no-address puts the notice on the exception list.
	Make(ctx context.Context, job Job) (Made, error)
	// Send works the outbox off until nothing is due or ctx ends; it is the only thing that sends.
	Send(ctx context.Context, progress func(SendProgress)) (SendProgress, error)
	// CheckMail tries the mail settings without sending.
	CheckMail(ctx context.Context, m MailSettings, password string) error
}

// Job is a notice to be made.
type Job struct {
	Company   Company
	Debtor    receivable.Debtor
	Notice    dunning.Notice
	Number    string // printed number; empty in a preview
	MessageID string
	// ReplyToken marks the addresses of a mail; empty in a preview. References are the message ids of earlier mails about the
	// same items, oldest first.
	ReplyToken string
	References []string
	Date       date.Date
	At         time.Time // the moment it is made, for the Date header of a mail
	Mail       MailSettings
	SMS        SMSSettings
	PayLink    string // where it can be paid, https; empty: nowhere
	// PayProblem is why there is no pay link though one is set up.
	PayProblem *fault.Error
	// Copies are the invoices as the customer got them, NoCopies the numbers of those that the book has no copy of.
	Copies    []InvoiceCopy
	NoCopies  []string
	Account   *StatementJob // a statement of account that goes along; nil: none does
	Agreement *AgreementJob // of dunning.EventAgreement: the paper to be signed
	Texts     HouseTexts    // the house's own texts as they hold
}

// Made is a rendered notice.
type Made struct {
	Docs     []store.Document // pdf for letters; eml (with the pdf attached) for mail
	From, To string           // envelope
	Trial    bool             // it goes to the tester and not to the customer
	Subject  string
	Language string
	Plain    string // text for a quick look
	Text     TextUsed
	// Size is what a text message takes on the air; nil of everything else.
	Size *TextSize
	// Warnings are what a person should know of a notice that can leave all the same, such as a payment reference that its
	// account's kind refuses (receivable.BadReference).
	Warnings []*fault.Error
}

// SendProgress counts what the outbox did.
type SendProgress struct {
	Sent, Failed, Uncertain, Retry, Waiting int
	TrialsOver                              int    // taken back: they were made for a trial that is over
	Last                                    string // last message, for the progress line
	Folder                                  string // where letters and test mails were put
}

// Secrets is the keychain. Keys are connection and setting.
type Secrets interface {
	Get(key string) (string, error)
	Set(key, value string) error
	Delete(key string) error
	// Warning says in plain words when secrets lie in a file instead of a keychain; empty otherwise.
	Warning() string
}
