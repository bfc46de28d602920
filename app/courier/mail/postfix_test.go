//go:build unix

package mail

import (
	"bytes"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
)

// TestPostfix sends through a real Postfix with Dovecot behind it: submission with STARTTLS, with TLS, and the refusals
// that such a server gives.
func TestPostfix(t *testing.T) {
	lab := startPostfix(t)
	cfg := Config{
		Host: "localhost", Port: 2587, Security: StartTLS, User: "dunning@lab.test", Password: "secret",
		Roots: mailtest.Roots(filepath.Join(lab, "cert", "cert.pem")),
	}
	overTLS, wrong := cfg, cfg
	overTLS.Port, overTLS.Security = 2465, TLS
	wrong.Password = "wrong"
	eml := letter(t)
	for _, c := range []struct {
		name string
		cfg  Config
		to   []string
		kind Kind
		code int
	}{
		{"starttls", cfg, []string{"customer@lab.test"}, Delivered, 250},
		{"tls", overTLS, []string{"customer@lab.test"}, Delivered, 250},
		{"unknown recipient", cfg, []string{"unknown@lab.test"}, Refused, 550},
		{"one of two unknown", cfg, []string{"unknown@lab.test", "alice@lab.test"}, Delivered, 250},
		{"other domain", cfg, []string{"x@elsewhere.example"}, Refused, 550},
		{"wrong password", wrong, []string{"customer@lab.test"}, NotSent, 535},
	} {
		s, err := NewSender(c.cfg)
		if err != nil {
			t.Fatal(err)
		}
		if o := s.Send(t.Context(), to(c.to...), eml); o.Kind != c.kind || o.Code != c.code {
			t.Errorf("%s: %+v", c.name, o)
		}
		s.Close()
	}
	_, body, _ := bytes.Cut(eml, []byte("\r\n\r\n"))
	for _, want := range []struct {
		user  string
		mails int
	}{{"customer@lab.test", 2}, {"alice@lab.test", 1}} {
		for i, stored := range mailbox(t, lab, want.user, want.mails) {
			if !bytes.Contains(stored, bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n"))) {
				t.Errorf("mail %d of %s does not have the body that was sent", i, want.user)
			}
		}
	}
}

// mailbox waits until a user has n mails.
func mailbox(t *testing.T, lab, user string, n int) [][]byte {
	t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for {
		names, err := filepath.Glob(filepath.Join(lab, "mail", user, "new", "*"))
		if err != nil {
			t.Fatal(err)
		}
		if len(names) >= n {
			mails := make([][]byte, len(names))
			for i, name := range names {
				if mails[i], err = os.ReadFile(name); err != nil {
					t.Fatal(err)
				}
			}
			if len(names) > n {
				t.Errorf("%s has %d mails, want %d", user, len(names), n)
			}
			return mails
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s has %d mails, want %d", user, len(names), n)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// startPostfix runs the mail lab that lies beside the repository. Its ports are fixed, so one test has it at a time.
func startPostfix(t *testing.T) (dir string) {
	t.Helper()
	if testing.Short() {
		t.Skip("starts Postfix and Dovecot")
	}
	script := filepath.Join(repositoryRoot(t), "..", "shared", "lab", "mail-lab.sh")
	if _, err := os.Stat(script); err != nil {
		t.Skipf("the mail lab is not beside the repository: %v", err)
	}
	if os.Getuid() != 0 {
		t.Skip("Postfix starts for root only")
	}
	for _, program := range []string{"postfix", "dovecot", "openssl"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed (apt-get install postfix dovecot-imapd dovecot-lmtpd openssl)", program)
		}
	}
	lock := flock.New(filepath.Join(os.TempDir(), "dunningdesk-mail-lab.lock"))
	if got, err := lock.TryLockContext(t.Context(), 100*time.Millisecond); err != nil || !got {
		t.Skipf("another test has the mail lab: %v", err)
	}
	t.Cleanup(func() { _ = lock.Unlock() })
	dir, err := os.MkdirTemp("", "mail-lab-") //nolint:usetesting // t.TempDir lies in a folder that Postfix may not enter
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil { // Postfix drops its rights and must still get in
		t.Fatal(err)
	}
	for _, port := range []string{"2143", "2525", "2587", "2465"} {
		if conn, err := net.Dial("tcp", "127.0.0.1:"+port); err == nil {
			conn.Close()
			t.Skipf("port %s is taken, perhaps by another mail lab", port)
		}
	}
	start := exec.Command("sh", script, "start", dir)
	if out, err := output(t, start); err != nil {
		t.Skipf("the mail lab does not start here: %v\n%s", err, out)
	}
	t.Cleanup(func() {
		if out, err := output(t, exec.Command("sh", script, "stop", dir)); err != nil {
			t.Logf("stopping the mail lab: %v\n%s", err, out)
		}
		for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
			conn, err := net.Dial("tcp", "127.0.0.1:2143")
			if err != nil {
				return // Dovecot has let go of its port
			}
			conn.Close()
		}
	})
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if conn, err := net.Dial("tcp", "127.0.0.1:2587"); err == nil {
			conn.Close()
			return dir
		}
		if time.Now().After(deadline) {
			t.Fatal("Postfix does not listen")
		}
	}
}

// output waits for the program itself, not for the servers it leaves behind with the same output.
func output(t *testing.T, cmd *exec.Cmd) (string, error) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "out")
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	cmd.Stdout, cmd.Stderr = file, file
	err = cmd.Run()
	said, _ := os.ReadFile(name)
	return string(said), err
}

func repositoryRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Skip("no go.mod above the test's folder")
		}
		dir = parent
	}
}
