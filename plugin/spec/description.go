package spec

import "slices"

// Description is what a connector says about itself. The desk draws the
// connection form from Fields, chooses how to read from Capabilities, and shows
// the rest on the Connections screen.
type Description struct {
	// Kind is the connector's stable name, equal to the name of its program
	// and of its folder: lower-case letters, digits and dashes ("gnucash").
	Kind string `json:"kind"`
	// Title is the name for people ("GnuCash").
	Title Text `json:"title"`
	// Summary says in one sentence what the connector reads.
	Summary Text `json:"summary"`
	// Version is the connector's own semantic version ("1.2.0").
	Version string `json:"version"`
	// Publisher names who wrote and maintains the connector.
	Publisher string `json:"publisher,omitempty"`
	// ProtocolVersion is filled in by the SDK; connectors leave it empty.
	ProtocolVersion string `json:"protocol_version"`
	// Verified says honestly against what the connector has been proven.
	Verified Verification `json:"verified"`
	// Streams lists what the connector can read, in the order it sends them.
	Streams []Stream `json:"streams"`
	// Capabilities lists what the connector can do beyond a plain full read.
	Capabilities Capabilities `json:"capabilities"`
	// Fields are the settings of a connection, in the order of the form.
	Fields []Field `json:"fields"`
	// Docs is a longer explanation for people in Markdown: where to find the
	// settings in the source system, what is read, what is not.
	Docs Text `json:"docs,omitempty"`
}

// Field returns the field with the key.
func (d Description) Field(key string) (Field, bool) {
	i := slices.IndexFunc(d.Fields, func(f Field) bool { return f.Key == key })
	if i < 0 {
		return Field{}, false
	}
	return d.Fields[i], true
}

// Verification is the strongest proof that a connector reads its system right.
type Verification string

// The grades of proof, strongest first.
const (
	// VerifiedLive: tested against a running system of the named version.
	VerifiedLive Verification = "live"
	// VerifiedRecorded: tested against real files or recorded answers.
	VerifiedRecorded Verification = "recorded"
	// VerifiedContract: tested against a mock made from the vendor's schema.
	VerifiedContract Verification = "contract"
	// VerifiedDocumentation: written from the vendor's documentation alone.
	VerifiedDocumentation Verification = "documentation"
)

// Stream names one kind of record.
type Stream string

// The streams of protocol 1.
const (
	StreamDebtors  Stream = "debtors"
	StreamItems    Stream = "items"
	StreamPayments Stream = "payments"
	// StreamRemovals counts Removal records in a Checkpoint.
	StreamRemovals Stream = "removals"
	// StreamBankLines are movements of bank accounts, since 1.1. A connector
	// either reads an accounting system or a bank.
	StreamBankLines Stream = "bank-lines"
)

// Capability names one thing that a side can do beyond the minimum. Names that
// a reader does not know are kept and ignored.
type Capability string

// What a connector may be able to do.
const (
	// CanReadIncremental: Mode incremental with the cursor of the last complete
	// checkpoint reads only what changed since, removals included.
	CanReadIncremental Capability = "read.incremental"
	// CanResume: a read may start at the cursor of any checkpoint and then
	// sends at least everything after it.
	CanResume Capability = "read.resume"
	// CanReadDebtors: ReadRequest.Debtors narrows the read to some customers,
	// for the check right before a wave is released.
	CanReadDebtors Capability = "read.debtors"
	// CanCompare: a full read is given the cursor of the last complete one too,
	// which the connector may hold against the source: what is older than what
	// was read must not be read instead. It sends everything all the same, and
	// does without where it does not know the cursor.
	CanCompare Capability = "read.compare"
	// CanReadAsOf: ReadRequest.AsOf gives the open amounts of that day, not
	// only those of now.
	CanReadAsOf Capability = "read.as-of"
	// CanReadHistory: settled items and old payments are sent too, not only
	// what is open.
	CanReadHistory Capability = "read.history"
	// CanWriteNote ... CanWriteWriteOff: Write takes postings of that kind.
	CanWriteNote       Capability = "write.note"
	CanWriteAttachment Capability = "write.attachment"
	CanWriteFee        Capability = "write.fee"
	CanWriteHold       Capability = "write.hold"
	CanWriteWriteOff   Capability = "write.write-off"
	// CanFind: Find tells for certain whether a posting has been written, so
	// that one whose answer was lost need not be looked up by a person.
	CanFind Capability = "write.find"
	// CanAuthorize: a person signs in at the source with Authorize.
	CanAuthorize Capability = "authorize"
)

// Capabilities is a set of capabilities.
type Capabilities []Capability

// Has reports whether the set holds the capability.
func (c Capabilities) Has(one Capability) bool { return slices.Contains(c, one) }
