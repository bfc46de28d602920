package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// session is one command line: the world and the flags every verb takes.
type session struct {
	World
	book, asOf, user string
	json             bool
	lines            *bufio.Reader // of standard input, once something was read from it
}

// on is the day of --as-of, zero when it was not given.
func (s *session) on() (date.Date, error) {
	if s.asOf == "" {
		return date.Date{}, nil
	}
	d, err := date.Parse(s.asOf)
	if err != nil {
		return d, usage{fmt.Errorf("--as-of %s: write it as YYYY-MM-DD", s.asOf)}
	}
	return d, nil
}

// withDesk opens the book for one verb.
func (s *session) withDesk(cmd *cobra.Command, do func(ctx context.Context, d *desk.Desk) error) error {
	on, err := s.on()
	if err != nil {
		return err
	}
	d, done, err := s.Open(cmd.Context(), s.book, on)
	if err != nil {
		return err
	}
	defer done()
	if err := s.signIn(cmd.Context(), d); err != nil {
		return err
	}
	return do(cmd.Context(), d)
}

// run makes a verb's RunE from a function of the desk and the words after the verb.
func (s *session) run(do func(ctx context.Context, d *desk.Desk, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		return s.withDesk(cmd, func(ctx context.Context, d *desk.Desk) error { return do(ctx, d, args) })
	}
}

// printJSON writes a value as indented JSON.
func (s *session) printJSON(v any) error {
	enc := json.NewEncoder(s.Stdout)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

func (s *session) say(format string, args ...any) { fmt.Fprintf(s.Stdout, format+"\n", args...) }

// table writes rows in aligned columns; right names the columns that are figures.
func (s *session) table(header []string, right map[int]bool, rows [][]string) {
	s.tableUnder(header, right, rows, nil)
}

// tableUnder is table with lines beneath rows, which keep out of the columns.
func (s *session) tableUnder(header []string, right map[int]bool, rows [][]string, under [][]string) {
	widths := make([]int, len(header))
	for _, row := range append([][]string{header}, rows...) {
		for i, cell := range row {
			widths[i] = max(widths[i], len([]rune(cell)))
		}
	}
	var text strings.Builder
	tw := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	for _, row := range append([][]string{header}, rows...) {
		for i, cell := range row {
			if right[i] {
				cell = fmt.Sprintf("%*s", widths[i], cell)
			}
			fmt.Fprint(tw, cell)
			if i < len(row)-1 {
				fmt.Fprint(tw, "\t")
			}
		}
		fmt.Fprintln(tw)
	}
	_ = tw.Flush() // a builder takes everything
	lines := strings.Split(strings.TrimSuffix(text.String(), "\n"), "\n")
	for i, line := range lines { // the first is the header
		s.say("%s", strings.TrimRight(line, " "))
		if i > 0 && i <= len(under) {
			for _, beneath := range under[i-1] {
				s.say("%s", beneath)
			}
		}
	}
}
