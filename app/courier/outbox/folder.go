package outbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/dunningdesk/dunningdesk/app/durable"
)

// ToFolder carries messages into a folder: letters as PDF files to print, and mails as .eml files where there is no
// mail server. A file appears whole or not at all, readable by its owner alone; that it exists is the receiver's word.
type ToFolder struct {
	Dir string
	Ext string // ".pdf" or ".eml"
}

// Carry writes the bytes of the job to a file named after the notice and the message.
func (c ToFolder) Carry(_ context.Context, job Job) Result {
	name := filepath.Join(c.Dir, FileName(job, c.Ext))
	if err := durable.Folder(c.Dir); err != nil {
		return blockedBy(err)
	}
	switch there, err := os.ReadFile(name); {
	case err == nil && bytes.Equal(there, job.Bytes):
		return Result{Fate: Gone, Detail: name} // written before; the same file twice is one letter
	case err == nil:
		return Result{Fate: Never, Code: "file-exists", Detail: name + " exists with other contents"}
	case !errors.Is(err, fs.ErrNotExist):
		return blockedBy(err)
	}
	if err := writeWhole(name, job.Bytes); err != nil {
		return blockedBy(err)
	}
	return Result{Fate: Gone, Detail: name}
}

// FileName is where a message goes within its folder: "2026-11-23_0087-12.pdf". Whatever a number holds, it stays one
// file in that folder.
func FileName(job Job, ext string) string {
	safe := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z', r == '-':
			return r
		}
		return '_'
	}, job.Number)
	if len(safe) > 80 {
		safe = safe[:80]
	}
	return fmt.Sprintf("%s-%d%s", safe, job.ID, ext)
}

// writeWhole writes beside the place and renames, so that a printer that watches the folder never sees half a letter.
func writeWhole(name string, contents []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".part-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	if _, err = f.Write(contents); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return durable.Rename(f.Name(), name)
}

// blockedBy: what stops one file from being written stops them all.
func blockedBy(err error) Result {
	code := "folder-unusable"
	if errors.Is(err, syscall.ENOSPC) {
		code = "disk-full"
	}
	return Result{Fate: Later, Code: code, Detail: err.Error(), Blocked: true}
}
