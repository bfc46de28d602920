package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

// record is a record of Odoo, numbers as they were written.
type record = map[string]any

// server is an Odoo made of what was recorded of one: its tables answer the recorded requests as they were answered then
// (recorded_test.go), and others by the same rules.
type server struct {
	*webtest.Server

	t      *testing.T
	mu     sync.Mutex // held while a call is answered: of one that was given up nobody knows when that ends
	tables map[string][]record
	next   map[string]int64
	serie  string
	calls  map[string]int
	// before is called before a call is answered, with how often it was called.
	before func(call string, n int)
	// denied are models that the user may not see.
	denied map[string]bool
	// refused are methods that Odoo does not do, with its words.
	refused map[string]string
}

const secret = "s3cret-password"

func newServer(t *testing.T) *server {
	t.Helper()
	s := &server{
		Server: webtest.New(t), t: t, serie: "16.0", tables: map[string][]record{}, calls: map[string]int{}, denied: map[string]bool{},
		next: map[string]int64{"account.move": 16, "account.move.line": 33, "mail.message": 127, "ir.attachment": 400},
	}
	s.load()
	s.On("POST /jsonrpc", s.rpc)
	s.On("GET /web/version", func(w http.ResponseWriter, r *http.Request) { webtest.JSON(`{"version":"`+s.serie+`"}`)(w, r) })
	return s
}

// exchange is one recording.
type exchange struct {
	Request  json.RawMessage `json:"request"`
	Response json.RawMessage `json:"response"`
}

func recording(t *testing.T, name string) exchange {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var e exchange
	if err := json.Unmarshal(b, &e); err != nil {
		t.Fatal(err)
	}
	return e
}

func exactly(t *testing.T, text []byte, into any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
}

// load fills the tables with what was recorded, and with what the recorded conditions say of it.
func (s *server) load() {
	for name, table := range map[string]string{
		"04-open-lines-page0.json": "account.move.line", "05-open-lines-page1.json": "account.move.line", "06-invoices-open.json": "account.move",
		"07-invoices-changed-since.json": "account.move", "08-partial-reconciles.json": "account.partial.reconcile", "09-partners.json": "res.partner",
		"10-contacts.json": "res.partner",
	} {
		var answer struct{ Result []record }
		exactly(s.t, recording(s.t, name).Response, &answer)
		for _, r := range answer.Result {
			if r["write_date"] == nil {
				r["write_date"] = "2026-11-21 22:25:00"
			}
			s.put(table, r)
		}
	}
	for _, r := range s.tables["account.move"] {
		r["company_id"], r["state"] = link(1, "Truth GmbH"), "posted"
		if r["move_type"] == nil {
			r["move_type"] = "out_invoice"
			if strings.HasPrefix(fmt.Sprint(r["name"]), "R") {
				r["move_type"] = "out_refund"
			}
		}
	}
	for _, r := range s.tables["account.move.line"] {
		fill(r, record{"account_type": "asset_receivable", "parent_state": "posted", "company_id": link(1, "Truth GmbH"), "account_id": link(6, "121000 Account Receivable")})
	}
	for _, r := range s.tables["res.partner"] {
		fill(r, record{"commercial_partner_id": link(num(r["id"]), "itself"), "customer_rank": json.Number("1"), "company_id": false, "active": true})
		if p := linked(r["parent_id"]); p != nil {
			fill(r, record{"commercial_partner_id": r["parent_id"], "customer_rank": json.Number("0")})
		}
	}
	// What the recordings only name: the money behind the partial payment, the countries, the company.
	s.put("account.move.line", s.lineLike(5, record{
		"id": json.Number("25"), "move_id": link(12, "PBNK1/2026/00001 (INV/2026/00002)"), "move_name": "PBNK1/2026/00001", "ref": "INV/2026/00002", "move_type": "entry",
		"date": "2026-10-15", "date_maturity": "2026-10-15", "amount_currency": json.Number("-200.0"), "amount_residual": json.Number("0.0"),
		"amount_residual_currency": json.Number("0.0"), "reconciled": true, "payment_id": link(1, "PBNK1/2026/00001"), "matched_credit_ids": []any{},
	}))
	for id, code := range map[int64]string{57: "DE", 75: "FR", 231: "GB", 166: "NO", 165: "NL", 233: "US"} {
		s.put("res.country", record{"id": number64(id), "code": code})
	}
	s.put("res.company", record{"id": json.Number("1"), "name": "Truth GmbH", "currency_id": link(1, "EUR")})
	s.put("res.currency", record{"id": json.Number("1"), "name": "EUR"})
	s.put("res.currency", record{"id": json.Number("2"), "name": "USD"})
	s.put("account.account", record{"id": json.Number("40"), "code": "655000", "company_id": link(1, "Truth GmbH")})
}

func fill(r, more record) {
	for k, v := range more {
		r[k] = v
	}
}

func link(id int64, name string) any { return []any{number64(id), name} }

func number64(n int64) json.Number { return json.Number(fmt.Sprint(n)) }

func num(v any) int64 {
	n, ok := v.(json.Number)
	if !ok {
		return 0
	}
	i, err := n.Int64()
	if err != nil {
		return 0
	}
	return i
}

// linked is the id of a link, nil when there is none.
func linked(v any) any {
	if pair, ok := v.([]any); ok && len(pair) == 2 {
		if _, named := pair[1].(string); named {
			return pair[0]
		}
	}
	return nil
}

func (s *server) lineLike(id int64, other record) record {
	out := record{}
	fill(out, s.find("account.move.line", id))
	fill(out, other)
	return out
}

// put inserts a record, or adds to it what is new.
func (s *server) put(table string, r record) {
	if old := s.find(table, num(r["id"])); old != nil {
		fill(old, r)
		return
	}
	s.tables[table] = append(s.tables[table], r)
}

func (s *server) find(table string, id int64) record {
	for _, r := range s.tables[table] {
		if num(r["id"]) == id {
			return r
		}
	}
	return nil
}

func (s *server) drop(table string, id int64) {
	s.tables[table] = slices.DeleteFunc(s.tables[table], func(r record) bool { return num(r["id"]) == id })
}

// fault is an error as Odoo names it.
type fault struct{ name, message string }

func (f *fault) Error() string { return f.message }

func (s *server) rpc(w http.ResponseWriter, r *http.Request) {
	var q struct {
		ID     json.Number
		Params struct {
			Service, Method string
			Args            []any
		}
	}
	d := json.NewDecoder(r.Body)
	d.UseNumber()
	if err := d.Decode(&q); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	result, f := s.serve(q.Params.Service, q.Params.Method, q.Params.Args)
	out := map[string]any{"jsonrpc": "2.0", "id": q.ID}
	if f != nil {
		out["error"] = map[string]any{"code": 200, "message": "Odoo Server Error", "data": map[string]any{
			"name": f.name, "message": f.message, "arguments": []string{f.message}, "context": map[string]any{},
		}}
	} else if result != nil {
		out["result"] = result
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(out) // the client may be gone
}

func (s *server) serve(service, method string, args []any) (any, *fault) {
	switch {
	case service == "common" && method == "version":
		major, _, _ := strings.Cut(s.serie, ".")
		return map[string]any{
			"server_version": s.serie + "-20230301", "server_version_info": []any{json.Number(major), 0, 0, "final", 0, ""}, "server_serie": s.serie, "protocol_version": 1,
		}, nil
	case args[0] != "odoo16t":
		return nil, &fault{"psycopg2.OperationalError", fmt.Sprintf("FATAL:  database %q does not exist", args[0])}
	case service == "common":
		return authenticated(args), nil
	case args[2] != secret:
		return nil, &fault{"odoo.exceptions.AccessDenied", "Access Denied"}
	}
	named, _ := args[6].(record)
	return s.execute(args[3].(string), args[4].(string), args[5].([]any), named)
}

func authenticated(args []any) any {
	if args[1] == "admin" && args[2] == secret {
		return 2
	}
	return false
}

// modern answers the interface of Odoo 19 for one method, with the same tables behind it.
func (s *server) modern(model, method string) {
	s.On("POST /json/2/"+model+"/"+method, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "bearer "+secret || r.Header.Get("X-Odoo-Database") != "odoo16t" {
			webtest.Status(http.StatusUnauthorized, `{"name":"werkzeug.exceptions.Unauthorized","message":"Invalid apikey"}`)(w, r)
			return
		}
		named := record{}
		d := json.NewDecoder(r.Body)
		d.UseNumber()
		if err := d.Decode(&named); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		var positional []any
		for _, key := range []string{"ids", "domain"} {
			if v, there := named[key]; there {
				positional = []any{v}
				delete(named, key)
			}
		}
		list, creates := named["vals_list"].([]any)
		if creates {
			positional = list
		}
		result, f := s.execute(model, method, positional, named)
		if f != nil {
			status := http.StatusUnprocessableEntity
			if strings.HasSuffix(f.name, "AccessError") {
				status = http.StatusForbidden
			}
			b, _ := json.Marshal(map[string]any{"name": f.name, "message": f.message, "arguments": []string{}, "context": map[string]any{}})
			webtest.Status(status, string(b))(w, r)
			return
		}
		if creates {
			result = []any{result}
		}
		_ = json.NewEncoder(w).Encode(result) // the client may be gone
	})
}

// hook sets what is called before a call is answered.
func (s *server) hook(before func(call string, n int)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.before = before
}

// times tells how often a call was made.
func (s *server) times(call string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[call]
}

func (s *server) execute(model, method string, args []any, named record) (any, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := model + " " + method
	s.calls[key]++
	if s.before != nil {
		s.before(key, s.calls[key])
	}
	if s.denied[model] {
		return nil, &fault{"odoo.exceptions.AccessError", "You are not allowed to access 'Journal Entry' (" + model + ") records."}
	}
	if words, no := s.refused[method]; no {
		return nil, &fault{"odoo.exceptions.UserError", words}
	}
	switch method {
	case "fields_get":
		out := record{}
		for name := range s.known(model) {
			out[name] = record{"type": "char"}
		}
		return out, nil
	case "search_count":
		rows, f := s.search(model, args[0].([]any))
		return len(rows), f
	case "search_read", "search":
		return s.searchRead(model, args[0].([]any), named)
	case "read":
		return s.project(model, s.chosen(model, args[0]), named)
	}
	return s.change(model, method, args, named)
}

func jsonNumber(text string) json.Number { return json.Number(text) }
