package main

import (
	"encoding/binary"
	"encoding/json"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// overlap is taken off the moment since when changes are asked for: Odoo stamps a change with the beginning of its
// transaction, so that a long one comes to light with an old stamp.
const overlap = 10 * time.Minute

// stampLayout is how Odoo writes a moment, in UTC.
const stampLayout = time.DateTime

// cursor is where the next read of changes starts: what was open, and the newest change that was seen.
type cursor struct {
	Company int64
	Since   string
	Open    []int64 // in ascending order
}

// packed is a cursor on the way: the ids as the steps between them.
type packed struct {
	Version int    `json:"v"`
	Company int64  `json:"company"`
	Since   string `json:"since"`
	Open    []byte `json:"open"`
}

const cursorVersion = 1

// bytes packs the cursor; nil when more is open than fits: then everything is read each time.
func (c cursor) bytes() []byte {
	if _, err := time.Parse(stampLayout, c.Since); err != nil {
		return nil // nothing was there to go on from
	}
	var steps []byte
	last := int64(0)
	for _, id := range c.Open {
		steps = binary.AppendUvarint(steps, uint64(id-last))
		last = id
	}
	b, err := json.Marshal(packed{Version: cursorVersion, Company: c.Company, Since: c.Since, Open: steps})
	if err != nil || len(b) > spec.MaxCursor {
		return nil
	}
	return b
}

// openCursor unpacks one; CodeCursorInvalid has the desk read in full.
func (o *odoo) openCursor(b []byte) (cursor, error) {
	var p packed
	err := json.Unmarshal(b, &p)
	c := cursor{Company: p.Company, Since: p.Since}
	if _, late := time.Parse(stampLayout, p.Since); late != nil {
		err = late
	}
	last := int64(0)
	for rest := p.Open; err == nil && len(rest) > 0; {
		step, n := binary.Uvarint(rest)
		if n <= 0 || step == 0 || step > 1<<62 || last+int64(step) < last {
			return cursor{}, cursorInvalid()
		}
		last += int64(step)
		c.Open, rest = append(c.Open, last), rest[n:]
	}
	if err != nil || p.Version != cursorVersion || p.Company != o.company.ID {
		return cursor{}, cursorInvalid()
	}
	return c, nil
}

func cursorInvalid() error {
	return trouble(spec.CodeCursorInvalid, "", "The place where the last read ended cannot be understood.", "Read in full once.")
}

// from is since when changes are asked for.
func (c cursor) from() string {
	at, err := time.Parse(stampLayout, c.Since)
	if err != nil {
		return c.Since
	}
	return at.Add(-overlap).Format(stampLayout)
}
