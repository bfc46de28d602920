package main

import (
	"context"
	"log/slog"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/courier"
	"github.com/dunningdesk/dunningdesk/app/courier/text"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/intake"
	"github.com/dunningdesk/dunningdesk/app/secret"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/dunningdesk/dunningdesk/app/store/sqlite"
	"github.com/dunningdesk/dunningdesk/assets"
	"github.com/dunningdesk/dunningdesk/plugin/host"
)

// outgoing is the folder beside the book into which letters, and mails while no server is set up, are put.
const outgoing = "outgoing"

// realClock is the machine's clock. Here it comes in, and nowhere else.
var realClock = date.ClockFunc(time.Now)

// connectorLimits bound what a connector may take; zero fields are the host's own. Tests of connectors that hang or flood
// make them small.
var connectorLimits host.Limits

// openBook opens a book and puts a desk on it.
func openBook(ctx context.Context, where string, on date.Date, clock date.Clock) (*desk.Desk, func(), error) {
	return withBook(ctx, where, on, clock, func(ctx context.Context, path string, clock date.Clock) (*sqlite.Book, error) {
		return sqlite.Open(ctx, path, clock, sqlite.Options{})
	})
}

// createBook makes an empty book and puts a desk on it.
func createBook(ctx context.Context, where string, on date.Date, clock date.Clock) (*desk.Desk, func(), error) {
	return withBook(ctx, where, on, clock, func(ctx context.Context, path string, clock date.Clock) (*sqlite.Book, error) {
		return sqlite.Create(ctx, path, clock, sqlite.Options{})
	})
}

// onBook is what the desk works on: the book itself. Tests put a book in its place whose program dies at a chosen change.
var onBook = func(book store.Store) store.Store { return book }

type opener func(ctx context.Context, path string, clock date.Clock) (*sqlite.Book, error)

func withBook(ctx context.Context, where string, on date.Date, clock date.Clock, open opener) (*desk.Desk, func(), error) {
	path, err := bookPath(where)
	if err != nil {
		return nil, nil, err
	}
	laws, calendars, err := laws()
	if err != nil {
		return nil, nil, err
	}
	data, err := dataFolder()
	if err != nil {
		return nil, nil, err
	}
	secrets, err := secret.Open(ctx, data, os.Getenv)
	if err != nil {
		return nil, nil, err
	}
	book, err := open(ctx, path, clock)
	if err != nil {
		return nil, nil, err
	}
	connectors := connectorsOf(data)
	d := &desk.Desk{
		Book: onBook(book), Secrets: keychain{secrets, data}, Clock: clock, On: on, Laws: laws, Calendars: calendars,
		Actor: activity.Actor{Name: loginName(), Kind: activity.Person}, Logger: slog.Default(), Holder: holderName(), HolderGone: holderGone,
		Sources: connectors, Ledgers: connectors, SignIns: connectors,
	}
	out := courier.New(d, filepath.Join(filepath.Dir(path), outgoing), holderName(), holderGone)
	d.Courier, d.MailSignIns, d.MailKeys, d.Mailboxes, d.Paper, d.Wording, d.Texts = out, out, out, out, out, out, text.Tones()
	return d, func() {
		if err := book.Close(); err != nil {
			slog.Error("the book did not close cleanly", "error", err)
		}
	}, nil
}

// connectorsOf are the connectors of this machine; what they were seen to be is remembered in the user's data folder.
func connectorsOf(data string) *intake.Intake {
	return &intake.Intake{
		Folders: connectorFolders(), Catalogue: host.NewCatalogue(filepath.Join(data, "connectors.json")), Log: slog.Default(), Version: version,
		Limits: connectorLimits,
	}
}

// connectorKinds describes the connectors of this machine for who has no book yet.
func connectorKinds(ctx context.Context) ([]desk.Kind, error) {
	data, err := dataFolder()
	if err != nil {
		return nil, err
	}
	return connectorsOf(data).Kinds(ctx)
}

// laws gives the law packs and calendars that ship with the program.
func laws() (map[string]law.Pack, map[string]date.Calendar, error) {
	packs, err := law.Load(assets.Law, "law")
	if err != nil {
		return nil, nil, err
	}
	calendars, err := law.LoadCalendars(assets.Law, "law/calendar")
	return packs, calendars, err
}

// loginName is who sits at the machine: the account's name, without the domain that Windows puts before it.
func loginName() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username[strings.LastIndexByte(u.Username, '\\')+1:]
	}
	return "unknown"
}

// keychain is desk.Secrets over the machine's keychain, bounded in time: a keychain may wait for its user.
type keychain struct {
	secrets *secret.Store
	folder  string
}

// keychainPatience is how long a person may take to unlock the keychain.
const keychainPatience = 2 * time.Minute

func (k keychain) bounded(do func(ctx context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), keychainPatience)
	defer cancel()
	return do(ctx)
}

// Get gives a secret.
func (k keychain) Get(key string) (value string, err error) {
	err = k.bounded(func(ctx context.Context) error {
		value, err = k.secrets.Get(ctx, key)
		return err
	})
	return value, err
}

// Set keeps a secret.
func (k keychain) Set(key, value string) error {
	return k.bounded(func(ctx context.Context) error { return k.secrets.Set(ctx, key, value) })
}

// Delete forgets a secret.
func (k keychain) Delete(key string) error {
	return k.bounded(func(ctx context.Context) error { return k.secrets.Delete(ctx, key) })
}

// Warning says that secrets lie in a file.
func (k keychain) Warning() string {
	if k.secrets.Kind() == secret.Keychain {
		return ""
	}
	return "No keychain answers on this machine: passwords lie in a file that only your account can read, in " + k.folder + "."
}
