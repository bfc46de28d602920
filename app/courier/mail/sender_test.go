package mail

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
)

const customer = "customer@lab.test"

func TestStoredBytesAreTheBytesThatLeave(t *testing.T) {
	for name, o := range map[string]mailtest.Options{
		"starttls": {Auth: true}, "tls": {Auth: true, TLS: true}, "login only": {LoginOnly: true}, "plain on this machine": {NoStartTLS: true},
	} {
		t.Run(name, func(t *testing.T) {
			server := mailtest.Start(t, o)
			s := sender(t, server, func(c *Config) {
				switch {
				case o.TLS:
					c.Security = TLS
				case o.NoStartTLS:
					c.Security, c.User, c.Password = None, "", ""
				}
			})
			eml := letter(t)
			eml = append(eml, ".\r\n..dots at the start of lines\r\n"...)
			for range 3 { // over one connection
				if o := s.Send(t.Context(), to(customer), eml); o.Kind != Delivered {
					t.Fatal(o)
				}
			}
			got := server.Messages(t)
			if len(got) != 3 || !bytes.Equal(got[2].Bytes, eml) || got[0].From != "bounces@lab.test" || got[0].To[0] != customer {
				t.Errorf("the server has %d messages, the last of %d bytes, sent %d", len(got), len(got[len(got)-1].Bytes), len(eml))
			}
		})
	}
}

// What is known after each way a server can behave, and whether it has the message.
func TestOutcomes(t *testing.T) {
	server := mailtest.Start(t, mailtest.Options{Auth: true})
	for _, c := range []struct {
		name  string
		to    []string
		from  string
		kind  Kind
		phase Phase
		code  int
		kept  int // messages the server took
	}{
		{"well", []string{customer}, "", Delivered, Answer, 250, 1},
		{"unknown recipient", []string{mailtest.Unknown}, "", Refused, Addressing, 550, 0},
		{"one of two unknown", []string{mailtest.Unknown, customer}, "", Delivered, Answer, 250, 1},
		{"greylisted", []string{mailtest.Greylisted}, "", Temporary, Addressing, 451, 0},
		{"unknown and greylisted", []string{mailtest.Unknown, mailtest.Greylisted}, "", Temporary, Addressing, 451, 0},
		{"spam", []string{mailtest.Spam}, "", Refused, Answer, 554, 0},
		{"mailbox full", []string{mailtest.Full}, "", Temporary, Answer, 452, 0},
		{"dropped inside the message", []string{mailtest.DropInside}, "", Uncertain, Answer, 0, 0}, // small: it was all written
		{"dropped before the answer", []string{mailtest.DropAfter}, "", Uncertain, Answer, 0, 1},
		{"no answer", []string{mailtest.HangAfter}, "", Uncertain, Answer, 0, 1},
		{"no answer to the recipient", []string{mailtest.HangAtRcpt}, "", NotSent, Addressing, 0, 0},
		{"sender not allowed", []string{customer}, mailtest.RefusedSender, NotSent, Sending, 550, 0},
		{"command in the address", []string{"a@b.example>\r\nRCPT TO:<x@y.example"}, "", Refused, Addressing, 0, 0},
		{"no recipient", nil, "", Refused, Addressing, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := sender(t, server, nil)
			before := len(server.Messages(t))
			envelope := to(c.to...)
			if c.from != "" {
				envelope.From = c.from
			}
			o := s.Send(t.Context(), envelope, letter(t))
			if o.Kind != c.kind || o.Phase != c.phase || o.Code != c.code {
				t.Errorf("got %+v, want %s in %s with %d", o, c.kind, c.phase, c.code)
			}
			if kept := len(server.Messages(t)) - before; kept != c.kept {
				t.Errorf("the server took %d messages, want %d", kept, c.kept)
			}
			if o := s.Send(t.Context(), to(customer), letter(t)); o.Kind != Delivered {
				t.Errorf("the next message: %s", o)
			}
		})
	}
}

func TestRefusedRecipientIsNamed(t *testing.T) {
	server := mailtest.Start(t, mailtest.Options{Auth: true})
	o := sender(t, server, nil).Send(t.Context(), to(mailtest.Unknown, customer, mailtest.Greylisted), letter(t))
	if o.Kind != Delivered || len(o.Refused) != 2 {
		t.Fatalf("%+v", o)
	}
	if r := o.Refused[0]; r.Addr != mailtest.Unknown || r.Status != "5.1.1" || !r.Permanent || r.Detail != "no such user here" {
		t.Errorf("%+v", r)
	}
	if r := o.Refused[1]; r.Addr != mailtest.Greylisted || r.Permanent {
		t.Errorf("%+v", r)
	}
	if got := server.Messages(t); len(got) != 1 || len(got[0].To) != 1 || got[0].To[0] != customer {
		t.Errorf("%+v", got)
	}
}

// A message larger than all buffers on the way shows the loss while it is written: then it certainly has not left.
func TestLostInTheMiddleOfALargeMessage(t *testing.T) {
	server := mailtest.Start(t, mailtest.Options{Auth: true})
	large := append(letter(t), bytes.Repeat([]byte("a line of text that goes on\r\n"), 700_000)...)
	o := sender(t, server, nil).Send(t.Context(), to(mailtest.DropInside), large)
	if o.Kind != NotSent || o.Phase != Content {
		t.Errorf("%+v", o)
	}
}

func TestServerWideObstacles(t *testing.T) {
	for _, c := range []struct {
		name    string
		options mailtest.Options
		change  func(*Config)
		phase   Phase
		says    string
	}{
		{"wrong password", mailtest.Options{Auth: true}, func(c *Config) { c.Password = "wrong" }, SigningIn, "535"},
		{"foreign certificate", mailtest.Options{}, func(c *Config) { c.Roots = x509.NewCertPool() }, Securing, "certificate"},
		{"foreign certificate over tls", mailtest.Options{TLS: true}, func(c *Config) { c.Security, c.Roots = TLS, x509.NewCertPool() }, Securing, "certificate"},
		{"no starttls", mailtest.Options{NoStartTLS: true}, nil, Securing, "STARTTLS"},
		{"maintenance", mailtest.Options{Unavailable: true}, nil, Greeting, "421 4.3.2 closed for maintenance"},
		{"silent", mailtest.Options{Silent: true}, nil, Greeting, "in time"},
		{"silent to tls", mailtest.Options{Silent: true}, func(c *Config) { c.Security = TLS }, Securing, "in time"},
		{"nobody there", mailtest.Options{}, func(c *Config) { c.Port = 1 }, Connecting, "refused"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server := mailtest.Start(t, c.options)
			s := sender(t, server, c.change)
			o := s.Send(t.Context(), to(customer), letter(t))
			if o.Kind != NotSent || o.Phase != c.phase || !o.ServerWide() || !strings.Contains(o.String(), c.says) {
				t.Errorf("got %s in %s, want not-sent in %s saying %q", o, o.Phase, c.phase, c.says)
			}
			if strings.Contains(o.String(), mailtest.Password) || strings.Contains(o.String(), "wrong") {
				t.Errorf("a password is in %q", o)
			}
			if err := s.Check(t.Context()); !fault.Has(err, Unreachable) {
				t.Errorf("check: %v", err)
			}
			if len(server.Messages(t)) != 0 {
				t.Error("the server took a message")
			}
		})
	}
}

func TestConnectionClosedBetweenMessagesIsOpenedAgain(t *testing.T) {
	server := mailtest.Start(t, mailtest.Options{Auth: true})
	s := sender(t, server, nil)
	for i := range 3 {
		if o := s.Send(t.Context(), to(mailtest.CloseAfter), letter(t)); o.Kind != Delivered {
			t.Fatalf("message %d: %s in %s", i, o, o.Phase)
		}
	}
	if got := len(server.Messages(t)); got != 3 {
		t.Errorf("%d messages arrived", got)
	}
}

func TestCancelledBeforeTheEndIsNotSent(t *testing.T) {
	server := mailtest.Start(t, mailtest.Options{Auth: true})
	s := sender(t, server, func(c *Config) { c.Timeouts.Command = time.Minute })
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if o := s.Send(ctx, to(mailtest.HangAtRcpt), letter(t)); o.Kind != NotSent || o.Detail != "stopped" {
		t.Errorf("%+v", o)
	}
	if o := s.Send(ctx, to(customer), letter(t)); o.Kind != NotSent {
		t.Errorf("after the end of its context: %+v", o)
	}
	if o := s.Send(t.Context(), to(customer), letter(t)); o.Kind != Delivered {
		t.Errorf("the next one: %+v", o)
	}
}

// Once the end of the message is written, cancelling waits for the word of the server.
func TestCancelledAfterTheEndStaysUncertainOnlyWithoutAnAnswer(t *testing.T) {
	server := mailtest.Start(t, mailtest.Options{Auth: true})
	s := sender(t, server, func(c *Config) { c.Timeouts.Answer = 600 * time.Millisecond })
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if o := s.Send(ctx, to(mailtest.HangAfter), letter(t)); o.Kind != Uncertain || o.Detail != "the server did not answer in time" {
		t.Errorf("%+v", o)
	}
}

func TestConfigThatCannotWork(t *testing.T) {
	good := Config{Host: "mail.example.com", Port: 587, Security: StartTLS, User: "u", Password: "p"}
	for field, change := range map[string]func(*Config){
		"host":     func(c *Config) { c.Host = "" },
		"port":     func(c *Config) { c.Port = 0 },
		"security": func(c *Config) { c.Security = None },
		"user":     func(c *Config) { c.User = "" },
	} {
		c := good
		change(&c)
		_, err := NewSender(c)
		var e *fault.Error
		if !errors.As(err, &e) || e.Field != field || e.Code != BadConfig {
			t.Errorf("%s: %v", field, err)
		}
	}
	insecure := good
	insecure.Security, insecure.Insecure = None, true
	if _, err := NewSender(insecure); !fault.Has(err, BadConfig) {
		t.Errorf("a password in clear: %v", err)
	}
	if _, err := NewSender(good); err != nil {
		t.Error(err)
	}
}

func BenchmarkSend(b *testing.B) {
	server := mailtest.Start(b, mailtest.Options{Auth: true})
	s := sender(b, server, nil)
	eml := append(letter(b), bytes.Repeat([]byte("JVBERi0xLjMKJeLjz9MKMyAwIG9iago8PC9UeXBlIC9QYWdlCi9QYXJlbnQgMSAwIFIK\r\n"), 500)...)
	for b.Loop() {
		if o := s.Send(b.Context(), to(customer), eml); o.Kind != Delivered {
			b.Fatal(o)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "mails/s")
}

func sender(t testing.TB, server *mailtest.Server, change func(*Config)) *Sender {
	t.Helper()
	cfg := Config{
		Host: server.Host, Port: server.Port, Security: StartTLS, User: mailtest.User, Password: mailtest.Password, Roots: server.Roots,
		Timeouts: Timeouts{Connect: 2 * time.Second, Command: 2 * time.Second, Content: 10 * time.Second, Answer: 2 * time.Second},
	}
	if change != nil {
		change(&cfg)
	}
	s, err := NewSender(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func to(addr ...string) Envelope { return Envelope{From: "bounces@lab.test", To: addr} }

func letter(t testing.TB) []byte {
	t.Helper()
	eml, err := Build(message())
	if err != nil {
		t.Fatal(err)
	}
	return eml
}

func message() Message {
	return Message{
		ID: "n-2026-000087.1@skagerrak.example", Date: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC),
		From:     Address{"Skagerrak Engros AS", "regnskap@skagerrak.example"},
		ReplyTo:  Address{"Kari Nordby", "kari@skagerrak.example"},
		To:       []Address{{"Nordlys Bakeri AS", customer}},
		Language: "nb", References: []string{"n-2026-000051.a1@skagerrak.example", "a\r\nBcc: x@y.example", "n-2026-000060.b2@skagerrak.example"},
		Subject: "Purring: 19 685,31 kr – forfalt", Plain: "Hei,\n\nvi ber om betaling. Å betale: 19 685,31 kr\n", HTML: "<p>Hei,</p>",
		Attach: []Attachment{{"Purring 87.pdf", "application/pdf", []byte("%PDF-1.3\n")}},
	}
}
