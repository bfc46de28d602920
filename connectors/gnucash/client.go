package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// load reads the receivables of the book at path. All errors it returns are
// diagnostics, but for that of a cancelled context.
func load(ctx context.Context, path string) (*ledger, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, troubleOpening(err)
	}
	defer file.Close()
	info, err := file.Stat()
	switch {
	case err != nil:
		return nil, troubleOpening(err)
	case info.IsDir():
		return nil, troubleForeign("This is a folder.")
	case !info.Mode().IsRegular():
		return nil, troubleForeign("This is not a file.")
	case info.Size() == 0:
		return nil, troubleTruncated("The file is empty.")
	}
	var l *ledger
	in := bufio.NewReaderSize(file, 256<<10)
	head, err := in.Peek(16)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, troubleOpening(err)
	}
	switch {
	case bytes.HasPrefix(head, []byte("SQLite format 3\x00")):
		l, err = loadSQLite(ctx, path, info.Size())
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		l, err = loadGzip(ctx, in)
	default:
		l, err = loadXML(ctx, in)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	// GnuCash puts this beside an XML book while it has it open.
	if _, err := os.Stat(path + ".LCK"); err == nil {
		l.openedBy = "GnuCash"
	} else if !errors.Is(err, fs.ErrNotExist) {
		l.note(spec.CodeSourceUnreadable, "It cannot be told whether GnuCash has the book open.", "Check the rights on its folder.")
	}
	return l, nil
}

func loadGzip(ctx context.Context, in io.Reader) (*ledger, error) {
	unpacked, err := gzip.NewReader(in)
	if err != nil {
		return nil, troubleTruncated("The file begins like a compressed book and breaks off.")
	}
	defer unpacked.Close()
	return loadXML(ctx, unpacked)
}
