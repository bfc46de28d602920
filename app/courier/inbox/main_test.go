package inbox

import (
	"os"
	"testing"

	"go.uber.org/goleak"

	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
)

func TestMain(m *testing.M) {
	mailtest.Main()
	code := m.Run()
	if code == 0 {
		// The test's own server forgets a connection that was cut while it spoke.
		if err := goleak.Find(goleak.IgnoreAnyFunction("github.com/emersion/go-imap/v2/imapserver.(*Conn).serve")); err != nil {
			os.Stderr.WriteString(err.Error() + "\n")
			code = 1
		}
	}
	os.Exit(code)
}
