package activity

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"strconv"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// LogBroken is the code of a log whose entries do not belong together: one was changed, removed or put in.
const LogBroken fault.Code = "log-broken"

// Digest works out the hash of an entry, hex: SHA-256 over the fields sequence number, time, actor's name, actor's kind,
// kind, debtor, item, subject, data and the hash of the entry before, in this order. Each field is written as its length
// in bytes, a colon, its bytes and a comma, so that no two entries share an encoding. Numbers are plain decimals; the time
// is RFC 3339 in UTC with six decimals. The Hash field itself is not looked at.
//
// An entry with salted hashes has the field "salted" before all others, and SubjectHash and DataHash in the places of
// subject and data: its hash stays what it was when the words are removed.
func Digest(e Entry) string {
	h := sha256.New()
	subject, data := e.Subject, e.Data
	if e.Redactable() || e.Redacted() {
		writeField(h, "salted")
		subject, data = e.SubjectHash, e.DataHash
	}
	for _, field := range []string{
		strconv.FormatInt(e.Seq, 10), e.At.UTC().Format("2006-01-02T15:04:05.000000Z"), e.Actor.Name, string(e.Actor.Kind), string(e.Kind),
		strconv.FormatInt(e.Debtor, 10), strconv.FormatInt(e.Item, 10), subject, data, e.Prev,
	} {
		writeField(h, field)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func writeField(h hash.Hash, field string) {
	// A hash never fails to take bytes.
	_, _ = io.WriteString(h, strconv.Itoa(len(field))+":"+field+",")
}

// Seal makes an entry the one that follows prev in the log: it gives it the next number and both hashes, and with a Salt the
// salted hashes of its words. The zero Entry as prev begins a log. The time is cut to microseconds, which is what the log keeps.
func Seal(prev, e Entry) Entry {
	e.Seq, e.Prev = prev.Seq+1, prev.Hash
	e.At = e.At.UTC().Truncate(time.Microsecond)
	e.SubjectHash, e.DataHash = "", ""
	if e.Salt != "" {
		e.SubjectHash, e.DataHash = salted(e.Salt, e.Subject), salted(e.Salt, e.Data)
	}
	e.Hash = Digest(e)
	return e
}

// Chain walks a log from its oldest entry and finds the first that does not belong. The zero value begins before entry 1.
type Chain struct {
	head     Entry
	from     int64 // the walk began after this entry
	redacted map[int64]bool
	owed     map[int64]bool // redacted, and no later entry has said so yet
}

// From begins a walk after an entry that is known to be good, such as a head that was exported earlier.
func From(head Entry) Chain { return Chain{head: head, from: head.Seq} }

// Check takes the next entry. A LogBroken error names the first entry that was changed, removed or put in, and why it is
// known; the walk must end there. That each redaction has been accounted for is known only at the end: see End.
func (c *Chain) Check(e Entry) error {
	switch want := c.head.Seq + 1; {
	case e.Seq != want:
		return fault.New(LogBroken, "log entry %d is missing: entry %d follows %d", want, e.Seq, c.head.Seq)
	case e.Prev != c.head.Hash:
		return fault.New(LogBroken, "log entry %d does not follow entry %d: one of the two was replaced", e.Seq, c.head.Seq)
	case e.Hash != Digest(e) || e.otherWords():
		return fault.New(LogBroken, "log entry %d was changed after it was written", e.Seq)
	case e.Redacted() && e.Subject+e.Data != "":
		return fault.New(LogBroken, "log entry %d was redacted, and has words again", e.Seq)
	}
	if err := c.account(e); err != nil {
		return err
	}
	c.head = e
	return nil
}

// Head is the last entry that was found good; the zero Entry before the first.
func (c *Chain) Head() Entry { return c.head }
