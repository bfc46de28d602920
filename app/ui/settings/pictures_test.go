package settings

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/shell"
	"github.com/dunningdesk/dunningdesk/app/ui/shot"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// The pictures are for people: set SETTINGS_PICTURES to a folder and look at them.
func TestPictures(t *testing.T) {
	dir := os.Getenv("SETTINGS_PICTURES")
	if dir == "" {
		t.Skip("SETTINGS_PICTURES names no folder")
	}
	test.NewTempApp(t)
	for _, size := range []fyne.Size{fyne.NewSize(1280, 800), fyne.NewSize(1920, 1080)} {
		for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
			for _, language := range []string{"en", "nb"} {
				if err := i18n.Use(language); err != nil {
					t.Fatal(err)
				}
				draw(t, dir, size, mode, language)
				drawDialog(t, dir, mode, language)
				drawMail(t, dir, mode, language)
			}
		}
	}
}

func draw(t *testing.T, dir string, size fyne.Size, mode theme.Mode, language string) {
	t.Helper()
	w := shot.Open(size, mode)
	defer w.Close()
	b := skagerrak()
	gentle := b.kept.Procedure
	gentle.Name = "Large customers"
	b.kept.Procedures.List = append(b.kept.Procedures.List, gentle)
	b.kept.Procedures.Assignment.Rules = []dunning.Rule{{Procedure: "Large customers", Debtor: 7}, {Procedure: "Standard", Group: "Wholesale", Country: "DE"}, {Procedure: "Large customers", Kind: receivable.Consumer}}
	b.kept.Warning = "No keychain answers on this machine: passwords lie in a file that only your account can read."
	p, err := desk.SMSPresetNamed("seven")
	if err != nil {
		t.Fatal(err)
	}
	b.kept.SMS = desk.SMSSettings{Sender: "Skagerrak"}.Begin(p)
	o := newOffice(t, w, b)
	sh := shell.New(shell.Config{Host: w, Build: func() []shell.Screen { return []shell.Screen{o.Screen} }, Items: []shell.Item{{Key: "settings", Icon: theme.IconSettings}}})
	for _, section := range Sections() {
		sh.Go("settings", string(section))
		if section == Reminders {
			o.model.Level = 2
			o.reminders.show()
			o.write(Reminders, "level.fee.fixed", "70")
		}
		picture(t, w, filepath.Join(dir, string(section)+"-"+string(mode)+"-"+language+"-"+sizeName(size)+".png"))
	}
	o.choose(Reminders)
	o.wroteReminders("level.fee", bandFee)
	o.wroteReminders("level.interest", tableInterest)
	for _, err := range []error{
		o.model.PutBand(Band{Fixed: "40"}), o.model.PutBand(Band{From: "1000", Percent: "1,5", Max: "300"}),
		o.model.PutRate(RateLine{From: monday, Percent: "12,5", Source: "Norges Bank"}),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	o.reminders.show()
	o.reminders.trial.search.SetText("fisk")
	picture(t, w, filepath.Join(dir, "procedure-bands-"+string(mode)+"-"+language+"-"+sizeName(size)+".png"))
	o.assigning.ask(2)
	picture(t, w, filepath.Join(dir, "assignment-rule-"+string(mode)+"-"+language+"-"+sizeName(size)+".png"))
}

// drawMail chooses a provider and shows what to publish, in a window that holds the whole page.
func drawMail(t *testing.T, dir string, mode theme.Mode, language string) {
	t.Helper()
	w := shot.Open(fyne.NewSize(1280, 1500), mode)
	defer w.Close()
	o := newOffice(t, w, skagerrak())
	sh := shell.New(shell.Config{Host: w, Build: func() []shell.Screen { return []shell.Screen{o.Screen} }, Items: []shell.Item{{Key: "settings", Icon: theme.IconSettings}}})
	sh.Go("settings", string(Mail))
	o.wroteMail("sign-in", "microsoft")
	o.sayMailKey(desk.MailKey{Name: "dd1._domainkey.skagerrak.example", Value: "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA7J", Published: desk.KeyMissing})
	picture(t, w, filepath.Join(dir, "mail-whole-"+string(mode)+"-"+language+".png"))
}

// drawDialog opens an account and chooses another kind of reference, as a person would.
func drawDialog(t *testing.T, dir string, mode theme.Mode, language string) {
	t.Helper()
	w := shot.Open(fyne.NewSize(1280, 800), mode)
	defer w.Close()
	o := newOffice(t, w, skagerrak())
	w.SetContent(o.Content())
	o.Open(string(Accounts))
	o.accounts.ask(o.book.kept.Company.Accounts[1], true)
	for _, x := range test.LaidOutObjects(o.stage.Canvas().Overlays().Top()) {
		if s, ok := x.(*widget.Select); ok && s.Selected() == noReference {
			s.SetSelected(string(receivable.QRR))
			s.OnChanged(string(receivable.QRR))
		}
	}
	out, err := os.Create(filepath.Join(dir, "account-"+string(mode)+"-"+language+".png"))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.WritePNG(out); err != nil {
		t.Error(err)
	}
	if err := out.Close(); err != nil {
		t.Error(err)
	}
}

func picture(t *testing.T, w *shot.Window, path string) {
	t.Helper()
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.WritePNG(out); err != nil {
		t.Error(err)
	}
	if err := out.Close(); err != nil {
		t.Error(err)
	}
}

func sizeName(size fyne.Size) string {
	if size.Width > 1500 {
		return "large"
	}
	return "small"
}
