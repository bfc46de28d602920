package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

var docs = spec.Text{
	"en": `Reads the open invoices with their part payments, the open credit notes, interest invoices as fees, and the customers of all these. After the first read only what changed is asked for.

**Connecting.** Make an app in Fortnox's developer portal with the scopes *Company Information, Customer, Invoice, Payments* and the redirect *http://localhost:47115/callback*,
enter its client id and secret, and press *Sign in*. The company needs Fortnox's licence for integrations. A sign-in holds 45 days beyond its last use: sync at least that often.
A sign-in at another company than the first is refused.

**Not read:** drafts and what is not booked, cash invoices, invoices that Fortnox Finans collects, customers without open items. How many were sent without being
booked, or are with Fortnox Finans, is told after each read.

**Language.** Fortnox keeps it on invoices: a customer gets that of the newest open one.

**Reminders twice.** It is told when Fortnox itself has sent reminders of open invoices: send them from one place alone.

**Nothing is written back.** The API takes payments, and a comment in place of the one that is there; it has no place for notes, files about invoices or fees.

**Verified against Fortnox's description of its API**, not on a running company. Not verified: that a program may be returned to at localhost; the zone of times (that of UTC is
asked for, which is the earlier one); whether open credit notes stand among the unpaid invoices (they are looked for apart too); the sign of their amounts (read as credits whatever it
is); that part payments of an invoice in a foreign currency explain what is open of it (it is left out when they do not); that with tax relief (ROT, RUT, green) what is open is of the customer's part.`,
	"nb": `Leser åpne fakturaer med delbetalinger, åpne kreditnotaer, rentefakturaer som gebyrer, og kundene til alt dette. Etter første lesing spørres det bare etter endringer.

**Tilkobling.** Lag en app i Fortnox' utviklerportal med rettighetene *Company Information, Customer, Invoice, Payments* og adressen *http://localhost:47115/callback*, fyll inn
klient-ID og hemmelighet, og trykk *Logg inn*. Foretaket må ha lisens for integrasjoner i Fortnox. En innlogging varer 45 dager etter siste bruk: synkroniser minst så ofte.
Innlogging hos et annet foretak enn det første avvises.

**Leses ikke:** utkast og det som ikke er bokført, kontantfakturaer, fakturaer som Fortnox Finans krever inn, kunder uten åpne poster. Hvor mange som er sendt uten å være bokført, eller ligger hos
Fortnox Finans, sies etter hver lesing.

**Språk.** Fortnox har det på fakturaene: en kunde får det fra den nyeste åpne.

**Purret to ganger.** Det sies fra når Fortnox selv har purret på åpne fakturaer: send bare ett sted fra.

**Ingenting skrives tilbake.** API-et tar imot betalinger, og en kommentar i stedet for den som står der; det har ikke sted for notater, filer til fakturaer eller gebyrer.

**Prøvd mot Fortnox' beskrivelse av API-et**, ikke mot et foretak. Ikke prøvd: at et program kan få svaret på localhost; tidssonen for tidspunkter (det spørres i UTC, som er tidligst);
om åpne kreditnotaer står blant de ubetalte (de hentes også for seg); fortegnet på beløpene deres (leses som kreditt uansett); at delbetalinger av en faktura i fremmed valuta forklarer det
som er åpent (ellers utelates den); at det åpne gjelder kundens del når det er skattefradrag (ROT, RUT, grønt).`,
}
