package main

import (
	"net/http"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

// Frappe tells of failures in objects of many shapes: what has no list is not an empty one, for which all would be settled,
// and a fee be written twice.
func TestAnAnswerWithoutDataIsNotAnEmptyOne(t *testing.T) {
	for _, answer := range []string{`{}`, `{"message":"Not now"}`, `{"data":null}`} {
		s := erpnext(t)
		s.On("GET /api/resource/Sales Invoice", s.guarded(webtest.JSON(answer)))
		if got, err := sdk.Collect(t.Context(), connector{}, connection(s), spec.ReadRequest{Mode: spec.ModeFull}); err == nil {
			t.Errorf("%s is taken for no invoices: %d items", answer, len(got.Items))
		}
		p := order(spec.PostFee)
		if _, found, err := (connector{}).Find(t.Context(), connection(s), p); err == nil {
			t.Errorf("%s says for certain that a fee is not there (%v)", answer, found)
		}
		if _, err := (connector{}).Write(t.Context(), connection(s), p); err == nil || len(s.Got("POST /api/resource/Sales Invoice")) != 0 {
			t.Errorf("%s has a fee written: %v", answer, err)
		}
	}
}

// A site may give fewer rows than are asked for: a short page is not the last one.
func TestPagesMayBeShorterThanWasAskedFor(t *testing.T) {
	s := erpnext(t)
	full := s.list("Sales Invoice")
	s.On("GET /api/resource/Sales Invoice", s.guarded(func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		q.Set("limit_page_length", "2")
		r.URL.RawQuery = q.Encode()
		full(w, r)
	}))
	n := 0
	if err := open(connection(s)).invoices(t.Context(), nil, func(invoice) { n++ }); err != nil || n != 6 {
		t.Errorf("%d invoices, %v", n, err)
	}
}
