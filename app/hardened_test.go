//go:build linux

package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/plugin/host"
)

// moodyOffice has a connection to a connector that is honest until its manner changes.
func moodyOffice(t *testing.T, kind string, limits host.Limits) (*office, string) {
	t.Helper()
	o := newOffice(t)
	o.limits = limits
	program := o.install(kind, "../plugin/host/internal/rogue")
	connect := o.command("connect", "moody", "--connector", kind, "--approve", "--secret", "password")
	connect.Stdin = strings.NewReader(moodyPassword + "\n")
	if got := finish(t, connect); got.status != 0 {
		t.Fatal(got)
	}
	o.must("sync", "moody")
	return o, program
}

const moodyPassword = "kirsebær & hunter22"

// Whatever a connector does, its read ends with a code and a sentence, nothing in the book but the record of the read is
// another, and no process of it is left.
func TestTheBookIsAsItWas(t *testing.T) {
	t.Parallel()
	o, program := moodyOffice(t, "moody", host.Limits{
		Idle: time.Second, Start: 10 * time.Second, Records: 30_000, Stretch: 20_000, StretchBytes: 32 << 20, Checkpoints: 200,
		Grace: 200 * time.Millisecond, Memory: 256 << 20, Chatter: 5000,
	})
	for _, c := range []struct {
		manner, code, says string
	}{
		{"crash", "connector-crashed", "exit status 7"},
		{"crash-stop", "connector-hung", "did not answer in time"},
		{"hang", "connector-hung", "did not answer in time"},
		{"frozen", "connector-hung", "did not answer in time"},
		{"ignores-stop", "connector-hung", "did not answer in time"},
		{"glutton", "connector-out-of-memory", "256 MiB of memory allowed"},
		{"glut-start", "connector-out-of-memory", "256 MiB of memory allowed"},
		{"noise", "connector-handshake-failed", "could not be reached"},
		{"garbage", "connector-bad-message", "broke the protocol"},
		{"garbage-cut", "connector-bad-message", "broke the protocol"},
		{"garbage-deep", "connector-bad-message", "broke the protocol"},
		{"wrong-sum", "connector-counts-disagree", "2500.00 arrived"},
		{"next-generation", "connector-counts-disagree", "generation"},
		{"cursor-huge", "connector-counts-disagree", "cursor"},
		{"marks", "connector-flooded", "200 checkpoints"},
		{"rows", "connector-flooded", "20000 records without a checkpoint"},
		{"huge", "connector-flooded", "8 MiB"},
		{"flood-empty", "connector-flooded", "5000 messages"},
		{"flood-progress", "connector-flooded", "32 MiB"},
		{"flood-diagnostics", "connector-flooded", "32 MiB"},
		{"flood-text", "connector-flooded", "32 MiB"},
		{"flood-renewals", "connector-flooded", "renewed its secrets"},
		{"leak", "connector-bad-message", "broke the protocol"},
		{"forks-session", "connector-hung", "did not answer in time"},
		{"forks-away", "connector-hung", "did not answer in time"},
	} {
		t.Run(c.manner, func(t *testing.T) {
			o := *o
			o.t = t
			before := o.content()
			o.behave(c.manner)
			got := o.refused(c.code, "sync", "moody")
			if !strings.Contains(got, c.says) {
				t.Errorf("want %q in: %s", c.says, got)
			}
			for _, word := range []string{"rpc error", "goroutine", "@level", "level=", "panic", ".go:"} {
				if strings.Contains(got, word) {
					t.Errorf("%q is no word for a clerk: %s", word, got)
				}
			}
			o.sameAs(before)
			if left := processesOf(t, filepath.Dir(program)); len(left) > 0 {
				t.Errorf("processes %v are left", left)
			}
		})
	}
	o.behave("honest")
	if got := o.must("sync", "moody"); !strings.Contains(got, "all sums agree") {
		t.Errorf("mended, it says %s", got)
	}
	o.must("log", "verify")
}

// A connector may crash or fall silent in whatever it is asked, not only while it reads.
func TestEveryCallMayCrashOrHang(t *testing.T) {
	t.Parallel()
	o, _ := moodyOffice(t, "moody-scribe", host.Limits{
		Start: 10 * time.Second, Check: 500 * time.Millisecond, Write: 500 * time.Millisecond, Authorize: 500 * time.Millisecond, Grace: 200 * time.Millisecond,
	})
	o.must("postings", "kinds", "moody", "hold")
	o.must("hold", "R1", "--until", "2026-12-24", "--reason", "waits for goods")
	before := o.content()
	for _, c := range []struct{ manner, code, verb string }{
		{"crash-check", "connector-crashed", "check"},
		{"hang-check", "connector-hung", "check"},
		{"crash-signin", "connector-crashed", "sign-in"},
		{"hang-signin", "connector-hung", "sign-in"},
	} {
		o.behave(c.manner)
		o.refused(c.code, c.verb, "moody")
		o.sameAs(before)
	}
	for _, c := range []struct{ manner, outcome string }{
		{"crash-write", "1 uncertain"}, // nobody knows
		{"crash-find", "1 uncertain"},
		{"hang-find", "1 uncertain"},
		{"honest", "1 written"}, // it was looked for, and is not there
	} {
		o.behave(c.manner)
		o.later(2 * time.Hour) // what is uncertain is asked again later
		if got := o.run("postings", "send"); !strings.Contains(got.out, c.outcome) {
			t.Errorf("%s: %s", c.manner, got)
		}
	}
	o.must("log", "verify")
}

// A connector that cannot say what it is is listed with the reason, beside the others.
func TestAConnectorThatCannotDescribeItself(t *testing.T) {
	t.Parallel()
	o, _ := moodyOffice(t, "moody", host.Limits{Describe: 500 * time.Millisecond, Grace: 200 * time.Millisecond})
	before := o.content()
	for kind, says := range map[string]string{"crash-describe": "stopped while describing itself", "hang-describe": "did not answer in time while describing itself"} {
		o.install(kind, "../plugin/host/internal/rogue")
		o.refused(map[string]string{"crash-describe": "connector-crashed", "hang-describe": "connector-hung"}[kind], "connect", "bad", "--connector", kind, "--approve")
		if list := o.must("connectors"); !strings.Contains(list, says) || !strings.Contains(list, "moody") {
			t.Errorf("the list of connectors says\n%s", list)
		}
	}
	o.sameAs(before)
}

// What comes twice is in the book once, and counts once; the read says so.
func TestDuplicatesAreInTheBookOnce(t *testing.T) {
	t.Parallel()
	o, _ := moodyOffice(t, "moody", host.Limits{})
	before := o.must("items", "--json")
	o.behave("duplicates")
	if got := o.must("sync", "moody"); !strings.Contains(got, "came more than once") || !strings.Contains(got, "all sums agree") {
		t.Errorf("got %s", got)
	}
	if after := o.must("items", "--json"); after != before {
		t.Errorf("the items have changed from %s to %s", before, after)
	}
	if p := o.plan(); len(p.Notices) != 2 {
		t.Errorf("both customers should be reminded once: %+v", p)
	}
}

// A cursor that goes back, or is forgotten, brings again what was there already.
func TestACursorThatGoesBackChangesNothing(t *testing.T) {
	t.Parallel()
	o, _ := moodyOffice(t, "moody-changes", host.Limits{})
	before := o.must("items", "--json")
	for _, manner := range []string{"honest", "cursor-back", "honest", "cursor-gone", "cursor-back"} {
		o.behave(manner)
		o.must("sync", "moody")
		if after := o.must("items", "--json"); after != before {
			t.Errorf("%s: the items have changed from %s to %s", manner, before, after)
		}
	}
	if p := o.plan(); len(p.Notices) != 2 {
		t.Errorf("both customers should still be reminded: %+v", p)
	}
}

// A connector that tells its password to everybody tells it to nobody: not to the terminal, not to the log, not to the book.
func TestAToldPasswordIsNowhere(t *testing.T) {
	t.Parallel()
	o, _ := moodyOffice(t, "moody", host.Limits{})
	o.behave("leak")
	for _, verb := range []string{"sync", "check"} {
		cmd := o.command(verb, "moody")
		cmd.Env = append(cmd.Env, "DUNNINGDESK_DEBUG=1")
		got := finish(t, cmd)
		if !strings.Contains(got.String(), "[secret]") {
			t.Errorf("%s: nothing was told at all: %s", verb, got)
		}
		if strings.Contains(got.String(), "hunter22") {
			t.Errorf("%s tells the password: %s", verb, got)
		}
	}
	files, err := filepath.Glob(o.book + "*")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		if b, err := os.ReadFile(file); err != nil || strings.Contains(string(b), "hunter22") {
			t.Errorf("%s holds the password (%v)", file, err)
		}
	}
}

// While a connector hangs or floods, the desk does its other work.
func TestTheDeskAnswersMeanwhile(t *testing.T) {
	o, program := moodyOffice(t, "moody", host.Limits{})
	t.Setenv(connectorsVariable, filepath.Dir(program))
	connectorLimits = host.Limits{Chatter: 1 << 40, Records: 1 << 40, Stretch: 1 << 40, StretchBytes: 1 << 50, Bytes: 1 << 50, Grace: 200 * time.Millisecond}
	t.Cleanup(func() { connectorLimits = host.Limits{} })
	d := o.look()
	connections, err := d.Connections(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, manner := range []string{"hang", "flood-empty", "flood-progress", "forks-session"} {
		t.Run(manner, func(t *testing.T) {
			o := *o
			o.t = t
			o.behave(manner)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			ended := make(chan error, 1)
			go func() {
				_, err := d.Sync(ctx, connections[0].Connection.ID, true, nil)
				ended <- err
			}()
			until(t, "the connector runs", func() bool { return len(processesOf(t, filepath.Dir(program))) > 0 })
			today, err := d.Today(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if work, err := d.WorkList(t.Context(), today); err != nil || len(work.Fresh) != 1 {
				t.Errorf("%+v, %v", work.Fresh, err)
			}
			if err := d.AddNote(t.Context(), 1, "write to the publisher"); err != nil {
				t.Error(err)
			}
			select {
			case err := <-ended:
				t.Fatalf("the read has ended by itself: %v", err)
			default:
			}
			cancel()
			if err := <-ended; !errors.Is(err, context.Canceled) && !fault.Has(err, "connector-cancelled") {
				t.Errorf("a cancelled read ends with %v", err)
			}
			until(t, "nothing of the connector is left", func() bool { return len(processesOf(t, filepath.Dir(program))) == 0 })
		})
	}
}

// fullFlood has the flood below come in its full size and meet the limits that people have: ten million rows, a gigabyte.
const fullFlood = "DUNNINGDESK_TEST_FULL_FLOOD"

// However much a connector sends, the program that reads it stays small, and the book as it was.
func TestAFloodLeavesTheProgramSmall(t *testing.T) {
	limits := host.Limits{Stretch: 100_000, StretchBytes: 32 << 20, Records: 150_000}
	rows, texts, most := 300_000, 20, int64(400<<20)
	if os.Getenv(fullFlood) != "" {
		limits, rows, texts, most = host.Limits{}, 10_000_000, 256, 2<<30
	}
	o, program := moodyOffice(t, "moody", limits)
	for _, flood := range []struct {
		manner string
		size   int
	}{{"rows", rows}, {"flood-text", texts}, {"rows-kept", rows}} {
		manner, size := flood.manner, flood.size
		t.Run(manner, func(t *testing.T) {
			o := *o
			o.t = t
			before := o.content()
			o.behave(manner)
			if err := os.WriteFile(program+".size", []byte(strconv.Itoa(size)), 0o600); err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			cmd := o.command("sync", "moody")
			got := finish(t, cmd)
			if got.code() != "connector-flooded" {
				t.Errorf("got %s", got)
			}
			usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
			if !ok {
				t.Fatal("the system does not tell what a process held")
			}
			peak := usage.Maxrss << 10
			t.Logf("the program held %d MiB at most and stopped the connector after %s", peak>>20, time.Since(began).Round(time.Millisecond))
			if peak > most {
				t.Errorf("the program held %d MiB", peak>>20)
			}
			if manner == "rows-kept" { // what came before a true checkpoint stays, until the next whole read settles it
				o.behave("honest")
				o.must("sync", "moody")
				return
			}
			o.sameAs(before)
		})
	}
}

// content is every row of the book but the record of reads and the log, which is verified apart.
func (o *office) content() map[string][]string {
	o.t.Helper()
	db, err := sql.Open("sqlite3", "file:"+o.book+"?mode=ro")
	if err != nil {
		o.t.Fatal(err)
	}
	defer func() { _ = db.Close() }() // only read
	out := map[string][]string{}
	for _, table := range column(o.t, db, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name") {
		if slices.Contains([]string{"sync_run", "sync_seen", "log", "counter", "lease", "sqlite_sequence"}, table) {
			continue
		}
		var columns []string
		for _, c := range column(o.t, db, "SELECT name FROM pragma_table_info('"+table+"')") {
			columns = append(columns, "quote("+c+")")
		}
		out[table] = column(o.t, db, "SELECT "+strings.Join(columns, " || '|' || ")+" FROM "+table+" ORDER BY 1")
	}
	if len(out["item"]) != 2 || len(out["debtor"]) != 2 {
		o.t.Fatalf("the book has %d items of %d customers", len(out["item"]), len(out["debtor"]))
	}
	return out
}

func column(t testing.TB, db *sql.DB, query string) (out []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(query, err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(query, err)
		}
		out = append(out, text)
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	return out
}

// sameAs holds the book against what it was.
func (o *office) sameAs(before map[string][]string) {
	o.t.Helper()
	for table, rows := range o.content() {
		if !slices.Equal(rows, before[table]) {
			o.t.Errorf("the table %s was\n%s\nand is\n%s", table, strings.Join(before[table], "\n"), strings.Join(rows, "\n"))
		}
	}
}

// processesOf finds what runs from a folder.
func processesOf(t *testing.T, folder string) (found []string) {
	t.Helper()
	all, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range all {
		program, err := os.Readlink(entry + "/exe")
		if err != nil || !strings.HasPrefix(program, folder+"/") {
			continue
		}
		if pid, err := strconv.Atoi(filepath.Base(entry)); err == nil {
			found = append(found, fmt.Sprint(pid, " ", filepath.Base(program)))
		}
	}
	return found
}
