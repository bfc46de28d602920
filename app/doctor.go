package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/cli"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/secret"
	"github.com/dunningdesk/dunningdesk/plugin/host"
)

// doctor looks at the machine, and at the book when there is one.
func doctor(ctx context.Context, where string) []cli.Finding {
	found := []cli.Finding{
		{What: "program", Found: fmt.Sprintf("%s, %s/%s, %s", version, runtime.GOOS, runtime.GOARCH, runtime.Version()), OK: true},
		displayFinding(), zoneFinding(),
	}
	data, err := dataFolder()
	if err != nil {
		return append(found, cli.Finding{What: "data folder", Found: err.Error(), Advice: "name a book with --book"})
	}
	found = append(found, cli.Finding{What: "data folder", Found: data, OK: true}, keychainFinding(ctx, data), connectorFinding())
	return append(found, bookFindings(ctx, where)...)
}

func displayFinding() cli.Finding {
	f := cli.Finding{What: "display", Found: "the window can open", OK: true}
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		f.OK, f.Found, f.Advice = false, "none: neither DISPLAY nor WAYLAND_DISPLAY is set", "the verbs work without one"
	}
	return f
}

func zoneFinding() cli.Finding {
	return cli.Finding{What: "time zone", Found: realClock.Now().Location().String() + ", now " + realClock.Now().Format("2006-01-02 15:04"), OK: true}
}

func keychainFinding(ctx context.Context, data string) cli.Finding {
	s, err := secret.Open(ctx, data, os.Getenv)
	switch {
	case err != nil:
		return cli.Finding{What: "keychain", Found: err.Error(), Advice: "unlock it and try again"}
	case s.Kind() == secret.File:
		return cli.Finding{What: "keychain", Found: "none answers", Advice: keychain{s, data}.Warning()}
	}
	return cli.Finding{What: "keychain", Found: "answers", OK: true}
}

func connectorFinding() cli.Finding {
	programs, err := host.Discover(connectorFolders()...)
	if err != nil {
		return cli.Finding{What: "connectors", Found: err.Error()}
	}
	names := make([]string, 0, len(programs))
	for _, p := range programs {
		names = append(names, p.Kind)
	}
	if len(names) == 0 {
		return cli.Finding{What: "connectors", Found: "none in " + strings.Join(connectorFolders(), ", "), Advice: "they belong in the folder connectors beside the program"}
	}
	return cli.Finding{What: "connectors", Found: strings.Join(names, ", "), OK: true}
}

func bookFindings(ctx context.Context, where string) []cli.Finding {
	path, err := bookPath(where)
	if err != nil {
		return []cli.Finding{{What: "book", Found: err.Error()}}
	}
	if _, err := os.Stat(path); err != nil {
		return []cli.Finding{{What: "book", Found: path + " is not there yet", Advice: "make one with `new` or `demo`"}}
	}
	d, done, err := openBook(ctx, where, date.Date{}, realClock)
	if err != nil {
		return []cli.Finding{{What: "book", Found: err.Error()}}
	}
	defer done()
	about := d.Book.About()
	found := []cli.Finding{{What: "book", Found: fmt.Sprintf("%s, %s, version %d, %d KB", about.Where, about.Engine, about.Version, about.Bytes/1024), OK: true}}
	mail, err := d.Mail(ctx)
	if err != nil {
		return append(found, cli.Finding{What: "mail", Found: err.Error()})
	}
	f := cli.Finding{What: "mail", Found: "written to a folder, none is sent", OK: true, Advice: "set up a server under Settings, Mail"}
	if mail.Host != "" {
		f = cli.Finding{What: "mail", Found: fmt.Sprintf("%s:%d, %s", mail.Host, mail.Port, mail.Security), OK: true}
		if err := d.CheckMail(ctx, mail, nil); err != nil {
			f.OK, f.Advice = false, err.Error()
		}
	}
	return append(found, f)
}
