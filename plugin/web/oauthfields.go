package web

import (
	"context"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// AppFields are the app that the customer has made at the source, with where it is made and where its secret stands.
func AppFields(app, secret spec.Text) []spec.Field {
	return []spec.Field{
		{Key: "client_id", Type: spec.FieldText, Required: true, Label: spec.Text{"en": "App (client id)", "nb": "App (klient-ID)"}, Help: app},
		{Key: "client_secret", Type: spec.FieldSecret, Required: true, Label: spec.Text{"en": "App secret", "nb": "Apphemmelighet"}, Help: secret},
	}
}

// OAuthFields are the settings of a sign-in that people leave as they are, at the addresses of a source. client_id and
// client_secret come with AppFields, or are the connector's own to describe.
func OAuthFields(signIn, tokens string) []spec.Field {
	return []spec.Field{
		{Key: "refresh_token", Type: spec.FieldSecret, Advanced: true, Label: spec.Text{"en": "Sign-in (kept by Sign in)", "nb": "Innlogging (settes av Logg inn)"}},
		{Key: "port", Type: spec.FieldNumber, Advanced: true, Default: "47115", Label: spec.Text{"en": "Port of the redirect", "nb": "Port for tilbakemeldingen"}},
		{
			Key: "redirect", Type: spec.FieldURL, Advanced: true, Label: spec.Text{"en": "Redirect page of your own", "nb": "Egen side for tilbakemelding"},
			Help: spec.Text{
				"en": "Where the source takes no address of this machine: a page that sends the browser on to http://localhost:47115/callback with all that stands behind the question mark.",
				"nb": "Når kilden ikke godtar en adresse på denne maskinen: en side som sender nettleseren videre til http://localhost:47115/callback med alt bak spørsmålstegnet.",
			},
		},
		{Key: "sign_in", Type: spec.FieldURL, Advanced: true, Default: signIn, Label: spec.Text{"en": "Address of the sign-in", "nb": "Adresse for innlogging"}},
		{Key: "tokens", Type: spec.FieldURL, Advanced: true, Default: tokens, Label: spec.Text{"en": "Address of the tokens", "nb": "Adresse for nøkler"}},
	}
}

// OAuthOf is the sign-in that the settings of OAuthFields describe, which come back to localhost.
func OAuthOf(s spec.Settings, scopes ...string) *OAuth {
	return &OAuth{
		AuthorizeURL: s.Get("sign_in"), TokenURL: s.Get("tokens"), ClientID: s.Get("client_id"), ClientSecret: s.Secret("client_secret"),
		InHeader: s.Has("client_secret"), Scopes: scopes, Refresh: s.Secret("refresh_token"), Port: int(s.Number("port")), Localhost: true,
		Redirect: s.Get("redirect"),
		Keep:     func(ctx context.Context, refresh string) error { return sdk.Renew(ctx, "refresh_token", refresh) },
	}
}
