package main

import (
	"context"
	"encoding/json"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

const (
	pageSize = 200
	// together is how many names go into one address.
	together = 40
	// minute is how long to wait when a site's time is used up.
	minute = time.Minute
)

type client struct {
	*web.Client

	company string
	size    int
}

// open makes a client of a connection's settings.
func open(s spec.Settings) *client {
	return &client{
		company: s.Get("company"), size: pageSize,
		Client: &web.Client{
			Base: strings.TrimRight(s.Get("address"), "/"), Plain: true, Explain: explain, Pace: &web.Pace{Remaining: "X-RateLimit-Remaining", Window: minute},
			Auth: web.Key("Authorization", "token "+s.Secret("api_key")+":"+s.Secret("api_secret")),
		},
	}
}

var tag = regexp.MustCompile(`<[^>]*>`)

// explain finds Frappe's own words: JSON in JSON, with HTML inside.
func explain(_ int, body []byte) string {
	var said struct {
		Type     string `json:"exc_type"`
		Error    string `json:"exception"`
		Messages string `json:"_server_messages"`
	}
	if json.Unmarshal(body, &said) != nil {
		return ""
	}
	var inner, words []string
	_ = json.Unmarshal([]byte(said.Messages), &inner) // where it is none, the exception speaks
	for _, text := range inner {
		var one struct {
			Message string `json:"message"`
		}
		if json.Unmarshal([]byte(text), &one) == nil && one.Message != "" {
			words = append(words, one.Message)
		}
	}
	if len(words) == 0 {
		words = []string{web.First(said.Error, said.Type)}
	}
	return html.UnescapeString(tag.ReplaceAllString(strings.Join(words, "; "), ""))
}

func (c *client) loggedIn(ctx context.Context) error {
	var user struct {
		Message string `json:"message"`
	}
	_, err := c.Get(ctx, "/api/method/frappe.auth.get_logged_user", nil, &user)
	return err
}

func (c *client) companies(ctx context.Context) (out []company, err error) {
	err = list(ctx, c, "Company", nil, func(one company) { out = append(out, one) })
	return out, err
}

// home is the company that is read.
func (c *client) home(ctx context.Context) (company, error) {
	found, err := c.companies(ctx)
	if err != nil {
		return company{}, err
	}
	at := slices.IndexFunc(found, func(one company) bool { return one.Name == c.company })
	if at < 0 {
		return company{}, notChosen(nil)
	}
	return found[at], nil
}

func (c *client) customers(ctx context.Context, only []string, each func(customer)) error {
	return named(ctx, c, "Customer", "name", only, nil, each)
}

func (c *client) addresses(ctx context.Context, only []string, each func(address)) error {
	if only != nil && len(only) == 0 {
		return nil
	}
	return named(ctx, c, "Address", "name", only, nil, each)
}

// instalments tells of each template of terms how many instalments it makes.
func (c *client) instalments(ctx context.Context, each func(terms)) error {
	var names []string
	if err := list(ctx, c, "Payment Terms Template", nil, func(t terms) { names = append(names, t.Name) }); err != nil {
		return err
	}
	for _, name := range names {
		var one terms
		if err := c.document(ctx, "Payment Terms Template", name, &one); err != nil {
			return err
		}
		each(one)
	}
	return nil
}

func (c *client) invoices(ctx context.Context, only []string, each func(invoice)) error {
	return named(ctx, c, "Sales Invoice", "customer", only, []filter{{"company", "=", c.company}, {"docstatus", "=", 1}, {"outstanding_amount", "!=", 0}}, each)
}

// schedules fetches the invoices that are paid in instalments: lists do not show these.
func (c *client) schedules(ctx context.Context, m *mapping) error {
	for _, i := range m.scheduled {
		var whole invoice
		if err := c.document(ctx, "Sales Invoice", i.Name, &whole); err != nil {
			return err
		}
		i.Schedule = whole.Schedule
		m.split(i)
	}
	return nil
}

func (c *client) onAccount(ctx context.Context, only []string, each func(receipt)) error {
	return named(ctx, c, "Payment Entry", "party", only, []filter{
		{"company", "=", c.company}, {"docstatus", "=", 1}, {"party_type", "=", "Customer"}, {"payment_type", "=", "Receive"}, {"unallocated_amount", ">", 0},
	}, each)
}

// payments are what has settled parts of the invoices, whatever document it came by.
func (c *client) payments(ctx context.Context, invoices []string, each func(entry)) error {
	if len(invoices) == 0 {
		return nil
	}
	return named(ctx, c, "Payment Ledger Entry", "against_voucher_no", invoices, []filter{
		{"company", "=", c.company}, {"party_type", "=", "Customer"}, {"delinked", "=", 0}, {"against_voucher_type", "=", "Sales Invoice"}, {"amount", "<", 0},
	}, each)
}

// filter is one condition of a list: field, operator, value.
type filter [3]any

// named walks a list of those whose field is one of the names, or of all without any.
func named[T row](ctx context.Context, c *client, doctype, field string, names []string, filters []filter, each func(T)) error {
	if len(names) == 0 {
		return list(ctx, c, doctype, filters, each)
	}
	for some := range slices.Chunk(names, together) {
		if err := list(ctx, c, doctype, append(slices.Clone(filters), filter{field, "in", some}), each); err != nil {
			return err
		}
	}
	return nil
}

// list walks a list by name, from the last one that came: rows that go or come meanwhile move no others. Frappe gives the
// names of 20 rows unless it is asked for more.
func list[T row](ctx context.Context, c *client, doctype string, filters []filter, each func(T)) error {
	var none T
	last := ""
	return web.EachPage(func(int) (string, bool, error) {
		conditions := append([]filter{}, filters...)
		if last != "" {
			conditions = append(conditions, filter{"name", ">", last})
		}
		q := url.Values{
			"fields": {text(none.fields())}, "filters": {text(conditions)}, "order_by": {"name asc"}, "limit_page_length": {strconv.Itoa(c.size)},
		}
		var got struct {
			Data []T `json:"data"`
		}
		_, err := c.Get(ctx, resource(doctype, ""), q, &got)
		if err == nil && got.Data == nil {
			err = web.NoList(doctype)
		}
		if err != nil {
			return "", false, err
		}
		for i := range got.Data {
			last = got.Data[i].key()
			each(got.Data[i])
		}
		return last, len(got.Data) > 0, nil // a site may give fewer than are asked for
	})
}

// document fetches one whole.
func (c *client) document(ctx context.Context, doctype, name string, into any) error {
	_, err := c.Get(ctx, resource(doctype, name), nil, &struct {
		Data any `json:"data"`
	}{into})
	return err
}

// save makes a document, or with a name changes it.
func (c *client) save(ctx context.Context, doctype, name string, what map[string]any, into any) error {
	method := http.MethodPost
	if name != "" {
		method = http.MethodPut
	}
	_, err := c.Do(ctx, web.Request{Method: method, Path: resource(doctype, name), JSON: what}, &struct {
		Data any `json:"data"`
	}{into})
	return err
}

func resource(doctype, name string) string {
	path := "/api/resource/" + url.PathEscape(doctype)
	if name != "" {
		path += "/" + url.PathEscape(name)
	}
	return path
}

func text(what any) string {
	b, _ := json.Marshal(what) // texts and numbers
	return string(b)
}
