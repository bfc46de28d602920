package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

var docs = spec.Text{
	"en": `Reads the customers, the open invoices, down payment invoices and credit notes, those that are booked as vouchers too, and what has been
paid on them in part.

**Connecting.** An administrator makes an *API key* in Lexware Office (Extensions, Public API).

**Read in between:** what changed since the day before, and what is open; everything once a day. The customers of a wave are read again right before its release.

**Collective customer.** Invoices without a customer of their own come as a customer for each invoice, with its name and no address.

**Not read:** drafts and voided vouchers, purchases, quotations, invoices under direct debit unless you switch them on. Lexware keeps no language for customers.

**Written back:** nothing. Lexware's interface books no payments, and its reminders are documents of its own.

**Verified from documentation only.** Not verified: that amounts of credit notes are positive (they are read as credits whatever they are); the signs of payments.`,
	"nb": `Leser kundene, åpne fakturaer, forskuddsfakturaer og kreditnotaer, også de som er ført som bilag, og det som er delbetalt på dem.

**Tilkobling.** En administrator lager en *API-nøkkel* i Lexware Office (Utvidelser, Public API).

**Lest innimellom:** det som er endret siden dagen før, og det som er åpent; alt én gang i døgnet. Kundene i en runde leses på nytt rett før den frigis.

**Samlekunde.** Fakturaer uten egen kunde kommer som én kunde per faktura, med navn og uten adresse.

**Leses ikke:** utkast og makulerte bilag, innkjøp, tilbud, og fakturaer under direkte debitering uten at du slår det på. Lexware har ikke språk på kunder.

**Skrives tilbake:** ingenting. Grensesnittet fører ingen betalinger, og purringene der er egne dokumenter.

**Bare prøvd mot dokumentasjonen.** Ikke prøvd: at kreditnotaer har positive beløp (de leses som kreditt uansett); fortegn på innbetalinger.`,
}
