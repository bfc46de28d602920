//go:build unix

package host

import (
	"os"
	"runtime"
	"syscall"
)

// peakMemory reads the maximum resident set: kilobytes, but bytes on macOS. It is
// at least what this process held when it started the other.
func peakMemory(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(usage.Maxrss) //nolint:unconvert // 32 bits wide on some systems
	}
	return int64(usage.Maxrss) * 1024 //nolint:unconvert // 32 bits wide on some systems
}
