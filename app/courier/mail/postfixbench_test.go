//go:build unix

package mail

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
)

// BenchmarkPostfix sends mails with a letter attached, each of its own bytes, to a real Postfix over one TLS connection: at least
// 200 a second is the goal. Beside it stands the same with STARTTLS, and with each mail over a connection of its own.
func BenchmarkPostfix(b *testing.B) {
	lab := mailtest.StartLab(b)
	for _, c := range []struct {
		name     string
		port     int
		security Security
		each     bool
	}{{"tls", 2465, TLS, false}, {"starttls", 2587, StartTLS, false}, {"connection-each", 2465, TLS, true}} {
		b.Run(c.name, func(b *testing.B) {
			s, err := NewSender(Config{
				Host: "localhost", Port: c.port, Security: c.security, User: "dunning@lab.test", Password: mailtest.LabPassword, Roots: mailtest.Roots(lab.Certificate()),
			})
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			m := message()
			pdf := make([]byte, 40<<10) // what a letter of one page has
			dice := rand.New(rand.NewPCG(1, 2))
			for i := range pdf {
				pdf[i] = byte(dice.Uint32())
			}
			m.Attach[0].Bytes = append([]byte("%PDF-1.3\n"), pdf...)
			eml, err := Build(m)
			if err != nil {
				b.Fatal(err)
			}
			n := 0
			for b.Loop() {
				n++
				own := bytes.Replace(eml, []byte(m.ID), fmt.Appendf(nil, "n-%s-%06d@skagerrak.example", c.name, n), 1)
				if o := s.Send(b.Context(), to(customer), own); o.Kind != Delivered {
					b.Fatal(o)
				}
				if c.each {
					s.Close()
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "mails/s")
		})
	}
}
