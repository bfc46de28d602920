package mailtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// serve runs until standard input closes.
func serve(dir string, o Options) {
	cert := certificate(dir)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(err)
	addr := listener.Addr().String()
	secured := &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	fmt.Println(lastLineMark + addr)
	if o.Unavailable || o.Silent {
		unhelpful(listener, o)
	}
	server := smtp.NewServer(&backend{dir: dir, auth: o.Auth || o.LoginOnly || o.OAuth, loginOnly: o.LoginOnly, oauth: o.OAuth, noDetail: o.NoDetail})
	server.Domain = "lab.test"
	server.AllowInsecureAuth = true
	server.ErrorLog = log.New(io.Discard, "", 0) // its guests misbehave on purpose too
	server.MaxMessageBytes = 30 << 20
	if !o.NoStartTLS && !o.TLS {
		server.TLSConfig = secured
	}
	if o.TLS {
		listener = tls.NewListener(listener, secured)
	}
	must(server.Serve(listener))
}

// unhelpful accepts connections and serves nobody.
func unhelpful(listener net.Listener, o Options) {
	for {
		conn, err := listener.Accept()
		must(err)
		if o.Unavailable {
			_, _ = conn.Write([]byte("421 4.3.2 closed for maintenance\r\n"))
			conn.Close()
		}
	}
}

type backend struct {
	dir       string
	auth      bool
	loginOnly bool
	oauth     bool
	noDetail  bool
	greyed    sync.Map // senders who have been put off once
	last      atomic.Int64
}

func (b *backend) NewSession(c *smtp.Conn) (smtp.Session, error) {
	return &session{backend: b, conn: c, known: !b.auth}, nil
}

type session struct {
	*backend
	conn  *smtp.Conn
	known bool
	token string // that this session signed in with
	mail  Received
}

func (s *session) AuthMechanisms() []string {
	if !s.auth {
		return nil
	}
	switch {
	case s.oauth:
		return []string{xoauth2}
	case s.loginOnly:
		return []string{sasl.Login}
	}
	return []string{sasl.Plain, sasl.Login}
}

func (s *session) Auth(mechanism string) (sasl.Server, error) {
	check := func(user, password string) error {
		if user != User || password != Password {
			return &smtp.SMTPError{Code: 535, EnhancedCode: smtp.EnhancedCode{5, 7, 8}, Message: "authentication failed"}
		}
		s.known = true
		return nil
	}
	if mechanism == xoauth2 {
		return &tokenServer{session: s}, nil
	}
	if mechanism == sasl.Login {
		return &loginServer{check: check}, nil
	}
	return sasl.NewPlainServer(func(_, user, password string) error { return check(user, password) }), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	switch {
	case !s.known:
		return smtp.ErrAuthRequired
	case s.oauth && !s.tokenHolds(s.token):
		return &smtp.SMTPError{Code: 530, EnhancedCode: smtp.EnhancedCode{5, 7, 57}, Message: "the access token has ended"}
	case from == refusedFrom || s.noDetail && strings.Contains(from, "+"):
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "you may not send as this sender"}
	}
	s.mail = Received{From: from}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if s.noDetail && strings.Contains(to, "+") {
		to = Unknown
	}
	switch to {
	case Unknown:
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user here"}
	case GreyFirst:
		if _, known := s.greyed.LoadOrStore(s.mail.From, true); !known {
			return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "greylisted, come back later"}
		}
	case Greylisted:
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "greylisted, come back later"}
	case HangAtRcpt:
		select {}
	}
	s.mail.To = append(s.mail.To, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	how := s.mail.To[0]
	if how == DropInside {
		_, _ = io.CopyN(io.Discard, r, 100)
		s.conn.Conn().Close()
		return errors.New("dropped")
	}
	var err error
	if s.mail.Bytes, err = io.ReadAll(r); err != nil {
		return err
	}
	switch how {
	case Spam:
		return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "looks like spam"}
	case Full:
		return &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 2, 2}, Message: "mailbox full"}
	}
	s.keep()
	switch how {
	case DropAfter:
		s.conn.Conn().Close()
	case HangAfter:
		select {}
	}
	return nil
}

// keep writes the message whole before the sender is told that it was taken.
func (s *session) keep() {
	raw, err := json.Marshal(s.mail)
	must(err)
	name := filepath.Join(s.dir, fmt.Sprintf("%06d", s.last.Add(1)))
	must(os.WriteFile(name+".part", raw, 0o600))
	must(os.Rename(name+".part", name+".json"))
}

// Reset follows each message that was answered: here a server may close a connection it has finished with.
func (s *session) Reset() {
	if len(s.mail.To) > 0 && s.mail.To[0] == CloseAfter {
		s.mail = Received{}
		s.conn.Conn().Close()
	}
}

func (s *session) Logout() error { return nil }

func certificate(dir string) tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	now := time.Now()
	template := x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: now.Add(-time.Hour), NotAfter: now.Add(24 * time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, DNSNames: []string{"localhost"},
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, &key.PublicKey, key)
	must(err)
	must(os.WriteFile(filepath.Join(dir, "cert.pem"), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "mailtest:", err)
		os.Exit(1)
	}
}
