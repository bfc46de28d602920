//go:build unix

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// fireSize is how many notices the large wave has. `make fire` runs it with ten thousand.
const fireSize = "DUNNINGDESK_FIRE"

// A large wave on one book, one mailbox in a hundred dead, one greylisted at first, two servers' answers lost; the program is
// killed five times and started again, the last time beside a second one.
func TestALargeWaveWithFiveRestarts(t *testing.T) {
	if testing.Short() {
		t.Skip("sends a large wave")
	}
	const seed, restarts = 20260401, 5
	notices := 600
	if text := os.Getenv(fireSize); text != "" {
		var err error
		if notices, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	begun := time.Now()
	o := newOffice(t)
	o.patience = 20 * time.Minute
	server := mailtest.Start(t, mailtest.Options{Auth: true})
	o.mailsBy(server, "mail.timeoutseconds=5")
	people := crowd(notices)
	for i := range people {
		switch {
		case i%100 == 50:
			people[i].Email = mailtest.Unknown
		case i%100 == 70:
			people[i].Email = mailtest.GreyFirst
		case i == notices/3, i == 2*notices/3:
			people[i].Email = mailtest.DropAfter
		}
	}
	o.owes(people...)
	o.connects()
	o.must("wave", "propose")
	read := time.Since(begun)

	look, dice := o.look(), rand.New(rand.NewPCG(seed, 1))
	progress := func() int {
		return counted(t, look, desk.OutQueued, desk.OutSending, desk.OutSent, desk.OutUncertain, desk.OutFailed) + server.Count(t)
	}
	kills := 0
	for kills < restarts && !o.through(look) {
		if o.killedAfter(progress, 2*notices/8+dice.IntN(2*notices/16), o.nextVerb()) {
			kills++
		}
	}
	for rounds := 0; !o.through(look); rounds++ {
		if rounds > 20 {
			t.Fatalf("the wave does not come to its end: %s, %v", o.waveState(), o.outbox())
		}
		if rounds > 0 {
			o.run(o.nextVerb()...)
		} else {
			for _, one := range o.both(o.nextVerb()...) {
				if one.status != 0 && !slices.Contains([]string{"being-released", "conflict", "stale-data"}, one.code()) { // the other one has it in hand
					t.Error(one)
				}
			}
		}
		o.later(10 * time.Minute) // what was greylisted is tried again
	}
	f := o.fates(server)
	t.Logf("seed %d: %d notices, killed %d times, read and planned in %s, sent in %s (%.0f notices/s): %s", seed, notices, kills,
		read.Round(time.Second), (time.Since(begun) - read).Round(time.Second), float64(notices)/(time.Since(begun)-read).Seconds(), f)
	if kills != restarts || f.issued != notices || f.failed < notices/100-kills || f.uncertain > kills+2+kills*2 {
		t.Errorf("killed %d times: %s", kills, f)
	}
	o.whole()
}

// The program dies right before and right after the commit of each change that a message goes through, on one book, one death after
// another. Whatever the moment: nothing arrives twice, nothing is lost, and what nobody can know is listed.
func TestKilledAroundEveryChange(t *testing.T) {
	if testing.Short() {
		t.Skip("starts some fifty processes")
	}
	o := newOffice(t)
	server := mailtest.Start(t, mailtest.Options{Auth: true})
	o.mailsBy(server, "mail.timeoutseconds=5")
	people := slices.Concat(crowd(24), several("U", mailtest.Unknown, 5), several("G", mailtest.GreyFirst, 6), several("D", mailtest.DropAfter, 5))
	dice := rand.New(rand.NewPCG(20260402, 1))
	dice.Shuffle(len(people), func(i, j int) { people[i], people[j] = people[j], people[i] })
	o.owes(people...)
	o.connects()
	o.must("wave", "propose")
	look := o.look()
	var moments []string
	for _, change := range deadlyChanges {
		moments = append(moments, change+"/before", change+"/after")
	}
	note, died, deaths := filepath.Join(o.dir, "died"), map[string]int{}, 0
	for rounds := 0; !o.through(look); rounds++ {
		if rounds > 100 {
			t.Fatalf("the wave does not come to its end: %s, %v", o.waveState(), o.outbox())
		}
		cmd := o.command(o.nextVerb()...)
		// At each moment once first, then at any moment three times.
		left := slices.DeleteFunc(slices.Clone(moments), func(m string) bool { return died[m] > 0 })
		if deaths >= len(moments) && deaths < len(moments)+3 {
			left = moments
		}
		cmd.Env = append(cmd.Env, deathVariable+"="+note+"="+strings.Join(left, ","))
		if finish(t, cmd).status == -1 {
			at, err := os.ReadFile(note)
			if err != nil {
				t.Fatal(err)
			}
			died[string(at)]++
			deaths++
			continue
		}
		o.later(10 * time.Minute) // what was greylisted is tried again
	}
	f := o.fates(server)
	never := slices.DeleteFunc(moments, func(m string) bool { return died[m] > 0 })
	t.Logf("died %d times, around %d changes: %s", deaths, len(died), f)
	if f.issued != len(people) || len(never) > 0 {
		t.Errorf("%d were to be made; never died at %v; %s", len(people), never, f)
	}
	o.whole()
}

// Two desks send from one book, and one of them is killed again and again: the other goes on, and judges what the dead one left.
func TestTwoDesksOfWhichOneIsKilled(t *testing.T) {
	const notices = 120
	o := newOffice(t)
	server := mailtest.Start(t, mailtest.Options{Auth: true})
	o.mailsBy(server, "mail.port="+fmt.Sprint(deadPort(t)))
	o.owes(crowd(notices)...)
	o.connects()
	o.must("wave", "propose")
	o.refused("unavailable", "wave", "release", "1")
	o.must("settings", fmt.Sprint("mail.port=", server.Port))
	o.later(2 * time.Minute)
	survivor, ended := started(t, o.command("outbox", "send"))
	kills := 0
	for server.Count(t) < notices-30 {
		if o.killedAfter(func() int { return server.Count(t) }, 7, []string{"outbox", "send"}) {
			kills++
		}
	}
	<-ended
	for rounds := 0; counted(t, o.look(), desk.OutQueued, desk.OutSending) > 0; rounds++ {
		if rounds > 5 {
			t.Fatalf("it does not come to its end: %v", o.outbox())
		}
		o.run("outbox", "send")
	}
	f := o.fates(server)
	t.Logf("one desk killed %d times, the other ended with %d: %s", kills, survivor.ProcessState.ExitCode(), f)
	if f.issued != notices || f.uncertain > kills || kills == 0 {
		t.Errorf("killed %d times: %s", kills, f)
	}
	o.whole()
}

// fates counts what became of the notices of a book.
type fates struct{ issued, sent, failed, uncertain, waiting, arrived, inDoubt int }

func (f fates) String() string {
	return fmt.Sprintf("%d issued: %d sent, %d failed, %d uncertain, %d waiting; %d arrived, of which %d are uncertain", f.issued, f.sent, f.failed, f.uncertain,
		f.waiting, f.arrived, f.inDoubt)
}

// fates holds the promise for each notice that was ever made: it arrived once if it counts as sent, at most once and listed if it is
// uncertain, never if it failed or waits; and it is one of these.
func (o *office) fates(server *mailtest.Server) (f fates) {
	o.t.Helper()
	arrived, state := o.arrivals(server), map[string]string{}
	for _, e := range o.log("notice-issued") {
		if state[e.Subject] != "" {
			o.t.Errorf("notice %s was issued twice", e.Subject)
		}
		state[e.Subject] = "lost"
	}
	for _, e := range o.log("notice-failed") {
		state[e.Subject] = "failed"
	}
	for _, m := range o.outbox() {
		state[m.Number] = m.State
	}
	for _, e := range o.log("notice-sent") {
		if state[e.Subject] != "lost" && state[e.Subject] != "failed" {
			o.t.Errorf("notice %s is sent and %s", e.Subject, state[e.Subject])
		}
		state[e.Subject] = "sent"
	}
	f.issued, f.arrived = len(state), len(arrived)
	for number, is := range state {
		n := arrived[number]
		switch {
		case n > 1:
			o.t.Errorf("notice %s arrived %d times and is %s", number, n, is)
		case is == "sent" && n == 1:
			f.sent++
		case is == "failed" && n == 0:
			f.failed++
		case is == "uncertain":
			f.uncertain++
			f.inDoubt += n
		case (is == "queued" || is == "sending") && n == 0:
			f.waiting++
		default:
			o.t.Errorf("notice %s is %s and arrived %d times", number, is, n)
		}
	}
	for number := range arrived {
		if state[number] == "" {
			o.t.Errorf("%s arrived, and the book knows nothing of it", number)
		}
	}
	if noted := len(o.log("notice-uncertain")); noted != f.uncertain {
		o.t.Errorf("%d notices are uncertain, the histories tell of %d", f.uncertain, noted)
	}
	return f
}

// names of recipients whom a server treats in one way, several times.
func several(mood, address string, n int) (all []customer) {
	for i := range n {
		number := fmt.Sprintf("%s%02d", mood, i)
		all = append(all, customer{Number: number, Name: "Kunde " + number, Email: address, Street: "Storgata 1"})
	}
	return all
}
