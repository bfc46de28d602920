package mail

import (
	"bytes"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"strings"
	"testing"

	"github.com/emersion/go-msgauth/dkim"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// verified holds a mail against the record as a receiver does.
func verified(t *testing.T, eml []byte, record string) error {
	t.Helper()
	found, err := dkim.VerifyWithOptions(bytes.NewReader(eml), &dkim.VerifyOptions{LookupTXT: func(name string) ([]string, error) {
		if name != "dd2026._domainkey.skagerrak.example" {
			t.Errorf("looked up %s", name)
		}
		return []string{record}, nil
	}})
	if err != nil || len(found) != 1 {
		t.Fatalf("%d signatures, %v", len(found), err)
	}
	if found[0].Err == nil && found[0].Domain != "skagerrak.example" {
		t.Errorf("signed for %s", found[0].Domain)
	}
	return found[0].Err
}

func ed25519Key(t *testing.T) string {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize)))
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

func TestASignedMailIsVerified(t *testing.T) {
	made, err := NewKey()
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"rsa": made, "ed25519": ed25519Key(t)} {
		key, err := ParseKey(text)
		if err != nil {
			t.Fatal(err)
		}
		record, err := Record(key)
		if err != nil {
			t.Fatal(err)
		}
		m := message()
		m.Plain = strings.Repeat("Ååå ", 2000) + "\n.\n"
		m.Sign = &DKIM{Domain: "skagerrak.example", Selector: "dd2026", Key: key}
		eml, err := Build(m)
		if err != nil {
			t.Fatal(err)
		}
		if err := verified(t, eml, record); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for what, change := range map[string][2]string{
			"another sum":      {"19 685,31", "19 685,32"},
			"another subject":  {"Subject: ", "Subject: x"},
			"a second sender":  {"MIME-Version", "From: x@y.example\r\nMIME-Version"},
			"another reply":    {"kari@skagerrak.example", "kari@skagerrak.invalid"},
			"a second subject": {"MIME-Version", "Subject: x\r\nMIME-Version"},
		} {
			forged := bytes.Replace(eml, []byte(change[0]), []byte(change[1]), 1)
			if bytes.Equal(forged, eml) {
				continue // written in another way in the body
			}
			if verified(t, forged, record) == nil {
				t.Errorf("%s: %s is not noticed", name, what)
			}
		}
		for i, line := range bytes.Split(eml, []byte("\r\n")) {
			if len(line) > 998 {
				t.Errorf("line %d has %d bytes", i, len(line))
			}
		}
	}
}

func TestKeysThatCannotSign(t *testing.T) {
	const short = "-----BEGIN PRIVATE KEY-----\nMIIBVQIBADANBgkqhkiG9w0BAQEFAASCAT8wggE7AgEAAkEA\n-----END PRIVATE KEY-----\n"
	for name, text := range map[string]string{
		"nothing": "", "words": "a key", "no key in it": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "cut": short,
	} {
		if _, err := ParseKey(text); !fault.Has(err, BadKey) || text != "" && strings.Contains(err.Error(), "MIIB") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRecordsAreComparedByTheirKey(t *testing.T) {
	key, err := ParseKey(ed25519Key(t))
	if err != nil {
		t.Fatal(err)
	}
	record, err := Record(key)
	if err != nil {
		t.Fatal(err)
	}
	half := len(record) - 10
	for published, want := range map[string]bool{
		record: true, "v=DKIM1;k=ed25519;t=s;" + record[strings.Index(record, "p="):]: true, record[:half] + " " + record[half:]: true,
		"v=DKIM1; p=": false, "": false, "v=spf1 -all": false, record + "x": false,
	} {
		if SameRecord(published, record) != want {
			t.Errorf("%q: want %v", published, want)
		}
	}
}
