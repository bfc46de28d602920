package web

import (
	"encoding/json"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Cursor is where an incremental read goes on: for each stream the source's own time of the last change that was read.
type Cursor struct {
	Version int                  `json:"v"`
	Marks   map[string]time.Time `json:"marks"`
	// Full is when everything was last read, for sources that do not tell what was deleted.
	Full time.Time `json:"full,omitzero"`
}

// cursorVersion changes when a cursor means something else.
const cursorVersion = 1

// OpenCursor reads a cursor; one of another version, or a broken one, is CodeCursorInvalid, which has the desk read in full.
func OpenCursor(b []byte) (Cursor, error) {
	c := Cursor{Version: cursorVersion, Marks: map[string]time.Time{}}
	if len(b) == 0 {
		return c, nil
	}
	if err := json.Unmarshal(b, &c); err != nil || c.Version != cursorVersion || c.Marks == nil {
		return Cursor{}, spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeCursorInvalid, Summary: "The place where the last read ended cannot be understood.",
			Hint: "Read in full once.",
		}
	}
	return c, nil
}

// CursorOf is the cursor with which a read begins: a read of everything begins without marks.
func CursorOf(req spec.ReadRequest) (Cursor, error) {
	if req.Mode != spec.ModeIncremental {
		return OpenCursor(nil)
	}
	return OpenCursor(req.Cursor)
}

// Since is from when on a stream is asked for: the mark less an overlap, because sources write late and their clocks differ.
// Zero asks for everything.
func (c Cursor) Since(stream string, overlap time.Duration) time.Time {
	at, ok := c.Marks[stream]
	if !ok {
		return time.Time{}
	}
	return at.Add(-overlap)
}

// Saw moves a mark on to the newest change.
func (c Cursor) Saw(stream string, at time.Time) {
	if at.After(c.Marks[stream]) {
		c.Marks[stream] = at.UTC()
	}
}

// Next is the cursor for Emitter.Complete after a read that began at a moment of the source's own clock. Without a clock there is
// none, and the next read is a whole one.
func (c Cursor) Next(stream string, began time.Time) []byte {
	if began.IsZero() {
		return nil
	}
	c.Saw(stream, began)
	return c.Bytes()
}

// Bytes is the cursor for Emitter.Complete.
func (c Cursor) Bytes() []byte {
	b, _ := json.Marshal(c) // times and numbers
	return b
}
