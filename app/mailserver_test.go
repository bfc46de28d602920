package main

import (
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
)

// A server that will have nothing of us, in every way a server can: each time the verb says so in a sentence, no message is
// lost and none counts as sent. Then it is mended and everything leaves.
func TestMailServerThatTakesNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	good := mailtest.Start(t, mailtest.Options{Auth: true})
	o.mailsBy(good, "mail.timeoutseconds=1")
	o.owes(customer{Number: "C1", Name: "En AS", Email: "c1@lab.test"}, customer{Number: "C2", Name: "To AS", Email: "c2@lab.test"})
	o.connects()
	o.must("wave", "propose")
	at := func(s *mailtest.Server) []string {
		return []string{"mail.host=" + s.Host, fmt.Sprint("mail.port=", s.Port)}
	}
	for i, c := range []struct {
		name   string
		change []string
		says   string
	}{
		{"nobody listens", []string{"mail.host=127.0.0.1", fmt.Sprint("mail.port=", deadPort(t))}, "refused"},
		{"never says a word", at(mailtest.Start(t, mailtest.Options{Silent: true})), "did not answer in time"},
		{"closed for maintenance", at(mailtest.Start(t, mailtest.Options{Unavailable: true})), "421"},
		{"protects nothing", at(mailtest.Start(t, mailtest.Options{NoStartTLS: true})), "STARTTLS"},
		{"certificate of somebody else", at(mailtest.Start(t, mailtest.Options{Auth: true})), "certificate"},
		{"wrong user", append(at(good), "mail.user=somebody@lab.test"), "535"},
	} {
		o.must(append([]string{"settings"}, c.change...)...)
		verb := []string{"outbox", "send"}
		if i == 0 {
			verb = []string{"wave", "release", "1"}
		}
		if got := o.refused("unavailable", verb...); !strings.Contains(got, c.says) {
			t.Errorf("%s: want %q in %s", c.name, c.says, got)
		}
		if rows := o.outbox(); len(rows) != 2 || slices.ContainsFunc(rows, func(m waiting) bool { return m.State != "queued" || m.Attempts != 0 }) {
			t.Errorf("%s: %+v", c.name, rows)
		}
		o.later(2 * time.Minute) // the way out is tried again after a minute
	}
	o.must("settings", "mail.user="+mailtest.User)
	if got := o.must("outbox", "send"); !strings.Contains(got, "2 sent, 0 failed, 0 uncertain, 0 waiting") {
		t.Errorf("after it was mended: %s", got)
	}
	if got := len(o.arrivals(good)); got != 2 {
		t.Errorf("%d mails arrived", got)
	}
	o.whole()
}

// deadPort is a port of this machine on which nobody listens.
func deadPort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// A hundred and five customers, of whom five meet a server in five bad moods. The others get their mail in the same run.
func TestMailServerInBadMoods(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	server := mailtest.Start(t, mailtest.Options{Auth: true})
	o.mailsBy(server, "mail.timeoutseconds=1")
	moods := map[string]string{
		"unknown": mailtest.Unknown, "grey": mailtest.Greylisted, "inside": mailtest.DropInside, "after": mailtest.DropAfter, "hangs": mailtest.HangAfter,
	}
	var people []customer
	for n, address := range moods {
		people = append(people, customer{Number: n, Name: "Kunde " + n, Email: address, Street: "Storgata 1"})
	}
	for i := range 100 {
		n := fmt.Sprintf("C%03d", i)
		people = append(people, customer{Number: n, Name: "Kunde " + n, Email: strings.ToLower(n) + "@lab.test"})
	}
	o.owes(people...)
	o.connects()
	o.must("wave", "propose")
	if got := o.must("wave", "release", "1"); !strings.Contains(got, "100 sent, 1 failed, ") {
		t.Errorf("got %s", got)
	}
	states := map[string]waiting{}
	for _, m := range o.outbox() {
		states[m.To] = m
	}
	for to, want := range map[string]string{
		mailtest.Greylisted: "queued", mailtest.DropAfter: "uncertain", mailtest.HangAfter: "uncertain",
		mailtest.DropInside: "queued uncertain", // as far as the message had been written when the line went dead
	} {
		if got := states[to]; got.State == "" || !strings.Contains(want, got.State) || got.Detail == "" {
			t.Errorf("%s: %+v, want it %s with the server's word", to, got, want)
		}
	}

	// The dead address: no level taken, somebody is asked to mend it, and the next reminder is a letter.
	if levels := o.levels(); levels["F-unknown"] != 0 || levels["F-C001"] != 1 || levels["F-after"] != 1 {
		t.Errorf("levels: unknown %d, C001 %d, after %d", levels["F-unknown"], levels["F-C001"], levels["F-after"])
	}
	if made := o.log("task-made", "notice-failed"); !slices.ContainsFunc(made, func(e entry) bool { return strings.Contains(e.Data, mailtest.Unknown) }) {
		t.Errorf("nobody is asked to mend the dead address: %v", made)
	}
	if next := o.plan().Notices; len(next) != 1 || next[0].Debtor != "unknown" || next[0].Channel != "letter" {
		t.Errorf("the next wave would be %+v", next)
	}

	// What is uncertain is never sent again by itself, and what was put off is tried again, at the latest after the third time.
	for range 3 {
		o.later(4 * time.Hour)
		o.must("outbox", "send")
	}
	for to, n := range map[string]int{mailtest.DropAfter: 1, mailtest.HangAfter: 1, mailtest.Greylisted: 0, mailtest.DropInside: 0, mailtest.Unknown: 0} {
		if got := delivered(t, server, to); got != n {
			t.Errorf("%s has %d mails, want %d", to, got, n)
		}
	}
	for _, m := range o.outbox() {
		if m.To == mailtest.Greylisted && m.Attempts != 4 {
			t.Errorf("the greylisted mail was tried %d times", m.Attempts)
		}
	}
	o.whole()
}

func delivered(t *testing.T, s *mailtest.Server, to string) (n int) {
	t.Helper()
	for _, m := range s.Messages(t) {
		if slices.Contains(m.To, to) {
			n++
		}
	}
	return n
}

// A mail that is put off again and again does not leave days later with a deadline that is nearly over: it is taken back
// with its level, and the next wave makes it anew.
func TestMailThatIsPutOffForDaysIsTakenBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.mailsBy(mailtest.Start(t, mailtest.Options{Auth: true}))
	o.owes(customer{Number: "C1", Name: "En AS", Email: mailtest.Greylisted})
	o.connects()
	o.must("wave", "propose")
	o.must("wave", "release", "1")
	if rows := o.outbox(); len(rows) != 1 || rows[0].Code != "mail-temporary" || !strings.Contains(rows[0].Detail, "greylisted") {
		t.Fatalf("got %+v", rows)
	}
	for range 3 * 24 / 4 {
		o.later(4*time.Hour + time.Minute)
		o.must("outbox", "send")
	}
	if rows := o.outbox(); len(rows) != 0 {
		t.Errorf("still there: %+v", rows)
	}
	if taken := o.log("notice-cancelled"); len(taken) != 1 || !strings.Contains(taken[0].Data, "too near") {
		t.Errorf("the log tells of %v", taken)
	}
	o.must("sync")
	if p := o.plan(); o.levels()["F-C1"] != 0 || len(p.Notices) != 1 || p.Notices[0].Level != 1 {
		t.Errorf("the next wave would be %+v", p)
	}
}

// The password lies outside the book: neither the book nor anything printed holds it.
func TestMailPasswordIsNowhereToBeSeen(t *testing.T) {
	o := newOffice(t)
	server := mailtest.Start(t, mailtest.Options{Auth: true})
	o.mailsBy(server)
	for _, verb := range [][]string{{"settings", "--json"}, {"doctor"}, {"log", "show"}} {
		if got := o.run(verb...); strings.Contains(got.String(), mailtest.Password) {
			t.Errorf("%v prints the password", verb)
		}
	}
	for _, name := range []string{o.book, o.book + "-wal"} {
		if text, err := os.ReadFile(name); err == nil && strings.Contains(string(text), mailtest.Password) {
			t.Errorf("%s holds the password", name)
		}
	}
}
