package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

const tables = `{
 "Company":[{"name":"ACME","default_currency":"NOK","write_off_account":"Write Off - A","cost_center":"Main - A"},{"name":"Other Ltd","default_currency":"EUR"}],
 "Customer":[
  {"name":"CUST-0007","customer_name":"Nordlys AS","customer_type":"Company","customer_group":"Wholesale","default_currency":"NOK","language":"nb","email_id":"post@nordlys.example",
   "mobile_no":"+47 90000000","customer_primary_address":"Nordlys-Billing","tax_id":"913312465","disabled":0,"is_frozen":1},
  {"name":"CUST-0008","customer_name":"Ola Berg","customer_type":"Individual","disabled":1,"customer_primary_address":"Ola-Billing"}],
 "Address":[
  {"name":"Nordlys-Billing","address_line1":"Kaia 3","address_line2":"","city":"Tromsø","state":"Troms","pincode":"9008","country":"Norway"},
  {"name":"Ola-Billing","address_line1":"Rock 1","country":"Atlantis"},{"name":"Supplier-Billing","country":"Norway"}],
 "Payment Terms Template":[{"name":"Net 30","terms":[{"name":"a"}]},{"name":"Two halves","terms":[{"name":"b"},{"name":"c"}]}],
 "Sales Invoice":[
  {"name":"ACC-SINV-1","company":"ACME","customer":"CUST-0007","posting_date":"2026-10-01","due_date":"2026-10-31","currency":"NOK","party_account_currency":"NOK","grand_total":1250.0,
   "rounded_total":0.0,"outstanding_amount":750.0,"status":"Overdue","docstatus":1,"is_return":0,"po_no":"PO 7","payment_terms_template":"Net 30","debit_to":"Debtors - A"},
  {"name":"ACC-SINV-2","company":"ACME","customer":"CUST-0008","posting_date":"2026-10-02","due_date":"2026-12-02","currency":"NOK","party_account_currency":"NOK","grand_total":999.6,
   "rounded_total":1000.0,"outstanding_amount":700.0,"status":"Partly Paid","docstatus":1,"contact_email":"ola@berg.example","payment_terms_template":"Two halves","debit_to":"Debtors - A",
   "payment_schedule":[{"due_date":"2026-11-02","payment_amount":500.0,"outstanding":0.0},{"due_date":"2026-12-02","payment_amount":500.0,"outstanding":0.0}]},
  {"name":"ACC-SINV-3","company":"ACME","customer":"CUST-0007","posting_date":"2026-10-03","due_date":"2026-10-31","currency":"EUR","party_account_currency":"NOK","grand_total":100.0,
   "base_grand_total":1170.5,"base_rounded_total":0.0,"outstanding_amount":1170.4999999999998,"status":"Overdue","docstatus":1,"debit_to":"Debtors - A"},
  {"name":"ACC-SINV-4","company":"ACME","customer":"CUST-0007","posting_date":"2026-10-04","due_date":"2026-10-31","currency":"USD","party_account_currency":"EUR","grand_total":100.0,
   "outstanding_amount":85.0,"docstatus":1},
  {"name":"ACC-SINV-5","company":"ACME","customer":"CUST-0007","posting_date":"2026-10-05","due_date":"2026-10-05","currency":"NOK","party_account_currency":"NOK","grand_total":-200.0,
   "outstanding_amount":-50.0,"status":"Return","docstatus":1,"is_return":1,"return_against":"ACC-SINV-1"},
  {"name":"ACC-SINV-6","company":"ACME","customer":"CUST-0007","grand_total":5.0,"outstanding_amount":5.0,"docstatus":1,"is_pos":1},
  {"name":"ACC-SINV-7","company":"ACME","customer":"CUST-0007","grand_total":5.0,"outstanding_amount":5.0,"docstatus":0},
  {"name":"ACC-SINV-8","company":"Other Ltd","customer":"CUST-0007","grand_total":5.0,"outstanding_amount":5.0,"docstatus":1},
  {"name":"ACC-SINV-9","company":"ACME","customer":"CUST-0007","grand_total":5.0,"outstanding_amount":0.0,"docstatus":1}],
 "Payment Entry":[
  {"name":"ACC-PAY-1","company":"ACME","docstatus":1,"party_type":"Customer","payment_type":"Receive","party":"CUST-0007","posting_date":"2026-11-02","paid_amount":600.0,"unallocated_amount":100.0,
   "paid_from_account_currency":"NOK","reference_no":"vipps"},
  {"name":"ACC-PAY-2","company":"ACME","docstatus":1,"party_type":"Customer","payment_type":"Receive","party":"CUST-0008","posting_date":"2026-11-02","paid_amount":300.0,"unallocated_amount":0.0,
   "paid_from_account_currency":"NOK"}],
 "Payment Ledger Entry":[
  {"name":"ple1","company":"ACME","party_type":"Customer","party":"CUST-0007","delinked":0,"posting_date":"2026-11-02","voucher_type":"Payment Entry","voucher_no":"ACC-PAY-1",
   "against_voucher_type":"Sales Invoice","against_voucher_no":"ACC-SINV-1","amount":-500.0,"amount_in_account_currency":-500.0,"account_currency":"NOK"},
  {"name":"ple2","company":"ACME","party_type":"Customer","party":"CUST-0008","delinked":0,"posting_date":"2026-11-02","voucher_type":"Payment Entry","voucher_no":"ACC-PAY-2",
   "against_voucher_type":"Sales Invoice","against_voucher_no":"ACC-SINV-2","amount":-100.0,"amount_in_account_currency":-100.0,"account_currency":"NOK"},
  {"name":"ple3","company":"ACME","party_type":"Customer","party":"CUST-0008","delinked":0,"posting_date":"2026-11-02","voucher_type":"Payment Entry","voucher_no":"ACC-PAY-2",
   "against_voucher_type":"Sales Invoice","against_voucher_no":"ACC-SINV-2","amount":-200.0,"amount_in_account_currency":-200.0,"account_currency":"NOK"},
  {"name":"ple4","company":"ACME","party_type":"Customer","party":"CUST-0007","delinked":0,"posting_date":"2026-11-03","voucher_type":"Journal Entry","voucher_no":"ACC-JV-1",
   "against_voucher_type":"Sales Invoice","against_voucher_no":"ACC-SINV-1","amount":-1.0,"amount_in_account_currency":-1.0,"account_currency":"NOK"},
  {"name":"ple5","company":"ACME","party_type":"Customer","party":"CUST-0007","delinked":1,"posting_date":"2026-11-03","voucher_type":"Payment Entry","voucher_no":"ACC-PAY-0",
   "against_voucher_type":"Sales Invoice","against_voucher_no":"ACC-SINV-1","amount":-9.0,"amount_in_account_currency":-9.0,"account_currency":"NOK"}],
 "Comment":[],"File":[],"Journal Entry":[]}`

type doc = map[string]any

// site is an ERPNext that filters, sorts and keeps documents as Frappe does.
type site struct {
	*webtest.Server

	tables map[string][]doc
	tax    float64 // added to each new invoice
}

func erpnext(t *testing.T) *site {
	t.Helper()
	s := &site{Server: webtest.New(t), tables: map[string][]doc{}}
	if err := json.Unmarshal([]byte(tables), &s.tables); err != nil {
		t.Fatal(err)
	}
	s.On("GET /api/method/frappe.auth.get_logged_user", s.guarded(webtest.JSON(`{"message":"desk@example.com"}`)))
	s.On("POST /api/method/upload_file", s.guarded(s.upload))
	for doctype := range s.tables {
		s.On("GET /api/resource/"+doctype, s.guarded(s.list(doctype)))
		s.On("POST /api/resource/"+doctype, s.guarded(s.insert(doctype)))
		s.show(doctype)
	}
	return s
}

// show lets each document of a kind be fetched, changed and deleted.
func (s *site) show(doctype string) {
	for _, d := range s.tables[doctype] {
		path := "/api/resource/" + doctype + "/" + fmt.Sprint(d["name"])
		s.On("GET "+path, s.guarded(func(w http.ResponseWriter, r *http.Request) { send(w, r, doc{"data": d}) }))
		s.On("PUT "+path, s.guarded(func(w http.ResponseWriter, r *http.Request) {
			before := d["docstatus"]
			_ = json.NewDecoder(r.Body).Decode(&d)
			if d["docstatus"] != before {
				s.book(d)
			}
			send(w, r, doc{"data": d})
		}))
		s.On("DELETE "+path, s.guarded(func(w http.ResponseWriter, r *http.Request) {
			s.tables[doctype] = slices.DeleteFunc(s.tables[doctype], func(one doc) bool { return one["name"] == d["name"] })
			webtest.Status(202, `{"message":"ok"}`)(w, r)
		}))
	}
}

// book does what submitting and cancelling a document does to what is open.
func (s *site) book(d doc) {
	sign := map[any]float64{1.0: 1, 2.0: -1}[d["docstatus"]]
	if total, ok := d["grand_total"].(float64); ok {
		d["outstanding_amount"], d["party_account_currency"], d["debit_to"], d["status"] = max(0, sign*total), d["currency"], "Debtors - A", "Unpaid"
	}
	rows, _ := d["accounts"].([]any)
	for _, row := range rows {
		for _, i := range s.tables["Sales Invoice"] {
			if credit, ok := row.(doc)["credit_in_account_currency"].(float64); ok && i["name"] == row.(doc)["reference_name"] {
				i["outstanding_amount"] = i["outstanding_amount"].(float64) - sign*credit
			}
		}
	}
}

func (s *site) guarded(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "token k3y:s3cret" {
			webtest.Status(401, `{"exc_type":"AuthenticationError","_server_messages":"[\"{\\\"message\\\":\\\"<b>Invalid</b> key\\\"}\"]"}`)(w, r)
			return
		}
		next(w, r)
	}
}

func (s *site) list(doctype string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var filters [][3]any
		var fields []string
		q := r.URL.Query()
		if json.Unmarshal([]byte(q.Get("filters")), &filters) != nil || json.Unmarshal([]byte(q.Get("fields")), &fields) != nil || q.Get("order_by") != "name asc" {
			webtest.Status(417, `{"exc_type":"ValidationError"}`)(w, r)
			return
		}
		size := 20
		_, _ = fmt.Sscan(q.Get("limit_page_length"), &size)
		out := []doc{}
		for _, d := range s.tables[doctype] {
			if len(out) < size && !slices.ContainsFunc(filters, func(f [3]any) bool { return !holds(d, f) }) {
				row := doc{}
				for _, field := range fields {
					row[field] = d[field]
				}
				out = append(out, row)
			}
		}
		send(w, r, doc{"data": out})
	}
}

func holds(d doc, f [3]any) bool {
	value := d[fmt.Sprint(f[0])]
	number, _ := value.(float64)
	limit, isNumber := f[2].(float64)
	switch f[1] {
	case "=":
		return value == f[2] || isNumber && number == limit
	case "!=":
		return value != f[2] && (!isNumber || number != limit)
	case ">":
		return isNumber && number > limit || !isNumber && fmt.Sprint(value) > fmt.Sprint(f[2])
	case "<":
		return number < limit
	case "in":
		return slices.Contains(f[2].([]any), value)
	case "like":
		return strings.Contains(fmt.Sprint(value), strings.Trim(fmt.Sprint(f[2]), "%"))
	}
	return false
}

func (s *site) insert(doctype string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var d doc
		if err := json.NewDecoder(r.Body).Decode(&d); err != nil {
			webtest.Status(417, `{}`)(w, r)
			return
		}
		if items, ok := d["items"].([]any); ok {
			d["grand_total"] = items[0].(doc)["rate"].(float64) + s.tax
		}
		if rows, ok := d["accounts"].([]any); ok {
			d["total_debit"] = rows[0].(doc)["debit_in_account_currency"]
		}
		s.add(doctype, d)
		send(w, r, doc{"data": d})
	}
}

func (s *site) add(doctype string, d doc) {
	d["name"] = fmt.Sprintf("NEW-%d", len(s.tables[doctype])+1)
	s.tables[doctype] = append(s.tables[doctype], d)
	s.show(doctype)
}

func (s *site) upload(w http.ResponseWriter, r *http.Request) {
	file, header, err := r.FormFile("file")
	if err != nil {
		webtest.Status(417, `{}`)(w, r)
		return
	}
	_ = file.Close()
	d := doc{"file_name": header.Filename, "attached_to_doctype": r.FormValue("doctype"), "attached_to_name": r.FormValue("docname"), "is_private": r.FormValue("is_private")}
	s.add("File", d)
	send(w, r, doc{"message": d})
}

func send(w http.ResponseWriter, r *http.Request, what any) {
	b, err := json.Marshal(what)
	if err != nil {
		panic(err)
	}
	webtest.JSON(string(b))(w, r)
}

func values(s *site) (map[string]string, map[string]string) {
	return map[string]string{"address": s.URL + "/", "company": "ACME", "fee_item": "LATE-FEE"}, map[string]string{"api_key": "k3y", "api_secret": "s3cret"}
}

func connection(s *site, change ...string) spec.Settings {
	settings, secrets := values(s)
	for i := 0; i+1 < len(change); i += 2 {
		settings[change[i]] = change[i+1]
	}
	return spec.NewSettings(settings, secrets)
}
