package window

import (
	"context"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/courier"
	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/intake"
	"github.com/dunningdesk/dunningdesk/app/store/sqlite"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/assets"
	"github.com/dunningdesk/dunningdesk/plugin/host"
)

func TestMain(m *testing.M) {
	mailtest.Main()
	code := m.Run()
	if programs.folder != "" {
		_ = os.RemoveAll(programs.folder)
	}
	os.Exit(code)
}

// programs are the connectors that the tests run: real ones, each built once.
var programs struct {
	once   sync.Once
	folder string
	err    error
}

func connectorFolder(t *testing.T) string {
	t.Helper()
	programs.once.Do(func() {
		if programs.folder, programs.err = os.MkdirTemp("", "dunningdesk-screens-"); programs.err != nil { //nolint:usetesting // it serves all tests of the package
			return
		}
		for _, kind := range []string{"demo", "files", "bank"} {
			out := filepath.Join(programs.folder, kind)
			if runtime.GOOS == "windows" {
				out += ".exe"
			}
			if text, err := exec.Command("go", "build", "-o", out, "../../../connectors/"+kind).CombinedOutput(); err != nil {
				programs.err = fault.Wrap(err, fault.Internal, "%s", text)
			}
		}
	})
	if programs.err != nil {
		t.Fatal(programs.err)
	}
	return programs.folder
}

// patience is how long a step of a flow may take on a slow machine; a step that is done is not waited for.
const patience = 60 * time.Second

// morning is a clock that begins on a Monday morning and moves a second at every look, so that nothing happens twice at
// the same moment.
type morning struct {
	mu sync.Mutex
	at time.Time
}

func (m *morning) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.at = m.at.Add(time.Second)
	return m.at
}

// skip moves the clock on.
func (m *morning) skip(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.at = m.at.Add(d)
}

type memory map[string]string

func (m memory) Get(key string) (string, error) {
	if v, ok := m[key]; ok {
		return v, nil
	}
	return "", fault.New(fault.NotFound, "no secret %s", key)
}
func (m memory) Set(key, value string) error { m[key] = value; return nil }
func (m memory) Delete(key string) error     { delete(m, key); return nil }
func (m memory) Warning() string             { return "" }

// office is a window on a real book, with real connectors and a real courier, driven without a display.
type office struct {
	t       *testing.T
	desk    *desk.Desk
	sources *intake.Intake
	clock   *morning
	pump    *runner.Pump
	host    fyne.Window
	window  *Window
	out     string // where letters and mails go
}

func newOffice(t *testing.T) *office {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	ctx, dir := t.Context(), t.TempDir()
	clock := &morning{at: time.Date(2026, time.November, 23, 6, 0, 0, 0, time.UTC)}
	book, err := sqlite.Create(ctx, filepath.Join(dir, "office.book"), clock, sqlite.Options{})
	must(t, err)
	packs, err := law.Load(assets.Law, "law")
	must(t, err)
	calendars, err := law.LoadCalendars(assets.Law, "law/calendar")
	must(t, err)
	o := &office{t: t, clock: clock, out: filepath.Join(dir, "out")}
	o.sources = &intake.Intake{
		Folders: []string{connectorFolder(t)}, Catalogue: host.NewCatalogue(filepath.Join(dir, "connectors.json")), Log: slog.New(slog.DiscardHandler),
	}
	o.desk = &desk.Desk{
		Book: book, Clock: clock, Laws: packs, Calendars: calendars, Secrets: memory{}, Logger: slog.New(slog.DiscardHandler), Holder: "screens",
		Actor:   activity.Actor{Name: "kari", Kind: activity.Person, SignedIn: true},
		Sources: o.sources,
	}
	o.desk.Ledgers = o.sources
	carrier := courier.New(o.desk, o.out, "screens", nil)
	o.desk.Courier, o.desk.Paper = carrier, carrier
	must(t, o.desk.Begin(ctx, company()))
	o.open()
	t.Cleanup(func() {
		o.window.Close()
		if err := book.Close(); err != nil {
			t.Error(err)
		}
	})
	return o
}

func company() desk.Company {
	return desk.Company{
		Name: "Skagerrak Engros AS", Country: "NO", Currency: "NOK", Zone: "Europe/Oslo", Language: "en", Email: "regnskap@skagerrak.example", Contact: "Kari Nordby",
		Address: receivable.Address{Lines: []string{"Brygga 7"}, PostalCode: "4610", City: "Kristiansand", Country: "NO"},
		Accounts: []desk.BankAccount{
			{Currency: "NOK", Account: "1234 56 78903", IBAN: "NO7112345678903"},
			{Currency: "EUR", IBAN: "DE02120300000000202051"},
			{Currency: "GBP", IBAN: "GB29NWBK60161331926819"},
			{Currency: "IDR", Account: "123-00-0456789-1"},
			{Currency: "USD", Account: "ABA 021000021, 123456789"},
		},
	}
}

func (o *office) open() {
	o.t.Helper()
	start, err := Look(o.t.Context(), o.desk)
	must(o.t, err)
	o.pump = runner.NewPumped()
	o.host = test.NewWindow(nil)
	o.window, err = New(Config{Desk: o.desk, Run: o.pump.Runner, Host: o.host, Start: start, User: "Kari Nordby", Mode: theme.Light, Quiet: true})
	must(o.t, err)
	o.host.Resize(fyne.NewSize(1280, 800))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// until lets the window work until something holds.
func (o *office) until(what string, holds func() bool) {
	o.t.Helper()
	if !o.pump.Drain(holds, patience) {
		o.t.Fatalf("waited in vain until %s; the window says %q and shows:\n%s", what, o.notice(), strings.Join(o.said(), "\n"))
	}
}

func (o *office) notice() string { return o.window.shell.NoticeText() }

// objects are all that is seen, dialogs first.
func (o *office) objects() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	if top := o.host.Canvas().Overlays().Top(); top != nil {
		return test.LaidOutObjects(top)
	}
	return append(all, test.LaidOutObjects(o.host.Canvas().Content())...)
}

// said are the words that are seen now.
func (o *office) said() []string {
	var texts []string
	for _, obj := range o.objects() {
		if text, ok := obj.(*canvas.Text); ok && text.Text != "" {
			texts = append(texts, text.Text)
		}
	}
	return texts
}

// sees reports whether words are seen.
func (o *office) sees(text string) bool {
	return strings.Contains(strings.Join(o.said(), " "), text)
}

// button finds a button that can be pressed by the beginning of its words; nil when there is none.
func (o *office) button(text string) *widget.Button {
	for _, obj := range o.objects() {
		if b, ok := obj.(*widget.Button); ok && !b.Disabled() && strings.HasPrefix(b.Text(), text) {
			return b
		}
	}
	return nil
}

// press waits for a button and presses it.
func (o *office) press(text string) {
	o.t.Helper()
	o.until("there is a button “"+text+"”", func() bool { return o.button(text) != nil })
	o.button(text).Tapped(nil)
}

// write types into the first field of the dialog that is open.
func (o *office) write(text string) {
	o.t.Helper()
	o.writeInto(1, text)
}

// writeInto types into a field of the dialog that is open, counted from 1.
func (o *office) writeInto(n int, text string) {
	o.t.Helper()
	for _, obj := range o.objects() {
		if i, ok := obj.(*widget.Input); ok {
			if n--; n == 0 {
				i.SetText(text)
				return
			}
		}
	}
	o.t.Fatal("there is no such field to write in")
}

func (o *office) ctx() context.Context { return o.t.Context() }
