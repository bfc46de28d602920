// Package window puts the screens into the shell: the whole of what a person sees, on one book.
package window

import (
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/approvals"
	"github.com/dunningdesk/dunningdesk/app/ui/bank"
	"github.com/dunningdesk/dunningdesk/app/ui/connections"
	"github.com/dunningdesk/dunningdesk/app/ui/customer"
	"github.com/dunningdesk/dunningdesk/app/ui/customers"
	"github.com/dunningdesk/dunningdesk/app/ui/handover"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/inbox"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/settings"
	"github.com/dunningdesk/dunningdesk/app/ui/shell"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/terms"
	"github.com/dunningdesk/dunningdesk/app/ui/texts"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/today"
	"github.com/dunningdesk/dunningdesk/app/ui/waves"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Desk is all that the window needs of a desk; *desk.Desk is one.
type Desk interface {
	today.Desk
	customers.Desk
	customer.Desk
	terms.Desk
	handover.Desk
	texts.Desk
	waves.Desk
	approvals.Desk
	bank.Desk
	inbox.Desk
	connections.Desk
	settings.Desk
	Today(ctx context.Context) (date.Date, error)
	SyncAll(ctx context.Context, full bool, progress func(name string, p desk.Progress)) (map[string]desk.SyncRun, error)
	NeedsSignIn(ctx context.Context) (bool, error)
	SignIn(ctx context.Context, login, password string) (approval.User, error)
	WriteOffs(ctx context.Context, debtor receivable.DebtorID) ([]settlement.WriteOff, error)
	ToDecide(ctx context.Context) ([]approval.RequestID, error)
	IdleLock(ctx context.Context) (minutes int, err error)
}

// Config says what the window stands on.
type Config struct {
	Desk Desk
	Run  *runner.Runner
	Host shell.Host
	// Start is what had to be known of the book before the window could be drawn; Look reads it.
	Start Start
	User  string
	Mode  theme.Mode
	// Folded is whether the navigation is narrow at first.
	Folded bool
	// OnMode and OnFold are told of the person's choices, so that they can be kept for this machine.
	OnMode func(theme.Mode)
	OnFold func(folded bool)
	// OpenFile hands a file to the machine's own program for it; without it, the file's place is told.
	OpenFile func(path string) error
	// OpenPage opens an address in the person's browser; without it, there is none.
	OpenPage func(address string) error
	// Parent is the window for file dialogs; without it, paths are typed.
	Parent fyne.Window
	// Sit gives the desk with another person at it, who has signed in; without it nobody is asked to.
	Sit func(login string) Desk
	// Clock tells for how long nobody has used the window; without it the window never locks by itself.
	Clock date.Clock
	// Notify tells the machine's desktop something; everybody may read it there.
	Notify func(title, text string)
	// Quiet keeps notices until they are closed: a picture has no time.
	Quiet bool
}

// Start is the company and the day: in which words the screens speak.
type Start struct {
	Company desk.Company
	Today   date.Date
	SignIn  bool // the book has several users: somebody must sign in
	Idle    int  // minutes without use until the window locks
}

// Look reads what has to be known before the window can be drawn. It touches the disk: call it away from the window.
func Look(ctx context.Context, d Desk) (Start, error) {
	company, err := d.Company(ctx)
	if err != nil {
		return Start{}, err
	}
	on, err := d.Today(ctx)
	if err != nil {
		return Start{}, err
	}
	needs, err := d.NeedsSignIn(ctx)
	if err != nil {
		return Start{}, err
	}
	idle, err := d.IdleLock(ctx)
	return Start{Company: company, Today: on, SignIn: needs, Idle: idle}, err
}

// Window is the program's window on one book. It belongs to the goroutine that runs it.
type Window struct {
	config Config
	start  Start
	stage  *stage.Stage
	shell  *shell.Shell
	files  *files
	sync   *runner.Job // a read of all connections under way
	status shell.Status

	sitting sitting

	today       *today.Screen
	customers   *customers.Screen
	customer    *customer.Screen
	terms       *terms.Screen
	handover    *handover.Screen
	texts       *texts.Screen
	waves       *waves.Screen
	approvals   *approvals.Screen
	bank        *bank.Screen
	inbox       *inbox.Screen
	connections *connections.Screen
	settings    *settings.Screen
}

// New fills the host's window and shows the first screen.
func New(c Config) (*Window, error) {
	w := &Window{config: c, start: c.Start, files: &files{parent: c.Parent}}
	if err := i18n.Use(languageOf(c.Start.Company)); err != nil {
		return nil, err
	}
	w.stage = &stage.Stage{
		Run: c.Run, Words: w.words(), User: c.User, Canvas: c.Host.Canvas,
		Tell: func(text string) { w.shell.Tell(shell.Notice{Text: text}) },
		Offer: func(text, action string, do func()) {
			w.shell.Tell(shell.Notice{Text: text, Action: action, Do: do})
		},
		Fail: func(err error) { w.fail(err) }, Changed: w.changed,
		OpenCustomer: func(id receivable.DebtorID) { w.shell.Go(stage.Customer, strconv.FormatInt(int64(id), 10)) },
		OpenTerms: func(id receivable.DebtorID, items []receivable.ItemID) {
			w.shell.Go(stage.Terms, terms.Record(id, items))
		},
		OpenWave: func(id desk.WaveID) { w.shell.Go(stage.Waves, strconv.FormatInt(int64(id), 10)) },
		OpenConnection: func(id receivable.ConnectionID) {
			w.shell.Go(stage.Connections, strconv.FormatInt(int64(id), 10))
		},
		OpenRequest: func(id approval.RequestID) { w.shell.Go(stage.Approvals, strconv.FormatInt(int64(id), 10)) },
		OpenScreen: func(key string) {
			screen, part, _ := strings.Cut(key, "/")
			w.shell.Go(screen, part)
		},
		OpenFile: w.openFile, OpenPage: w.openPage, Pick: w.files.pick, SaveFile: w.files.save,
	}
	w.shell = shell.New(w.shellConfig())
	w.shell.Fold(c.Folded)
	w.Touch()
	if c.Clock != nil {
		widget.OnTyped(w.Touch)
	}
	w.mustSit(c.Start.SignIn)
	w.Refresh()
	return w, nil
}

func (w *Window) shellConfig() shell.Config {
	c := shell.Config{
		Host: w.config.Host, Build: w.build, OnSync: w.syncAll, OnRefresh: w.Refresh, OnMode: w.config.OnMode, OnFold: w.config.OnFold,
		OnMoved: w.Touch, OnLock: w.Lock, OnUser: w.userMenu,
		Items: []shell.Item{
			{Key: stage.Today, Icon: theme.IconToday, Beside: []string{stage.Bank, stage.Inbox}},
			{Key: stage.Customers, Icon: theme.IconCustomers, Beside: []string{stage.Customer, stage.Terms, stage.HandOver}},
			{Key: stage.Waves, Icon: theme.IconWaves},
			{Key: stage.Approvals, Icon: theme.IconApprovals},
			{Key: stage.Connections, Icon: theme.IconConnections},
			{Key: stage.Settings, Icon: theme.IconSettings, Gap: true, Beside: []string{stage.Texts}},
		},
	}
	if !w.config.Quiet {
		c.After = func(seconds int, do func()) {
			time.AfterFunc(time.Duration(seconds)*time.Second, func() { w.config.Run.Post(do) })
		}
	}
	return c
}

// build makes all screens in the language of now.
func (w *Window) build() []shell.Screen {
	w.stage.Words = w.words()
	w.today = today.New(w.stage, w.config.Desk, w.syncAll)
	w.customers = customers.New(w.stage, w.config.Desk)
	w.customer = customer.New(w.stage, w.config.Desk)
	w.terms = terms.New(w.stage, w.config.Desk)
	w.handover = handover.New(w.stage, w.config.Desk)
	written := w.texts
	w.texts = texts.New(w.stage, w.config.Desk)
	w.texts.Inherit(written)
	w.waves = waves.New(w.stage, w.config.Desk)
	w.approvals = approvals.New(w.stage, w.config.Desk)
	w.bank = bank.New(w.stage, w.config.Desk)
	w.inbox = inbox.New(w.stage, w.config.Desk)
	w.connections = connections.New(w.stage, w.config.Desk)
	look := settings.Look{Mode: w.mode(), SetMode: func(m theme.Mode) { w.shell.SetMode(m) }, SetLanguage: w.setLanguage}
	before := w.settings
	w.settings = settings.New(w.stage, w.config.Desk, look)
	w.settings.Inherit(before)
	return []shell.Screen{w.today, w.customers, w.customer, w.terms, w.handover, w.waves, w.approvals, w.bank, w.inbox, w.connections, w.settings, w.texts}
}

func (w *Window) mode() theme.Mode {
	if w.shell == nil {
		return w.config.Mode
	}
	return w.shell.Mode()
}

func (w *Window) words() words.Words {
	c := w.start.Company
	return words.For(languageOf(c), c.Country, c.Currency, c.Location(), w.start.Today)
}

func languageOf(c desk.Company) string {
	if c.Language == "" {
		return i18n.Fallback
	}
	return i18n.Match(c.Language)
}

// Shell gives the frame, for whoever drives the window without a pointer.
func (w *Window) Shell() *shell.Shell { return w.shell }

// Close ends what is under way. What has been committed stays; a release goes on where it stopped when the book is opened
// again.
func (w *Window) Close() { w.config.Run.Close() }

// Changed says that the book changed outside the window: a schedule ran, the night passed. What is in front is read again.
func (w *Window) Changed() {
	w.changed()
	w.shell.Front().Show()
}

// changed says that the book changed: the list of customers is read again when it is next seen, counters now.
func (w *Window) changed() {
	w.customers.Reload()
	w.Refresh()
}

// setLanguage changes the language of the screens and keeps the choice in the book.
func (w *Window) setLanguage(language string) {
	if language == i18n.Language() {
		return
	}
	w.start.Company.Language = language
	if err := w.shell.SetLanguage(language); err != nil {
		w.fail(err)
		return
	}
	w.Refresh()
	company := w.start.Company
	runner.Go(w.config.Run, func(ctx context.Context) (struct{}, error) { return struct{}{}, w.config.Desk.SetCompany(ctx, company) }, func(_ struct{}, err error) {
		if err != nil {
			w.fail(err)
		}
	})
}

// fail says what went wrong, to what, and what to do; the details can be copied.
func (w *Window) fail(err error) {
	f := words.Failure(err)
	text := f.What
	if f.Todo != "" {
		text += " " + f.Todo
	}
	w.shell.Tell(shell.Notice{Text: text, Failed: true, Action: i18n.T("failure.copy"), Do: func() { copyText(f) }})
}

func copyText(f widget.Failure) {
	if app := fyne.CurrentApp(); app != nil {
		app.Clipboard().SetContent(f.Text())
	}
}

func (w *Window) openPage(address string) error {
	if w.config.OpenPage == nil {
		return fault.New(fault.Unavailable, "there is no browser to open %s in", address)
	}
	return w.config.OpenPage(address)
}

func (w *Window) openFile(path string) error {
	if w.config.OpenFile == nil {
		w.stage.Tell(path)
		return nil
	}
	return w.config.OpenFile(path)
}
