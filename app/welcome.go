package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/welcome"
)

// demoBook is the file of the demo company, beside the user's own book, and how many customers it has.
const (
	demoBook      = "demo.book"
	demoCustomers = 400
)

// welcome asks how to begin, and goes on with the book that comes of it.
func (p *program) welcome(path string) {
	if err := i18n.Use(machineLanguage()); err != nil {
		p.refuse(err)
		return
	}
	var book *openBookFile
	page := welcome.New(welcome.Config{
		Run: p.run, Canvas: p.window.Canvas, Country: machineCountry(),
		Own: func(ctx context.Context, c desk.Company) (err error) {
			if err := newBook(ctx, path, c); err != nil {
				return err
			}
			book, err = prepare(p.ctx, path)
			return err
		},
		Demo: func(ctx context.Context) (err error) {
			where := filepath.Join(filepath.Dir(path), demoBook)
			if err := demoAt(ctx, where); err != nil {
				return err
			}
			book, err = prepare(p.ctx, where)
			return err
		},
		Enter: func() {
			p.enter(book)
			if p.inside != nil && len(book.start.Company.Accounts) == 0 {
				p.inside.Shell().Go(stage.Connections, "")
			}
		},
	})
	p.window.SetContent(page.Content)
}

// newBook makes an empty book for a company. One that cannot be finished is taken away again.
func newBook(ctx context.Context, path string, c desk.Company) error {
	d, done, err := createBook(ctx, path, date.Date{}, realClock)
	if err != nil {
		return err
	}
	err = d.Begin(ctx, c)
	done()
	if err != nil {
		return errors.Join(err, removeBook(path))
	}
	return nil
}

// demoAt makes the demo book where there is none yet. It is made under another name first: a story that was interrupted
// must not look like a whole one at the next start.
func demoAt(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	draft := path + ".new"
	if err := removeBook(draft); err != nil {
		return err
	}
	if _, _, err := makeDemo(ctx, draft, date.Date{}, demoCustomers); err != nil {
		return errors.Join(err, removeBook(draft))
	}
	return os.Rename(draft, path)
}

// removeBook takes a book's files away.
func removeBook(path string) error {
	var errs []error
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// machineLocale is what the machine says of its user's language, as "nb_NO.UTF-8"; empty when it says nothing.
func machineLocale() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := os.Getenv(name); value != "" {
			return value
		}
	}
	return ""
}

func machineLanguage() string { return i18n.Match(machineLocale()) }

// machineCountry is the country of the machine's locale, "" when it names none.
func machineCountry() string {
	tag, _, _ := strings.Cut(machineLocale(), ".")
	_, country, _ := strings.Cut(tag, "_")
	if len(country) != 2 {
		return ""
	}
	return strings.ToUpper(country)
}
