//go:build linux

package host_test

import (
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/host"
)

// A connector that eats memory is stopped before the machine feels it.
func TestConnectorsThatEatMemory(t *testing.T) {
	const most = 256 << 20
	limits := host.Limits{Memory: most, Start: 10 * time.Second}
	t.Run("reading", func(t *testing.T) {
		s := start(t, rogue(t, "glutton"), host.Options{Limits: limits})
		_, err := s.Read(t.Context(), customers(3000), full(), &sink{})
		e := wantCode(t, err, host.OutOfMemory)
		if !strings.Contains(e.Message, "256 MiB of memory allowed while reading") || !strings.Contains(e.Hint, "Narrow") {
			t.Errorf("says %q, hint %q", e.Message, e.Hint)
		}
		assertGone(t, s)
		if peak := s.PeakMemory(); peak > 2*most || peak < most/2 {
			t.Errorf("it held %d MiB", peak>>20)
		}
	})
	t.Run("starting", func(t *testing.T) {
		p := rogue(t, "glut-start")
		_, err := host.Start(t.Context(), p, host.Options{Approved: p.Checksum, Limits: limits})
		wantCode(t, err, host.OutOfMemory)
	})
	t.Run("in moderation", func(t *testing.T) {
		s := start(t, rogue(t, "generator"), host.Options{Limits: limits})
		if _, err := s.Read(t.Context(), customers(20_000), full(), &sink{}); err != nil {
			t.Error(err)
		}
	})
}
