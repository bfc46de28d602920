package desk

import "github.com/dunningdesk/dunningdesk/app/core/incoming"

// demoMail is what customers of the demo company write, or what comes back without anybody having written it.
type demoMail struct {
	kind  incoming.Kind
	by    string            // by what a machine was seen
	code  string            // status of a report
	other bool              // the report is of somebody else than whom we wrote to
	says  map[string]string // by language: subject, and after a line the text
}

// demoMails are what lies in the demo company's mailbox, the commonest first, so that a small company has those.
func demoMails() []demoMail {
	return []demoMail{
		{kind: incoming.Answer, says: demoAsksTime},
		{kind: incoming.Answer, says: demoSaysPaid},
		{kind: incoming.Automatic, by: "Auto-Submitted", says: demoAway},
		{kind: incoming.Answer, says: demoDisputes},
		{kind: incoming.Bounce, by: "rfc3464", code: "5.2.2", says: demoFull},
		{kind: incoming.Answer, says: demoUnclear},
		{kind: incoming.Answer, says: demoWrongPerson},
		{kind: incoming.Bounce, by: "rfc3464", code: "5.1.1", other: true, says: demoGone},
		{kind: incoming.Answer, says: demoPaidInPart},
		{kind: incoming.Answer, says: demoAsksAgain},
	}
}

// demoStranger is from an office of which the demo company's book knows nothing: a person has to say whose mail it is.
const demoStranger = `Vedrørende betalingspåminnelse
Hei,

vi fører regnskapet for en av kundene deres. Fakturaen dere purrer på ble betalt forrige uke, kvittering ligger hos oss.

Vennlig hilsen
Nordre Regnskapsbyrå AS`

var (
	demoAsksTime = map[string]string{
		"en": "Re: your reminder\nHello,\n\nwe need some more time. A large customer of ours has not paid yet. Could we have until the end of the month?\n\nKind regards",
		"nb": "SV: purring\nHei,\n\nvi har litt dårlig likviditet akkurat nå, en stor kunde av oss betaler sent. Kan vi få utsettelse til slutten av måneden?\n\nMed vennlig hilsen",
		"de": "AW: Ihre Zahlungserinnerung\nGuten Tag,\n\nwir bitten um etwas Aufschub. Ein großer Kunde zahlt uns später als vereinbart. Können wir Ende des Monats überweisen?\n\nMit freundlichen Grüßen",
		"id": "Re: pengingat pembayaran\nSelamat pagi,\n\nmohon waktu sampai akhir bulan. Pembayaran dari pelanggan kami terlambat masuk.\n\nHormat kami",
	}
	demoSaysPaid = map[string]string{
		"en": "Re: your reminder\nHi,\n\nthis one has already been paid, we transferred it last Thursday. Please check your bank.\n\nThanks",
		"nb": "SV: purring\nHei!\n\nDenne er allerede betalt, vi overførte beløpet torsdag i forrige uke. Kan dere sjekke?\n\nHilsen",
		"de": "AW: Ihre Zahlungserinnerung\nSehr geehrte Damen und Herren,\n\ndie Rechnung haben wir am Donnerstag bereits überwiesen. Bitte prüfen Sie Ihren Zahlungseingang.\n\nMit freundlichen Grüßen",
		"id": "Re: pengingat pembayaran\nSelamat siang,\n\ntagihan ini sudah kami transfer hari Kamis yang lalu. Mohon dicek kembali.\n\nTerima kasih",
	}
	demoAway = map[string]string{
		"en": "Out of office: your reminder\nI am out of the office until Monday and read no mail. In urgent cases please ring our switchboard.",
		"nb": "Automatisk svar: purring\nJeg har ferie til og med fredag og leser ikke e-post. Ring sentralbordet hvis det haster.",
		"de": "Abwesenheitsnotiz: Ihre Zahlungserinnerung\nIch bin bis Montag nicht im Haus und lese keine E-Mails. In dringenden Fällen wenden Sie sich bitte an die Zentrale.",
		"id": "Balasan otomatis: pengingat pembayaran\nSaya sedang cuti sampai hari Senin dan tidak membaca email.",
	}
	demoDisputes = map[string]string{
		"en": "Re: your reminder\nGood morning,\n\ntwo of the boxes on this invoice arrived damaged, we told your driver. Please send a credit note first, then we settle the rest.\n\nRegards",
		"nb": "SV: purring\nHei,\n\nvi er ikke enig i fakturaen: to av eskene var ødelagt da de kom, det sa vi til sjåføren. Vi venter på kreditnota før vi betaler.\n\nMvh",
		"de": "AW: Ihre Zahlungserinnerung\nGuten Tag,\n\nein Teil der Ware kam beschädigt an, das haben wir sofort reklamiert. Wir warten auf Ihre Gutschrift.\n\nMit freundlichen Grüßen",
		"id": "Re: pengingat pembayaran\nSelamat pagi,\n\nsebagian barang rusak waktu diterima dan jumlahnya tidak sesuai. Mohon nota kredit dulu.\n\nTerima kasih",
	}
	demoUnclear = map[string]string{
		"en": "Re: your reminder\nHello, who is this about? Could somebody ring me, please? Best after lunch.",
		"nb": "SV: purring\nHei, kan noen ringe meg om denne? Helst etter lunsj.",
		"de": "AW: Ihre Zahlungserinnerung\nGuten Tag, worum geht es hier genau? Bitte rufen Sie mich nach der Mittagspause an.",
		"id": "Re: pengingat pembayaran\nSelamat siang, ini tentang apa ya? Tolong telepon saya setelah jam satu.",
	}
	demoWrongPerson = map[string]string{
		"en": "Re: your reminder\nI have left the company, please write to the accounts department. You have the wrong person.",
		"nb": "SV: purring\nJeg har sluttet i firmaet og er feil person for dette. Skriv til regnskapsavdelingen.",
		"de": "AW: Ihre Zahlungserinnerung\nIch arbeite nicht mehr im Unternehmen und bin der falsche Ansprechpartner. Bitte wenden Sie sich an die Buchhaltung.",
		"id": "Re: pengingat pembayaran\nSaya sudah tidak bekerja di perusahaan ini, salah orang. Silakan hubungi bagian keuangan.",
	}
	demoPaidInPart = map[string]string{
		"en": "Re: your reminder\nHi, we paid half of it on Friday and will pay the rest at the end of the month.",
		"nb": "SV: purring\nHei, halvparten er betalt på fredag, resten betaler vi neste uke. Håper det er greit.",
		"de": "AW: Ihre Zahlungserinnerung\nDie Hälfte ist bezahlt, den Rest zahlen wir in zwei Raten.",
		"id": "Re: pengingat pembayaran\nSetengahnya sudah dibayar, sisanya akan kami bayar minggu depan.",
	}
	demoAsksAgain = map[string]string{
		"en": "Payment plan?\nHello,\n\ncan we pay this in three instalments? We need a payment plan this time.\n\nBest wishes",
		"nb": "Avdragsordning\nHei,\n\ner det mulig å dele opp beløpet i tre avdrag? Det hadde hjulpet oss mye.\n\nHilsen",
		"de": "Ratenzahlung\nGuten Tag,\n\nkönnten wir den Betrag in drei Raten zahlen? Das würde uns sehr helfen.\n\nMit freundlichen Grüßen",
		"id": "Cicilan\nSelamat pagi,\n\nbolehkah kami mencicil tagihan ini tiga kali?\n\nTerima kasih",
	}
	demoFull = map[string]string{"en": "Undelivered Mail Returned to Sender\nThis is the mail system. Your message could not be delivered: the mailbox is full."}
	demoGone = map[string]string{"en": "Undelivered Mail Returned to Sender\nThis is the mail system. Your message could not be delivered to one or more of its recipients."}
)
