package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Client talks to one HTTP source, one request at a time: sources meter by connection, and some ban who comes in parallel.
// Base is required, the rest has defaults.
type Client struct {
	// Base is what every path is put behind: scheme, host and a common path, without a slash at the end.
	Base string
	// Auth puts the credentials on; nil sends none.
	Auth Auth
	// Header goes with every request.
	Header http.Header
	// Pace keeps the requests apart; nil does not.
	Pace *Pace
	// Explain finds the source's own words in the body of an error; nil or "" leaves the status to speak.
	Explain func(status int, body []byte) string
	// Fault looks into an answer of success: some sources tell of a failure there. It gives the status that the answer should
	// have had, or 0 when it is what it seems.
	Fault func(body []byte) int
	// Plain lets requests travel unencrypted to other machines: for systems that people serve in their own network. A
	// connector that sets it warns in its check, see IsPlain.
	Plain bool
	// Tries is how often a read is tried: 5.
	Tries int
	// MaxBody bounds an answer in bytes: 32 MiB.
	MaxBody int64
	// HTTP carries the requests: 60 s for one, no redirect to another host.
	HTTP *http.Client
	// Trusts says to which other hosts ("odin.example.com") a redirect may take the credentials; nil: to none.
	Trusts func(host string) bool
	// Wait and Jitter let tests go without waiting.
	Wait   func(ctx context.Context, d time.Duration) error
	Jitter func(d time.Duration) time.Duration

	once sync.Once
	turn sync.Mutex
}

// Request is one call.
type Request struct {
	// Method is GET unless given. Only GET and HEAD are repeated by themselves, and what says Again: signing in, searching.
	Method string
	Again  bool
	// Path is put behind Base as it is: parts that come from data are escaped by the caller (url.PathEscape). A whole
	// address, as a source gives for the next page, must have Base's scheme and host.
	Path  string
	Query url.Values
	// Header goes with this request alone.
	Header http.Header
	// JSON is sent as JSON, or Body as it is with its Type.
	JSON any
	Body []byte
	Type string
}

// Response is what came back.
type Response struct {
	Status int
	Header http.Header
	Body   []byte
}

const (
	defaultTries   = 5
	defaultMaxBody = 32 << 20
	requestTime    = 60 * time.Second
	firstPause     = 500 * time.Millisecond
	longestPause   = 30 * time.Second
	// patience is the longest that a source's wish to wait is followed within a read; beyond it the read ends and says when. With the
	// answer behind it, it is less than the two minutes after which the desk takes a silent read for hung.
	patience = 75 * time.Second
)

func (c *Client) prepare() {
	if c.Tries == 0 {
		c.Tries = defaultTries
	}
	if c.MaxBody == 0 {
		c.MaxBody = defaultMaxBody
	}
	if c.HTTP == nil {
		c.HTTP = &http.Client{Timeout: requestTime}
	}
	if c.HTTP.CheckRedirect == nil {
		c.HTTP.CheckRedirect = c.redirect
	}
	if c.Wait == nil {
		c.Wait = sleep
	}
	if c.Jitter == nil {
		c.Jitter = func(d time.Duration) time.Duration { return rand.N(d) + d/2 } //nolint:gosec // spreads retries, protects nothing
	}
}

// Get reads path into into, which may be nil. Numbers keep their token when into holds json.Number or Decimal.
func (c *Client) Get(ctx context.Context, path string, query url.Values, into any) (*Response, error) {
	return c.Do(ctx, Request{Path: path, Query: query}, into)
}

// Do makes a call and decodes the answer's JSON into into, which may be nil. Its error is a *Problem, or that of the context.
func (c *Client) Do(ctx context.Context, r Request, into any) (*Response, error) {
	c.once.Do(c.prepare)
	c.turn.Lock()
	defer c.turn.Unlock()
	if r.Method == "" {
		r.Method = http.MethodGet
	}
	if err := r.encode(); err != nil {
		return nil, err
	}
	var renewed bool
	for try := 1; ; try++ {
		res, problem := c.attempt(ctx, r, into)
		switch {
		case problem == nil:
			return res, nil
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case problem.Status == http.StatusUnauthorized && !renewed && c.Auth != nil:
			again, err := c.Auth.Expired(ctx)
			if err != nil {
				return nil, err
			}
			if !again {
				return nil, problem
			}
			renewed, try = true, try-1
			continue
		case !r.repeatable() || !problem.passing() || try >= c.Tries || problem.RetryAfter > patience:
			return nil, problem
		}
		pause := max(problem.RetryAfter, c.Jitter(min(longestPause, firstPause<<(try-1))))
		slog.Debug("the request is repeated", "path", r.Path, "status", problem.Status, "pause", pause.String())
		if err := c.Wait(ctx, pause); err != nil {
			return nil, err
		}
	}
}

func (r *Request) repeatable() bool {
	return r.Again || r.Method == http.MethodGet || r.Method == http.MethodHead
}

func (r *Request) encode() error {
	if r.JSON == nil {
		return nil
	}
	b, err := json.Marshal(r.JSON)
	if err != nil {
		return fmt.Errorf("the request cannot be written as JSON: %w", err)
	}
	r.Body, r.Type = b, "application/json"
	return nil
}

// attempt makes one attempt.
func (c *Client) attempt(ctx context.Context, r Request, into any) (*Response, *Problem) {
	if err := c.Pace.wait(ctx, c.Wait); err != nil {
		return nil, &Problem{Err: err}
	}
	req, problem := c.request(ctx, r)
	if problem != nil {
		return nil, problem
	}
	answer, err := c.HTTP.Do(req)
	if err != nil {
		return nil, unreached(req, err)
	}
	defer func() { _ = answer.Body.Close() }() // only read
	c.Pace.heed(answer.StatusCode, answer.Header)
	body, err := io.ReadAll(io.LimitReader(answer.Body, c.MaxBody+1))
	res := &Response{Status: answer.StatusCode, Header: answer.Header, Body: body}
	if c.Fault != nil && err == nil && res.Status < http.StatusMultipleChoices {
		res.Status = max(res.Status, c.Fault(body))
	}
	switch {
	case err != nil:
		return nil, &Problem{Host: req.URL.Host, Sent: true, Cut: true, Err: err}
	case int64(len(body)) > c.MaxBody:
		return nil, &Problem{Host: req.URL.Host, Sent: true, TooBig: c.MaxBody}
	case res.Status >= http.StatusMultipleChoices:
		return nil, c.refused(req, res)
	case into == nil && bytes.HasPrefix(bytes.TrimSpace(body), []byte("<")): // of a network's sign-in page, for all that is known
		return nil, &Problem{Host: req.URL.Host, Status: res.Status, Sent: true, Page: true, Garbled: true}
	case into == nil || len(body) == 0 && !r.repeatable():
		return res, nil
	case len(body) == 0: // of a read it would be taken for a list that is empty, which settles everybody
		return nil, &Problem{Host: req.URL.Host, Status: res.Status, Sent: true, Garbled: true, Err: errors.New("there is nothing in it")}
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if err := decoder.Decode(into); err != nil {
		return nil, &Problem{Host: req.URL.Host, Status: res.Status, Sent: true, Page: looksLikeHTML(res), Garbled: true, Err: err}
	}
	return res, nil
}

func (c *Client) request(ctx context.Context, r Request) (*http.Request, *Problem) {
	address, err := c.address(r)
	if err != nil {
		return nil, &Problem{Err: err}
	}
	req, err := http.NewRequestWithContext(ctx, r.Method, address, bytes.NewReader(r.Body))
	if err != nil {
		return nil, &Problem{Err: err}
	}
	if !c.Plain && IsPlain(address) {
		return nil, &Problem{Host: req.URL.Host, final: true, Err: notEncrypted(req.URL.Host)}
	}
	req.Header.Set("Accept", "application/json")
	for _, from := range []http.Header{c.Header, r.Header} {
		for key, values := range from {
			req.Header[http.CanonicalHeaderKey(key)] = values
		}
	}
	if r.Type != "" {
		req.Header.Set("Content-Type", r.Type)
	}
	if c.Auth == nil {
		return req, nil
	}
	if err := c.Auth.Apply(ctx, req, r.Body); err != nil {
		var own *Problem
		if errors.As(err, &own) {
			return nil, own
		}
		return nil, &Problem{Host: req.URL.Host, final: true, Err: err}
	}
	return req, nil
}

// address puts a path behind the base. A whole address is only taken when it leads to the same host: credentials go with it.
func (c *Client) address(r Request) (string, error) {
	address := c.Base + r.Path
	if strings.Contains(r.Path, "://") {
		base, err := url.Parse(c.Base)
		if err != nil {
			return "", err
		}
		whole, err := url.Parse(r.Path)
		if err != nil || whole.Host != base.Host || whole.Scheme != base.Scheme {
			return "", fmt.Errorf("the source leads to another host than %s", base.Host)
		}
		address = r.Path
	}
	if len(r.Query) == 0 {
		return address, nil
	}
	sign := "?"
	if strings.Contains(address, "?") {
		sign = "&"
	}
	return address + sign + r.Query.Encode(), nil
}

// redirect follows only where the credentials may go, and puts them on again: the standard library takes some of them off. A write
// is never made a GET, whose answer would be taken for that to the write.
func (c *Client) redirect(req *http.Request, via []*http.Request) error {
	known := req.URL.Host == via[0].URL.Host || c.Trusts != nil && c.Trusts(req.URL.Hostname())
	if len(via) >= 5 || !known || req.URL.Scheme != via[0].URL.Scheme || req.Method != via[0].Method {
		return http.ErrUseLastResponse
	}
	req.Header = via[0].Header.Clone() //nolint:gosec // only to hosts that were checked above
	return nil
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
