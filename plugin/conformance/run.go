package conformance

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Options say what to run and with which settings.
type Options struct {
	// Package is the connector's main package, built for the test; empty means
	// the package in the test's own folder. Binary, when given, is a program
	// that is built already.
	Package string
	Binary  string
	// Settings and Secrets are those of a connection that can be read. Files
	// and folders among them must be the same after the tests as before.
	Settings map[string]string
	Secrets  map[string]string
	// Request is the full read to make; its zero value is a plain one.
	Request spec.ReadRequest
	// Rejected is the number of records of the fixture that are broken on
	// purpose and must be reported, not read.
	Rejected int64
	// Golden is a JSON file with everything the read shall bring; empty
	// compares nothing. UPDATE_GOLDEN=1 writes it anew.
	Golden string
	// Postings say what RunPostings writes.
	Postings Postings
	// MaxMemory bounds the connector's peak in bytes: 256 MiB unless given.
	MaxMemory int64
}

const defaultMaxMemory = 256 << 20

// Run holds a connector to the protocol and returns what a full read brought,
// for assertions of the connector's own. It starts the built program through
// the real host, so that what passes here runs in the desk.
func Run(t *testing.T, o Options) Records {
	t.Helper()
	l := newLab(t, o)
	t.Run("describes itself", l.describe)
	t.Run("names each missing setting", l.missingSettings)
	t.Run("refuses unknown settings", l.unknownSetting)
	t.Run("survives files that are none", l.brokenFiles)
	t.Run("survives folders that hold none", l.brokenFolders)
	t.Run("checks without writing", l.check)
	var first Records
	if !t.Run("reads everything", func(t *testing.T) { first = l.readAll(t) }) {
		return first
	}
	t.Run("reads the same twice", func(t *testing.T) { l.readsTheSame(t, first) })
	t.Run("resumes at each checkpoint", func(t *testing.T) { l.resumes(t, first) })
	t.Run("loses nothing when interrupted", func(t *testing.T) { l.interrupted(t, first) })
	t.Run("reads some customers", func(t *testing.T) { l.readsSomeDebtors(t, first) })
	t.Run("stops when cancelled", l.cancels)
	t.Run("keeps within memory", func(t *testing.T) { l.memory(t, first) })
	if o.Golden != "" {
		t.Run("brings what the golden file holds", func(t *testing.T) { compareGolden(t, o.Golden, first) })
	}
	t.Run("left its files as they were", l.filesUntouched)
	t.Run("kept its secrets", l.keptSecrets)
	return first
}
