package incoming

import "strings"

// Phrases by what they speak for: English, Norwegian, German, Indonesian. Two that say the same thing of one sentence may both
// count: whoever writes much about it means it.
const (
	timePhrases = `more time|extension|extend*|postpone*|instal*ments|instal*ment plan|payment plan|payment arrangement|pay later|delay the payment|few more days|few more weeks|
will pay|we'll pay|i'll pay|going to pay|can pay|be paid on|be paid by|be paid next|will be paid|will transfer|pay on|pay by|pay next|pay in|until next|more weeks|weeks more|more days|another week|end of the month|need until|cash flow|salary|unable to pay|
utsettelse|utsette*|avdrag*|delbetal*|nedbetal*|betalingsavtale|betalingsplan|betalingsutsettelse|litt mer tid|mer tid|noen dager|noen uker|en uke til|uker til|slutten av måneden|betaler på|betaler i|betaler innen|
betaler neste|betaler fredag|betaler mandag|skal betale|vil betale|kan betale|får lønn|lønning|blir betalt|klarer ikke å betale|kan vi vente|
aufschub|stundung|stunden|raten|ratenzahlung|teilzahlung*|zahlungsaufschub|zahlungsziel|fristverlängerung|mehr zeit|etwas zeit|paar tage|paar wochen|werden zahlen|werde zahlen|
zahlen wir|zahle ich|wir zahlen|ich zahle|ende des monats|monatsende|wochen zeit|überweisen wir|überweise ich|werden wir zahlen|wird bezahlt|später zahlen|verlängern|zahlungsschwierigkeiten|liquidität|
minta waktu|mohon waktu|butuh waktu|minggu lagi|hari lagi|akhir bulan|perpanjang*|penundaan|menunda|ditunda|cicil*|mencicil|dicicil*|angsuran|tempo|akan bayar|akan kami bayar|akan dibayar|akan membayar|akan kami transfer|akan transfer|
bayar minggu|bayar bulan|bulan depan|minggu depan|beberapa hari|kelonggaran`
	timeFirm = `cannot pay|can't pay|not able to pay|kan ikke betale|können nicht zahlen|kann nicht zahlen|nicht zahlen können|belum bisa bayar|belum dapat membayar|belum bisa membayar`

	paidPhrases = `have paid|has been paid|was paid|been paid|already paid|we paid|i paid|paid on|paid the|paid this|paid it|paid last|paid yesterday|is paid|payment was made|payment has been|transferred|
sent the payment|payment confirmation|proof of payment|receipt attached|remittance|settled|
har betalt|er betalt|ble betalt|har allerede betalt|allerede betalt|vi betalte|jeg betalte|betalte|betalt den|overført|kvittering|betalingskvittering|oppgjort|gjort opp|
bereits bezahlt|schon bezahlt|bezahlt|beglichen|überwiesen|gezahlt|zahlung ist erfolgt|zahlung erfolgte|zahlungsbeleg|überweisungsbeleg|ausgeglichen|
sudah bayar|sudah dibayar|sudah kami bayar|sudah saya bayar|telah dibayar|telah kami bayar|telah membayar|sudah membayar|sudah transfer|sudah ditransfer|sudah kami transfer|sudah saya transfer|telah saya transfer|telah kami transfer|
bukti pembayaran|bukti transfer|lunas|pembayaran sudah|pembayaran telah`

	disputePhrases = `dispute*|disagree|object to|incorrect|wrong amount|wrong price|overcharged|faulty|defective|damaged|broken|complaint|complain*|claim is unjustified|cancelled the order|returned the goods|
credit note|invoice is wrong|unjustified|
bestrid*|bestrider|omtvistet|feil beløp|feil pris|feilfakturert|feil på|reklam*|reklamasjon|klage*|defekt*|ødelagt|mangelfull*|mangler|kreditnota|kreditere|returnert|fakturaen er feil|urettmessig|uenig*|
bestreite*|widerspr*|widerspruch|einspruch|reklam*|mangelhaft*|mängel|fehlerhaft|falscher betrag|falsch berechnet|rechnung ist falsch|gutschrift|beschädigt|storniert|unberechtigt|nicht einverstanden|zurückgeschickt|
keberatan|komplain|rusak|cacat|salah harga|jumlah salah|jumlahnya salah|tagihan salah|tagihan ini salah|dibatalkan|dikembalikan|sengketa|nota kredit`
	disputeFirm = `not agree|do not accept|don't accept|never ordered|did not order|didn't order|never received|not received the goods|did not receive|didn't receive|do not owe|don't owe|not correct|not delivered|not as agreed|
ikke enig|godtar ikke|har ikke bestilt|aldri bestilt|aldri mottatt|ikke mottatt|ikke fått varene|ikke levert|skylder ikke|stemmer ikke|ikke riktig|ikke som avtalt|
nicht bestellt|nie bestellt|nie erhalten|nicht erhalten|nicht geliefert|schulden ihnen nichts|stimmt nicht|nicht korrekt|nicht richtig|akzeptieren wir nicht|erkennen wir nicht an|
tidak setuju|tidak sesuai|tidak benar|tidak memesan|tidak pernah memesan|tidak pesan|belum terima|belum menerima|tidak menerima|belum diterima`

	personPhrases = `wrong person|wrong address|wrong email|wrong e mail|wrong recipient|wrong company|no longer work*|no longer with|left the company|has left|my predecessor|unsubscribe|different company|
feil person|feil adresse|feil mottaker|feil firma|feil e post|sluttet i|har sluttet|jobber ikke lenger|ikke lenger ansatt|
falsche person|falsche adresse|falscher empfänger|falscher ansprechpartner|falsche firma|arbeitet nicht mehr|nicht mehr bei|nicht mehr im unternehmen|hat das unternehmen verlassen|ausgeschieden|nicht zuständig|
salah orang|salah alamat|salah kirim|alamat salah|tidak lagi bekerja|sudah tidak bekerja|sudah resign|sudah pindah|bukan perusahaan`
	personFirm = `not me|not my invoice|not our invoice|not the right person|not responsible|don't know this|do not know this|not a customer|isn't me|is not for me|not for us|
ikke meg|ikke min faktura|ikke vår faktura|ikke rette|ikke ansvarlig|ikke kunde|er ikke til meg|kjenner ikke til|
nicht ich|nicht meine rechnung|nicht unsere rechnung|nicht der richtige|nicht verantwortlich|kein kunde|nicht für mich|kenne ich nicht|
bukan saya|bukan tagihan saya|bukan tagihan kami|bukan pelanggan|bukan untuk saya|bukan kami`
)

// phrases are all that speak for a meaning. A dispute and a wrong person weigh more than a promise in the same mail: "we pay when
// the fault is mended" is a dispute.
var phrases = allPhrases()

func allPhrases() []phrase {
	var out []phrase
	add := func(list string, says Says, weight int, firm bool) {
		for text := range strings.SplitSeq(list, "|") {
			if words := strings.Fields(text); len(words) > 0 {
				out = append(out, phrase{text: strings.Join(words, " "), words: words, says: says, weight: weight, firm: firm})
			}
		}
	}
	add(timePhrases, AsksTime, 2, false)
	add(timeFirm, AsksTime, 2, true)
	add(paidPhrases, SaysPaid, 2, false)
	add(disputePhrases, Disputes, 3, false)
	add(disputeFirm, Disputes, 3, true)
	add(personPhrases, WrongPerson, 3, true)
	add(personFirm, WrongPerson, 3, true)
	return out
}
