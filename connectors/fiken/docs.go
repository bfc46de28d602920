package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

var docs = spec.Text{
	"en": `Reads the customers, the open invoices with their part payments, and the credit notes that are not settled.

**Connecting.** For your own company take a *personal API token* (Edit profile, API). An app that serves several companies needs an agreement
with Fiken: enter its client id and secret, and press *Sign in*. The company pays Fiken for the API module.

**Not read:** cash sales, external invoices, settled invoices and payments that belong to no open invoice.

**Written back**, when it is switched on: a whole write-off of an invoice in NOK. Fiken takes no part of one, and takes none back by itself.

**Verified from documentation only.** Not verified: whether the open part of a credit note is told by its sale; that is how it is read.`,
	"nb": `Leser kundene, åpne fakturaer med delbetalinger og kreditnotaer som ikke er gjort opp.

**Tilkobling.** For eget foretak: en *personlig API-nøkkel* (Rediger konto, API). En app for flere foretak trenger avtale med Fiken: fyll inn
klient-ID og hemmelighet, og trykk *Logg inn*. Foretaket betaler Fiken for API-modulen.

**Leses ikke:** kontantsalg, eksterne fakturaer, oppgjorte fakturaer og betalinger som ikke hører til en åpen faktura.

**Skrives tilbake** når det er slått på: avskrivning av en hel faktura i NOK. Fiken tar ikke en del av en, og tar ingen tilbake av seg selv.

**Bare prøvd mot dokumentasjonen.** Ikke prøvd: om det åpne på en kreditnota står på salget; slik leses det.`,
}
