package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

var docs = spec.Text{
	"en": `Reads all customers, the open invoices with their part payments, the open credit notes, and payments on account from the open entries
of the ledger (accounts 1500 to 1599).

**Connecting.** Two tokens: the *consumer token* of the program, and the *employee token* of a user. The desk makes a session of both; it lasts
two days at most. Accounting offices leave the company empty, press *Check*, and choose the client.

**Not read:** drafts, settled invoices, and open entries of the ledger that belong to no invoice, such as opening balances: how many there are is told after each read.
Reminder fees that Tripletex itself has added to an invoice are not part of what is open.

**Reminders twice.** Customers whose automatic reminders are switched on in Tripletex are reminded by Tripletex too: switch them off there.

**Written back**, when it is switched on: giving up a whole unpaid invoice as goodwill or after a dispute, as a credit note that is not sent.
Tripletex's API takes no notes, no files, no fee invoices by themselves and no losses on claims: these are refused, and booked by hand from the slip.

**Verified against Tripletex's description of its API** (2.72), not on a running company. Not verified: that customers' ledger accounts are 1500 to 1599; how
payments on account stand among the open entries; the signs of credit notes (read as credits whatever they are); amounts in a foreign currency,
for which the description contradicts itself: what cannot be is left out.`,
	"nb": `Leser alle kunder, åpne fakturaer med delbetalinger, åpne kreditnotaer, og innbetalinger på konto fra de åpne postene i regnskapet
(konto 1500 til 1599).

**Tilkobling.** To nøkler: *consumer token* for programmet og *employee token* for en bruker. Av dem lages en økt som varer i høyst to dager.
Regnskapskontor lar foretaket stå tomt, trykker *Kontroller* og velger klienten.

**Leses ikke:** utkast, oppgjorte fakturaer, og åpne poster uten faktura, slik som åpningsbalanser: antallet sies etter hver lesing.
Purregebyr som Tripletex selv har lagt på en faktura, er ikke med i det som er åpent.

**Purret to ganger.** Kunder med automatisk purring i Tripletex blir også purret derfra: slå det av der.

**Skrives tilbake** når det er slått på: å gi opp en hel ubetalt faktura av velvilje eller etter en tvist, som kreditnota som ikke sendes.
Tripletex' API tar ikke imot notater, filer, egne gebyrfakturaer eller tap på krav: de avvises og føres for hånd etter bilaget.

**Prøvd mot Tripletex' beskrivelse av API-et** (2.72), ikke mot et foretak. Ikke prøvd: at kundereskontroen er konto 1500 til 1599; hvordan innbetalinger
på konto står blant de åpne postene; fortegn på kreditnotaer (leses som kreditt uansett); beløp i fremmed valuta, der beskrivelsen motsier seg selv:
det som ikke kan stemme, utelates.`,
}
