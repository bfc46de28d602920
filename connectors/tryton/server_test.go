package main

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

const (
	adminPassword = "admin-pw-2026"
	python        = "/usr/bin/python3" // Debian's own: others lack its packages
)

// trytond is a real Tryton server on a folder of SQLite databases. The tests of
// a run share one; each has a database of its own.
var trytond struct {
	once   sync.Once
	url    string
	folder string
	stop   func()
	err    error
}

func TestMain(m *testing.M) {
	status := m.Run()
	if trytond.stop != nil {
		trytond.stop()
	}
	os.Exit(status)
}

// realTryton gives the settings of a fresh copy of the truth in a real Tryton, or
// skips.
func realTryton(t testing.TB) (values, secrets map[string]string) {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped: it needs a real Tryton server")
	}
	if err := exec.CommandContext(t.Context(), python, "-c", "import trytond.modules.account_invoice, trytond.modules.account_dunning_fee").Run(); err != nil {
		t.Skip("skipped: Tryton 6.0 is not installed here (apt-get install tryton-server and the modules that .ci/deps names)")
	}
	trytond.once.Do(func() { trytond.err = startTryton() })
	if trytond.err != nil {
		t.Fatal(trytond.err)
	}
	name := "t" + strings.ToLower(fmt.Sprintf("%x", time.Now().UnixNano()))
	database(t, filepath.Join(trytond.folder, name+".sqlite"))
	return settingsFor(trytond.url, name)
}

func settingsFor(address, name string) (values, secrets map[string]string) {
	return map[string]string{"url": address, "database": name, "user": "admin", "fee_account": "Main Revenue", "settled_days": "36500"}, map[string]string{"password": adminPassword}
}

// database unpacks the truth.
func database(t testing.TB, path string) {
	t.Helper()
	packed, err := os.Open("testdata/truth.sqlite.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(file, unpacked); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}

// quickHashes spares the tests, which sign in often, the long reckoning that
// slows guessing down.
const quickHashes = `[passlib]
schemes = pbkdf2_sha512, bcrypt
deprecated = bcrypt
pbkdf2_sha512__min_rounds = 1
pbkdf2_sha512__default_rounds = 1
`

func startTryton() error {
	folder, err := os.MkdirTemp("", "tryton")
	if err != nil {
		return err
	}
	trytond.folder = folder
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		return err
	}
	config, hashes := filepath.Join(folder, "trytond.conf"), filepath.Join(folder, "passlib.conf")
	text := fmt.Sprintf("[database]\nuri = sqlite://\npath = %s\n[web]\nlisten = %s\n[password]\npasslib = %s\n", folder, address, hashes)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		return err
	}
	if err := os.WriteFile(hashes, []byte(quickHashes), 0o600); err != nil {
		return err
	}
	said, err := os.Create(filepath.Join(folder, "log"))
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(context.Background(), python, "/usr/bin/trytond", "-c", config)
	cmd.Stdout, cmd.Stderr = said, said
	if err := cmd.Start(); err != nil {
		return err
	}
	trytond.url = "http://" + address
	trytond.stop = func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		_ = os.RemoveAll(folder)
	}
	return answers(trytond.url)
}

// answers waits until the server does.
func answers(address string) error {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	var err error
	for range 1200 {
		<-tick.C
		var res *http.Response
		res, err = http.Post(address+"/", "application/json", strings.NewReader(`{"id":1,"method":"common.server.version","params":[]}`))
		if err == nil {
			return res.Body.Close()
		}
	}
	return fmt.Errorf("trytond does not answer: %w", err)
}

// ours is the connector as the tests run it.
func ours() connector {
	return connector{now: time.Now, page: pageSize, wait: func(context.Context, time.Duration) error { return nil }}
}

// lab is one database on which a scenario plays.
type lab struct {
	testing.TB
	connector
	settings spec.Settings
}

// direct is a session of the test's own.
func (l *lab) direct() *tryton {
	l.Helper()
	t, err := l.open(l.Context(), l.settings)
	if err != nil {
		l.Fatal(err)
	}
	l.Cleanup(func() { t.close(context.Background()) })
	return t
}

// post books something past the connector.
func (l *lab) post(t *tryton, into any, method string, params ...any) {
	l.Helper()
	if err := t.write(l.Context(), into, method, append(params, t.context())...); err != nil {
		l.Fatal(err)
	}
}

// get looks at something past the connector.
func (l *lab) get(t *tryton, into any, model string, condition []any, fields ...string) {
	l.Helper()
	err := t.read(l.Context(), into, "model."+model+".search_read", []any{condition}, 0, 100, order("id"), fields, t.context())
	if err != nil {
		l.Fatal(err)
	}
}
