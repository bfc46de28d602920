package customer

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// consentKeys are the words for what somebody said about a channel.
var consentKeys = map[receivable.ConsentState]string{
	receivable.ConsentGiven: "consent.given", receivable.ConsentWithdrawn: "consent.withdrawn", receivable.ConsentUnknown: "consent.unknown",
}

// stateKeys are the same as a clerk chooses them.
var stateKeys = map[receivable.ConsentState]string{
	receivable.ConsentGiven: "consent.state-given", receivable.ConsentWithdrawn: "consent.state-withdrawn", receivable.ConsentUnknown: "consent.state-unknown",
}

// standing is what holds of a contact's consent to a channel; nil when nobody noted anything.
func (m *Model) standing(contact string, c receivable.Channel) *receivable.Consent {
	for i := range m.View.Consents {
		if v := &m.View.Consents[i]; !v.Past && v.Contact == contact && v.Channel == c {
			return v
		}
	}
	return nil
}

// consentText says what a contact, "" the customer itself, said of each channel: "E-mail: withdrawn 12 Nov (her mail)".
func (m *Model) consentText(contact string, w words.Words) string {
	var parts []string
	for _, c := range receivable.ConsentChannels() {
		v := m.standing(contact, c)
		if v == nil || v.State == receivable.ConsentUnknown {
			continue
		}
		parts = append(parts, i18n.T(consentKeys[v.State], i18n.Args{"channel": words.Channel(c), "date": w.Day(v.On), "source": v.Source}))
	}
	if len(parts) == 0 {
		return i18n.T("consent.none")
	}
	return words.Facts(parts...)
}

// withdrawn are the channels that reminders would use, had nobody withdrawn the consent to them.
func (m *Model) withdrawn() []receivable.Channel {
	return slices.DeleteFunc(receivable.ConsentChannels(), func(c receivable.Channel) bool { return m.View.Debtor.Refuses(c) == nil })
}

// askConsent notes what somebody said about a channel. What holds so far stands in the fields.
func (s *Screen) askConsent() {
	if s.model == nil {
		return
	}
	w, id, d := s.stage.Words, s.id, s.model.View.Debtor
	people := []widget.Choice{{ID: "", Text: d.Name}}
	for _, c := range d.Contacts {
		people = append(people, widget.Choice{ID: c.Key(), Text: words.Facts(c.Name, c.Role)})
	}
	var channels, states []widget.Choice
	for _, c := range receivable.ConsentChannels() {
		channels = append(channels, widget.Choice{ID: string(c), Text: words.Channel(c), Icon: words.ChannelIcon(c)})
	}
	for _, v := range receivable.ConsentStates() {
		states = append(states, widget.Choice{ID: string(v), Text: i18n.T(stateKeys[v])})
	}
	who, channel, state := widget.NewSelect(people, "", nil), widget.NewSelect(channels, channels[0].ID, nil), widget.NewSelect(states, string(receivable.ConsentWithdrawn), nil)
	on, source := widget.NewDateField(w.Dates(), w.Today()), widget.NewInput(i18n.T("consent.source-hint"))
	on.SetDate(w.Today())
	s.stage.Decide(stage.Decision{
		Title: i18n.T("consent.title", i18n.Args{"name": s.name()}), Text: i18n.T("consent.text"), Verb: i18n.T("consent.verb"), Icon: theme.IconShield, Width: 560, Columns: 2,
		Fields: []stage.NamedField{
			stage.Labelled("contact", i18n.T("consent.who"), who), stage.Labelled("channel", i18n.T("consent.channel"), channel),
			stage.Labelled("state", i18n.T("consent.state"), state), stage.Labelled("on", i18n.T("consent.on"), on.Input),
			stage.Labelled("source", i18n.T("consent.source"), source),
		},
		Work: func() (func(context.Context) error, error) {
			day, err := on.Date()
			if err != nil {
				return nil, stage.OnField(err, "on")
			}
			o := desk.ConsentOrder{
				Debtor: id, Contact: who.Selected(), Channel: receivable.Channel(channel.Selected()), State: receivable.ConsentState(state.Selected()), On: day, Source: source.Text(),
			}
			return func(ctx context.Context) error { return s.desk.NoteConsent(ctx, o) }, nil
		},
		Done: s.did(i18n.T("consent.done")),
	})
}

// Consent asks what was said, for whoever drives the screen without a pointer.
func (s *Screen) Consent() { s.askConsent() }

func consentFacts(f facts, w words.Words) string {
	state := i18n.T(consentKeys[receivable.ConsentState(f.text("state"))], i18n.Args{
		"channel": words.Channel(receivable.Channel(f.text("channel"))), "date": f.day("on", w), "source": f.text("source"),
	})
	return words.Facts(f.text("contact"), state)
}
