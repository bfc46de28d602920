package web

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"time"
)

// MAC is the HMAC-SHA256 (RFC 2104) of a text, for sources that have a header signed.
func MAC(secret, text string) []byte {
	h := hmac.New(sha256.New, []byte(secret))
	_, _ = h.Write([]byte(text)) // a hash never fails
	return h.Sum(nil)
}

// HMAC is an Auth that signs the date and the first line of each request, and what it carries by a digest, as gateways check
// it that are told "hmac-sha256" over "date request-line". The path is signed as it is sent, after encoding.
type HMAC struct {
	// User names the key whose Secret signs.
	User, Secret string
	// Now is the clock; nil is the machine's. Gateways refuse one that is some minutes off.
	Now func() time.Time
}

// Apply signs a request, each attempt anew.
func (a HMAC) Apply(_ context.Context, r *http.Request, body []byte) error {
	date := a.now().UTC().Format(http.TimeFormat)
	r.Header.Set("Date", date)
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		sum := sha256.Sum256(body)
		r.Header.Set("Digest", "SHA-256="+base64.StdEncoding.EncodeToString(sum[:]))
	}
	signed := fmt.Sprintf("date: %s\n%s %s HTTP/1.1", date, r.Method, r.URL.RequestURI())
	r.Header.Set("Authorization", fmt.Sprintf(`hmac username="%s", algorithm="hmac-sha256", headers="date request-line", signature="%s"`,
		a.User, base64.StdEncoding.EncodeToString(MAC(a.Secret, signed))))
	return nil
}

// Expired has nothing to renew.
func (HMAC) Expired(context.Context) (bool, error) { return false, nil }

func (a HMAC) now() time.Time {
	if a.Now != nil {
		return a.Now()
	}
	return time.Now() //nolint:forbidigo // a connector is a program of its own: here the clock comes in
}
