package settings

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

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
	if b.kept.Procedures.List[0].GraceDays != 3 {
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
				if x.Selected() != "NOK" { // the kind, not the currency
					x.SetSelected(s.kind)
					x.OnChanged(s.kind)
				}
			}
		}
		inputs[len(inputs)-2].SetText(s.length) // the QRIS is last
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

// monday is the day in these tests.
var monday = func() date.Date {
	d, err := date.Parse("2026-11-23")
	if err != nil {
		panic(err)
	}
	return d
}()

// A logo is picked like any other file, shows once it is kept, and is taken away by emptying its field.
func TestALogoIsPickedShownAndTakenAway(t *testing.T) {
	o := inWindow(t, skagerrak())
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 60, 20))); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "mark.png")
	if err := os.WriteFile(file, picture.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	o.wrote(Company, "logo", file)
	o.forms[Company].save.Tapped(nil)
	if o.book.kept.Company.LogoName != "mark.png" || len(o.logo.Objects) != 1 || o.model.Get(Company, "logo") != "mark.png" {
		t.Errorf("kept %q, %d pictures shown, field %q", o.book.kept.Company.LogoName, len(o.logo.Objects), o.model.Get(Company, "logo"))
	}
	o.wrote(Company, "logo", "")
	o.forms[Company].save.Tapped(nil)
	if o.book.kept.Company.Logo != nil || len(o.logo.Objects) != 0 {
		t.Error("the logo was taken away and is still shown")
	}
	o.wrote(Company, "logo", file+".gone")
	o.forms[Company].save.Tapped(nil)
	if !strings.Contains(textOf(o.Content()), "This file cannot be opened.") {
		t.Error("a file that is not there is not said to be missing")
	}
}
