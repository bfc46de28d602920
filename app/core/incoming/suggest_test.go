package incoming_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"pgregory.net/rapid"
)

func TestWhatAnAnswerMayMean(t *testing.T) {
	for _, c := range []struct {
		says incoming.Says
		text string
	}{
		{incoming.AsksTime, "Could we have another two weeks? We need more time, a customer of ours pays late."},
		{incoming.AsksTime, "We will pay on Friday."},
		{incoming.AsksTime, "I need two more weeks please, until 5 December."},
		{incoming.AsksTime, "Kan vi få to uker til?"},
		{incoming.AsksTime, "Wir zahlen Ende des Monats."},
		{incoming.AsksTime, "Saya butuh waktu dua minggu lagi."},
		{incoming.SaysPaid, "Sudah saya transfer kemarin."},
		{incoming.AsksTime, "Hi, can I get a payment plan? I can't pay it all at once."},
		{incoming.SaysPaid, "This was paid on 12 November, see the receipt attached."},
		{incoming.SaysPaid, "We have paid this already."},
		{incoming.Disputes, "We do not accept this invoice. The goods were damaged."},
		{incoming.Disputes, "We never received the second pallet and will pay when you send it. Please send a credit note."},
		{incoming.WrongPerson, "You have the wrong person, I no longer work there."},
		{incoming.Unclear, "Thank you for your mail, I will look into it."},
		{incoming.Unclear, "We have not paid yet."},
		{incoming.Unclear, ""},

		{incoming.AsksTime, "Hei, kan vi få litt utsettelse? Vi betaler neste uke."},
		{incoming.AsksTime, "Er det mulig å dele opp i avdrag?"},
		{incoming.AsksTime, "Jeg kan ikke betale før jeg får lønn."},
		{incoming.SaysPaid, "Denne er betalt den 12.11."},
		{incoming.SaysPaid, "Vi har allerede betalt, kvittering ligger ved."},
		{incoming.Disputes, "Vi bestrider kravet, varene var defekte."},
		{incoming.Disputes, "Beløpet stemmer ikke. Vi har ikke bestilt dette."},
		{incoming.WrongPerson, "Dette er feil person, jeg har sluttet i firmaet."},
		{incoming.Unclear, "Ring meg."},
		{incoming.Unclear, "Regningen er ikke betalt."},

		{incoming.AsksTime, "Können Sie uns eine Stundung gewähren? Wir brauchen etwas Zeit."},
		{incoming.AsksTime, "Wir bitten um Ratenzahlung."},
		{incoming.SaysPaid, "Die Rechnung wurde bereits bezahlt, siehe Überweisungsbeleg."},
		{incoming.SaysPaid, "Der Betrag ist am 12.11. überwiesen worden."},
		{incoming.Disputes, "Wir widersprechen der Forderung, die Ware ist mangelhaft."},
		{incoming.Disputes, "Das haben wir nicht bestellt."},
		{incoming.WrongPerson, "Ich bin dafür nicht zuständig, Herr Meier arbeitet nicht mehr hier."},
		{incoming.Unclear, "Guten Tag, wer sind Sie?"},
		{incoming.Unclear, "Wir haben noch nicht bezahlt."},

		{incoming.AsksTime, "Mohon waktu sampai minggu depan, akan kami bayar."},
		{incoming.AsksTime, "Boleh dicicil tiga kali?"},
		{incoming.SaysPaid, "Sudah kami transfer kemarin, bukti transfer terlampir."},
		{incoming.SaysPaid, "Tagihan ini sudah lunas."},
		{incoming.Disputes, "Kami keberatan, barangnya rusak."},
		{incoming.Disputes, "Kami tidak memesan barang ini."},
		{incoming.WrongPerson, "Maaf, Anda salah orang. Ini bukan tagihan saya."},
		{incoming.Unclear, "Selamat pagi."},
		{incoming.Unclear, "Belum lunas."},
	} {
		got := incoming.Suggest(c.text)
		if got.Says != c.says {
			t.Errorf("%q: %s by %q, want %s", c.text, got.Says, got.Words, c.says)
		}
		if c.says != incoming.Unclear && len(got.Words) == 0 {
			t.Errorf("%q: %s by no word", c.text, got.Says)
		}
	}
}

func TestWordsThatSpeakForTwoThingsDecideNothing(t *testing.T) {
	got := incoming.Suggest("Invoice 12 has been paid, for invoice 13 we ask for an extension.")
	if got.Says != incoming.Unclear || !slices.Equal(got.Words, []string{"has been paid", "extension"}) {
		t.Errorf("%s by %q", got.Says, got.Words)
	}
}

func TestASuggestionNamesWordsOfTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("we have paid not already bestrider ikke enig mer tid nie bestellt sudah bayar feil person 12 extension . , ?")), 0, 30).Draw(t, "words")
		text := strings.Join(words, " ")
		got := incoming.Suggest(text)
		flat := strings.Join(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" .,?", r) }), " ")
		for _, w := range got.Words {
			if !strings.Contains(flat, w) {
				t.Fatalf("%q is not in %q", w, text)
			}
		}
		if got.Says != incoming.Unclear && len(got.Words) == 0 {
			t.Fatalf("%q is %s by nothing", text, got.Says)
		}
	})
}
