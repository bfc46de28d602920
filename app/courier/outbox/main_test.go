package outbox

import (
	"os"
	"testing"

	"go.uber.org/goleak"

	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
)

// becomeDesk turns this process into the desk of the kill tests when it was started as one.
var becomeDesk func() bool

func TestMain(m *testing.M) {
	mailtest.Main()
	if becomeDesk != nil && becomeDesk() {
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}
