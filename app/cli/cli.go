// Package cli gives the desk's verbs without a window: for automation, support and tests. It decides nothing; it reads
// flags, calls the desk, and writes text for people or JSON for programs.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// Exit statuses, as documented for every verb.
const (
	ExitDone    = 0
	ExitRefused = 1 // the work was refused or failed
	ExitUsage   = 2 // the words on the command line are wrong
)

// World is what the program gives the verbs.
type World struct {
	Stdin    io.Reader
	Stdout   io.Writer
	Stderr   io.Writer
	Terminal bool // standard input is a terminal: a secret may be asked for
	Version  string

	// Open opens a book; an empty where is the book in the user's data folder. On is the day that counts as today, zero
	// for the clock's.
	Open func(ctx context.Context, where string, on date.Date) (*desk.Desk, func(), error)
	// Create makes an empty book; one that exists is an error.
	Create func(ctx context.Context, where string, on date.Date) (*desk.Desk, func(), error)
	// DefaultBook is the path of the book in the user's data folder, for messages.
	DefaultBook func() string
	// ReadSecret asks for a secret without showing it.
	ReadSecret func(prompt string) (string, error)
	// Screenshots draws every screen of the book into a folder and gives the files.
	Screenshots func(ctx context.Context, d *desk.Desk, order ScreenshotOrder) ([]string, error)
	// Serve runs schedules until ctx ends.
	Serve func(ctx context.Context, d *desk.Desk, say func(string)) error
	// Doctor says what is found on this machine.
	Doctor func(ctx context.Context, where string) []Finding
	// Laws gives the law packs by country code, and the calendars of business days by name.
	Laws func() (map[string]law.Pack, map[string]date.Calendar, error)
	// Kinds describes the connectors of this machine; no book is needed for it.
	Kinds func(ctx context.Context) ([]desk.Kind, error)
	// NewConnector makes the folder of a connector that somebody begins to write.
	NewConnector func(o ConnectorOrder) (ConnectorMade, error)
	// Demo makes and fills a demo book.
	Demo func(ctx context.Context, where string, on date.Date, customers int) (desk.SyncRun, string, error)
}

// ScreenshotOrder says how screens are drawn.
type ScreenshotOrder struct {
	Dir, Theme, Language string
}

// Finding is a line of the doctor's report.
type Finding struct {
	What   string `json:"what"`
	Found  string `json:"found"`
	OK     bool   `json:"ok"`
	Advice string `json:"advice,omitempty"`
}

// usage marks an error as wrong usage, for the exit status.
type usage struct{ error }

// Run carries out one command line and gives the exit status.
func Run(ctx context.Context, w World, args []string) int {
	root := newRoot(w)
	root.SetArgs(args)
	verb, err := root.ExecuteContextC(ctx)
	if err == nil {
		return ExitDone
	}
	var wrong usage
	if errors.As(err, &wrong) {
		fmt.Fprintf(w.Stderr, "dunningdesk: usage: %v\n%s", wrong.error, howTo(verb))
		return ExitUsage
	}
	var quiet silent
	if errors.As(err, &quiet) {
		return quiet.status
	}
	report(w.Stderr, err)
	return ExitRefused
}

// howTo says how a verb is written, and where more is told of it.
func howTo(verb *cobra.Command) string {
	if !verb.HasParent() {
		return "see `dunningdesk help`\n"
	}
	words := strings.TrimPrefix(verb.CommandPath(), verb.Root().Name()+" ")
	if verb.HasSubCommands() {
		return "see `dunningdesk help " + words + "`\n"
	}
	return "  write: " + strings.TrimSuffix(verb.UseLine(), " [flags]") + "\nsee `dunningdesk help " + words + "`\n"
}

// silent ends with a status after the verb has said all there is to say.
type silent struct{ status int }

func (s silent) Error() string { return fmt.Sprintf("exit status %d", s.status) }

// report writes an error as code, sentence and advice.
func report(out io.Writer, err error) {
	var coded *fault.Error
	if !errors.As(err, &coded) {
		code := fault.Internal
		if errors.Is(err, context.Canceled) {
			code = "cancelled"
		}
		fmt.Fprintf(out, "dunningdesk: %s: %v\n", code, err)
		return
	}
	fmt.Fprintf(out, "dunningdesk: %s: %s\n", coded.Code, coded.Message)
	if coded.Err != nil {
		fmt.Fprintf(out, "  because: %v\n", coded.Err)
	}
	if coded.Hint != "" {
		fmt.Fprintf(out, "  next: %s\n", coded.Hint)
	}
}

func newRoot(w World) *cobra.Command {
	s := &session{World: w}
	root := &cobra.Command{
		Use:           "dunningdesk",
		Short:         "Collect what your customers owe: reminders, terms, write-offs",
		Version:       w.Version,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage{fmt.Errorf("name a verb")}
			}
			return usage{fmt.Errorf("unknown verb %q", args[0])}
		},
		Args: cobra.ArbitraryArgs,
	}
	root.SetIn(w.Stdin)
	root.SetOut(w.Stdout)
	root.SetErr(w.Stderr)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usage{err} })
	root.PersistentFlags().StringVar(&s.book, "book", "", "the book: a file path (default: the book in your data folder)")
	root.PersistentFlags().StringVar(&s.asOf, "as-of", "", "the day that counts as today, YYYY-MM-DD (default: today in the book's time zone); who may decide, and what is removed for good, go by the clock")
	root.PersistentFlags().StringVar(&s.user, "user", "", "who works, in a book with several users; the password is read from the terminal or standard input")
	root.PersistentFlags().BoolVar(&s.json, "json", false, "write JSON with stable keys")
	root.CompletionOptions.HiddenDefaultCmd = true
	for _, add := range []func(*session) []*cobra.Command{
		bookVerbs, connectionVerbs, connectorVerbs, readVerbs, waveVerbs, outboxVerbs, mailVerbs, inboxVerbs, postingVerbs, bankVerbs, deskVerbs, termsVerbs, procedureVerbs, textVerbs, ruleVerbs, referenceVerbs, accountVerbs, machineVerbs, privacyVerbs,
	} {
		for _, c := range add(s) {
			checkArgs(c)
			root.AddCommand(c)
		}
	}
	return root
}

// checkArgs makes a wrong number of words a usage error, on a verb and on those below it.
func checkArgs(c *cobra.Command) {
	if check := c.Args; check != nil {
		c.Args = func(cmd *cobra.Command, args []string) error {
			if err := check(cmd, args); err != nil {
				return usage{fmt.Errorf("%s: %w", cmd.CommandPath(), err)}
			}
			return nil
		}
	}
	for _, sub := range c.Commands() {
		checkArgs(sub)
	}
}
