package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// connectionVerbs connect accounting systems and read them.
func connectionVerbs(s *session) []*cobra.Command {
	return []*cobra.Command{
		connectorsVerb(s), connectionsVerb(s), quarantineVerb(s), connectVerb(s), disconnectVerb(s), signInAtVerb(s), checkVerb(s), syncVerb(s), acceptVerb(s),
		mappingVerb(s), reviewVerb(s),
	}
}

func connectVerb(s *session) *cobra.Command {
	var kind string
	var sets, secrets []string
	var approve bool
	cmd := &cobra.Command{
		Use: "connect NAME --connector KIND --set key=value ... [--secret key]", Short: "add a connection to an accounting system, or change one", Args: cobra.ExactArgs(1),
		Long: `Adds a connection to an accounting system or a bank. The settings of a kind and what they mean: connectors KIND.

Of a connection that there is, --set without --connector changes the settings that are named, and with --connector gives all of them
anew. A secret that is not given stays.`,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			if kind == "" && approve && len(sets) == 0 && len(secrets) == 0 {
				return s.approveAgain(ctx, d, args[0])
			}
			n := desk.NewConnection{Name: args[0], Kind: kind, Settings: map[string]string{}, Secrets: map[string]string{}, Approve: approve}
			if kind == "" {
				f, err := connectionNamed(ctx, d, n.Name)
				if err != nil {
					return usage{fmt.Errorf("a connection that is new needs --connector")}
				}
				n.Kind = f.Connection.Kind
				maps.Copy(n.Settings, f.Connection.Settings)
			}
			for _, pair := range sets {
				key, value, ok := strings.Cut(pair, "=")
				if !ok {
					return usage{fmt.Errorf("--set %s: write key=value", pair)}
				}
				n.Settings[key] = value
			}
			if err := absolutePaths(ctx, d, n); err != nil {
				return err
			}
			if err := s.readSecrets(n.Secrets, secrets); err != nil {
				return err
			}
			if f, err := connectionNamed(ctx, d, n.Name); err == nil && f.Connection.Kind == n.Kind {
				if err := d.ChangeConnection(ctx, f.Connection.ID, n); err != nil {
					return err
				}
				s.say("changed the settings of %s", n.Name)
				return nil
			}
			c, err := d.AddConnection(ctx, n)
			if err != nil {
				return err
			}
			s.say("connected %s by the %s connector", c.Name, c.Kind)
			if !approve {
				s.say("the connector is not approved yet: look at `dunningdesk connectors`, then say `connect %s --approve`", c.Name)
			}
			return nil
		}),
	}
	f := cmd.Flags()
	f.StringVar(&kind, "connector", "", "the `kind` of the connector, see connectors")
	f.StringArrayVar(&sets, "set", nil, "a setting, key=value")
	f.StringArrayVar(&secrets, "secret", nil, "the key of a secret, whose value is read from the terminal or standard input")
	f.BoolVar(&approve, "approve", false, "approve the connector's program as it is on this machine now; without --connector that of a connection there is")
	return cmd
}

func disconnectVerb(s *session) *cobra.Command {
	return s.saying(&cobra.Command{
		Use: "disconnect NAME", Short: "remove a connection that never brought a record", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			f, err := connectionNamed(ctx, d, args[0])
			if err != nil {
				return err
			}
			return d.RemoveConnection(ctx, f.Connection.ID)
		}),
	}, "the connection is gone")
}

// signInAtVerb has a person sign in at a source.
func signInAtVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "sign-in NAME", Short: "sign in at the source of a connection with a browser", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			f, err := connectionNamed(ctx, d, args[0])
			if err != nil {
				return err
			}
			as, err := d.SignInAt(ctx, f.Connection.ID, func(page string) error {
				s.say("open this page in a browser and agree there:\n%s", page)
				return nil
			})
			if err != nil {
				return err
			}
			if as != "" {
				s.say("signed in at %s as %s", args[0], as)
				return nil
			}
			s.say("signed in at %s", args[0])
			return nil
		}),
	}
}

// approveAgain approves the connector of a connection that there is already, as after an update.
func (s *session) approveAgain(ctx context.Context, d *desk.Desk, name string) error {
	f, err := connectionNamed(ctx, d, name)
	if err != nil {
		return err
	}
	if err := d.ApproveConnector(ctx, f.Connection.ID); err != nil {
		return err
	}
	s.say("approved the %s connector for %s as it is on this machine now", f.Connection.Kind, name)
	return nil
}

// absolutePaths resolves the files and folders of a connection against where the command was given: the connector runs
// elsewhere, and tomorrow's sync too.
func absolutePaths(ctx context.Context, d *desk.Desk, n desk.NewConnection) error {
	kinds, err := d.Kinds(ctx)
	if err != nil {
		return err
	}
	for _, k := range kinds {
		for _, f := range k.Fields {
			value := n.Settings[f.Key]
			if k.Kind != n.Kind || value == "" || (f.Type != "file" && f.Type != "folder") {
				continue
			}
			if n.Settings[f.Key], err = filepath.Abs(value); err != nil {
				return fault.Wrap(err, fault.Invalid, "%s: %s is no path", f.Key, value).OnField(f.Key)
			}
		}
	}
	return nil
}

// readSecrets asks for each secret on a terminal, and otherwise reads one line for each from standard input.
func (s *session) readSecrets(into map[string]string, keys []string) error {
	for _, key := range keys {
		if s.Terminal && s.ReadSecret != nil {
			value, err := s.ReadSecret(key + ": ")
			if err != nil {
				return fault.Wrap(err, fault.Unavailable, "the secret %s could not be read from the terminal", key)
			}
			into[key] = value
			continue
		}
		if s.lines == nil {
			s.lines = bufio.NewReader(s.Stdin)
		}
		line, err := s.lines.ReadString('\n')
		if err != nil && (err != io.EOF || line == "") {
			return fault.New(fault.Invalid, "standard input has no line for the secret %s", key).OnField(key)
		}
		into[key] = strings.TrimRight(line, "\r\n")
	}
	return nil
}

// connectionNamed finds a connection by its name, or the only one when the name is empty.
func connectionNamed(ctx context.Context, d *desk.Desk, name string) (desk.Fresh, error) {
	conns, err := d.Connections(ctx)
	if err != nil {
		return desk.Fresh{}, err
	}
	for _, f := range conns {
		if f.Connection.Name == name {
			return f, nil
		}
	}
	return desk.Fresh{}, fault.New(fault.NotFound, "there is no connection %q", name).WithHint("add it with `connect`")
}
