//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// posted is a line of `postings list --json`.
type posted struct {
	ID     int64  `json:"id"`
	Key    string `json:"key"`
	State  string `json:"state"`
	Code   string `json:"code"`
	Number string `json:"number"`
}

// bookingOffice is an office whose accounting system, the demo company's, can be written into.
func bookingOffice(t *testing.T, customers int) (o *office, journal string) {
	t.Helper()
	o = newOffice(t)
	o.install("demo", "../connectors/demo")
	journal = filepath.Join(o.dir, "books.jsonl")
	o.must("connect", "books", "--connector", "demo", "--approve", "--set", "journal="+journal,
		"--set", "customers="+strconv.Itoa(customers), "--set", "open_items=1")
	o.must("sync", "books")
	o.must("postings", "kinds", "books", "write-off")
	return o, journal
}

// givesUp writes 1.00 off of each of so many items.
func (o *office) givesUp(n int) {
	o.t.Helper()
	var rows []struct {
		Debtor, Number string
	}
	o.ask(&rows, "items", "--open")
	for _, r := range rows[:n] {
		o.must("write-off", r.Debtor, "--item", r.Number+"=1.00", "--reason", "goodwill", "--why", "a test")
	}
}

func (o *office) postings() (rows []posted) {
	o.t.Helper()
	o.ask(&rows, "postings", "list", "--all")
	return rows
}

// keysIn are the keys of a journal's whole lines, as often as they stand there.
func keysIn(t *testing.T, journal string) map[string]int {
	t.Helper()
	b, err := os.ReadFile(journal)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	keys := map[string]int{}
	for line := range bytes.Lines(b) {
		var e struct{ Key string }
		if json.Unmarshal(line, &e) == nil {
			keys[e.Key]++
		}
	}
	return keys
}

// The desk is killed without a word, again and again, while it writes into the accounting system. Each write-off is booked
// once in the end, and at no moment twice.
func TestTheDeskIsKilledWhileItWritesBack(t *testing.T) {
	if testing.Short() {
		t.Skip("starts some fifty processes")
	}
	const losses, seed = 14, 20260316
	o, journal := bookingOffice(t, 40)
	o.givesUp(losses)
	dice, kills, inDoubt := rand.New(rand.NewPCG(seed, 1)), 0, 0
	for round := 0; ; round++ {
		if round > 10*losses {
			t.Fatal("it does not come to its end")
		}
		wanted := len(keysIn(t, journal))
		progress := func() int { return len(keysIn(t, journal)) - wanted }
		steps := 1
		if dice.IntN(3) == 0 {
			steps = 0 // before anything is booked, wherever that is
		}
		killed := o.killedAfter(progress, steps, []string{"postings", "send"})
		for key, n := range keysIn(t, journal) {
			if n != 1 {
				t.Fatalf("%s is booked %d times", key, n)
			}
		}
		if killed {
			kills++
		}
		waiting := 0
		for _, p := range o.postings() {
			if p.State == "writing" || p.State == "uncertain" {
				inDoubt++
			}
			if p.State != "written" {
				waiting++
			}
		}
		if waiting == 0 {
			break
		}
	}
	if kills < 4 || inDoubt == 0 {
		t.Errorf("too few kills to say anything: %d, and %d postings in doubt", kills, inDoubt)
	}
	keys := keysIn(t, journal)
	for _, p := range o.postings() {
		if keys[p.Key] != 1 || p.Number == "" {
			t.Errorf("posting %+v is booked %d times", p, keys[p.Key])
		}
	}
	if len(keys) != losses {
		t.Errorf("%d bookings for %d write-offs", len(keys), losses)
	}
	o.whole()
	t.Logf("seed %d: killed %d times, %d times a posting was in doubt", seed, kills, inDoubt)
}

// The connector is killed while it writes: nobody knows whether it did, the posting is uncertain, and the next round looks
// into the accounting system, which may have it or not.
func TestTheConnectorIsKilledWhileItWrites(t *testing.T) {
	for name, booked := range map[string]bool{"it had booked": true, "it had not": false} {
		t.Run(name, func(t *testing.T) {
			o, journal := bookingOffice(t, 5)
			o.givesUp(1)
			// Books that keep everybody who opens them waiting.
			if err := syscall.Mkfifo(journal, 0o600); err != nil {
				t.Skip("no named pipes here: ", err)
			}
			cmd, ended := started(t, o.command("postings", "send"))
			var gate *os.File
			until(t, "the connector opens the books to write", func() bool {
				var err error
				if gate, err = os.OpenFile(journal, os.O_WRONLY|syscall.O_NONBLOCK, 0); err != nil {
					return false // nobody reads
				}
				if o.postings()[0].State == "writing" {
					return true
				}
				_ = gate.Close() // the customer is read again before: the books are empty yet
				return false
			})
			defer func() { _ = gate.Close() }()
			if err := syscall.Kill(childOf(t, cmd.Process.Pid, "demo"), syscall.SIGKILL); err != nil {
				t.Fatal(err)
			}
			<-ended
			one := o.postings()[0]
			if one.State != "uncertain" || one.Code != "connector-crashed" {
				t.Fatalf("it stands at %+v", one)
			}
			if err := os.Remove(journal); err != nil {
				t.Fatal(err)
			}
			if booked {
				line := fmt.Sprintf(`{"key":%q,"kind":"write-off","debtor":"C10001","date":"2026-03-16"}`+"\n", one.Key)
				if err := os.WriteFile(journal, []byte(line), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			o.must("postings", "send")
			if keys := keysIn(t, journal); len(keys) != 1 || keys[one.Key] != 1 {
				t.Errorf("the books hold %v", keys)
			}
			if after := o.postings()[0]; after.State != "written" {
				t.Errorf("it stands at %+v", after)
			}
			if got := o.log("posting-ended"); len(got) != 2 {
				t.Errorf("the log tells of %v", got)
			}
		})
	}
}

// childOf gives the process of a name that another has started: beside the connector runs what ends it when the desk is killed.
func childOf(t *testing.T, parent int, name string) int {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil || len(stats) == 0 {
		t.Skip("no /proc here")
	}
	for _, file := range stats {
		b, err := os.ReadFile(file)
		if err != nil {
			continue // it has ended
		}
		// pid (name) state ppid ...; the name may hold anything.
		rest := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
		if len(rest) < 2 || rest[1] != strconv.Itoa(parent) || !bytes.Contains(b, []byte("("+name+")")) {
			continue
		}
		pid, err := strconv.Atoi(filepath.Base(filepath.Dir(file)))
		if err != nil {
			t.Fatal(err)
		}
		return pid
	}
	t.Fatal("no connector runs")
	return 0
}
