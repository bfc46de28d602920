//go:build unix

package mailtest

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/gofrs/flock"
)

// Lab is a real Postfix with Dovecot behind it, on ports of its own of this machine alone: submission with STARTTLS on 2587
// and with TLS on 2465. Mail goes to a few users of lab.test, to any of bounce.test, and nowhere else.
type Lab struct {
	dir string
}

// LabPassword is the password of each user of the lab.
const LabPassword = "secret"

// Certificate is the file of the certificate that the lab's servers show.
func (l *Lab) Certificate() string { return filepath.Join(l.dir, "cert", "cert.pem") }

// Mailbox waits until a user has n mails and gives them as they were stored.
func (l *Lab) Mailbox(t testing.TB, user string, n int) [][]byte {
	t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for {
		names, err := filepath.Glob(filepath.Join(l.dir, "mail", user, "new", "*"))
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

// StartLab runs the mail lab that lies beside the repository until the test ends, and skips the test where it cannot run. Its
// ports are fixed, so one test of this machine has it at a time.
func StartLab(t testing.TB) *Lab {
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
			return &Lab{dir: dir}
		}
		if time.Now().After(deadline) {
			t.Fatal("Postfix does not listen")
		}
	}
}

// output waits for the program itself, not for the servers it leaves behind with the same output.
func output(t testing.TB, cmd *exec.Cmd) (string, error) {
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

func repositoryRoot(t testing.TB) string {
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
