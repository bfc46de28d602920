package main

import (
	"encoding/json"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// cursor is where a read is, and which story it tells. It goes to the desk and
// comes back.
type cursor struct {
	Seed      int64 `json:"seed"`
	Customers int   `json:"customers"`
	OpenItems int   `json:"open_items,omitempty"`
	// AsOf is the day the read tells of; Since is set where only what changed
	// after that day is told.
	AsOf  spec.Date `json:"as_of"`
	Since spec.Date `json:"since,omitempty"`
	// Journal is how many of its entries this read knows, Told how many the
	// one before it knew.
	Journal int `json:"journal,omitempty"`
	Told    int `json:"told,omitempty"`
	// Stream and Next are where the read goes on; Done marks its end.
	Stream spec.Stream `json:"stream,omitempty"`
	Next   int         `json:"next,omitempty"`
	Done   bool        `json:"done,omitempty"`
}

func (c cursor) bytes() []byte {
	b, err := json.Marshal(c)
	if err != nil {
		return nil // numbers and texts always marshal
	}
	return b
}

// after takes the request's cursor into account: it goes on with a broken read,
// or tells what changed since a complete one.
func (c cursor) after(req spec.ReadRequest) (cursor, error) {
	if len(req.Cursor) == 0 {
		return c, nil
	}
	var was cursor
	if err := json.Unmarshal(req.Cursor, &was); err != nil || !was.AsOf.Valid() || was.Since != "" && !was.Since.Valid() ||
		was.Next < 0 || was.Journal < 0 || was.Told < 0 || was.Told > was.Journal {
		return c, errCursor()
	}
	sameStory := was.Seed == c.Seed && was.Customers == c.Customers && was.OpenItems == c.OpenItems
	switch {
	case !sameStory || was.Done && was.AsOf > c.AsOf || was.Journal > c.Journal:
		return c, errCursor()
	case !was.Done:
		return was, nil
	case req.Mode == spec.ModeIncremental:
		c.Since, c.Told = was.AsOf, was.Journal
	}
	return c, nil
}

func errCursor() spec.Diagnostic {
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeCursorInvalid,
		Summary: "The last read told of another story or a later day than this one.",
		Hint:    "Read everything again.",
	}
}
