package host

import "golang.org/x/sys/unix"

// limitMemory bounds what the process, and each one that it starts, may hold in
// data: the system then refuses more, and the program ends. What it has mapped
// and not written to does not count, so that runtimes that reserve much run.
// False: the system does not do so here.
func limitMemory(pid int, bytes int64) bool {
	bound := unix.Rlimit{Cur: uint64(bytes), Max: uint64(bytes)}
	return unix.Prlimit(pid, unix.RLIMIT_DATA, &bound, nil) == nil
}
