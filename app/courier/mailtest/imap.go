package mailtest

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
	"github.com/emersion/go-sasl"
)

// IMAPOptions choose the manners of a mailbox server.
type IMAPOptions struct {
	TLS      bool // from the first byte; else STARTTLS is offered
	Token    string
	Validity int // so many mailboxes were there before
}

// IMAP is a server in the test's own process with one user's INBOX, empty at first.
type IMAP struct {
	Host        string
	Port        int
	Certificate string // file
	Bodies      atomic.Int64

	t     testing.TB
	user  *imapmemserver.User
	mu    sync.Mutex
	conns []net.Conn
	cut   atomic.Int64 // bytes after which a connection is cut; 0: never

	refused  sync.Map // numbers of mails that are not given: how many more times, int
	bodiless sync.Map // numbers of mails that are told of without their text
}

// Refuse answers NO to whoever asks for a mail, so many times; its header too when whole.
func (s *IMAP) Refuse(uid uint32, times int, whole bool) {
	s.refused.Store(imap.UID(uid), &refusal{times, whole})
}

// Hide tells of a mail without its text.
func (s *IMAP) Hide(uid uint32) { s.bodiless.Store(imap.UID(uid), true) }

// refusal is a mail that a server cannot give.
type refusal struct {
	times int
	whole bool
}

// refuses reports whether one of the mails asked for is one that is not given.
func (s *IMAP) refuses(set imap.NumSet, o *imap.FetchOptions) (refused bool) {
	head := len(o.BodySection) > 0 && o.BodySection[0].Specifier == imap.PartSpecifierHeader
	numbers, _ := set.(imap.UIDSet)
	s.refused.Range(func(uid, r any) bool {
		r2 := r.(*refusal)
		if numbers.Contains(uid.(imap.UID)) && r2.times > 0 && (!head || r2.whole) {
			refused = true
			if list, ok := numbers.Nums(); ok && len(list) == 1 && !head {
				r2.times--
			}
		}
		return true
	})
	return refused
}

// withoutText tells of the mails that have none here, and gives the others.
func (s *IMAP) withoutText(w *imapserver.FetchWriter, set imap.NumSet) imap.NumSet {
	numbers, ok := set.(imap.UIDSet)
	list, static := numbers.Nums()
	if !ok || !static {
		return set
	}
	var others imap.UIDSet
	for _, uid := range list {
		if _, hidden := s.bodiless.Load(uid); !hidden {
			others.AddNum(uid)
			continue
		}
		m := w.CreateMessage(1)
		m.WriteUID(uid)
		s.must(m.Close())
	}
	return others
}

// StartIMAP runs a server until the test ends. User and Password sign in.
func StartIMAP(t testing.TB, o IMAPOptions) *IMAP {
	t.Helper()
	dir := t.TempDir()
	secured := &tls.Config{Certificates: []tls.Certificate{certificate(dir)}, MinVersion: tls.VersionTLS12}
	s := &IMAP{t: t, Certificate: filepath.Join(dir, "cert.pem"), user: imapmemserver.NewUser(User, Password)}
	memory := imapmemserver.New()
	memory.AddUser(s.user)
	for range o.Validity {
		s.Renumber()
	}
	if o.Validity == 0 {
		s.must(s.user.Create("INBOX", nil))
	}
	options := &imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return &mailbox{Session: memory.NewSession(), server: s, token: o.Token, user: s.user}, nil, nil
		},
		Caps:   imap.CapSet{imap.CapIMAP4rev1: {}, imap.CapIdle: {}, imap.CapMove: {}, imap.CapUIDPlus: {}},
		Logger: log.New(io.Discard, "", 0),
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	s.must(err)
	s.Host, s.Port = "127.0.0.1", listener.Addr().(*net.TCPAddr).Port
	listener = &cutting{listener, s}
	if o.TLS {
		listener = tls.NewListener(listener, secured)
	} else {
		options.TLSConfig = secured
	}
	server := imapserver.New(options)
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(listener) }()
	t.Cleanup(func() {
		_ = server.Close()
		s.HangUp()
		<-done
	})
	return s
}

func (s *IMAP) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// Put adds a mail that arrived at a moment, and gives its number.
func (s *IMAP) Put(at time.Time, mail []byte) uint32 {
	s.t.Helper()
	data, err := s.user.Append("INBOX", literal{bytes.NewReader(mail)}, &imap.AppendOptions{Time: at})
	s.must(err)
	return uint32(data.UID)
}

// Renumber empties the mailbox: its mails have other numbers from now on.
func (s *IMAP) Renumber() {
	_ = s.user.Delete("INBOX")
	s.must(s.user.Create("INBOX", nil))
}

// Folder makes another folder.
func (s *IMAP) Folder(name string) { s.must(s.user.Create(name, nil)) }

// Count gives how many mails a folder has, and how many of them nobody has read.
func (s *IMAP) Count(folder string) (all, unread int) {
	s.t.Helper()
	data, err := s.user.Status(folder, &imap.StatusOptions{NumMessages: true, NumUnseen: true})
	s.must(err)
	return int(*data.NumMessages), int(*data.NumUnseen)
}

// CutAfter cuts each further connection after so many bytes from the server; 0: none.
func (s *IMAP) CutAfter(n int64) { s.cut.Store(n) }

// HangUp ends every connection.
func (s *IMAP) HangUp() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.conns {
		_ = c.Close()
	}
	s.conns = nil
}

type literal struct{ *bytes.Reader }

func (l literal) Size() int64 { return l.Reader.Size() }

// mailbox is a session that also takes tokens, and counts the mails that are asked for.
type mailbox struct {
	imapserver.Session
	server *IMAP
	user   *imapmemserver.User
	token  string
}

// Idle tells first of what came before, as servers do; the library's own tells only of what comes after.
func (m *mailbox) Idle(w *imapserver.UpdateWriter, stop <-chan struct{}) error {
	if err := m.Poll(w, true); err != nil {
		return err
	}
	return m.Session.Idle(w, stop)
}

func (m *mailbox) Fetch(w *imapserver.FetchWriter, set imap.NumSet, o *imap.FetchOptions) error {
	if len(o.BodySection) > 0 {
		m.server.Bodies.Add(1)
		if m.server.refuses(set, o) {
			return &imap.Error{Type: imap.StatusResponseTypeNo, Code: "SERVERBUG", Text: "this message is damaged"}
		}
		if set = m.server.withoutText(w, set); len(set.String()) == 0 {
			return nil
		}
	}
	return m.Session.Fetch(w, set, o)
}

func (m *mailbox) Move(w *imapserver.MoveWriter, set imap.NumSet, dest string) error {
	return m.Session.(imapserver.SessionMove).Move(w, set, dest)
}

func (m *mailbox) AuthenticateMechanisms() []string {
	if m.token != "" {
		return []string{"XOAUTH2"}
	}
	return []string{sasl.Plain}
}

func (m *mailbox) Authenticate(mech string) (sasl.Server, error) {
	if mech == "XOAUTH2" && m.token != "" {
		return &bearerServer{m: m}, nil
	}
	if m.token != "" {
		return nil, imapserver.ErrAuthFailed
	}
	return sasl.NewPlainServer(func(_, user, password string) error { return m.Login(user, password) }), nil
}

// bearerServer is the serving side of XOAUTH2.
type bearerServer struct{ m *mailbox }

func (s *bearerServer) Next(response []byte) (challenge []byte, done bool, err error) {
	if string(response) == "user="+User+"\x01auth=Bearer "+s.m.token+"\x01\x01" {
		return nil, true, s.m.Login(User, Password)
	}
	if len(response) > 0 && !strings.HasPrefix(string(response), "user=") {
		return nil, true, errors.New("not a token")
	}
	return nil, true, imapserver.ErrAuthFailed
}

// cutting is a listener whose connections the test can end.
type cutting struct {
	net.Listener
	server *IMAP
}

func (c *cutting) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	if err != nil {
		return nil, err
	}
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	c.server.conns = append(c.server.conns, conn)
	if n := c.server.cut.Load(); n > 0 {
		return &cutConn{Conn: conn, left: n}, nil
	}
	return conn, nil
}

type cutConn struct {
	net.Conn
	left int64
}

func (c *cutConn) Write(p []byte) (int, error) {
	if c.left -= int64(len(p)); c.left < 0 {
		_ = c.Close()
		return 0, net.ErrClosed
	}
	return c.Conn.Write(p)
}
