package main

import (
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

var fields = append([]spec.Field{
	{
		Key: "client_id", Type: spec.FieldText, Required: true,
		Label: spec.Text{"en": "App (client id)", "nb": "App (klient-ID)"},
		Help: spec.Text{
			"en": "At developer.xero.com make an app of the kind \"Mobile or desktop app\" with the redirect http://localhost:47115/callback, and copy its client id.",
			"nb": "Lag en app av typen \"Mobile or desktop app\" på developer.xero.com med adressen http://localhost:47115/callback, og kopier klient-ID-en.",
		},
	},
	{
		Key: "tenant", Type: spec.FieldText, Pattern: `[0-9a-fA-F-]{36}`,
		Label: spec.Text{"en": "Organisation", "nb": "Foretak"},
		Help:  spec.Text{"en": "Sign in finds it where there is one; else Check offers those that were allowed.", "nb": "Logg inn finner det når det er ett; ellers viser Kontroller de tillatte."},
	},
	{
		Key: "write", Type: spec.FieldBool, Default: "false",
		Label: spec.Text{"en": "Sign in with the right to write", "nb": "Logg inn med rett til å skrive"},
		Help:  spec.Text{"en": "For notes, letters, fees and write-offs. Sign in again after changing it.", "nb": "For notater, brev, gebyrer og avskrivninger. Logg inn på nytt etter endring."},
	},
	{
		Key: "fee_account", Type: spec.FieldText,
		Label: spec.Text{"en": "Account of fees", "nb": "Konto for gebyrer"},
		Help:  spec.Text{"en": "The code of the revenue account for fee invoices, such as 200.", "nb": "Koden til inntektskontoen for gebyrfakturaer, for eksempel 200."},
	},
	{
		Key: "fee_tax", Type: spec.FieldText, Default: "NONE", Label: spec.Text{"en": "Tax type of fees", "nb": "Mva-type for gebyrer"},
		Help: spec.Text{"en": "As Xero calls it; amounts include the tax.", "nb": "Slik Xero kaller den; beløp er med mva."},
	},
	{
		Key: "loss_account", Type: spec.FieldText,
		Label: spec.Text{"en": "Account of write-offs", "nb": "Konto for tap"},
		Help:  spec.Text{"en": "The code of the account for bad debts.", "nb": "Koden til kontoen for tap på krav."},
	},
	{
		Key: "loss_tax", Type: spec.FieldText, Default: "NONE", Label: spec.Text{"en": "Tax type of write-offs", "nb": "Mva-type for tap"},
		Help: spec.Text{"en": "As Xero calls it; amounts include the tax.", "nb": "Slik Xero kaller den; beløp er med mva."},
	},
	{Key: "client_secret", Type: spec.FieldSecret, Advanced: true, Label: spec.Text{"en": "App secret (web apps alone)", "nb": "Apphemmelighet (bare for nettapper)"}},
	{
		Key: "scopes", Type: spec.FieldText, Advanced: true, Label: spec.Text{"en": "Scopes", "nb": "Rettigheter"},
		Help: spec.Text{"en": "For apps made before March 2026, which have other ones. Empty takes those of newer apps.", "nb": "For apper fra før mars 2026, som har andre. Tomt gir dem for nyere apper."},
	},
	{Key: "address", Type: spec.FieldURL, Advanced: true, Default: "https://api.xero.com", Label: spec.Text{"en": "Address", "nb": "Adresse"}},
}, web.OAuthFields("https://login.xero.com/identity/connect/authorize", "https://identity.xero.com/connect/token")...)
