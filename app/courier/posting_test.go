package courier_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/courier"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

var _ desk.PostingWords = (*courier.Courier)(nil)

// What is written into the accounting system is in the language of the house, whoever the customer is.
func TestPostingsSpeakTheLanguageOfTheHouse(t *testing.T) {
	on, err := date.Of(2026, 11, 23)
	if err != nil {
		t.Fatal(err)
	}
	reminder := desk.PostingSaying{
		What: desk.SayReminder, Number: "1-7", Level: 2, Channel: receivable.Email, On: on, Deadline: on.AddDays(14), Total: money.New(123450, "NOK"),
	}
	for _, tc := range []struct {
		language, country string
		title, text       string
		loss, lift        string
	}{
		{"en", "GB", "Reminder 1-7, level 2", "Reminder 1-7, level 2, e-mail of 23/11/2026: 1,234.50 NOK, to be paid by 07/12/2026.", "Write-off 3", "Reminders go on"},
		{"nb", "NO", "Purring 1-7, nivå 2", "Purring 1-7, nivå 2, e-post 23.11.2026: 1\u00a0234,50 NOK, betales innen 07.12.2026.", "Avskrivning 3", "Purring går videre"},
		{"", "DE", "Mahnung 1-7, Stufe 2", "Mahnung 1-7, Stufe 2, E-Mail vom 23.11.2026: 1.234,50 NOK, zahlbar bis 07.12.2026.", "Ausbuchung 3", "Mahnsperre aufgehoben"},
		{"id", "ID", "Pengingat 1-7, tingkat 2", "Pengingat 1-7, tingkat 2, surel tanggal 23/11/2026: 1.234,50 NOK, dibayar paling lambat 07/12/2026.", "Penghapusan 3", "Pengingat dilanjutkan"},
	} {
		say := func(s desk.PostingSaying) (string, string) {
			s.Company = desk.Company{Language: tc.language, Country: tc.country}
			title, text, err := (&courier.Courier{}).Posting(s)
			if err != nil {
				t.Fatal(err)
			}
			return title, text
		}
		if title, text := say(reminder); title != tc.title || text != tc.text {
			t.Errorf("%s: %q, %q", tc.country, title, text)
		}
		if title, text := say(desk.PostingSaying{What: desk.SayWriteOff, ID: 3}); title != tc.loss || text != "" {
			t.Errorf("%s: %q, %q", tc.country, title, text)
		}
		if title, _ := say(desk.PostingSaying{What: desk.SayLift}); title != tc.lift {
			t.Errorf("%s: %q", tc.country, title)
		}
	}
}

func TestEveryLanguageHasEveryWordOfPostings(t *testing.T) {
	en, err := notice.WordsOf("posting", "en")
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"nb", "de", "id"} {
		words, err := notice.WordsOf("posting", language)
		if err != nil {
			t.Fatal(err)
		}
		for key := range en {
			if words[key] == "" {
				t.Errorf("%s lacks %q", language, key)
			}
		}
		if len(words) != len(en) {
			t.Errorf("%s has %d words, en %d", language, len(words), len(en))
		}
	}
}
