package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/dunningdesk/dunningdesk/app/cli"
	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/welcome"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/window"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
	"github.com/dunningdesk/dunningdesk/assets"
)

// appID is the program's name among all programs, as in FyneApp.toml.
const appID = "com.github.dunningdesk.dunningdesk"

// program is the window and what stands behind it. All but end belongs to the goroutine that runs the window.
type program struct {
	ctx    context.Context
	cancel context.CancelFunc
	born   time.Time
	data   string
	seat   seat
	app    fyne.App
	window fyne.Window
	run    *runner.Runner

	book    *openBookFile // nil while there is none
	inside  *window.Window
	stop    func() error // of the schedules
	watch   sync.WaitGroup
	closing bool
	ended   sync.Once
	over    atomic.Bool // the toolkit's loop has ended
	err     error
}

// openWindow shows the window on a book until it is closed or ctx ends. It must be called on the main goroutine. Without a
// name it opens the book in the user's data folder, or asks how to begin while there is none.
func openWindow(ctx context.Context, where string) (err error) {
	if !hasDisplay() {
		return fault.New(fault.Unavailable, "there is no display to open the window on").WithHint("the verbs work without one: see `dunningdesk help`")
	}
	path, err := bookPath(where)
	if err != nil {
		return err
	}
	data, err := dataFolder()
	if err != nil {
		return err
	}
	defer keepCrash(data, &err)
	p := newProgram(ctx, data)
	defer p.end()
	if _, missing := os.Stat(path); where == "" && errors.Is(missing, fs.ErrNotExist) {
		p.welcome(path)
	} else if !p.begin(path) {
		return p.err
	}
	p.app.Lifecycle().SetOnStarted(func() {
		context.AfterFunc(ctx, p.quit) // a request to stop may have come before the toolkit listened
		slog.Debug("the window is open", "book", path, "after", realClock.Now().Sub(p.born).Round(time.Millisecond))
	})
	p.window.Show()
	p.app.Run() // ends with the window, and by itself when the system asks the process to stop
	p.over.Store(true)
	return p.err
}

// hasDisplay reports whether a window could be shown.
func hasDisplay() bool {
	return runtime.GOOS != "linux" || os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}

// newApp makes the toolkit's app; it needs no display until it runs.
func newApp() fyne.App {
	icon := fyne.NewStaticResource("icon.png", assets.Icon)
	app.SetMetadata(fyne.AppMetadata{
		ID: appID, Name: "Dunning Desk", Version: version, Icon: icon, Migrations: map[string]bool{"fyneDo": true},
	})
	a := app.NewWithID(appID)
	a.SetIcon(icon)
	return a
}

func newProgram(ctx context.Context, data string) *program {
	p := &program{born: realClock.Now(), data: data, seat: readSeat(data), app: newApp(), run: runner.New()}
	p.ctx, p.cancel = context.WithCancel(ctx)
	p.app.Settings().SetTheme(theme.New(p.seat.mode()))
	p.window = p.app.NewWindow("Dunning Desk")
	p.window.SetPadded(false)
	p.window.SetMaster()
	p.window.Resize(p.seat.size())
	p.window.SetCloseIntercept(p.askClose)
	p.window.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyQ, Modifier: fyne.KeyModifierShortcutDefault}, func(fyne.Shortcut) { p.askClose() })
	return p
}

// begin opens a book and shows it. False means that there is nothing to run: the book is open in another window, which has
// been raised. A book that cannot be opened is said in the window, because whoever clicked an icon sees no terminal.
func (p *program) begin(path string) bool {
	book, err := prepare(p.ctx, path)
	switch {
	case errors.Is(err, errOpenElsewhere):
		fmt.Fprintln(os.Stderr, "dunningdesk:", err)
		return false
	case err != nil:
		p.refuse(err)
		return true
	}
	p.enter(book)
	return true
}

// enter shows an open book.
func (p *program) enter(book *openBookFile) {
	p.book = book
	inside, err := window.New(window.Config{
		Desk: book.desk, Run: p.run, Host: p.window, Start: book.start, User: loginName(), Mode: p.seat.mode(), Folded: p.seat.Folded,
		OnMode: func(m theme.Mode) { p.seat.Mode = string(m); p.keepSeat() },
		OnFold: func(folded bool) { p.seat.Folded = folded; p.keepSeat() },
		OpenFile: func(path string) error {
			return p.app.OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(path)})
		},
		OpenPage: func(address string) error {
			page, err := url.Parse(address)
			if err != nil {
				return err
			}
			return p.app.OpenURL(page)
		},
		Parent: p.window, Clock: realClock,
		Sit: func(login string) window.Desk {
			return book.desk.As(activity.Actor{Name: login, Kind: activity.Person, SignedIn: login != ""})
		},
		Notify: func(title, text string) { p.app.SendNotification(fyne.NewNotification(title, text)) },
	})
	if err != nil {
		p.refuse(err)
		return
	}
	p.inside = inside
	book.lock.onKnock(func() { p.run.Post(p.window.RequestFocus) })
	p.startWork()
}

// refuse says what keeps the program from working, with nothing to do but close.
func (p *program) refuse(err error) {
	p.err = err
	p.window.SetContent(welcome.Refusal(widget.NewErrorState(words.Failure(err), words.ErrorWords(), nil), p.close))
}

// askClose closes unless something typed would be lost by it.
func (p *program) askClose() {
	if p.inside != nil && !p.closing {
		p.inside.Shell().Leave(p.close)
		return
	}
	p.close()
}

// close ends what is under way and then the program. The window stays, with a word of why, until all work has come back.
func (p *program) close() {
	if p.closing {
		return
	}
	p.closing = true
	if size := p.window.Canvas().Size(); size.Width > 0 {
		p.seat.Width, p.seat.Height = size.Width, size.Height
		p.keepSeat()
	}
	if p.run.Busy() > 0 {
		p.window.SetContent(welcome.Farewell())
	}
	go func() {
		p.end()
		p.quit()
	}()
}

// quit ends the toolkit's loop, once. The toolkit also ends it by itself when the system asks the process to stop; in that
// very moment the function would run here, over a window that is gone, and the toolkit panics: then nothing is left to do.
func (p *program) quit() {
	if p.over.Load() {
		return
	}
	fyne.Do(func() { //nolint:forbidigo // the runner has ended: this is its last word
		defer func() { _ = recover() }()
		p.app.Quit()
	})
}

// end stops schedules and work, waits for them, and closes the book. It runs away from the window, or after it has gone.
func (p *program) end() {
	p.ended.Do(func() {
		p.cancel()
		p.run.Close()
		if p.stop != nil {
			if err := p.stop(); err != nil {
				slog.Error("the schedules did not stop cleanly", "error", err)
			}
		}
		p.run.Wait()
		p.watch.Wait()
		if p.book != nil {
			p.book.close()
		}
	})
}

func (p *program) keepSeat() {
	if err := p.seat.keep(p.data); err != nil {
		slog.Error("the look of the window was not kept", "error", err)
	}
}

// screenshots draws every screen of a book without a display.
func screenshots(ctx context.Context, d *desk.Desk, o cli.ScreenshotOrder) ([]string, error) {
	newApp()
	return window.Screenshots(ctx, d, window.Pictures{Dir: o.Dir, Mode: theme.ParseMode(o.Theme), Language: o.Language, User: d.Actor.Name})
}
