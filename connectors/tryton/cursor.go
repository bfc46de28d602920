package main

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

const (
	cursorVersion = 1
	// maxIDs bounds the packed ids of a cursor, so that it stays below
	// spec.MaxCursor when written as text.
	maxIDs = 45 << 10
	// maxUnpacked bounds what is unpacked of them.
	maxUnpacked = 16 << 20
)

// cursor is where an incremental read goes on.
type cursor struct {
	Version  int    `json:"v"`
	Database string `json:"database"`
	Company  int64  `json:"company"`
	// Since is the server's time when the last read began.
	Since time.Time `json:"since"`
	// Compared is the day on which everything was last looked at by its id.
	Compared spec.Date `json:"compared"`
	// Items are the ids of the items that were open, packed. Without them (nil)
	// there were too many to keep.
	Items []byte `json:"items"`
}

// pack writes ids as the gaps between them.
func pack(ids []int64) []byte {
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		return nil
	}
	last := int64(0)
	for _, id := range sorted(ids) {
		_, _ = w.Write(binary.AppendUvarint(nil, uint64(id-last))) // a buffer takes all
		last = id
	}
	if err := w.Close(); err != nil || out.Len() > maxIDs {
		return nil
	}
	return out.Bytes()
}

func unpack(packed []byte) (map[int64]bool, error) {
	plain, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), maxUnpacked))
	if err != nil {
		return nil, err
	}
	out := map[int64]bool{}
	last := int64(0)
	for len(plain) > 0 {
		gap, n := binary.Uvarint(plain)
		if n <= 0 {
			return nil, errors.New("the ids are cut off")
		}
		last += int64(gap)
		out[last], plain = true, plain[n:]
	}
	return out, nil
}

func (c cursor) bytes() []byte {
	b, err := json.Marshal(c)
	if err != nil {
		return nil // times and numbers always marshal
	}
	return b
}

// openCursor reads a cursor of this database and company.
func (t *tryton) openCursor(b []byte) (cursor, map[int64]bool, error) {
	var c cursor
	bad := spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeCursorInvalid, Summary: "What was read last belongs to other books than these.",
		Hint: "Read everything once.",
	}
	if json.Unmarshal(b, &c) != nil || c.Version != cursorVersion || c.Database != t.database || c.Company != t.company.id || c.Since.IsZero() {
		return c, nil, bad
	}
	if c.Items == nil {
		return c, nil, nil
	}
	ids, err := unpack(c.Items)
	if err != nil {
		return c, nil, bad
	}
	return c, ids, nil
}

// cursorAfter is where the read after this one goes on.
func (t *tryton) cursorAfter(began time.Time, compared spec.Date, ids []int64) cursor {
	slices.Sort(ids)
	return cursor{Version: cursorVersion, Database: t.database, Company: t.company.id, Since: began.UTC(), Compared: compared, Items: pack(ids)}
}
