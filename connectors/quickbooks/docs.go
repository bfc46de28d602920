package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

var docs = spec.Text{
	"en": `Reads the customers, the open invoices, what is left of credit memos, payments and what of them is not applied. After the first read only what changed is asked for.

**Connecting.** Make an app at developer.intuit.com, enter its client id and secret, and press *Sign in*. Intuit sends browsers back to this machine from test companies
alone (*http://localhost:47115/callback*). For a company in use register an https page of your own that sends the browser on, and enter it as *Redirect page of your own*; the README
has one. A sign-in at another company than the first is refused. A sign-in holds 100 days beyond its last use, and five years at most.

**Jobs** that are billed with the customer above them belong to that customer.

**Not read:** what is open of journal entries, deposits and refunds on the receivables account, drafts, links to pay online. QuickBooks keeps no language of customers.

**The sum** of what was read is held against the balances of the customers in QuickBooks, credits taken off. Where they differ, the journal entries that name a customer are listed; a person may accept the difference with a reason.

**Payments** are all read once a day, to find those that are not applied; *Payments from* makes that shorter.

**Nothing is written back** yet.

**Verified against a description made from Intuit's schemas and pages**, not on a running company. Not verified: that PKCE is passed over; the list of journal entries; that several mail addresses in one field are set apart by
commas; that balances of customers are what the items add up to; that 500 rows are given at once (they are counted); that a payment counts as a change of its invoice (it is looked at
anyway).`,
	"nb": `Leser kundene, åpne fakturaer, det som er igjen av kreditnotaer, innbetalinger og det som ikke er fordelt av dem. Etter første lesing spørres det bare etter endringer.

**Tilkobling.** Lag en app på developer.intuit.com, fyll inn klient-ID og hemmelighet, og trykk *Logg inn*. Bare for testforetak sender Intuit nettleseren tilbake til denne maskinen
(*http://localhost:47115/callback*). For et foretak i bruk registrerer du en egen https-side som sender nettleseren videre, og fyller den inn som *Egen side for tilbakemelding*; README har
en. Innlogging hos et annet foretak enn det første avvises. En innlogging varer 100 dager etter siste bruk, og høyst fem år.

**Prosjekter** som faktureres sammen med kunden over, hører til den kunden.

**Leses ikke:** bilag, innskudd og tilbakebetalinger på kundefordringskontoen, utkast, lenker til nettbetaling. QuickBooks vet ikke kundens språk.

**Summen** av det som ble lest, holdes mot kundenes saldo i QuickBooks, med fradrag for kreditt. Avviker de, listes bilagene som nevner en kunde; noen kan godta forskjellen med en begrunnelse.

**Innbetalinger** leses alle én gang om dagen for å finne dem som ikke er fordelt; *Innbetalinger fra* gjør det kortere.

**Ingenting skrives tilbake** ennå.

**Prøvd mot en beskrivelse laget av Intuits skjemaer og sider**, ikke mot et foretak. Ikke prøvd: at PKCE går upåaktet hen; at flere e-postadresser i ett felt skilles med komma; at kundenes saldo er
summen av postene; at 500 rader gis på én gang (de telles); at en innbetaling gjelder som endring av fakturaen (den ses uansett på).`,
}
