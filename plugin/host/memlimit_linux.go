package host

import "golang.org/x/sys/unix"

// limitMemory bounds what the process, and each one that it starts, may hold in
// data: the system then refuses more, and the program ends. What it has mapped
// and not written to does not count, so that runtimes that reserve much run.
func limitMemory(pid int, bytes int64) {
	bound := unix.Rlimit{Cur: uint64(bytes), Max: uint64(bytes)}
	_ = unix.Prlimit(pid, unix.RLIMIT_DATA, &bound, nil) // it may have ended already
}
