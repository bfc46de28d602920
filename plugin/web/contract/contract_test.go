package contract_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/web"
	"github.com/dunningdesk/dunningdesk/plugin/web/contract"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

const description = `
openapi: 3.0.0
paths:
  /invoices:
    parameters:
    - $ref: '#/components/parameters/tenant'
    get:
      security: [{token: []}]
      parameters:
      - {name: page, in: query, schema: {type: integer}}
      - {name: status, in: query, schema: {type: string, enum: [OPEN, PAID]}}
      - {name: from, in: query, required: true, schema: {type: string}}
      responses:
        '200':
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Invoices'}
              example: {invoices: [{id: 1, dueText: "2026-11-21"}, {id: 2, lines: [{text: a}]}]}
    post:
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Invoice'}}}
      responses: {'204': {description: done}}
  /invoices/{id}/:send:
    put: {responses: {'200': {description: done}}}
  /invoices/latest:
    get: {responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Invoice'}}}}}}
  /invoices/{id}:
    get: {responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Invoices'}}}}}}
components:
  parameters:
    tenant: {name: tenant-id, in: header, required: true, schema: {type: string}}
  schemas:
    Invoices: {type: object, properties: {invoices: {type: array, items: {$ref: '#/components/schemas/Invoice'}}}}
    Invoice:
      allOf:
      - {type: object, properties: {id: {type: integer, readOnly: true}}}
      - type: object
        properties:
          open: {type: number}
          kind: {type: string, enum: [SALE, CREDIT]}
          paid: {type: boolean}
          customer: {type: object, properties: {name: {type: string}}}
`

// listener gathers what a check would report.
type listener struct {
	testing.TB

	said []string
}

func (l *listener) Helper() {}
func (l *listener) Error(args ...any) {
	l.said = append(l.said, fmt.Sprint(args...))
}

func (l *listener) Errorf(format string, args ...any) {
	l.said = append(l.said, fmt.Sprintf(format, args...))
}

func parsed(t *testing.T) *contract.Description {
	t.Helper()
	d, err := contract.Parse([]byte(description))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestRequestsAreHeldToTheDescription(t *testing.T) {
	header := http.Header{"Tenant-Id": {"1"}, "Authorization": {"Bearer x"}, "Content-Type": {"application/json"}}
	for says, r := range map[string]webtest.Request{
		"":                             {Method: "GET", Path: "/v1/invoices", Query: "page=1&from=2026-01-01&status=OPEN", Header: header},
		"no such path and method":      {Method: "DELETE", Path: "/v1/invoices", Header: header},
		"query from is required":       {Method: "GET", Path: "/v1/invoices", Header: header},
		"no query colour":              {Method: "GET", Path: "/v1/invoices", Query: "from=1&colour=red", Header: header},
		`page is no integer: "x"`:      {Method: "GET", Path: "/v1/invoices", Query: "from=1&page=x", Header: header},
		`is none of [OPEN PAID]`:       {Method: "GET", Path: "/v1/invoices", Query: "from=1&status=LATE", Header: header},
		"header Tenant-Id is required": {Method: "GET", Path: "/v1/invoices", Query: "from=1", Header: http.Header{"Authorization": {"x"}}},
		"nobody is signed in":          {Method: "GET", Path: "/v1/invoices", Query: "from=1", Header: http.Header{"Tenant-Id": {"1"}}},
		"no header X-Id":               {Method: "GET", Path: "/v1/invoices/5", Header: http.Header{"X-Id": {"1"}}},
		"it takes no body":             {Method: "PUT", Path: "/v1/invoices/5/:send", Body: "{}"},
		"the body is required":         {Method: "POST", Path: "/v1/invoices", Header: header},
		"body.colour is not":           {Method: "POST", Path: "/v1/invoices", Header: header, Body: `{"open":1,"colour":"red"}`},
		"body.id cannot be written":    {Method: "POST", Path: "/v1/invoices", Header: header, Body: `{"id":1}`},
		"body.open is string":          {Method: "POST", Path: "/v1/invoices", Header: header, Body: `{"open":"1"}`},
		"body.kind is none of":         {Method: "POST", Path: "/v1/invoices", Header: header, Body: `{"kind":"BILL"}`},
		"nothing was sent":             {Method: "GET", Path: "/elsewhere"},
	} {
		l := &listener{TB: t}
		parsed(t).Requests(l, "/v1", []webtest.Request{r})
		if said := strings.Join(l.said, "; "); says == "" && said != "" || !strings.Contains(said, says) {
			t.Errorf("want %q, got %q", says, said)
		}
	}
}

func TestFieldsThatAreReadAreHeldToTheDescription(t *testing.T) {
	type good struct {
		Invoices []struct {
			ID       int64       `json:"id"`
			Open     web.Decimal `json:"open"`
			Due      string      `json:"dueText"` // only the example has it
			Customer struct {
				Name string `json:"name"`
			} `json:"customer"`
			Lines []struct {
				Text string `json:"text"`
			} `json:"lines"`
		} `json:"invoices"`
	}
	type unknown struct {
		Invoices []struct {
			Balance web.Decimal `json:"balance"`
		} `json:"invoices"`
	}
	type wrong struct {
		Invoices []struct {
			Paid string `json:"paid"`
		} `json:"invoices"`
	}
	type float struct {
		Invoices []struct {
			Open float64 `json:"open"`
		} `json:"invoices"`
	}
	for says, into := range map[string]any{
		"": good{}, "invoices.balance is not in": unknown{}, "invoices.paid is boolean in": wrong{}, "float64, which money": float{},
	} {
		l := &listener{TB: t}
		parsed(t).Reads(l, "GET", "/invoices", into)
		if said := strings.Join(l.said, "; "); says == "" && said != "" || !strings.Contains(said, says) {
			t.Errorf("want %q, got %q", says, said)
		}
	}
	l := &listener{TB: t}
	if parsed(t).Reads(l, "GET", "/invoices", unknown{}, "balance"); len(l.said) > 0 {
		t.Errorf("what is known from elsewhere: %v", l.said)
	}
}

func TestMadeUpAnswersAreHeldToTheDescription(t *testing.T) {
	for says, body := range map[string]string{
		"":                             `{"invoices":[{"id":7,"open":1.5,"kind":"SALE","dueText":"2026-11-21","customer":{"name":"A"}}]}`,
		"invoices[0].balance":          `{"invoices":[{"balance":1}]}`,
		"invoices[0].customer.email":   `{"invoices":[{"customer":{"email":"a"}}]}`,
		"invoices[0].open is string":   `{"invoices":[{"open":"1"}]}`,
		"invoices[0].id is float64":    `{"invoices":[{"id":1.5}]}`,
		"invoices[0].kind is none of ": `{"invoices":[{"kind":"BILL"}]}`,
	} {
		l := &listener{TB: t}
		parsed(t).Answers(l, "GET", "/invoices", body)
		if said := strings.Join(l.said, "; "); says == "" && said != "" || !strings.Contains(said, says) {
			t.Errorf("want %q, got %q", says, said)
		}
	}
	if parsed(t).Answers(t, "GET", "/invoices/latest", `{"id":1}`); !strings.Contains(parsed(t).Example(t, "GET", "/invoices"), `"dueText":"2026-11-21"`) {
		t.Error("a path without parameters comes first; the example is given as JSON")
	}
}
