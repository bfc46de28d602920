package waves

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// CanChooseWay reports whether a person may have a line leave otherwise than planned: it waits, and it is something that is written.
func (m *Model) CanChooseWay(l *desk.WaveLine) bool {
	return m != nil && m.View.Wave.State == desk.WaveProposed && (l.State == desk.LineIn || l.State == desk.LineExcluded) &&
		l.Notice.Channel != receivable.Call && l.Notice.Channel != receivable.Visit
}

// askWay lets a person choose how a customer's reminder leaves.
func (s *Screen) askWay(l *desk.WaveLine) {
	if s.model == nil || !s.model.CanChooseWay(l) {
		return
	}
	wave, debtor, name := l.Wave, l.Notice.Debtor, i18n.Args{"name": l.Name}
	ways := widget.NewRadioCards([]widget.Card{
		{ID: desk.WayPlanned, Title: i18n.T("wave.way-planned"), Sentence: i18n.T("wave.way-planned-text")},
		{ID: desk.WayLetter, Title: i18n.T("wave.way-letter"), Sentence: i18n.T("wave.way-letter-text")},
		{ID: desk.WayRegistered, Title: i18n.T("wave.way-registered"), Sentence: i18n.T("wave.way-registered-text")},
	}, desk.WayOf(&l.Notice), nil)
	why := widget.NewInput(i18n.T("wave.way-hint"))
	s.stage.Decide(stage.Decision{
		Title: i18n.T("wave.way-title", name), Text: i18n.T("wave.way-text"), Verb: i18n.T("wave.way-verb"), Icon: theme.IconLetter,
		Fields: []stage.NamedField{stage.Labelled("way", i18n.T("waves.by"), ways), stage.Labelled("why", i18n.T("hold.reason"), why)},
		Work: func() (func(context.Context) error, error) {
			way, text := ways.Selected(), why.Text()
			if way != desk.WayPlanned && text == "" {
				return nil, stage.Missing("why", i18n.T("reason.missing"))
			}
			return func(ctx context.Context) error { return s.desk.ChooseWay(ctx, wave, debtor, way, text) }, nil
		},
		Done: s.did(i18n.T("wave.way-done", name)),
	})
}
