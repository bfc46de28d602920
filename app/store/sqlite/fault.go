package sqlite

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/mattn/go-sqlite3"
)

// Fault is the one place where SQLite's errors become the book's. An error that carries a code already passes through.
func (d dialect) Fault(err error) error {
	var coded *fault.Error
	var engine sqlite3.Error
	switch {
	case err == nil || errors.As(err, &coded):
		return err
	case !errors.As(err, &engine):
		return err
	}
	name := filepath.Base(d.path)
	if engine.SystemErrno == syscall.ENOSPC || engine.SystemErrno == syscall.EDQUOT {
		engine.Code = sqlite3.ErrFull
	}
	switch engine.Code {
	case sqlite3.ErrNotADB:
		return fault.Wrap(err, store.NotABook, "%s is not a book", name).WithHint("choose a file that this program made")
	case sqlite3.ErrCorrupt:
		return fault.Wrap(err, store.Truncated, "a part of the book %s is missing or broken", name).WithHint("restore a backup; the broken file was left as it is")
	case sqlite3.ErrFull:
		return fault.Wrap(err, store.DiskFull, "the disk that holds the book %s is full; nothing of this change was written", name).WithHint("make room, then try again")
	case sqlite3.ErrReadonly, sqlite3.ErrPerm:
		return fault.Wrap(err, store.ReadOnly, "the book %s may not be written", name).WithHint("check who owns the file and its folder, and whether it lies on a read-only disk")
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return fault.Wrap(err, store.Locked, "another program is writing to the book %s and did not finish in time", name).WithHint("wait a moment and try again, or close the other program")
	case sqlite3.ErrCantOpen:
		return d.cannotOpen(err, name)
	case sqlite3.ErrConstraint:
		if engine.ExtendedCode == sqlite3.ErrConstraintUnique || engine.ExtendedCode == sqlite3.ErrConstraintPrimaryKey {
			return fault.Wrap(err, fault.Conflict, "this is in the book already")
		}
		if engine.ExtendedCode == sqlite3.ErrConstraintForeignKey {
			return fault.Wrap(err, fault.NotFound, "something that this refers to is not in the book")
		}
		return fault.Wrap(err, fault.Internal, "the book refused a change")
	case sqlite3.ErrIoErr:
		return fault.Wrap(err, fault.Unavailable, "the disk that holds the book %s does not answer as it should", name).WithHint("check the disk, then try again")
	}
	return fault.Wrap(err, fault.Internal, "the book %s answered with an error", name)
}

// cannotOpen tells a missing file from one whose folder does not let the journal be made.
func (d dialect) cannotOpen(err error, name string) error {
	info, stat := os.Stat(d.path)
	switch {
	case errors.Is(stat, fs.ErrNotExist):
		return fault.New(fault.NotFound, "there is no book %s", d.path)
	case stat == nil && info.IsDir():
		return fault.New(store.NotABook, "%s is a folder, not a book", d.path)
	}
	return fault.Wrap(err, store.ReadOnly, "the book %s cannot be opened for writing", name).WithHint("check who owns the file and its folder")
}
