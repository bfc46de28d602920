//go:build unix

package main

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const trytonPassword = "admin-pw-2026"

// tryton is a real Tryton server with the recorded book of the connector's tests.
type tryton struct {
	t       *testing.T
	address string
	session string
}

// startTryton starts one, or skips.
func startTryton(t *testing.T) *tryton {
	t.Helper()
	const python = "/usr/bin/python3" // Debian's own: others lack its packages
	if testing.Short() {
		t.Skip("skipped: it needs a real Tryton server")
	}
	if err := exec.CommandContext(t.Context(), python, "-c", "import trytond.modules.account_dunning_fee").Run(); err != nil {
		t.Skip("skipped: Tryton 6.0 is not installed here (apt-get install tryton-server and the modules that .ci/deps names)")
	}
	dir := t.TempDir()
	packed, err := os.Open("../connectors/tryton/testdata/truth.sqlite.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	plain, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	book, err := io.ReadAll(plain)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	config := filepath.Join(dir, "trytond.conf")
	text := fmt.Sprintf("[database]\nuri = sqlite://\npath = %s\n[web]\nlisten = %s\n", dir, address)
	for path, content := range map[string][]byte{config: []byte(text), filepath.Join(dir, "tryton.sqlite"): book} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), python, "/usr/bin/trytond", "-c", config)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	server := &tryton{t: t, address: "http://" + address}
	until(t, "Tryton answers", func() bool {
		var got []any
		if server.try(&got, "common.db.login", "admin", map[string]string{"password": trytonPassword}, "en") != nil || len(got) != 2 {
			return false
		}
		server.session = base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "admin:%v:%v", got[0], got[1]))
		return true
	})
	return server
}

func (s *tryton) try(into any, method string, params ...any) error {
	body, err := json.Marshal(map[string]any{"id": 1, "method": method, "params": params})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, s.address+"/tryton/", bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	if s.session != "" {
		req.Header.Set("Authorization", "Session "+s.session)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	return json.NewDecoder(res.Body).Decode(&struct {
		Result any `json:"result"`
	}{into})
}

// tells asks for one field of some records, each as it stands in JSON.
func (s *tryton) tells(model, field string, condition ...any) string {
	s.t.Helper()
	var rows []map[string]json.RawMessage
	err := s.try(&rows, "model."+model+".search_read", []any{condition}, 0, 100, [][]string{{"id", "ASC"}}, []string{field}, map[string]any{"company": 1})
	if err != nil {
		s.t.Fatal(err)
	}
	var out []string
	for _, row := range rows {
		out = append(out, string(row[field]))
	}
	return strings.Join(out, " ")
}

// An office connects its Tryton, reminds, gives claims up and takes one back; all of it stands in Tryton, and the next read
// brings it home.
func TestAnOfficeWithTryton(t *testing.T) {
	server := startTryton(t)
	o := server.office()
	if got := o.must("check", "books"); !strings.Contains(got, "books can be read") {
		t.Errorf("the check says %s", got)
	}
	if got := o.must("sync", "books", "--json"); !strings.Contains(got, `"EUR": "5865.25"`) || !strings.Contains(got, `"USD": "1250.00"`) || !strings.Contains(got, `"agrees": true`) {
		t.Fatalf("read: %s", got)
	}
	if got := strings.TrimSpace(o.must("items", "--open")); got != strings.TrimSpace(trytonTruth) {
		t.Errorf("open:\n%s", got)
	}
	o.must("postings", "kinds", "books", "note", "attachment", "write-off")
	o.must("wave", "propose")
	o.must("wave", "release", "1")
	o.must("write-off", "C001", "--item", "5", "--reason", "insolvency", "--why", "the court says so")
	o.must("write-off", "C002", "--item", "7=100.50", "--reason", "goodwill", "--why", "old friend")
	var sent struct{ Written, Refused, Uncertain, Waiting int }
	o.ask(&sent, "postings", "send")
	if sent.Refused+sent.Uncertain+sent.Waiting != 0 || sent.Written < 4 {
		t.Fatalf("written back: %+v\n%s", sent, o.must("postings", "list", "--all"))
	}
	if got := server.tells("account.invoice", "state", "id", "=", 5); got != `"paid"` {
		t.Errorf("the invoice that was given up is %s", got)
	}
	notes, letters := server.tells("ir.note", "message", "id", ">", 0), server.tells("ir.attachment", "data_size", "id", ">", 0)
	if !strings.Contains(notes, "level 1") || letters == "" || strings.Contains(letters, "null") {
		t.Errorf("notes %s, letters of %s bytes", notes, letters)
	}
	o.must("sync", "books")
	o.standing("1 posted 395.00, 2 posted 100.50")
	o.ask(&sent, "postings", "send")
	if sent.Written != 0 {
		t.Errorf("written twice: %+v", sent)
	}

	o.must("write-off", "reverse", "1", "--why", "money is coming after all")
	if o.ask(&sent, "postings", "send"); sent.Written != 1 {
		t.Fatalf("taken back: %+v\n%s", sent, o.must("postings", "list", "--all"))
	}
	o.must("sync", "books")
	if got := server.tells("account.invoice", "state", "id", "in", []int{5, 7}); got != `"posted" "posted"` {
		t.Errorf("the invoices are %s", got)
	}
	open := o.must("items", "--open")
	if !strings.Contains(open, " 395.00  EUR") || !strings.Contains(open, "2300.00  EUR") {
		t.Errorf("open in the end:\n%s", open)
	}
	o.whole()
}

// office is one that is connected to the server.
func (s *tryton) office(more ...string) *office {
	s.t.Helper()
	o := emptyOffice(s.t)
	o.ahead = time.Until(time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC))
	o.must("new", "--company", "Nordlicht Handel GmbH", "--country", "DE", "--currency", "EUR", "--timezone", "Europe/Berlin")
	o.install("tryton", "../connectors/tryton")
	cmd := o.command(append([]string{
		"connect", "books", "--connector", "tryton", "--set", "url=" + s.address, "--set", "database=tryton", "--set", "user=admin", "--secret", "password", "--approve",
	}, more...)...)
	cmd.Stdin = strings.NewReader(trytonPassword + "\n")
	if got := finish(s.t, cmd); got.status != 0 {
		s.t.Fatal(got)
	}
	return o
}

// What the second reminder charges is an invoice in Tryton, and no second claim here; when it is waived, Tryton has a credit note.
func TestTrytonInvoicesTheFeesOfReminders(t *testing.T) {
	server := startTryton(t)
	o := server.office("--set", "fee_account=Main Revenue")
	o.must("sync", "books")
	rules := filepath.Join(t.TempDir(), "fees.yaml")
	if err := os.WriteFile(rules, []byte(trytonFees), 0o600); err != nil {
		t.Fatal(err)
	}
	o.must("procedure", "import", rules, "--name", "Standard")
	o.must("postings", "kinds", "books", "fee")
	o.must("wave", "propose")
	o.must("wave", "release", "1")
	o.later(21 * 24 * time.Hour)
	o.must("sync", "books")
	o.must("wave", "propose")
	o.must("wave", "release", "2")
	before := o.must("items", "--open")
	var sent struct{ Written, Refused, Uncertain, Waiting int }
	if o.ask(&sent, "postings", "send"); sent.Written == 0 || sent.Refused+sent.Uncertain+sent.Waiting != 0 {
		t.Fatalf("%+v\n%s", sent, o.must("postings", "list", "--all"))
	}
	var charges []struct {
		ID                          int
		Kind, Amount, Open, Invoice string
	}
	o.ask(&charges, "charges", "C001")
	if len(charges) == 0 || charges[0].Open != "5.40" || charges[0].Invoice == "" {
		t.Fatalf("%+v", charges)
	}
	if got := server.tells("account.invoice", "state", "number", "=", charges[0].Invoice); got != `"posted"` {
		t.Errorf("the invoice %s is %s", charges[0].Invoice, got)
	}
	if got := o.must("sync", "books", "--full", "--json"); !strings.Contains(got, `"agrees": true`) || !strings.Contains(got, `"new": 0`) {
		t.Errorf("read again: %s", got)
	}
	if got := o.must("items", "--open"); got != before {
		t.Errorf("an invoice for a fee is one of the customer's:\n%s", got)
	}
	o.must("waive", fmt.Sprint(charges[0].ID), "--why", "goodwill")
	if o.ask(&sent, "postings", "send"); sent.Written != 1 || sent.Refused != 0 {
		t.Fatalf("%+v\n%s", sent, o.must("postings", "list", "--all"))
	}
	if got := server.tells("account.invoice", "state", "number", "=", charges[0].Invoice); got == `"posted"` {
		t.Errorf("the invoice that was waived is still %s", got)
	}
	if got := o.must("sync", "books", "--full", "--json"); !strings.Contains(got, `"agrees": true`) {
		t.Errorf("read after the credit note: %s", got)
	}
	if o.ask(&charges, "charges", "C001"); charges[0].Open != "0.00" || o.must("items", "--open") != before {
		t.Errorf("%+v\n%s", charges, o.must("items", "--open"))
	}
	o.whole()
}

const trytonFees = `
procedure:
  levels:
    - {level: 1, after_days: 5, since: due, deadline_days: 10}
    - {level: 2, after_days: 14, since: previous, deadline_days: 10, fee: {fixed: "5.40"}}
`

// standing holds the write-offs against "ID state sum, ...".
func (o *office) standing(want string) {
	o.t.Helper()
	var offs []struct {
		ID    int    `json:"id"`
		State string `json:"state"`
		Items []struct {
			Posted string `json:"posted"`
		} `json:"items"`
	}
	o.ask(&offs, "write-off", "list")
	var got []string
	for _, w := range offs {
		got = append(got, fmt.Sprintf("%d %s %s", w.ID, w.State, w.Items[0].Posted))
	}
	if strings.Join(got, ", ") != want {
		o.t.Errorf("write-offs: %v, want %s", got, want)
	}
}

// trytonTruth is what was put into the book by hand.
const trytonTruth = `
NO.   CUSTOMER                  ITEM  KIND     DUE         OVERDUE     OPEN  CUR  LEVEL  STATE
C001  Müller Maschinenbau GmbH  1     invoice  2026-07-31    113 d  1190.00  EUR  0
C001  Müller Maschinenbau GmbH  5     invoice  2026-10-01     51 d   395.00  EUR  0
C002  Boulangerie Dupont SARL   7     invoice  2026-11-09     12 d  2400.50  EUR  0
C002  Boulangerie Dupont SARL   8     credit   2026-11-19      2 d  -150.25  EUR  0
C003  Acme Widgets Ltd          14    payment  2026-11-12      9 d   -50.00  EUR  0
C003  Acme Widgets Ltd          9     invoice  2026-12-10             80.00  EUR  0
C004  Ståle & Sønn AS           2     invoice  2026-10-01     51 d  1000.00  EUR  0
C004  Ståle & Sønn AS           2     invoice  2026-12-01           1000.00  EUR  0
C006  US Imports Inc            6     invoice  2026-10-31     21 d  1250.00  USD  0
9 items`
