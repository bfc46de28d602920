package handover

import (
	"context"
	"os"
	"path/filepath"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// openPaper hands a paper to the machine's own program, from a folder of this person alone.
func (s *Screen) openPaper(paper func(context.Context) (desk.Document, error)) {
	runner.Go(s.stage.Run, func(ctx context.Context) (string, error) {
		doc, err := paper(ctx)
		if err != nil {
			return "", err
		}
		dir, err := os.MkdirTemp("", "dunningdesk-")
		if err != nil {
			return "", fault.Wrap(err, fault.Unavailable, "the paper cannot be put into a temporary folder")
		}
		path := filepath.Join(dir, filepath.Base(doc.Name))
		return path, os.WriteFile(path, doc.Bytes, 0o600)
	}, func(path string, err error) {
		if err == nil {
			err = s.stage.OpenFile(path)
		}
		if err != nil {
			s.stage.Fail(err)
		}
	})
}

// savePaper writes a paper where the person chooses.
func (s *Screen) savePaper(name string, paper func(context.Context) (desk.Document, error)) {
	s.stage.SaveFile(name, func(path string) {
		runner.Go(s.stage.Run, func(ctx context.Context) (struct{}, error) {
			doc, err := paper(ctx)
			if err == nil {
				if err = os.WriteFile(path, doc.Bytes, 0o600); err != nil {
					err = fault.Wrap(err, fault.Unavailable, "%s cannot be written", path).WithHint("choose another folder")
				}
			}
			return struct{}{}, err
		}, func(_ struct{}, err error) {
			if err != nil {
				s.stage.Fail(err)
				return
			}
			s.stage.Tell(i18n.T("handover.saved", i18n.Args{"file": path}))
		})
	})
}

func (s *Screen) bundle(ctx context.Context) (desk.Document, error) { return s.desk.Bundle(ctx, s.id) }

func (s *Screen) openBundle() { s.openPaper(s.bundle) }

func (s *Screen) saveBundle() {
	s.savePaper(i18n.T("handover.bundle-name", i18n.Args{"id": s.id}), s.bundle)
}

func (s *Screen) saveNews() {
	s.savePaper(i18n.T("handover.news-name", i18n.Args{"id": s.id}), func(ctx context.Context) (desk.Document, error) { return s.desk.TellAgency(ctx, s.id) })
}

// openFile opens one of the files for reading by machine.
func (s *Screen) openFile(n int) {
	s.openPaper(func(ctx context.Context) (desk.Document, error) {
		all, err := s.desk.HandOverFiles(ctx, s.id)
		if err != nil {
			return desk.Document{}, err
		}
		return all[n], nil
	})
}

// askRead reads a file that the other sent; it may tell of several hand-overs.
func (s *Screen) askRead() {
	s.stage.Pick(widget.FormField{Key: "file", Type: widget.FieldFile, Extensions: []string{".csv", ".txt"}}, func(path string) {
		runner.Go(s.stage.Run, func(ctx context.Context) (desk.AgencyRead, error) {
			content, err := stage.ReadPaper(path)
			if err != nil {
				return desk.AgencyRead{}, err
			}
			return s.desk.ReadAgencyFile(ctx, content)
		}, func(got desk.AgencyRead, err error) {
			if err != nil {
				s.stage.Fail(err)
				return
			}
			s.did(readWords(got))()
		})
	})
}

// readWords says what a file brought.
func readWords(got desk.AgencyRead) string {
	args := i18n.Args{"new": got.New, "known": got.Known}
	if got.New == 0 {
		return i18n.T("handover.read-known", args)
	}
	return i18n.T("handover.read-done", args)
}

// askAttach keeps a copy of an invoice.
func (s *Screen) askAttach(it *desk.HandOverItem) {
	s.stage.Pick(widget.FormField{Key: "file", Type: widget.FieldFile, Extensions: []string{".pdf"}}, func(path string) {
		runner.Go(s.stage.Run, func(ctx context.Context) (struct{}, error) {
			content, err := stage.ReadPaper(path)
			if err != nil {
				return struct{}{}, err
			}
			return struct{}{}, s.desk.AttachInvoices(ctx, desk.InvoiceCopy{Item: it.Item, Name: filepath.Base(path), Bytes: content})
		}, func(_ struct{}, err error) {
			if err != nil {
				s.stage.Fail(err)
				return
			}
			s.did(i18n.T("handover.attached", i18n.Args{"number": it.Number}))()
		})
	})
}
