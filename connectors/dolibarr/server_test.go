package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

// record is a record of Dolibarr, numbers as they were written.
type record = map[string]any

// server is a Dolibarr made of what was recorded of one: it answers the recorded requests as they were answered then
// (recorded_test.go), and others by the same rules.
type server struct {
	*webtest.Server

	t        *testing.T
	mu       sync.Mutex // held while a call is answered: of one that was given up nobody knows when that ends
	status   record
	invoices []record
	parties  []record
	contacts []record
	payments map[string]json.RawMessage // by the invoice
	events   []record
	files    map[string][]record // by the invoice
	calls    map[string]int
	// before is called before a list is answered, with how often it was called.
	before func(route string, n int)
	// older has lists that are empty answer 404, as versions before 18 do.
	older bool
}

const key = "s3cret-api-key"

func newServer(t *testing.T) *server {
	t.Helper()
	s := &server{Server: webtest.New(t), t: t, payments: map[string]json.RawMessage{}, files: map[string][]record{}, calls: map[string]int{}}
	s.load()
	s.route("GET", "/status", func(*http.Request) (any, int) { return s.status, http.StatusOK })
	s.route("GET", "/users/info", func(*http.Request) (any, int) {
		return recording(t, "19-whoami.json").response, http.StatusOK
	})
	s.route("GET", "/invoices", func(r *http.Request) (any, int) { return s.list("invoices", s.invoices, r.URL.Query()) })
	s.route("GET", "/thirdparties", func(r *http.Request) (any, int) { return s.list("thirdparties", s.parties, r.URL.Query()) })
	s.route("GET", "/contacts", func(r *http.Request) (any, int) { return s.list("contacts", s.contacts, r.URL.Query()) })
	s.route("GET", "/agendaevents", func(r *http.Request) (any, int) { return s.list("agendaevents", s.events, r.URL.Query()) })
	s.route("POST", "/agendaevents", func(r *http.Request) (any, int) {
		e := s.body(r)
		e["id"] = strconv.Itoa(21 + len(s.events))
		s.events = append(s.events, e)
		return json.Number(e["id"].(string)), http.StatusOK
	})
	s.route("POST", "/invoices", s.create)
	s.route("POST", "/documents/upload", s.upload)
	s.route("GET", "/documents", func(r *http.Request) (any, int) {
		found := s.files[r.URL.Query().Get("id")]
		if len(found) == 0 {
			return failure(404, "Not Found: Search for modulepart invoice does not return any document."), http.StatusNotFound
		}
		return found, http.StatusOK
	})
	for n := range 40 {
		s.invoiceRoutes(strconv.Itoa(n + 1))
	}
	s.invoiceRoutes("99999")
	for n := range 80 {
		s.route("GET", "/thirdparties/"+strconv.Itoa(n+1), func(*http.Request) (any, int) {
			return found(s.parties, strconv.Itoa(n+1), "Not Found: Thirdparty not found")
		})
	}
	return s
}

func (s *server) invoiceRoutes(id string) {
	s.route("GET", "/invoices/"+id, func(*http.Request) (any, int) { return found(s.invoices, id, "Not Found: Invoice not found") })
	s.route("GET", "/invoices/"+id+"/payments", func(*http.Request) (any, int) {
		if p, paid := s.payments[id]; paid {
			return p, http.StatusOK
		}
		return failure(404, "Not Found: Payments not found"), http.StatusNotFound
	})
	s.route("POST", "/invoices/"+id+"/validate", func(*http.Request) (any, int) {
		return s.set(id, record{"status": "1", "statut": "1", "ref": "IN2611-00" + id})
	})
	s.route("POST", "/invoices/"+id+"/settopaid", func(r *http.Request) (any, int) {
		b := s.body(r)
		return s.set(id, record{"status": "2", "close_code": b["close_code"], "close_note": b["close_note"]})
	})
	s.route("POST", "/invoices/"+id+"/settounpaid", func(*http.Request) (any, int) {
		return s.set(id, record{"status": "1", "close_code": nil, "close_note": nil})
	})
	s.route("DELETE", "/invoices/"+id, func(*http.Request) (any, int) {
		s.drop(id)
		return record{"success": record{"code": 200, "message": "Invoice deleted"}}, http.StatusOK
	})
}

func (s *server) set(id string, changes record) (any, int) {
	i := s.invoice(id)
	for k, v := range changes {
		i[k] = v
	}
	return i, http.StatusOK
}

func (s *server) drop(id string) {
	s.invoices = slices.DeleteFunc(s.invoices, func(r record) bool { return r["id"] == id })
}

func (s *server) invoice(id string) record {
	for _, r := range s.invoices {
		if r["id"] == id {
			return r
		}
	}
	return nil
}

func found(rows []record, id, message string) (any, int) {
	for _, r := range rows {
		if r["id"] == id {
			return r, http.StatusOK
		}
	}
	return failure(404, message), http.StatusNotFound
}

func failure(code int, message string) record {
	return record{"error": record{"code": code, "message": message}}
}

func (s *server) body(r *http.Request) record {
	out := record{}
	d := json.NewDecoder(r.Body)
	d.UseNumber()
	if err := d.Decode(&out); err != nil {
		s.t.Error(err)
	}
	return out
}

// route answers with JSON to who has the key.
func (s *server) route(method, path string, answer func(r *http.Request) (any, int)) {
	s.On(method+" "+api+path, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("DOLAPIKEY") != key {
			webtest.Status(http.StatusUnauthorized, `{"error":{"code":401,"message":"Unauthorized: Failed to login to API."}}`)(w, r)
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		out, status := answer(r)
		b, err := json.Marshal(out)
		if err != nil {
			s.t.Error(err)
		}
		webtest.Status(status, string(b))(w, r)
	})
}

// exchange is one recording.
type exchange struct {
	method, path string
	status       int
	request      json.RawMessage
	response     json.RawMessage
}

func recording(t *testing.T, name string) exchange {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var e struct {
		HTTP struct {
			Method, Path string
			Status       int
		}
		Request, Response json.RawMessage
	}
	if err := json.Unmarshal(b, &e); err != nil {
		t.Fatal(err)
	}
	return exchange{e.HTTP.Method, e.HTTP.Path, e.HTTP.Status, e.Request, e.Response}
}

func exactly(t *testing.T, text []byte, into any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		t.Fatalf("%v in %.200s", err, text)
	}
}

func (s *server) load() {
	var pages [2]struct{ Data []record }
	exactly(s.t, recording(s.t, "09-invoices-unpaid-page0.json").response, &pages[0])
	exactly(s.t, recording(s.t, "10-invoices-unpaid-page1.json").response, &pages[1])
	s.invoices = append(pages[0].Data, pages[1].Data...)
	var all []record
	exactly(s.t, recording(s.t, "11-invoices-changed-since.json").response, &all)
	for _, r := range all {
		if s.invoice(r["id"].(string)) == nil {
			s.invoices = append(s.invoices, r)
		}
	}
	slices.SortFunc(s.invoices, func(a, b record) int { return cmp.Compare(number(a), number(b)) })
	exactly(s.t, recording(s.t, "14-thirdparties-customers.json").response, &s.parties)
	exactly(s.t, recording(s.t, "16-contacts.json").response, &s.contacts)
	exactly(s.t, recording(s.t, "08-status.json").response, &s.status)
	s.payments["2"] = recording(s.t, "13-invoice-payments.json").response
	s.payments["6"] = json.RawMessage(`[{"amount":"1000.00000000","type":"VIR","typeline":"payment","date":"2026-09-03 00:00:00","num":"","ref":"PAY2609-0002","ref_ext":"","fk_bank_line":"3"}]`)
}

func number(r record) int {
	n, err := strconv.Atoi(fmt.Sprint(r["id"]))
	if err != nil {
		return 0
	}
	return n
}

var condition = regexp.MustCompile(`^\(t\.(\w+):(=|>|>=|like):'?([^']*?)'?\)$`)

// columns are the fields that filters name differently.
var columns = map[string]string{"rowid": "id", "tms": "date_modification"}

// list answers a list as Dolibarr does.
func (s *server) list(name string, rows []record, q url.Values) (any, int) {
	s.calls[name]++
	if s.before != nil {
		s.before(name, s.calls[name])
		if name == "invoices" {
			rows = s.invoices
		}
	}
	rows = slices.DeleteFunc(slices.Clone(rows), func(r record) bool {
		return q.Get("status") == "unpaid" && r["status"] != "1" ||
			q.Get("thirdparty_ids") != "" && !slices.Contains(strings.Split(q.Get("thirdparty_ids"), ","), fmt.Sprint(r["socid"]))
	})
	for _, c := range strings.Split(q.Get("sqlfilters"), " and ") {
		if c == "" {
			continue
		}
		m := condition.FindStringSubmatch(c)
		if m == nil {
			return failure(400, "Bad Request: Error when validating parameter sqlfilters -> Bad syntax of the search string"), http.StatusBadRequest
		}
		rows = slices.DeleteFunc(rows, func(r record) bool { return !holds(r[cmp.Or(columns[m[1]], m[1])], m[2], m[3]) })
	}
	total := len(rows)
	limit, page := 100, 0
	_, _ = fmt.Sscan(q.Get("limit"), &limit)
	_, _ = fmt.Sscan(q.Get("page"), &page)
	rows = rows[min(limit*page, len(rows)):]
	rows = rows[:min(limit, len(rows))]
	if len(rows) == 0 && s.older {
		return failure(404, "Not Found: No "+name+" found"), http.StatusNotFound
	}
	out := project(rows, q.Get("properties"))
	if q.Get("pagination_data") != "true" || s.older {
		return out, http.StatusOK
	}
	return record{"data": out, "pagination": record{"total": total, "page": page, "page_count": (total + limit - 1) / limit, "limit": limit}}, http.StatusOK
}

func project(rows []record, properties string) []record {
	out := []record{}
	for _, r := range rows {
		if properties == "" {
			out = append(out, r)
			continue
		}
		one := record{}
		for _, name := range strings.Split(properties, ",") {
			if v, there := r[name]; there {
				one[name] = v
			}
		}
		out = append(out, one)
	}
	return out
}

func holds(v any, operator, want string) bool {
	text := fmt.Sprint(v)
	switch operator {
	case "=":
		return text == want
	case "like":
		return strings.Contains(text, strings.Trim(want, "%"))
	}
	a, errA := strconv.ParseFloat(text, 64)
	b, errB := strconv.ParseFloat(want, 64)
	if errA != nil || errB != nil {
		return true // a moment: all of the recorded book is younger than what is asked for
	}
	return operator == ">" && a > b || operator == ">=" && a >= b
}

// create makes a draft like the recorded fee.
func (s *server) create(r *http.Request) (any, int) {
	b := s.body(r)
	if s.party(fmt.Sprint(b["socid"])) == nil {
		return failure(404, "Not Found: Thirdparty not found"), http.StatusNotFound
	}
	i := record{}
	exactly(s.t, recording(s.t, "22-fee-invoice.json").response, &i)
	line := b["lines"].([]any)[0].(record)
	id := strconv.Itoa(max(11, number(s.invoices[len(s.invoices)-1])+1))
	for k, v := range map[string]any{
		"id": id, "ref": "(PROV" + id + ")", "status": "0", "statut": "0", "ref_client": b["ref_client"], "socid": fmt.Sprint(b["socid"]), "date": b["date"],
		"date_lim_reglement": b["date_lim_reglement"], "total_ttc": fmt.Sprint(line["subprice"]) + "000000", "remaintopay": line["subprice"],
	} {
		i[k] = v
	}
	s.invoices = append(s.invoices, i)
	return json.Number(id), http.StatusOK
}

func (s *server) party(id string) record {
	for _, p := range s.parties {
		if p["id"] == id {
			return p
		}
	}
	return nil
}

func (s *server) upload(r *http.Request) (any, int) {
	b := s.body(r)
	for _, i := range s.invoices {
		if i["ref"] == b["ref"] {
			id := i["id"].(string)
			s.files[id] = append(s.files[id], record{"name": b["filename"], "content": b["filecontent"]})
			return b["filename"], http.StatusOK
		}
	}
	return failure(404, "Not Found: Object with ref was not found"), http.StatusNotFound
}
