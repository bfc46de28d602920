package desk

import (
	"embed"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

//go:embed readme/*.txt
var readmes embed.FS

// retentionWords say how long accounts are kept, by language: with a period, and without.
var retentionWords = map[string][2]string{
	"en": {
		"{years} years from the end of the calendar year of the last activity ({ref}), until {until}; then what names you is removed, unless a legal hold forbids it. Sums and days stay.",
		"As long as bookkeeping law asks for it; then what names you is removed, unless a legal hold forbids it. Sums and days stay.",
	},
	"nb": {
		"{years} år fra utløpet av kalenderåret med siste aktivitet ({ref}), til {until}; deretter fjernes det som navngir deg, med mindre en rettslig sperre forbyr det. Beløp og dager blir stående.",
		"Så lenge regnskapsreglene krever det; deretter fjernes det som navngir deg, med mindre en rettslig sperre forbyr det. Beløp og dager blir stående.",
	},
	"de": {
		"{years} Jahre ab dem Ende des Kalenderjahres der letzten Tätigkeit ({ref}), bis {until}; danach wird entfernt, was Sie benennt, sofern keine rechtliche Sperre es verbietet. Beträge und Tage bleiben.",
		"So lange, wie es die Aufbewahrungspflichten verlangen; danach wird entfernt, was Sie benennt, sofern keine rechtliche Sperre es verbietet. Beträge und Tage bleiben.",
	},
	"id": {
		"{years} tahun sejak akhir tahun kalender dari kegiatan terakhir ({ref}), sampai {until}; setelah itu apa yang menyebut nama Anda dihapus, kecuali ada penahanan hukum. Jumlah dan tanggal tetap ada.",
		"Selama diwajibkan oleh hukum pembukuan; setelah itu apa yang menyebut nama Anda dihapus, kecuali ada penahanan hukum. Jumlah dan tanggal tetap ada.",
	},
}

// personReadme writes what each part of an export is, in the person's language, English where the program has no words in it.
func personReadme(d receivable.Debtor, c Company, source string, r privacy.Retention, last, on date.Date) (string, error) {
	language, _, _ := strings.Cut(strings.ToLower(d.Language), "-")
	words, known := retentionWords[language]
	if !known {
		language, words = "en", retentionWords["en"]
	}
	text, err := readmes.ReadFile("readme/" + language + ".txt")
	if err != nil {
		return "", err
	}
	kept := words[1]
	if r.Years > 0 && !last.IsZero() {
		kept = strings.NewReplacer("{years}", strconv.Itoa(r.Years), "{ref}", r.Ref, "{until}", r.FirstDay(last).AddDays(-1).String()).Replace(words[0])
	}
	contact := strings.Join(nonEmpty(c.Contact, c.Email, c.Phone), ", ")
	if contact == "" {
		contact = c.Name
	}
	return strings.NewReplacer("{name}", d.Name, "{number}", d.Number, "{company}", c.Name, "{date}", on.String(), "{contact}", contact,
		"{source}", source, "{retention}", kept).Replace(string(text)), nil
}

func nonEmpty(texts ...string) (out []string) {
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}
