package shell

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// screen is a page that writes down what happens to it.
type screen struct {
	key     string
	log     *[]string
	content fyne.CanvasObject
	search  *widget.Input
	open    bool // something that Esc closes
	unsaved bool
	goOn    func() // what Leave was asked to go on with
}

func (s *screen) note(what string)           { *s.log = append(*s.log, s.key+" "+what) }
func (s *screen) Key() string                { return s.key }
func (s *screen) Title() string              { return i18n.T("form.choose") + " " + s.key }
func (s *screen) Content() fyne.CanvasObject { return s.content }
func (s *screen) Show()                      { s.note("shown") }
func (s *screen) Hide()                      { s.note("hidden") }
func (s *screen) Open(id string)             { s.note("opens " + id) }
func (s *screen) FocusSearch()               { s.search.Focus() }
func (s *screen) Why()                       { s.note("why") }

func (s *screen) Leave(goOn func()) bool {
	s.goOn = goOn
	return !s.unsaved
}

func (s *screen) Escape() bool {
	was := s.open
	s.open = false
	return was
}

func (s *screen) Shortcuts() []Shortcut {
	return []Shortcut{
		{Key: fyne.KeyE, Modifier: fyne.KeyModifierControl, Name: "Export", Do: func() { s.note("exports") }},
		{Key: fyne.KeyD, Name: "Done", Do: func() { s.note("done") }},
	}
}

type world struct {
	shell  *Shell
	window fyne.Window
	log    []string
	syncs  int
	after  func()
}

func newWorld(t *testing.T) *world {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	w := &world{window: test.NewTempWindow(t, &fyne.Container{})}
	w.window.SetPadded(false)
	w.window.Resize(fyne.NewSize(1280, 800))
	w.shell = New(Config{
		Host:  w.window,
		Items: []Item{{Key: "today", Icon: theme.IconToday}, {Key: "customers", Icon: theme.IconCustomers, Beside: []string{"customer"}}},
		Build: func() []Screen {
			var screens []Screen
			for _, key := range []string{"today", "customers", "customer"} {
				s := &screen{key: key, log: &w.log, search: widget.NewSearchField("", nil)}
				s.content = widget.Stack(0, s.search, widget.NewButton(widget.Secondary, key, "", nil))
				screens = append(screens, s)
			}
			return screens
		},
		OnSync: func() { w.syncs++ },
		After:  func(_ int, do func()) { w.after = do },
	})
	return w
}

func (w *world) shortcut(key fyne.KeyName) {
	w.shell.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault})
}

func (w *world) key(name fyne.KeyName) { w.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: name}) }

func TestGoShowsAndBackReturns(t *testing.T) {
	w := newWorld(t)
	w.shell.Go("customers", "")
	w.shell.Go("customer", "10042")
	w.shell.Go("nowhere", "")
	w.shell.Back()
	want := []string{
		"today opens ", "today shown", "today hidden", "customers opens ", "customers shown", "customers hidden",
		"customer opens 10042", "customer shown", "customer hidden", "customers opens ", "customers shown",
	}
	if !slices.Equal(w.log, want) {
		t.Errorf("log = %q\nwant  %q", w.log, want)
	}
	if w.shell.Back(); w.shell.Front().Key() != "today" {
		t.Errorf("back again shows %s", w.shell.Front().Key())
	}
	if w.shell.Back() {
		t.Error("there is nowhere left to go back to")
	}
}

func TestTheEntryOfACustomerIsCustomers(t *testing.T) {
	w := newWorld(t)
	w.shell.Go("customer", "10042")
	if e := w.shell.nav.entries; e[0].front || !e[1].front {
		t.Error("the navigation must mark Customers while one customer is shown")
	}
	test.Tap(w.shell.nav.entries[0])
	if w.shell.Front().Key() != "today" {
		t.Error("a tap on the navigation does not lead there")
	}
}

func TestKeysWorkAndRestWhileADialogIsOpen(t *testing.T) {
	w := newWorld(t)
	w.shortcut(fyne.Key2)
	if w.shell.Front().Key() != "customers" {
		t.Fatalf("Ctrl+2 shows %s", w.shell.Front().Key())
	}
	w.shortcut(fyne.KeyR)
	w.shortcut(fyne.KeyE)
	w.key(fyne.KeyD)
	w.key(fyne.KeyF1)
	w.window.Canvas().OnTypedRune()('/')
	front, ok := w.shell.Front().(*screen)
	if !ok || w.window.Canvas().Focused() != front.search.Focusable() {
		t.Errorf("/ focuses %T", w.window.Canvas().Focused())
	}
	for _, what := range []string{"customers done", "customers why"} {
		if !slices.Contains(w.log, what) {
			t.Errorf("%q is missing in %q", what, w.log)
		}
	}
	before := len(w.log)
	d := widget.AskOn(w.window.Canvas(), widget.Question{Title: "?", Verb: "Do", Cancel: "Not now"})
	w.shortcut(fyne.KeyR)
	w.shortcut(fyne.Key1)
	w.key(fyne.KeyD)
	if w.syncs != 1 || len(w.log) != before {
		t.Errorf("keys worked under a dialog: %d syncs, %q", w.syncs, w.log[before:])
	}
	d.Close()
	w.shortcut(fyne.KeyR)
	if w.syncs != 2 {
		t.Error("keys do not work after the dialog")
	}
}

func TestAScreensShortcutsLeaveWithIt(t *testing.T) {
	w := newWorld(t)
	w.shell.Go("customers", "")
	w.log = nil
	w.shortcut(fyne.KeyE)
	if want := []string{"customers exports"}; !slices.Equal(w.log, want) {
		t.Errorf("Ctrl+E did %q, want %q", w.log, want)
	}
}

func TestLanguageRebuildsTheScreenInFront(t *testing.T) {
	w := newWorld(t)
	t.Cleanup(func() {
		if err := i18n.Use(i18n.Fallback); err != nil {
			t.Error(err)
		}
	})
	w.shell.Go("customer", "10042")
	if err := w.shell.SetLanguage("nb"); err != nil {
		t.Fatal(err)
	}
	if got := w.window.Title(); got != "Velg customer – Dunning Desk" {
		t.Errorf("title = %q", got)
	}
	if got := w.log[len(w.log)-2]; got != "customer opens 10042" {
		t.Errorf("after the change: %q", got)
	}
}

func TestNoticesGoAwayUnlessTheySayWhatFailed(t *testing.T) {
	w := newWorld(t)
	w.shell.Tell(Notice{Text: "Held to 1 Dec"})
	if got := w.shell.NoticeText(); got != "Held to 1 Dec" {
		t.Errorf("notice = %q", got)
	}
	w.after()
	if got := w.shell.NoticeText(); got != "" {
		t.Errorf("the notice stays: %q", got)
	}
	w.shell.Tell(Notice{Text: "first"})
	first := w.after
	w.shell.Tell(Notice{Text: "second", Failed: true})
	first()
	if got := w.shell.NoticeText(); got != "second" {
		t.Errorf("the first notice's end took the second away: %q", got)
	}
	w.key(fyne.KeyEscape)
	if got := w.shell.NoticeText(); got != "" {
		t.Errorf("Esc leaves %q", got)
	}
}

func TestFoldAndMode(t *testing.T) {
	w := newWorld(t)
	w.shortcut(fyne.KeyB)
	if !w.shell.Folded() || w.shell.nav.MinSize().Width != theme.NavFolded {
		t.Errorf("Ctrl+B: folded %v, %v wide", w.shell.Folded(), w.shell.nav.MinSize().Width)
	}
	w.shell.SetMode(theme.Dark)
	if got, ok := fyne.CurrentApp().Settings().Theme().(*theme.Theme); !ok || got.Mode() != theme.Dark {
		t.Error("the look did not change")
	}
}

func TestKeysAreListedForHelp(t *testing.T) {
	w := newWorld(t)
	var labels []string
	for _, k := range w.shell.Keys() {
		labels = append(labels, k.Label())
	}
	for _, want := range []string{"F1", "Ctrl+R", "Ctrl+2", "Ctrl+E", "D"} {
		if !slices.Contains(labels, want) {
			t.Errorf("%s is missing in %q", want, labels)
		}
	}
}

func TestAScreenWithSomethingUnsavedIsAskedFirst(t *testing.T) {
	w := newWorld(t)
	w.shell.Go("customers", "")
	front := w.shell.Front().(*screen)
	front.unsaved = true
	closed := false
	w.shell.Leave(func() { closed = true })
	w.shell.Go("today", "")
	if !w.shell.Back() {
		t.Error("there was somewhere to go back to")
	}
	if closed || w.shell.Front() != shellScreen(front) {
		t.Fatal("what was typed is lost")
	}
	front.unsaved = false
	front.goOn()
	if w.shell.Front() == shellScreen(front) {
		t.Error("the person agreed, and nothing happened")
	}
	w.shell.Leave(func() { closed = true })
	if !closed {
		t.Error("nothing is unsaved, and the window stays open")
	}
}

func shellScreen(s *screen) Screen { return s }
