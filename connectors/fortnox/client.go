package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

const (
	// pageSize is asked for; Fortnox may give fewer, and says how many pages there are.
	pageSize = 500
	// Fortnox counts 25 requests in five seconds, by app and company.
	requests = 25
	within   = 5 * time.Second
)

type client struct {
	*web.Client

	auth *web.OAuth
	size int
}

// open makes a client of a connection's settings.
func open(s spec.Settings) *client {
	auth := web.OAuthOf(s, "companyinformation", "customer", "invoice", "payment")
	auth.Extra = url.Values{"access_type": {"offline"}} // else there is no refresh token
	return &client{auth: auth, size: pageSize, Client: &web.Client{
		Base: s.Get("address"), Auth: auth, Explain: explain, Pace: &web.Pace{Most: requests, Within: within, Window: within},
	}}
}

// What some of Fortnox's codes mean for the office.
var meanings = map[int]string{
	2000310: "the sign-in is refused",
	2000311: "the sign-in is refused",
	2001101: "the company has no licence for this part of Fortnox, or the app lacks the scope",
	2001103: "the company has no licence for Fortnox Integration",
}

// explain finds Fortnox's own words. Its keys come in either case.
func explain(_ int, body []byte) string {
	var said struct {
		Info struct {
			Message string `json:"Message"`
			Code    int    `json:"Code"`
		} `json:"ErrorInformation"`
		Message string `json:"message"`
	}
	if json.Unmarshal(body, &said) != nil {
		return ""
	}
	words := web.First(said.Info.Message, said.Message)
	if said.Info.Code != 0 {
		words += " (" + strconv.Itoa(said.Info.Code) + ")"
	}
	if meaning := meanings[said.Info.Code]; meaning != "" {
		words += ": " + meaning
	}
	return words
}

// company is that of the sign-in, with Fortnox's time.
func (c *client) company(ctx context.Context) (company, time.Time, error) {
	var got struct {
		Info company `json:"CompanyInformation"`
	}
	res, err := c.Get(ctx, "/companyinformation", nil, &got)
	if err != nil {
		return company{}, time.Time{}, err
	}
	return got.Info, web.ServerTime(res.Header), nil
}

// readable asks for one of each list.
func (c *client) readable(ctx context.Context) error {
	for _, path := range []string{"/invoices", "/customers", "/invoicepayments"} {
		if _, err := c.Get(ctx, path, url.Values{"limit": {"1"}}, nil); err != nil {
			return err
		}
	}
	return nil
}

func (c *client) unpaid(ctx context.Context) ([]invoiceRow, error) {
	return list(ctx, c, "/invoices", url.Values{"filter": {"unpaid"}, "sortby": {"documentnumber"}}, func(p *page) []invoiceRow { return p.Invoices })
}

func (c *client) credits(ctx context.Context) ([]invoiceRow, error) {
	return list(ctx, c, "/invoices", url.Values{"credit": {"true"}, "sortby": {"documentnumber"}}, func(p *page) []invoiceRow { return p.Invoices })
}

func (c *client) invoicesSince(ctx context.Context, since time.Time) ([]invoiceRow, error) {
	return list(ctx, c, "/invoices", modified(since), func(p *page) []invoiceRow { return p.Invoices })
}

func (c *client) customersSince(ctx context.Context, since time.Time) ([]customerRow, error) {
	return list(ctx, c, "/customers", modified(since), func(p *page) []customerRow { return p.Customers })
}

func (c *client) paymentsSince(ctx context.Context, since time.Time) ([]paymentRow, error) {
	return list(ctx, c, "/invoicepayments", modified(since), func(p *page) []paymentRow { return p.Payments })
}

// paymentsOf are those of one invoice. The search finds parts of numbers too.
func (c *client) paymentsOf(ctx context.Context, invoice string) (out []paymentRow, err error) {
	rows, err := list(ctx, c, "/invoicepayments", url.Values{"invoicenumber": {invoice}}, func(p *page) []paymentRow { return p.Payments })
	for _, row := range rows {
		if row.invoice() == invoice {
			out = append(out, row)
		}
	}
	return out, err
}

// modified asks for what changed. Fortnox takes a time without a zone, Swedish by the looks of it: that of UTC is earlier, and
// so misses nothing.
func modified(since time.Time) url.Values {
	return url.Values{"lastmodified": {since.UTC().Format("2006-01-02 15:04")}}
}

func (c *client) invoiceOf(ctx context.Context, number string) (out invoice, found bool, err error) {
	var got struct {
		Invoice invoice `json:"Invoice"`
	}
	if found, err = c.one(ctx, "/invoices/", number, &got); found && got.Invoice.Number != number {
		err = spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeSourceUnreadable,
			Summary: fmt.Sprintf("Fortnox was asked for invoice %s and sends %q.", number, got.Invoice.Number), Hint: "Sync again; report it when it stays.",
		}
	}
	return got.Invoice, found, err
}

func (c *client) paymentIn(ctx context.Context, number string) (payment, error) {
	var got struct {
		Payment payment `json:"InvoicePayment"`
	}
	_, err := c.Get(ctx, "/invoicepayments/"+url.PathEscape(number), nil, &got)
	return got.Payment, err
}

func (c *client) customerOf(ctx context.Context, number string) (out customer, found bool, err error) {
	var got struct {
		Customer customer `json:"Customer"`
	}
	found, err = c.one(ctx, "/customers/", number, &got)
	return got.Customer, found, err
}

// one fetches a record that may be gone.
func (c *client) one(ctx context.Context, path, number string, into any) (found bool, err error) {
	_, err = c.Get(ctx, path+url.PathEscape(number), nil, into)
	if web.Gone(err) {
		return false, nil
	}
	return err == nil, err
}

// list reads the pages of a list, numbered from 1, until Fortnox says that there are no more.
func list[T row](ctx context.Context, c *client, path string, q url.Values, rows func(*page) []T) ([]T, error) {
	q.Set("limit", strconv.Itoa(c.size))
	return web.Steady(strings.TrimPrefix(path, "/"), T.key, func(n int) (web.Page[T], error) {
		q.Set("page", strconv.Itoa(n+1))
		var got page
		if _, err := c.Get(ctx, path, q, &got); err != nil {
			return web.Page[T]{}, err
		}
		some := rows(&got)
		if got.Meta == nil {
			return web.Page[T]{Rows: some, Count: -1, More: len(some) > 0}, nil // Fortnox may give fewer than are asked for
		}
		return web.Page[T]{Rows: some, Count: got.Meta.Rows, More: n+1 < got.Meta.Pages}, nil
	})
}
