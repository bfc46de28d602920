package activity

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// SaltBytes is how long a salt is: without it nobody can find a name by trying names against its hash.
const SaltBytes = 16

// Redaction is the data of a LogRedacted entry: whose words were removed, and why.
type Redaction struct {
	Entries []int64 `json:"entries"` // all of them before the entry that says so
	Why     string  `json:"why"`
}

// salted is the SHA-256 of a salt's bytes and a text, hex. A salt that is no hexadecimal counts as its own bytes, so that
// a damaged one gives another hash and not an error.
func salted(salt, text string) string {
	bytes, err := hex.DecodeString(salt)
	if err != nil {
		bytes = []byte(salt)
	}
	sum := sha256.Sum256(append(bytes, text...))
	return hex.EncodeToString(sum[:])
}

// Redactable reports whether the words of the entry can be removed.
func (e Entry) Redactable() bool { return e.Salt != "" }

// Redacted reports whether the words of the entry were removed.
func (e Entry) Redacted() bool { return e.Salt == "" && e.SubjectHash != "" }

// Redact removes the words of an entry and keeps their hashes. False when it is in the old form: its words cannot go without
// breaking the chain.
func (e Entry) Redact() (Entry, bool) {
	if !e.Redactable() {
		return e, false
	}
	e.Subject, e.Data, e.Salt = "", "", ""
	return e, true
}

// otherWords reports whether the words of an entry are not those that its salted hashes were made of.
func (e Entry) otherWords() bool {
	if e.Redactable() {
		return e.SubjectHash != salted(e.Salt, e.Subject) || e.DataHash != salted(e.Salt, e.Data)
	}
	return !e.Redacted() && e.DataHash != ""
}

// account holds redacted entries against the entries that tell of redactions.
func (c *Chain) account(e Entry) error {
	if c.redacted == nil {
		c.redacted, c.owed = map[int64]bool{}, map[int64]bool{}
	}
	if e.Redacted() {
		c.redacted[e.Seq], c.owed[e.Seq] = true, true
	}
	if e.Kind != LogRedacted {
		return nil
	}
	var told Redaction
	if err := json.Unmarshal([]byte(e.Data), &told); err != nil {
		return fault.New(LogBroken, "log entry %d does not say what it redacted", e.Seq)
	}
	for _, seq := range told.Entries {
		if seq > c.from && !c.redacted[seq] {
			return fault.New(LogBroken, "log entry %d was redacted, says entry %d, and has words again", seq, e.Seq)
		}
		delete(c.owed, seq)
	}
	return nil
}

// End ends a walk that reached the newest entry. LogBroken when an entry was redacted of which no later entry says who did it
// and why.
func (c *Chain) End() error {
	if seq := c.Unaccounted(); seq != 0 {
		return fault.New(LogBroken, "log entry %d was redacted, and no entry says by whom and why", seq)
	}
	return nil
}

// Unaccounted is the first redacted entry of which no later entry has told so far, 0 for none.
func (c *Chain) Unaccounted() (first int64) {
	for seq := range c.owed {
		if first == 0 || seq < first {
			first = seq
		}
	}
	return first
}

// Redacted is how many entries of the walk have lost their words.
func (c *Chain) Redacted() int { return len(c.redacted) }
