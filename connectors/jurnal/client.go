package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

const (
	// pageSize is the most that Jurnal gives at a time.
	pageSize = 100
	// window is how long to wait when Jurnal's count for the minute is used up: 30 requests for all that use the same credentials.
	window = time.Minute
	// attempts at a list that changes while it is read.
	attempts = 3
)

type client struct {
	*web.Client
	size int
	// fetched is told of each page: pauses are long, and people see that something goes on.
	fetched func() error
}

// open makes a client of a connection's settings.
func open(s spec.Settings) *client {
	return &client{size: pageSize, fetched: func() error { return nil }, Client: &web.Client{
		Base: s.Get("address"), Auth: web.HMAC{User: s.Get("client_id"), Secret: s.Secret("client_secret")}, Explain: explain,
		Pace: &web.Pace{Remaining: "X-RateLimit-Remaining-Minute X-RateLimit-Remaining-Hour", Window: window},
	}}
}

// explain finds Jurnal's own words: a message, or errors by field.
func explain(_ int, body []byte) string {
	var said struct {
		Message string          `json:"message"`
		Code    web.Text        `json:"code"`
		Errors  json.RawMessage `json:"errors"`
	}
	if json.Unmarshal(body, &said) != nil {
		return ""
	}
	words := strings.TrimSpace(string(said.Code) + " " + said.Message)
	if words == "" && len(said.Errors) < 500 {
		words = string(said.Errors)
	}
	return words
}

// readable asks for one of each.
func (c *client) readable(ctx context.Context) error {
	for _, path := range []string{"/customers", "/sales_invoices"} {
		var got page[invoice]
		if _, err := c.Get(ctx, path, url.Values{"page": {"1"}, "page_size": {"1"}}, &got); err != nil {
			return err
		}
		if !got.found {
			return unknown(path)
		}
	}
	return nil
}

func (c *client) customers(ctx context.Context) ([]person, error) {
	return list[person](ctx, c, "/customers", url.Values{}, "")
}

// invoices gives every invoice since a day, open or not.
func (c *client) invoices(ctx context.Context, since spec.Date) ([]invoice, error) {
	return list[invoice](ctx, c, "/sales_invoices", latestFirst(), since)
}

// payments gives every payment since a day.
func (c *client) payments(ctx context.Context, since spec.Date) ([]payment, error) {
	return list[payment](ctx, c, "/receive_payments", latestFirst(), since)
}

func latestFirst() url.Values {
	return url.Values{"sort_key": {"transaction_date"}, "sort_order": {"desc"}}
}

// list walks the pages of a list, from 1. Where the number of rows changes or one comes twice, rows have moved between two pages, and
// the walk starts again.
func list[T row](ctx context.Context, c *client, path string, q url.Values, since spec.Date) ([]T, error) {
	q.Set("page_size", strconv.Itoa(c.size))
	for range attempts {
		w := &walk[T]{client: c, path: path, since: since, seen: map[string]bool{}, total: -1, sorted: true}
		err := web.EachPage(func(n int) (string, bool, error) { return w.page(ctx, q, n+1) })
		if err != nil {
			return nil, err
		}
		if !w.moved && (w.ended || len(w.out) == w.total) {
			return w.out, nil
		}
	}
	return nil, spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeSourceChanged, Summary: "Jurnal's list " + path + " changes while it is read.", Hint: "Sync again when less is being booked.",
	}
}

// walk is one way through the pages of a list.
type walk[T row] struct {
	*client

	path  string
	since spec.Date
	out   []T
	seen  map[string]bool
	total int
	last  spec.Date
	// moved: rows have changed their place. sorted: so far the latest came first. ended: what follows is older than was asked for.
	moved, sorted, ended bool
}

func (w *walk[T]) page(ctx context.Context, q url.Values, n int) (string, bool, error) {
	q.Set("page", strconv.Itoa(n))
	var got page[T]
	if _, err := w.Get(ctx, w.path, q, &got); err != nil {
		return "", false, err
	}
	if !got.found {
		return "", false, unknown(w.path)
	}
	w.moved = w.moved || w.total >= 0 && w.total != got.count
	w.total = got.count
	for _, one := range got.rows {
		w.take(one)
	}
	w.ended = w.since != "" && w.sorted && w.last != "" && w.last < w.since
	return "", !w.moved && !w.ended && n < got.pages, w.fetched()
}

func (w *walk[T]) take(one T) {
	w.moved = w.moved || w.seen[one.key()]
	w.seen[one.key()] = true
	w.out = append(w.out, one)
	at, err := dayOf(one.day())
	if err != nil || at == "" || w.last != "" && at > w.last {
		w.sorted = false
	}
	w.last = at
}

// dayOf reads a day as lists write it, or as forms do.
func dayOf(text string) (spec.Date, error) {
	if strings.Contains(text, "/") {
		return web.DayLike("02/01/2006", text)
	}
	return web.Day(text)
}

func unknown(path string) error {
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeSourceUnreadable, Summary: "Jurnal answers " + path + " in a way that is not known.", Hint: "Look at the address; report it when it stays.",
	}
}

// refused reports whether Jurnal does not show something to this key: 422 is its word for what is not found, too.
func refused(p *web.Problem) bool {
	return p.Status == http.StatusForbidden || p.Status == http.StatusNotFound || p.Status == http.StatusUnprocessableEntity
}
