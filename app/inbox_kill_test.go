//go:build unix

package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// A program is killed again and again while it fetches mails, and two of them fetch at once. Whatever the moment, each mail is in
// the book once, with all that follows from it, and none is missing.
func TestKilledWhileFetchingMail(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	const mails, seed = 150, 20260316
	o := newOffice(t)
	box := mailtest.StartIMAP(t, mailtest.IMAPOptions{})
	box.Folder("Read")
	o.answersBy(box)
	o.must("settings", "mail-in.markread=true", "mail-in.moveto=Read")
	o.owes(customer{Number: "C1", Name: "En AS", Email: "c1@lab.test"}, customer{Number: "C2", Name: "To AS", Email: "c2@lab.test"})
	o.connects()
	for i := range mails {
		from := "c1@lab.test"
		if i%3 == 0 {
			from = "stranger@else.example"
		}
		box.Put(o.post(), []byte(fmt.Sprintf("From: %s\r\nMessage-ID: <m%d@lab.test>\r\nSubject: Re\r\n\r\nAnswer %d\r\n%s", from, i, i, strings.Repeat("and more\r\n", 200))))
	}
	look, dice := o.look(), rand.New(rand.NewPCG(seed, 2))
	taken := func() int {
		rows, err := look.Incoming(t.Context(), desk.IncomingQuery{})
		if err != nil {
			t.Fatal(err)
		}
		return len(rows)
	}
	kills := 0
	for round := 0; taken() < mails; round++ {
		if round > mails {
			t.Fatalf("only %d of %d mails are taken", taken(), mails)
		}
		if o.killedAfter(taken, 1+dice.IntN(12), []string{"inbox", "fetch"}) {
			kills++
		}
	}
	for _, got := range o.both("inbox", "fetch") {
		if got.status != 0 {
			t.Error(got)
		}
	}
	seen := map[string]int{}
	for _, m := range o.inbox("--all") {
		seen[m.Text[:strings.IndexByte(m.Text, '\n')]]++
	}
	for i := range mails {
		if n := seen[fmt.Sprintf("Answer %d", i)]; n != 1 {
			t.Errorf("mail %d is in the book %d times", i, n)
		}
	}
	if n := len(o.log("answer-received")); n != mails-mails/3 {
		t.Errorf("%d answers in the history, want %d", n, mails-mails/3)
	}
	if n := len(o.log("hold-set")); n != 1 {
		t.Errorf("dunning was paused %d times for one customer", n)
	}
	t.Logf("seed %d: killed %d times while %d mails were fetched", seed, kills, mails)
	if kills < 3 {
		t.Errorf("only %d kills: too few to say anything", kills)
	}
	o.whole()
}
