package web_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

func TestOnlyOtherMachinesAreReachedInTheOpen(t *testing.T) {
	for address, plain := range map[string]bool{
		"http://erp.example.com/api": true, "http://192.0.2.7": true, "http://[2001:db8::1]:8000": true, "http://localhost.example.com": true,
		"https://erp.example.com": false, "http://localhost:8000": false, "http://127.0.0.1": false, "http://127.9.9.9:1": false, "http://[::1]:8000": false,
		"": false, "http://%zz": false,
	} {
		if got := web.IsPlain(address); got != plain {
			t.Errorf("%s: %v", address, got)
		}
	}
}

// sent counts requests and answers none.
type sent int

func (n *sent) RoundTrip(*http.Request) (*http.Response, error) {
	*n++
	return nil, errors.New("nothing is there")
}

func TestAKeyDoesNotTravelUnencrypted(t *testing.T) {
	for _, plain := range []bool{false, true} {
		var n sent
		c := &web.Client{
			Base: "http://erp.example.com", Plain: plain, Auth: web.Key("Authorization", "Bearer secret"), Tries: 1, HTTP: &http.Client{Transport: &n},
		}
		_, err := c.Get(t.Context(), "/a", nil, nil)
		if d := web.Diagnose(err, "key"); (d.Code == web.CodeNotEncrypted) == plain || (n == 1) != plain {
			t.Errorf("Plain %v: %d requests, %+v", plain, n, d)
		}
	}
	var n sent
	o := &web.OAuth{TokenURL: "http://login.example.com/token", ClientID: "desk", Refresh: "secret", HTTP: &http.Client{Transport: &n}}
	c := &web.Client{Base: "https://erp.example.com", Auth: o, Tries: 1, HTTP: &http.Client{Transport: &n}}
	if _, err := c.Get(t.Context(), "/a", nil, nil); web.Diagnose(err, "").Code != web.CodeNotEncrypted || n != 0 {
		t.Errorf("a refresh token: %d requests, %v", n, err)
	}
}

// pages counts those that are opened.
type pages int

func (n *pages) OpenPage(string) error    { *n++; return nil }
func (*pages) Learn(string, string) error { return nil }

func TestNobodyIsSentToAPageWithoutAClientID(t *testing.T) {
	var opened pages
	o := &web.OAuth{AuthorizeURL: "https://login.example.com", TokenURL: "https://login.example.com/token"}
	_, err := o.SignIn(t.Context(), &opened)
	if d := web.Diagnose(err, ""); d.Code != spec.CodeSettingMissing || d.Field != "client_id" || opened != 0 {
		t.Errorf("opened %d pages, %+v", opened, d)
	}
}
