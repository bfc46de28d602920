package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

type record = map[string]any

// ledger is an organisation in Xero that keeps what it is given: what is written shows in what is read.
type ledger struct {
	*webtest.Server

	mu       sync.Mutex
	invoices []record
	credits  []record
	about    map[string][]record // history and attachments, by address
}

func newLedger(t *testing.T) *ledger {
	t.Helper()
	o := &ledger{Server: xero(t), about: map[string][]record{}}
	for text, into := range map[string]*[]record{invoices: &o.invoices, creditNotes: &o.credits} {
		if err := json.Unmarshal([]byte(text), into); err != nil {
			t.Fatal(err)
		}
	}
	o.invoices = o.invoices[:2] // the third is broken on purpose
	o.On(base+"/Invoices", guarded(o.list("Invoices", &o.invoices)))
	o.On(base+"/CreditNotes", guarded(o.list("CreditNotes", &o.credits)))
	beside := o.Config.Handler
	mux := http.NewServeMux()
	const api = "/api.xro/2.0"
	mux.HandleFunc("GET "+api+"/Contacts/{id}", o.contact)
	mux.HandleFunc("GET "+api+"/Invoices/{id}", o.show)
	mux.HandleFunc("PUT "+api+"/Invoices", o.make("Invoices", "InvoiceID", &o.invoices))
	mux.HandleFunc("POST "+api+"/Invoices/{id}", o.void)
	mux.HandleFunc("PUT "+api+"/CreditNotes", o.make("CreditNotes", "CreditNoteID", &o.credits))
	mux.HandleFunc("PUT "+api+"/CreditNotes/{id}/Allocations", o.apply)
	mux.HandleFunc(api+"/{kind}/{id}/History", o.beside("HistoryRecords"))
	mux.HandleFunc(api+"/{kind}/{id}/Attachments", o.beside("Attachments"))
	mux.HandleFunc(api+"/{kind}/{id}/Attachments/{name}", o.beside("Attachments"))
	mux.Handle("/", beside)
	o.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o.mu.Lock()
		defer o.mu.Unlock()
		mux.ServeHTTP(w, r)
	})
	return o
}

func (o *ledger) list(name string, rows *[]record) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		text, err := json.Marshal(*rows)
		if err != nil {
			panic(err)
		}
		paged(name, string(text))(w, r)
	}
}

func find(rows []record, key string, id string) record {
	if i := slices.IndexFunc(rows, func(one record) bool { return one[key] == id }); i >= 0 {
		return rows[i]
	}
	return nil
}

func missing(w http.ResponseWriter) { w.WriteHeader(http.StatusNotFound) }

func (o *ledger) contact(w http.ResponseWriter, r *http.Request) {
	if !strings.Contains(contacts, r.PathValue("id")) {
		missing(w)
		return
	}
	answer(w, r, record{"Contacts": []record{{"ContactID": r.PathValue("id")}}})
}

func (o *ledger) show(w http.ResponseWriter, r *http.Request) {
	if one := find(o.invoices, "InvoiceID", r.PathValue("id")); one != nil {
		answer(w, r, record{"Invoices": []record{one}})
		return
	}
	missing(w)
}

// make keeps a new document as Xero does: with an id, a number, and its sum open.
func (o *ledger) make(name, key string, rows *[]record) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var got map[string][]record
		_ = json.NewDecoder(r.Body).Decode(&got)
		one := got[name][0]
		n := len(*rows) + 1
		one[key], one[strings.TrimSuffix(key, "ID")+"Number"] = fmt.Sprintf("%08d-0000-4000-8000-00000000%s", n, map[string]string{"Invoices": "000a", "CreditNotes": "000b"}[name]), fmt.Sprint("N-", n)
		sum := one["LineItems"].([]any)[0].(record)["UnitAmount"]
		one["Total"], one["AmountDue"], one["RemainingCredit"], one["Allocations"] = sum, sum, sum, []any{}
		one["DateString"], one["DueDateString"] = fmt.Sprint(one["Date"], "T00:00:00"), fmt.Sprint(one["DueDate"], "T00:00:00")
		delete(one, "Date")
		delete(one, "DueDate")
		*rows = append(*rows, one)
		answer(w, r, record{name: []record{one}})
	}
}

func (o *ledger) void(w http.ResponseWriter, r *http.Request) {
	one := find(o.invoices, "InvoiceID", r.PathValue("id"))
	if one == nil {
		missing(w)
		return
	}
	one["Status"], one["AmountDue"] = voided, 0
	answer(w, r, record{"Invoices": []record{one}})
}

func (o *ledger) apply(w http.ResponseWriter, r *http.Request) {
	note := find(o.credits, "CreditNoteID", r.PathValue("id"))
	var got struct {
		Allocations []struct {
			Invoice struct{ InvoiceID string }
			Amount  float64
		}
	}
	if note == nil || json.NewDecoder(r.Body).Decode(&got) != nil {
		missing(w)
		return
	}
	for _, a := range got.Allocations {
		i := find(o.invoices, "InvoiceID", a.Invoice.InvoiceID)
		i["AmountDue"] = i["AmountDue"].(float64) - a.Amount
		note["RemainingCredit"] = note["RemainingCredit"].(float64) - a.Amount
		note["Allocations"] = append(note["Allocations"].([]any), record{"Amount": a.Amount, "Invoice": record{"InvoiceID": a.Invoice.InvoiceID}})
	}
	answer(w, r, record{})
}

// beside keeps the notes or the files of a document.
func (o *ledger) beside(name string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id := r.PathValue("id")
		if find(o.invoices, "InvoiceID", id) == nil && !strings.Contains(contacts, id) {
			missing(w)
			return
		}
		place := id + name
		switch {
		case r.PathValue("name") != "":
			o.about[place] = append(o.about[place], record{"AttachmentID": fmt.Sprint("file-", len(o.about[place])+1), "FileName": r.PathValue("name")})
			answer(w, r, record{name: o.about[place][len(o.about[place])-1:]})
			return
		case r.Method == http.MethodPut:
			var got map[string][]record
			_ = json.NewDecoder(r.Body).Decode(&got)
			o.about[place] = append(o.about[place], got[name]...)
		}
		answer(w, r, record{name: append([]record{}, o.about[place]...)})
	}
}

func TestConformanceOfWriting(t *testing.T) {
	o := newLedger(t)
	settings, secrets := values(o.Server)
	conformance.RunPostings(t, conformance.Options{Settings: settings, Secrets: secrets, Postings: conformance.Postings{
		Date: "2018-11-20", Permanent: []spec.PostingKind{spec.PostWriteOff},
	}})
}
