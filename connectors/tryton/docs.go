package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

// fields are the settings of a connection.
var fields = []spec.Field{
	{
		Key: "url", Type: spec.FieldURL, Required: true, Label: spec.Text{"en": "Address", "nb": "Adresse"},
		Help: spec.Text{
			"en": "Of the Tryton server, as in https://tryton.example.com or http://localhost:8000, without the database.",
			"nb": "Til Tryton-serveren, som https://tryton.example.com eller http://localhost:8000, uten databasen.",
		},
	},
	{
		Key: "database", Type: spec.FieldText, Required: true, Label: spec.Text{"en": "Database", "nb": "Database"},
		Help: spec.Text{"en": "Its name as shown when you sign in to Tryton.", "nb": "Navnet slik det vises når du logger inn i Tryton."},
	},
	{
		Key: "user", Type: spec.FieldText, Required: true, Label: spec.Text{"en": "User", "nb": "Bruker"},
		Help: spec.Text{
			"en": "Best one of its own, with the groups Accounting and Accounting Party.",
			"nb": "Helst en egen, med gruppene for regnskap og parter.",
		},
	},
	{
		Key: "password", Type: spec.FieldSecret, Required: true, Label: spec.Text{"en": "Password", "nb": "Passord"},
		Help: spec.Text{"en": "Of this user in Tryton. It is kept in the keychain.", "nb": "Til denne brukeren i Tryton. Det lagres i nøkkelringen."},
	},
	{
		Key: "company", Type: spec.FieldText, Label: spec.Text{"en": "Company", "nb": "Firma"},
		Help: spec.Text{"en": "Its name in Tryton. Empty: that of the user.", "nb": "Navnet i Tryton. Tom: brukerens."},
	},
	{
		Key: "fee_account", Type: spec.FieldText, Label: spec.Text{"en": "Account for fees", "nb": "Konto for gebyrer"},
		Help: spec.Text{
			"en": "Code or name of the revenue account that fees are booked on. Needed to write fees; no tax is added.",
			"nb": "Kode eller navn på inntektskontoen gebyrer føres på. Kreves for å skrive gebyrer; det legges ikke til avgift.",
		},
	},
	{
		Key: "write_off", Type: spec.FieldText, Label: spec.Text{"en": "Write-off method", "nb": "Tapsmetode"},
		Help: spec.Text{
			"en": "Name of the write-off method in Tryton (Financial, Configuration). Empty: the only one there is.",
			"nb": "Navnet på tapsmetoden i Tryton (Regnskap, Konfigurasjon). Tom: den eneste som finnes.",
		},
	},
	{
		Key: "settled_days", Type: spec.FieldNumber, Advanced: true, Default: "30", Min: "0", Max: "36500",
		Label: spec.Text{"en": "Days of settled invoices", "nb": "Dager med oppgjorte fakturaer"},
		Help: spec.Text{
			"en": "So many days back the payments that settled an invoice are read too. More take longer.",
			"nb": "Så mange dager tilbake leses også betalingene som gjorde opp en faktura. Flere tar lengre tid.",
		},
	},
	{
		Key: "certificate", Type: spec.FieldFile, Advanced: true, Extensions: []string{".pem", ".crt"},
		Label: spec.Text{"en": "Certificate", "nb": "Sertifikat"},
		Help: spec.Text{
			"en": "Only for a server whose certificate your own house has signed: the file of who signed it.",
			"nb": "Bare for en server med sertifikat signert av eget hus: filen til den som signerte.",
		},
	},
}

// docs is the page that the desk shows beside the connection form.
var docs = spec.Text{
	"en": `Enter the address that your Tryton client uses, the database, and a user with the group Accounting. A user of its own shows in
Tryton's history what Dunning Desk has written.

**Read:** everybody who was ever booked on a receivable account, and every posted open line: invoices with their instalments, credit
notes, payments on account, foreign currency, and the payments that settled an invoice in the last weeks. A part payment that is booked to an invoice is taken off its earliest instalment.
**Not read:** drafts, suppliers, invoices that were settled long ago.

**Written, when switched on:** a note and the letter as attachment on the invoice, or on the customer when several are meant; a fee as posted
customer invoice whose reference is the desk's key; a write-off through Tryton's own wizard, in part as a journal entry on the
invoice. What is written twice is written once: the key is looked for first. Tryton leaves a write-off's entry as a draft for the
accountant to post.
**Taken back:** a write-off as a whole, and a fee of which nothing is paid, by a credit note. Notes and letters stay. Holds are not written: Tryton 6.0
can stop one of its own dunnings, not a customer.`,
	"nb": `Oppgi adressen Tryton-klienten bruker, databasen og en bruker med gruppen for regnskap. En egen bruker viser i Trytons historikk hva
programmet har skrevet.

**Leses:** alle som noen gang er ført på en kundekonto, og hver bokførte åpne linje: fakturaer med avdrag, kreditnotaer, forskudd, valuta. En
delbetaling som er ført på en faktura, trekkes fra det eldste avdraget.
**Leses ikke:** kladder, leverandører, fakturaer som er gjort opp for lenge siden.

**Skrives, når det er slått på:** notat og brev som vedlegg på fakturaen, eller på kunden når det gjelder flere; gebyr som bokført kundefaktura med
nøkkelen herfra som referanse; tap gjennom Trytons egen veiviser, delvis tap som bilag på fakturaen. Det som skrives to ganger,
står der én gang. Tryton lar bilaget for et tap stå som kladd til regnskapsføreren bokfører det.
**Tas tilbake:** et tap i sin helhet, og et gebyr det ikke er betalt noe på, med kreditnota. Notater og brev blir stående. Stopp skrives ikke.`,
}
