// Keeper is the smallest desk there is: it starts a connector, tells its process
// id, reads, tells how that ended, and waits to be killed. Tests run it where
// they cannot run themselves, such as under Wine.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/dunningdesk/dunningdesk/plugin/host"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

func main() {
	s, err := start(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stdout, "failed", host.CodeOf(err), err)
		os.Exit(1)
	}
	fmt.Fprintln(os.Stdout, "connector", s.PID())
	settings := spec.NewSettings(map[string]string{"debtors": "3000"}, map[string]string{"password": "hunter22"})
	last, err := s.Read(context.Background(), settings, spec.ReadRequest{Mode: spec.ModeFull, Generation: 1}, nothing{})
	fmt.Fprintln(os.Stdout, "read", last.Complete, host.CodeOf(err), err)
	select {}
}

func start(path string) (*host.Session, error) {
	p, err := host.Locate(path)
	if err != nil {
		return nil, err
	}
	return host.Start(context.Background(), p, host.Options{Approved: p.Checksum, Limits: host.Limits{Memory: 512 << 20}})
}

// nothing drops what a read brings.
type nothing struct{}

func (nothing) Batch(*host.Batch) error          { return nil }
func (nothing) Checkpoint(spec.Checkpoint) error { return nil }
func (nothing) Progress(spec.Progress)           {}
func (nothing) Diagnostic(spec.Diagnostic)       {}
