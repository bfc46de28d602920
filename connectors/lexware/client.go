package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

const (
	// pageSize is the most that Lexware gives at a time.
	pageSize = 250
	// window is how many rows of one list can be reached.
	window = 10_000
	// apart keeps requests below the two a second that all endpoints together allow.
	apart = 510 * time.Millisecond
	// singly is up to how many customers are asked for one by one.
	singly = 20
)

// What is read: documents made in Lexware and vouchers booked there. Purchases have types of their own.
const voucherTypes = "invoice,salesinvoice,downpaymentinvoice,creditnote,salescreditnote"

type client struct {
	*web.Client
	debits bool // whether what is under direct debit is asked for
	size   int
}

// open makes a client of a connection's settings.
func open(s spec.Settings, apart time.Duration) *client {
	return &client{debits: s.Bool("direct_debit"), size: pageSize, Client: &web.Client{
		Base: s.Get("address"), Auth: web.Key("Authorization", "Bearer "+s.Secret("key")), Explain: explain,
		Pace: &web.Pace{Every: apart, Window: time.Second},
	}}
}

// explain finds Lexware's own words, which come in two shapes.
func explain(_ int, body []byte) string {
	var said struct {
		Message string `json:"message"`
		Details []struct {
			Field   string `json:"field"`
			Message string `json:"message"`
		} `json:"details"`
		Issues []struct {
			Key    string `json:"i18nKey"`
			Source string `json:"source"`
		} `json:"IssueList"`
		Trace string `json:"traceId"`
	}
	if json.Unmarshal(body, &said) != nil {
		return ""
	}
	var words []string
	add := func(text string) {
		if text = strings.TrimSpace(text); text != "" {
			words = append(words, text)
		}
	}
	add(said.Message)
	for _, d := range said.Details {
		add(d.Field + " " + d.Message)
	}
	for _, i := range said.Issues {
		add(i.Source + " " + i.Key)
	}
	if said.Trace != "" {
		add("trace " + said.Trace)
	}
	return strings.Join(words, "; ")
}

// readable asks for one of each, and gives the time of Lexware's clock.
func (c *client) readable(ctx context.Context) (time.Time, error) {
	if _, err := c.Get(ctx, "/contacts", url.Values{"customer": {"true"}, "page": {"0"}, "size": {"1"}}, &page[contact]{}); err != nil {
		return time.Time{}, err
	}
	q := c.openOnes()
	q.Set("size", "1")
	q.Set("page", "0")
	res, err := c.Get(ctx, "/voucherlist", q, &page[voucher]{})
	if err != nil {
		return time.Time{}, err
	}
	return web.ServerTime(res.Header), nil // without a clock the next read is a whole one
}

// openOnes asks for what is open: rows past their due date are among them, labelled as overdue, which cannot be asked for
// together with others.
func (c *client) openOnes() url.Values {
	states := isOpen
	if c.debits {
		states += "," + directDebit
	}
	return url.Values{"voucherType": {voucherTypes}, "voucherStatus": {states}, "sort": {"updatedDate,ASC"}}
}

// openVouchers gives what is open, of all or of some customers.
func (c *client) openVouchers(ctx context.Context, only []string) ([]voucher, error) {
	if len(only) == 0 || len(only) > singly || anyCollective(only) {
		rows, err := list[voucher](ctx, c, "/voucherlist", c.openOnes())
		return slices.DeleteFunc(rows, func(v voucher) bool { return len(only) > 0 && !slices.Contains(only, v.debtor()) }), err
	}
	var out []voucher
	for _, id := range only {
		q := c.openOnes()
		q.Set("contactId", id)
		rows, err := list[voucher](ctx, c, "/voucherlist", q)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// changedVouchers gives what changed since a day, in any state.
func (c *client) changedVouchers(ctx context.Context, since string) ([]voucher, error) {
	q := c.openOnes()
	q.Set("voucherStatus", "any")
	q.Set("updatedDateFrom", since)
	return list[voucher](ctx, c, "/voucherlist", q)
}

// contacts gives all customers; none when there are more than can be reached, who are then asked for one by one.
func (c *client) contacts(ctx context.Context) ([]contact, error) {
	rows, err := list[contact](ctx, c, "/contacts", url.Values{"customer": {"true"}})
	if errors.Is(err, errTooMany) {
		return nil, nil
	}
	return rows, err
}

// contact gives one; false when Lexware does not have it any more.
func (c *client) contact(ctx context.Context, id string) (one contact, found bool, err error) {
	_, err = c.Get(ctx, "/contacts/"+url.PathEscape(id), nil, &one)
	if web.Gone(err) {
		return contact{}, false, nil
	}
	return one, err == nil, err
}

// payments gives what was paid on a voucher that is no draft.
func (c *client) payments(ctx context.Context, voucher string) (p payments, err error) {
	_, err = c.Get(ctx, "/payments/"+url.PathEscape(voucher), nil, &p)
	return p, err
}

// errTooMany is the end of what a list can show.
var errTooMany = errors.New("the list is longer than Lexware shows")

// list reads the pages of a list, from 0.
func list[T row](ctx context.Context, c *client, path string, q url.Values) ([]T, error) {
	q.Set("size", strconv.Itoa(c.size))
	return web.Steady(path, T.key, func(n int) (web.Page[T], error) {
		q.Set("page", strconv.Itoa(n))
		var got page[T]
		if _, err := c.Get(ctx, path, q, &got); err != nil {
			return web.Page[T]{}, err
		}
		if got.Total > window {
			return web.Page[T]{}, errTooMany
		}
		return web.Page[T]{Rows: got.Content, Count: got.Total, More: !got.Last}, nil
	})
}
