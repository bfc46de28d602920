// Package webtest is an HTTP source for the tests of connectors: it answers what it was told to, and misbehaves on demand.
package webtest

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// Trouble is one way to misbehave.
type Trouble int

// Troubles.
const (
	TooMany   Trouble = iota // 429 with Retry-After: 1
	Broken                   // 500
	Page                     // 200 with an HTML page
	Cut                      // the answer ends in its middle
	Hang                     // no answer until the client gives up
	SignedOut                // 401, once: the session has ended
	Reset                    // the connection is closed without an answer
	Lost                     // the request is handled, and its answer lost
	Huge                     // an answer without end
)

// Request is what came in.
type Request struct {
	Method, Path, Query, Body string
	Header                    http.Header
}

// Server answers requests by method and path ("GET /invoices"). Make one with New.
type Server struct {
	*httptest.Server

	mu       sync.Mutex
	answers  map[string]http.HandlerFunc
	troubles map[string][]Trouble
	got      []Request
	released chan struct{}
}

// New starts a server that ends with the test.
func New(t testing.TB) *Server {
	t.Helper()
	s := &Server{answers: map[string]http.HandlerFunc{}, troubles: map[string][]Trouble{}, released: make(chan struct{})}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(func() {
		close(s.released)
		s.Close()
	})
	return s
}

// On sets the answer to a method and path.
func (s *Server) On(route string, answer http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[route] = answer
}

// JSON answers with a fixed text.
func JSON(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(text)) // the client may be gone
	}
}

// Status answers with a status and a text.
func Status(status int, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(text)) // the client may be gone
	}
}

// Trouble has the next requests to a route misbehave, one after the other.
func (s *Server) Trouble(route string, troubles ...Trouble) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.troubles[route] = append(s.troubles[route], troubles...)
}

// Got gives the requests that came in to a route, or with an empty one all.
func (s *Server) Got(route string) []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Request
	for _, r := range s.got {
		if route == "" || r.Method+" "+r.Path == route {
			out = append(out, r)
		}
	}
	return out
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	route := r.Method + " " + r.URL.Path
	body := keep(r)
	s.mu.Lock()
	s.got = append(s.got, Request{Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery, Body: body, Header: r.Header.Clone()})
	answer := s.answers[route]
	var trouble *Trouble
	if waiting := s.troubles[route]; len(waiting) > 0 {
		trouble, s.troubles[route] = &waiting[0], waiting[1:]
	}
	s.mu.Unlock()
	switch {
	case trouble != nil:
		s.misbehave(*trouble, w, r, answer)
	case answer == nil:
		http.Error(w, `{"message":"no such route: `+route+`"}`, http.StatusNotFound)
	default:
		answer(w, r)
	}
}

func (s *Server) misbehave(trouble Trouble, w http.ResponseWriter, r *http.Request, answer http.HandlerFunc) {
	switch trouble {
	case TooMany:
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
	case Broken:
		w.WriteHeader(http.StatusInternalServerError)
	case Page:
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("<html><title>Sign in</title></html>"))
	case Cut:
		w.Header().Set("Content-Length", "1000")
		_, _ = w.Write([]byte(`{"values":[{"id":`))
	case Hang:
		select {
		case <-r.Context().Done():
		case <-s.released:
		}
	case SignedOut:
		w.WriteHeader(http.StatusUnauthorized)
	case Reset:
		panic(http.ErrAbortHandler)
	case Lost:
		if answer != nil {
			answer(httptest.NewRecorder(), r)
		}
		panic(http.ErrAbortHandler)
	case Huge:
		w.Header().Set("Content-Type", "application/json")
		for r.Context().Err() == nil {
			if _, err := w.Write([]byte(strings.Repeat(" ", 1<<20))); err != nil {
				return
			}
		}
	}
}

// Quick lets a client wait for nothing; the pauses it would have made are kept.
type Quick struct {
	mu     sync.Mutex
	pauses []time.Duration
}

// Took notes a pause.
func (q *Quick) Took(d time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.pauses = append(q.pauses, d)
}

// Pauses gives those made so far.
func (q *Quick) Pauses() []time.Duration {
	q.mu.Lock()
	defer q.mu.Unlock()
	return append([]time.Duration{}, q.pauses...)
}
