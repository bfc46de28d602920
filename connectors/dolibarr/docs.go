package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

var fields = []spec.Field{
	{
		Key: "url", Type: spec.FieldURL, Required: true, Label: spec.Text{"en": "Address", "nb": "Adresse"},
		Help: spec.Text{"en": "As the browser shows it, up to Dolibarr's folder: https://erp.example.com/dolibarr", "nb": "Som i nettleseren, fram til mappen til Dolibarr: https://erp.example.com/dolibarr"},
	},
	{
		Key: "key", Type: spec.FieldSecret, Required: true, Label: spec.Text{"en": "API key", "nb": "API-nøkkel"},
		Help: spec.Text{
			"en": "In Dolibarr: the card of the user, Modify, API key. The module API/Web services (REST server) must be on.",
			"nb": "I Dolibarr: brukerkortet, Endre, API-nøkkel. Modulen API/Web services (REST server) må være på.",
		},
	},
	{
		Key: "currency", Type: spec.FieldText, Required: true, Pattern: `[A-Z]{3}`, Label: spec.Text{"en": "Currency of the books", "nb": "Regnskapsvaluta"},
		Help: spec.Text{"en": "In Dolibarr: Home, Setup, Company. For example EUR.", "nb": "I Dolibarr: Hjem, Innstillinger, Firma. For eksempel EUR."},
	},
	{
		Key: "timezone", Type: spec.FieldTimezone, Advanced: true, Label: spec.Text{"en": "Time zone of the server", "nb": "Serverens tidssone"},
		Help: spec.Text{"en": "Only where Dolibarr does not say.", "nb": "Bare der Dolibarr ikke sier det."},
	},
}

var docs = spec.Text{
	"en": `Reads the customers with their contacts, the open invoices and credit notes, and the payments of invoices that were paid in part. The user of the key
needs the rights to read invoices and **all** third parties: one who sees their own customers alone is shown no others, and these would count as settled.

**Not read:** drafts, what is settled or abandoned, and money that does not stand on an invoice: a credit note or an overpayment that was made into a
*discount* of the customer, and not used yet, does not lower what is open. Use discounts before reminders leave. An invoice in a foreign currency of which a
part was paid is rejected: Dolibarr tells what is open of it in the currency of the books alone.

**Written back**, when it is switched on: a note as an event of the customer, and of the invoice when it is about one; the letter as a file of the invoices it is
about; a fee as an invoice without VAT with our key as the customer's reference; a write-off of all that is open of an invoice as *paid partially, bad
customer*, and taken back. No loss is booked by that: book it by hand.

**Versions.** Proven with recorded answers of Dolibarr 22.0: reading, events, the fee as it reads afterwards. Not proven: other versions, files, write-offs.`,
	"nb": `Leser kundene med kontakter, åpne fakturaer og kreditnotaer, og betalingene på fakturaer som er delvis betalt. Brukeren med nøkkelen må få lese fakturaer og
**alle** tredjeparter: en som bare ser egne kunder, får ikke se andre, og de ville regnes som oppgjort.

**Leses ikke:** utkast, det som er oppgjort eller oppgitt, og penger som ikke står på en faktura: en kreditnota eller overbetaling som er gjort om til en
*rabatt* hos kunden og ikke er brukt, minsker ikke det som er åpent. Bruk rabatter før purringer går ut. En faktura i fremmed valuta som er delvis betalt,
avvises: Dolibarr sier bare i regnskapsvalutaen hva som er åpent.

**Skrives tilbake** når det er slått på: et notat som hendelse på kunden, og på fakturaen når det gjelder én; brevet som fil på fakturaene det gjelder; et gebyr
som faktura uten avgift med vår nøkkel som kundens referanse; en avskrivning av alt som er åpent på en faktura, som *delvis betalt, dårlig betaler*, og tilbake.
Tapet bokføres ikke av det: bokfør det for hånd.

**Versjoner.** Prøvd mot opptak fra Dolibarr 22.0: lesing, hendelser, gebyret slik det leses etterpå. Ikke prøvd: andre versjoner, filer, avskrivninger.`,
}
