//go:build unix

package host

import (
	"io"
	"os"
	"os/exec"
	"strconv"
	"syscall"
)

// wardenScript waits for the desk to say goodbye. When the desk is gone without
// a word, killed or crashed, it ends the connector's group and whoever carries
// the connector's mark. Its arguments are the mark.
const wardenScript = `read -r group || exit 0
read -r goodbye && exit 0
for round in 1 2 3; do
	kill -9 "-$group"
	for file in $(grep -slF -e "$1" /proc/[0-9]*/environ); do
		pid=${file#/proc/}
		kill -9 "${pid%/environ}"
	done
done 2>/dev/null
exit 0`

// warden is a shell that outlives the desk for a moment. A connector that hangs,
// is frozen or ignores its pipe cannot end itself when the desk is killed, and
// the desk cannot any more.
type warden struct{ line *os.File }

// callWarden starts one in a session of its own, where no signal for the desk's
// terminal reaches it. Without a shell there is none, and connectors made with
// the SDK still end themselves.
func callWarden(mark string) *warden {
	end, line, err := os.Pipe()
	if err != nil {
		return nil
	}
	defer func() { _ = end.Close() }()                                 // the shell has its own
	cmd := exec.Command("/bin/sh", "-c", wardenScript, "warden", mark) //nolint:gosec // the mark is letters and digits of the host's own
	cmd.Stdin, cmd.Dir, cmd.Env = end, "/", []string{"PATH=/usr/bin:/bin"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if cmd.Start() != nil {
		_ = line.Close()
		return nil
	}
	go func() { _ = cmd.Wait() }() // it has nothing to say
	return &warden{line: line}
}

// watch tells it the group to end.
func (w *warden) watch(group int) {
	if w != nil {
		_, _ = io.WriteString(w.line, strconv.Itoa(group)+"\n")
	}
}

// dismiss is the goodbye.
func (w *warden) dismiss() {
	if w != nil {
		_, _ = io.WriteString(w.line, "goodbye\n")
		_ = w.line.Close()
	}
}
