package main

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

const (
	// pageSize is how many rows come at a time.
	pageSize = 100
	// apart keeps requests gentle: Accurate publishes no limit.
	apart = 150 * time.Millisecond
	// window is how long to wait when Accurate has been asked too often and does not say.
	window = 10 * time.Second
)

func pace() *web.Pace { return &web.Pace{Every: apart, Window: window} }

type client struct {
	*web.Client
	size int
	// currencies are the codes of those that were met, by their id.
	currencies map[string]string
}

// open makes a client of a connection's settings: by API token where there is one, else by signing in and opening the database.
func open(ctx context.Context, s spec.Settings) (*client, error) {
	if s.Secret("api_token") != "" {
		host, err := tokenHost(ctx, s)
		return at(host, signed(s)), err
	}
	if s.Get("database") == "" {
		return nil, spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeSettingMissing, Field: "database", Summary: "No database in Accurate is chosen.", Hint: "Press Check and choose one.",
		}
	}
	auth := signIn(s)
	session := &session{OAuth: auth, door: door(s, auth), database: s.Get("database")}
	if err := session.open(ctx); err != nil {
		return nil, err
	}
	return at(session.host, session), nil
}

func at(host string, auth web.Auth) *client {
	return &client{size: pageSize, currencies: map[string]string{}, Client: &web.Client{
		Base: host + "/accurate/api", Auth: auth, Explain: explain, Pace: pace(), Trusts: own,
	}}
}

// explain finds Accurate's own words.
func explain(_ int, body []byte) string {
	var said struct {
		answer

		Error       string `json:"error"`
		Description string `json:"error_description"`
	}
	if json.Unmarshal(body, &said) != nil {
		return ""
	}
	return strings.TrimSpace(strings.Join([]string{said.words(), said.Error, said.Description}, " "))
}

type database struct {
	ID    web.Text `json:"id"`
	Alias string   `json:"alias"`
}

// databases are those that the person who signed in may open.
func databases(ctx context.Context, door *web.Client) ([]database, error) {
	var got answer
	if _, err := door.Get(ctx, "/api/db-list.do", nil, &got); err != nil {
		return nil, err
	}
	var out []database
	if err := json.Unmarshal(got.Data, &out); err != nil || !got.OK {
		return nil, refusedBy(got, "the list of databases")
	}
	return out, nil
}

// ask makes a call. An answer may say that it went wrong with a status of success, an ended session among the reasons.
func (c *client) ask(ctx context.Context, path string, q url.Values, into any) (answer, *web.Response, error) {
	for again := false; ; again = true {
		var got answer
		res, err := c.Get(ctx, path, q, &got)
		if err != nil {
			return got, res, err
		}
		if !got.OK && !again && strings.Contains(strings.ToLower(got.words()), "session") {
			if renewed, err := c.Auth.Expired(ctx); err != nil || renewed {
				if err != nil {
					return got, res, err
				}
				continue
			}
		}
		if !got.OK || json.Unmarshal(got.Data, into) != nil {
			return got, res, refusedBy(got, path)
		}
		return got, res, nil
	}
}

func refusedBy(a answer, what string) error {
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeSourceUnreadable, Summary: "Accurate does not give " + what + ".", Detail: a.words(),
		Hint: "Look whether the user may see it.",
	}
}

// readable asks for one of each, since rights are given for each, and gives the time of Accurate's clock.
func (c *client) readable(ctx context.Context, receipts bool) (time.Time, error) {
	paths := []string{"/customer/list.do", "/sales-invoice/list.do"}
	if receipts {
		paths = append(paths, "/sales-receipt/list.do")
	}
	var when time.Time
	for _, path := range paths {
		var rows []json.RawMessage
		_, res, err := c.ask(ctx, path+"?fields=id", url.Values{"sp.page": {"1"}, "sp.pageSize": {"1"}}, &rows)
		if err != nil {
			return time.Time{}, err
		}
		when = web.ServerTime(res.Header)
	}
	return when, nil // without a clock the next read is a whole one
}

// since is the filter for what changed: the moment as Accurate writes it.
func since(when time.Time) url.Values {
	if when.IsZero() {
		return url.Values{}
	}
	return url.Values{"filter.lastUpdate.op": {"GREATER_EQUAL_THAN"}, "filter.lastUpdate.val": {when.In(jakarta()).Format("02/01/2006 15:04:05")}}
}

func (c *client) customers(ctx context.Context, changed time.Time) ([]customer, error) {
	return list[customer](ctx, c, "/customer", customerFields, since(changed))
}

// customer gives one; false when Accurate does not have it any more.
func (c *client) customer(ctx context.Context, id string) (out customer, found bool, err error) {
	got, _, err := c.ask(ctx, "/customer/detail.do", url.Values{"id": {id}}, &out)
	if err != nil && !got.OK && got.Data != nil {
		return customer{}, false, nil // it answers, and says no
	}
	return out, err == nil, err
}

// openInvoices gives what is not paid.
func (c *client) openInvoices(ctx context.Context) ([]invoice, error) {
	return list[invoice](ctx, c, "/sales-invoice", invoiceFields, url.Values{"filter.outstanding": {"true"}})
}

// changedInvoices gives what changed, in any state.
func (c *client) changedInvoices(ctx context.Context, changed time.Time) ([]invoice, error) {
	return list[invoice](ctx, c, "/sales-invoice", invoiceFields, since(changed))
}

// whole completes an invoice of the list, which does not tell everything to everybody.
func (c *client) whole(ctx context.Context, i invoice) (invoice, error) {
	if i.Currency.Code == "" {
		i.Currency.Code = c.currencies[string(i.CurrencyID)]
	}
	if i.Owing != "" && i.Total != "" && i.Customer.ID != "" && i.Currency.Code != "" {
		return i, nil
	}
	one, err := c.invoice(ctx, i.key())
	if err != nil {
		return i, err
	}
	if i.CurrencyID != "" && one.Currency.Code != "" {
		c.currencies[string(i.CurrencyID)] = one.Currency.Code
	}
	one.CurrencyID, one.Approval = i.CurrencyID, web.First(one.Approval, i.Approval)
	return one, nil
}

func (c *client) invoice(ctx context.Context, id string) (out invoice, err error) {
	_, _, err = c.ask(ctx, "/sales-invoice/detail.do", url.Values{"id": {id}}, &out)
	return out, err
}

// receipts gives those of a time, without what they were applied to.
func (c *client) receipts(ctx context.Context, q url.Values) ([]receipt, error) {
	return list[receipt](ctx, c, "/sales-receipt", receiptFields, q)
}

func (c *client) receipt(ctx context.Context, id string) (out receipt, err error) {
	_, _, err = c.ask(ctx, "/sales-receipt/detail.do", url.Values{"id": {id}}, &out)
	return out, err
}

// list reads the pages of a list, from 1, in the order of ids. The commas between fields must stay as they are.
func list[T row](ctx context.Context, c *client, module, fields string, q url.Values) ([]T, error) {
	q.Set("sp.pageSize", strconv.Itoa(c.size))
	q.Set("sp.sort", "id|asc")
	return web.Steady(module, T.key, func(n int) (web.Page[T], error) {
		q.Set("sp.page", strconv.Itoa(n+1))
		var rows []T
		got, _, err := c.ask(ctx, module+"/list.do?fields="+fields, q, &rows)
		return web.Page[T]{Rows: rows, Count: got.Page.Rows, More: n+1 < got.Page.Pages}, err
	})
}
