// Package mailtest is a real mail server in a process of its own, for tests: it speaks SMTP with STARTTLS, TLS and
// sign-in, keeps what it took, and misbehaves on request. A test binary becomes the server by calling Main first.
package mailtest

import (
	"bufio"
	"crypto/x509"
	"encoding/json"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// User and Password sign in to the server.
const (
	User     = "dunning@lab.test"
	Password = "not-a-real-secret"
)

// Recipients whose name makes the server behave badly; any other name is served well.
const (
	Unknown      = "unknown@lab.test"       // 550 5.1.1 at RCPT
	Greylisted   = "greylisted@lab.test"    // 451 4.7.1 at RCPT
	GreyFirst    = "grey-first@lab.test"    // 451 4.7.1 at RCPT the first time that a sender comes
	Spam         = "spam@lab.test"          // 554 5.7.1 after the message
	Full         = "full@lab.test"          // 452 4.2.2 after the message
	DropInside   = "drop-inside@lab.test"   // the connection dies while the message is being read
	DropAfter    = "drop-after@lab.test"    // the message is taken, then the connection dies before the answer
	HangAfter    = "hang-after@lab.test"    // the message is taken, and no answer ever comes
	HangAtRcpt   = "hang-at-rcpt@lab.test"  // no answer to RCPT
	CloseAfter   = "close-after@lab.test"   // served well, then the server closes the connection
	refusedFrom  = "stranger@lab.test"      // 550 5.7.1 at MAIL
	lastLineMark = "mailtest listening on " // what the process prints once it is ready
)

// RefusedSender is a sender that the server takes no mail from.
const RefusedSender = refusedFrom

// Options choose the server's manners.
type Options struct {
	TLS         bool // from the first byte
	NoStartTLS  bool // does not offer it
	Auth        bool // demands User and Password
	LoginOnly   bool // the same, with LOGIN as the only way
	OAuth       bool // demands User and the token of SetToken, with XOAUTH2 as the only way
	NoDetail    bool // takes no address with a +
	Unavailable bool // greets with 421 and closes
	Silent      bool // accepts connections and never says a word
}

// Server is a running server process.
type Server struct {
	Host  string
	Port  int
	Roots *x509.CertPool // trusts its certificate
	PID   int

	dir string
}

// Received is a message that the server took.
type Received struct {
	From  string
	To    []string
	Bytes []byte
}

const (
	envDir     = "DUNNINGDESK_MAILTEST_DIR"
	envOptions = "DUNNINGDESK_MAILTEST_OPTIONS"
)

// Main becomes the server when the process was started as one; else it returns. Call it first in TestMain.
func Main() {
	if dir := os.Getenv(envDir); dir != "" {
		var o Options
		if err := json.Unmarshal([]byte(os.Getenv(envOptions)), &o); err != nil {
			panic(err)
		}
		serve(dir, o)
		os.Exit(0)
	}
}

// Start runs a server until the test ends.
func Start(t testing.TB, o Options) *Server {
	t.Helper()
	dir := t.TempDir()
	options, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), envDir+"="+dir, envOptions+"="+string(options))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	// The server ends when this pipe closes, so that it never outlives a test binary that was killed.
	if _, err := cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	s := &Server{PID: cmd.Process.Pid, dir: dir}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if addr, ok := strings.CutPrefix(lines.Text(), lastLineMark); ok {
			host, port, _ := net.SplitHostPort(addr)
			s.Host = host
			s.Port, _ = strconv.Atoi(port)
			break
		}
	}
	if s.Port == 0 {
		t.Fatal("the mail server process did not start")
	}
	s.Roots = Roots(filepath.Join(dir, "cert.pem"))
	return s
}

// Roots trusts the certificate in a PEM file; an unreadable file gives a pool that trusts nothing.
func Roots(file string) *x509.CertPool {
	pool := x509.NewCertPool()
	if pem, err := os.ReadFile(file); err == nil {
		pool.AppendCertsFromPEM(pem)
	}
	return pool
}

// Certificate gives the server's certificate as PEM, for another process to trust.
func (s *Server) Certificate(t testing.TB) []byte {
	t.Helper()
	pem, err := os.ReadFile(filepath.Join(s.dir, "cert.pem"))
	if err != nil {
		t.Fatal(err)
	}
	return pem
}

// Count gives how many messages the server took; it is quicker than Messages.
func (s *Server) Count(t testing.TB) int {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(s.dir, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	return len(names)
}

// Messages gives what the server took, in order of arrival, whether or not it could still say so.
func (s *Server) Messages(t testing.TB) []Received {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(s.dir, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(names)
	all := make([]Received, len(names))
	for i, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(raw, &all[i]); err != nil {
			t.Fatal(err)
		}
	}
	return all
}
