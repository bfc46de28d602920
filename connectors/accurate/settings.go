package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

var fields = []spec.Field{
	{
		Key: "api_token", Type: spec.FieldSecret,
		Label: spec.Text{"en": "API token", "nb": "API-nøkkel"},
		Help: spec.Text{
			"en": "In Accurate: the database's settings, API token of your app. For one database; or sign in instead.",
			"nb": "I Accurate: innstillingene for databasen, API-nøkkel for appen. For én database; eller logg inn i stedet.",
		},
	},
	{
		Key: "signature_secret", Type: spec.FieldSecret,
		Label: spec.Text{"en": "Signature secret", "nb": "Signaturhemmelighet"},
		Help:  spec.Text{"en": "Stands in the developer area beside the app. With an API token only.", "nb": "Står i utviklerområdet ved appen. Bare med API-nøkkel."},
	},
	{
		Key: "database", Type: spec.FieldText, Pattern: `[0-9]+`,
		Label: spec.Text{"en": "Database", "nb": "Database"},
		Help:  spec.Text{"en": "After signing in: press Check, and choose one.", "nb": "Etter innlogging: trykk Kontroller og velg en."},
	},
	{
		Key: "receipts", Type: spec.FieldBool, Default: "true",
		Label: spec.Text{"en": "Read payments", "nb": "Les innbetalinger"},
		Help: spec.Text{
			"en": "Needs the right to see sales receipts. Without it everything is read each time.",
			"nb": "Krever rett til å se innbetalinger. Uten den leses alt hver gang.",
		},
	},
	{Key: "client_id", Type: spec.FieldText, Advanced: true, Label: spec.Text{"en": "App (client id)", "nb": "App (klient-ID)"}},
	{Key: "client_secret", Type: spec.FieldSecret, Advanced: true, Label: spec.Text{"en": "App secret", "nb": "Apphemmelighet"}},
	{Key: "refresh_token", Type: spec.FieldSecret, Advanced: true, Label: spec.Text{"en": "Sign-in (kept by Sign in)", "nb": "Innlogging (settes av Logg inn)"}},
	{
		Key: "access_token", Type: spec.FieldSecret, Advanced: true,
		Label: spec.Text{"en": "Sign-in without renewal (kept by Sign in)", "nb": "Innlogging uten fornyelse (settes av Logg inn)"},
	},
	{Key: "port", Type: spec.FieldNumber, Advanced: true, Default: "47115", Label: spec.Text{"en": "Port of the redirect", "nb": "Port for tilbakemeldingen"}},
	{
		Key: "timestamp", Type: spec.FieldChoice, Advanced: true, Default: "day",
		Label: spec.Text{"en": "Time in the signature", "nb": "Tid i signaturen"},
		Help: spec.Text{
			"en": "Those who have built on Accurate disagree. When the sign-in is refused, try another one.",
			"nb": "De som har bygd på Accurate er uenige. Prøv en annen når innloggingen avvises.",
		},
		Choices: []spec.Choice{
			{Value: "day", Label: spec.Text{"en": "22/11/2026 09:00:00", "nb": "22/11/2026 09:00:00"}},
			{Value: "iso", Label: spec.Text{"en": "2026-11-22T09:00:00+07:00", "nb": "2026-11-22T09:00:00+07:00"}},
			{Value: "unix", Label: spec.Text{"en": "seconds since 1970", "nb": "sekunder siden 1970"}},
		},
	},
	{
		Key: "signature", Type: spec.FieldChoice, Advanced: true, Default: "hex",
		Label:   spec.Text{"en": "Encoding of the signature", "nb": "Koding av signaturen"},
		Choices: []spec.Choice{{Value: "hex", Label: spec.English("hex")}, {Value: "base64", Label: spec.English("base64")}},
	},
	{
		Key: "host", Type: spec.FieldURL, Advanced: true,
		Label: spec.Text{"en": "Host of the database", "nb": "Databasens vert"},
		Help: spec.Text{
			"en": "With an API token only, where Accurate does not tell it: https://NAME.accurate.id.",
			"nb": "Bare med API-nøkkel, når Accurate ikke sier den: https://NAVN.accurate.id.",
		},
	},
	{Key: "address", Type: spec.FieldURL, Advanced: true, Default: "https://account.accurate.id", Label: spec.Text{"en": "Address", "nb": "Adresse"}},
}
