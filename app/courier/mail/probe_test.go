package mail

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
)

func TestWhatAServerWouldTake(t *testing.T) {
	server := mailtest.Start(t, mailtest.Options{Auth: true, NoDetail: true})
	s := sender(t, server, nil)
	for _, c := range []struct{ from, to, says string }{
		{"bounces@lab.test", customer, ""},
		{"bounces+x@lab.test", customer, "bounces+x@lab.test as a sender"},
		{"bounces@lab.test", "kari+x@lab.test", "kari+x@lab.test as a recipient"},
		{mailtest.RefusedSender, customer, "550"},
		{"bounces@lab.test", mailtest.Greylisted, ""},
		{"nobody", customer, "not an e-mail address"},
	} {
		err := s.Accepts(t.Context(), Envelope{From: c.from, To: []string{c.to}})
		if c.says == "" && err != nil || c.says != "" && (!fault.Has(err, NotTaken) || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%s to %s: %v", c.from, c.to, err)
		}
	}
	if o := s.Send(t.Context(), to(customer), letter(t)); o.Kind != Delivered || len(server.Messages(t)) != 1 {
		t.Errorf("afterwards: %s, %d messages", o, len(server.Messages(t)))
	}
	if err := sender(t, server, func(c *Config) { c.Port = 1 }).Accepts(t.Context(), to(customer)); !fault.Has(err, Unreachable) {
		t.Errorf("nobody there: %v", err)
	}
}
