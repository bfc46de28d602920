package main

import (
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// anyTenant stands in the addresses of the sign-in where the tenant goes.
const anyTenant = "/organizations/"

var fields = append([]spec.Field{
	{
		Key: "tenant", Type: spec.FieldText, Required: true, Pattern: `[0-9A-Za-z.-]+`,
		Label: spec.Text{"en": "Directory (tenant)", "nb": "Katalog (tenant)"},
		Help: spec.Text{
			"en": "Its id or domain: in entra.microsoft.com, Overview. It stands in the address of Business Central too.",
			"nb": "ID eller domene: på entra.microsoft.com, Oversikt. Den står også i adressen til Business Central.",
		},
	},
	{
		Key: "environment", Type: spec.FieldText, Default: "production", Pattern: `[0-9A-Za-z_.-]+`,
		Label: spec.Text{"en": "Environment", "nb": "Miljø"},
		Help:  spec.Text{"en": "As the administration center of Business Central names it.", "nb": "Som i administrasjonssenteret for Business Central."},
	},
	{
		Key: "client_id", Type: spec.FieldText, Required: true,
		Label: spec.Text{"en": "App (client id)", "nb": "App (klient-ID)"},
		Help: spec.Text{
			"en": "Of an app registration in Entra with the permissions of Dynamics 365 Business Central.",
			"nb": "For en appregistrering i Entra med rettighetene til Dynamics 365 Business Central.",
		},
	},
	{
		Key: "client_secret", Type: spec.FieldSecret, Label: spec.Text{"en": "App secret", "nb": "Apphemmelighet"},
		Help: spec.Text{
			"en": "With it the app reads by itself, and must be known to Business Central. Empty: a person with a licence signs in.",
			"nb": "Med den leser appen på egen hånd, og må være kjent i Business Central. Tomt: en person med lisens logger inn.",
		},
	},
	{
		Key: "company", Type: spec.FieldText, Pattern: `[0-9a-fA-F-]{36}`,
		Label: spec.Text{"en": "Company", "nb": "Foretak"},
		Help:  spec.Text{"en": "Its id; Check offers those that may be read.", "nb": "ID-en; Kontroller viser dem som kan leses."},
	},
	{
		Key: "ledger", Type: spec.FieldBool, Default: "true",
		Label: spec.Text{"en": "Read the customer ledger", "nb": "Les kundereskontroen"},
		Help: spec.Text{
			"en": "Credit memos, payments on account and what was posted in journals are open there alone. Without it customers are asked for too much.",
			"nb": "Bare der er kreditnotaer, innbetalinger på konto og bilag åpne. Uten den kreves kundene for for mye.",
		},
	},
	{
		Key: "address", Type: spec.FieldURL, Advanced: true, Default: "https://api.businesscentral.dynamics.com/v2.0",
		Label: spec.Text{"en": "Address", "nb": "Adresse"},
	},
}, web.OAuthFields("https://login.microsoftonline.com"+anyTenant+"oauth2/v2.0/authorize", "https://login.microsoftonline.com"+anyTenant+"oauth2/v2.0/token")...)
