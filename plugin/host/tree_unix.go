//go:build unix

package host

import (
	"crypto/rand"
	"os"
	"os/exec"
	"sync"
	"syscall"

	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
)

// tree is a program and everything it starts: on Unix its process group and,
// where processes can be looked at, whoever carries its mark or descends from it.
type tree struct {
	mu     sync.Mutex
	mark   string
	brood  brood
	warden *warden
}

func (t *tree) prepare(cmd *exec.Cmd) {
	t.mark = rand.Text()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Env = append(cmd.Env, wire.TreeEnv+"="+t.mark)
	t.warden = callWarden(t.mark)
}

// bound is limitMemory; tests take it away.
var bound = limitMemory

// adopt begins to care for the program. False: its memory is not bounded.
func (t *tree) adopt(p *os.Process, memory int64) bool {
	t.mu.Lock()
	t.brood.begin(p.Pid)
	t.mu.Unlock()
	t.warden.watch(p.Pid)
	return bound(p.Pid, memory)
}

// look takes note of who is there, before the program is asked to end and leaves
// children without a parent.
func (t *tree) look(p *os.Process) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.brood.look(p.Pid, t.mark)
}

// kill ends the group first. It may meet one that is gone already; there is
// nothing to do then. A process forked while others die is met in the next round.
func (t *tree) kill(p *os.Process) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.brood.look(p.Pid, t.mark)
	_ = syscall.Kill(-p.Pid, syscall.SIGKILL)
	for range killRounds {
		if t.brood.empty() {
			return
		}
		t.brood.kill()
		t.brood.look(p.Pid, t.mark)
	}
}

// killRounds bounds how long a tree that forks as fast as it dies is chased.
const killRounds = 50

// close lets the warden go: the tree has ended.
func (t *tree) close() { t.warden.dismiss() }
