package paylink

import (
	"bytes"
	"net/url"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"pgregory.net/rapid"
)

var (
	key   = bytes.Repeat([]byte{7}, KeyBytes)
	today = date.Must(2026, 11, 23)
	owed  = Claim{Customer: "10117", Invoice: "F-2204", Amount: money.New(1968531, "NOK"), Until: today.AddDays(60)}
)

// The token of the documentation: whoever writes a pay page can hold his own reading against it.
func TestTheTokenOfThePage(t *testing.T) {
	token, err := Sign(owed, key)
	if err != nil {
		t.Fatal(err)
	}
	const want = "eyJ2IjoxLCJjIjoiMTAxMTciLCJpIjoiRi0yMjA0IiwiYSI6IjE5Njg1LjMxIiwidSI6Ik5PSyIsImUiOiIyMDI3LTAxLTIyIn0."
	if !strings.HasPrefix(token, want) {
		t.Errorf("got %s", token)
	}
	if got, err := Verify(token, key, today); err != nil || got != owed {
		t.Errorf("%v: %+v", err, got)
	}
}

func TestTokensThatAreNotBelieved(t *testing.T) {
	token, err := Sign(owed, key)
	if err != nil {
		t.Fatal(err)
	}
	other := bytes.Repeat([]byte{8}, KeyBytes)
	for name, c := range map[string]struct {
		token string
		key   []byte
		on    date.Date
		code  fault.Code
	}{
		"another key":      {token, other, today, BadToken},
		"a short key":      {token, key[:8], today, BadToken},
		"the last day":     {token, key, owed.Until, ""},
		"a day later":      {token, key, owed.Until.AddDays(1), Expired},
		"nothing":          {"", key, today, BadToken},
		"no seal":          {strings.Split(token, ".")[0], key, today, BadToken},
		"an empty seal":    {strings.Split(token, ".")[0] + ".", key, today, BadToken},
		"padding":          {token + "=", key, today, BadToken},
		"one part more":    {token + ".x", key, today, BadToken},
		"a megabyte":       {strings.Repeat("A", 1<<20) + "." + token, key, today, BadToken},
		"another claim":    {"e30" + token[strings.Index(token, "."):], key, today, BadToken},
		"a line break":     {token + "\n", key, today, BadToken},
		"a different sign": {strings.Replace(token, ".", "..", 1), key, today, BadToken},
	} {
		if _, err := Verify(c.token, c.key, c.on); c.code == "" && err != nil || c.code != "" && !fault.Has(err, c.code) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestClaimsThatAreNotSigned(t *testing.T) {
	for name, change := range map[string]func(*Claim){
		"nothing to pay": func(c *Claim) { c.Amount.Minor = 0 }, "a credit": func(c *Claim) { c.Amount.Minor = -1 },
		"no day": func(c *Claim) { c.Until = date.Date{} }, "no currency": func(c *Claim) { c.Amount.Currency = "XX" },
	} {
		c := owed
		change(&c)
		if token, err := Sign(c, key); err == nil {
			t.Errorf("%s: %s", name, token)
		}
	}
	if _, err := Sign(owed, key[:31]); err == nil {
		t.Error("a short key signs")
	}
}

// What was signed is read again as it was; whatever is changed of it, by a letter, is not believed.
func TestATokenIsReadAsSignedOrNotAtAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Claim{
			Customer: rapid.String().Draw(t, "customer"), Invoice: rapid.String().Draw(t, "invoice"),
			Amount: money.New(rapid.Int64Range(1, 1e15).Draw(t, "amount"), rapid.SampledFrom([]money.Currency{"NOK", "IDR", "JPY", "KWD"}).Draw(t, "currency")),
			Until:  today.AddDays(rapid.IntRange(0, 400).Draw(t, "days")),
		}
		k := rapid.SliceOfN(rapid.Byte(), KeyBytes, 64).Draw(t, "key")
		token, err := Sign(c, k)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Verify(token, k, today)
		if err != nil || got.Amount != c.Amount || got.Until != c.Until {
			t.Fatalf("%v: %+v", err, got)
		}
		raw := []byte(token)
		at := rapid.IntRange(0, len(raw)-1).Draw(t, "at")
		if to := rapid.SampledFrom([]byte("ABZaz09-_.=")).Draw(t, "to"); raw[at] != to {
			raw[at] = to
			if _, err := Verify(string(raw), k, today); !fault.Has(err, BadToken) {
				t.Fatalf("changed at %d: %v", at, err)
			}
		}
	})
}

func TestTemplates(t *testing.T) {
	for template, ok := range map[string]bool{
		"https://pay.example/{{token}}": true, "https://pay.example/?i={{invoice}}&a={{amount}}&u={{currency}}&r={{reference}}&c={{customer}}": true,
		"http://pay.example/{{token}}": false, "https://{{customer}}.example/{{token}}": false, "https://user:pass@pay.example/{{token}}": false,
		"https://pay.example/": false, "https://pay.example/{{name}}{{token}}": false, "https://pay.example/{{token": false, "javascript:alert({{token}})": false,
		"https:///{{token}}": false, "https://pay.example/ {{token}}": false, "": false, "{{token}}": false, "https://pay.example/" + strings.Repeat("x", 2000) + "{{token}}": false,
	} {
		if err := CheckTemplate(template); (err == nil) != ok {
			t.Errorf("%q: %v", template, err)
		}
	}
}

// Whatever a number holds, the address leads to the same server and says the same.
func TestAFieldCannotChangeTheAddress(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := owed
		c.Invoice = rapid.StringN(0, 60, -1).Draw(t, "invoice")
		link, err := Fill("https://pay.example/p/{{invoice}}?c={{customer}}&i={{invoice}}", c, "", "")
		if err != nil {
			t.Fatal(err)
		}
		u, err := url.Parse(link)
		if err != nil || u.Host != "pay.example" || u.Query().Get("i") != c.Invoice || u.Query().Get("c") != "10117" || u.Path != "/p/"+c.Invoice || u.Fragment != "" {
			t.Fatalf("%v: %s", err, link)
		}
	})
}

func FuzzVerify(f *testing.F) {
	token, err := Sign(owed, key)
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{token, "", ".", "e30.e30", strings.ToUpper(token)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if c, err := Verify(text, key, today); err == nil && (text != token || c != owed) {
			t.Fatalf("believed %q", text)
		}
	})
}
