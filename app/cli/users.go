package cli

import (
	"context"
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// signIn lets somebody sit down at the desk whom --user names; the password comes from the terminal or standard input. Without
// --user nobody sits there, once the book has several users: what the machine's account is called proves nothing.
func (s *session) signIn(ctx context.Context, d *desk.Desk) error {
	if s.user == "" {
		return nil
	}
	password, err := s.password("password")
	if err != nil {
		return err
	}
	u, err := d.SignIn(ctx, s.user, password)
	if err != nil {
		return err
	}
	d.Actor = desk.SeatedAs(u)
	return nil
}

// password asks for one secret, which never stands on the command line.
func (s *session) password(key string) (string, error) {
	into := map[string]string{}
	err := s.readSecrets(into, []string{key})
	return into[key], err
}

type userJSON struct {
	ID        int64  `json:"id"`
	Login     string `json:"login"`
	Name      string `json:"name"`
	Person    string `json:"person"`
	Role      string `json:"role"`
	Active    bool   `json:"active"`
	CanSignIn bool   `json:"can_sign_in"`
	Locked    bool   `json:"locked"`
}

func usersVerb(s *session) *cobra.Command {
	cmd := &cobra.Command{Use: "users", Short: "who works at the book; from the second user on everybody signs in", RunE: needsVerb("users")}
	cmd.AddCommand(usersListVerb(s), usersPutVerb(s, "add", "add a user; the first is the administrator"), usersPutVerb(s, "change", "change a user"),
		passwordVerb(s), delegateVerb(s), endDelegationVerb(s), limitsVerb(s))
	return cmd
}

func usersListVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "every user, also those who left", Args: cobra.NoArgs,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			staff, err := d.Staff(ctx)
			if err != nil {
				return err
			}
			out, rows := make([]userJSON, 0, len(staff)), [][]string{}
			for _, u := range staff {
				out = append(out, userJSON{int64(u.ID), u.Login, u.Name, u.Person, string(u.Role), u.Active, u.CanSignIn, u.Locked})
				rows = append(rows, []string{u.Login, u.Name, u.Person, string(u.Role), state(u)})
			}
			if s.json {
				return s.printJSON(out)
			}
			if len(out) == 0 {
				s.say("one person works here: nothing needs a second pair of eyes")
				return nil
			}
			s.table([]string{"LOGIN", "NAME", "PERSON", "ROLE", "STATE"}, nil, rows)
			return nil
		}),
	}
}

func state(u desk.StaffMember) string {
	switch {
	case !u.Active:
		return "left"
	case u.Locked:
		return "locked"
	case !u.CanSignIn:
		return "no password yet"
	}
	return "active"
}

func usersPutVerb(s *session, verb, short string) *cobra.Command {
	var name, person, role string
	var left, ask bool
	cmd := &cobra.Command{
		Use: verb + " LOGIN --name NAME --person ID --role clerk [--password]", Short: short, Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			u := approval.User{Login: args[0], Name: name, Person: person, Role: approval.Role(role), Active: !left}
			if verb == "change" {
				was, err := userNamed(ctx, d, args[0])
				if err != nil {
					return err
				}
				u = changed(was.User, u)
			}
			password := ""
			if ask {
				var err error
				if password, err = s.password("new password"); err != nil {
					return err
				}
			}
			if _, err := d.PutUser(ctx, u, password); err != nil {
				return err
			}
			s.say("%s is %s", u.Login, u.Role)
			return nil
		}),
	}
	cmd.Flags().StringVar(&name, "name", "", "as screens show it")
	cmd.Flags().StringVar(&person, "person", "", "who is behind the account: a staff number or a mail address")
	cmd.Flags().StringVar(&role, "role", "", "clerk, manager, approver, admin or auditor")
	cmd.Flags().BoolVar(&left, "left", false, "the user left and can do nothing any more")
	cmd.Flags().BoolVar(&ask, "password", false, "set a password, read from the terminal or standard input")
	return cmd
}

// changed is a user with what was named on the command line.
func changed(was, to approval.User) approval.User {
	if to.Name != "" {
		was.Name = to.Name
	}
	if to.Person != "" {
		was.Person = to.Person
	}
	if to.Role != "" {
		was.Role = to.Role
	}
	was.Active = to.Active
	return was
}

func userNamed(ctx context.Context, d *desk.Desk, login string) (desk.StaffMember, error) {
	staff, err := d.Staff(ctx)
	for _, u := range staff {
		if u.Login == login {
			return u, err
		}
	}
	if err == nil {
		err = fault.New(fault.NotFound, "there is no user %q", login).WithHint("see `users list`")
	}
	return desk.StaffMember{}, err
}

func passwordVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "password", Short: "change your own password; sign in with --user", Args: cobra.NoArgs,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			old, err := s.password("old password")
			if err != nil {
				return err
			}
			fresh, err := s.password("new password")
			if err != nil {
				return err
			}
			return d.ChangePassword(ctx, old, fresh)
		}),
	}
}

func delegateVerb(s *session) *cobra.Command {
	var first, last, why, from string
	cmd := &cobra.Command{
		Use: "delegate LOGIN --from DATE --to DATE --why TEXT", Short: "let somebody decide for you for some days", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			to, err := userNamed(ctx, d, args[0])
			if err != nil {
				return err
			}
			o := approval.Delegation{To: to.ID, Why: why}
			if from != "" {
				owner, err := userNamed(ctx, d, from)
				if err != nil {
					return err
				}
				o.From = owner.ID
			}
			if o.First, err = day("from", first); err != nil {
				return err
			}
			if o.Last, err = day("to", last); err != nil {
				return err
			}
			return d.Delegate(ctx, o)
		}),
	}
	cmd.Flags().StringVar(&first, "from", "", "the first day")
	cmd.Flags().StringVar(&last, "to", "", "the last day")
	cmd.Flags().StringVar(&why, "why", "", "such as: holiday")
	cmd.Flags().StringVar(&from, "for", "", "whose decisions (default: your own; others: an administrator)")
	return cmd
}

func endDelegationVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "end-delegation LOGIN", Short: "end what was handed to somebody", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			to, err := userNamed(ctx, d, args[0])
			if err != nil {
				return err
			}
			all, err := d.Delegations(ctx)
			if err != nil {
				return err
			}
			for _, v := range all {
				if v.To == to.ID && v.Holds {
					return d.EndDelegation(ctx, v.ID)
				}
			}
			return fault.New(fault.NotFound, "nothing is handed to %s now", to.Name)
		}),
	}
}

func limitsVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "limits", Short: "who may do how much alone, and decide how much for others", Args: cobra.NoArgs,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			p, err := d.Policy(ctx)
			if err != nil {
				return err
			}
			if s.json {
				return s.printJSON(p)
			}
			rows := [][]string{}
			for _, l := range p.Limits {
				rows = append(rows, []string{string(l.Role), string(l.Kind), string(l.Currency), bound(l.Alone, l.Currency), bound(l.Decides, l.Currency)})
			}
			s.table([]string{"ROLE", "WHAT", "CUR", "ALONE", "DECIDES FOR OTHERS"}, nil, rows)
			s.say("a request waits %d days", p.Days)
			return nil
		}),
	}
}

func bound(b approval.Bound, c money.Currency) string {
	switch {
	case b.Any:
		return "any"
	case b == approval.Bound{}:
		return "nothing"
	}
	text := "up to " + money.New(b.Amount, c).String()
	if b.Months > 0 {
		text += fmt.Sprintf(", %d months", b.Months)
	}
	if b.Notices > 0 {
		text += fmt.Sprintf(", %d reminders to level %d", b.Notices, b.Level)
	}
	return text
}
