//go:build unix

package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// BenchmarkWaveByMail releases a wave into a real Postfix over one TLS connection, with all that belongs to it: letters made and
// attached, each mail committed before it leaves and after. It reports how many mails a second were made, and how many sent: at
// least 200 is the goal.
func BenchmarkWaveByMail(b *testing.B) {
	const mails = 1000
	lab := mailtest.StartLab(b)
	for b.Loop() {
		b.StopTimer()
		o := newOffice(b)
		cmd := o.command("settings", "mail.mode=server", "mail.host=localhost", "mail.port=2465", "mail.security=tls", "mail.user=dunning@lab.test",
			"mail.from=dunning@lab.test", "mail.cafile="+lab.Certificate(), "--mail-password")
		cmd.Stdin = strings.NewReader(mailtest.LabPassword + "\n")
		if got := finish(b, cmd); got.status != 0 {
			b.Fatal(got)
		}
		people := crowd(mails)
		for i := range people {
			people[i].Email = fmt.Sprintf("customer+%d@lab.test", i)
		}
		o.owes(people...)
		o.connects()
		o.must("wave", "propose")
		b.Setenv(connectorsVariable, filepath.Join(o.dir, "connectors"))
		d := o.look()
		var making, sending time.Time
		b.StartTimer()
		got, err := d.Release(b.Context(), 1, func(p desk.Progress) {
			switch now := time.Now(); {
			case p.Phase == "making" && making.IsZero():
				making = now
			case p.Phase == "sending" && sending.IsZero():
				sending = now
			}
		})
		if err != nil || got.Send.Sent != mails {
			b.Fatalf("%+v, %v", got, err)
		}
		b.ReportMetric(mails/sending.Sub(making).Seconds(), "made/s")
		b.ReportMetric(mails/time.Since(sending).Seconds(), "sent/s")
	}
}
