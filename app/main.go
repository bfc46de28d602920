// Command dunningdesk collects what customers owe. Without a verb it opens the window; with one it works in the terminal.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // Windows has no time zones of its own

	"github.com/dunningdesk/dunningdesk/app/cli"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"golang.org/x/term"
)

// version is set by the build.
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:])
	stop()
	os.Exit(status)
}

func run(ctx context.Context, args []string) int {
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: logLevel()})))
	if where, window := wantsWindow(args); window {
		if err := openWindow(ctx, where); err != nil {
			fmt.Fprintf(os.Stderr, "dunningdesk: %v\n", err)
			return cli.ExitRefused
		}
		return cli.ExitDone
	}
	return cli.Run(ctx, world(), args)
}

// logLevel is quiet unless somebody looks for a fault.
func logLevel() slog.Level {
	if os.Getenv("DUNNINGDESK_DEBUG") != "" {
		return slog.LevelDebug
	}
	return slog.LevelError
}

// wantsWindow reports whether the command line has no verb, and which book it names.
func wantsWindow(args []string) (where string, window bool) {
	switch {
	case len(args) == 0:
		return "", true
	case len(args) == 2 && args[0] == "--book":
		return args[1], true
	case len(args) == 1 && len(args[0]) > 7 && args[0][:7] == "--book=":
		return args[0][7:], true
	}
	return "", false
}

func world() cli.World {
	return cli.World{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Terminal: term.IsTerminal(int(os.Stdin.Fd())), Version: version,
		Open: func(ctx context.Context, where string, on date.Date) (*desk.Desk, func(), error) {
			return openBook(ctx, where, on, realClock)
		},
		Create: func(ctx context.Context, where string, on date.Date) (*desk.Desk, func(), error) {
			return createBook(ctx, where, on, realClock)
		},
		DefaultBook: func() string {
			path, _ := bookPath("") // only for messages
			return path
		},
		ReadSecret: readSecret, Screenshots: screenshots, Serve: serve, Doctor: doctor, Laws: laws, Demo: makeDemo,
		NewConnector: newConnector, Kinds: connectorKinds,
	}
}

// readSecret asks on the terminal without showing what is typed.
func readSecret(prompt string) (string, error) {
	fmt.Fprint(os.Stderr, prompt)
	value, err := term.ReadPassword(int(os.Stdin.Fd()))
	fmt.Fprintln(os.Stderr)
	return string(value), err
}
