package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// ownLawVerb keeps the office's own rows.
func ownLawVerb(s *session) *cobra.Command {
	own := &cobra.Command{Use: "own", Short: "the office's own rows over a law pack", RunE: needsVerb("law own")}
	own.AddCommand(
		&cobra.Command{
			Use: "list [PACK]", Short: "the own rows", Args: cobra.MaximumNArgs(1),
			RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error { return s.lawOwnList(ctx, d, args) }),
		},
		addOwnLawVerb(s),
		&cobra.Command{
			Use: "remove PACK ROW", Short: "take an own row away", Args: cobra.ExactArgs(2),
			RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
				if err := d.ChangeLawRows(ctx, args[0], args[1]); err != nil {
					return err
				}
				s.say("own row %s over %s taken away", args[1], args[0])
				return nil
			}),
		},
	)
	return own
}

// rowWords and rowLists are the flags of a row, called as the keys of a pack's file are.
var (
	rowWords = []struct{ key, help string }{
		{"id", "name of the row, of your own"},
		{"fact", "what it is about, such as fee-max or interest-rate"},
		{"value", "a decimal"},
		{"unit", "currency code, days, count, years or percent-a-year"},
		{"text", "for facts that are words, such as visit"},
		{"remark", "what a reader must know"},
		{"from", "first day, YYYY-MM-DD"},
		{"to", "last day, YYYY-MM-DD"},
		{"dated", "due: the claim's due date chooses the row"},
		{"applies", "business, consumer or both (default both)"},
		{"above", "compensation: for claims of at least this principal"},
		{"hours", "contact-hours: 08:00-21:00"},
		{"starts", "limitation: due, issued or year-end"},
		{"ref", "statute and section, or the clause of your terms"},
		{"source", "where it was read"},
		{"verified", "the day on which somebody checked it, YYYY-MM-DD"},
		{"verified_by", "who checked it"},
	}
	rowLists = []struct{ key, help string }{
		{"tones", "friendly, reminder, firm, final"},
		{"channels", "email, letter, sms, call, visit"},
		{"weekdays", "mon, tue, ..."},
		{"restarts", "limitation: part-payment, promise, written-acknowledgement, demand"},
	}
)

// addOwnLawVerb takes rows from a file, or one from flags that are called as the keys of a pack's file are.
func addOwnLawVerb(s *session) *cobra.Command {
	var file string
	add := &cobra.Command{Use: "add PACK", Short: "lay a row over a pack, from flags or a JSON file", Args: cobra.ExactArgs(1)}
	flags := add.Flags()
	flags.StringVar(&file, "file", "", "a JSON list of rows as in a law pack; - is standard input")
	for _, w := range rowWords {
		flags.String(w.key, "", w.help)
	}
	for _, l := range rowLists {
		flags.StringSlice(l.key, nil, l.help)
	}
	flags.Int("days", 0, "contact-max: counted over so many days")
	flags.Bool("holidays", false, "contact-hours: also on holidays")
	flags.Bool("off", false, "switch the house rules of this fact off")
	flags.SetNormalizeFunc(func(_ *pflag.FlagSet, name string) pflag.NormalizedName { // a key of a file is taken as it is written there
		return pflag.NormalizedName(strings.ReplaceAll(name, "_", "-"))
	})
	add.RunE = s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
		rows, err := s.newOwnRows(file, add)
		if err != nil {
			return err
		}
		if err := d.ChangeLawRows(ctx, args[0], "", rows...); err != nil {
			return err
		}
		return s.lawDiff(ctx, d, args[0])
	})
	return add
}

// mostOwnBytes bounds a file of own rows.
const mostOwnBytes = 1 << 20

func (s *session) newOwnRows(file string, cmd *cobra.Command) ([]law.Row, error) {
	var data []byte
	var err error
	name := "flags"
	switch file {
	case "":
		data, err = rowFromFlags(cmd)
	case "-":
		name = "standard input"
		data, err = io.ReadAll(io.LimitReader(s.Stdin, mostOwnBytes))
	default:
		name = file
		data, err = readLimited(file)
	}
	if err != nil {
		return nil, err
	}
	return law.ParseRows(name, data)
}

func readLimited(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fault.Wrap(err, fault.NotFound, "the rows cannot be read")
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, mostOwnBytes))
}

// rowFromFlags writes what was given as a row stands in a pack's file, so that both are read and checked alike.
func rowFromFlags(cmd *cobra.Command) ([]byte, error) {
	row := map[string]any{"by": law.Own, "applies": law.Both}
	flags := cmd.Flags()
	for _, w := range rowWords {
		if flags.Changed(w.key) {
			row[w.key] = flags.Lookup(w.key).Value.String()
		}
	}
	for _, l := range rowLists {
		if list, err := flags.GetStringSlice(l.key); err == nil && len(list) > 0 {
			row[l.key] = list
		}
	}
	if days, err := flags.GetInt("days"); err == nil && days != 0 {
		row["days"] = days
	}
	for _, key := range []string{"holidays", "off"} {
		if on, err := flags.GetBool(key); err == nil && on {
			row[key] = true
		}
	}
	if row["id"] == nil || row["fact"] == nil {
		return nil, usage{fmt.Errorf("law own add needs --file, or --id and --fact")}
	}
	return json.Marshal([]any{row})
}

func (s *session) lawOwnList(ctx context.Context, d *desk.Desk, args []string) error {
	all, err := d.LawRows(ctx)
	if err != nil {
		return err
	}
	out := map[string][]rowJSON{}
	for _, code := range slices.Sorted(maps.Keys(all)) {
		if len(args) > 0 && args[0] != code {
			continue
		}
		for i := range all[code] {
			r := &all[code][i]
			r.Own = true
			out[code] = append(out[code], rowOf(r))
			if !s.json {
				s.say("%s", code)
				s.lawRowText(r)
			}
		}
	}
	if s.json {
		return s.printJSON(out)
	}
	return nil
}
