package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// pageSize is the most that Fiken gives at a time.
const pageSize = 100

// apart keeps requests below the four a second from which Fiken slows down; it takes one at a time.
const apart = 260 * time.Millisecond

type client struct {
	*web.Client
	company string
}

// open makes a client of a connection's settings.
func open(s spec.Settings) *client {
	return &client{company: s.Get("company"), Client: &web.Client{
		Base: s.Get("address"), Auth: numbered{auth(s)}, Pace: &web.Pace{Every: apart},
	}}
}

// numbered gives each request an id of its own, by which Fiken finds it in its logs: a UUID (RFC 9562, version 4).
type numbered struct{ web.Auth }

// Apply implements web.Auth.
func (n numbered) Apply(ctx context.Context, r *http.Request, body []byte) error {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	r.Header.Set("X-Request-ID", fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:]))
	return n.Auth.Apply(ctx, r, body)
}

// auth is the personal token where there is one, else the sign-in.
func auth(s spec.Settings) web.Auth {
	if token := s.Secret("token"); token != "" {
		return web.Key("Authorization", "Bearer "+token)
	}
	return signIn(s)
}

func signIn(s spec.Settings) *web.OAuth {
	return &web.OAuth{
		AuthorizeURL: s.Get("sign_in") + "/authorize", TokenURL: s.Get("sign_in") + "/token", ClientID: s.Get("client_id"),
		ClientSecret: s.Secret("client_secret"), InHeader: true, Refresh: s.Secret("refresh_token"),
		Keep: func(ctx context.Context, refresh string) error { return sdk.Renew(ctx, "refresh_token", refresh) },
	}
}

// row is a record of a list.
type row interface{ key() string }

type company struct {
	Name string `json:"name"`
	Slug string `json:"slug"`
}

func (c company) key() string { return c.Slug }

func (c *client) companies(ctx context.Context) (out []company, err error) {
	err = list(ctx, c, "/companies", nil, func(one company) { out = append(out, one) })
	return out, err
}

// contact is a customer.
type contact struct {
	ID       int64  `json:"contactId"`
	Number   int64  `json:"customerNumber"`
	Name     string `json:"name"`
	Email    string `json:"email"`
	Phone    string `json:"phoneNumber"`
	OrgNo    string `json:"organizationNumber"`
	Language string `json:"language"`
	Currency string `json:"currency"`
	Inactive bool   `json:"inactive"`
	Address  struct {
		Street  string `json:"streetAddress"`
		Street2 string `json:"streetAddressLine2"`
		Code    string `json:"postCode"`
		City    string `json:"city"`
		Country string `json:"country"`
	} `json:"address"`
	Persons []struct {
		Name  string `json:"name"`
		Email string `json:"email"`
		Phone string `json:"phoneNumber"`
	} `json:"contactPerson"`
}

func (c contact) key() string { return id(c.ID) }

// invoice is an invoice; all amounts are whole minor units.
type invoice struct {
	ID       int64   `json:"invoiceId"`
	Number   int64   `json:"invoiceNumber"`
	KID      string  `json:"kid"`
	Issued   string  `json:"issueDate"`
	Due      string  `json:"dueDate"`
	Gross    int64   `json:"gross"`
	Currency string  `json:"currency"`
	Cash     bool    `json:"cash"`
	OrderRef string  `json:"orderReference"`
	Customer contact `json:"customer"`
	Sale     sale    `json:"sale"`
}

func (i invoice) key() string { return id(i.ID) }

// sale is what Fiken books of an invoice: what is open lives here.
type sale struct {
	ID             int64  `json:"saleId"`
	Settled        bool   `json:"settled"`
	WriteOff       bool   `json:"writeOff"`
	Open           *int64 `json:"outstandingBalance"`
	OpenInCurrency *int64 `json:"outstandingBalanceInCurrency"`
	Payments       []struct {
		ID       int64  `json:"paymentId"`
		Date     string `json:"date"`
		Amount   int64  `json:"amount"`
		Currency string `json:"currency"`
	} `json:"salePayments"`
}

// creditNote is a credit note that is not settled.
type creditNote struct {
	ID       int64   `json:"creditNoteId"`
	Number   int64   `json:"creditNoteNumber"`
	Invoice  int64   `json:"associatedInvoiceId"`
	Issued   string  `json:"issueDate"`
	Gross    int64   `json:"gross"`
	Currency string  `json:"currency"`
	KID      string  `json:"kid"`
	Customer contact `json:"customer"`
	Sale     *sale   `json:"sale"`
}

func (n creditNote) key() string { return id(n.ID) }

func (c *client) contacts(ctx context.Context, each func(contact)) error {
	return list(ctx, c, c.path("/contacts"), url.Values{"customer": {"true"}}, each)
}

func (c *client) invoices(ctx context.Context, each func(invoice)) error {
	return list(ctx, c, c.path("/invoices"), url.Values{"settled": {"false"}}, each)
}

func (c *client) creditNotes(ctx context.Context, each func(creditNote)) error {
	return list(ctx, c, c.path("/creditNotes"), url.Values{"settled": {"false"}}, each)
}

func (c *client) path(rest string) string { return "/companies/" + url.PathEscape(c.company) + rest }

// list walks the pages of a list, numbered from 0: headers count them and their rows. An invoice that is paid meanwhile moves those
// behind it.
func list[T row](ctx context.Context, c *client, path string, q url.Values, each func(T)) error {
	all, err := web.Steady(path, T.key, func(n int) (web.Page[T], error) {
		query := url.Values{"page": {strconv.Itoa(n)}, "pageSize": {strconv.Itoa(pageSize)}}
		for key, values := range q {
			query[key] = values
		}
		var rows []T
		res, err := c.Get(ctx, path, query, &rows)
		if err != nil {
			return web.Page[T]{}, err
		}
		page := web.Page[T]{Rows: rows, Count: -1, More: len(rows) == pageSize}
		if pages, err := strconv.Atoi(res.Header.Get("Fiken-Api-Page-Count")); err == nil {
			page.More = n+1 < pages
		}
		if count, err := strconv.Atoi(res.Header.Get("Fiken-Api-Result-Count")); err == nil {
			page.Count = count
		}
		return page, nil
	})
	for i := range all {
		each(all[i])
	}
	return err
}

// invoice gives one with its sale as it is now.
func (c *client) invoice(ctx context.Context, id string) (i invoice, err error) {
	_, err = c.Get(ctx, c.path("/invoices/"+url.PathEscape(id)), nil, &i)
	if err == nil && i.Sale.ID == 0 {
		err = spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeSourceUnreadable, Summary: "Fiken answers without the sale of invoice " + id + ".", Hint: "Try again later.",
		}
	}
	return i, err
}
