// Package paylink makes the address at which a customer can pay: the accounting system's own, or one that is filled in from a
// template, with a token that says who pays what until when and cannot be forged.
package paylink

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// Codes of tokens that are not to be believed.
const (
	BadToken fault.Code = "bad-token" // forged, damaged, or signed with another key
	Expired  fault.Code = "token-expired"
)

// KeyBytes is how long a key is.
const KeyBytes = 32

// Claim is what a token says: which customer (its number, never a name) pays what for which invoice or notice, until which day.
type Claim struct {
	Customer string
	Invoice  string
	Amount   money.Amount
	Until    date.Date // the last day on which the token holds
}

// payload is a claim as it is signed. The names are the contract with the office's pay page: add, never change.
type payload struct {
	Version  int    `json:"v"`
	Customer string `json:"c"`
	Invoice  string `json:"i"`
	Amount   string `json:"a"` // a plain decimal, as in 1234.50
	Currency string `json:"u"`
	Until    string `json:"e"` // YYYY-MM-DD
}

const version = 1

// Sign gives the token: the claim as JSON, a point, and its HMAC-SHA256 (RFC 2104), both in base64url without padding (RFC 4648
// s. 5). A key that is too short, an amount that asks for nothing and a claim without a day are refused.
func Sign(c Claim, key []byte) (string, error) {
	switch {
	case len(key) < KeyBytes:
		return "", fault.New(fault.Invalid, "the key of pay links is shorter than %d bytes", KeyBytes).OnField("key")
	case c.Amount.Minor <= 0:
		return "", fault.New(fault.Invalid, "there is nothing to be paid").OnField("amount")
	case c.Until.IsZero():
		return "", fault.New(fault.Invalid, "a token ends on a day").OnField("until")
	}
	if _, err := c.Amount.Currency.Exponent(); err != nil {
		return "", err
	}
	raw, err := json.Marshal(payload{version, c.Customer, c.Invoice, c.Amount.String(), string(c.Amount.Currency), c.Until.String()})
	if err != nil {
		return "", fault.Wrap(err, fault.Internal, "the token cannot be written")
	}
	said := base64.RawURLEncoding.EncodeToString(raw)
	return said + "." + seal(said, key), nil
}

func seal(said string, key []byte) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(said))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// mostToken is longer than any token that Sign makes.
const mostToken = 4096

// Verify gives what a token says, after it has been held against the key and the day.
func Verify(token string, key []byte, today date.Date) (Claim, error) {
	bad := fault.New(BadToken, "the token is forged, damaged, or of another key")
	said, sum, ok := strings.Cut(token, ".")
	if !ok || len(token) > mostToken || len(key) < KeyBytes {
		return Claim{}, bad
	}
	if !hmac.Equal([]byte(sum), []byte(seal(said, key))) { // as text: a token is what was signed, to the letter
		return Claim{}, bad
	}
	raw, err := base64.RawURLEncoding.DecodeString(said)
	if err != nil {
		return Claim{}, bad
	}
	var p payload
	decode := json.NewDecoder(bytes.NewReader(raw))
	if decode.Decode(&p) != nil || p.Version != version {
		return Claim{}, bad
	}
	c := Claim{Customer: p.Customer, Invoice: p.Invoice}
	if c.Amount, err = money.Parse(p.Amount, money.Currency(p.Currency)); err != nil {
		return Claim{}, bad
	}
	if c.Until, err = date.Parse(p.Until); err != nil {
		return Claim{}, bad
	}
	if today.After(c.Until) {
		return c, fault.New(Expired, "the token held until %s", c.Until)
	}
	return c, nil
}
