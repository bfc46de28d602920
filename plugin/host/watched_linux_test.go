package host_test

import (
	"os/exec"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/host"
)

// Where the system bounds nobody, as on macOS, a connector that eats memory is stopped by the desk's own look.
func TestConnectorsThatEatMemoryAreStoppedByTheWatch(t *testing.T) {
	if _, err := exec.LookPath("/bin/ps"); err != nil {
		t.Skip("skipped: there is no ps here")
	}
	host.TakeBoundsAway(t, 50*time.Millisecond)
	limits := host.Limits{Memory: 256 << 20, Start: 10 * time.Second}
	s := start(t, rogue(t, "glutton"), host.Options{Limits: limits})
	_, err := s.Read(t.Context(), customers(3000), full(), &sink{})
	wantCode(t, err, host.OutOfMemory)
	assertGone(t, s)
	s = start(t, rogue(t, "generator"), host.Options{Limits: limits})
	if _, err := s.Read(t.Context(), customers(20_000), full(), &sink{}); err != nil {
		t.Error(err)
	}
}
