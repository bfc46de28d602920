package main

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// place is where a file lies, and the setting that says so.
type place struct {
	name, field string
	open        func() (*os.File, error)
	stat        func() (fs.FileInfo, error)
}

// placeAt is a file that a setting names.
func placeAt(field, path string) place {
	return place{
		name: filepath.Base(path), field: field,
		open: func() (*os.File, error) { return os.Open(path) },
		stat: func() (fs.FileInfo, error) { return os.Stat(path) },
	}
}

// placeIn is a file of a folder. A link may lead to another file of it and nowhere else.
func placeIn(root *os.Root, name string) place {
	return place{
		name: name, field: "folder",
		open: func() (*os.File, error) { return root.Open(name) },
		stat: func() (fs.FileInfo, error) { return root.Stat(name) },
	}
}

// timepiece is the time of the machine; tests have their own.
type timepiece struct {
	now  func() time.Time
	wait func(time.Duration)
}

func (c timepiece) time() time.Time {
	if c.now == nil {
		return time.Now() //nolint:forbidigo // a connector is a program of its own: here the clock comes in
	}
	return c.now()
}

// pause waits, unless ctx ends before.
func (c timepiece) pause(ctx context.Context, d time.Duration) error {
	if c.wait != nil {
		c.wait(d)
		return ctx.Err()
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// tableEndings are the files that may be a list; others in a folder are none of ours.
var tableEndings = []string{".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".se", ".si", ".sie"}

// mayBeList reports whether a file of a folder is looked at. Unfinished downloads, lock files and hidden ones are not.
func mayBeList(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") {
		return false
	}
	ending := strings.ToLower(filepath.Ext(name))
	for _, one := range tableEndings {
		if ending == one {
			return true
		}
	}
	return false
}

// dayInName finds the day that a file's name tells: 2026-11-21, 20261121, 21.11.2026. A day after the one on which it was
// written is something else.
func dayInName(name string, written time.Time) (spec.Date, bool) {
	for i := range len(name) {
		if i > 0 && isDigit(name[i-1]) {
			continue
		}
		for _, layout := range []string{"2006-01-02", "2006_01_02", "2006.01.02", "20060102", "02.01.2006"} {
			if len(name) < i+len(layout) {
				continue
			}
			day, err := time.Parse(layout, name[i:i+len(layout)])
			if err == nil && day.Year() >= 2000 && !day.After(written.AddDate(0, 0, 1)) {
				return spec.DateOf(day), true
			}
		}
	}
	return "", false
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }
