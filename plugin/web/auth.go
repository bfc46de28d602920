package web

import (
	"context"
	"net/http"
	"sync"
)

// Auth puts credentials on requests. Its methods are called by one request at a time.
type Auth interface {
	// Apply puts the credentials on. body is what the request carries, for signatures.
	Apply(ctx context.Context, r *http.Request, body []byte) error
	// Expired is told that the source has refused the credentials (401), and reports whether it has got new ones.
	Expired(ctx context.Context) (bool, error)
}

// Sign is an Auth that needs nothing but the request: keys in headers, signatures.
type Sign func(r *http.Request, body []byte) error

// Apply signs the request.
func (s Sign) Apply(_ context.Context, r *http.Request, body []byte) error { return s(r, body) }

// Expired has nothing to renew.
func (Sign) Expired(context.Context) (bool, error) { return false, nil }

// Key sends a key in a header, such as Authorization: "Bearer x" or "token k:s".
func Key(header, value string) Auth {
	return Sign(func(r *http.Request, _ []byte) error {
		r.Header.Set(header, value)
		return nil
	})
}

// Basic sends user and password (RFC 7617).
func Basic(user, password string) Auth {
	return Sign(func(r *http.Request, _ []byte) error {
		r.SetBasicAuth(user, password)
		return nil
	})
}

// Session is an Auth whose credentials are got by signing in, and again when the source has forgotten them.
type Session struct {
	// Open signs in and returns what puts the session on a request. It uses a client of its own: this one waits for it.
	Open func(ctx context.Context) (func(r *http.Request), error)

	mu  sync.Mutex
	put func(r *http.Request)
}

// Apply signs in before the first request.
func (s *Session) Apply(ctx context.Context, r *http.Request, _ []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.put == nil {
		put, err := s.Open(ctx)
		if err != nil {
			return err
		}
		s.put = put
	}
	s.put(r)
	return nil
}

// Expired forgets the session; the next request signs in anew.
func (s *Session) Expired(context.Context) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.put = nil
	return true, nil
}
