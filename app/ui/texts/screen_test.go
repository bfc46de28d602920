package texts

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/wording"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// book knows two texts; what holds "police" is refused.
type book struct {
	kept     map[string]desk.Text
	previews int
}

func (b *book) TextList(context.Context) ([]desk.TextRow, error) {
	return []desk.TextRow{b.kept["firm en"].TextRow, b.kept["firm nb"].TextRow, b.kept["call-me en"].TextRow}, nil
}

func (b *book) Text(_ context.Context, name, language string) (desk.Text, error) {
	t, ok := b.kept[name+" "+language]
	if !ok && name == "reminder" {
		return desk.Text{TextRow: desk.TextRow{Name: name, Language: language}, Source: "a reminder"}, nil
	}
	if !ok {
		return t, fault.New(fault.NotFound, "no %s", name)
	}
	return t, nil
}

func (b *book) CheckText(_ context.Context, t desk.TextDraft) ([]wording.Finding, error) {
	if strings.Contains(t.Source, "police") {
		return []wording.Finding{{Line: 5, Rule: wording.Threat, Severity: wording.Error, Args: map[string]string{"word": "police"}}}, nil
	}
	return nil, nil
}

func (b *book) SaveText(_ context.Context, t desk.TextDraft) (desk.Text, error) {
	now := desk.Text{TextRow: desk.TextRow{Name: t.Name, Language: t.Language, Group: desk.TextOfLevel, Version: t.After + 1, Own: true, By: "Kari"}, Source: t.Source, Shipped: "shipped"}
	b.kept[t.Name+" "+t.Language] = now
	return now, nil
}

func (b *book) TextHistory(context.Context, string, string) ([]desk.TextVersion, error) {
	return []desk.TextVersion{{OwnText: desk.OwnText{Source: "shipped"}}, {OwnText: desk.OwnText{Version: 1, Source: "mine", By: "Kari"}, Holds: true}}, nil
}

func (b *book) RestoreText(_ context.Context, name, language string, _ int) error {
	t := b.kept[name+" "+language]
	t.Source, t.Own = t.Shipped, false
	b.kept[name+" "+language] = t
	return nil
}

func (b *book) PreviewText(_ context.Context, t desk.TextDraft, _ receivable.DebtorID) (desk.Shown, error) {
	b.previews++
	return desk.Shown{
		Mail: desk.Made{Subject: "Subject of " + t.Name, Plain: t.Source}, LetterErr: fault.New("no-address", "Nordlys has no postal address"),
		SMS: "message: " + t.Source, Size: desk.TextSize{Encoding: "GSM-7", Units: 20, Segments: 1, Left: 140},
	}, nil
}

func (b *book) TextValues() []string { return []string{"total", "pay_by"} }

func (b *book) FindCustomer(_ context.Context, text string) (receivable.Debtor, error) {
	return receivable.Debtor{ID: 9, Name: text}, nil
}

func (b *book) Customers(context.Context, desk.CustomerQuery) ([]desk.CustomerRow, error) {
	return []desk.CustomerRow{{ID: 1, Name: "Nordlys Bakeri AS", Language: "nb"}, {ID: 2, Name: "Inn plc", Language: "en-GB"}}, nil
}

type office struct {
	*Screen
	book   *book
	told   []string
	failed []error
	opened string
}

func inWindow(t *testing.T) *office {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	w := test.NewTempWindow(t, &fyne.Container{})
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1280, 800))
	text := func(name, language string, group desk.TextGroup) desk.Text {
		return desk.Text{TextRow: desk.TextRow{Name: name, Language: language, Group: group}, Source: "shipped", Shipped: "shipped"}
	}
	o := &office{book: &book{kept: map[string]desk.Text{
		"firm en": text("firm", "en", desk.TextOfLevel), "firm nb": text("firm", "nb", desk.TextOfLevel), "call-me en": text("call-me", "en", desk.TextOfEvent),
	}}}
	st := &stage.Stage{
		Run: runner.Inline(), Words: words.For("en", "NO", "NOK", nil, date.Must(2026, 11, 23)), Canvas: w.Canvas, Changed: func() {},
		Tell: func(text string) { o.told = append(o.told, text) }, Fail: func(err error) { o.failed = append(o.failed, err) }, OpenScreen: func(key string) { o.opened = key },
	}
	o.Screen = New(st, o.book)
	w.SetContent(o.Content())
	o.Open("firm en")
	o.Show()
	return o
}

func textOf(o fyne.CanvasObject) string {
	var all []string
	for _, x := range test.LaidOutObjects(o) {
		if t, ok := x.(*canvas.Text); ok && t.Visible() {
			all = append(all, strings.TrimSpace(t.Text))
		}
	}
	return strings.Join(all, " ")
}

// A person writes, sees what is wrong and what a customer would get, and can save only what nothing is against.
func TestWritingShowsFindingsAndPreviewAtOnce(t *testing.T) {
	o := inWindow(t)
	if o.model.Customer.ID != 2 || !o.save.Disabled() || o.editor.Text() != "shipped" {
		t.Fatalf("shown on %d, %q", o.model.Customer.ID, o.editor.Text())
	}
	o.editor.SetText("or the police comes")
	if said := textOf(o.findings); !strings.Contains(said, "line 5: “police” is a threat") || !o.save.Disabled() || o.undo.Disabled() {
		t.Errorf("said %q, save disabled %t", said, o.save.Disabled())
	}
	o.editor.SetText("please pay")
	if o.save.Disabled() || o.preview.last.shown.SMS != "message: please pay" {
		t.Errorf("save disabled %t, shown %q", o.save.Disabled(), o.preview.last.shown.SMS)
	}
	o.Turn(tabSMS)
	if said := textOf(o.preview.content); !strings.Contains(said, "message: please pay") || !strings.Contains(said, "One message: 20 characters in GSM-7, 140 left.") {
		t.Errorf("the message shows %q", said)
	}
	o.Turn(tabLetter)
	if said := textOf(o.preview.content); !strings.Contains(said, "no postal address") {
		t.Errorf("the letter shows %q", said)
	}
	o.Shortcuts()[0].Do()
	if o.book.kept["firm en"].Source != "please pay" || len(o.told) != 1 || !strings.Contains(o.told[0], "version 1") || o.model.Dirty() {
		t.Errorf("kept %+v, told %v", o.book.kept["firm en"], o.told)
	}
	if said := textOf(o.list); !strings.Contains(said, "own") {
		t.Errorf("the list does not mark it: %q", said)
	}
}

func TestAValueIsWrittenWhereTheCaretStands(t *testing.T) {
	o := inWindow(t)
	o.editor.SetText("")
	o.Turn(tabValues)
	for _, x := range test.LaidOutObjects(o.preview.content) {
		if b, ok := x.(*widget.Button); ok && b.Text() == "{{pay_by}}" {
			b.Tapped(nil)
		}
	}
	if o.editor.Text() != "{{pay_by}}" || !o.model.Dirty() {
		t.Errorf("written %q", o.editor.Text())
	}
}

func TestWhatIsHalfWrittenIsAskedAboutBeforeItIsLost(t *testing.T) {
	o := inWindow(t)
	o.editor.SetText("half")
	if o.Leave(func() {}) {
		t.Fatal("it was left without a question")
	}
	o.list.OnSelect("call-me")
	if o.model.Name != "firm" || o.editor.Text() != "half" {
		t.Errorf("turned to %s with %q", o.model.Name, o.editor.Text())
	}
	o.undo.Tapped(nil)
	o.list.OnSelect("call-me")
	if o.model.Name != "call-me" || len(o.failed) != 0 {
		t.Errorf("still at %s, %v", o.model.Name, o.failed)
	}
	fresh := New(o.stage, o.book)
	o.editor.SetText("half again")
	fresh.Inherit(o.Screen)
	if fresh.editor.Text() != "half again" || !fresh.model.Dirty() {
		t.Errorf("after the language changed: %q", fresh.editor.Text())
	}
}

func TestATextByANewNameBeginsAsTheReminder(t *testing.T) {
	o := inWindow(t)
	o.turnTo("hotel-guests", "en")
	if o.editor.Text() != "a reminder" || !o.model.Dirty() || o.save.Disabled() {
		t.Errorf("%q, dirty %t", o.editor.Text(), o.model.Dirty())
	}
	for name, good := range map[string]bool{"hotel-guests": true, "a1": true, "": false, "Hotel": false, "1a": false, "a b": false, strings.Repeat("a", 33): false} {
		if isName(name) != good {
			t.Errorf("%q", name)
		}
	}
	o.preview.find("Fjord Fisk")
	if o.model.Customer.ID != 9 {
		t.Errorf("shown on %+v", o.model.Customer)
	}
	o.back()
	if o.opened != stage.Settings {
		t.Errorf("opened %q", o.opened)
	}
}
