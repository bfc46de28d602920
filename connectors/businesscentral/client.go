package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

const (
	// pageSize is asked for; Business Central gives up to 20,000 at a time.
	pageSize = 1000
	// scope is all that the app was given.
	scope = "https://api.businesscentral.dynamics.com/.default"
	// api and analytics are the two interfaces, behind the environment.
	api       = "/api/v2.0"
	analytics = "/api/microsoft/analytics/v1.0"
)

type client struct {
	*web.Client

	auth    *web.OAuth
	company string
}

// open makes a client of a connection's settings.
func open(s spec.Settings) *client {
	auth := web.OAuthOf(s, scope, "offline_access")
	auth.AuthorizeURL, auth.TokenURL = ofTenant(auth.AuthorizeURL, s), ofTenant(auth.TokenURL, s)
	if s.Has("client_secret") {
		auth.Grant, auth.Scopes, auth.InHeader = "client_credentials", []string{scope}, false
	}
	return &client{company: s.Get("company"), auth: auth, Client: &web.Client{
		Base: s.Get("address") + "/" + url.PathEscape(s.Get("tenant")) + "/" + url.PathEscape(s.Get("environment")), Auth: auth, Explain: explain,
		Header: http.Header{"Prefer": {"odata.maxpagesize=" + strconv.Itoa(pageSize)}, "Accept-Language": {"en-US"}},
	}}
}

func ofTenant(address string, s spec.Settings) string {
	return strings.Replace(address, anyTenant, "/"+url.PathEscape(s.Get("tenant"))+"/", 1)
}

// explain finds Business Central's own words.
func explain(_ int, body []byte) string {
	var said struct {
		Error struct {
			Code    string `json:"code"`
			Message string `json:"message"`
		} `json:"error"`
	}
	if json.Unmarshal(body, &said) != nil {
		return ""
	}
	return strings.TrimSpace(said.Error.Code + ": " + said.Error.Message)
}

func (c *client) companies(ctx context.Context) (out []company, err error) {
	err = list(ctx, c, api+"/companies", nil, func(one company) { out = append(out, one) })
	return out, err
}

// home is the currency in which the company keeps its books.
func (c *client) home(ctx context.Context) (string, error) {
	var got struct {
		information
		Value []information `json:"value"` // some versions answer with a list of one
	}
	if _, err := c.Get(ctx, c.path(api, "companyInformation"), nil, &got); err != nil {
		return "", err
	}
	for _, one := range append(got.Value, got.information) {
		if _, known := spec.Exponent(one.Currency); known {
			return one.Currency, nil
		}
	}
	return "", spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeSourceUnreadable, Field: "company", Summary: "Business Central does not tell the currency of the company.",
		Hint: "Fill in the LCY code in the General Ledger Setup, with its ISO code.",
	}
}

// readable asks for one of each list, since permissions are given for each.
func (c *client) readable(ctx context.Context, ledger bool) error {
	paths := []string{c.path(api, "customers"), c.path(api, "salesInvoices")}
	if ledger {
		paths = append(paths, c.path(analytics, "customerLedgerEntries"))
	}
	for _, path := range paths {
		if _, err := c.Get(ctx, path, url.Values{"$top": {"1"}}, nil); err != nil {
			return ofLedger(path, err)
		}
	}
	return nil
}

// ofLedger says what can be done where the ledger alone cannot be read.
func ofLedger(path string, err error) error {
	var p *web.Problem
	if !strings.HasPrefix(path, analytics) || !errors.As(err, &p) || p.Status != http.StatusForbidden && p.Status != http.StatusNotFound {
		return err
	}
	d := p.Diagnostic()
	d.Field, d.Summary = "ledger", "The customer ledger cannot be read: "+d.Summary
	d.Hint = "Give the user or the app the right to the analytics API. Without the ledger credit memos and payments on account are not seen."
	return d
}

func (c *client) path(of, entity string) string {
	return of + "/companies(" + c.company + ")/" + entity
}

func (c *client) customers(ctx context.Context, each func(customer)) error {
	return list(ctx, c, c.path(api, "customers"), nil, each)
}

func (c *client) invoices(ctx context.Context, each func(invoice)) error {
	return list(ctx, c, c.path(api, "salesInvoices"), url.Values{"$filter": {"status eq 'Open'"}}, each)
}

// creditMemos are all: what of them is open the ledger alone knows.
func (c *client) creditMemos(ctx context.Context, each func(creditMemo)) error {
	return list(ctx, c, c.path(api, "salesCreditMemos"), url.Values{"$select": {"id,number,currencyCode,totalAmountIncludingTax,invoiceId"}}, each)
}

func (c *client) ledger(ctx context.Context, each func(detail)) error {
	path := c.path(analytics, "customerLedgerEntries")
	return ofLedger(path, list(ctx, c, path, url.Values{"$filter": {"cleOpen eq true"}}, each))
}

func (c *client) balances(ctx context.Context, each func(balance)) error {
	return list(ctx, c, c.path(api, "agedAccountsReceivables"), nil, each)
}

// list follows the links from page to page.
func list[T row](ctx context.Context, c *client, path string, q url.Values, each func(T)) error {
	next := ""
	all, err := web.Steady(path, T.key, func(n int) (web.Page[T], error) {
		at, query := next, url.Values(nil) // a link has it all
		if n == 0 {
			at, query = path, q
		}
		var got page[T]
		_, err := c.Get(ctx, at, query, &got)
		next = got.Next
		return web.Page[T]{Rows: got.Rows, Count: -1, More: next != ""}, err
	})
	for i := range all {
		each(all[i])
	}
	return err
}
