//go:build unix

package host_test

import (
	"fmt"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/host"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// BenchmarkRead is the stream alone: a connector's process makes up records,
// the host checks and recounts them. Starting the process is not in it.
func BenchmarkRead(b *testing.B) {
	for _, batch := range []int{500, 1000, 2000} {
		b.Run(fmt.Sprintf("batch=%d", batch), func(b *testing.B) {
			const debtors = 25_000
			s := start(b, rogue(b, "generator"), host.Options{})
			r := full()
			r.BatchSize = batch
			for b.Loop() {
				var got count
				if _, err := s.Read(b.Context(), customers(debtors), r, &got); err != nil {
					b.Fatal(err)
				}
				if got != debtors*5 {
					b.Fatalf("%d records", got)
				}
			}
			b.ReportMetric(float64(b.N*debtors*5)/b.Elapsed().Seconds(), "records/s")
		})
	}
}

type count int

func (c *count) Batch(b *host.Batch) error        { *c += count(b.Len()); return nil }
func (c *count) Checkpoint(spec.Checkpoint) error { return nil }
func (c *count) Progress(spec.Progress)           {}
func (c *count) Diagnostic(spec.Diagnostic)       {}

// BenchmarkStart is the way from a file on disk to an answer.
func BenchmarkStart(b *testing.B) {
	p := rogue(b, "generator")
	for b.Loop() {
		s := start(b, p, host.Options{})
		if _, err := s.Describe(b.Context()); err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}
