package incoming_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/incoming"
)

func TestWhatAReportMeans(t *testing.T) {
	for _, c := range []struct {
		name   string
		report incoming.Report
		kind   incoming.Kind
		dead   bool
	}{
		{"no such mailbox", incoming.Report{Action: "failed", Status: "5.1.1"}, incoming.Bounce, true},
		{"no such host", incoming.Report{Action: "failed", Status: "5.4.4"}, incoming.Bounce, true},
		{"no codes but failed", incoming.Report{Action: "failed"}, incoming.Bounce, true},
		{"only a reply code", incoming.Report{Code: 550}, incoming.Bounce, true},
		{"mailbox full", incoming.Report{Action: "failed", Status: "5.2.2"}, incoming.Bounce, false},
		{"full, by the reply code alone", incoming.Report{Code: 552}, incoming.Bounce, false},
		{"we are taken for junk", incoming.Report{Action: "failed", Status: "5.7.1"}, incoming.Bounce, false},
		{"refused after the data, no word why", incoming.Report{Code: 554}, incoming.Bounce, false},
		{"too large", incoming.Report{Action: "failed", Status: "5.3.4"}, incoming.Bounce, false},
		{"given up after five days", incoming.Report{Action: "failed", Status: "4.4.7"}, incoming.Delay, false},
		{"still trying", incoming.Report{Action: "delayed", Status: "5.1.1"}, incoming.Delay, false},
		{"arrived", incoming.Report{Action: "delivered", Status: "2.1.5"}, incoming.Receipt, false},
		{"failed with a code of success is a fault of the reporter", incoming.Report{Action: "failed", Status: "2.0.0"}, incoming.Bounce, true},
	} {
		if got := c.report.Kind(); got != c.kind || c.report.Dead() != c.dead {
			t.Errorf("%s: %s, dead %v; want %s, %v", c.name, got, c.report.Dead(), c.kind, c.dead)
		}
	}
}
