//go:build unix

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/host"
)

// A connector that was honest when it was approved and has turned bad since. Its read ends with a code of its own, nothing
// counts as settled, its customers hear nothing until it is mended, and the customers of the other books are reminded.
func TestConnectorsThatTurnBad(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.limits = host.Limits{Idle: 700 * time.Millisecond, Start: 5 * time.Second, Records: 20_000, Grace: 200 * time.Millisecond}
	o.owes(customer{Number: "C1", Name: "En AS", Email: "c1@lab.test"})
	o.connects()
	moody := o.install("moody", "../plugin/host/internal/rogue")
	o.must("connect", "moody", "--connector", "moody", "--approve")
	o.must("sync", "moody")
	before := o.must("items", "--json")
	if got := o.plan(); len(got.Notices) != 3 {
		t.Fatalf("three customers should be reminded: %+v", got)
	}
	program, err := os.ReadFile(moody)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		manner, code, says string
	}{
		{"crash-start", "connector-crashed", "no licence found"},
		{"chatty", "connector-handshake-failed", "Welcome to my connector!"},
		{"crash", "connector-crashed", "exit status 7"},
		{"quits", "connector-bad-message", "complete"},
		{"hang", "connector-hung", "did not answer in time"},
		{"flood", "connector-flooded", "20000 records"},
		{"huge", "connector-flooded", "8 MiB"},
		{"lie", "connector-counts-disagree", "claims 2"},
		{"inject", "connector-bad-message", "control character"},
		{"replaced", "connector-checksum-changed", "approved"},
	} {
		t.Run(c.manner, func(t *testing.T) {
			o := *o
			o.t = t
			o.behave(c.manner)
			if c.manner == "replaced" {
				replace(t, moody, append(program, 0))
			}
			got := o.refused(c.code, "sync", "moody")
			if !strings.Contains(got, c.says) {
				t.Errorf("want %q in: %s", c.says, got)
			}
			if strings.Contains(got, "@level") || strings.Contains(got, "level=ERROR") {
				t.Errorf("this is no sentence for a clerk: %s", got)
			}
			if after := o.must("items", "--json"); after != before {
				t.Errorf("the items have changed: %s", after)
			}
			p := o.plan()
			if len(p.Notices) != 1 || p.Notices[0].Debtor != "C1" {
				t.Errorf("the customers of the other books alone should be reminded: %+v", p.Notices)
			}
			if len(p.LeftOut) != 2 || p.LeftOut[0].Reason != "stale-data" || p.LeftOut[1].Reason != "stale-data" {
				t.Errorf("left out: %+v", p.LeftOut)
			}
			o.must("sync", "books")

			// Mended, it is trusted again at the next read.
			o.behave("honest")
			replace(t, moody, program)
			if got := o.must("sync", "moody"); !strings.Contains(got, "all sums agree") {
				t.Errorf("got %s", got)
			}
			if p := o.plan(); len(p.Notices) != 3 {
				t.Errorf("after it was mended: %+v", p)
			}
		})
	}
	o.must("log", "verify")
}

// What a connector prints is not part of what it says: a read with chatter on standard output is a read.
func TestConnectorThatPrintsWhileItReads(t *testing.T) {
	o := newOffice(t)
	o.install("moody", "../plugin/host/internal/rogue")
	o.behave("stdout")
	o.must("connect", "moody", "--connector", "moody", "--approve")
	var got struct {
		Complete bool              `json:"complete"`
		Sums     map[string]string `json:"sums"`
	}
	if err := json.Unmarshal([]byte(o.must("sync", "moody", "--json")), &got); err != nil {
		t.Fatal(err) // chatter in the program's own output would break it
	}
	if !got.Complete || got.Sums["NOK"] != "2500.00" {
		t.Errorf("got %+v", got)
	}
}

// A connector that was updated on purpose is approved anew, and the log says so.
func TestUpdatedConnectorIsApprovedAnew(t *testing.T) {
	o := newOffice(t)
	moody := o.install("moody", "../plugin/host/internal/rogue")
	o.must("connect", "moody", "--connector", "moody")
	o.refused("connector-not-approved", "sync", "moody")
	o.must("connect", "moody", "--approve")
	o.must("sync", "moody")
	program, err := os.ReadFile(moody)
	if err != nil {
		t.Fatal(err)
	}
	replace(t, moody, append(program, 0))
	o.refused("connector-checksum-changed", "sync", "moody")
	o.must("connect", "moody", "--approve")
	o.must("sync", "moody")
	if got := o.log("connector-approved"); len(got) != 2 || got[0].Data == got[1].Data {
		t.Errorf("the log tells of %v", got)
	}
}

// behave tells the moody connector what to do from now on.
func (o *office) behave(manner string) {
	o.t.Helper()
	if err := os.WriteFile(filepath.Join(o.dir, "connectors", "moody.manner"), []byte(manner), 0o600); err != nil {
		o.t.Fatal(err)
	}
}

// replace puts another program in a program's place.
func replace(t *testing.T, path string, program []byte) {
	t.Helper()
	if err := os.WriteFile(path+".new", program, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		t.Fatal(err)
	}
}
