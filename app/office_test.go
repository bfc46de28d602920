package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/plugin/host"
)

// What the test binary does differently when it is the program: its clock stands so much ahead of the machine's, and
// connectors may take only so much.
const (
	clockAhead = "DUNNINGDESK_TEST_CLOCK_AHEAD"
	limits     = "DUNNINGDESK_TEST_CONNECTOR_LIMITS"
)

func underTest() {
	if text := os.Getenv(clockAhead); text != "" {
		ahead, err := time.ParseDuration(text)
		if err != nil {
			panic(err)
		}
		realClock = date.ClockFunc(func() time.Time { return time.Now().Add(ahead) })
	}
	dieAtChange(os.Getenv(deathVariable))
	if text := os.Getenv(limits); text != "" {
		if err := json.Unmarshal([]byte(text), &connectorLimits); err != nil {
			panic(err)
		}
	}
}

// office is a company with its book, on which processes of the real program work. Its day begins on Monday 16 March 2026
// at nine o'clock UTC.
type office struct {
	t        testing.TB
	dir      string
	book     string
	ahead    time.Duration // of the machine's clock
	limits   host.Limits
	patience time.Duration // with a process that is to be killed; 0: the usual
	export   string        // the accounting system's file
}

func newOffice(t testing.TB) *office {
	t.Helper()
	o := emptyOffice(t)
	o.must("new", "--company", "Skagerrak Engros AS", "--country", "NO", "--currency", "NOK", "--timezone", "Europe/Oslo")
	o.must("settings", "company.email=post@skagerrak.example", `company.address={"Lines":["Kaigata 1"],"PostalCode":"4610","City":"Kristiansand","Country":"NO"}`)
	return o
}

// emptyOffice has no book yet.
func emptyOffice(t testing.TB) *office {
	t.Helper()
	dir := t.TempDir()
	return &office{
		t: t, dir: dir, book: filepath.Join(dir, "test.book"), export: filepath.Join(dir, "open-items.csv"),
		ahead: time.Until(time.Date(2026, 3, 16, 9, 0, 0, 0, time.UTC)),
	}
}

// install builds a connector into the office's own folder of connectors and gives its path.
func (o *office) install(kind, from string) string {
	o.t.Helper()
	from, err := connector(kind, from)
	if err != nil {
		o.t.Fatal(err)
	}
	program, err := os.ReadFile(from)
	if err != nil {
		o.t.Fatal(err)
	}
	path := filepath.Join(o.dir, "connectors", filepath.Base(from))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		o.t.Fatal(err)
	}
	if err := os.WriteFile(path, program, 0o700); err != nil {
		o.t.Fatal(err)
	}
	return path
}

// command is the program as a process that has not been started.
func (o *office) command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(o.t.Context(), os.Args[0], append(args, "--book", o.book)...)
	bounds, err := json.Marshal(o.limits)
	if err != nil {
		o.t.Fatal(err)
	}
	cmd.Env = append(os.Environ(), asProgram+"=1", dataVariable+"="+filepath.Join(o.dir, "data"), "DUNNINGDESK_SECRETS=file",
		connectorsVariable+"="+filepath.Join(o.dir, "connectors"), clockAhead+"="+o.ahead.String(), limits+"="+string(bounds))
	return cmd
}

// said is what a process said before it ended.
type said struct {
	status   int
	out, err string
}

func (s said) String() string {
	return fmt.Sprintf("status %d\n%s%s", s.status, s.out, s.err)
}

// code is the code of a refusal, empty when there was none.
func (s said) code() string {
	for line := range strings.Lines(s.err) {
		if rest, ok := strings.CutPrefix(line, "dunningdesk: "); ok {
			code, _, _ := strings.Cut(rest, ": ")
			return code
		}
	}
	return ""
}

// finish starts a command and waits for its end.
func finish(t testing.TB, cmd *exec.Cmd) said {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	return said{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

func (o *office) run(args ...string) said {
	o.t.Helper()
	return finish(o.t, o.command(args...))
}

// must runs a verb that has to be done, and gives what it printed.
func (o *office) must(args ...string) string {
	o.t.Helper()
	got := o.run(args...)
	if got.status != 0 {
		o.t.Fatalf("%s: %s", strings.Join(args, " "), got)
	}
	return got.out
}

// refused runs a verb that has to end with a code, a sentence and advice, and gives what it said.
func (o *office) refused(code string, args ...string) string {
	o.t.Helper()
	got := o.run(args...)
	if got.status != 1 || got.code() != code || !strings.Contains(got.err, "next: ") {
		o.t.Fatalf("%s: want a refusal %s with advice, got %s", strings.Join(args, " "), code, got)
	}
	return got.err
}

// ask runs a reading verb and takes its JSON.
func (o *office) ask(into any, args ...string) {
	o.t.Helper()
	if err := json.Unmarshal([]byte(o.must(append(args, "--json")...)), into); err != nil {
		o.t.Fatal(err)
	}
}

// later moves the office's clock.
func (o *office) later(by time.Duration) { o.ahead += by }

// customer is a line of the accounting system: who owes one invoice that has been due since 20 February 2026.
type customer struct {
	Number, Name, Email, Street string
	Open, Currency              string // "100.00" and "NOK" when empty
	Phone                       string
}

// owes writes the accounting system's list of open items.
func (o *office) owes(customers ...customer) {
	o.t.Helper()
	var text bytes.Buffer
	rows := csv.NewWriter(&text)
	write := func(cells ...string) {
		if err := rows.Write(cells); err != nil {
			o.t.Fatal(err)
		}
	}
	write("Invoice no.", "Customer no.", "Customer name", "E-mail", "Phone", "Street", "Postal code", "City", "Country", "Customer type", "Invoice date",
		"Due date", "Amount", "Open", "Currency")
	for _, c := range customers {
		town := [2]string{}
		if c.Street != "" {
			town = [2]string{"0155", "Oslo"}
		}
		sum, currency := cmp.Or(c.Open, "100.00"), cmp.Or(c.Currency, "NOK")
		write("F-"+c.Number, c.Number, c.Name, c.Email, c.Phone, c.Street, town[0], town[1], "NO", "Company", "2026-02-06", "2026-02-20", sum, sum, currency)
	}
	rows.Flush()
	if err := errors.Join(rows.Error(), os.WriteFile(o.export, text.Bytes(), 0o600)); err != nil {
		o.t.Fatal(err)
	}
}

// connects reads the accounting system into the book for the first time.
func (o *office) connects() {
	o.t.Helper()
	o.install("files", "../connectors/files")
	o.must("connect", "books", "--connector", "files", "--set", "items="+o.export, "--approve")
	o.must("sync", "books")
}

// mailsBy sets up the mail server.
func (o *office) mailsBy(s *mailtest.Server, more ...string) {
	o.t.Helper()
	ca := filepath.Join(o.dir, "ca.pem")
	if err := os.WriteFile(ca, s.Certificate(o.t), 0o600); err != nil {
		o.t.Fatal(err)
	}
	args := []string{
		"settings", "mail.mode=server", "mail.host=" + s.Host, fmt.Sprint("mail.port=", s.Port), "mail.security=starttls", "mail.user=" + mailtest.User,
		"mail.from=dunning@lab.test", "mail.fromname=Skagerrak", "mail.cafile=" + ca, "--mail-password",
	}
	cmd := o.command(append(args, more...)...)
	cmd.Stdin = strings.NewReader(mailtest.Password + "\n")
	if got := finish(o.t, cmd); got.status != 0 {
		o.t.Fatal(got)
	}
}

// waiting is a line of `outbox list --json`.
type waiting struct {
	ID        int64  `json:"id"`
	Number    string `json:"number"`
	Name      string `json:"name"`
	Channel   string `json:"channel"`
	To        string `json:"to"`
	State     string `json:"state"`
	Attempts  int    `json:"attempts"`
	MessageID string `json:"message_id"`
	Code      string `json:"code"`
	Detail    string `json:"detail"`
}

func (o *office) outbox() (rows []waiting) {
	o.t.Helper()
	o.ask(&rows, "outbox", "list")
	return rows
}

// entry is a line of `log show --json`.
type entry struct {
	Kind    string `json:"kind"`
	Subject string `json:"subject"`
	Data    string `json:"data"`
}

// log gives the entries of some kinds.
func (o *office) log(kinds ...string) (found []entry) {
	o.t.Helper()
	var all []entry
	o.ask(&all, "log", "show")
	for _, e := range all {
		if slices.Contains(kinds, e.Kind) {
			found = append(found, e)
		}
	}
	return found
}

// planned is what `plan --json` gives.
type planned struct {
	Notices []struct {
		Debtor  string `json:"debtor"`
		Level   int    `json:"level"`
		Channel string `json:"channel"`
		Total   string `json:"total"`
	} `json:"notices"`
	LeftOut []struct {
		Debtor string `json:"debtor"`
		Reason string `json:"reason"`
	} `json:"left_out"`
}

func (o *office) plan() (p planned) {
	o.t.Helper()
	o.ask(&p, "plan")
	return p
}

// items gives level by item number.
func (o *office) levels() map[string]int {
	o.t.Helper()
	var rows []struct {
		Number string `json:"number"`
		Level  int    `json:"level"`
	}
	o.ask(&rows, "items")
	out := map[string]int{}
	for _, r := range rows {
		out[r.Number] = r.Level
	}
	return out
}

// look opens the book beside the program, to see how far it has come.
func (o *office) look() *desk.Desk {
	o.t.Helper()
	o.t.Setenv(dataVariable, filepath.Join(o.dir, "data"))
	o.t.Setenv("DUNNINGDESK_SECRETS", "file")
	d, done, err := openBook(o.t.Context(), o.book, date.Date{}, date.ClockFunc(func() time.Time { return time.Now().Add(o.ahead) }))
	if err != nil {
		o.t.Fatal(err)
	}
	o.t.Cleanup(done)
	return d
}

// until waits for something to become true, and fails when it does not.
func until(t testing.TB, what string, come func() bool) {
	t.Helper()
	within(t, usualPatience, what, come)
}

const usualPatience = 30 * time.Second

func within(t testing.TB, patience time.Duration, what string, come func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); !come(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("after %s still not: %s", patience, what)
		}
	}
}

// whole verifies the log's chain, and that the book's own figures agree with the accounting system.
func (o *office) whole() {
	o.t.Helper()
	o.must("log", "verify")
	if got := o.must("sync"); !strings.Contains(got, "all sums agree") {
		o.t.Errorf("the book does not agree with its source any more: %s", got)
	}
}

// schedules gives the book's schedules.
func (o *office) schedules() []desk.Schedule {
	o.t.Helper()
	all, err := o.look().Schedules(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	return all
}
