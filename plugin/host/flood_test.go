//go:build unix

package host_test

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/host"
)

// floodEnv has the floods below come in their full size: a gigabyte.
const floodEnv = "HOST_TEST_FULL_FLOOD"

// flooding returns a rogue that brings so much.
func flooding(t *testing.T, name string, size int64) host.Program {
	t.Helper()
	p := rogue(t, name)
	if err := os.WriteFile(p.Path+".size", []byte(strconv.FormatInt(size, 10)), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

// What a connector sends has a limit in every direction: messages, bytes,
// checkpoints, renewed secrets, what must be held in memory at once.
func TestConnectorsThatFlood(t *testing.T) {
	for _, tc := range []struct {
		name, says string
		limits     host.Limits
	}{
		{"flood-empty", "1000 messages without a record", host.Limits{Chatter: 1000}},
		{"flood-progress", "64 MiB without a checkpoint", host.Limits{StretchBytes: 64 << 20}},
		{"flood-diagnostics", "64 MiB without a checkpoint", host.Limits{StretchBytes: 64 << 20}},
		{"flood-text", "64 MiB without a checkpoint", host.Limits{StretchBytes: 64 << 20}},
		{"flood-text", "more than 32 MiB", host.Limits{Bytes: 32 << 20}},
		{"flood-marks", "more than 500 checkpoints", host.Limits{Checkpoints: 500}},
		{"flood-renewals", "renewed its secrets more than 100 times", host.Limits{}},
		{"endless", "20000 records without a checkpoint", host.Limits{Stretch: 20_000}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := start(t, rogue(t, tc.name), host.Options{Limits: tc.limits})
			_, err := s.Read(t.Context(), customers(1), full(), &sink{})
			if e := wantCode(t, err, host.Flooded); !strings.Contains(e.Message, tc.says) || e.Hint == "" {
				t.Errorf("says %q, wanted %q", e.Message, tc.says)
			}
			assertGone(t, s)
		})
	}
}

// However much comes, the desk holds little of it. The full size, a gigabyte
// each, is asked for with HOST_TEST_FULL_FLOOD=1.
func TestFloodsTakeLittleMemory(t *testing.T) {
	size := int64(48 << 20)
	if os.Getenv(floodEnv) != "" {
		size = 1 << 30
	}
	for name, count := range map[string]int64{
		"flood-text": size / (4 << 20), "flood-progress": size / (7 << 20), "flood-diagnostics": size / (7 << 20),
		"flood-stderr": size, "flood-lines": size, "flood-stdout": size, "flood-log": size,
	} {
		t.Run(name, func(t *testing.T) {
			var log lockedBuffer
			s := start(t, flooding(t, name, count), host.Options{Logger: logTo(&log), Limits: host.Limits{
				Bytes: 4 << 30, StretchBytes: 4 << 30, LogLines: 200,
			}})
			most := watchHeap(t)
			began := time.Now()
			_, err := s.Read(t.Context(), customers(1), full(), &sink{})
			peak := most()
			t.Logf("%d MiB in %s: the host's heap grew by %d MiB at most; %v", size>>20, time.Since(began).Round(time.Millisecond), peak>>20, err)
			if peak > 128<<20 {
				t.Errorf("the host took %d MiB", peak>>20)
			}
			if n := len(log.String()); n > 200*10<<10 {
				t.Errorf("the log has %d bytes", n)
			}
			s.Close()
			assertGone(t, s)
		})
	}
}

// watchHeap samples the heap until it is asked for the most that it has grown.
func watchHeap(t *testing.T) func() int64 {
	t.Helper()
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	stop, out := make(chan struct{}), make(chan int64)
	go func() {
		var most int64
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			var now runtime.MemStats
			runtime.ReadMemStats(&now)
			most = max(most, int64(now.HeapInuse)-int64(before.HeapInuse))
			select {
			case <-stop:
				out <- most
				return
			case <-tick.C:
			}
		}
	}()
	return func() int64 { close(stop); return <-out }
}
