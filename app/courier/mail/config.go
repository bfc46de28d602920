package mail

import (
	"context"
	"crypto/x509"
	"net"
	"strconv"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Security is how the connection to the mail server is protected.
type Security string

// Kinds of security. There is no "if offered": a server that stops offering STARTTLS may be an attacker.
const (
	TLS      Security = "tls"      // from the first byte, usually port 465
	StartTLS Security = "starttls" // after a plain greeting, usually port 587
	None     Security = "none"     // only to this machine itself, or when Config.Insecure says so
)

// BadConfig is the code for mail settings that cannot work.
const BadConfig fault.Code = "bad-mail-settings"

// Config is how to reach a mail server.
type Config struct {
	Host     string
	Port     int
	Security Security
	Insecure bool // allows None to another machine; passwords are never sent that way
	User     string
	Password string // kept in memory only
	// Token gives the access token to sign in with in place of a password (XOAUTH2); renew asks for another than the one before,
	// which the server has refused. nil: the password.
	Token    func(ctx context.Context, renew bool) (string, error)
	Hello    string // name given in EHLO; empty: "localhost"
	Roots    *x509.CertPool
	Timeouts Timeouts

	only string // the one mechanism to sign in with; empty: the best that the server offers
}

// Timeouts bound each phase as a whole, so that a server that sends one byte a minute does not hold a wave. Zero takes
// the default.
type Timeouts struct {
	Connect time.Duration // dialling, greeting and TLS, each; 20 s
	Command time.Duration // each command and its reply; 60 s
	Content time.Duration // writing the message; 5 min
	Answer  time.Duration // the word after its end; RFC 5321 section 4.5.3.2.6 asks for 10 min
}

func (t Timeouts) orDefault() Timeouts {
	def := func(d *time.Duration, otherwise time.Duration) {
		if *d <= 0 {
			*d = otherwise
		}
	}
	def(&t.Connect, 20*time.Second)
	def(&t.Command, time.Minute)
	def(&t.Content, 5*time.Minute)
	def(&t.Answer, 10*time.Minute)
	return t
}

// Check refuses settings that cannot work, each with its field.
func (c Config) Check() error {
	bad := func(field, message string, args ...any) error {
		return fault.New(BadConfig, message, args...).OnField(field)
	}
	switch {
	case c.Host == "":
		return bad("host", "the mail server has no name")
	case c.Port < 1 || c.Port > 65535:
		return bad("port", "%d is not a port; mail is usually sent to 587 or 465", c.Port)
	case c.Security != TLS && c.Security != StartTLS && c.Security != None:
		return bad("security", "%q is not tls, starttls or none", c.Security)
	case c.Security == None && !c.Insecure && !loopback(c.Host):
		return bad("security", "mail to %s would travel unprotected; choose tls or starttls", c.Host)
	case c.Security == None && c.User != "" && !loopback(c.Host):
		return bad("security", "the password for %s would travel unprotected; choose tls or starttls", c.Host)
	case c.User == "" && (c.Password != "" || c.Token != nil):
		return bad("user", "there is a password or a sign-in, but no user name")
	}
	return oneHeaderLine("host", c.Host+c.Hello)
}

func (c Config) address() string { return net.JoinHostPort(c.Host, strconv.Itoa(c.Port)) }

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
