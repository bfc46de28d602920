package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/locale"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// show puts an object into a window of a plain light desk.
func show(t *testing.T, o fyne.CanvasObject) fyne.Window {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	w := test.NewTempWindow(t, o)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(600, 400))
	return w
}

func key(f fyne.Focusable, names ...fyne.KeyName) {
	for _, n := range names {
		f.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func TestButtonIsPressedByPointerAndKeys(t *testing.T) {
	pressed := 0
	b := NewButton(Primary, "Release 214 reminders", theme.IconWaves, func() { pressed++ })
	show(t, b)
	test.Tap(b)
	key(b, fyne.KeySpace, fyne.KeyReturn, fyne.KeyA)
	if pressed != 3 {
		t.Errorf("pressed %d times, want 3", pressed)
	}
	b.Disable()
	test.Tap(b)
	key(b, fyne.KeyReturn)
	if pressed != 3 {
		t.Error("a disabled button was pressed")
	}
	if b.AccessibilityRole() != fyne.AccessibleRoleButton || b.AccessibilityLabel() != "Release 214 reminders" {
		t.Error("the button does not say what it is")
	}
}

func TestButtonsAreAsHighAsTheDesignSays(t *testing.T) {
	b := NewButton(Secondary, "Hold", theme.IconPause, nil)
	show(t, b)
	if h := b.MinSize().Height; h != theme.ControlHeight {
		t.Errorf("height %v", h)
	}
	if h := b.Large().MinSize().Height; h != theme.ControlLarge {
		t.Errorf("large height %v", h)
	}
}

func TestSearchFieldIsEmptiedByEscAndLeadsToTheList(t *testing.T) {
	query := "-"
	table := NewTable(TableConfig[string]{Columns: nameColumns(), Key: func(s string) string { return s }})
	i := NewSearchField("Name", func(s string) { query = s }).LeadsTo(table)
	w := show(t, Stack(0, i, Grow(table)))
	table.SetRows([]string{"one", "two"})
	i.Focus()
	test.Type(i.Focusable(), "two")
	if query != "two" {
		t.Errorf("query = %q", query)
	}
	key(i.Focusable(), fyne.KeyEscape)
	if query != "" || i.Text() != "" {
		t.Errorf("after Esc the field holds %q", i.Text())
	}
	key(i.Focusable(), fyne.KeyDown)
	if w.Canvas().Focused() != fyne.Focusable(table) {
		t.Errorf("arrow down leads to %T", w.Canvas().Focused())
	}
}

func TestFieldsPassTheWindowsKeysOn(t *testing.T) {
	i := NewInput("")
	w := show(t, i)
	var got []fyne.KeyName
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { got = append(got, ev.Name) })
	i.Focus()
	key(i.Focusable(), fyne.KeyF1, fyne.KeyF5, fyne.KeyEscape, fyne.KeyLeft)
	if len(got) != 3 {
		t.Errorf("the window got %v, want F1, F5 and Esc", got)
	}
}

func TestSelectByKeysAndMenu(t *testing.T) {
	chosen := ""
	s := NewSelect([]Choice{{ID: "a", Text: "Ålesund"}, {ID: "b", Text: "Bergen", Disabled: true}, {ID: "c", Text: "Tromsø"}}, "a", func(id string) { chosen = id })
	w := show(t, s)
	key(s, fyne.KeyDown)
	if chosen != "c" {
		t.Errorf("arrow down chose %q, want the next that is not disabled", chosen)
	}
	s.TypedRune('å')
	if chosen != "a" {
		t.Errorf("the letter chose %q", chosen)
	}
	test.Tap(s)
	m, ok := w.Canvas().Focused().(*menu)
	if !ok {
		t.Fatalf("the list has no focus, but %T", w.Canvas().Focused())
	}
	key(m, fyne.KeyEnd, fyne.KeyReturn)
	if chosen != "c" || w.Canvas().Overlays().Top() != nil {
		t.Errorf("the menu chose %q and is open: %v", chosen, w.Canvas().Overlays().Top() != nil)
	}
	test.Tap(s)
	key(w.Canvas().Focused(), fyne.KeyEscape)
	if s.Selected() != "c" || w.Canvas().Overlays().Top() != nil {
		t.Error("Esc must leave the list and the choice")
	}
}

func TestTabsCheckboxAndCards(t *testing.T) {
	tab, on, card := "", false, ""
	tabs := NewTabs([]Choice{{ID: "in", Text: "In", Detail: "214"}, {ID: "out", Text: "Left out"}}, "in", func(id string) { tab = id })
	box := NewCheckbox("Ask", false, func(v bool) { on = v })
	cards := NewRadioCards([]Card{{ID: "hold", Title: "Hold"}, {ID: "start", Title: "Start", Sentence: "Now."}}, "hold", func(id string) { card = id })
	show(t, Stack(0, tabs, box, cards))
	test.TapAt(tabs, fyne.NewPos(tabs.MinSize().Width-4, 10))
	if tab != "out" {
		t.Errorf("tapped tab %q", tab)
	}
	key(tabs, fyne.KeyLeft)
	if tab != "in" {
		t.Errorf("arrow leads to tab %q", tab)
	}
	key(box, fyne.KeySpace)
	if !on || !box.Checked() {
		t.Error("Space must tick")
	}
	test.Tap(cards.cards[1])
	if card != "start" {
		t.Errorf("chosen card %q", card)
	}
	key(cards, fyne.KeyUp)
	if cards.Selected() != "hold" {
		t.Errorf("arrow leads to card %q", cards.Selected())
	}
}

func TestMoneyEntryIsMinorUnits(t *testing.T) {
	m := NewMoneyEntry(locale.For("nb"), "NOK")
	show(t, m.Input)
	for text, want := range map[string]int64{"1 234,5": 123450, "1234.50": 123450, "1\u00a0234,50\u00a0kr": 123450, "NOK 5": 500, "0,05": 5, "-3": -300, "": 0} {
		m.SetText(text)
		a, err := m.Amount()
		if err != nil || a != money.New(want, "NOK") {
			t.Errorf("%q is read as %v, %v, want %d minor units", text, a, err, want)
		}
	}
	m.SetText("4450")
	m.Focus()
	m.entry.FocusLost()
	if got := m.Text(); got != "4\u00a0450,00" {
		t.Errorf("after leaving, the field shows %q", got)
	}
	m.SetText("12,345")
	if _, err := m.Amount(); err == nil {
		t.Error("three decimals of a krone must be refused")
	}
}

func TestDateFieldStepsAndPicks(t *testing.T) {
	f := NewDateField(locale.For("nb"), testDay)
	w := show(t, f.Input)
	f.SetDate(testDay)
	key(f.Focusable(), fyne.KeyUp)
	if d, _ := f.Date(); d != testDay.AddDays(1) {
		t.Errorf("arrow up gives %s", d)
	}
	f.pick()
	m, ok := w.Canvas().Focused().(*monthView)
	if !ok {
		t.Fatalf("the month has no focus, but %T", w.Canvas().Focused())
	}
	key(m, fyne.KeyPageDown, fyne.KeyDown, fyne.KeyReturn)
	if d, err := f.Date(); err != nil || d != date.Must(2026, 12, 31) {
		t.Errorf("picked %s, %v, want 2026-12-31", d, err)
	}
}

// A month later than the 31st is the month's last day, and a week later is seven days later on every calendar.
func TestMonthTurnsOverShortMonths(t *testing.T) {
	m := &monthView{locale: locale.For("en"), day: date.Must(2026, 1, 31), today: testDay}
	m.ExtendBaseWidget(m)
	show(t, m)
	m.move(1)
	if want := date.Must(2026, 2, 28); m.day != want {
		t.Errorf("a month after 31 January is %s, want %s", m.day, want)
	}
	if got := m.first().Weekday(); got != 1 {
		t.Errorf("the sheet begins on %s", got)
	}
}

func TestDialogAnswersAndKeepsTheDangerousFromEnter(t *testing.T) {
	b := NewButton(Secondary, "x", "", nil)
	w := show(t, b)
	done, cancelled := 0, 0
	ask := func(danger bool) *Dialog {
		return Ask(b, Question{
			Title: "Write off 12 400,00?", Verb: "Write off 12 400,00", Cancel: "Not now", Danger: danger,
			OnDo: func() bool { done++; return true }, OnCancel: func() { cancelled++ },
		})
	}
	key(ask(false), fyne.KeyReturn)
	key(ask(false), fyne.KeyEscape)
	key(ask(true), fyne.KeyReturn)
	if done != 1 || cancelled != 2 {
		t.Errorf("done %d, cancelled %d, want 1 and 2: Enter must not do what is dangerous", done, cancelled)
	}
	d := Ask(b, Question{Title: "Why?", Verb: "Hold", Cancel: "Not now", Content: NewInput(""), OnDo: func() bool { return false }})
	key(w.Canvas().Focused(), fyne.KeyReturn) // from the field
	if w.Canvas().Overlays().Top() == nil {
		t.Error("a dialog whose answer was refused must stay open")
	}
	key(w.Canvas().Focused(), fyne.KeyEscape)
	if w.Canvas().Overlays().Top() != nil {
		t.Error("Esc in a field must cancel the dialog")
	}
	d.Close()
}
