package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

var docs = spec.Text{
	"en": `Reads the customers and the open sales invoices, and from the customer ledger what is open of credit memos, payments on account, finance charges and journal postings, and the payments of open
invoices. Everything is read each time.

**Connecting.** Register an app in Entra (*entra.microsoft.com*, App registrations) with permissions of *Dynamics 365 Business Central*. Either it reads by itself: permission
*API.ReadWrite.All*, a client secret, and an entry on the page *Microsoft Entra applications* of Business Central with permission sets that read. Or a person with a licence signs in:
platform *Mobile and desktop applications*, redirect *http://localhost:47115/callback*, no secret. Then press *Check* and choose the company.

**The ledger** is read over the analytics API, which tells amounts in the company's currency alone. Left out, and told as such: what is open of a customer who is billed in another currency
(invoices are read all the same), and credit memos in another currency that were applied in part. Where the ledger and the invoices do not agree nothing is read.

**Not read:** contacts, drafts. Business Central keeps no language of customers in this interface.

**The sum** is held against the aged receivables.

**Nothing is written back** yet.

**Verified against a description made from Microsoft's pages**, not on a running company. Not verified: that what has moved a ledger entry adds up to what is open of it (it is held against the invoices at
each read); several mail addresses in one field; the sign-in's return to localhost; that aged receivables are by currency; that documents without a currency are in the company's.`,
	"nb": `Leser kundene og åpne salgsfakturaer, og fra kundereskontroen det som er åpent av kreditnotaer, innbetalinger på konto, rentenotaer og bilag, samt innbetalinger på åpne fakturaer. Alt leses hver gang.

**Tilkobling.** Registrer en app i Entra (*entra.microsoft.com*, Appregistreringer) med rettigheter til *Dynamics 365 Business Central*. Enten leser den på egen hånd: rettigheten *API.ReadWrite.All*, en
klienthemmelighet, og en oppføring på siden *Microsoft Entra-programmer* i Business Central med tillatelser til å lese. Eller en person med lisens logger inn: plattformen *Mobil- og skrivebordsprogrammer*,
adressen *http://localhost:47115/callback*, ingen hemmelighet. Trykk så *Kontroller* og velg foretaket.

**Reskontroen** leses over analyse-API-et, som bare oppgir beløp i foretakets valuta. Utelates, og sies fra om: det som er åpent hos en kunde som faktureres i en annen valuta (fakturaene leses likevel), og
kreditnotaer i en annen valuta som er delvis utlignet. Stemmer ikke reskontroen og fakturaene, leses ingenting.

**Leses ikke:** kontakter, utkast. Business Central har ikke kundens språk i dette grensesnittet.

**Summen** holdes mot aldersfordelte fordringer.

**Ingenting skrives tilbake** ennå.

**Prøvd mot en beskrivelse laget av Microsofts sider**, ikke mot et foretak. Ikke prøvd: at alt som har flyttet en reskontropost, er det som er åpent av den (det holdes mot fakturaene ved hver lesing); flere
e-postadresser i ett felt; at innloggingen kommer tilbake til localhost; at aldersfordelingen er per valuta; at dokumenter uten valuta er i foretakets.`,
}
