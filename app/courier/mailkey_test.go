package courier

import (
	"bytes"
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// A mail that leaves is signed as the settings say, and a receiver who finds the record that was shown takes it for genuine. A
// preview is not signed.
func TestMailsAreSigned(t *testing.T) {
	secrets := keychain{}
	c := New(&desk.Desk{Secrets: secrets, Clock: &watch{time.Now()}}, "", "test", nil)
	key, err := c.NewMailKey()
	if err != nil {
		t.Fatal(err)
	}
	record, err := c.MailKeyRecord(key)
	if err != nil {
		t.Fatal(err)
	}
	secrets[desk.MailKeySecret] = key
	job := visitJob("nb", receivable.Email)
	job.ReplyToken = token
	job.Mail = desk.MailSettings{From: "faktura@post.skagerrak.example", DKIMSelector: "dd1", DKIMDomain: "Skagerrak.example"}
	made, err := c.Make(t.Context(), job)
	if err != nil {
		t.Fatal(err)
	}
	found, err := dkim.VerifyWithOptions(bytes.NewReader(made.Docs[0].Bytes), &dkim.VerifyOptions{LookupTXT: func(name string) ([]string, error) {
		if name != job.Mail.KeyName() || name != "dd1._domainkey.skagerrak.example" {
			t.Errorf("looked up %s", name)
		}
		return []string{record}, nil
	}})
	if err != nil || len(found) != 1 || found[0].Err != nil {
		t.Errorf("%+v, %v", found, err)
	}
	job.ReplyToken = ""
	if made, err = c.Make(t.Context(), job); err != nil || bytes.Contains(made.Docs[0].Bytes, []byte("DKIM-Signature")) {
		t.Errorf("a preview is signed, or %v", err)
	}
	job.ReplyToken = token
	delete(secrets, desk.MailKeySecret)
	other := New(c.desk, "", "other", nil)
	if _, err := other.Make(t.Context(), job); !fault.Has(err, fault.Unavailable) {
		t.Errorf("without its key: %v", err)
	}
}

func TestWhatTheDNSHas(t *testing.T) {
	const record = "v=DKIM1; k=rsa; p=MIIB"
	for name, c := range map[string]struct {
		records []string
		err     error
		want    desk.KeyState
	}{
		"ours": {[]string{"v=spf1", "v=DKIM1;k=rsa;p=MI IB"}, nil, desk.KeyPublished}, "another": {[]string{"v=DKIM1; p=MIIC"}, nil, desk.KeyOther},
		"none": {nil, &net.DNSError{IsNotFound: true}, desk.KeyMissing}, "no network": {nil, errors.New("no network"), desk.KeyUnknown},
	} {
		courier := &Courier{lookup: func(context.Context, string) ([]string, error) { return c.records, c.err }}
		if got, detail := courier.PublishedKey(t.Context(), "dd1._domainkey.x.example", record); got != c.want || strings.Contains(detail, "MIIB") {
			t.Errorf("%s: %s %s", name, got, detail)
		}
	}
}
