package connections

import (
	"context"
	"errors"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

func TestASignInGoesFromThePageToItsEnd(t *testing.T) {
	var s SignIn
	if s.Step != SignInOpening || s.Page != "" {
		t.Fatalf("%+v", s)
	}
	s.Opened("https://login.example.com/", nil)
	if s.Step != SignInAgreeing || s.Lost || s.Page != "https://login.example.com/" {
		t.Errorf("%+v", s)
	}
	s.Opened(s.Page, errors.New("no browser"))
	if !s.Lost || s.Step != SignInAgreeing {
		t.Errorf("without a browser: %+v", s)
	}
	s.Failed(errors.New("refused"))
	if s.Step != SignInFailed || s.Err == nil {
		t.Errorf("%+v", s)
	}
}

func TestAChangeOfMindIsNoFailure(t *testing.T) {
	for err, want := range map[error]bool{
		context.Canceled: true, fault.New("connector-cancelled", "stopped"): true, fault.New("connector-hung", "waited in vain"): false, errors.New("no"): false,
	} {
		if Stopped(err) != want {
			t.Errorf("%v", err)
		}
	}
	if !TooLate(fault.New("connector-hung", "waited in vain")) || TooLate(errors.New("no")) {
		t.Error("nobody agreed in time, or something else went wrong")
	}
}

func TestWhoHasToSignIn(t *testing.T) {
	m := Model{Kinds: []desk.Kind{{Kind: "xero", CanSignIn: true}, {Kind: "files"}}}
	for _, c := range []struct {
		kind    string
		secrets []string
		begins  bool
	}{{"xero", nil, true}, {"xero", []string{"token"}, false}, {"files", nil, false}} {
		if got := m.BeginsSignedOut(desk.Connection{Kind: c.kind, SecretKeys: c.secrets}); got != c.begins {
			t.Errorf("%s with %v: %v", c.kind, c.secrets, got)
		}
	}
	if !SignedOut(desk.Fresh{Last: desk.SyncRun{Code: "not-authorised"}}) || SignedOut(desk.Fresh{Last: desk.SyncRun{Code: "connector-hung"}}) {
		t.Error("a lapsed sign-in is told from other failures by its code")
	}
}
