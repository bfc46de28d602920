package waves

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// print asks how the letters of the wave shall lie, makes them one file, and hands it to the program that the machine prints
// with. The letters have left when the file is there.
func (s *Screen) print() {
	if s.model == nil || s.job != nil {
		return
	}
	order := widget.NewSelect([]widget.Choice{
		{ID: desk.PrintByPlace, Text: i18n.T("print.by-place")}, {ID: desk.PrintByName, Text: i18n.T("print.by-name")}, {ID: desk.PrintByFranking, Text: i18n.T("print.by-franking")},
	}, desk.PrintByPlace, func(string) {})
	sides := widget.NewCheckbox(i18n.T("print.two-sided"), false, func(bool) {})
	id, waiting := s.model.View.Wave.ID, s.model.View.LettersWait
	var made desk.PrintResult
	s.stage.Decide(stage.Decision{
		Title: i18n.N("print.title", waiting), Text: i18n.T("print.text"), Verb: i18n.T("wave.print"), Icon: theme.IconLetter,
		Fields: []stage.NamedField{
			stage.Labelled("sort", i18n.T("print.order"), order), stage.Labelled("sides", i18n.T("print.paper"), widget.Sized(0, theme.ControlHeight, sides)),
		},
		Work: func() (func(context.Context) error, error) {
			o := desk.PrintOrder{Wave: id, Sorted: order.Selected(), TwoSided: sides.Checked()}
			return func(ctx context.Context) (err error) {
				made, err = s.desk.PrintRun(ctx, o, nil)
				return err
			}, nil
		},
		Done: func() { s.printed(made) },
	})
}

// printed says what is in the file and opens it.
func (s *Screen) printed(made desk.PrintResult) {
	said := i18n.N("print.done", made.Printed(), i18n.Args{"run": made.Run, "file": made.File})
	if left := len(made.Letters) - made.Printed(); left > 0 {
		said += " " + i18n.N("print.left-out", left)
	}
	held := 0
	for _, h := range made.Held {
		held += h.Count
	}
	if held > 0 {
		said += " " + i18n.N("print.held", held)
	}
	s.stage.Tell(said)
	s.stage.Changed()
	s.load()
	if err := s.stage.OpenFile(made.File); err != nil {
		s.stage.Fail(err)
	}
}
