package letter

import (
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/courier/notice"
	"github.com/dunningdesk/dunningdesk/app/courier/text"
)

// sides gives the text of each page.
func sides(t *testing.T, pdf []byte) []string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("skipped: pdftotext (package poppler-utils) is not installed")
	}
	pages := strings.Split(strings.ReplaceAll(string(run(t, "pdftotext", "-layout", saved(t, pdf), "-")), "\u00a0", " "), "\f")
	return pages[:len(pages)-1]
}

// However many invoices: the box to pay by stands with the sum and at least two rows of the table, and the greeting with it.
func TestTheBoxToPayByStaysWithTheSum(t *testing.T) {
	for _, c := range []struct{ language, form string }{{"nb", "no-c5"}, {"de", "din-b"}, {"id", "din-b"}, {"en", "us-10"}} {
		words, err := notice.WordsFor(c.language)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range []int{1, 3, 4, 5, 6, 7, 9, 25, 26, 27, 28, 40} {
			d := long(t, n)
			d.Language, d.Form = c.language, c.form
			d.Lines = []notice.Line{{Kind: notice.Fee, Amount: 3500, Rule: "Inkassoforskriften § 1-2"}}
			d.Total += 3500
			for i := range d.Items {
				if n%2 == 0 {
					d.Items[i].Reference = fmt.Sprintf("77000%05d", i)
				}
			}
			d = withText(t, d, text.Final, d.Vars())
			pages := sides(t, rendered(t, d))
			last := pages[len(pages)-1]
			for _, want := range []string{words.ToPay + ", NOK", words.PayBy, words.Regards, "F-" + fmt.Sprint(3000+n-1), "F-" + fmt.Sprint(3000+max(0, n-2))} {
				if !strings.Contains(last, want) {
					t.Errorf("%s, %d invoices: the last of %d pages does not have %q:\n%s", c.language, n, len(pages), want, last)
				}
			}
		}
	}
}

// Five invoices fit one sheet by closer lines rather than cost another one.
func TestFiveInvoicesAreOneSheet(t *testing.T) {
	d := long(t, 5)
	if pages := sides(t, rendered(t, withText(t, d, text.Reminder, d.Vars()))); len(pages) != 1 {
		t.Errorf("%d pages:\n%s", len(pages), strings.Join(pages, "\n----\n"))
	}
}

// The payment part is set in German, French, Italian or English (SIX, Style Guide QR-bill): who reads Norwegian or Indonesian gets the
// English one.
func TestTheSwissSlipSpeaksItsOwnLanguages(t *testing.T) {
	for language, want := range map[string]string{"de": "Zahlteil", "en": "Payment part", "nb": "Payment part", "id": "Payment part", "fr": "Payment part"} {
		d := swissLetter(t, 2)
		d.Language = language
		if page := readBack(t, rendered(t, withText(t, d, text.Reminder, d.Vars()))); !strings.Contains(page, want) {
			t.Errorf("%s: the slip does not say %q:\n%s", language, want, page)
		}
	}
}

type band struct{ top, bottom float64 }

var wordBox = regexp.MustCompile(`yMin="([0-9.]+)" xMax="[0-9.]+" yMax="([0-9.]+)">([^<]*)</word>`)

// boxes gives where each word stands first, in points from the top of its page.
func boxes(t *testing.T, pdf []byte) map[string]band {
	t.Helper()
	found := map[string]band{}
	for _, m := range wordBox.FindAllStringSubmatch(string(run(t, "pdftotext", "-bbox", saved(t, pdf), "-")), -1) {
		top, err := strconv.ParseFloat(m[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		bottom, err := strconv.ParseFloat(m[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		if _, before := found[m[3]]; !before {
			found[m[3]] = band{top, bottom}
		}
	}
	return found
}

// What stands at the foot of the box is set beneath account and reference, however much it says.
func TestTheFootOfTheBoxIsBeneathAccountAndReference(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("skipped: pdftotext (package poppler-utils) is not installed")
	}
	for _, holder := range []string{"", "Skagerrak Engros Handels- og Importselskap for Norden og Østersjølandene AS"} {
		for _, language := range []string{"en", "nb", "de", "id"} {
			d := long(t, 2)
			d.Language = language
			d.Payment = notice.Payment{Holder: holder, Account: "20-00-00 55779911", IBAN: "GB29NWBK60161331926819", BIC: "NWBKGB2L", Reference: "2026-000196"}
			for i := range d.Items {
				d.Items[i].Reference = d.Items[i].Number
			}
			words := boxes(t, rendered(t, withText(t, d, text.Reminder, d.Vars())))
			account, note := words["55779911"], words["IBAN"]
			if account.bottom == 0 || note.top == 0 {
				t.Fatalf("%s: the box is not read: %v", language, words)
			}
			if account.bottom > note.top {
				t.Errorf("%s, %q: the account ends at %.1f, the line beneath begins at %.1f", language, holder, account.bottom, note.top)
			}
		}
	}
}
