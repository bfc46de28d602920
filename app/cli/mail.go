package cli

import (
	"context"
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// mailVerbs set up how mail leaves, where `settings mail.…` alone does not do.
func mailVerbs(s *session) []*cobra.Command {
	mail := &cobra.Command{Use: "mail", Short: "how mail leaves: presets, sign-in, a check of the server", RunE: needsVerb("mail")}
	mail.AddCommand(
		&cobra.Command{
			Use: "preset microsoft|google|password", Short: "set server, port, protection and sign-in as a provider wants them", Args: cobra.ExactArgs(1),
			RunE: s.run(s.mailPreset),
		},
		&cobra.Command{Use: "check", Short: "connect and sign in without sending anything", Args: cobra.NoArgs, RunE: s.run(s.mailCheck)},
		mailSignInVerb(s), mailSignVerb(s),
	)
	return []*cobra.Command{mail}
}

func (s *session) mailPreset(ctx context.Context, d *desk.Desk, args []string) error {
	way, ok := map[string]desk.MailSignIn{"microsoft": desk.SignInMicrosoft, "google": desk.SignInGoogle, "password": desk.SignInPassword}[args[0]]
	if !ok {
		return usage{fmt.Errorf("%q is no preset: microsoft, google or password", args[0])}
	}
	m, err := d.Mail(ctx)
	if err != nil {
		return err
	}
	m = m.Preset(way)
	if m.User == "" {
		m.User = m.From
	}
	if err := d.SetMail(ctx, m, nil); err != nil {
		return err
	}
	s.say("%s:%d, %s, as %s", m.Host, m.Port, m.Security, m.User)
	return nil
}

func (s *session) mailCheck(ctx context.Context, d *desk.Desk, _ []string) error {
	m, err := d.Mail(ctx)
	if err != nil {
		return err
	}
	if err := d.CheckMail(ctx, m, nil); err != nil {
		return err
	}
	if m.Mode != desk.MailToServer {
		s.say("mail is written to a folder, none is sent")
		return nil
	}
	s.say("%s:%d takes our sign-in", m.Host, m.Port)
	return nil
}

func mailSignInVerb(s *session) *cobra.Command {
	var secret bool
	cmd := &cobra.Command{
		Use: "sign-in", Short: "sign in at the mail server with a browser (Microsoft 365, Google)", Args: cobra.NoArgs,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			m, err := d.Mail(ctx)
			if err != nil {
				return err
			}
			var client *string
			if secret {
				typed := map[string]string{}
				if err := s.readSecrets(typed, []string{"mail.client-secret"}); err != nil {
					return err
				}
				value := typed["mail.client-secret"]
				client = &value
			}
			if err := d.SignInMail(ctx, m, client, func(page string) error {
				s.say("open this page in a browser and agree there:\n%s", page)
				return nil
			}); err != nil {
				return err
			}
			s.say("signed in as %s", m.User)
			return nil
		}),
	}
	cmd.Flags().BoolVar(&secret, "client-secret", false, "read the client secret, which Google gives, from the terminal or standard input")
	return cmd
}
