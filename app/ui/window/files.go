package window

import (
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// files are the toolkit's dialogs for files and folders. They begin where the last one ended.
type files struct {
	parent fyne.Window
	last   string
}

// pick asks for an existing file or folder.
func (f *files) pick(field widget.FormField, chosen func(path string)) {
	if f.parent == nil {
		return
	}
	if field.Type == widget.FieldFolder {
		d := dialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
			if err == nil && u != nil {
				f.took(u.Path(), chosen)
			}
		}, f.parent)
		f.open(d)
		return
	}
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil || r == nil {
			return
		}
		path := r.URI().Path()
		_ = r.Close() // only the path is wanted; the connector opens the file
		f.took(path, chosen)
	}, f.parent)
	if len(field.Extensions) > 0 {
		d.SetFilter(storage.NewExtensionFileFilter(field.Extensions))
	}
	f.open(d)
}

// save asks where a new file shall be put. Without a window it goes into the person's own folder.
func (f *files) save(name string, save func(path string)) {
	if f.parent == nil {
		home, err := os.UserHomeDir()
		if err != nil {
			home = os.TempDir()
		}
		save(filepath.Join(home, name))
		return
	}
	d := dialog.NewFileSave(func(w fyne.URIWriteCloser, err error) {
		if err != nil || w == nil {
			return
		}
		path := w.URI().Path()
		_ = w.Close() // the list is written by its own, away from the window
		f.took(path, save)
	}, f.parent)
	d.SetFileName(name)
	f.open(d)
}

// chooser is what file dialogs have in common.
type chooser interface {
	SetLocation(fyne.ListableURI)
	Resize(fyne.Size)
	Show()
}

func (f *files) open(d chooser) {
	if f.last != "" {
		if u, err := storage.ListerForURI(storage.NewFileURI(f.last)); err == nil {
			d.SetLocation(u)
		}
	}
	d.Resize(fyne.NewSize(860, 560))
	d.Show()
}

func (f *files) took(path string, chosen func(string)) {
	f.last = filepath.Dir(path)
	chosen(path)
}
