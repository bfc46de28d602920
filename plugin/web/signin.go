package web

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// callback is the path of the redirect.
const callback = "/callback"

// afterwards is what the browser shows in the end.
const afterwards = `<!doctype html><meta charset="utf-8"><title>Dunning Desk</title><p>%s</p>`

// SignIn has a person agree in the browser and exchanges the code for tokens, by PKCE (RFC 7636) over a loopback redirect
// (RFC 8252). It returns what else the source sent along with the code, such as the id of the company.
func (o *OAuth) SignIn(ctx context.Context, in sdk.SignIn) (url.Values, error) {
	if o.ClientID == "" {
		return nil, spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeSettingMissing, Field: "client_id", Summary: "Nobody can sign in without a client id.",
			Hint: "Enter the client id of the app in the settings, or a key where the connector takes one.",
		}
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp4", fmt.Sprintf("127.0.0.1:%d", o.Port))
	if err != nil {
		return nil, spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeConnectorFailed, Summary: "The answer of the sign-in page cannot be waited for: " + err.Error() + ".",
			Hint: "Close what uses this port, or another sign-in that is still open.",
		}
	}
	redirect := o.redirect(listener.Addr().(*net.TCPAddr).Port)
	state, verifier := rand.Text(), rand.Text()+rand.Text()
	answers := make(chan url.Values, 1)
	server := &http.Server{Handler: catch(state, answers), ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 64 << 10}
	go func() { _ = server.Serve(listener) }() // ends with Close below
	defer func() { _ = server.Close() }()
	sum := sha256.Sum256([]byte(verifier))
	if err := in.OpenPage(o.signInURL(redirect, state, base64.RawURLEncoding.EncodeToString(sum[:]))); err != nil {
		return nil, err
	}
	var answer url.Values
	select {
	case answer = <-answers:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if word := answer.Get("error"); word != "" {
		return nil, notSignedIn("The sign-in was refused: " + word + " " + answer.Get("error_description"))
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.Refresh = "" // that of somebody else, perhaps: the new one is kept whatever it is
	if err := o.exchange(ctx, url.Values{
		"grant_type": {"authorization_code"}, "code": {answer.Get("code")}, "redirect_uri": {redirect}, "code_verifier": {verifier},
	}); err != nil {
		return nil, err
	}
	if o.Refresh == "" && o.KeepAccess != nil {
		return answer, o.KeepAccess(ctx, o.access)
	}
	if o.Refresh == "" {
		return nil, errors.New("the source gave no refresh token: it would have to be asked again each hour")
	}
	return answer, nil
}

func (o *OAuth) redirect(port int) string {
	if o.Redirect != "" {
		return o.Redirect
	}
	host := "127.0.0.1"
	if o.Localhost {
		host = "localhost"
	}
	return fmt.Sprintf("http://%s:%d%s", host, port, callback)
}

// catch takes the one answer that carries our state; anything else, as from another page of the browser, is turned away.
func catch(state string, answers chan<- url.Values) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+callback, func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		if subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(state)) != 1 {
			http.Error(w, "this is not the answer that was waited for", http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		words := "You are signed in. Close this page and go back to Dunning Desk."
		if q.Get("error") != "" {
			words = "Nothing was signed in. Close this page and go back to Dunning Desk."
		}
		_, _ = fmt.Fprintf(w, afterwards, words) // the browser may be gone
		select {
		case answers <- q:
		default: // it came twice
		}
	})
	return mux
}
