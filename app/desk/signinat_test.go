package desk_test

import (
	"context"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// doorman signs a person in: it shows a page, keeps a token, and tells the company.
type doorman struct{ fail error }

func (d doorman) SignIn(_ context.Context, o desk.ReadOrder, open func(string) error) (map[string]string, error) {
	if err := open("https://login.example.com/"); err != nil || d.fail != nil {
		return nil, d.fail
	}
	return map[string]string{desk.SignedInAs: "Acme AS", "file": "company 42", "password": "never", "else": "x"}, o.Renewed(map[string]string{"refresh_token": "first"})
}

func TestAPersonSignsInAtASource(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.source.signsIn, o.SignIns = true, doorman{}
	shown := ""
	as, err := o.SignInAt(t.Context(), o.conn.ID, func(page string) error { shown = page; return nil })
	o.must(err)
	all, err := o.Connections(t.Context())
	o.must(err)
	c := all[0].Connection
	if as != "Acme AS" || shown != "https://login.example.com/" || c.Settings["file"] != "company 42" || c.Settings["password"] != "" || c.Settings["else"] != "" {
		t.Errorf("shown %q, settings %v", shown, c.Settings)
	}
	if o.Secrets.(secrets)["connection/1/refresh_token"] != "first" || c.SecretKeys[0] != "refresh_token" {
		t.Errorf("kept %v, %v", o.Secrets, c.SecretKeys)
	}
	o.SignIns = doorman{fail: fault.New("connector-read-failed", "the person said no")}
	_, err = o.SignInAt(t.Context(), o.conn.ID, func(string) error { return nil })
	o.wantCode(err, "connector-read-failed")
	o.source.signsIn = false
	_, err = o.SignInAt(t.Context(), o.conn.ID, nil)
	o.wantCode(err, fault.Refused)
}
