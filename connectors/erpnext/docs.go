package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

var docs = spec.Text{
	"en": `Reads the customers with their primary address, the open invoices of one company (each instalment as an item of its own), open credit notes, the payments of part-paid
invoices, and payments on account.

**Connecting.** Give a user of its own the roles to see customers, addresses, sales invoices and payments, and generate *API keys* for it. Press *Check* and choose
the company. **ERPNext leaves out what the user may not see without a word**: no user permissions may narrow what this one sees.

**Not read:** drafts, invoices of the till (POS, consolidated), claims that were booked as journal entries alone. Journal entries that settle a part of an invoice
lower what is open and are not shown as payments.

**Written back**, when it is switched on:

- notes as comments, and the letter as a private file, on the invoices or the customer;
- a fee as a sales invoice of *the item of fees*; when ERPNext adds tax to it, the draft is deleted and the fee refused;
- a write-off as a journal entry (*Write Off Entry*) against *the account of write-offs*, in the company's currency;
- taking a fee or a whole write-off back, by cancelling its document.

Holds are not written: ERPNext has no place for them.

**Verified from documentation and ERPNext's published fields only.** Not verified: comments and files by the API; cancelling by the API; that what is open stands in the
currency of the customer's account; the primary due date of invoices with several instalments.`,
	"nb": `Leser kundene med hovedadresse, åpne fakturaer for ett foretak (hvert avdrag for seg), åpne kreditnotaer, innbetalinger på delvis betalte fakturaer og
innbetalinger på konto.

**Tilkobling.** Gi en egen bruker roller som ser kunder, adresser, fakturaer og betalinger, og lag *API-nøkler* for den. Trykk *Kontroller* og velg
foretaket. **ERPNext utelater det brukeren ikke kan se, uten et ord**: ingen brukertillatelser må begrense denne.

**Leses ikke:** utkast, kassefakturaer (POS, samlede), krav som bare er bilag. Bilag som gjør opp en del av en faktura, senker det åpne og vises ikke som
innbetalinger.

**Skrives tilbake** når det er slått på:

- notater som kommentarer, og brevet som privat fil, på fakturaene eller kunden;
- et gebyr som faktura på *varen for gebyrer*; legger ERPNext mva. på, slettes utkastet og gebyret avvises;
- en avskrivning som bilag (*Write Off Entry*) mot *kontoen for tap*, i foretakets valuta;
- å ta et gebyr eller en hel avskrivning tilbake, ved å kansellere dokumentet.

Stopp av purring skrives ikke: ERPNext har ikke noe sted for det.

**Bare prøvd mot dokumentasjonen og ERPNexts publiserte felt.** Ikke prøvd: kommentarer og filer gjennom API-et; kansellering gjennom API-et; at det åpne står i
valutaen til kundens konto; forfall på fakturaer med flere avdrag.`,
}
