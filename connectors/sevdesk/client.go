package main

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

const (
	// pageSize is asked for; sevdesk may give fewer.
	pageSize = 1000
	// apart keeps requests gentle: sevdesk publishes no limit.
	apart = 100 * time.Millisecond
	// window is how long to wait when sevdesk has been asked too often and does not say.
	window = 10 * time.Second
	// singly is up to how many customers' invoices are asked for one by one.
	singly = 20
)

type client struct {
	*web.Client
	size int
}

// open makes a client of a connection's settings. The token goes as it is, without a word before it, and never in the address.
func open(s spec.Settings) *client {
	return &client{size: pageSize, Client: &web.Client{
		Base: s.Get("address"), Auth: web.Key("Authorization", s.Secret("token")), Explain: explain,
		Pace: &web.Pace{Every: apart, Window: window},
	}}
}

// explain finds sevdesk's own words.
func explain(_ int, body []byte) string {
	var said struct {
		Error struct {
			Message string   `json:"message"`
			Code    web.Text `json:"code"`
		} `json:"error"`
	}
	if json.Unmarshal(body, &said) != nil {
		return ""
	}
	return strings.TrimSpace(said.Error.Message + " " + string(said.Error.Code))
}

// readable asks for one of each.
func (c *client) readable(ctx context.Context) error {
	one := url.Values{"limit": {"1"}, "offset": {"0"}, "depth": {"1"}}
	if _, err := c.Get(ctx, "/Contact", one, &envelope[contact]{}); err != nil {
		return err
	}
	_, err := c.Get(ctx, "/Invoice", url.Values{"limit": {"1"}, "offset": {"0"}, "status": {delivered}}, &envelope[invoice]{})
	return err
}

func (c *client) contacts(ctx context.Context) ([]contact, error) {
	return list[contact](ctx, c, "/Contact", url.Values{"depth": {"1"}}) // 0 would be organisations alone
}

// ways gives every e-mail address and telephone number: they are not with the contacts.
func (c *client) ways(ctx context.Context) ([]way, error) {
	return list[way](ctx, c, "/CommunicationWay", url.Values{})
}

func (c *client) addresses(ctx context.Context) ([]address, error) {
	return list[address](ctx, c, "/ContactAddress", url.Values{"embed": {"country"}})
}

// openInvoices gives what is open or paid in part, of all or of some customers.
func (c *client) openInvoices(ctx context.Context, only []string) ([]invoice, error) {
	return inEachState[invoice](ctx, c, "/Invoice", only)
}

func (c *client) openCreditNotes(ctx context.Context, only []string) ([]creditNote, error) {
	return inEachState[creditNote](ctx, c, "/CreditNote", only)
}

// inEachState asks for what is delivered, and for what is paid in part. Not every version of sevdesk knows the latter as a state,
// and then it is among the former.
func inEachState[T row](ctx context.Context, c *client, path string, only []string) ([]T, error) {
	var out []T
	seen := map[string]bool{}
	for _, state := range []string{delivered, partlyPaid} {
		rows, err := perCustomer[T](ctx, c, path, url.Values{"status": {state}}, only)
		var p *web.Problem
		if state == partlyPaid && errors.As(err, &p) && p.Status == http.StatusBadRequest {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, one := range rows {
			if !seen[one.key()] { // paid in part between the two
				seen[one.key()] = true
				out = append(out, one)
			}
		}
	}
	return out, nil
}

// perCustomer asks for a few customers one by one, and for many or all at once.
func perCustomer[T row](ctx context.Context, c *client, path string, q url.Values, only []string) ([]T, error) {
	if len(only) == 0 || len(only) > singly {
		return list[T](ctx, c, path, q)
	}
	var out []T
	for _, id := range only {
		mine := maps.Clone(q)
		mine.Set("contact[id]", id)
		mine.Set("contact[objectName]", "Contact")
		rows, err := list[T](ctx, c, path, mine)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// list gives the rows of a list. What sevdesk gives at most is not published: a short page is not taken for the last.
func list[T row](ctx context.Context, c *client, path string, q url.Values) ([]T, error) {
	q.Set("limit", strconv.Itoa(c.size))
	return web.Overlapping(path, T.key, func(from int) ([]T, bool, error) {
		q.Set("offset", strconv.Itoa(from))
		var got envelope[T]
		_, err := c.Get(ctx, path, q, &got)
		return got.Objects, len(got.Objects) > 0, err
	})
}
