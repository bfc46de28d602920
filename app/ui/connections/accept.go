package connections

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// Acceptable reports whether the connection shown is blocked by a difference of its sums alone, which a person may accept.
func (m *Model) Acceptable() bool {
	f, ok := m.Current()
	return ok && f.Connection.Blocked != "" && len(desk.Differs(m.LastSummed())) > 0
}

// AskAccept asks for the reason why the sums of the connection shown may differ.
func (s *Screen) AskAccept() {
	f, ok := s.model.Current()
	if !ok || !s.model.Acceptable() {
		return
	}
	var sums []string
	differs := desk.Differs(s.model.LastSummed())
	for _, c := range slices.Sorted(maps.Keys(differs)) {
		sums = append(sums, s.stage.Words.Money(money.New(differs[c], c)))
	}
	name := f.Connection.Name
	why := widget.NewInput(i18n.T("accept.why-hint"))
	s.stage.Decide(stage.Decision{
		Title: i18n.T("accept.title", i18n.Args{"name": name}), Text: i18n.T("accept.text", i18n.Args{"name": name, "sums": strings.Join(sums, ", ")}),
		Verb: i18n.T("accept.verb"), Icon: theme.IconTick, Width: 520, Fields: []stage.NamedField{stage.Labelled("why", i18n.T("hold.reason"), why)},
		Work: func() (func(context.Context) error, error) {
			text := strings.TrimSpace(why.Text())
			if text == "" {
				return nil, stage.Missing("why", i18n.T("reason.missing"))
			}
			return func(ctx context.Context) error {
				_, err := s.desk.AcceptDifference(ctx, f.Connection.ID, text)
				return err
			}, nil
		},
		Done: func() {
			s.stage.Tell(i18n.T("accept.done", i18n.Args{"name": name}))
			s.readOne(f.Connection.ID, name, true)
		},
	})
}
