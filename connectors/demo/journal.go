package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// maxJournal bounds what is read into memory.
const maxJournal = 256 << 20

// voucherPrefix is that of the number of everything written; of a fee it is the
// item's number too.
const voucherPrefix = "V-"

// entry is a line of the journal: what the demo company's books were told. A
// line is JSON and counts when it is whole; one that a crash has torn never does.
// Of two lines with one key the first counts. Nothing is ever changed or removed.
type entry struct {
	Key      string             `json:"key"` // first, so that a journal is known by its first bytes
	Kind     spec.PostingKind   `json:"kind"`
	Debtor   string             `json:"debtor"`
	Date     spec.Date          `json:"date"`
	Parts    []spec.PostingPart `json:"parts,omitempty"`
	Currency string             `json:"currency,omitempty"`
	Amount   int64              `json:"amount,omitempty"`
	Title    string             `json:"title,omitempty"`
	Text     string             `json:"text,omitempty"`
	Reason   string             `json:"reason,omitempty"`
	Until    spec.Date          `json:"until,omitempty"`
	Undoes   string             `json:"undoes,omitempty"` // voucher
	Document *document          `json:"document,omitempty"`
}

// document is a file by what it can be recognised by.
type document struct {
	Name  string `json:"name"`
	Bytes int    `json:"bytes"`
	Sum   string `json:"sha256"`
}

// beginning is how every journal starts.
const beginning = `{"key":"`

// journal is what was written so far, in order.
type journal struct{ entries []entry }

// voucher is the number of the entry at a place.
func voucher(place int) string { return voucherPrefix + strconv.Itoa(place+1) }

// place finds the entry with a voucher's number.
func (j *journal) place(voucher string) (int, bool) {
	rest, ok := bytes.CutPrefix([]byte(voucher), []byte(voucherPrefix))
	n, err := strconv.Atoi(string(rest))
	return n - 1, ok && err == nil && n >= 1 && n <= len(j.entries)
}

// keyed finds the entry with a key.
func (j *journal) keyed(key string) (int, bool) {
	for i := range j.entries {
		if j.entries[i].Key == key {
			return i, true
		}
	}
	return 0, false
}

// first gives the journal as it was after so many entries.
func (j *journal) first(n int) *journal { return &journal{entries: j.entries[:min(n, len(j.entries))]} }

// openJournal reads the journal; without a path, or before the first entry, it
// is empty.
func openJournal(path string) (*journal, error) {
	if path == "" {
		return &journal{}, nil
	}
	if !filepath.IsAbs(path) {
		return nil, errors.New("it is not a full path")
	}
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &journal{}, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // only read
	b, err := io.ReadAll(io.LimitReader(file, maxJournal+1))
	switch {
	case err != nil:
		return nil, err
	case len(b) > maxJournal:
		return nil, fmt.Errorf("it holds more than %d MiB", maxJournal>>20)
	case !bytes.HasPrefix(b, []byte(beginning)[:min(len(beginning), len(b))]):
		return nil, errors.New("it is no journal of the demo company")
	}
	return parseJournal(b), nil
}

// parseJournal takes every whole line.
func parseJournal(b []byte) *journal {
	j, known := &journal{}, map[string]bool{}
	for line := range bytes.Lines(b) {
		var e entry
		if err := json.Unmarshal(line, &e); err != nil || e.Key == "" || known[e.Key] {
			continue
		}
		known[e.Key] = true
		j.entries = append(j.entries, e)
	}
	return j
}

// journalLock lets one call of this process write at a time.
var journalLock sync.Mutex

// appendEntry writes a line and returns when it is safe on the disk.
func appendEntry(path string, e *entry) error {
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	torn, err := endsTorn(file)
	if err == nil {
		if torn {
			line = append([]byte("\n"), line...)
		}
		_, err = file.Write(append(line, '\n'))
	}
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// endsTorn reports whether the last line lacks its end.
func endsTorn(file *os.File) (bool, error) {
	info, err := file.Stat()
	if err != nil || info.Size() == 0 {
		return false, err
	}
	last := make([]byte, 1)
	_, err = file.ReadAt(last, info.Size()-1)
	return last[0] != '\n', err
}
