package mail

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
		if err := goleak.Find(); err != nil {
			os.Stderr.WriteString(err.Error() + "\n")
			code = 1
		}
	}
	os.Exit(code)
}
