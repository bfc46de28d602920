package settings

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// Every mail setting comes back from its fields as it was.
func TestMailSettingsComeBackFromTheirFields(t *testing.T) {
	for _, m := range []desk.MailSettings{
		{Mode: desk.MailToFolder, Security: startTLS, Port: 587},
		{
			Mode: desk.MailToServer, Host: "smtp.example.org", Port: 465, Security: withTLS, User: "u", From: "a@b.example", Detail: desk.DetailNone, Attach: "invoices statement", AttachMB: 5,
			SignIn: desk.SignInMicrosoft, ClientID: "id", Tenant: "b.example", DKIMDomain: "b.example", DKIMSelector: "dd1",
		},
		{
			Mode: desk.MailToServer, Host: "h", Port: 1, Security: startTLS, From: "a@b.example", Detail: desk.DetailReplyTo, Attach: "none",
			SignIn: desk.SignInOAuth, AuthorizeURL: "https://a.example", TokenURL: "https://t.example", Scopes: "mail offline",
		},
		{Mode: desk.MailToFolder, Security: startTLS, Port: 587, Attach: "letter"},
	} {
		got, _, err := mailFrom(mailValues(m), m)
		if diff := cmp.Diff(m, got); err != nil || diff != "" {
			t.Errorf("%v\n%s", err, diff)
		}
	}
}

func TestTickingPapers(t *testing.T) {
	for _, c := range []struct{ was, tick, untick, want string }{
		{"", "attach-invoices", "", "letter invoices"}, {"", "", "attach-letter", "none"}, {"none", "attach-statement", "", "statement"}, {"", "", "", ""},
	} {
		m := desk.MailSettings{Mode: desk.MailToFolder, Attach: c.was}
		v := mailValues(m)
		if c.tick != "" {
			v[c.tick] = writeTick(true)
		}
		if c.untick != "" {
			v[c.untick] = ""
		}
		if got, _, err := mailFrom(v, m); err != nil || got.Attach != c.want {
			t.Errorf("%+v: %q, %v", c, got.Attach, err)
		}
	}
}

// A clerk writes the papers of a level in the language of the screens; the book keeps one language.
func TestPapersOfALevelAreWrittenInTheClerksWords(t *testing.T) {
	for language, text := range map[string]string{"en": "1: none; 3: letter statement", "nb": "1: ingen; 3: brev kontoutskrift"} {
		t.Run(language, func(t *testing.T) {
			if err := i18n.Use(language); err != nil {
				t.Fatal(err)
			}
			defer func() { _ = i18n.Use("en") }()
			m := desk.MailSettings{Mode: desk.MailToFolder, AttachLevels: "1: none; 3: letter statement"}
			v := mailValues(m)
			if v["attach-levels"] != text {
				t.Errorf("it shows %q", v["attach-levels"])
			}
			v["attach-levels"] = strings.ToUpper(text[:1]) + text[1:]
			if got, _, err := mailFrom(v, m); err != nil || got.AttachLevels != m.AttachLevels {
				t.Errorf("%q, %v", got.AttachLevels, err)
			}
		})
	}
}

// Choosing a provider fills in what its servers want, and shows what the sign-in needs.
func TestChoosingAProvider(t *testing.T) {
	o := inWindow(t, skagerrak())
	o.choose(Mail)
	if !o.mail.secret.Visible() || o.mail.token.Visible() {
		t.Error("a password is asked for, and no client id")
	}
	o.wroteMail("sign-in", string(desk.SignInMicrosoft))
	if o.mail.secret.Visible() || !o.mail.token.Visible() || !o.mail.tenant.Visible() || o.mail.authority.Visible() {
		t.Error("Microsoft 365 needs a client id and a directory")
	}
	if got := o.model.Get(Mail, "host") + " " + o.model.Get(Mail, "port") + " " + o.model.Get(Mail, "detail") + " " + o.model.Get(Mail, "per-minute"); got != "smtp.office365.com 587 answers 30" {
		t.Errorf("got %s", got)
	}
	o.wroteMail("sign-in", string(desk.SignInGoogle))
	if o.mail.tenant.Visible() || o.model.Get(Mail, "host") != "smtp.gmail.com" {
		t.Errorf("Google: %s", o.model.Get(Mail, "host"))
	}
	o.wroteMail("sign-in", string(desk.SignInOAuth))
	if !o.mail.authority.Visible() || o.model.Get(Mail, "host") != "smtp.gmail.com" {
		t.Error("another provider needs its addresses, and keeps what is typed")
	}
}

func TestSigningInFromTheSettings(t *testing.T) {
	b := skagerrak()
	o := inWindow(t, b)
	var opened string
	o.stage.OpenPage = func(page string) error { opened = page; return nil }
	o.choose(Mail)
	o.wroteMail("sign-in", string(desk.SignInMicrosoft))
	o.write(Mail, "client-id", "office-app")
	o.mail.signIn.Tapped(nil)
	if opened != "https://login.example/authorize?x" || b.signedIn.ClientID != "office-app" || b.clientSecret != nil {
		t.Errorf("opened %q for %+v", opened, b.signedIn)
	}
	if got := o.banner(Mail); !strings.Contains(got, "You are signed in as purring.") {
		t.Errorf("got %s", got)
	}
	o.stage.OpenPage = func(string) error { return errors.New("no browser") }
	b.checkErr = fault.New(fault.Invalid, "the client id is missing").OnField("client-id")
	o.mail.signIn.Tapped(nil)
	if got := textOf(o.forms[Mail].sheet.boxes["client-id"].field); !strings.Contains(got, "client id") {
		t.Errorf("under the field: %q", got)
	}
}

func TestMakingAKeyShowsWhatToPublish(t *testing.T) {
	b := skagerrak()
	o := inWindow(t, b)
	o.choose(Mail)
	o.makeMailKey()
	if b.kept.Mail.DKIMSelector != "" || o.stage.Canvas().Overlays().Top() != nil {
		t.Error("a key without a selector is made")
	}
	o.write(Mail, "dkim-selector", "dd1")
	o.makeMailKey()
	o.pressIn("Save and make a key")
	if got := o.banner(Mail); b.kept.Mail.DKIMSelector != "dd1" || !strings.Contains(got, "dd1._domainkey.skagerrak.example TXT v=DKIM1") {
		t.Errorf("got %s", got)
	}
	o.showMailKey()
	if got := o.banner(Mail); !strings.Contains(got, "The DNS has the key.") {
		t.Errorf("got %s", got)
	}
}
