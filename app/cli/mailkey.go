package cli

import (
	"context"
	"os"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// largestKey bounds a file that is said to hold a key.
const largestKey = 64 << 10

func mailSignVerb(s *session) *cobra.Command {
	var domain, file string
	var off bool
	cmd := &cobra.Command{
		Use: "sign [SELECTOR]", Short: "sign mails (DKIM): make a key, or take one, and show what to publish in the DNS", Args: cobra.MaximumNArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			if off {
				_, err := d.SetMailKey(ctx, "", "", nil)
				return err
			}
			if len(args) == 0 {
				k, err := d.MailKey(ctx)
				if err != nil {
					return err
				}
				return s.sayMailKey(k)
			}
			var key *string
			if file != "" {
				text, err := keyFile(file)
				if err != nil {
					return err
				}
				key = &text
			}
			k, err := d.SetMailKey(ctx, domain, args[0], key)
			if err != nil {
				return err
			}
			return s.sayMailKey(k)
		}),
	}
	cmd.Flags().StringVar(&domain, "domain", "", "the domain that signs; default: that of the sender")
	cmd.Flags().StringVar(&file, "key", "", "a private key in PEM to sign with; default: make one")
	cmd.Flags().BoolVar(&off, "off", false, "sign no more")
	return cmd
}

func keyFile(name string) (string, error) {
	info, err := os.Stat(name)
	if err != nil {
		return "", fault.Wrap(err, fault.Invalid, "the file of the key cannot be read").OnField("key")
	}
	if info.Size() > largestKey {
		return "", fault.New(fault.Invalid, "%s is too large for a key", name).OnField("key")
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return "", fault.Wrap(err, fault.Invalid, "the file of the key cannot be read").OnField("key")
	}
	return string(text), nil
}

func (s *session) sayMailKey(k desk.MailKey) error {
	if s.json {
		return s.printJSON(map[string]any{"name": k.Name, "value": k.Value, "published": k.Published, "detail": k.Detail})
	}
	s.say("publish this TXT record:\n%s\n%s", k.Name, k.Value)
	switch k.Published {
	case desk.KeyPublished:
		s.say("the DNS has it")
	case desk.KeyMissing:
		s.say("the DNS does not have it yet: until it has, receivers find our signature wrong")
	case desk.KeyOther:
		s.say("the DNS has another key under this name: %s", k.Detail)
	case desk.KeyUnknown:
		s.say("publish it before the next mail leaves; `mail sign` says whether the DNS has it")
	}
	return nil
}
