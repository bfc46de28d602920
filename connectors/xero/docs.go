package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

var docs = spec.Text{
	"en": `Reads the customers, the open invoices with their payments, and what is left of credit notes, overpayments and prepayments. After the first read only what changed is asked for.

**Connecting.** Make an app at developer.xero.com (*Mobile or desktop app*, redirect *http://localhost:47115/callback*), enter its client id, and press *Sign in*. Where
several organisations were allowed, press *Check* and choose one.

**Not read:** drafts, bills and suppliers' documents, payment terms, links to online invoices. Xero keeps no language of customers.

**Written back**, when it is switched on and *Sign in with the right to write* was set before signing in:

- notes in the history of the invoices, or of the contact;
- the letter as a file on the invoices;
- a fee as an invoice of its own, with our key as its reference; a fee that is waived is voided;
- a write-off as a credit note on the account for losses, applied to the invoices. Xero is not asked to take one back: do that by hand.

Holds are not written: Xero has no place for them.

**Reminders twice.** Check says when Xero sends reminders of its own.

**Verified against Xero's description of its API** (16.1), not on a running organisation. Not verified: the newer scopes, the sign-in without a secret and its return to
localhost; the length of a note (cut at 450 letters); the search by reference; the codes of accounts and tax are taken as you enter them.`,
	"nb": `Leser kundene, åpne fakturaer med innbetalinger, og det som er igjen av kreditnotaer, for mye betalt og forskudd. Etter første lesing spørres det bare etter endringer.

**Tilkobling.** Lag en app på developer.xero.com (*Mobile or desktop app*, adresse *http://localhost:47115/callback*), fyll inn klient-ID-en og trykk *Logg inn*. Ble flere
foretak tillatt, trykk *Kontroller* og velg ett.

**Leses ikke:** utkast, leverandørfakturaer, betalingsbetingelser, lenker til nettfakturaer. Xero vet ikke kundens språk.

**Skrives tilbake** når det er slått på, og *Logg inn med rett til å skrive* var satt ved innlogging:

- notater i fakturaenes eller kontaktens historikk;
- brevet som fil på fakturaene;
- et gebyr som egen faktura med vår nøkkel som referanse; et frafalt gebyr annulleres;
- en avskrivning som kreditnota mot tapskontoen, ført mot fakturaene. Den tas ikke tilbake herfra: gjør det for hånd.

Stopp av purring skrives ikke: Xero har ikke noe sted for det.

**Purret to ganger.** Kontroller sier fra når Xero selv sender purringer.

**Prøvd mot Xeros beskrivelse av API-et** (16.1), ikke mot et foretak. Ikke prøvd: de nyere rettighetene, innlogging uten hemmelighet og retur til localhost;
lengden på et notat (kuttes ved 450 tegn); søk på referanse; koder for konto og mva brukes slik de er fylt inn.`,
}
