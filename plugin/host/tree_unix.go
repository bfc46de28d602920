//go:build unix

package host

import (
	"os"
	"os/exec"
	"syscall"
)

// tree is a program and everything it starts: on Unix its process group.
type tree struct{}

func (*tree) prepare(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func (*tree) adopt(*os.Process) {}

// kill may meet a group that is gone already; there is nothing to do then.
func (*tree) kill(p *os.Process) { _ = syscall.Kill(-p.Pid, syscall.SIGKILL) }
