package main

import (
	"context"
	"encoding/json"
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
	pageSize = 100
	// together is how many ids go into one address.
	together = 40
	// minute is how Xero counts requests.
	minute = time.Minute
	api    = "/api.xro/2.0"
)

// client talks to one organisation; the door to them all has another address.
type client struct {
	*web.Client

	door *web.Client
	size int
}

// open makes a client of a connection's settings.
func open(s spec.Settings) *client {
	auth := signIn(s)
	return &client{
		size: pageSize, door: &web.Client{Base: s.Get("address"), Auth: auth, Explain: explain},
		Client: &web.Client{
			Base: s.Get("address") + api, Auth: auth, Explain: explain, Header: http.Header{"Xero-Tenant-Id": {s.Get("tenant")}},
			Pace: &web.Pace{Remaining: "X-Minlimit-Remaining", Window: minute},
		},
	}
}

// Scopes of apps made since March 2026.
var (
	reading = []string{"offline_access", "accounting.contacts.read", "accounting.invoices.read", "accounting.payments.read", "accounting.settings.read", "accounting.attachments.read"}
	writing = []string{"offline_access", "accounting.contacts", "accounting.invoices", "accounting.payments.read", "accounting.settings.read", "accounting.attachments"}
)

func signIn(s spec.Settings) *web.OAuth {
	scopes := reading
	if s.Bool("write") {
		scopes = writing
	}
	if own := strings.Fields(s.Get("scopes")); len(own) > 0 {
		scopes = own
	}
	return web.OAuthOf(s, scopes...)
}

// explain finds Xero's own words.
func explain(_ int, body []byte) string {
	var said struct {
		Message  string `json:"Message"`
		Title    string `json:"Title"`
		Detail   string `json:"Detail"`
		Elements []struct {
			Wrong []struct {
				Message string `json:"Message"`
			} `json:"ValidationErrors"`
		} `json:"Elements"`
	}
	if json.Unmarshal(body, &said) != nil {
		return ""
	}
	words := []string{said.Title, said.Detail, said.Message}
	for _, e := range said.Elements {
		for _, w := range e.Wrong {
			words = append(words, w.Message)
		}
	}
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), "; ")
}

// tenants are the organisations that the person has allowed.
func (c *client) tenants(ctx context.Context) (out []tenant, err error) {
	_, err = c.door.Get(ctx, "/connections", nil, &out)
	return slices.DeleteFunc(out, func(t tenant) bool { return t.Type != "ORGANISATION" }), err
}

// organisation looks whether the organisation answers, and gives Xero's time.
func (c *client) organisation(ctx context.Context) (time.Time, error) {
	res, err := c.Get(ctx, "/Organisation", nil, nil)
	if err != nil {
		return time.Time{}, err
	}
	return web.ServerTime(res.Header), nil
}

// reminds reports whether Xero sends reminders itself.
func (c *client) reminds(ctx context.Context) (bool, error) {
	var got reminders
	_, err := c.Get(ctx, "/InvoiceReminders/Settings", nil, &got)
	return slices.ContainsFunc(got.Settings, func(s reminder) bool { return s.Enabled }), err
}

func (c *client) contacts(ctx context.Context, only []string, since time.Time, each func(contact)) error {
	q := url.Values{"includeArchived": {"true"}, "order": {"Name ASC"}}
	return byIDs(q, "IDs", only, func() error {
		return list(ctx, c, "/Contacts", q, since, func(p *page) []contact { return p.Contacts }, each)
	})
}

// invoices gives the open ones, or with since what changed.
func (c *client) invoices(ctx context.Context, only []string, since time.Time, each func(invoice)) error {
	q := url.Values{"where": {`Type=="` + sale + `"`}, "order": {"InvoiceNumber ASC"}}
	if since.IsZero() {
		q.Set("Statuses", authorised)
	}
	return byIDs(q, "ContactIDs", only, func() error {
		return list(ctx, c, "/Invoices", q, since, func(p *page) []invoice { return p.Invoices }, each)
	})
}

func (c *client) creditNotes(ctx context.Context, since time.Time, each func(creditNote)) error {
	return list(ctx, c, "/CreditNotes", opened(since), since, func(p *page) []creditNote { return p.CreditNotes }, each)
}

func (c *client) overpayments(ctx context.Context, since time.Time, each func(onAccount)) error {
	return list(ctx, c, "/Overpayments", opened(since), since, func(p *page) []onAccount { return p.Overpayments }, each)
}

func (c *client) prepayments(ctx context.Context, since time.Time, each func(onAccount)) error {
	return list(ctx, c, "/Prepayments", opened(since), since, func(p *page) []onAccount { return p.Prepayments }, each)
}

// payments are read for those that were deleted: the others come with their invoices.
func (c *client) payments(ctx context.Context, since time.Time, each func(payment)) error {
	q := url.Values{"where": {`PaymentType=="` + received + `"`}}
	return list(ctx, c, "/Payments", q, since, func(p *page) []payment { return p.Payments }, each)
}

func opened(since time.Time) url.Values {
	if since.IsZero() {
		return url.Values{"where": {`Status=="` + authorised + `"`}}
	}
	return url.Values{}
}

// byIDs asks for some ids at a time, or without any for all.
func byIDs(q url.Values, name string, only []string, ask func() error) error {
	if len(only) == 0 {
		return ask()
	}
	for some := range slices.Chunk(only, together) {
		q.Set(name, strings.Join(some, ","))
		if err := ask(); err != nil {
			return err
		}
	}
	return nil
}

var guid = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

// guids leaves out what cannot be an id of Xero, for which it would refuse the others too.
func guids(ids []string) (out []string) {
	for _, one := range ids {
		if guid.MatchString(one) {
			out = append(out, one)
		}
	}
	return out
}

// list reads the pages of a list, numbered from 1.
func list[T row](ctx context.Context, c *client, path string, q url.Values, since time.Time, rows func(*page) []T, each func(T)) error {
	header := http.Header{}
	if !since.IsZero() {
		header.Set("If-Modified-Since", since.UTC().Format("2006-01-02T15:04:05"))
	}
	q.Set("pageSize", strconv.Itoa(c.size))
	all, err := web.Steady(strings.TrimPrefix(path, "/"), T.key, func(n int) (web.Page[T], error) {
		q.Set("page", strconv.Itoa(n+1))
		var got page
		if _, err := c.Do(ctx, web.Request{Path: path, Query: q, Header: header}, &got); err != nil {
			return web.Page[T]{}, err
		}
		some := rows(&got)
		if got.Pages == nil {
			return web.Page[T]{Rows: some, Count: -1, More: len(some) >= c.size}, nil
		}
		return web.Page[T]{Rows: some, Count: got.Pages.Items, More: n+1 < got.Pages.Count}, nil
	})
	for i := range all {
		each(all[i])
	}
	return err
}
