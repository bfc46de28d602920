package desk

import (
	"context"
	"maps"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// SignIns has a person sign in at a source with a browser.
type SignIns interface {
	// SignIn calls open with the page to show, and returns the settings that the sign-in brought. Secrets go to
	// ReadOrder.Renewed. SignedInAs among the settings names who signed in.
	SignIn(ctx context.Context, order ReadOrder, open func(page string) error) (map[string]string, error)
}

// SignedInAs is what a sign-in brings beside settings: the company that was signed in to, in words.
const SignedInAs = "signed-in-as"

// NotAuthorised is the code of a read that the source has refused: the sign-in has lapsed, or the password or key is wrong.
const NotAuthorised fault.Code = "not-authorised"

// SignInAt has the person at the desk sign in at the source of a connection. open shows a page in a browser; the verb returns
// when the source has answered, or ctx ends, and says to which company the person has signed in, where the source tells.
func (d *Desk) SignInAt(ctx context.Context, id receivable.ConnectionID, open func(page string) error) (as string, err error) {
	var c store.Connection
	if err := d.administer(ctx, func(w store.Writer) (err error) {
		c, err = w.Connection(id)
		return err
	}); err != nil {
		return "", err
	}
	kind, err := d.kind(ctx, c.Kind)
	if err != nil {
		return "", err
	}
	if !kind.CanSignIn || d.SignIns == nil {
		return "", fault.New(fault.Refused, "nobody signs in at %s with a browser", c.Name).WithHint("enter what its connector asks for in the settings")
	}
	order, err := d.order(ctx, c, false)
	if err != nil {
		return "", err
	}
	learned, err := d.SignIns.SignIn(ctx, order, open)
	if err != nil {
		return "", err
	}
	as = learned[SignedInAs]
	delete(learned, SignedInAs)
	return as, d.administer(ctx, func(w store.Writer) error { return signedInAt(w, id, kind, learned) })
}

// signedInAt keeps what the sign-in brought: of the settings that the connector has, never a secret.
func signedInAt(w store.Writer, id receivable.ConnectionID, kind Kind, learned map[string]string) error {
	c, err := w.Connection(id)
	if err != nil {
		return err
	}
	c.Settings = maps.Clone(c.Settings)
	if c.Settings == nil {
		c.Settings = map[string]string{}
	}
	for _, f := range kind.Fields {
		if value, ok := learned[f.Key]; ok && f.Type != "secret" {
			c.Settings[f.Key] = value
		}
	}
	if _, err := w.PutConnection(c); err != nil {
		return err
	}
	return w.Append(activity.ConnectionChanged, 0, 0, c.Name, map[string]any{"signed_in": true, "learned": slices.Sorted(maps.Keys(learned))})
}
