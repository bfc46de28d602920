package settings

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"github.com/shopspring/decimal"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/shell"
	"github.com/dunningdesk/dunningdesk/app/ui/shot"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// book is a desk that holds its settings in memory.
type book struct {
	kept     Kept
	password string
	checkErr error
	asked    *dunning.Procedure // by WhatIf
}

func (b *book) Company(context.Context) (desk.Company, error) { return b.kept.Company, nil }

func (b *book) SetCompany(_ context.Context, c desk.Company) error { b.kept.Company = c; return nil }

func (b *book) Mail(context.Context) (desk.MailSettings, error)             { return b.kept.Mail, nil }
func (b *book) CheckMail(context.Context, desk.MailSettings, *string) error { return b.checkErr }
func (b *book) SecretsWarning() string                                      { return b.kept.Warning }

func (b *book) Procedure(context.Context) (dunning.Procedure, error) { return b.kept.Procedure, nil }

func (b *book) CalendarNames() []string                              { return []string{"DE", "NO"} }
func (b *book) WaveRules(context.Context) (desk.WaveSettings, error) { return b.kept.Rules, nil }
func (b *book) SetProcedure(_ context.Context, p dunning.Procedure) error {
	b.kept.Procedure = p
	return nil
}

func (b *book) SetWaveRules(_ context.Context, r desk.WaveSettings) error {
	b.kept.Rules = r
	return nil
}

func (b *book) SetMail(_ context.Context, m desk.MailSettings, password *string) error {
	b.kept.Mail = m
	if password != nil {
		b.password = *password
	}
	return nil
}

func (b *book) WhatIf(_ context.Context, _ date.Date, p dunning.Procedure) (desk.WhatIf, error) {
	b.asked = &p
	extent := func(n int, sum, charges int64) desk.Extent {
		return desk.Extent{Notices: n, Sums: map[money.Currency]int64{"NOK": sum}, Charges: map[money.Currency]int64{"NOK": charges}}
	}
	return desk.WhatIf{Now: extent(198, 112043100, 693000), Then: extent(214, 120431000, 749000)}, nil
}

// skagerrak is a house with everything set.
func skagerrak() *book {
	fee := &dunning.Fee{Fixed: decimal.NewFromInt(35), Per: dunning.PerNotice, Of: dunning.OfOpen}
	mailFirst := []receivable.Channel{receivable.Email, receivable.Letter}
	return &book{kept: Kept{
		Company: desk.Company{
			Name: "Skagerrak Engros AS", Country: "NO", Currency: "NOK", Zone: "Europe/Oslo", Language: "en", OrgNumber: "987 654 321 MVA", Register: "Foretaksregisteret",
			Address: receivable.Address{Lines: []string{"Markens gate 12"}, PostalCode: "4611", City: "Kristiansand", Country: "NO"},
			Phone:   "+47 38 00 00 00", Email: "purring@skagerrak.example", Website: "skagerrak.example", Contact: "Kari Nordby",
			Accounts: []desk.BankAccount{{Currency: "NOK", Account: "8601 11 17947", IBAN: "NO93 8601 1117 947", BIC: "DNBANOKK", Reference: receivable.KIDMod10, ReferencePrefix: "77", ReferenceLength: 12}, {Currency: "EUR", IBAN: "DE89 3704 0044 0532 0130 00", BIC: "COBADEFF"}},
		},
		Mail: desk.MailSettings{
			Mode: desk.MailToServer, Host: "smtp.skagerrak.example", Port: 587, Security: startTLS, User: "purring", From: "purring@skagerrak.example",
			FromName: "Skagerrak Engros AS", PerMinute: 60, TestTo: "kari@skagerrak.example",
		},
		Procedure: dunning.Procedure{
			Name: "Standard", FirstContact: dunning.FromLevel1, GraceDays: 3, MinDaysBetween: 7, Calendar: "NO", Allocation: dunning.CostsInterestPrincipal,
			MinBalance: map[money.Currency]money.Amount{"NOK": money.New(5000, "NOK")},
			Levels: []dunning.Level{
				{Number: 1, Tone: dunning.Friendly, AfterDays: 5, Since: dunning.SinceDue, DeadlineDays: 10, Channels: mailFirst},
				{Number: 2, Tone: dunning.Firm, AfterDays: 14, Since: dunning.SincePrevious, DeadlineDays: 14, Channels: mailFirst, Fee: fee, IfSilent: receivable.Call},
				{Number: 3, Tone: dunning.Final, AfterDays: 14, Since: dunning.SinceDeadline, DeadlineDays: 14, Channels: []receivable.Channel{receivable.Letter, receivable.Call}, Fee: fee, Interest: &dunning.Interest{Statutory: true, From: "due"}, Approval: true},
			},
		},
		Rules: desk.WaveSettings{MaxAgeHours: 24, AutoSync: true, SyncAt: "07:00", ProposeAt: "07:30"},
	}}
}

// office is the screen in a window, with what it told.
type office struct {
	*Screen
	book   *book
	told   []string
	failed []error
	mode   theme.Mode
	spoken string
}

func newOffice(t *testing.T, host interface{ Canvas() fyne.Canvas }, b *book) *office {
	t.Helper()
	o := &office{book: b}
	st := &stage.Stage{
		Run: runner.Inline(), Words: words.For("en", "NO", "NOK", nil, monday), User: "Kari Nordby", Canvas: host.Canvas,
		Tell: func(text string) { o.told = append(o.told, text) }, Fail: func(err error) { o.failed = append(o.failed, err) }, Changed: func() {},
	}
	o.Screen = New(st, b, Look{Mode: theme.Light, SetMode: func(m theme.Mode) { o.mode = m }, SetLanguage: func(l string) { o.spoken = l }})
	o.Show()
	return o
}

func inWindow(t *testing.T, b *book) *office {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	w := test.NewTempWindow(t, &fyne.Container{})
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1120, 800))
	o := newOffice(t, w, b)
	w.SetContent(o.Content())
	return o
}

// write types into a field of a section.
func (o *office) write(section Section, key, text string) {
	b, ok := o.forms[section].sheet.boxes[key]
	if !ok {
		panic("no field " + key)
	}
	b.field.Control().(*widget.Input).SetText(text)
}

func (o *office) banner(section Section) string {
	o.choose(section)
	var texts []string
	for _, x := range o.forms[section].above.Objects {
		texts = append(texts, textOf(x))
	}
	return strings.Join(texts, " ")
}

// textOf gives the words drawn in an object.
func textOf(o fyne.CanvasObject) string {
	var all []string
	for _, x := range test.LaidOutObjects(o) {
		if t, ok := x.(*canvas.Text); ok && t.Visible() {
			all = append(all, strings.TrimSpace(t.Text))
		}
	}
	return strings.Join(all, " ")
}

func TestSavingSaysWhatChanged(t *testing.T) {
	o := inWindow(t, skagerrak())
	f := o.forms[Company]
	if !f.save.Disabled() {
		t.Error("there is nothing to save, and yet it is offered")
	}
	o.write(Company, "phone", "+47 38 11 11 11")
	if f.save.Disabled() || f.changes.Text() != "Not saved yet: Telephone" {
		t.Errorf("after a change: disabled %v, %q", f.save.Disabled(), f.changes.Text())
	}
	f.save.Tapped(nil)
	if got := o.book.kept.Company.Phone; got != "+47 38 11 11 11" {
		t.Errorf("the book holds %q", got)
	}
	if len(o.told) != 1 || o.told[0] != "Company saved: Telephone" {
		t.Errorf("told %q", o.told)
	}
	if !f.save.Disabled() || len(o.model.Dirty()) != 0 {
		t.Error("after saving something is still unsaved")
	}
}

func TestUndoGivesTheBooksValueBack(t *testing.T) {
	o := inWindow(t, skagerrak())
	o.write(Company, "name", "")
	o.forms[Company].undo.Tapped(nil)
	if got := o.model.Get(Company, "name"); got != "Skagerrak Engros AS" {
		t.Errorf("name = %q", got)
	}
	if got := o.forms[Company].sheet.boxes["name"].field.Control().(*widget.Input).Text(); got != "Skagerrak Engros AS" {
		t.Errorf("the field shows %q", got)
	}
}

func TestLeavingAsksBeforeSomethingTypedIsLost(t *testing.T) {
	o := inWindow(t, skagerrak())
	if !o.Leave(func() { t.Error("nothing was typed: nobody had to be asked") }) {
		t.Fatal("nothing was typed, and yet the screen held on")
	}
	o.write(Mail, "host", "mail.example.org")
	left := false
	if o.Leave(func() { left = true }) {
		t.Fatal("something typed would have been lost")
	}
	o.Leave(func() { left = true })
	if n := len(o.stage.Canvas().Overlays().List()); n != 1 {
		t.Errorf("%d questions are asked at once", n)
	}
	d := o.stage.Canvas().Overlays().Top()
	if d == nil {
		t.Fatal("no question was asked")
	}
	var question *widget.Dialog
	for _, x := range test.LaidOutObjects(d) {
		if q, ok := x.(*widget.Dialog); ok {
			question = q
		}
	}
	question.Cancel()
	if left || o.model.Get(Mail, "host") != "mail.example.org" {
		t.Error("staying must keep what was typed")
	}
	o.Leave(func() { left = true })
	for _, x := range test.LaidOutObjects(o.stage.Canvas().Overlays().Top()) {
		if q, ok := x.(*widget.Dialog); ok {
			q.Do()
		}
	}
	if !left || len(o.model.Dirty()) != 0 {
		t.Error("leaving must throw it away and go on")
	}
}

func TestMailIsCheckedInPlainWords(t *testing.T) {
	b := skagerrak()
	o := inWindow(t, b)
	o.mail.check.Tapped(nil)
	if got := o.banner(Mail); !strings.Contains(got, "smtp.skagerrak.example takes mail from you.") {
		t.Errorf("a server that works: %q", got)
	}
	b.checkErr = fault.New("mail-sign-in", "smtp.skagerrak.example refused the password").WithHint("type it again")
	o.mail.check.Tapped(nil)
	if got := o.banner(Mail); !strings.Contains(got, "refused the password") || !strings.Contains(got, "Type it again.") {
		t.Errorf("a server that refuses: %q", got)
	}
	b.checkErr = fault.New(fault.Invalid, "there is no such server").OnField("host")
	o.mail.check.Tapped(nil)
	o.choose(Mail)
	if got := textOf(o.forms[Mail].sheet.boxes["host"].field); !strings.Contains(got, "There is no such server") {
		t.Errorf("an error of a field stands at %q", got)
	}
}

func TestAPasswordIsSavedOnlyWhenItWasTyped(t *testing.T) {
	b := skagerrak()
	b.password = "before"
	o := inWindow(t, b)
	o.write(Mail, "host", "mail.example.org")
	o.keep(Mail)
	if b.password != "before" {
		t.Errorf("an empty field made the password %q", b.password)
	}
	o.write(Mail, "password", "open sesame")
	o.keep(Mail)
	if b.password != "open sesame" || o.model.Get(Mail, "password") != "" {
		t.Errorf("password %q, the field keeps %q", b.password, o.model.Get(Mail, "password"))
	}
}

func TestAnErrorOfAnotherLevelIsGoneTo(t *testing.T) {
	o := inWindow(t, skagerrak())
	o.model.Level = 3
	o.reminders.show()
	o.write(Reminders, "level.fee.max", "1")
	o.model.Level = 1
	o.reminders.show()
	o.keep(Reminders)
	if o.model.Level != 3 {
		t.Fatalf("level %d is shown, the mistake is in level 3", o.model.Level)
	}
	o.choose(Reminders)
	if got := textOf(o.forms[Reminders].sheet.boxes["level.fee.max"].field); !strings.Contains(got, "above the highest") {
		t.Errorf("the field says %q", got)
	}
}

func TestTryingAProcedureComparesAndKeepsNothing(t *testing.T) {
	b := skagerrak()
	o := inWindow(t, b)
	o.write(Reminders, "grace_days", "0")
	o.reminders.try.Tapped(nil)
	if b.asked == nil || b.asked.GraceDays != 0 {
		t.Fatalf("asked about %+v", b.asked)
	}
	if b.kept.Procedure.GraceDays != 3 {
		t.Error("trying changed the book")
	}
	got := o.banner(Reminders)
	for _, want := range []string{"214 letters", "198", "Nothing was written"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in %q", want, got)
		}
	}
}

// A kind that is chosen is kept with the account, a length that leaves no room keeps the dialog open, and no kind forgets both.
func TestTheKindOfPaymentReferenceIsKeptWithItsAccount(t *testing.T) {
	o := inWindow(t, skagerrak())
	o.Open(string(Accounts))
	type step struct {
		kind, length string
		saved        bool
		want         receivable.ReferenceScheme
	}
	kept := receivable.ReferenceScheme{Kind: receivable.KIDMod11, Prefix: "77", Length: 14}
	for _, s := range []step{
		{string(receivable.KIDMod11), "14", true, kept},
		{string(receivable.KIDMod11), "3", false, kept},
		{noReference, "14", true, receivable.ReferenceScheme{}},
	} {
		o.accounts.ask(o.book.kept.Company.Accounts[0], true)
		top := o.stage.Canvas().Overlays().Top()
		var question *widget.Dialog
		var inputs []*widget.Input
		for _, x := range test.LaidOutObjects(top) {
			switch x := x.(type) {
			case *widget.Dialog:
				question = x
			case *widget.Input:
				inputs = append(inputs, x)
			case *widget.Select:
				if x.OnChanged != nil { // the kind; the currency tells nobody
					x.SetSelected(s.kind)
					x.OnChanged(s.kind)
				}
			}
		}
		inputs[len(inputs)-1].SetText(s.length)
		question.Do()
		if got := o.book.kept.Company.Accounts[0].Scheme(); got != s.want {
			t.Errorf("%s of %s: the book holds %+v, want %+v", s.kind, s.length, got, s.want)
		}
		if open := o.stage.Canvas().Overlays().Top() != nil; open == s.saved {
			t.Errorf("%s of %s: the dialog is open: %v", s.kind, s.length, open)
			continue
		}
		if !s.saved {
			if said := textOf(top); !strings.Contains(said, "no room left") {
				t.Errorf("the dialog says %q", said)
			}
			question.Cancel()
		}
	}
}

func TestTheLookCountsAtOnce(t *testing.T) {
	o := inWindow(t, skagerrak())
	o.Open(string(Appearance))
	var cards []*widget.RadioCards
	for _, x := range test.LaidOutObjects(o.lookPage) {
		if c, ok := x.(*widget.RadioCards); ok {
			cards = append(cards, c)
		}
	}
	if len(cards) != 2 {
		t.Fatalf("%d sets of cards", len(cards))
	}
	cards[0].OnChanged(string(theme.Dark))
	cards[1].OnChanged("nb")
	if o.mode != theme.Dark || o.spoken != "nb" {
		t.Errorf("mode %q, language %q", o.mode, o.spoken)
	}
}

func TestWhatIsTypedOutlivesAnotherLanguage(t *testing.T) {
	o := inWindow(t, skagerrak())
	o.Open(string(Mail))
	o.write(Mail, "host", "mail.example.org")
	if err := i18n.Use("nb"); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = i18n.Use("en") }()
	next := New(o.stage, o.book, Look{})
	next.Inherit(o.Screen)
	if next.section != Mail || next.model.Get(Mail, "host") != "mail.example.org" {
		t.Errorf("section %q, host %q", next.section, next.model.Get(Mail, "host"))
	}
	if got := next.forms[Mail].changes.Text(); got != "Ikke lagret ennå: Tjener" {
		t.Errorf("the bar says %q", got)
	}
}

func TestAReadThatFailsSaysSo(t *testing.T) {
	test.NewTempApp(t)
	b := &broken{book: skagerrak()}
	w := test.NewTempWindow(t, &fyne.Container{})
	st := &stage.Stage{Run: runner.Inline(), Words: words.For("en", "NO", "NOK", nil, monday), Canvas: w.Canvas}
	s := New(st, b, Look{})
	w.SetContent(s.Content())
	s.Show()
	if got := textOf(s.Content()); !strings.Contains(got, "The disk is gone") {
		t.Errorf("the screen says %q", got)
	}
}

type broken struct{ *book }

func (broken) Mail(context.Context) (desk.MailSettings, error) {
	return desk.MailSettings{}, errors.New("the disk is gone")
}

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
			}
		}
	}
}

func draw(t *testing.T, dir string, size fyne.Size, mode theme.Mode, language string) {
	t.Helper()
	w := shot.Open(size, mode)
	defer w.Close()
	b := skagerrak()
	b.kept.Warning = "No keychain answers on this machine: passwords lie in a file that only your account can read."
	o := newOffice(t, w, b)
	sh := shell.New(shell.Config{Host: w, Build: func() []shell.Screen { return []shell.Screen{o.Screen} }, Items: []shell.Item{{Key: "settings", Icon: theme.IconSettings}}})
	for _, section := range Sections() {
		sh.Go("settings", string(section))
		if section == Reminders {
			o.model.Level = 2
			o.reminders.show()
			o.write(Reminders, "level.fee.fixed", "70")
			o.tryProcedure()
		}
		out, err := os.Create(filepath.Join(dir, string(section)+"-"+string(mode)+"-"+language+"-"+sizeName(size)+".png"))
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

func sizeName(size fyne.Size) string {
	if size.Width > 1500 {
		return "large"
	}
	return "small"
}

// monday is the day in these tests.
var monday = func() date.Date {
	d, err := date.Parse("2026-11-23")
	if err != nil {
		panic(err)
	}
	return d
}()
