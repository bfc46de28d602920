package webtest

import (
	"net/http"
	"net/url"
	"sync"
	"testing"
)

// Browser is the person at a sign-in, who agrees at once. It is an sdk.SignIn.
type Browser struct {
	T testing.TB
	// Back is what the source sends along besides the state and the code.
	Back url.Values
	// Port is where the page of a source that takes no loopback address sends the browser on to; empty follows the redirect itself.
	Port string

	mu      sync.Mutex
	asked   url.Values
	learned map[string]string
}

// OpenPage agrees to what the page asks for.
func (b *Browser) OpenPage(address string) error {
	page, err := url.Parse(address)
	if err != nil {
		return err
	}
	asked := page.Query()
	b.mu.Lock()
	b.asked = asked
	b.mu.Unlock()
	to := asked.Get("redirect_uri")
	if b.Port != "" {
		to = "http://localhost:" + b.Port + "/callback"
	}
	back := url.Values{"state": {asked.Get("state")}, "code": {"c0de"}}
	for name, values := range b.Back {
		back[name] = values
	}
	go func() {
		req, err := http.NewRequestWithContext(b.T.Context(), http.MethodGet, to+"?"+back.Encode(), nil)
		if err != nil {
			b.T.Error(err)
			return
		}
		if res, err := http.DefaultClient.Do(req); err == nil {
			_ = res.Body.Close() // the page is for people
		}
	}()
	return nil
}

// Learn keeps what the connector learnt.
func (b *Browser) Learn(key, value string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.learned == nil {
		b.learned = map[string]string{}
	}
	b.learned[key] = value
	return nil
}

// Asked is what the page that was opened asked for.
func (b *Browser) Asked() url.Values {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.asked
}

// Learned is what the connector learnt of a key.
func (b *Browser) Learned(key string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.learned[key]
}
