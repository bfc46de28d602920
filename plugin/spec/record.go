package spec

import (
	"strconv"
	"strings"
)

// Record points at one record or one place at the source.
type Record struct {
	Stream     Stream `json:"stream,omitempty"`
	ExternalID string `json:"external_id,omitempty"`
	// File is the base name of the file, without its folder.
	File string `json:"file,omitempty"`
	// Line counts from 1; Column is the column's name or number.
	Line   int64  `json:"line,omitempty"`
	Column string `json:"column,omitempty"`
}

// String writes the place for people: "items.csv, line 12, column Due".
func (r Record) String() string {
	var parts []string
	if r.File != "" {
		parts = append(parts, r.File)
	}
	if r.Line > 0 {
		parts = append(parts, "line "+strconv.FormatInt(r.Line, 10))
	}
	if r.Column != "" {
		parts = append(parts, "column "+r.Column)
	}
	if r.ExternalID != "" {
		parts = append(parts, strings.TrimSpace(string(r.Stream)+" "+r.ExternalID))
	}
	return strings.Join(parts, ", ")
}
