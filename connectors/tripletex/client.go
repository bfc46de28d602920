package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

const (
	pageSize = 1000
	// singly is up to how many customers are asked for one by one, which Tripletex cannot otherwise.
	singly = 20
	// sessionLife is how long a session may be used; the token is asked for by the day.
	sessionLife = 48 * time.Hour
	// ahead is how far in the future an invoice may be dated.
	ahead = 366 * 24 * time.Hour
	// window is how long to wait where the limit is reached and no header says so.
	window = 10 * time.Second
)

type client struct {
	*web.Client
	since, until string // days of invoices; until is not among them
	size         int
}

// open makes a client of a connection's settings.
func open(s spec.Settings) *client { return as(s, s.Get("company")) }

// as works in a company.
func as(s spec.Settings, company string) *client {
	return &client{
		since: s.Get("since"), until: now().Add(ahead).Format(time.DateOnly), size: pageSize,
		Client: &web.Client{
			Base: s.Get("address"), Auth: session(s, company), Explain: explain,
			Pace: &web.Pace{Remaining: "X-Rate-Limit-Remaining", Reset: "X-Rate-Limit-Reset", Window: window},
		},
	}
}

func now() time.Time {
	return time.Now().UTC() //nolint:forbidigo // a connector is a program of its own: here the clock comes in
}

// session makes one of the two tokens, and another one when Tripletex has forgotten it.
func session(s spec.Settings, company string) web.Auth {
	return &web.Session{Open: func(ctx context.Context) (func(*http.Request), error) {
		door := &web.Client{Base: s.Get("address"), Explain: explain}
		var made struct {
			Value sessionToken `json:"value"`
		}
		_, err := door.Do(ctx, web.Request{Method: http.MethodPut, Again: true, Path: "/token/session/:create", Query: url.Values{
			"consumerToken": {s.Secret("consumer_token")}, "employeeToken": {s.Secret("employee_token")},
			"expirationDate": {now().Add(sessionLife).Format(time.DateOnly)},
		}}, &made)
		if err != nil {
			return nil, err
		}
		word := "Basic " + base64.StdEncoding.EncodeToString([]byte(company+":"+made.Value.Token))
		return func(r *http.Request) { r.Header.Set("Authorization", word) }, nil
	}}
}

// explain finds Tripletex's own words.
func explain(_ int, body []byte) string {
	var said struct {
		Message    string `json:"message"`
		Validation []struct {
			Field   string `json:"field"`
			Message string `json:"message"`
		} `json:"validationMessages"`
		Request string `json:"requestId"`
	}
	if json.Unmarshal(body, &said) != nil {
		return ""
	}
	words := []string{said.Message}
	for _, v := range said.Validation {
		words = append(words, strings.TrimSpace(v.Field+" "+v.Message))
	}
	if said.Request != "" {
		words = append(words, "request "+said.Request)
	}
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), "; ")
}

// clients are the companies that an accountant may work in.
func (c *client) clients(ctx context.Context) ([]company, error) {
	return list[company](ctx, c, "/company/>withLoginAccess", url.Values{"fields": {"id,name"}})
}

// readable asks for one of each, since rights are given for each.
func (c *client) readable(ctx context.Context) error {
	for path, q := range map[string]url.Values{"/customer": {}, "/invoice": {"invoiceDateFrom": {c.since}, "invoiceDateTo": {c.until}}} {
		q.Set("count", "1")
		q.Set("fields", "id")
		if _, err := c.Get(ctx, path, q, nil); err != nil {
			return err
		}
	}
	return nil
}

// customers gives all, or those with the ids. Tripletex leaves out the inactive unless it is asked for them alone.
func (c *client) customers(ctx context.Context, only []string, each func(customer)) error {
	for _, inactive := range []string{"false", "true"} {
		q := url.Values{"isInactive": {inactive}, "fields": {customerFields}}
		if len(only) > 0 && len(only) <= singly {
			q.Set("id", strings.Join(numeric(only), ","))
			if q.Get("id") == "" {
				return nil
			}
		}
		rows, err := list[customer](ctx, c, "/customer", q)
		if err != nil {
			return err
		}
		for i := range rows {
			each(rows[i])
		}
	}
	return nil
}

// invoices gives every invoice and credit note of the time, open or not: Tripletex has no filter for what is open.
func (c *client) invoices(ctx context.Context, only []string, each func(invoice) error) error {
	return perCustomer(only, func(customer string) error {
		q := url.Values{"invoiceDateFrom": {c.since}, "invoiceDateTo": {c.until}, "fields": {invoiceFields}}
		return collect(ctx, c, "/invoice", q, customer, each)
	})
}

// openPosts gives the open entries of customers in the ledger.
func (c *client) openPosts(ctx context.Context, only []string, each func(openPost) error) error {
	return perCustomer(only, func(customer string) error {
		q := url.Values{"date": {c.until}, "accountNumberFrom": {"1500"}, "accountNumberTo": {"1599"}, "fields": {openPostFields}}
		return collect(ctx, c, "/ledger/posting/openPost", q, customer, each)
	})
}

// perCustomer asks for a few customers one by one, and for many or all at once.
func perCustomer(only []string, ask func(customer string) error) error {
	if len(only) == 0 || len(only) > singly {
		return ask("")
	}
	for _, customer := range numeric(only) {
		if err := ask(customer); err != nil {
			return err
		}
	}
	return nil
}

func collect[T row](ctx context.Context, c *client, path string, q url.Values, customer string, each func(T) error) error {
	if customer != "" {
		q.Set("customerId", customer)
	}
	rows, err := list[T](ctx, c, path, q)
	if err != nil {
		return err
	}
	for i := range rows {
		if err := each(rows[i]); err != nil {
			return err
		}
	}
	return nil
}

// numeric leaves out what cannot be an id of Tripletex.
func numeric(ids []string) (out []string) {
	for _, one := range ids {
		if _, err := strconv.ParseInt(one, 10, 64); err == nil {
			out = append(out, one)
		}
	}
	return out
}

// page is the envelope of a list.
type page[T any] struct {
	Values []T `json:"values"`
}

// list gives the rows of a list in the order of ids.
func list[T row](ctx context.Context, c *client, path string, q url.Values) ([]T, error) {
	q.Set("sorting", "id")
	q.Set("count", strconv.Itoa(c.size))
	return web.Overlapping(path, func(row T) string { return id(row.key()) }, func(from int) ([]T, bool, error) {
		q.Set("from", strconv.Itoa(from))
		var got page[T]
		_, err := c.Get(ctx, path, q, &got)
		return got.Values, len(got.Values) >= c.size, err
	})
}

// invoice gives one as it is now.
func (c *client) invoice(ctx context.Context, key string) (invoice, error) {
	var got struct {
		Value invoice `json:"value"`
	}
	_, err := c.Get(ctx, "/invoice/"+url.PathEscape(key), url.Values{"fields": {invoiceFields}}, &got)
	return got.Value, err
}

// creditOf finds the credit note that takes the whole of an invoice back.
func (c *client) creditOf(ctx context.Context, i invoice) (note invoice, found bool, err error) {
	err = c.invoices(ctx, []string{id(i.Customer.ID)}, func(one invoice) error {
		if one.Credit && one.Credited == i.ID && strings.TrimPrefix(string(one.Amount), "-") == string(i.Amount) {
			note, found = one, true
		}
		return nil
	})
	return note, found, err
}

// credit makes a credit note of the whole invoice, which is not sent.
func (c *client) credit(ctx context.Context, i invoice, day spec.Date, comment string) (invoice, error) {
	var got struct {
		Value invoice `json:"value"`
	}
	_, err := c.Do(ctx, web.Request{Method: http.MethodPut, Path: "/invoice/" + id(i.ID) + "/:createCreditNote", Query: url.Values{
		"date": {string(day)}, "comment": {comment}, "sendToCustomer": {"false"},
	}}, &got)
	return got.Value, err
}
