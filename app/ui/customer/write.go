package customer

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// wordNames are what can be written beside the levels, in the clerk's words.
var wordNames = map[dunning.Event]string{
	dunning.EventCallMe: "write.call-me", dunning.EventPromised: "write.promised", dunning.EventBroken: "write.broken",
}

// writable lists what there is to write to the customer, and by which ways.
func (m *Model) writable() (what []dunning.Event, by []receivable.Channel) {
	for _, c := range []receivable.Channel{receivable.Email, receivable.Letter, receivable.SMS} {
		if m.View.Debtor.Reaches(c) {
			by = append(by, c)
		}
	}
	in := func(states ...dunning.PromiseState) bool {
		return slices.ContainsFunc(m.View.Promises, func(p desk.PromiseRow) bool { return slices.Contains(states, p.State) })
	}
	for _, e := range dunning.Words() {
		switch {
		case e == dunning.EventPromised && !in(dunning.PromisePending), e == dunning.EventBroken && !in(dunning.PromiseBroken, dunning.PromisePartly):
		default:
			what = append(what, e)
		}
	}
	return what, by
}

// writeChoices offer to write to a customer whom something written reaches.
func (s *Screen) writeChoices() []widget.Choice {
	if _, by := s.model.writable(); len(by) == 0 {
		return nil
	}
	return []widget.Choice{{ID: "write", Text: i18n.T("write.menu"), Icon: theme.IconMail}}
}

// askWrite asks what is to be written, and how it goes.
func (s *Screen) askWrite() {
	what, by := s.model.writable()
	events, ways := make([]widget.Choice, len(what)), make([]widget.Choice, len(by))
	for i, e := range what {
		events[i] = widget.Choice{ID: string(e), Text: i18n.T(wordNames[e])}
	}
	for i, c := range by {
		ways[i] = widget.Choice{ID: string(c), Text: words.Channel(c)}
	}
	event, way := widget.NewSelect(events, events[0].ID, nil), widget.NewSelect(ways, ways[0].ID, nil)
	id := s.id
	s.stage.Decide(stage.Decision{
		Title: i18n.T("write.title", i18n.Args{"name": s.name()}), Text: i18n.T("write.text"), Verb: i18n.T("write.verb"), Icon: theme.IconMail,
		Fields: []stage.NamedField{stage.Labelled("event", i18n.T("write.what"), event), stage.Labelled("by", i18n.T("write.by"), way)},
		Work: func() (func(context.Context) error, error) {
			o := desk.WordOrder{Debtor: id, Event: dunning.Event(event.Selected()), By: []receivable.Channel{receivable.Channel(way.Selected())}}
			return func(ctx context.Context) error { _, err := s.desk.SendWord(ctx, o); return err }, nil
		},
		Done: s.did(i18n.T("write.done", i18n.Args{"name": s.name()})),
	})
}
