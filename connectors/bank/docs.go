package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

// docs is the page that the desk shows beside the connection form.
var docs = spec.Text{
	"en": `Choose the **folder** in which you, or your bank's program, put the files; or one **file**. Every sync reads the whole folder (not the folders
in it). Files are only read: they are never moved, renamed or changed. What they are is told by their content, not by their name.

**Read:** camt.052, camt.053 and camt.054 (all versions), MT940, the Norwegian OCR giro (Nets) and the Swedish BgMax. Collective bookings are
split where the file says how much each payment was. A movement that stands in several files, or in one file under two names, is taken once.

**Not read:** what is announced and not booked (it comes with a later statement), and payments out: nobody owes because of them, and wages may be
among them. *Payments out too* brings them all the same.

**Checked:** balances, sums and numbers that the file states of itself. When they do not fit, or when something in a file cannot be read,
nothing of this file is taken, a message says which line, and the other files go on.

Money that is recognised (KID, RF or OCR reference, or invoice number with payer and sum) holds the reminder until the accounting system
shows the payment; everything else waits in a list for you.`,
	"nb": `Velg **mappen** der du eller bankprogrammet legger filene, eller én **fil**. Hver synkronisering leser hele mappen (ikke undermapper). Filene
blir bare lest: de blir aldri flyttet, døpt om eller endret. Hva de er, ses av innholdet, ikke av navnet.

**Leses:** camt.052, camt.053 og camt.054 (alle versjoner), MT940, OCR-giro (Nets) og svensk BgMax. Samlebokføringer blir delt når filen sier hvor
mye hver betaling var. En bevegelse som står i flere filer, eller i samme fil under to navn, blir tatt én gang.

**Leses ikke:** det som er varslet og ikke bokført (det kommer i et senere kontoutskrift), og utbetalinger: ingen skylder på grunn av dem, og lønn kan
være blant dem. *Også utbetalinger* tar dem likevel med.

**Kontrolleres:** saldoer, summer og antall som filen oppgir om seg selv. Stemmer de ikke, eller er noe i en fil uleselig, blir ingenting av den
filen tatt, en melding sier hvilken linje, og de andre filene leses videre.

Penger som blir gjenkjent (KID, RF- eller OCR-referanse, eller fakturanummer med betaler og sum), stopper purringen til regnskapet viser
betalingen; alt annet venter i en liste på deg.`,
}
