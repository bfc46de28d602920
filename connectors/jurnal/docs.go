package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

var docs = spec.Text{
	"en": `Reads the customers, the open invoices, and the payments on invoices that are paid in part.

**Connecting.** Mekari's support gives a *client id and secret for HMAC*, for one company and for Jurnal. Each request is signed with the time: the clock of this machine may
be five minutes off at most.

**How long it takes.** Jurnal has no filter for what is open and none for what changed, and takes 30 requests a minute: all invoices are read each time, 3,000 a minute.
Enter a day from which on invoices are read when there are many.

**Not read:** credit memos (invoices that have one with a balance are counted and told), drafts and deleted documents, and invoices in another currency whose
amounts Jurnal shows in rupiah (counted and told). The link to an invoice, because it costs a request each. Customers have no country and no language.

**Written back:** nothing.

**Verified from documentation only.** Not verified: the names of the headers that tell how many requests are left; that open amounts are in the invoice's currency, where Jurnal
shows them so; the list of payments, which is for the timeline alone.`,
	"nb": `Leser kundene, åpne fakturaer, og innbetalinger på fakturaer som er delbetalt.

**Tilkobling.** Brukerstøtten til Mekari gir *klient-ID og hemmelighet for HMAC*, for ett foretak og for Jurnal. Hvert kall signeres med tiden: klokken på denne maskinen
kan gå høyst fem minutter feil.

**Hvor lang tid det tar.** Jurnal har ikke noe filter for det som er åpent eller endret, og tar 30 kall i minuttet: alle fakturaer leses hver gang, 3000 i minuttet.
Fyll inn en dag fakturaer leses fra når det er mange.

**Leses ikke:** kreditnotaer (fakturaer som har en med saldo, telles og sies), utkast og slettede dokumenter, og fakturaer i annen valuta når Jurnal viser beløpene
i rupiah (telles og sies). Lenken til en faktura, fordi den koster et kall. Kunder har verken land eller språk.

**Skrives tilbake:** ingenting.

**Bare prøvd mot dokumentasjonen.** Ikke prøvd: navnene på hodene som sier hvor mange kall som er igjen; at åpne beløp er i fakturaens valuta når Jurnal viser dem
slik; listen over innbetalinger, som bare er for tidslinjen.`,
}
