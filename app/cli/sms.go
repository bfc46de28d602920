package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

func smsVerb(s *session) *cobra.Command {
	cmd := &cobra.Command{
		Use: "sms", Short: "text messages: the gateway, a trial, what a text takes",
		Long: `Text messages leave through a gateway on the web, described by its address, body and sign-in, once a level of the procedure names the channel sms.
Begin with one of the presets, then change single settings with settings sms.KEY=VALUE. Without a gateway they are written to files.

How an answer is read:
  sms.statuses  statuses of HTTP that mean "taken", as JSON: [200,202]; [] is all from 200 to 299
  sms.path      where in the JSON of the answer a word stands: messages.0.status; empty: the answer as a whole is the word
  sms.success   the word that stands there when a message was taken; empty: the status alone decides. A status is no such word
  sms.later     words for "not now", with commas: the message waits and is tried again. Any other word refuses it for good
  sms.idpath    where the gateway's number of the message stands
Statuses about the account or the settings (401 to 405, 406, 407, 410, 415, 426) stop the gateway, and what waits goes on waiting; 408, 425, 429 and 503 ask for
patience; any other of 400 to 499 but 409 refuses that one message; all else is uncertain. docs/text-messages.md says more.`,
	}
	cmd.AddCommand(smsPresets(s), smsUse(s), smsTest(s), smsCount(s))
	return cmd
}

func smsPresets(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "presets", Short: "gateways whose ways are known", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			type presetJSON struct {
				Name     string `json:"name"`
				Title    string `json:"title"`
				Site     string `json:"site"`
				User     string `json:"user"`
				Secret   string `json:"secret"`
				Account  string `json:"account"`
				Verified bool   `json:"verified"`
			}
			list, rows := []presetJSON{}, [][]string{}
			for _, p := range desk.SMSPresets() {
				list = append(list, presetJSON{p.Name, p.Title, p.Site, p.User, p.Secret, p.Account, p.Verified})
				state := "not verified"
				if p.Verified {
					state = "verified"
				}
				rows = append(rows, []string{p.Name, p.Title, p.Site, p.User, p.Secret, p.Account, state})
			}
			if s.json {
				return s.printJSON(list)
			}
			s.table([]string{"NAME", "GATEWAY", "SITE", "USER IS", "SECRET IS", "ACCOUNT IS", ""}, nil, rows)
			return nil
		},
	}
}

func smsUse(s *session) *cobra.Command {
	var user, account, sender string
	var secret bool
	cmd := &cobra.Command{
		Use: "use PRESET --sender NAME [--user USER] [--account ACCOUNT] [--secret]", Short: "send by a gateway whose ways are known", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			p, err := desk.SMSPresetNamed(args[0])
			if err != nil {
				return err
			}
			now, err := d.SMS(ctx)
			if err != nil {
				return err
			}
			for _, f := range []struct {
				into *string
				text string
			}{{&now.User, user}, {&now.Account, account}, {&now.Sender, sender}} {
				if f.text != "" {
					*f.into = f.text
				}
			}
			typed, err := s.gatewaySecret(secret)
			if err != nil {
				return err
			}
			if err := d.SetSMS(ctx, now.Begin(p), typed); err != nil {
				return err
			}
			s.say("text messages leave by %s; its ways are not verified: try it with sms test --to NUMBER", p.Title)
			return nil
		}),
	}
	cmd.Flags().StringVar(&user, "user", "", "who signs in")
	cmd.Flags().StringVar(&account, "account", "", "the account, where the gateway wants one beside the user")
	cmd.Flags().StringVar(&sender, "sender", "", "whom messages come from: at most eleven letters, or a number")
	cmd.Flags().BoolVar(&secret, "secret", false, "read the gateway's password or key from the terminal or standard input")
	return cmd
}

// gatewaySecret reads the secret when it is asked for.
func (s *session) gatewaySecret(asked bool) (*string, error) {
	if !asked {
		return nil, nil
	}
	read := map[string]string{}
	if err := s.readSecrets(read, []string{"sms.secret"}); err != nil {
		return nil, err
	}
	typed := read["sms.secret"]
	return &typed, nil
}

func smsTest(s *session) *cobra.Command {
	var to, text string
	cmd := &cobra.Command{
		Use: "test --to NUMBER [--text TEXT]", Short: "send a message to a number of your own", Args: cobra.NoArgs,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			now, err := d.SMS(ctx)
			if err != nil {
				return err
			}
			said, err := d.TryText(ctx, now, nil, to, text)
			if err != nil {
				return err
			}
			if s.json {
				return s.printJSON(map[string]string{"to": to, "said": said})
			}
			s.say("the gateway has taken it: %s", said)
			return nil
		}),
	}
	cmd.Flags().StringVar(&to, "to", "", "the number")
	cmd.Flags().StringVar(&text, "text", "Test: text messages from Dunning Desk arrive.", "what to say")
	return cmd
}

func smsCount(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "count TEXT", Short: "what a text takes on the air, and what it costs", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			size, err := d.MeasureText(ctx, args[0])
			if err != nil {
				return err
			}
			if s.json {
				return s.printJSON(textSizeJSON(&size))
			}
			s.say("%s", textSizeText(&size))
			return nil
		}),
	}
}

type textSize struct {
	Encoding string   `json:"encoding"`
	Units    int      `json:"units"`
	Segments int      `json:"segments"`
	Left     int      `json:"left"`
	Forcing  []string `json:"forcing"`
	Cost     string   `json:"cost"`
	Currency string   `json:"currency"`
}

func textSizeJSON(t *desk.TextSize) textSize {
	out := textSize{Encoding: t.Encoding, Units: t.Units, Segments: t.Segments, Left: t.Left, Forcing: append([]string{}, t.Forcing...)}
	if t.Cost != nil {
		out.Cost, out.Currency = t.Cost.String(), string(t.Cost.Currency)
	}
	return out
}

func textSizeText(t *desk.TextSize) string {
	parts := []string{fmt.Sprintf("%d segments, %d characters of %s, room for %d", t.Segments, t.Units, t.Encoding, t.Left)}
	if t.Cost != nil {
		parts = append(parts, fmt.Sprintf("%s %s", t.Cost, t.Cost.Currency))
	}
	if len(t.Forcing) > 0 {
		parts = append(parts, "dearer because of "+strings.Join(t.Forcing, " "))
	}
	return strings.Join(parts, "; ")
}
