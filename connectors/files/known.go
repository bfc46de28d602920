package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// known is what the last complete read had before it: the cursor.
type known struct {
	// Form is that of the cursor, the settings and the connector: with others everything is read again.
	Form string `json:"form"`
	// Look is how the files looked from outside. While it stays, none is opened.
	Look string `json:"look"`
	// Files are those that were read.
	Files map[role]knownFile `json:"files"`
}

// knownFile is a file that was read.
type knownFile struct {
	age
	Name string `json:"name"`
	Sum  string `json:"sum"`
}

// formOf is the form of a cursor under these settings.
func formOf(settings spec.Settings) string {
	sum := sha256.New()
	fmt.Fprintln(sum, 1, version)
	values := settings.Values()
	for _, f := range fields() {
		fmt.Fprintf(sum, "%s=%q\n", f.Key, values[f.Key])
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// knownFrom reads a cursor. One of other settings, or of another version, is none.
func knownFrom(cursor []byte, settings spec.Settings) (known, bool) {
	var k known
	if json.Unmarshal(cursor, &k) != nil || k.Form != formOf(settings) || k.Files[roleItems].Sum == "" {
		return known{}, false
	}
	return k, true
}

func (k known) cursor() ([]byte, error) { return json.Marshal(k) }

// lookOf sums up how files look from outside: names, sizes, times.
func lookOf(files []candidate) string {
	lines := make([]string, 0, len(files))
	for _, c := range files {
		if c.info == nil {
			return "" // never the same
		}
		lines = append(lines, fmt.Sprintf("%q %d %d", c.name, c.info.Size(), c.info.ModTime().UnixNano()))
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:8])
}

// take sums up what a file holds.
func (c *candidate) take(ctx context.Context) (knownFile, error) {
	file, err := c.open()
	if err != nil {
		return knownFile{}, (&source{place: c.place}).cannotOpen(err)
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, &stoppable{ctx, io.LimitReader(file, maxFile+1)}); err != nil {
		if ctx.Err() != nil {
			return knownFile{}, ctx.Err()
		}
		return knownFile{}, (&source{place: c.place}).cannotRead(err)
	}
	return knownFile{age: c.age, Name: c.name, Sum: hex.EncodeToString(sum.Sum(nil))}, nil
}

// stoppable ends when the context does.
type stoppable struct {
	ctx context.Context //nolint:containedctx // lives as long as one copy
	in  io.Reader
}

func (s *stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.in.Read(p)
}

// behind returns the note that a file is older than the one that was read; false where it is not.
func (k known) behind(r role, now knownFile) (spec.Diagnostic, bool) {
	was, ok := k.Files[r]
	if !ok || now.Sum == was.Sum || now.compare(was.age) >= 0 {
		return spec.Diagnostic{}, false
	}
	return spec.Diagnostic{
		Severity: spec.SeverityWarning, Code: codeSourceOlder, Field: "folder", Record: spec.Record{File: now.Name},
		Summary: fmt.Sprintf("%s of %s is older than %s of %s, which was read before.", now.Name, now.Day, was.Name, was.Day),
		Hint:    "It was left aside: what is paid by now would be open again. If it is the right one after all, export the list anew.",
	}, true
}
