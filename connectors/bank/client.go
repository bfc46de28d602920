package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Limits of what is read, so that no file can fill memory or time.
const (
	maxFile     = 64 << 20
	maxFiles    = 20_000
	maxBookings = 500_000 // of one file, transactions of batches included
)

// source is one file.
type source struct {
	name string
	open func() (*os.File, error)
	stat func() (fs.FileInfo, error)
	// first is how it was when it was looked at first.
	first fs.FileInfo
	// fault is set where the file is left out.
	fault error
	// pending are movements that are announced only, unsplit collective bookings that go as one line.
	pending, unsplit int64
}

// sources are the files of a connection in the order of their names.
type sources struct {
	files  []*source
	folder *os.Root
	field  string // the setting that named them
}

func (s *sources) close() {
	if s.folder != nil {
		_ = s.folder.Close() // only read
	}
}

// openSources finds the files that the settings name. Its errors are diagnostics about a setting.
func openSources(settings spec.Settings) (*sources, error) {
	file, folder := settings.Get("file"), settings.Get("folder")
	switch {
	case file == "" && folder == "":
		return nil, setting("folder", spec.CodeSettingMissing, "Neither a folder nor a file is given.", "Choose the folder in which the bank's files are put.")
	case file != "" && folder != "":
		return nil, setting("file", spec.CodeSettingInvalid, "A folder and a file are given.", "Leave one of them empty.")
	case file != "":
		return openFile(file)
	}
	return openFolder(folder)
}

func openFile(path string) (*sources, error) {
	s := &source{
		name: filepath.Base(path), open: func() (*os.File, error) { return os.Open(path) }, stat: func() (fs.FileInfo, error) { return os.Stat(path) },
	}
	s.look()
	var f *fault
	if errors.As(s.fault, &f) {
		return nil, setting("file", f.code, s.name+" cannot be read: "+f.what+".", f.hint)
	}
	return &sources{files: []*source{s}, field: "file"}, nil
}

// openFolder lists a folder, without the folders in it. Everything is opened through an os.Root: a link may point to another
// file of the folder and nowhere else.
func openFolder(path string) (*sources, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		f := opening(err)
		if f.code == spec.CodeSourceNotFound {
			f.what, f.hint = "there is no such folder", "Choose the folder in which the bank's files are put."
		}
		return nil, setting("folder", f.code, filepath.Base(path)+" cannot be read: "+f.what+".", f.hint)
	}
	s := &sources{folder: root, field: "folder"}
	entries, err := fs.ReadDir(root.FS(), ".")
	if err == nil && len(entries) > maxFiles {
		err = fmt.Errorf("it holds %d files, more than %d", len(entries), maxFiles)
	}
	if err != nil {
		s.close()
		return nil, setting("folder", spec.CodeSourceUnreadable, filepath.Base(path)+" cannot be read: "+reason(err)+".", "Move old files away, or give the user of this computer the right to read the folder.")
	}
	for _, e := range entries {
		if e.IsDir() || passedOver(e.Name()) {
			continue
		}
		one := &source{
			name: e.Name(), open: func() (*os.File, error) { return root.Open(e.Name()) }, stat: func() (fs.FileInfo, error) { return root.Stat(e.Name()) },
		}
		one.look()
		s.files = append(s.files, one)
	}
	return s, nil
}

// passedOver are files that systems and programs leave in folders, and downloads that are not finished.
func passedOver(name string) bool {
	lower := strings.ToLower(name)
	for _, end := range []string{".tmp", ".part", ".partial", ".crdownload", ".filepart"} {
		if strings.HasSuffix(lower, end) {
			return true
		}
	}
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || lower == "thumbs.db" || lower == "desktop.ini"
}

// look tells at once what can be told without opening: a pipe would never end.
func (s *source) look() {
	info, err := s.stat()
	switch {
	case err != nil:
		f := opening(err)
		if s.open != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
			f.what, f.hint = "it is a link that leads out of the folder, or cannot be reached", "Put the file itself into the folder."
		}
		s.fault = f
	case info.IsDir():
		s.fault = &fault{code: codeForeign, what: "it is a folder", hint: "Choose a file."}
	case !info.Mode().IsRegular():
		s.fault = &fault{code: codeForeign, what: "it is not a file", hint: "Choose a file."}
	case info.Size() > maxFile:
		s.fault = &fault{code: spec.CodeSourceUnreadable, what: fmt.Sprintf("it holds more than %d MiB", maxFile>>20), hint: "Ask the bank for one file a day."}
	}
	s.first = info
}

// read parses the file from its beginning to its end.
func (s *source) read(ctx context.Context, take takeBooking) error {
	if s.fault != nil {
		return s.fault
	}
	file, err := s.open()
	if err != nil {
		return opening(err)
	}
	defer file.Close()
	if err := s.unchanged(file); err != nil {
		return err
	}
	if err := parse(&meter{ctx: ctx, in: file, left: maxFile}, take); err != nil {
		var f *fault
		if stopped(err) || errors.As(err, &f) {
			return err
		}
		var path *fs.PathError
		if errors.As(err, &path) {
			return opening(err)
		}
		return err
	}
	return s.unchanged(file)
}

// unchanged reports a file that was written or replaced while it was read: its control sums prove nothing then.
func (s *source) unchanged(file *os.File) error {
	now, err := file.Stat()
	if err != nil {
		return opening(err)
	}
	if !os.SameFile(now, s.first) || now.Size() != s.first.Size() || !now.ModTime().Equal(s.first.ModTime()) {
		return &fault{code: spec.CodeSourceChanged, what: "it was changed while it was being read", hint: "It is read again with the next sync."}
	}
	return nil
}

// errTooLarge ends the reading of a file that grows.
var errTooLarge = &fault{code: spec.CodeSourceUnreadable, what: fmt.Sprintf("it holds more than %d MiB", maxFile>>20), hint: "Ask the bank for one file a day."}

// meter bounds what is read, and stops when the context ends.
type meter struct {
	ctx  context.Context //nolint:containedctx // a meter lives as long as one read
	in   io.Reader
	left int64
}

func (m *meter) Read(p []byte) (int, error) {
	if err := m.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := m.in.Read(p)
	if m.left -= int64(n); m.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}
