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

// ConfirmMapping takes over how the source is recognised now.
func (s *Screen) ConfirmMapping(c desk.Connection) {
	runner.Go(s.stage.Run, func(ctx context.Context) ([]desk.MappingChange, error) { return s.desk.ConfirmMapping(ctx, c.ID) }, func(changes []desk.MappingChange, err error) {
		s.remapped(c, changes, err)
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
		runner.Go(s.stage.Run, func(ctx context.Context) (o mappingOffer, err error) {
			if o.content, err = readMapping(path); err != nil {
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
	})
}

func (s *Screen) askImport(c desk.Connection, o mappingOffer) {
	var fields []stage.NamedField
	for _, one := range o.changes {
		after := one.After
		if after == "" {
			after = i18n.T("mapping.recognised")
		}
		fields = append(fields, stage.NamedField{Field: widget.NewField(s.fieldName(c, one.Key), widget.NewSentence(widget.Body, after))})
	}
	var done []desk.MappingChange
	s.stage.Decide(stage.Decision{
		Title: i18n.T("mapping.ask", i18n.Args{"name": c.Name}), Text: i18n.T("mapping.ask-text"), Width: 560,
		Verb: i18n.T("mapping.take"), Icon: theme.IconTick, Fields: fields,
		Work: func() (func(context.Context) error, error) {
			return func(ctx context.Context) (err error) {
				done, err = s.desk.ImportMapping(ctx, c.ID, o.content)
				return err
			}, nil
		},
		Done: func() { s.remapped(c, done, nil) },
	})
}

// fieldName is what the connector's form calls a setting.
func (s *Screen) fieldName(c desk.Connection, key string) string {
	kind, _ := s.model.Kind(c.Kind)
	for _, f := range kind.Fields {
		if f.Key == key {
			return said(f.Label)
		}
	}
	return key
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
