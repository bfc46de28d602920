package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// byText reminds by text message first, by letter where that reaches nobody.
const byText = `procedure:
  min_days_between: 1
  levels:
    - {level: 1, after_days: 5, channels: [sms, letter]}
    - {level: 2, after_days: 7, since: previous, channels: [sms, letter]}
`

// gateway takes messages, and answers some numbers badly.
type gateway struct {
	sync.Mutex
	server *httptest.Server
	got    map[string][]string // texts by number
}

func newGateway(t *testing.T) *gateway {
	g := &gateway{got: map[string][]string{}}
	g.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, key, _ := r.BasicAuth()
		if user != "desk" || key != "k3y" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		to := r.PostFormValue("to")
		g.Lock()
		g.got[to] = append(g.got[to], r.PostFormValue("text"))
		g.Unlock()
		switch to {
		case "+4791000002":
			w.WriteHeader(http.StatusBadRequest)
		case "+4791000003":
			w.WriteHeader(http.StatusInternalServerError)
		case "+4791000004":
			w.WriteHeader(http.StatusServiceUnavailable)
		default:
			_, _ = io.WriteString(w, `{"state":"ok","id":"m-`+r.PostFormValue("ref")+`"}`)
		}
	}))
	t.Cleanup(g.server.Close)
	return g
}

// Each customer gets one text message or none, whatever the gateway says; a fixed line gets a letter.
func TestTextMessagesLeaveOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	g := newGateway(t)
	procedure := filepath.Join(o.dir, "text.yaml")
	if err := os.WriteFile(procedure, []byte(byText), 0o600); err != nil {
		t.Fatal(err)
	}
	o.must("procedure", "import", procedure, "--name", "Standard")
	o.owes(
		customer{Number: "C1", Name: "Ærlig Én AS", Phone: "910 00 001"}, customer{Number: "C2", Name: "To AS", Phone: "+4791000002"},
		customer{Number: "C3", Name: "Tre AS", Phone: "0047 910 00 003"}, customer{Number: "C4", Name: "Fire AS", Phone: "91000004"},
		customer{Number: "C5", Name: "Fem AS", Phone: "22 00 00 00", Street: "Storgata 5"},
	)
	o.connects()
	o.refused("bad-gateway", "settings", "sms.mode=gateway", "sms.url=http://gateway.example", "sms.kind=none")
	o.must("settings", "sms.mode=gateway", "sms.url="+g.server.URL, "sms.kind=form", "sms.body=to={{to}}&from={{from}}&text={{text}}&ref={{reference}}",
		"sms.auth=basic", "sms.user=desk", "sms.path=state", "sms.success=ok", "sms.idpath=id", "sms.sender=Skagerrak", "sms.price=0.45")
	o.must("wave", "propose")
	// without the key nothing leaves and nothing is lost
	if got := o.refused("unavailable", "wave", "release", "1"); !strings.Contains(got, "keychain") {
		t.Errorf("%s", got)
	}
	if n := len(g.got); n != 0 {
		t.Fatalf("%d messages left without a key", n)
	}
	cmd := o.command("sms", "use", "twilio", "--sender", "Skagerrak", "--user", "desk", "--secret")
	cmd.Stdin = strings.NewReader("k3y\n")
	if got := finish(t, cmd); got.status != 0 {
		t.Fatal(got)
	}
	o.must("settings", "sms.url="+g.server.URL, "sms.body=to={{to}}&from={{from}}&text={{text}}&ref={{reference}}", "sms.path=state", "sms.success=ok", "sms.idpath=id")
	if said := o.must("sms", "test", "--to", "910 00 009"); !strings.Contains(said, "m-test") {
		t.Errorf("%s", said)
	}
	o.later(2 * time.Minute)
	o.must("outbox", "send")
	states := map[string]waiting{}
	for _, m := range o.outbox() {
		states[m.To] = m
	}
	for to, want := range map[string]string{"+4791000002": "failed", "+4791000003": "uncertain", "+4791000004": "queued"} {
		if got := states[to]; got.State != want || got.Detail == "" {
			t.Errorf("%s: %+v, want it %s with the gateway's word", to, got, want)
		}
	}
	if text := strings.Join(g.got["+4791000001"], "|"); !strings.Contains(text, "100,00 kr") || strings.Contains(text, "\u00a0") {
		t.Errorf("%q", text)
	}
	if next := o.plan().Notices; len(next) != 1 || next[0].Debtor != "C5" || next[0].Channel != "letter" {
		t.Errorf("the fixed line: %+v", next)
	}
	for range 3 {
		o.later(4 * time.Hour)
		o.must("outbox", "send")
	}
	for n, want := range []int{1: 1, 1, 1, 4} {
		if n == 0 {
			continue
		}
		if to := fmt.Sprintf("+479100000%d", n); len(g.got[to]) != want {
			t.Errorf("%s was handed over %d times, want %d", to, len(g.got[to]), want)
		}
	}
	for _, file := range []string{o.book} {
		if raw, err := os.ReadFile(file); err != nil || strings.Contains(string(raw), "k3y") {
			t.Errorf("the key lies in %s (%v)", file, err)
		}
	}
	o.whole()
}
