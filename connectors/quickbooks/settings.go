package main

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

var fields = slices.Concat(web.AppFields(spec.Text{
	"en": "Of an app made at developer.intuit.com with the scope for accounting: Keys & OAuth.",
	"nb": "For en app laget på developer.intuit.com med rettigheten for regnskap: Keys & OAuth.",
}, spec.Text{"en": "Stands beside the client id.", "nb": "Står ved klient-ID-en."}), []spec.Field{
	{
		Key: "company", Type: spec.FieldText, Pattern: `[0-9]+`,
		Label: spec.Text{"en": "Company (realm id)", "nb": "Foretak (realm id)"},
		Help: spec.Text{
			"en": "Sign in finds it. A sign-in at another company is then refused.",
			"nb": "Logg inn finner det. Innlogging hos et annet foretak avvises da.",
		},
	},
	{
		Key: "since", Type: spec.FieldDate, Default: "2000-01-01",
		Label: spec.Text{"en": "Payments from", "nb": "Innbetalinger fra"},
		Help: spec.Text{
			"en": "QuickBooks gives all payments to find those that are not applied: a later day makes reading faster. Older ones are then not seen.",
			"nb": "QuickBooks gir alle innbetalinger for å finne dem som ikke er fordelt: en senere dag gjør lesingen raskere. Eldre ses da ikke.",
		},
	},
	{
		Key: "address", Type: spec.FieldURL, Advanced: true, Default: "https://quickbooks.api.intuit.com", Label: spec.Text{"en": "Address", "nb": "Adresse"},
		Help: spec.Text{"en": "https://sandbox-quickbooks.api.intuit.com for test companies.", "nb": "https://sandbox-quickbooks.api.intuit.com for testforetak."},
	},
}, web.OAuthFields("https://appcenter.intuit.com/connect/oauth2", "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer"))
