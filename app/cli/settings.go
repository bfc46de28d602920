package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

func settingsVerb(s *session) *cobra.Command {
	var password bool
	cmd := &cobra.Command{
		Use: "settings [KEY=VALUE ...]", Short: "show the book's settings, or change some: company, mail, mail-in, sms, waves", Args: cobra.ArbitraryArgs,
		Long: "Show the book's settings, or change some. Each has a key:\n\n" + settingKeys(),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			change := map[string]string{}
			for _, pair := range args {
				key, value, ok := strings.Cut(pair, "=")
				if !ok {
					return usage{fmt.Errorf("settings %s: write key=value", pair)}
				}
				change[key] = value
			}
			if len(change) == 0 && !password {
				return s.showSettings(ctx, d)
			}
			var typed *string
			if password {
				secret := map[string]string{}
				if err := s.readSecrets(secret, []string{"mail.password"}); err != nil {
					return err
				}
				value := secret["mail.password"]
				typed = &value
			}
			return s.changeSettings(ctx, d, change, typed)
		}),
	}
	for _, name := range []string{"mail-password", "password"} {
		cmd.Flags().BoolVar(&password, name, false, "read the mail password from the terminal or standard input")
	}
	cmd.AddCommand(&cobra.Command{Use: "keys", Short: "every setting, what it is for and what it may be; needs no book", Args: cobra.NoArgs, RunE: s.settingKeys})
	return cmd
}

// changeSettings says what the end of a trial took back: whoever tried must know that the customers are still to be reminded.
func (s *session) changeSettings(ctx context.Context, d *desk.Desk, change map[string]string, password *string) error {
	before, err := d.TrialNotices(ctx)
	if err != nil {
		return err
	}
	if err := d.SetValues(ctx, change, password); err != nil {
		return err
	}
	after, err := d.TrialNotices(ctx)
	if ended := before - after; err == nil && ended > 0 && !s.json {
		s.say("the trial is over: %s taken back; the next wave reminds of the same", counted(ended, "reminder", "reminders"))
	}
	return err
}

func (s *session) showSettings(ctx context.Context, d *desk.Desk) error {
	values, err := d.Values(ctx)
	if err != nil {
		return err
	}
	if s.json {
		return s.printJSON(values)
	}
	for _, key := range sortedKeys(values) {
		s.say("%s=%s", key, values[key])
	}
	return nil
}

func (s *session) settingKeys(*cobra.Command, []string) error {
	if !s.json {
		s.say("%s", strings.TrimSuffix(settingKeys(), "\n"))
		return nil
	}
	out := []map[string]string{}
	for _, k := range desk.SettingKeys() {
		out = append(out, map[string]string{"key": k.Key, "meaning": k.Meaning, "values": k.Values})
	}
	return s.printJSON(out)
}

// settingKeys lists every setting, one a line, with what it may be in parentheses.
func settingKeys() string {
	var out strings.Builder
	for _, k := range desk.SettingKeys() {
		fmt.Fprintf(&out, "%-21s %s", k.Key, k.Meaning)
		if k.Values != "" {
			fmt.Fprintf(&out, " (%s)", k.Values)
		}
		out.WriteByte('\n')
	}
	return out.String()
}
