package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

const (
	// pageSize is half of what QuickBooks gives at most, since records come with all their lines.
	pageSize = 500
	// most is how many changes QuickBooks tells of at once.
	most = 1000
	// minor is the version of the API, the oldest that is still served.
	minor = "75"
	// QuickBooks takes ten requests a second and 500 a minute.
	requests = 10
	within   = 1250 * time.Millisecond
)

type client struct {
	*web.Client
	size int
}

// open makes a client of a connection's settings.
func open(s spec.Settings) (*client, error) {
	if s.Get("company") == "" {
		return nil, spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeSettingMissing, Field: "company", Summary: "Nobody has signed in yet.", Hint: "Press Sign in at the connection.",
		}
	}
	return &client{size: pageSize, Client: &web.Client{
		Base: s.Get("address") + "/v3/company/" + url.PathEscape(s.Get("company")), Auth: signIn(s), Explain: explain, Fault: faulty,
		Pace: &web.Pace{Most: requests, Within: within, Window: time.Minute},
	}}, nil
}

func signIn(s spec.Settings) *web.OAuth { return web.OAuthOf(s, "com.intuit.quickbooks.accounting") }

// fault is how QuickBooks tells of failures, sometimes with status 200.
type fault struct {
	Fault struct {
		Type   string `json:"type"`
		Errors []struct {
			Message string `json:"Message"`
			Detail  string `json:"Detail"`
			Code    string `json:"code"`
		} `json:"Error"`
	} `json:"Fault"`
}

func faultOf(body []byte) (f fault) {
	if !bytes.Contains(body, []byte(`"Fault"`)) {
		return f // pages of records are long
	}
	_ = json.Unmarshal(body, &f) // what is no JSON tells of none
	return f
}

// explain finds QuickBooks' own words.
func explain(_ int, body []byte) string {
	var words []string
	for _, e := range faultOf(body).Fault.Errors {
		word := web.First(e.Message, e.Detail)
		if e.Detail != "" && e.Detail != word {
			word += ": " + e.Detail
		}
		if e.Code != "" {
			word += " (" + e.Code + ")"
		}
		words = append(words, word)
	}
	return strings.Join(words, "; ")
}

// faulty is the status that a failure in an answer of success should have had.
func faulty(body []byte) int {
	f := faultOf(body).Fault
	switch {
	case f.Type == "" && len(f.Errors) == 0:
		return 0
	case strings.HasPrefix(f.Type, "Authentication"):
		return http.StatusUnauthorized
	case strings.HasPrefix(f.Type, "Authorization"):
		return http.StatusForbidden
	case strings.HasPrefix(f.Type, "System"):
		return http.StatusInternalServerError
	}
	return http.StatusBadRequest
}

// books is what a read has to know of the company first.
type books struct {
	home string // its currency
	at   time.Time
}

func (c *client) books(ctx context.Context) (books, error) {
	got, err := c.ask(ctx, "select * from Preferences")
	if err != nil {
		return books{}, err
	}
	out := books{}
	if len(got.Rows.Preferences) > 0 {
		out.home = got.Rows.Preferences[0].Currency.Home.Value
	}
	at, wrong := time.Parse(time.RFC3339, got.Time)
	if _, known := spec.Exponent(out.home); !known || wrong != nil {
		return books{}, spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeSourceUnreadable, Summary: "QuickBooks does not tell the currency of the company or its time.",
			Hint: "Look whether the user who signed in is an administrator of the company.",
		}
	}
	out.at = at
	return out, nil
}

// readable asks for one of each.
func (c *client) readable(ctx context.Context) error {
	for _, entity := range []string{"Customer", "Invoice", "CreditMemo", "Payment"} {
		if _, err := c.count(ctx, entity); err != nil {
			return err
		}
	}
	return nil
}

func (c *client) ask(ctx context.Context, statement string) (got answer, err error) {
	_, err = c.Get(ctx, "/query", url.Values{"query": {statement}, "minorversion": {minor}}, &got)
	return got, err
}

func (c *client) count(ctx context.Context, from string) (int, error) {
	got, err := c.ask(ctx, "select count(*) from "+from)
	if err == nil && got.Rows.Total == nil {
		err = untold("how many there are of " + from)
	}
	if err != nil {
		return 0, err
	}
	return *got.Rows.Total, nil
}

// untold is an answer of success without what was asked for, which would else be taken for nothing.
func untold(what string) error {
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeSourceUnreadable, Summary: "QuickBooks does not tell " + what + ".", Hint: "Sync again; report it when it stays.",
	}
}

// query gives all rows of an entity in the order of ids. QuickBooks gives fewer than are asked for without a word, so they are
// counted before, and after the last page again.
func query[T row](ctx context.Context, c *client, from string, each func(T)) error {
	total, read := 0, 0
	all, err := web.Steady(from, T.key, func(n int) (web.Page[T], error) {
		if n == 0 {
			var err error
			if total, err = c.count(ctx, from); err != nil || total == 0 {
				return web.Page[T]{Rows: []T{}}, err
			}
			read = 0
		}
		got, err := c.ask(ctx, "select * from "+from+" ORDERBY Id STARTPOSITION "+strconv.Itoa(read+1)+" MAXRESULTS "+strconv.Itoa(c.size))
		if err != nil {
			return web.Page[T]{}, err
		}
		some := rowsOf[T](&got.Rows)
		read += len(some)
		page := web.Page[T]{Rows: some, Count: total, More: read < total && len(some) > 0}
		if !page.More && n > 0 {
			page.Count, err = c.count(ctx, from)
		}
		return page, err
	})
	for i := range all {
		each(all[i])
	}
	return err
}

// changes are those since a moment, deletions among them.
func (c *client) changes(ctx context.Context, since time.Time) ([]lists, error) {
	var got changesAnswer
	q := url.Values{"entities": {"Customer,Invoice,CreditMemo,Payment"}, "changedSince": {since.UTC().Format(time.RFC3339)}}
	if _, err := c.Get(ctx, "/cdc", q, &got); err != nil {
		return nil, err
	}
	var out []lists
	n := 0
	if len(got.Changes) == 0 {
		return nil, untold("what changed")
	}
	for _, one := range got.Changes {
		if one.Rows == nil || one.Fault != nil {
			return nil, untold("what changed")
		}
		for i := range one.Rows {
			n += one.Rows[i].len()
		}
		out = append(out, one.Rows...)
	}
	if n >= most {
		return nil, tooOld() // there are more, and no way to ask for them
	}
	return out, nil
}

func (c *client) invoiceOf(ctx context.Context, id string) (out invoice, found bool, err error) {
	var got struct {
		Invoice invoice `json:"Invoice"`
	}
	found, err = c.one(ctx, "/invoice/", id, &got)
	return got.Invoice, found, err
}

func (c *client) customerOf(ctx context.Context, id string) (out customer, found bool, err error) {
	var got struct {
		Customer customer `json:"Customer"`
	}
	found, err = c.one(ctx, "/customer/", id, &got)
	return got.Customer, found, err
}

// notFound is the code of a record that is gone.
const notFound = "(610)"

func (c *client) one(ctx context.Context, path, id string, into any) (found bool, err error) {
	_, err = c.Get(ctx, path+url.PathEscape(id), url.Values{"minorversion": {minor}}, into)
	var p *web.Problem
	if web.Gone(err) || errors.As(err, &p) && strings.Contains(p.Said, notFound) {
		return false, nil
	}
	return err == nil, err
}
