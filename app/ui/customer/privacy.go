package customer

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/retention"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// legalHold is the hold that keeps this customer from being forgotten; nil when there is none, whatever holds everybody.
func (m *Model) legalHold() *privacy.Hold {
	at := slices.IndexFunc(m.View.LegalHolds, func(h privacy.Hold) bool { return h.Debtor != 0 })
	if at < 0 {
		return nil
	}
	return &m.View.LegalHolds[at]
}

// privacyChoices offer what privacy asks: to keep what is stored, or to forget it.
func (s *Screen) privacyChoices() []widget.Choice {
	hold := widget.Choice{ID: "legal-hold", Text: i18n.T("legal-hold.menu"), Icon: theme.IconShield}
	if s.model.legalHold() != nil {
		hold = widget.Choice{ID: "lift-legal-hold", Text: i18n.T("legal-hold.lift-menu"), Icon: theme.IconShield}
	}
	return []widget.Choice{hold, {ID: "anonymise", Text: i18n.T("forget.menu"), Icon: theme.IconCrossed, Danger: true}}
}

func (s *Screen) askPrivacy(id string) {
	did := func(said string) { s.did(said)() }
	switch id {
	case "legal-hold":
		retention.AskHold(s.stage, s.desk, s.id, s.name(), did)
	case "lift-legal-hold":
		retention.AskLift(s.stage, s.desk, *s.model.legalHold(), did)
	case "anonymise":
		retention.AskAnonymise(s.stage, s.desk, s.id, did)
	}
}

// Forget asks whether the customer is to be forgotten, for whoever drives the screen without a pointer.
func (s *Screen) Forget() { s.askPrivacy("anonymise") }
