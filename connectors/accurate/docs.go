package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

var docs = spec.Text{
	"en": `Reads the customers, the open invoices in rupiah (down payment invoices and opening balances too), and the payments on invoices that are paid in part.

**Connecting.** For one database take an *API token* with its *signature secret* (developer area of Accurate). Or enter client id and secret of your app, register the
redirect http://localhost:47115/callback with it, press *Sign in*, then *Check*, and choose the database. The user must be allowed to see invoices, customers and
receipts.

**Read in between:** the customers, invoices and receipts that changed since the day before, and the invoices that these receipts pay; everything once a day.

**Not read:** invoices in other currencies (how many is told after each read): Accurate does not say in which currency their amounts are. Sales returns: one that belongs to an
invoice lessens what is open of that; what is left of others is not told. Documents that are not approved.

**Written back:** nothing.

**Verified from documentation and from what others who built on Accurate tell.** Not verified: how the time is written in the signature (try another way under the
advanced settings when the sign-in is refused); whether a sign-in can be renewed; how receipts name their invoices; the meaning of the filter for open invoices: a read that
shows it to be another one ends without taking anything as paid.`,
	"nb": `Leser kundene, åpne fakturaer i rupiah (også forskuddsfakturaer og åpningsbalanser), og innbetalinger på fakturaer som er delbetalt.

**Tilkobling.** For én database: en *API-nøkkel* med *signaturhemmelighet* (utviklerområdet i Accurate). Eller fyll inn klient-ID og hemmelighet for appen, registrer
tilbakemeldingen http://localhost:47115/callback på den, trykk *Logg inn*, så *Kontroller*, og velg databasen. Brukeren må kunne se fakturaer, kunder og
innbetalinger.

**Lest innimellom:** kundene, fakturaene og innbetalingene som er endret siden dagen før, og fakturaene disse innbetalingene gjelder; alt én gang i døgnet.

**Leses ikke:** fakturaer i andre valutaer (antallet sies etter hver lesing): Accurate sier ikke hvilken valuta beløpene er i. Returer: en som hører til en faktura,
minsker det som er åpent på den; hva som er igjen av andre, sies ikke. Dokumenter som ikke er godkjent.

**Skrives tilbake:** ingenting.

**Prøvd mot dokumentasjonen og det andre som har bygd på Accurate forteller.** Ikke prøvd: hvordan tiden skrives i signaturen (prøv en annen måte under avansert når
innloggingen avvises); om en innlogging kan fornyes; hvordan innbetalinger nevner fakturaene; hva filteret for åpne fakturaer betyr: en lesing som viser at det er noe
annet, stanser uten å ta noe som betalt.`,
}
