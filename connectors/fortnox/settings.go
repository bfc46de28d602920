package main

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

var fields = slices.Concat(web.AppFields(spec.Text{
	"en": "Of an app made in Fortnox's developer portal, with the scopes invoice, customer, payment and company information.",
	"nb": "For en app laget i Fortnox' utviklerportal, med rettighetene invoice, customer, payment og company information.",
}, spec.Text{"en": "Stands beside the client id in the developer portal.", "nb": "Står ved klient-ID-en i utviklerportalen."}), []spec.Field{
	{
		Key: "company", Type: spec.FieldText, Pattern: `[0-9]+`,
		Label: spec.Text{"en": "Company", "nb": "Foretak"},
		Help: spec.Text{
			"en": "Its database number, which Sign in finds. A sign-in at another company is then refused.",
			"nb": "Databasenummeret, som Logg inn finner. Innlogging hos et annet foretak avvises da.",
		},
	},
	{Key: "address", Type: spec.FieldURL, Advanced: true, Default: "https://api.fortnox.se/3", Label: spec.Text{"en": "Address", "nb": "Adresse"}},
}, web.OAuthFields("https://apps.fortnox.se/oauth-v1/auth", "https://apps.fortnox.se/oauth-v1/token"))
