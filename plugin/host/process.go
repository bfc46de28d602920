package host

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/go-plugin/runner"
)

const (
	// maxGreeting bounds the first line on standard output; with a certificate
	// in it a good one has about a thousand bytes.
	maxGreeting = 16 << 10
	// pipeGrace is how long output is still read after the program has ended,
	// in case a child of it holds the pipe open.
	pipeGrace = 300 * time.Millisecond
)

// process is a connector's program. Unlike go-plugin's own runner it checks
// the checksum right before starting, holds a pipe whose end tells the
// connector that the desk is gone, stops the program's children with it, and
// never waits for a pipe that a grandchild keeps open.
type process struct {
	program Program
	cmd     *exec.Cmd
	socket  string
	memory  int64    // the most that it may hold, in bytes
	lease   *os.File // write end of the connector's standard input
	tree    tree

	stdout, stderr   *os.File
	greetingR        *io.PipeReader
	greetingW        *io.PipeWriter
	greeting         atomic.Pointer[string]
	noise            atomic.Int64
	noiseLines       lines
	childSide        []*os.File
	done             chan struct{}
	exit             error
	started, stopped atomic.Bool
	overfed          atomic.Bool // it was stopped because it held too much memory
}

var _ runner.Runner = (*process)(nil)

// newProcess takes the greeting's variables from the command go-plugin made.
func newProcess(p Program, greeting *exec.Cmd, socketFolder string, memory int64, onNoise func(string)) (*process, error) {
	c := &process{program: p, socket: socketFolder, memory: memory, noiseLines: lines{take: onNoise}, done: make(chan struct{})}
	c.cmd = exec.Command(p.Path) //nolint:gosec // its checksum is compared before it starts
	c.cmd.Dir = socketFolder
	c.cmd.Env = append(cleanEnvironment(os.Environ()), greeting.Env...)
	c.cmd.Env = append(c.cmd.Env, wire.ParentPipeEnv+"=1", "GOTRACEBACK=single",
		// A connector in Go collects garbage harder before it meets the bound.
		"GOMEMLIMIT="+strconv.FormatInt(memory/10*9, 10))
	c.greetingR, c.greetingW = io.Pipe()
	return c, c.openPipes()
}

func (c *process) openPipes() error {
	stdin, lease, err := os.Pipe()
	if err != nil {
		return err
	}
	stdout, stdoutW, err := os.Pipe()
	if err != nil {
		return errors.Join(err, closeAll(stdin, lease))
	}
	stderr, stderrW, err := os.Pipe()
	if err != nil {
		return errors.Join(err, closeAll(stdin, lease, stdout, stdoutW))
	}
	c.cmd.Stdin, c.cmd.Stdout, c.cmd.Stderr = stdin, stdoutW, stderrW
	c.lease, c.stdout, c.stderr = lease, stdout, stderr
	c.childSide = []*os.File{stdin, stdoutW, stderrW}
	return nil
}

// Start compares the checksum and starts the program.
func (c *process) Start(context.Context) error {
	defer func() { _ = closeAll(c.childSide...) }()
	err := c.verify()
	if err == nil {
		c.tree.prepare(c.cmd)
		err = c.cmd.Start()
	}
	if err != nil {
		c.tree.close()
		_ = closeAll(c.lease, c.stdout, c.stderr)
		return err
	}
	c.started.Store(true)
	if !c.tree.adopt(c.cmd.Process, c.memory) {
		go c.watchMemory(memoryLook)
	}
	go c.readStdout()
	go c.reap()
	return nil
}

// watchMemory stops the program, and what it started, when they hold more than
// they may together.
func (c *process) watchMemory(look time.Duration) {
	ticker := time.NewTicker(look)
	defer ticker.Stop()
	watchMemory(c.done, ticker.C, heldByPS, c.cmd.Process.Pid, c.memory, func() {
		c.overfed.Store(true)
		c.tree.kill(c.cmd.Process)
	})
}

// verify is check-then-run: between the two somebody who may write to the
// folder could swap the file. Program.Exposed tells when that is possible.
func (c *process) verify() error {
	sum, err := hex.DecodeString(c.program.Checksum)
	if err != nil {
		return checksumChanged(c.program, err)
	}
	same, err := (&plugin.SecureConfig{Checksum: sum, Hash: sha256.New()}).Check(c.program.Path)
	if errors.Is(err, os.ErrNotExist) {
		return notFound(c.program.Kind, err)
	}
	if err != nil || !same {
		return checksumChanged(c.program, err)
	}
	return nil
}

func checksumChanged(p Program, err error) error {
	return &Error{
		Code: ChecksumChanged, Connector: p.Kind, Err: err,
		Message: "The connector " + p.Kind + " is not the program that was approved: its checksum has changed.",
		Hint:    "If it was updated on purpose, approve it again; else install it anew from a source you trust.",
	}
}

func (c *process) reap() {
	c.exit = c.cmd.Wait()
	c.tree.kill(c.cmd.Process)
	c.tree.close()
	close(c.done)
	time.AfterFunc(pipeGrace, func() { _ = closeAll(c.lease, c.stdout, c.stderr) })
}

// readStdout passes the greeting on and counts what follows: after it nothing
// belongs on standard output.
func (c *process) readStdout() {
	in := bufio.NewReaderSize(c.stdout, maxGreeting)
	line, err := in.ReadSlice('\n')
	greeting := strings.TrimSpace(string(line))
	c.greeting.Store(&greeting)
	if err == nil {
		_, _ = io.WriteString(c.greetingW, greeting+"\n")
	} else {
		_ = c.greetingW.Close()
	}
	_, _ = io.Copy(noiseWriter{c}, in)
	_ = c.greetingW.Close()
}

// noiseWriter counts what is printed and has it logged.
type noiseWriter struct{ c *process }

func (w noiseWriter) Write(b []byte) (int, error) {
	w.c.noise.Add(int64(len(b)))
	return w.c.noiseLines.Write(b)
}

// Wait returns when the program has ended.
func (c *process) Wait(context.Context) error {
	<-c.done
	return c.exit
}

// Kill stops the program and what it started.
func (c *process) Kill(context.Context) error {
	if c.started.Load() && !c.stopped.Swap(true) {
		c.tree.kill(c.cmd.Process)
	}
	return nil
}

// look takes note of the program's children before it is asked to end.
func (c *process) look() {
	if c.started.Load() && !c.stopped.Load() {
		c.tree.look(c.cmd.Process)
	}
}

// exited reports whether the program ends within the time.
func (c *process) exited(within time.Duration) bool {
	timer := time.NewTimer(within)
	defer timer.Stop()
	select {
	case <-c.done:
	case <-timer.C:
	}
	select {
	case <-c.done:
		return true
	default:
		return false
	}
}

// Stdout, Stderr, Name, ID and Diagnose serve go-plugin.
func (c *process) Stdout() io.ReadCloser { return c.greetingR }

// Stderr is where the connector logs.
func (c *process) Stderr() io.ReadCloser { return c.stderr }

// Name is the connector's kind.
func (c *process) Name() string { return c.program.Kind }

// ID is the process id, "" before the start.
func (c *process) ID() string {
	if !c.started.Load() {
		return ""
	}
	return strconv.Itoa(c.cmd.Process.Pid)
}

// Diagnose adds nothing: this package words its own errors.
func (c *process) Diagnose(context.Context) string { return "" }

// PluginToHost accepts only addresses on this machine that are the connector's
// to use: a socket in the folder made for it, or a loopback port.
func (c *process) PluginToHost(network, address string) (string, string, error) {
	switch network {
	case "unix":
		if filepath.Dir(address) == filepath.Clean(c.socket) {
			return network, address, nil
		}
	case "tcp":
		if ip, _, err := net.SplitHostPort(address); err == nil && net.ParseIP(ip).IsLoopback() {
			return network, address, nil
		}
	}
	return "", "", fmt.Errorf("the connector listens at %s %q, which is not an address the desk gave it", network, address)
}

// HostToPlugin is the identity: both sides are on one machine.
func (c *process) HostToPlugin(network, address string) (string, string, error) {
	return network, address, nil
}

func closeAll(files ...*os.File) error {
	var errs []error
	for _, f := range files {
		if err := f.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
