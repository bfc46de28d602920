package stage

import (
	"context"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Noter keeps a person's word that a remark of a read is known.
type Noter interface {
	NoteFinding(ctx context.Context, id int64, note string) error
}

// NoteDecision asks a person what was done about a remark.
func NoteDecision(d Noter, f admission.Finding, w words.Words, done func()) Decision {
	note := widget.NewInput(i18n.T("aside.note-hint"))
	return Decision{
		Title: i18n.T("aside.note-title", i18n.Args{"number": f.Number}), Text: words.Sentenced(w.Finding(&f)) + " " + words.FindingRemedy(&f),
		Verb: i18n.T("aside.note-verb"), Icon: theme.IconTicked, Width: 520,
		Fields: []NamedField{Labelled("note", i18n.T("aside.note-label"), note)},
		Work: func() (func(context.Context) error, error) {
			text := strings.TrimSpace(note.Text())
			if text == "" {
				return nil, Missing("note", i18n.T("aside.note-missing"))
			}
			return func(ctx context.Context) error { return d.NoteFinding(ctx, f.ID, text) }, nil
		},
		Done: done,
	}
}
