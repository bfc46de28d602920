package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"sync"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

var record = flag.Bool("record", false, "record the exchanges with a real Tryton anew")

// scenarios play on the truth, each on a copy of its own.
var scenarios = map[string]func(*lab){}

// TestRecorded plays every scenario against the recorded answers of a real
// Tryton 6.0.29.
func TestRecorded(t *testing.T) {
	for name, play := range scenarios {
		t.Run(name, func(t *testing.T) {
			tape := &tape{T: t, file: "testdata/recorded/" + name + ".json.gz"}
			values, secrets := settingsFor("", "tryton")
			if *record {
				values, secrets = realTryton(t)
				tape.to, tape.database = values["url"], values["database"]
				values["database"] = "tryton"
			} else {
				tape.load()
			}
			server := httptest.NewServer(tape)
			t.Cleanup(server.Close)
			values["url"] = server.URL
			play(&lab{TB: t, connector: ours(), settings: spec.NewSettings(values, secrets)})
			if *record {
				tape.save()
			}
		})
	}
}

// TestRealTryton plays every scenario against a real server.
func TestRealTryton(t *testing.T) {
	for name, play := range scenarios {
		t.Run(name, func(t *testing.T) {
			values, secrets := realTryton(t)
			play(&lab{TB: t, connector: ours(), settings: spec.NewSettings(values, secrets)})
		})
	}
}

// exchange is one call and its answer.
type exchange struct {
	Path   string          `json:"path"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Status int             `json:"status"`
	Date   string          `json:"date"`
	Type   string          `json:"type"`
	Answer string          `json:"answer"`
}

// tape records exchanges with a real server, or plays them. What is asked twice
// is answered in the order of the recording, and then as the last time.
type tape struct {
	*testing.T
	file     string
	to       string
	database string

	mu   sync.Mutex
	all  []exchange
	left map[string][]exchange
}

// moments are masked: they tell when something was recorded.
var moments = regexp.MustCompile(`\{"__class__":"datetime"[^}]*\}`)

func (e exchange) key() string {
	return e.Path + " " + e.Method + " " + moments.ReplaceAllString(string(e.Params), "moment")
}

func (p *tape) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	var asked struct {
		ID     int             `json:"id"`
		Method string          `json:"method"`
		Params json.RawMessage `json:"params"`
	}
	if err := json.Unmarshal(body, &asked); err != nil {
		p.Errorf("not a request: %s", body)
	}
	e := exchange{Path: r.URL.Path, Method: asked.Method, Params: asked.Params}
	if p.to != "" {
		e = p.pass(r, e, body)
	} else if e, err = p.answer(e); err != nil {
		p.Errorf("never recorded: %s %s", asked.Method, asked.Params)
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Date", e.Date)
	w.Header().Set("Content-Type", e.Type)
	w.WriteHeader(e.Status)
	_, _ = w.Write(renumbered(e.Answer, asked.ID))
}

var numbers = regexp.MustCompile(`^\{"id":\d+`)

// renumbered gives an answer the number of its question.
func renumbered(answer string, id int) []byte {
	n, err := json.Marshal(id)
	if err != nil {
		return nil
	}
	return numbers.ReplaceAll([]byte(answer), append([]byte(`{"id":`), n...))
}

// pass asks the real server.
func (p *tape) pass(r *http.Request, e exchange, body []byte) exchange {
	path := r.URL.Path
	if path != "/" {
		path = "/" + p.database + "/"
	}
	req, err := http.NewRequestWithContext(r.Context(), http.MethodPost, p.to+path, bytes.NewReader(body))
	if err != nil {
		p.Error(err)
		return e
	}
	req.Header = r.Header.Clone()
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		panic(http.ErrAbortHandler) // whoever asked has gone
	}
	defer res.Body.Close()
	got, err := io.ReadAll(res.Body)
	if err != nil {
		p.Error(err)
	}
	e.Status, e.Date, e.Type, e.Answer = res.StatusCode, res.Header.Get("Date"), res.Header.Get("Content-Type"), string(got)
	p.all = append(p.all, e)
	return e
}

func (p *tape) answer(e exchange) (exchange, error) {
	waiting := p.left[e.key()]
	if len(waiting) == 0 {
		return e, io.EOF
	}
	if len(waiting) > 1 {
		p.left[e.key()] = waiting[1:]
	}
	return waiting[0], nil
}

func (p *tape) load() {
	p.Helper()
	packed, err := os.Open(p.file)
	if err != nil {
		p.Fatal(err)
	}
	defer packed.Close()
	plain, err := gzip.NewReader(packed)
	if err != nil {
		p.Fatal(err)
	}
	if err := json.NewDecoder(plain).Decode(&p.all); err != nil {
		p.Fatal(err)
	}
	p.left = map[string][]exchange{}
	for _, e := range p.all {
		var compact bytes.Buffer
		if err := json.Compact(&compact, e.Params); err != nil {
			p.Fatal(err)
		}
		e.Params = compact.Bytes()
		p.left[e.key()] = append(p.left[e.key()], e)
	}
}

// session stands in place of what a login answers: no live session is kept.
var session = regexp.MustCompile(`"[0-9a-f]{64}"`)

func (p *tape) save() {
	p.Helper()
	for i := range p.all {
		p.all[i].Answer = session.ReplaceAllString(p.all[i].Answer, `"session"`)
	}
	var out bytes.Buffer
	packed := gzip.NewWriter(&out)
	encoder := json.NewEncoder(packed)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(p.all); err != nil {
		p.Fatal(err)
	}
	if err := packed.Close(); err != nil {
		p.Fatal(err)
	}
	if err := os.MkdirAll("testdata/recorded", 0o750); err != nil {
		p.Fatal(err)
	}
	if err := os.WriteFile(p.file, out.Bytes(), 0o600); err != nil {
		p.Fatal(err)
	}
}
