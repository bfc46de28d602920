package connections

import (
	"context"
	"io"
	"os"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// Mapper says how lists are read, and carries it to other desks.
type Mapper interface {
	RecognisedMapping(ctx context.Context, id receivable.ConnectionID) ([]desk.MappingChange, error)
	ConfirmMapping(ctx context.Context, id receivable.ConnectionID) ([]desk.MappingChange, error)
	ExportMapping(ctx context.Context, id receivable.ConnectionID) ([]byte, error)
	PreviewMapping(ctx context.Context, id receivable.ConnectionID, content []byte) ([]desk.MappingChange, error)
	ImportMapping(ctx context.Context, id receivable.ConnectionID, content []byte) ([]desk.MappingChange, error)
}

// mappingChoices are what can be done with the mapping of the connection shown, none where it has none.
func (s *Screen) mappingChoices(f desk.Fresh) []widget.Choice {
	if kind, ok := s.model.Kind(f.Connection.Kind); !ok || !kind.HasMapping() {
		return nil
	}
	return []widget.Choice{
		{ID: "mapping-confirm", Text: i18n.T("mapping.confirm"), Icon: theme.IconTick, Rule: true},
		{ID: "mapping-export", Text: i18n.T("mapping.export"), Icon: theme.IconDownload},
		{ID: "mapping-import", Text: i18n.T("mapping.import"), Icon: theme.IconUpload},
	}
}

// onMapping does what was chosen among them.
func (s *Screen) onMapping(choice string, c desk.Connection) {
	switch choice {
	case "mapping-confirm":
		s.ConfirmMapping(c)
	case "mapping-export":
		s.ExportMapping(c)
	case "mapping-import":
		s.ImportMapping(c)
	}
}

// ConfirmMapping shows how the source is recognised now, and asks whether it shall be read so from now on.
func (s *Screen) ConfirmMapping(c desk.Connection) {
	runner.Go(s.stage.Run, func(ctx context.Context) ([]desk.MappingChange, error) { return s.desk.RecognisedMapping(ctx, c.ID) }, func(changes []desk.MappingChange, err error) {
		if err != nil || len(changes) == 0 {
			s.remapped(c, nil, err)
			return
		}
		s.askMapping(c, changes, remapping{
			title: i18n.T("mapping.confirm-ask", i18n.Args{"name": c.Name}), text: i18n.T("mapping.confirm-text"), then: i18n.T("mapping.from-list"),
			verb: i18n.T("mapping.confirm-verb"), do: func(ctx context.Context) ([]desk.MappingChange, error) { return s.desk.ConfirmMapping(ctx, c.ID) },
		})
	})
}

func (s *Screen) remapped(c desk.Connection, changes []desk.MappingChange, err error) {
	switch {
	case err != nil:
		s.stage.Fail(err)
	case len(changes) == 0:
		s.stage.Tell(i18n.T("mapping.same", i18n.Args{"name": c.Name}))
	default:
		s.stage.Tell(i18n.T("mapping.done", i18n.Args{"name": c.Name}))
		s.load()
	}
}

// ExportMapping writes how the source is read where the person chooses.
func (s *Screen) ExportMapping(c desk.Connection) {
	s.stage.SaveFile(i18n.T("mapping.file", i18n.Args{"name": c.Name}), func(path string) {
		runner.Go(s.stage.Run, func(ctx context.Context) (struct{}, error) {
			content, err := s.desk.ExportMapping(ctx, c.ID)
			if err != nil {
				return struct{}{}, err
			}
			if err := os.WriteFile(path, content, 0o600); err != nil {
				return struct{}{}, fault.Wrap(err, fault.Unavailable, "%s cannot be written", path).WithHint("choose another folder")
			}
			return struct{}{}, nil
		}, func(_ struct{}, err error) {
			if err != nil {
				s.stage.Fail(err)
				return
			}
			s.stage.Tell(i18n.T("mapping.exported", i18n.Args{"file": path}))
		})
	})
}

// mappingOffer is a mapping file with what it would change.
type mappingOffer struct {
	content []byte
	changes []desk.MappingChange
}

// ImportMapping asks for a mapping file, shows what it would change, and takes it.
func (s *Screen) ImportMapping(c desk.Connection) {
	s.stage.Pick(widget.FormField{Key: "file", Type: widget.FieldFile, Extensions: []string{".json"}}, func(path string) {
		s.offerMapping(c, func() ([]byte, error) { return readMapping(path) })
	})
}

// OfferMapping shows what a mapping file would change in how a connection is read, and asks whether it shall.
func (s *Screen) OfferMapping(c desk.Connection, content []byte) {
	s.offerMapping(c, func() ([]byte, error) { return content, nil })
}

func (s *Screen) offerMapping(c desk.Connection, read func() ([]byte, error)) {
	runner.Go(s.stage.Run, func(ctx context.Context) (o mappingOffer, err error) {
		if o.content, err = read(); err != nil {
			return o, err
		}
		o.changes, err = s.desk.PreviewMapping(ctx, c.ID, o.content)
		return o, err
	}, func(o mappingOffer, err error) {
		if err != nil || len(o.changes) == 0 {
			s.remapped(c, nil, err)
			return
		}
		s.askImport(c, o)
	})
}

func (s *Screen) askImport(c desk.Connection, o mappingOffer) {
	s.askMapping(c, o.changes, remapping{
		title: i18n.T("mapping.ask", i18n.Args{"name": c.Name}), text: i18n.T("mapping.ask-text"), then: i18n.T("mapping.from-file"),
		verb: i18n.T("mapping.take"), do: func(ctx context.Context) ([]desk.MappingChange, error) {
			return s.desk.ImportMapping(ctx, c.ID, o.content)
		},
	})
}

// remapping is the question whether a connection shall be read in another way, and what does it.
type remapping struct {
	title, text, verb string
	then              string // what heads the column of the new values
	do                func(context.Context) ([]desk.MappingChange, error)
}

// mostChanges is how many changes a question shows before they scroll.
const mostChanges = 11

func (s *Screen) askMapping(c desk.Connection, changes []desk.MappingChange, r remapping) {
	kind, _ := s.model.Kind(c.Kind)
	lines := Remapped(kind, changes)
	table := changeTable(r.then)
	table.SetRows(lines)
	height := theme.HeaderRow + float32(min(len(lines), mostChanges))*theme.RowDense
	var done []desk.MappingChange
	s.stage.Decide(stage.Decision{
		Title: r.title, Text: r.text, Width: 640, Verb: r.verb, Icon: theme.IconTick, Content: widget.Sized(0, height, table),
		Work: func() (func(context.Context) error, error) {
			return func(ctx context.Context) (err error) {
				done, err = r.do(ctx)
				return err
			}, nil
		},
		Done: func() { s.remapped(c, done, nil) },
	})
}

// changeTable stands what is changed beside what it was.
func changeTable(then string) *widget.Table[MappingLine] {
	return widget.NewTable(widget.TableConfig[MappingLine]{
		Key: func(l MappingLine) string { return l.Key },
		Columns: []widget.Column[MappingLine]{
			{ID: "setting", Title: i18n.T("mapping.setting"), Width: 180, Flex: 1, Text: func(l MappingLine) string { return l.Setting }},
			{ID: "now", Title: i18n.T("mapping.now"), Width: 160, Flex: 1, Text: func(l MappingLine) string { return l.Now }, Style: func(MappingLine) widget.Style { return widget.Body.In(theme.Text2) }},
			{ID: "then", Title: then, Width: 160, Flex: 1, Text: func(l MappingLine) string { return l.Then }, Lead: true},
		},
	})
}

func readMapping(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "%s cannot be read", path)
	}
	defer func() { _ = f.Close() }() // nothing was written
	content, err := io.ReadAll(io.LimitReader(f, desk.LargestMapping+1))
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "%s cannot be read", path)
	}
	return content, nil
}
