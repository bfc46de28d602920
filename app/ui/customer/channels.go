package customer

import (
	"context"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// chainLines are the channels of the next level in their order, each with how it stands. The first that works is the one that is used.
func (m *Model) chainLines(w words.Words) []widget.WhyLine {
	lines := make([]widget.WhyLine, 0, len(m.View.Chain))
	used := false
	for i := range m.View.Chain {
		l := &m.View.Chain[i]
		text := linkText(l, w)
		if l.State == receivable.LinkWorks && !used {
			used, text = true, i18n.T("channels.next")
		}
		lines = append(lines, widget.WhyLine{Cells: []string{strconv.Itoa(i+1) + ". " + words.Channel(l.Channel), m.View.Debtor.At(l.Channel), text}, Faint: l.State != receivable.LinkWorks})
	}
	if !used {
		lines = append(lines, widget.WhyLine{Cells: []string{i18n.T("channels.nothing")}})
	}
	return lines
}

// linkText says how a channel stands: "dead since 12 Nov: 550 5.1.1".
func linkText(l *receivable.Link, w words.Words) string {
	switch l.State {
	case receivable.LinkDead:
		why := l.Dead.Why
		if why == "" {
			why = words.DeadCause(l.Dead.Cause)
		}
		if l.Dead.On.IsZero() {
			return i18n.T("channels.dead", i18n.Args{"why": why})
		}
		return i18n.T("channels.dead-since", i18n.Args{"date": w.Day(l.Dead.On), "why": why})
	case receivable.LinkRefused:
		return i18n.T("channels.refused", i18n.Args{"date": w.Day(l.Refused.On), "source": l.Refused.Source})
	case receivable.LinkMissing:
		return i18n.T("channels.missing")
	case receivable.LinkWorks:
	}
	return i18n.T("channels.works")
}

// Channels shows by which channels the next reminder would go and what stands in the way, to be mended.
func (s *Screen) Channels() {
	if s.model == nil {
		return
	}
	buttons := []*widget.Button{widget.NewButton(widget.Secondary, i18n.T("channels.mark"), theme.IconTriangle, s.askDead)}
	if len(s.model.View.Debtor.Dead) > 0 {
		buttons = append(buttons, widget.NewButton(widget.Secondary, i18n.T("channels.revive"), theme.IconTick, s.askRevive))
	}
	s.openWhy(widget.WhyConfig{
		Question: i18n.T("channels.title"), Columns: []widget.WhyColumn{{Width: 110}, {Width: 230}, {}}, Lines: s.model.chainLines(s.stage.Words),
		Source: i18n.T("channels.source"), Actions: buttons,
	})
}

// askDead marks a channel as one that reaches nobody.
func (s *Screen) askDead() {
	w, id := s.stage.Words, s.id
	var channels, causes []widget.Choice
	for _, c := range receivable.Channels() {
		channels = append(channels, widget.Choice{ID: string(c), Text: words.Facts(words.Channel(c), s.model.View.Debtor.At(c)), Icon: words.ChannelIcon(c)})
	}
	for _, c := range receivable.DeadCauses() {
		causes = append(causes, widget.Choice{ID: string(c), Text: words.DeadCause(c)})
	}
	channel, cause := widget.NewSelect(channels, string(receivable.Letter), nil), widget.NewSelect(causes, string(receivable.CameBack), nil)
	on, why := widget.NewDateField(w.Dates(), w.Today()), widget.NewInput(i18n.T("channels.why-hint"))
	on.SetDate(w.Today())
	s.stage.Decide(stage.Decision{
		Title: i18n.T("channels.mark-title", i18n.Args{"name": s.name()}), Text: i18n.T("channels.mark-text"), Verb: i18n.T("channels.mark-verb"), Icon: theme.IconTriangle, Width: 560, Columns: 2,
		Fields: []stage.NamedField{
			stage.Labelled("channel", i18n.T("consent.channel"), channel), stage.Labelled("cause", i18n.T("channels.cause"), cause),
			stage.Labelled("on", i18n.T("channels.since"), on.Input), stage.Labelled("why", i18n.T("channels.why"), why),
		},
		Work: func() (func(context.Context) error, error) {
			day, err := on.Date()
			if err != nil {
				return nil, stage.OnField(err, "on")
			}
			o := desk.DeadOrder{Debtor: id, Channel: receivable.Channel(channel.Selected()), Cause: receivable.DeadCause(cause.Selected()), Why: why.Text(), On: day}
			return func(ctx context.Context) error {
				_, err := s.desk.MarkChannelDead(ctx, o)
				return err
			}, nil
		},
		Done: s.did(i18n.T("channels.marked")),
	})
}

// askRevive takes the mark away from a channel.
func (s *Screen) askRevive() {
	id := s.id
	var channels []widget.Choice
	for _, c := range s.model.View.Debtor.Dead {
		channels = append(channels, widget.Choice{ID: string(c), Text: words.Facts(words.Channel(c), s.model.View.Debtor.At(c)), Icon: words.ChannelIcon(c)})
	}
	if len(channels) == 0 {
		return
	}
	channel, why := widget.NewSelect(channels, channels[0].ID, nil), widget.NewInput(i18n.T("channels.revive-hint"))
	s.stage.Decide(stage.Decision{
		Title: i18n.T("channels.revive-title", i18n.Args{"name": s.name()}), Text: i18n.T("channels.revive-text"), Verb: i18n.T("channels.revive-verb"), Icon: theme.IconTick,
		Fields: []stage.NamedField{stage.Labelled("channel", i18n.T("consent.channel"), channel), stage.Labelled("why", i18n.T("channels.why"), why)},
		Work: func() (func(context.Context) error, error) {
			c, text := receivable.Channel(channel.Selected()), why.Text()
			return func(ctx context.Context) error { return s.desk.ReviveChannel(ctx, id, c, text) }, nil
		},
		Done: s.did(i18n.T("channels.revived")),
	})
}

// trackable are the customer's registered letters that have left, those without a number first.
func (m *Model) trackable() []widget.Choice {
	var missing, have []widget.Choice
	for i := range m.View.Notices {
		n := &m.View.Notices[i]
		switch {
		case !n.Claim.Registered || n.Cancelled || n.State != desk.OutSent:
		case n.Tracking == "":
			missing = append(missing, widget.Choice{ID: n.Number, Text: n.Number})
		default:
			have = append(have, widget.Choice{ID: n.Number, Text: words.Facts(n.Number, n.Tracking)})
		}
	}
	return append(missing, have...)
}

// askTracking notes the post's number of a registered letter.
func (s *Screen) askTracking() {
	choices := s.model.trackable()
	if len(choices) == 0 {
		return
	}
	w := s.stage.Words
	notice, number := widget.NewSelect(choices, choices[0].ID, nil), widget.NewInput("RR123456785NO")
	posted := widget.NewDateField(w.Dates(), w.Today())
	posted.SetDate(w.Today())
	s.stage.Decide(stage.Decision{
		Title: i18n.T("tracking.title"), Text: i18n.T("tracking.text"), Verb: i18n.T("tracking.verb"), Icon: theme.IconLetter,
		Fields: []stage.NamedField{
			stage.Labelled("notice", i18n.T("tracking.notice"), notice), stage.Labelled("tracking", i18n.T("tracking.number"), number),
			stage.Labelled("posted", i18n.T("tracking.posted"), posted.Input),
		},
		Work: func() (func(context.Context) error, error) {
			day, err := posted.Date()
			if err != nil {
				return nil, stage.OnField(err, "posted")
			}
			letter, text := notice.Selected(), number.Text()
			return func(ctx context.Context) error { return s.desk.TrackLetter(ctx, letter, text, day) }, nil
		},
		Done: s.did(i18n.T("tracking.noted")),
	})
}

// Tracking asks for the post's number, for whoever drives the screen without a pointer.
func (s *Screen) Tracking() {
	if s.model != nil {
		s.askTracking()
	}
}
