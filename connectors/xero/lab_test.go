package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

const (
	tenantID = "fe79f7dd-b6d4-4a92-ba7b-538af6289c58"
	nordlys  = "a3675fc4-f8dd-4f03-ba5b-f1870566bcd7"
	barney   = "b3675fc4-f8dd-4f03-ba5b-f1870566bcd7"
	old      = "c3675fc4-f8dd-4f03-ba5b-f1870566bcd7"
	supplier = "d3675fc4-f8dd-4f03-ba5b-f1870566bcd7"
	inv1     = "046d8a6d-1ae1-4b4d-9340-5601bdf41b87"
	inv2     = "146d8a6d-1ae1-4b4d-9340-5601bdf41b87"
	inv3     = "246d8a6d-1ae1-4b4d-9340-5601bdf41b87"

	contacts = `[
	 {"ContactID":"` + nordlys + `","AccountNumber":"10001","ContactStatus":"ACTIVE","Name":"Nordlys AS","FirstName":"Kari","LastName":"Nord","EmailAddress":"kari@nordlys.example",
	  "CompanyNumber":"913312465","TaxNumber":"NO913312465MVA","IsCustomer":true,"DefaultCurrency":"NOK","Addresses":[
	   {"AddressType":"STREET","AddressLine1":"Kaia 3","City":"Tromsø","PostalCode":"9008","Country":"Norway"},
	   {"AddressType":"POBOX","AddressLine1":"Postboks 7","City":"Tromsø","PostalCode":"9251","Country":"Norge","AttentionTo":"Regnskap"}],
	  "Phones":[{"PhoneType":"DEFAULT","PhoneNumber":"60 00 00","PhoneAreaCode":"77","PhoneCountryCode":"47"},{"PhoneType":"FAX","PhoneNumber":"1"},{"PhoneType":"MOBILE","PhoneNumber":""}],
	  "ContactPersons":[{"FirstName":"Ola","LastName":"Lys","EmailAddress":"ola@nordlys.example","IncludeInEmails":true}]},
	 {"ContactID":"` + barney + `","ContactStatus":"ARCHIVED","Name":"Barney Rubble","IsCustomer":true,"Addresses":[{"AddressType":"POBOX","City":"Bedrock","Country":"Cobblestone County"}]},
	 {"ContactID":"` + old + `","ContactStatus":"ARCHIVED","Name":"Barney R.","IsCustomer":false,"MergedToContactID":"` + barney + `"},
	 {"ContactID":"` + supplier + `","ContactStatus":"ACTIVE","Name":"Bolts Ltd","IsCustomer":false,"IsSupplier":true}]`
	invoices = `[
	 {"Type":"ACCREC","InvoiceID":"` + inv1 + `","InvoiceNumber":"INV-0001","Reference":"PO 7","Status":"AUTHORISED","Contact":{"ContactID":"` + nordlys + `"},
	  "DateString":"2018-10-20T00:00:00","Date":"/Date(1539993600000+0000)/","DueDateString":"2018-12-30T00:00:00","DueDate":"/Date(1546128000000+0000)/",
	  "Total":125.00,"AmountDue":75.00,"AmountPaid":50.0,"CurrencyCode":"NOK","Payments":[{"PaymentID":"99ea7f6b-c513-4066-bc27-b7c65dcd76c2","Date":"/Date(1543449600000+0000)/","Amount":50.0,"Reference":"Vipps"}]},
	 {"Type":"ACCREC","InvoiceID":"` + inv2 + `","InvoiceNumber":"INV-0002","Status":"AUTHORISED","Contact":{"ContactID":"` + old + `"},
	  "Date":"/Date(1539993600000+1300)/","DueDate":"/Date(1546128000000+1300)/","Total":1000,"AmountDue":1000,"CurrencyCode":"JPY","Payments":[]},
	 {"Type":"ACCREC","InvoiceID":"` + inv3 + `","InvoiceNumber":"INV-0003","Status":"AUTHORISED","Contact":{"ContactID":"` + barney + `"},
	  "DateString":"2018-10-20T00:00:00","DueDateString":"2018-12-30T00:00:00","Total":0.015,"AmountDue":0.015,"CurrencyCode":"EUR"}]`
	creditNotes = `[{"CreditNoteID":"249f15fa-f2a7-4acc-8769-0984103f2225","CreditNoteNumber":"CN-0005","Type":"ACCRECCREDIT","Status":"AUTHORISED","Contact":{"ContactID":"` + nordlys + `"},
	  "Date":"/Date(1543449600000+0000)/","Total":34.5,"RemainingCredit":32.5,"Allocations":[],"CurrencyCode":"NOK"},
	 {"CreditNoteID":"349f15fa-f2a7-4acc-8769-0984103f2225","Type":"ACCPAYCREDIT","Status":"AUTHORISED","Contact":{"ContactID":"` + supplier + `"},"Total":1,"RemainingCredit":1,"CurrencyCode":"NOK"}]`
	overpayments = `[{"OverpaymentID":"098b4dcb-5622-4699-87f8-9d40c4ccceb3","Type":"RECEIVE-OVERPAYMENT","Status":"AUTHORISED","Contact":{"ContactID":"` + barney + `"},
	  "Date":"/Date(1543449600000+0000)/","Total":500,"RemainingCredit":500,"CurrencyCode":"NZD","Reference":"twice"},
	 {"OverpaymentID":"198b4dcb-5622-4699-87f8-9d40c4ccceb3","Type":"SPEND-OVERPAYMENT","Status":"AUTHORISED","Contact":{"ContactID":"` + supplier + `"},"Total":5,"RemainingCredit":5,"CurrencyCode":"NZD"}]`
	prepayments = `[{"PrepaymentID":"ce0cddef-cf5a-4e59-b638-f225679115a7","Type":"RECEIVE-PREPAYMENT","Status":"AUTHORISED","Contact":{"ContactID":"` + barney + `"},
	  "Date":"/Date(1543449600000+0000)/","Total":100,"RemainingCredit":80.5,"CurrencyCode":"NZD"}]`
	organisation = `{"Organisations":[{"Name":"Demo Company (NZ)","BaseCurrency":"NZD","CountryCode":"NZ"}]}`
	connections  = `[{"id":"7cb5","tenantId":"` + tenantID + `","tenantName":"Demo Company (NZ)","tenantType":"ORGANISATION"},{"id":"8","tenantId":"x","tenantName":"Practice","tenantType":"PRACTICE"}]`
	base         = "GET /api.xro/2.0"
)

// xero is an organisation in Xero.
func xero(t *testing.T) *webtest.Server {
	t.Helper()
	s := webtest.New(t)
	s.On("POST /token", func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		if r.PostForm.Get("refresh_token") != "r3fresh" {
			webtest.Status(400, `{"error":"invalid_grant"}`)(w, r)
			return
		}
		webtest.JSON(`{"access_token":"acc3ss","refresh_token":"r3fresh","expires_in":1800}`)(w, r)
	})
	s.On("GET /connections", guarded(webtest.JSON(connections)))
	s.On(base+"/Organisation", guarded(webtest.JSON(organisation)))
	s.On(base+"/InvoiceReminders/Settings", guarded(webtest.JSON(`{"InvoiceReminders":[{"Enabled":true}]}`)))
	for list, rows := range map[string]string{"Contacts": contacts, "Invoices": invoices, "CreditNotes": creditNotes, "Overpayments": overpayments, "Prepayments": prepayments, "Payments": "[]"} {
		s.On(base+"/"+list, guarded(paged(list, rows)))
	}
	return s
}

func guarded(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer acc3ss" || r.URL.Path != "/connections" && r.Header.Get("Xero-Tenant-Id") != tenantID {
			webtest.Status(403, `{"Title":"Forbidden","Status":403,"Detail":"AuthorizationUnsuccessful"}`)(w, r)
			return
		}
		next(w, r)
	}
}

// paged answers with a page of rows, filtered by the ids that were asked for, as Xero counts them.
func paged(list, rows string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var all []map[string]any
		if err := json.Unmarshal([]byte(rows), &all); err != nil {
			panic(err)
		}
		q := r.URL.Query()
		some := []map[string]any{}
		for _, row := range all {
			who, _ := row["Contact"].(map[string]any)
			if q.Has("IDs") && !strings.Contains(q.Get("IDs"), fmt.Sprint(row["ContactID"])) || q.Has("ContactIDs") && !strings.Contains(q.Get("ContactIDs"), fmt.Sprint(who["ContactID"])) {
				continue
			}
			if word, ok := strings.CutPrefix(q.Get("where"), `Reference=="`); ok && row["Reference"] != strings.Trim(word, `"`) {
				continue
			}
			some = append(some, row)
		}
		page, _ := strconv.Atoi(q.Get("page"))
		size, _ := strconv.Atoi(q.Get("pageSize"))
		from := min(len(some), (page-1)*size)
		got, err := json.Marshal(map[string]any{
			list: some[from:min(len(some), from+size)], "pagination": map[string]int{"page": page, "pageSize": size, "pageCount": (len(some) + size - 1) / size, "itemCount": len(some)},
		})
		if err != nil {
			panic(err)
		}
		w.Header().Set("X-MinLimit-Remaining", "59")
		webtest.JSON(string(got))(w, r)
	}
}

func values(s *webtest.Server) (map[string]string, map[string]string) {
	return map[string]string{
		"client_id": "desk", "tenant": tenantID, "address": s.URL, "sign_in": "https://login.xero.example/authorize", "tokens": s.URL + "/token",
		"fee_account": "200", "loss_account": "620", "port": "0",
	}, map[string]string{
		"refresh_token": "r3fresh",
	}
}

func connection(s *webtest.Server, change ...string) spec.Settings {
	settings, secrets := values(s)
	for i := 0; i+1 < len(change); i += 2 {
		settings[change[i]] = change[i+1]
	}
	return spec.NewSettings(settings, secrets).WithDefaults(fields)
}
