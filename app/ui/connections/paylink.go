package connections

import (
	"context"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// PayLinker keeps where a connection's customers pay.
type PayLinker interface {
	PayLink(ctx context.Context, id receivable.ConnectionID) (desk.PayLinkSettings, error)
	SetPayLink(ctx context.Context, id receivable.ConnectionID, s desk.PayLinkSettings, key *string) error
}

// ownFirst stands for the source that has no name.
const ownFirst = "own-first"

// payLinkFrom reads the fields of the dialog; an empty key keeps the one in the keychain.
func payLinkFrom(source, template, days, key string) (desk.PayLinkSettings, *string, error) {
	s := desk.PayLinkSettings{Source: desk.PayLinkSource(source), Template: strings.TrimSpace(template)}
	if source == ownFirst {
		s.Source = desk.PayLinkOwnFirst
	}
	if days = strings.TrimSpace(days); days != "" {
		n, err := strconv.Atoi(days)
		if err != nil || n < 1 {
			return s, nil, fault.New(fault.Invalid, "%s", i18n.T("settings.whole-number")).OnField("days")
		}
		s.Days = n
	}
	if err := s.Check(); err != nil {
		return s, nil, err
	}
	if key == "" {
		return s, nil, nil
	}
	return s, &key, nil
}

// AskPayLinks asks where the customers of the connection shown pay.
func (s *Screen) AskPayLinks() {
	f, ok := s.model.Current()
	if !ok {
		return
	}
	id := f.Connection.ID
	runner.Go(s.stage.Run, func(ctx context.Context) (desk.PayLinkSettings, error) { return s.desk.PayLink(ctx, id) }, func(now desk.PayLinkSettings, err error) {
		if err != nil {
			s.stage.Fail(err)
			return
		}
		s.openPayLinks(f, now)
	})
}

func (s *Screen) openPayLinks(f desk.Fresh, now desk.PayLinkSettings) {
	chosen := string(now.Source)
	if now.Source == desk.PayLinkOwnFirst {
		chosen = ownFirst
	}
	source := widget.NewSelect([]widget.Choice{
		{ID: ownFirst, Text: i18n.T("paylink.own-first")}, {ID: string(desk.PayLinkTemplate), Text: i18n.T("paylink.made")}, {ID: string(desk.PayLinkOff), Text: i18n.T("paylink.off")},
	}, chosen, nil)
	template, days, key := widget.NewInput("https://pay.example.com/p/{{token}}"), widget.NewInput("60").OnRight().WithUnit(i18n.T("firstrun.days")), widget.NewSecretInput("")
	template.SetText(now.Template)
	if now.Days != 0 {
		days.SetText(strconv.Itoa(now.Days))
	}
	s.stage.Decide(stage.Decision{
		Title: i18n.T("paylink.title", i18n.Args{"name": f.Connection.Name}), Text: i18n.T("paylink.text"), Verb: i18n.T("paylink.verb"), Icon: theme.IconBanknote, Width: 620,
		Fields: []stage.NamedField{
			stage.Labelled("source", i18n.T("paylink.source"), source), stage.Labelled("template", i18n.T("paylink.template"), template),
			stage.Labelled("days", i18n.T("paylink.days"), days), stage.Labelled("key", i18n.T("paylink.key"), key),
		},
		Work: func() (func(context.Context) error, error) {
			settings, typed, err := payLinkFrom(source.Selected(), template.Text(), days.Text(), key.Text())
			return func(ctx context.Context) error { return s.desk.SetPayLink(ctx, f.Connection.ID, settings, typed) }, err
		},
		Done: func() { s.stage.Tell(i18n.T("paylink.kept", i18n.Args{"name": f.Connection.Name})) },
	})
}
