package mailtest

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
)

// Authority is a provider that lets people sign in: its page agrees at once, and each refresh token is good for one renewal, as
// with the strictest of them. The client id is "office-app".
type Authority struct {
	*httptest.Server
	t testing.TB

	mu        sync.Mutex
	challenge string
	refresh   string // the one that is good now
	access    []string
	given     int
	down      bool
}

// Refresh is the refresh token that is good now.
func (a *Authority) Refresh() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.refresh
}

// SetRefresh makes another refresh token the good one.
func (a *Authority) SetRefresh(token string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.refresh = token
}

// Renews has the next renewals give this access token.
func (a *Authority) Renews(access string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.access, a.given = []string{access}, a.given+1
}

// SetDown has the authority answer nobody, or everybody again.
func (a *Authority) SetDown(down bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.down = down
}

// StartAuthority gives access tokens in this order, the last one again and again.
func StartAuthority(t testing.TB, access ...string) *Authority {
	t.Helper()
	a := &Authority{t: t, access: access}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /authorize", a.authorize)
	mux.HandleFunc("POST /token", a.token)
	a.Server = httptest.NewServer(mux)
	t.Cleanup(a.Close)
	return a
}

func (a *Authority) authorize(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	q := r.URL.Query()
	if q.Get("client_id") != "office-app" || q.Get("code_challenge_method") != "S256" || q.Get("response_type") != "code" {
		a.t.Errorf("asked for %v", q)
	}
	a.challenge = q.Get("code_challenge")
	back := url.Values{"state": {q.Get("state")}, "code": {"the-code"}}
	if q.Get("scope") == "refuse" {
		back = url.Values{"state": {q.Get("state")}, "error": {"access_denied"}}
	}
	http.Redirect(w, r, q.Get("redirect_uri")+"/?"+back.Encode(), http.StatusFound)
}

func (a *Authority) token(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	good := false
	switch r.FormValue("grant_type") {
	case "authorization_code":
		sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
		good = r.FormValue("code") == "the-code" && base64.RawURLEncoding.EncodeToString(sum[:]) == a.challenge
	case "refresh_token":
		good = a.refresh != "" && r.FormValue("refresh_token") == a.refresh
	}
	switch {
	case a.down:
		w.WriteHeader(http.StatusServiceUnavailable)
	case !good:
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"error":"invalid_grant","error_description":"AADSTS70000: the grant has ended"}`)
	default:
		a.given++
		a.refresh = fmt.Sprint("refresh-", a.given)
		access := a.access[min(a.given, len(a.access))-1]
		_ = json.NewEncoder(w).Encode(map[string]any{"access_token": access, "token_type": "Bearer", "expires_in": 3600, "refresh_token": a.refresh})
	}
}

// Browser agrees on the page as a person would.
func Browser(t testing.TB) func(page string) error {
	return func(page string) error {
		go func() { // the person is elsewhere
			res, err := http.Get(page)
			if err != nil {
				t.Error(err)
				return
			}
			defer res.Body.Close()
			_, _ = io.Copy(io.Discard, res.Body)
		}()
		return nil
	}
}
