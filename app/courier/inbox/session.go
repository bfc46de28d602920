package inbox

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"os"
	"strconv"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// How long a server may take, and how much it may say.
const (
	patience    = 30 * time.Second
	talkAllowed = 1 << 20  // for one command and its answer
	listAllowed = 16 << 20 // for the numbers of all mails: a million of them fit
)

// session is an open mailbox, signed in.
type session struct {
	conn     *meteredConn
	client   *imapclient.Client
	validity uint32
	next     uint32
	mails    uint32
	more     chan struct{} // filled when the server tells of new mail
	stop     func() bool
}

// open connects, protects the line, signs in and opens the folder; for looking only unless write is asked for.
func open(ctx context.Context, s desk.MailInSettings, secret string, write bool) (*session, error) {
	dialer := net.Dialer{Timeout: patience}
	raw, err := dialer.DialContext(ctx, "tcp", net.JoinHostPort(s.Host, strconv.Itoa(s.Port)))
	if err != nil {
		return nil, unreachable(err, s)
	}
	o := &session{conn: &meteredConn{Conn: raw}, more: make(chan struct{}, 1)}
	o.conn.allow(talkAllowed)
	o.stop = context.AfterFunc(ctx, o.conn.stop)
	if err := o.greet(ctx, s); err != nil {
		o.close()
		raw.Close()
		return nil, unreachable(cause(ctx, err), s)
	}
	if err := o.signIn(s, secret); err != nil {
		o.close()
		return nil, fault.Wrap(cause(ctx, err), fault.Unavailable, "the mail server %s does not let %s in", s.Host, s.User).OnField("user").
			WithHint("check user name and password under Settings, Mail")
	}
	if err := o.choose(s, write); err != nil {
		o.close()
		return nil, fault.Wrap(cause(ctx, err), fault.Unavailable, "the folder %s cannot be opened", folderOf(s)).OnField("folder").
			WithHint("write it as the mail server does, INBOX for the inbox")
	}
	return o, nil
}

func unreachable(err error, s desk.MailInSettings) error {
	if fault.CodeOf(err) == fault.Invalid {
		return err
	}
	return fault.Wrap(err, fault.Unavailable, "the mail server %s does not answer as it should", s.Host).OnField("host").
		WithHint("check name, port and security under Settings, Mail")
}

// cause prefers that the caller has stopped to what that did to the line.
func cause(ctx context.Context, err error) error {
	if stopped := ctx.Err(); stopped != nil {
		return stopped
	}
	return err
}

func folderOf(s desk.MailInSettings) string {
	if s.Folder == "" {
		return "INBOX"
	}
	return s.Folder
}

func (o *session) greet(ctx context.Context, s desk.MailInSettings) error {
	protect := &tls.Config{ServerName: s.Host, MinVersion: tls.VersionTLS12}
	if s.CAFile != "" {
		pem, err := os.ReadFile(s.CAFile)
		if err != nil {
			return fault.Wrap(err, fault.Invalid, "the certificate file %s cannot be read", s.CAFile).OnField("ca")
		}
		protect.RootCAs = x509.NewCertPool()
		if !protect.RootCAs.AppendCertsFromPEM(pem) {
			return fault.New(fault.Invalid, "%s holds no certificate", s.CAFile).OnField("ca").WithHint("it must be in PEM form")
		}
	}
	options := &imapclient.Options{TLSConfig: protect, UnilateralDataHandler: &imapclient.UnilateralDataHandler{
		Mailbox: func(data *imapclient.UnilateralDataMailbox) {
			if data.NumMessages != nil {
				select {
				case o.more <- struct{}{}:
				default:
				}
			}
		},
	}}
	_ = o.conn.SetDeadline(time.Now().Add(patience)) //nolint:forbidigo // the system judges a socket's deadline by its own clock
	switch s.Security {
	case "tls":
		secured := tls.Client(o.conn, protect)
		if err := secured.HandshakeContext(ctx); err != nil {
			return err
		}
		o.client = imapclient.New(secured, options)
	case "starttls":
		client, err := imapclient.NewStartTLS(o.conn, options)
		if err != nil {
			return err
		}
		o.client = client
	default:
		o.client = imapclient.New(o.conn, options)
	}
	return o.client.WaitGreeting()
}

func (o *session) signIn(s desk.MailInSettings, secret string) error {
	o.conn.allow(talkAllowed)
	caps := o.client.Caps()
	switch {
	case s.SignIn == desk.SignInToken:
		if !caps.Has(imap.AuthCap("XOAUTH2")) {
			return errors.New("the server does not offer XOAUTH2")
		}
		return o.client.Authenticate(&xoauth2{s.User, secret})
	case caps.Has(imap.AuthCap(sasl.Plain)):
		return o.client.Authenticate(sasl.NewPlainClient("", s.User, secret))
	case caps.Has(imap.CapLoginDisabled):
		return errors.New("the server lets nobody sign in with a password")
	}
	return o.client.Login(s.User, secret).Wait()
}

// xoauth2 is the sign-in of Microsoft 365 and Google.
type xoauth2 struct{ user, token string }

// Start gives the token at once.
func (x *xoauth2) Start() (mech string, first []byte, err error) {
	return "XOAUTH2", []byte("user=" + x.user + "\x01auth=Bearer " + x.token + "\x01\x01"), nil
}

// Next answers the server's words on a token that it refuses with nothing, so that it ends the sign-in.
func (x *xoauth2) Next([]byte) ([]byte, error) { return []byte{}, nil }

func (o *session) choose(s desk.MailInSettings, write bool) error {
	o.conn.allow(talkAllowed)
	data, err := o.client.Select(folderOf(s), &imap.SelectOptions{ReadOnly: !write}).Wait()
	if err != nil {
		return err
	}
	o.validity, o.next, o.mails = data.UIDValidity, uint32(data.UIDNext), data.NumMessages
	return nil
}

// close ends the conversation; whatever was not said before is left unsaid.
func (o *session) close() {
	o.stop()
	if o.client != nil {
		_ = o.client.Close()
	}
}
