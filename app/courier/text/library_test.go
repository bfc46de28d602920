package text

import (
	"io/fs"
	"path"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/assets"
)

// Every language has every tone, and each reads well for one invoice and for several, with and without the rest.
func TestShippedTexts(t *testing.T) {
	folders, err := fs.ReadDir(assets.Notices, "notices")
	if err != nil {
		t.Fatal(err)
	}
	one, several, bare := sample, sample, Vars{Company: "C", Total: "1", Invoice: "F", OldestDays: "3", Contact: "K", VisitOn: "D", VisitAt: "10:00", VisitBy: "W", Promised: "2", PromiseBy: "E"}
	one.Invoices, several.Invoice = "", ""
	for _, folder := range folders {
		for _, tone := range append(Tones(), Events()...) {
			tmpl, err := Compile(folder.Name()+"/"+tone, source(t, folder.Name(), tone))
			if err != nil {
				t.Error(err)
				continue
			}
			for _, v := range []Vars{one, several, bare} {
				got, err := tmpl.Render(v)
				if err != nil {
					t.Error(err)
					continue
				}
				for _, text := range []string{got.Subject, got.Heading, got.SMS, got.Plain} {
					if text == "" || strings.Contains(text, "{{") || strings.Contains(text, "  ") || strings.Contains(text, " .") || strings.Contains(text, " ,") {
						t.Errorf("%s/%s does not read well: %q", folder.Name(), tone, text)
					}
				}
				wants := []string{v.Total}
				switch tone {
				case Visit: // it asks for no sum
					wants = []string{v.VisitOn, v.VisitAt, v.VisitBy}
				case Promised:
					wants = []string{v.Promised, v.PromiseBy}
				case BrokenPromise:
					wants = append(wants, v.Promised, v.PromiseBy)
				}
				for _, want := range wants {
					if !strings.Contains(got.Subject+got.Heading+got.Plain, want) || !strings.Contains(got.SMS, want) {
						t.Errorf("%s/%s does not say %q", folder.Name(), tone, want)
					}
				}
				if strings.Contains(got.SMS, "\n") || !strings.HasPrefix(got.SMS, v.Company) {
					t.Errorf("%s/%s: a text message is one line that says first who writes: %q", folder.Name(), tone, got.SMS)
				}
			}
		}
	}
}

// inkassoloven section 9 wants the warning to be marked as such, and to say "may", not "will".
func TestNorwegianWarningIsMarked(t *testing.T) {
	for _, tone := range []string{Reminder, Firm, Final} {
		got, err := Render("nb-NO", tone, sample)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(got.HTML, "<strong>Inkassovarsel:</strong>") || !strings.Contains(got.Plain, "kan vi") {
			t.Errorf("%s: %s", tone, got.Plain)
		}
		calm := sample
		calm.Warning, calm.FeeRule = false, ""
		if got, err = Render("nb-NO", tone, calm); err != nil || strings.Contains(strings.ToLower(got.Subject+got.Heading+got.SMS+got.Plain), "inkasso") {
			t.Errorf("%s without warning: %v %s", tone, err, got.Plain)
		}
	}
}

func TestLanguageFallsBackToEnglish(t *testing.T) {
	for tag, want := range map[string]string{
		"nb": "nb", "no": "nb", "nn-NO": "nb", "de-AT": "de", "id": "id", "en-US": "en", "fi": "en", "sv-SE": "en", "": "en", "../../etc": "en",
	} {
		if got := LanguageOf(tag); got != want {
			t.Errorf("%q: got %q, want %q", tag, got, want)
		}
	}
}

func TestUnknownToneIsRefused(t *testing.T) {
	for _, tone := range []string{"", "angry", "../nb/firm"} {
		if _, err := Render("nb", tone, sample); !fault.Has(err, NoTemplate) {
			t.Errorf("%q: %v", tone, err)
		}
	}
}

func source(t *testing.T, folder, tone string) string {
	t.Helper()
	b, err := fs.ReadFile(assets.Notices, path.Join("notices", folder, tone+".md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
