//go:build unix

package host_test

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/host"
)

// Bytes that are no message end a read in plain words: nothing of the machinery
// that found them is shown.
func TestGarbageIsABrokenProtocol(t *testing.T) {
	for _, name := range []string{"garbage", "garbage-cut", "garbage-utf8", "garbage-deep"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, rogue(t, name), host.Options{Limits: quick})
			var got sink
			_, err := s.Read(t.Context(), customers(1), full(), &got)
			e := wantCode(t, err, host.BadMessage)
			if !strings.Contains(e.Message, "broke the protocol while reading") || strings.Contains(e.Error(), "rpc error") {
				t.Errorf("says %q", e.Error())
			}
			if got.items > 0 || len(got.checkpoints) > 0 {
				t.Errorf("something came through: %+v", got)
			}
			assertGone(t, s)
		})
	}
}
