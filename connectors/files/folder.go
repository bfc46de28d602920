package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Limits of a folder: how many files it may hold, and how many are opened to find the lists.
const (
	maxFiles  = 20_000
	maxOpened = 50
)

// A file that was changed less than settled ago may still be written; after patience it is left for the next read.
const (
	settled  = 2 * time.Second
	patience = 10 * time.Second
)

// folder is a folder into which exports are put.
type folder struct {
	root  *os.Root
	name  string
	files []candidate // newest first
}

// candidate is a file that may be a list.
type candidate struct {
	place
	info fs.FileInfo
	age
}

// age is how new a file is: by the day in its name, else by that on which it was written, then by the moment.
type age struct {
	Day     spec.Date `json:"day"`
	Written time.Time `json:"written"`
}

func (a age) compare(b age) int {
	return cmp.Or(cmp.Compare(a.Day, b.Day), a.Written.Compare(b.Written))
}

// openFolder lists a folder, without the folders in it. Its errors are diagnostics about the setting.
func openFolder(path string) (*folder, error) {
	f := &folder{name: filepath.Base(path)}
	var err error
	if f.root, err = os.OpenRoot(path); err != nil {
		return nil, f.cannotOpen(err)
	}
	entries, err := fs.ReadDir(f.root.FS(), ".")
	if err == nil && len(entries) > maxFiles {
		err = fmt.Errorf("it holds more than %d files", maxFiles)
	}
	if err != nil {
		f.close()
		return nil, f.cannotOpen(err)
	}
	for _, e := range entries {
		if e.IsDir() || !mayBeList(e.Name()) {
			continue
		}
		c := candidate{place: placeIn(f.root, e.Name())}
		if err := c.look(); err == nil && c.info.IsDir() {
			continue
		}
		f.files = append(f.files, c)
	}
	slices.SortStableFunc(f.files, func(a, b candidate) int { return cmp.Or(b.compare(a.age), cmp.Compare(a.name, b.name)) })
	return f, nil
}

// look takes note of how the file is now. One that cannot be looked at is the newest: it must not be passed over in silence.
func (c *candidate) look() error {
	info, err := c.stat()
	c.info, c.age = info, age{Day: "9999-12-31"}
	if err != nil {
		return err
	}
	c.age = age{Day: spec.DateOf(info.ModTime()), Written: info.ModTime().UTC()}
	if day, ok := dayInName(c.name, info.ModTime()); ok {
		c.Day = day
	}
	return nil
}

func (f *folder) cannotOpen(err error) spec.Diagnostic {
	d := spec.Diagnostic{Severity: spec.SeverityError, Field: "folder", Code: spec.CodeSourceUnreadable, Hint: "Check that the drive is connected, then try again."}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	d.Summary = "The folder " + f.name + " cannot be read: " + err.Error() + "."
	switch {
	case errors.Is(err, fs.ErrNotExist):
		d.Code, d.Summary, d.Hint = spec.CodeSourceNotFound, "There is no folder "+f.name+" at this place.", "Connect the drive, or choose the folder again."
	case errors.Is(err, fs.ErrPermission):
		d.Summary, d.Hint = "The folder "+f.name+" may not be read by this user.", "Give this user the right to read it."
	}
	return d
}

// settle waits until a file has not been changed for a moment.
func (c *candidate) settle(ctx context.Context, on timepiece) error {
	for waited := time.Duration(0); ; waited += settled / 2 {
		if c.look() != nil {
			return nil //nolint:nilerr // opening it says why it cannot be read
		}
		if since := on.time().Sub(c.info.ModTime()); since >= settled || since < -settled {
			return nil
		}
		if waited >= patience {
			s := source{place: c.place}
			return s.changed(c.name + " is still being written.")
		}
		if err := on.pause(ctx, settled/2); err != nil {
			return err
		}
	}
}

// matches reports whether the file's name fits a pattern like "open*.csv"; an empty one fits every name.
func (c *candidate) matches(pattern string) bool {
	ok, err := filepath.Match(strings.ToLower(pattern), strings.ToLower(c.name))
	return pattern == "" || ok && err == nil
}

func (f *folder) close() {
	if f.root != nil {
		_ = f.root.Close() // only read
	}
}
