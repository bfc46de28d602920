package mail

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/oauth2"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Codes of sign-ins.
const (
	SignInEnded fault.Code = "not-authorised" // nobody has signed in, or the authority does not take it any more
	SignInDown  fault.Code = fault.Unavailable
)

// Authority is who gives access tokens for a mail server (OAuth 2, RFC 6749).
type Authority struct {
	AuthorizeURL, TokenURL string
	ClientID, ClientSecret string // the secret is empty where PKCE alone proves the program (RFC 7636)
	Scopes                 []string
	Extra                  map[string]string // goes with the page that the person opens
}

// Grant is what an authority gives: a token for now, and one to get the next with.
type Grant struct {
	Access  string
	Lasts   time.Duration // 0: not said
	Refresh string        // as before, where the authority gave no other
}

// authorityPatience bounds each request for tokens.
const authorityPatience = 30 * time.Second

// Check refuses an authority to which secrets would travel unprotected.
func (a Authority) Check() error {
	if a.ClientID == "" {
		return fault.New(BadConfig, "nobody can sign in without a client id").OnField("client-id").WithHint("register the program with the provider and enter the id it gives")
	}
	for field, address := range map[string]string{"authorize-url": a.AuthorizeURL, "token-url": a.TokenURL} {
		u, err := url.Parse(address)
		if err != nil || u.Host == "" || u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
			return fault.New(BadConfig, "%q is no https address", address).OnField(field)
		}
	}
	return nil
}

func (a Authority) config(redirect string) *oauth2.Config {
	return &oauth2.Config{
		ClientID: a.ClientID, ClientSecret: a.ClientSecret, RedirectURL: redirect, Scopes: a.Scopes,
		Endpoint: oauth2.Endpoint{AuthURL: a.AuthorizeURL, TokenURL: a.TokenURL, AuthStyle: oauth2.AuthStyleInParams},
	}
}

// asking bounds the requests of a context. No redirect is followed: the secrets in a request would go along.
func asking(ctx context.Context) context.Context {
	return context.WithValue(ctx, oauth2.HTTPClient, &http.Client{
		Timeout: authorityPatience, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	})
}

// Renew gets another access token. Errors: SignInEnded when a person must sign in again, SignInDown when it may be tried later.
func (a Authority) Renew(ctx context.Context, refresh string) (Grant, error) {
	if refresh == "" {
		return Grant{}, fault.New(SignInEnded, "nobody has signed in to the mail server yet").WithHint("sign in under Settings, Mail")
	}
	t, err := a.config("").TokenSource(asking(ctx), &oauth2.Token{RefreshToken: refresh}).Token()
	return granted(t, err)
}

// SignIn has a person agree in the browser: open shows the page, and the answer comes back to this machine (PKCE over a loopback
// redirect, RFC 8252). It ends with ctx.
func (a Authority) SignIn(ctx context.Context, open func(page string) error) (Grant, error) {
	if err := a.Check(); err != nil {
		return Grant{}, err
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp4", "127.0.0.1:0")
	if err != nil {
		return Grant{}, fault.Wrap(err, SignInDown, "the answer of the sign-in page cannot be waited for")
	}
	state, verifier, answers := rand.Text(), oauth2.GenerateVerifier(), make(chan url.Values, 1)
	server := &http.Server{Handler: takeAnswer(state, answers), ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 64 << 10}
	go func() { _ = server.Serve(listener) }() // ends with Close below
	defer func() { _ = server.Close() }()
	// Without a path: Microsoft takes http://localhost on any port and compares the path.
	c := a.config(fmt.Sprintf("http://localhost:%d", listener.Addr().(*net.TCPAddr).Port))
	options := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(verifier)}
	for key, value := range a.Extra {
		options = append(options, oauth2.SetAuthURLParam(key, value))
	}
	if err := open(c.AuthCodeURL(state, options...)); err != nil {
		return Grant{}, err
	}
	select {
	case answer := <-answers:
		if word := answer.Get("error"); word != "" {
			return Grant{}, fault.New(SignInEnded, "the sign-in was refused: %s", tidy(word+" "+answer.Get("error_description"))).WithHint("sign in again under Settings, Mail")
		}
		t, err := c.Exchange(asking(ctx), answer.Get("code"), oauth2.VerifierOption(verifier))
		return withRefresh(granted(t, err))
	case <-ctx.Done():
		return Grant{}, ctx.Err()
	}
}

func withRefresh(g Grant, err error) (Grant, error) {
	if err == nil && g.Refresh == "" {
		err = fault.New(SignInEnded, "the authority gave nothing to renew the sign-in with: it would end within the hour").OnField("scopes").
			WithHint("ask for offline access")
	}
	return g, err
}

// granted takes what an authority said. Its words are kept, its answer as a whole never: there may be secrets in it.
func granted(t *oauth2.Token, err error) (Grant, error) {
	var refused *oauth2.RetrieveError
	switch {
	case err == nil:
		return Grant{Access: t.AccessToken, Lasts: time.Duration(min(t.ExpiresIn, 1<<31)) * time.Second, Refresh: t.RefreshToken}, nil
	case errors.As(err, &refused) && refused.ErrorCode != "" && refused.Response.StatusCode < 500:
		return Grant{}, fault.New(SignInEnded, "the sign-in to the mail server is not taken any more: %s", tidy(refused.ErrorCode+" "+refused.ErrorDescription)).
			WithHint("sign in again under Settings, Mail")
	case errors.As(err, &refused):
		return Grant{}, fault.New(SignInDown, "the authority that gives access to the mail server answered %d", refused.Response.StatusCode).WithHint("try again later")
	}
	var unreachable *url.Error
	if errors.As(err, &unreachable) {
		return Grant{}, fault.Wrap(unreachable.Err, SignInDown, "the authority that gives access to the mail server cannot be reached").WithHint("check the network")
	}
	return Grant{}, fault.New(SignInDown, "the authority that gives access to the mail server gave an answer that holds no token").WithHint("check the address of its tokens")
}

// afterSignIn is what the browser shows in the end.
const afterSignIn = `<!doctype html><meta charset="utf-8"><title>Dunning Desk</title><p>%s</p>`

// takeAnswer takes the one answer that carries our state; anything else, as from another page of the browser, is turned away.
func takeAnswer(state string, answers chan<- url.Values) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		if r.Method != http.MethodGet || subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(state)) != 1 {
			http.Error(w, "this is not the answer that was waited for", http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		words := "You are signed in. Close this page and go back to Dunning Desk."
		if q.Get("error") != "" {
			words = "Nothing was signed in. Close this page and go back to Dunning Desk."
		}
		_, _ = fmt.Fprintf(w, afterSignIn, words) // the browser may be gone
		select {
		case answers <- q:
		default: // it came twice
		}
	})
}
