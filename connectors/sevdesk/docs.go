package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

var docs = spec.Text{
	"en": `Reads the customers with their addresses and e-mail, the open invoices and the open credit notes.

**Connecting.** Each administrator has an *API token* of 32 characters (Settings, Users). It does not end by itself and may do everything: keep it like a password.

**Everything is read each time:** sevdesk does not say whether every payment is a change of its invoice.

**Due dates** are the date of the invoice and its days to pay.

**Not read:** drafts, templates of recurring invoices, and reminders made in sevdesk, which ask for the same money once more; single payments, of which sevdesk tells
the sum alone; credit notes that are settled in part (how many is told after each read). A part payment of an invoice in a foreign currency is left out with a word.

**Reminders twice.** The level that an invoice has reached in sevdesk is shown; sevdesk's own fees are not part of what is open.

**Written back:** nothing.

**Verified from documentation only.** Not verified: that state 750 means paid in part; the sign of cancellations (read as credits whatever it is).`,
	"nb": `Leser kundene med adresser og e-post, åpne fakturaer og åpne kreditnotaer.

**Tilkobling.** Hver administrator har en *API-nøkkel* på 32 tegn (Innstillinger, Brukere). Den utløper ikke og kan gjøre alt: ta vare på den som et passord.

**Alt leses hver gang:** sevdesk sier ikke om enhver betaling er en endring av fakturaen.

**Forfall** er fakturadatoen og dagene til betaling.

**Leses ikke:** utkast, maler for gjentatte fakturaer, og purringer laget i sevdesk, som krever de samme pengene en gang til; enkeltbetalinger, der sevdesk bare sier
summen; kreditnotaer som er delvis gjort opp (antallet sies etter hver lesing). En delbetalt faktura i fremmed valuta utelates med et ord.

**Purret to ganger.** Trinnet en faktura har nådd i sevdesk, vises; gebyrene der er ikke med i det som er åpent.

**Skrives tilbake:** ingenting.

**Bare prøvd mot dokumentasjonen.** Ikke prøvd: at status 750 er delbetalt; fortegnet på annulleringer (leses som kreditt uansett).`,
}
