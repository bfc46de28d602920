//go:build unix

package main

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net/mail"
	"os/exec"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// A wave of sixty mails whose program is killed again and again, while it makes notices and while it sends them. Whatever
// the moment, each notice arrives at most once, none is lost, and what nobody can know is listed for a person.
func TestKilledInTheMiddleOfAWave(t *testing.T) {
	if testing.Short() {
		t.Skip("starts some thirty processes")
	}
	const notices, seed = 60, 20260316
	o := newOffice(t)
	server := mailtest.Start(t, mailtest.Options{Auth: true})
	o.mailsBy(server, "mail.perminute=3000") // leaves the kills time to hit
	o.owes(crowd(notices)...)
	o.connects()
	o.must("wave", "propose")

	look, dice := o.look(), rand.New(rand.NewPCG(seed, 1))
	made := func() int { return counted(t, look, desk.OutQueued, desk.OutSending, desk.OutSent, desk.OutUncertain) }
	arrived := func() int { return len(server.Messages(t)) }
	kills := map[string]int{}
	for round := 1; !o.through(look); round++ {
		if round > 3*notices {
			t.Fatalf("the wave does not come to its end: %v", o.waveState())
		}
		before := arrived()
		if !o.killedAfter(func() int { return made() + arrived() }, 1+dice.IntN(9), o.nextVerb()) {
			continue
		}
		if arrived() > before {
			kills["sending"]++
		} else {
			kills["making"]++
		}
	}
	o.judge(server, notices)
	t.Logf("seed %d: killed %d times while making, %d while sending", seed, kills["making"], kills["sending"])
	if kills["making"] < 1 || kills["sending"] < 3 {
		t.Errorf("too few kills to say anything: %v", kills)
	}
	o.settleEach(server)
}

// nextVerb is what a person would do after the program was found stopped.
func (o *office) nextVerb() []string {
	switch o.waveState() {
	case "proposed":
		return []string{"wave", "release", "1"}
	case "releasing":
		return []string{"wave", "resume", "1"}
	}
	return []string{"outbox", "send"}
}

func (o *office) waveState() string {
	o.t.Helper()
	var v struct {
		State string `json:"state"`
	}
	o.ask(&v, "wave", "show", "1")
	return v.State
}

// through reports whether the wave is released and nothing waits any more.
func (o *office) through(look *desk.Desk) bool {
	o.t.Helper()
	return o.waveState() == "released" && counted(o.t, look, desk.OutQueued, desk.OutSending) == 0
}

func counted(t testing.TB, look *desk.Desk, states ...desk.OutboxState) (n int) {
	t.Helper()
	counts, err := look.OutboxCounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range states {
		n += counts[s]
	}
	return n
}

// killedAfter runs a verb and kills it, without a word, as soon as progress has gone on by so many steps. It reports false
// when the verb came to its end before.
func (o *office) killedAfter(progress func() int, steps int, args []string) bool {
	o.t.Helper()
	cmd, ended := started(o.t, o.command(args...))
	want := progress() + steps
	killed := false
	within(o.t, max(o.patience, usualPatience), "the verb has ended or has come far enough", func() bool {
		select {
		case <-ended:
			return true
		default:
			killed = progress() >= want
			return killed
		}
	})
	if killed {
		_ = cmd.Process.Kill()
	}
	<-ended
	return killed && cmd.ProcessState.ExitCode() == -1
}

// started runs a command; the channel closes at its end.
func started(t testing.TB, cmd *exec.Cmd) (*exec.Cmd, <-chan struct{}) {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // how it ended stands in cmd.ProcessState
		close(ended)
	}()
	return cmd, ended
}

// judge holds the promise over the whole wave.
func (o *office) judge(server *mailtest.Server, notices int) {
	o.t.Helper()
	arrived := o.arrivals(server)
	sent := map[string]bool{}
	for _, e := range o.log("notice-sent") {
		if sent[e.Subject] {
			o.t.Errorf("notice %s is marked as sent twice", e.Subject)
		}
		sent[e.Subject] = true
	}
	states, numbers := map[string]int{"sent": len(sent)}, map[string]bool{}
	for number := range sent {
		numbers[number] = true
		if arrived[number] != 1 {
			o.t.Errorf("notice %s counts as sent and arrived %d times", number, arrived[number])
		}
	}
	inDoubt := 0
	for _, m := range o.outbox() {
		states[m.State]++
		if numbers[m.Number] {
			o.t.Errorf("the number %s was given twice", m.Number)
		}
		numbers[m.Number] = true
		if arrived[m.Number] > 0 && m.State != "uncertain" {
			o.t.Errorf("notice %s has arrived and is %s", m.Number, m.State)
		}
		inDoubt += arrived[m.Number]
	}
	total := 0
	for _, n := range states {
		total += n
	}
	if total != notices || len(numbers) != notices {
		o.t.Errorf("%d notices were to be made: %v, %d numbers", notices, states, len(numbers))
	}
	if noted := len(o.log("notice-uncertain")); noted != states["uncertain"] {
		o.t.Errorf("%d notices are uncertain, the histories tell of %d", states["uncertain"], noted)
	}
	for number, level := range o.levels() {
		if level != 1 {
			o.t.Errorf("%s stands at level %d after one wave", number, level)
		}
	}
	o.whole()
	o.t.Logf("%d notices: %v; %d arrived, %d of them in doubt", notices, states, len(arrived), inDoubt)
}

// arrivals counts the server's messages by notice number; a Message-ID that came twice is an error.
func (o *office) arrivals(server *mailtest.Server) map[string]int {
	o.t.Helper()
	numbers, ids := map[string]int{}, map[string]bool{}
	for _, m := range server.Messages(o.t) {
		id := messageID(o.t, m.Bytes)
		if ids[id] {
			o.t.Errorf("%s arrived twice", id)
		}
		ids[id] = true
		numbers[numberOf(id)]++
	}
	return numbers
}

// messageID reads the header of a mail; the body must be there to its end.
func messageID(t testing.TB, eml []byte) string {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(eml))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, m.Body); err != nil {
		t.Fatal(err)
	}
	return strings.Trim(m.Header.Get("Message-Id"), "<>")
}

// numberOf is the notice number in front of a Message-ID.
func numberOf(id string) string {
	at := strings.LastIndexByte(id[:strings.IndexByte(id, '@')], '.')
	return id[:at]
}

// settleEach is what a person does in the end: looks into the customer's mailbox and says what became of each.
func (o *office) settleEach(server *mailtest.Server) {
	o.t.Helper()
	arrived := o.arrivals(server)
	var settled int
	for _, m := range o.outbox() {
		if m.State != "uncertain" {
			continue
		}
		as := "resend"
		if arrived[m.Number] == 1 {
			as = "sent"
		}
		o.must("outbox", "settle", fmt.Sprint(m.ID), "--as", as, "--why", "looked into the Sent folder")
		settled++
	}
	if settled > 0 {
		o.must("outbox", "send")
	}
	if left := o.outbox(); len(left) != 0 {
		o.t.Errorf("after everything was settled there is still %v", left)
	}
	for number, n := range o.arrivals(server) {
		if n != 1 {
			o.t.Errorf("notice %s arrived %d times", number, n)
		}
	}
	if got := len(o.arrivals(server)); got != 60 {
		o.t.Errorf("%d notices arrived in the end", got)
	}
	if got := len(o.log("notice-settled")); got != settled {
		o.t.Errorf("%d messages were settled, the log tells of %d", settled, got)
	}
}
