package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
)

// both runs the same verb in two processes at once.
func (o *office) both(args ...string) [2]said {
	o.t.Helper()
	var got [2]said
	ends := make(chan int, 2)
	for i := range got {
		cmd := o.command(args...)
		go func() {
			got[i] = finish(o.t, cmd)
			ends <- i
		}()
	}
	<-ends
	<-ends
	return got
}

// Two people press Release at the same moment. One of them does it; the other is told that it is being done, or was.
func TestTwoReleasesAtOnce(t *testing.T) {
	const notices = 30
	o := newOffice(t)
	server := mailtest.Start(t, mailtest.Options{Auth: true})
	o.mailsBy(server)
	o.owes(crowd(notices)...)
	o.connects()
	o.must("wave", "propose")

	got := o.both("wave", "release", "1")
	slices.SortFunc(got[:], func(a, b said) int { return a.status - b.status })
	if got[0].status != 0 || got[1].status != 1 || !slices.Contains([]string{"being-released", "conflict"}, got[1].code()) {
		t.Errorf("one should release and one be told so: %s\n%s", got[0], got[1])
	}
	if !strings.Contains(got[0].out, "30 notices made") || !strings.Contains(got[0].out, "30 sent") {
		t.Errorf("got %s", got[0].out)
	}
	if arrived := o.arrivals(server); len(arrived) != notices {
		t.Errorf("%d notices arrived", len(arrived))
	}
	for number, level := range o.levels() {
		if level != 1 {
			t.Errorf("%s stands at level %d", number, level)
		}
	}
	o.whole()
}

// crowd is a number of customers with a mail address each.
func crowd(n int) (all []customer) {
	for i := range n {
		number := fmt.Sprintf("C%03d", i)
		all = append(all, customer{Number: number, Name: "Kunde " + number + " AS", Email: strings.ToLower(number) + "@lab.test"})
	}
	return all
}

// Two programs send what waits: each message has one sender.
func TestTwoSendersAtOnce(t *testing.T) {
	const notices = 30
	o := newOffice(t)
	server := mailtest.Start(t, mailtest.Options{Auth: true})
	o.mailsBy(server, "mail.port="+fmt.Sprint(deadPort(t)))
	o.owes(crowd(notices)...)
	o.connects()
	o.must("wave", "propose")
	o.refused("unavailable", "wave", "release", "1")
	o.must("settings", fmt.Sprint("mail.port=", server.Port))
	o.later(2 * time.Minute)

	got := o.both("outbox", "send")
	for _, one := range got {
		if one.status != 0 {
			t.Error(one)
		}
	}
	if arrived := o.arrivals(server); len(arrived) != notices {
		t.Errorf("%d notices arrived, %v", len(arrived), got)
	}
	if left := o.outbox(); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
	if sent := len(o.log("notice-sent")); sent != notices {
		t.Errorf("the log tells of %d sent notices", sent)
	}
}

// Two reads of one connection: the newer one wins, the older is told so, and the book is what the source says.
func TestTwoSyncsAtOnce(t *testing.T) {
	o := newOffice(t)
	o.owes(crowd(200)...)
	o.connects()
	for range 3 {
		for _, one := range o.both("sync", "books") {
			if one.status != 0 && (one.code() != "conflict" || !strings.Contains(one.err, "next: let the newer read finish")) {
				t.Error(one)
			}
		}
	}
	o.whole()
	if got := len(o.levels()); got != 200 {
		t.Errorf("%d items", got)
	}
	if left := o.plan().LeftOut; len(left) != 0 {
		t.Errorf("a read that ended well leaves nobody out: %v", left[0])
	}
}

// A server in the office runs the schedules while people work on the same book.
func TestServeBesideOtherVerbs(t *testing.T) {
	o := newOffice(t)
	o.owes(crowd(20)...)
	o.connects()
	cmd := o.command("serve")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd, ended := started(t, cmd)
	hello := make([]byte, 64)
	if n, err := out.Read(hello); err != nil || !strings.HasPrefix(string(hello[:n]), "serving ") {
		t.Fatalf("%q, %v", hello[:n], err)
	}
	o.must("wave", "propose")
	o.must("wave", "release", "1")
	o.whole()
	interrupt(t, cmd)
	<-ended
	if code := cmd.ProcessState.ExitCode(); code != 0 {
		t.Errorf("ended with %d after Ctrl+C", code)
	}
}
