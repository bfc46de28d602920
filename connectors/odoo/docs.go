package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

var fields = []spec.Field{
	{
		Key: "url", Type: spec.FieldURL, Required: true, Label: spec.Text{"en": "Address", "nb": "Adresse"},
		Help: spec.Text{"en": "As the browser shows it: https://mycompany.odoo.com", "nb": "Som i nettleseren: https://mittfirma.odoo.com"},
	},
	{
		Key: "database", Type: spec.FieldText, Required: true, Label: spec.Text{"en": "Database", "nb": "Database"},
		Help: spec.Text{"en": "At odoo.com the first part of the address.", "nb": "Hos odoo.com første del av adressen."},
	},
	{
		Key: "user", Type: spec.FieldText, Required: true, Label: spec.Text{"en": "User", "nb": "Bruker"},
		Help: spec.Text{"en": "What you sign in to Odoo with, mostly a mail address.", "nb": "Det du logger inn i Odoo med, oftest en e-postadresse."},
	},
	{
		Key: "password", Type: spec.FieldSecret, Required: true, Label: spec.Text{"en": "Password or API key", "nb": "Passord eller API-nøkkel"},
		Help: spec.Text{
			"en": "Better an API key: Preferences, Account Security, New API Key. From Odoo 19 on, and with two-factor sign-in, it must be one.",
			"nb": "Helst en API-nøkkel: Innstillinger, Kontosikkerhet, Ny API-nøkkel. Fra Odoo 19, og med tofaktorinnlogging, må det være en.",
		},
	},
	{
		Key: "company", Type: spec.FieldText, Label: spec.Text{"en": "Company", "nb": "Foretak"},
		Help: spec.Text{"en": "Name or number, where the user sees several.", "nb": "Navn eller nummer, der brukeren ser flere."},
	},
	{
		Key: "loss_account", Type: spec.FieldText, Advanced: true, Pattern: `[0-9A-Za-z.-]{1,64}`, Label: spec.Text{"en": "Account for losses on claims", "nb": "Konto for tap på fordringer"},
		Help: spec.Text{"en": "Its code, for write-offs that are written back.", "nb": "Kontonummeret, for avskrivninger som skrives tilbake."},
	},
	{
		Key: "interface", Type: spec.FieldChoice, Advanced: true, Default: "auto", Label: spec.Text{"en": "Interface", "nb": "Grensesnitt"},
		Choices: []spec.Choice{
			{Value: "auto", Label: spec.Text{"en": "By version", "nb": "Etter versjon"}}, {Value: "json-rpc", Label: spec.English("JSON-RPC")}, {Value: "json-2", Label: spec.English("JSON-2")},
		},
	},
}

var docs = spec.Text{
	"en": `Reads what is open on the receivable accounts of one company, and its customers with their invoice contacts. Each instalment of an invoice is an
item of its own; credit notes and payments on account come with what is left of them. A user with the right *Invoicing* will do.

**Not read:** drafts, what is settled, journal items without a customer (they are told as a warning).

**Written back**, when it is switched on: a note in the chatter of the invoice, or of the customer when it is about several; the letter as an
attachment; a fee as an invoice without tax with our key as its reference, and taken back while nothing was paid on it; a write-off in the company's
currency, as a journal entry on the account for losses that is reconciled with the invoice. Tax is not corrected. A write-off is not taken back.

**Versions.** Proven with recorded answers of Odoo 16: reading, notes, fees. Not proven: Odoo 14, 15, 17, 18 and 19 with its JSON-2 interface
(their fields are asked for before they are used), attachments, write-offs.`,
	"nb": `Leser det som er åpent på kundefordringskontoene til ett foretak, og kundene med fakturakontakter. Hvert avdrag på en faktura er en egen post;
kreditnotaer og innbetalinger à konto kommer med det som er igjen av dem. En bruker med rettigheten *Fakturering* er nok.

**Leses ikke:** utkast, oppgjorte poster, bilagslinjer uten kunde (de meldes som advarsel).

**Skrives tilbake** når det er slått på: et notat på fakturaen, eller på kunden når det gjelder flere; brevet som vedlegg; et gebyr som faktura uten
avgift med vår nøkkel som referanse, og tilbake så lenge ingenting er betalt på det; en avskrivning i foretakets valuta, som bilag på tapskontoen, avstemt
mot fakturaen. Avgift rettes ikke. En avskrivning tas ikke tilbake.

**Versjoner.** Prøvd mot opptak fra Odoo 16: lesing, notater, gebyrer. Ikke prøvd: Odoo 14, 15, 17, 18 og 19 med JSON-2-grensesnittet (feltene blir
spurt etter før de brukes), vedlegg, avskrivninger.`,
}
