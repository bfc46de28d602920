package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"net"

	"github.com/emersion/go-smtp"
)

// session is an open, signed-in conversation.
type session struct {
	conn   *timedConn
	client *smtp.Client
}

// open connects, protects the line and signs in, with another access token than before where renew says so. The outcome is meaningful only when the session is nil.
func (s *Sender) open(ctx context.Context, renew bool) (*session, Outcome) {
	dialer := net.Dialer{Timeout: s.limits.Connect}
	raw, err := dialer.DialContext(ctx, "tcp", s.cfg.address())
	if err != nil {
		return nil, failed(Connecting, err)
	}
	conn := &timedConn{Conn: raw}
	defer context.AfterFunc(ctx, conn.stop)()
	client, phase, err := s.greet(ctx, conn)
	if err == nil {
		phase, err = SigningIn, s.signIn(ctx, conn, client, renew)
	}
	if err != nil {
		raw.Close()
		return nil, failed(phase, err)
	}
	return &session{conn: conn, client: client}, Outcome{}
}

func (s *Sender) greet(ctx context.Context, conn *timedConn) (*smtp.Client, Phase, error) {
	hello := s.cfg.Hello
	if hello == "" {
		hello = "localhost"
	}
	protect := &tls.Config{ServerName: s.cfg.Host, RootCAs: s.cfg.Roots, MinVersion: tls.VersionTLS12}
	conn.limit(s.limits.Connect)
	switch s.cfg.Security {
	case TLS:
		secured := tls.Client(conn, protect)
		if err := secured.HandshakeContext(ctx); err != nil {
			return nil, Securing, err
		}
		conn.limit(s.limits.Connect)
		client := smtp.NewClient(secured)
		return client, Greeting, client.Hello(hello)
	case StartTLS:
		client, err := smtp.NewClientStartTLS(conn, protect)
		if err != nil {
			return nil, phaseOfStart(err), err
		}
		conn.limit(s.limits.Connect)
		return client, Securing, client.Hello(hello) // the handshake happens with this first protected command
	default:
		client := smtp.NewClient(conn)
		return client, Greeting, client.Hello(hello)
	}
}

// phaseOfStart tells a server that never greeted from one that would not protect the line.
func phaseOfStart(err error) Phase {
	var refused *smtp.SMTPError
	if errors.As(err, &refused) && refused.Code != 220 && refused.Code != 421 && refused.Code != 554 {
		return Securing
	}
	if err.Error() == "smtp: server doesn't support STARTTLS" {
		return Securing
	}
	return Greeting
}
