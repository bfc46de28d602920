package sdk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Connector reads one accounting system. Its methods may be called at the same
// time and keep nothing between calls. They obey the context promptly: a
// cancelled read has two seconds to return.
type Connector interface {
	// Describe says what the connector is. It touches nothing outside.
	Describe() spec.Description
	// Check tries the settings against the source without writing anything.
	// Diagnostics of severity error mean that it cannot be read; others tell
	// what was found. The SDK has checked the settings against the fields
	// before and filled in defaults, here and in Read.
	Check(ctx context.Context, settings spec.Settings) []spec.Diagnostic
	// Read sends what the request asks for and ends with emit.Complete. An
	// error (best a spec.Diagnostic) ends the read; what was sent up to the
	// last checkpoint stands.
	Read(ctx context.Context, settings spec.Settings, req spec.ReadRequest, emit Emitter) error
}

// Emitter takes the records of one read. It batches, counts and sums them. Its
// methods return an error when the read cannot go on (the desk has gone, the
// context was cancelled); the connector returns it as it is. They must not be
// called from several goroutines at once.
type Emitter interface {
	// Debtor, Item and Payment send a record. Send a debtor before its items.
	// Control characters and spaces around texts are cleaned; a record that is
	// wrong beyond that (no id, an impossible date, an unknown currency) is
	// rejected with a diagnostic and the read goes on. The record's slices and
	// maps may be reused after the call.
	Debtor(spec.Debtor) error
	Item(spec.Item) error
	Payment(spec.Payment) error
	// Remove says that a record the source once had is gone.
	Remove(stream spec.Stream, externalID string) error
	// Reject says that a record exists at the source but could not be read;
	// fill in Record. It keeps the desk from taking the absent as settled.
	Reject(spec.Diagnostic) error
	// Note passes on anything else a person should know.
	Note(spec.Diagnostic) error
	// Progress is cheap: the SDK sends at most ten a second.
	Progress(spec.Progress) error
	// Control gives the source's own total of what is open in a currency, got
	// independently of the items. It goes out with the next checkpoint.
	Control(currency string, open int64) error
	// Checkpoint says that everything before it can be committed and that a
	// later read can go on from cursor.
	Checkpoint(stream spec.Stream, cursor []byte) error
	// Complete is the last call: everything was sent. The cursor is where the
	// next incremental read starts; nil for connectors that only read in full.
	Complete(cursor []byte) error
}

// BankEmitter is the Emitter that a connector of a bank gets.
type BankEmitter interface {
	Emitter
	// BankLine sends a movement of a bank account, as the others send records.
	BankLine(spec.BankLine) error
}
