package mail

import (
	"context"
	"errors"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// connect opens a conversation. An access token that the server does not take any more is renewed once.
func (s *Sender) connect(ctx context.Context) (*session, Outcome) {
	opened, o := s.open(ctx, false)
	if opened == nil && s.cfg.Token != nil && o.Phase == SigningIn && o.Code == 535 && ctx.Err() == nil {
		return s.open(ctx, true)
	}
	return opened, o
}

// lapsed reports whether the server wants us to sign in anew: 530 (RFC 4954 section 6), or 535 and 454 in the middle of a
// conversation, which some servers say when an access token has ended.
func (s *Sender) lapsed(o Outcome) bool {
	return s.cfg.User != "" && (o.Code == 530 || o.Code == 535 || o.Code == 454)
}

func (s *Sender) signIn(ctx context.Context, conn *timedConn, client *smtp.Client, renew bool) error {
	if s.cfg.User == "" {
		return nil
	}
	conn.limit(s.limits.Command)
	if s.cfg.Token != nil {
		return s.signInByToken(ctx, conn, client, renew)
	}
	switch {
	case s.cfg.only != sasl.Login && client.SupportsAuth(sasl.Plain):
		return client.Auth(sasl.NewPlainClient("", s.cfg.User, s.cfg.Password))
	case client.SupportsAuth(sasl.Login):
		return client.Auth(sasl.NewLoginClient(s.cfg.User, s.cfg.Password))
	}
	return errors.New("the server offers neither PLAIN nor LOGIN to sign in with")
}

func (s *Sender) signInByToken(ctx context.Context, conn *timedConn, client *smtp.Client, renew bool) error {
	if !client.SupportsAuth(xoauth2) {
		return errors.New("the server does not offer XOAUTH2 to sign in with")
	}
	token, err := s.cfg.Token(ctx, renew)
	if err != nil {
		return err
	}
	conn.limit(s.limits.Command) // getting a token may have taken its time
	return client.Auth(&tokenClient{user: s.cfg.User, token: token})
}

// xoauth2 is how Microsoft 365 and Google take an access token:
// https://developers.google.com/workspace/gmail/imap/xoauth2-protocol
const xoauth2 = "XOAUTH2"

type tokenClient struct{ user, token string }

var _ sasl.Client = (*tokenClient)(nil)

// Start gives the one message of this mechanism.
func (c *tokenClient) Start() (mechanism string, first []byte, err error) {
	return xoauth2, []byte("user=" + c.user + "\x01auth=Bearer " + c.token + "\x01\x01"), nil
}

// Next answers the challenge by which a server says what is wrong: only after an empty word does it refuse in the usual way.
func (c *tokenClient) Next([]byte) (response []byte, err error) { return []byte{}, nil }
