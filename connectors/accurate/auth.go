package main

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// jakarta is the zone in which Accurate tells and takes moments.
var jakarta = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation("Asia/Jakarta")
	if err != nil {
		return time.FixedZone("WIB", 7*60*60)
	}
	return zone
})

func now() time.Time {
	return time.Now() //nolint:forbidigo // a connector is a program of its own: here the clock comes in
}

// own reports whether a host is one of Accurate's, to which a redirect may take the credentials.
func own(host string) bool { return host == "accurate.id" || strings.HasSuffix(host, ".accurate.id") }

// door is the client of the account, where people sign in and databases are opened.
func door(s spec.Settings, auth web.Auth) *web.Client {
	return &web.Client{Base: s.Get("address"), Auth: auth, Explain: explain, Pace: pace(), Trusts: own}
}

func signIn(s spec.Settings) *web.OAuth {
	return &web.OAuth{
		AuthorizeURL: s.Get("address") + "/oauth/authorize", TokenURL: s.Get("address") + "/oauth/token", ClientID: s.Get("client_id"),
		ClientSecret: s.Secret("client_secret"), InHeader: true, Scopes: []string{"sales_invoice_view", "customer_view", "sales_receipt_view"},
		Refresh: s.Secret("refresh_token"), Access: s.Secret("access_token"), Port: int(s.Number("port")), Localhost: true,
		Keep:       func(ctx context.Context, refresh string) error { return sdk.Renew(ctx, "refresh_token", refresh) },
		KeepAccess: func(ctx context.Context, access string) error { return sdk.Renew(ctx, "access_token", access) },
	}
}

// signed puts an API token on, and the time with its signature. How the time is written and the signature encoded differs among those
// who have built on it.
func signed(s spec.Settings) web.Auth {
	return web.Sign(func(r *http.Request, _ []byte) error {
		stamp := timestamp(s.Get("timestamp"), now())
		sum := web.MAC(s.Secret("signature_secret"), stamp)
		signature := hex.EncodeToString(sum)
		if s.Get("signature") == "base64" {
			signature = base64.StdEncoding.EncodeToString(sum)
		}
		r.Header.Set("Authorization", "Bearer "+s.Secret("api_token"))
		r.Header.Set("X-Api-Timestamp", stamp)
		r.Header.Set("X-Api-Signature", signature)
		return nil
	})
}

func timestamp(form string, at time.Time) string {
	switch form {
	case "iso":
		return at.In(jakarta()).Format(time.RFC3339)
	case "unix":
		return strconv.FormatInt(at.Unix(), 10)
	}
	return at.In(jakarta()).Format("02/01/2006 15:04:05")
}

// session is an Auth by OAuth and the session of an open database.
type session struct {
	*web.OAuth

	door     *web.Client
	database string
	host     string
	id       string
}

// open opens the database, and learns the host on which it lies.
func (s *session) open(ctx context.Context) error {
	var got struct {
		Host    string          `json:"host"`
		Session string          `json:"session"`
		Data    json.RawMessage `json:"d"`
	}
	if _, err := s.door.Get(ctx, "/api/open-db.do", url.Values{"id": {s.database}}, &got); err != nil {
		return err
	}
	if got.Host == "" || got.Session == "" {
		return refusedBy(answer{Data: got.Data}, "the database "+s.database)
	}
	if err := safe(s.door.Base, got.Host); err != nil {
		return err
	}
	host := strings.TrimRight(got.Host, "/")
	if s.host != "" && s.host != host {
		return errors.New("the database has moved to another host: sync again")
	}
	s.host, s.id = host, got.Session
	return nil
}

// safe refuses a host that would take the credentials over an open line.
func safe(address, host string) error {
	a, err := url.Parse(address)
	if err != nil {
		return err
	}
	h, err := url.Parse(host)
	if err != nil || h.Host == "" || h.Scheme != a.Scheme {
		return fmt.Errorf("%q is no host of a database", host)
	}
	return nil
}

// Apply implements web.Auth.
func (s *session) Apply(ctx context.Context, r *http.Request, body []byte) error {
	r.Header.Set("X-Session-ID", s.id)
	return s.OAuth.Apply(ctx, r, body)
}

// Expired opens the database anew. When it is the access token that has ended, the account refuses that too and gets another.
func (s *session) Expired(ctx context.Context) (bool, error) {
	if err := s.open(ctx); err != nil {
		return false, err
	}
	return true, nil
}

// tokenHost asks where the database of an API token lies.
func tokenHost(ctx context.Context, s spec.Settings) (string, error) {
	if host := s.Get("host"); host != "" {
		return host, nil
	}
	c := door(s, signed(s))
	var got struct {
		OK   bool `json:"s"`
		Data struct {
			Host     string `json:"host"`
			Database struct {
				Host string `json:"host"`
			} `json:"database"`
		} `json:"d"`
	}
	if _, err := c.Do(ctx, web.Request{Method: http.MethodPost, Path: "/api/api-token.do", Again: true}, &got); err != nil {
		return "", err
	}
	host := got.Data.Database.Host
	if host == "" {
		host = got.Data.Host
	}
	if host == "" {
		return "", spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeSourceNotFound, Field: "host", Summary: "Accurate does not say where the database of this API token lies.",
			Hint: "Enter the host under the advanced settings, as it stands in the browser: https://NAME.accurate.id.",
		}
	}
	return strings.TrimRight(host, "/"), safe(c.Base, host)
}
