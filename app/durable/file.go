// Package durable puts files where a power cut does not take them away again. That a file's contents are on the disk does not say
// that its name is: that is kept by the folder it lies in, which is flushed on its own (POSIX fsync(2); Linux man page, Notes).
package durable

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Rename gives a finished file its name, replacing what had it, and returns when the name is on the disk. The contents must have
// been flushed before.
func Rename(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return flush(filepath.Dir(to))
}

// Folder makes a folder for its owner alone, with those it lies in, and returns when their names are on the disk. One that exists
// stays as it is.
func Folder(dir string) error {
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		return nil
	}
	parent := filepath.Dir(dir)
	if parent != dir {
		if err := Folder(parent); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		if info, serr := os.Stat(dir); errors.Is(err, fs.ErrExist) && serr == nil && info.IsDir() {
			return nil // somebody else has just made it
		}
		return err
	}
	return flush(parent)
}

// flush is flushFolder; tests look on.
var flush = flushFolder
