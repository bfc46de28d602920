package connections

import (
	"context"
	"errors"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// SignInStep is how far a sign-in has come.
type SignInStep int

// The steps, in their order.
const (
	SignInOpening  SignInStep = iota // the connector is asked for its page
	SignInAgreeing                   // the page is open, and the person has to agree there
	SignInFailed                     // it came to nothing; it may be tried again
)

// SignIn is a sign-in under way.
type SignIn struct {
	Step SignInStep
	Page string // the address of the page, once it is known
	Lost bool   // the page could not be opened by itself
	Err  error  // why it failed
}

// Opened notes that the page is known; failed is why it could not be opened.
func (s *SignIn) Opened(page string, failed error) {
	s.Step, s.Page, s.Lost = SignInAgreeing, page, failed != nil
}

// Failed notes why it came to nothing.
func (s *SignIn) Failed(err error) { s.Step, s.Err = SignInFailed, err }

// Stopped reports whether an error is only that the person has changed their mind.
func Stopped(err error) bool {
	return errors.Is(err, context.Canceled) || fault.Has(err, "connector-cancelled")
}

// TooLate reports whether nobody has agreed on the page in time.
func TooLate(err error) bool { return fault.Has(err, "connector-hung") }

// SignedOut reports whether the source has refused the sign-in at the last read: it has lapsed, or the password or key is wrong.
func SignedOut(f desk.Fresh) bool {
	return f.Last.Code == string(desk.NotAuthorised)
}

// SignsIn reports whether a person signs in at a connection's source with a browser.
func (m *Model) SignsIn(c desk.Connection) bool {
	k, _ := m.Kind(c.Kind)
	return k.CanSignIn
}

// BeginsSignedOut reports whether a new connection has to be signed in to before it can be read: a person signs in with a
// browser there, and has entered no secret of another kind.
func (m *Model) BeginsSignedOut(c desk.Connection) bool {
	return m.SignsIn(c) && len(c.SecretKeys) == 0
}
