//go:build unix

package host_test

import (
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/host"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

var loss = spec.Posting{
	Key: "DD-1-there", Kind: spec.PostWriteOff, DebtorID: "c1", Date: "2026-11-20", Currency: "NOK", Amount: 12500, Reason: "insolvency",
	Parts: []spec.PostingPart{{ItemID: "i1", Number: "F-1", Amount: 12500}},
}

func scribe(t *testing.T, name string, renewed func(map[string]string) error) *host.Session {
	t.Helper()
	p := rogue(t, name)
	s, err := host.Start(t.Context(), p, host.Options{Approved: p.Checksum, Renewed: renewed, Limits: host.Limits{Write: 2 * time.Second, Authorize: 2 * time.Second, Grace: 300 * time.Millisecond}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

var scribeSettings = spec.NewSettings(map[string]string{"debtors": "1"}, map[string]string{"password": "old-secret"})

func TestAPostingIsWrittenAndFoundAgain(t *testing.T) {
	s := scribe(t, "write-well", nil)
	posted, err := s.Write(t.Context(), scribeSettings, loss)
	if err != nil || posted.Number != "V 7" || posted.ExternalIDs[0] != "DD-1-there-1" {
		t.Fatalf("%+v, %v", posted, err)
	}
	if _, found, err := s.Find(t.Context(), scribeSettings, loss); err != nil || !found {
		t.Errorf("found %v, %v", found, err)
	}
	other := loss
	other.Key = "DD-2"
	if _, found, err := s.Find(t.Context(), scribeSettings, other); err != nil || found {
		t.Errorf("found what nobody wrote: %v, %v", found, err)
	}
}

// What cannot be written is not there either, and what is not there lies nowhere.
func TestARefusedSearchFindsNothing(t *testing.T) {
	if at, found, err := scribe(t, "write-refused", nil).Find(t.Context(), scribeSettings, loss); err != nil || found || len(at.ExternalIDs) > 0 {
		t.Errorf("%+v, %v, %v", at, found, err)
	}
}

// Only a plain word says that nothing was written; whatever else happens leaves it open.
func TestWhatBecameOfAPosting(t *testing.T) {
	for _, tc := range []struct {
		name string
		code host.Code
	}{
		{"write-refused", host.WriteRefused},
		{"write-later", host.WriteLater},
		{"write-lost", host.OutcomeUnknown},
		{"write-panic", host.OutcomeUnknown},
		{"write-babble", host.OutcomeUnknown},
		{"write-crash", host.Crashed},
		{"write-hang", host.Hung},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, err := scribe(t, tc.name, nil).Write(t.Context(), scribeSettings, loss)
			e := wantCode(t, err, tc.code)
			if tc.code == host.WriteRefused && e.Message != "The connector write-refused did not write: The period is closed for "+spec.Redacted+"." {
				t.Errorf("says %q", e.Message)
			}
			if tc.code == host.WriteLater && e.RetryAfter() != 90*time.Second {
				t.Errorf("asks to wait %s", e.RetryAfter())
			}
		})
	}
}

func TestAPostingThatIsWrongIsNotAsked(t *testing.T) {
	s := scribe(t, "write-well", nil)
	for name, spoil := range map[string]func(*spec.Posting){
		"a key with a space":     func(p *spec.Posting) { p.Key = "DD 1" },
		"parts that do not sum":  func(p *spec.Posting) { p.Amount++ },
		"no amount":              func(p *spec.Posting) { p.Amount, p.Parts = 0, nil },
		"no such kind":           func(p *spec.Posting) { p.Kind = "gift" },
		"a kind it does not say": func(p *spec.Posting) { p.Kind = spec.PostFee },
		"an impossible day":      func(p *spec.Posting) { p.Date = "2026-02-31" },
	} {
		wrong := loss
		wrong.Parts = append([]spec.PostingPart{}, loss.Parts...)
		spoil(&wrong)
		if _, err := s.Write(t.Context(), scribeSettings, wrong); host.CodeOf(err) != host.WriteRefused {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestARenewedSecretIsKeptAndNeverShown(t *testing.T) {
	kept := map[string]string{}
	s := scribe(t, "write-renews", func(secrets map[string]string) error { kept = secrets; return nil })
	posted, err := s.Write(t.Context(), scribeSettings, loss)
	if err != nil || kept["password"] != "brand-new-secret" || posted.Number != "kept "+spec.Redacted {
		t.Errorf("kept %v, number %q, %v", kept, posted.Number, err)
	}
}

// A refresh token may be good for one use. The second posting of a session is written with the one that the first has brought.
func TestTheNextPostingHasTheRenewedSecret(t *testing.T) {
	s := scribe(t, "write-rotates", func(map[string]string) error { return nil })
	for range 3 {
		posted, err := s.Write(t.Context(), scribeSettings, loss)
		if err != nil {
			t.Fatal(err)
		}
		if want := strings.Repeat(spec.Redacted+" ", 2) + spec.Redacted; posted.Number != want {
			t.Errorf("secrets of this posting, and of those before it, are shown: %q", posted.Number)
		}
	}
}

func TestAPersonSignsIn(t *testing.T) {
	kept, page := map[string]string{}, ""
	s := scribe(t, "write-well", func(secrets map[string]string) error { kept = secrets; return nil })
	open := func(address string) error { page = address; return nil }
	learned, err := s.Authorize(t.Context(), scribeSettings, open)
	if err != nil || page != "https://login.example.com/authorize" || learned["company"] != "42" || kept["password"] != "fresh-from-the-page" {
		t.Errorf("page %q, learned %v, kept %v, %v", page, learned, kept, err)
	}
	if _, err := scribe(t, "write-babble", nil).Authorize(t.Context(), scribeSettings, open); host.CodeOf(err) != host.BadMessage {
		t.Errorf("a page of this machine's disk: %v", err)
	}
	if _, err := scribe(t, "write-refused", nil).Authorize(t.Context(), scribeSettings, open); host.CodeOf(err) != host.ReadFailed {
		t.Errorf("a person who says no: %v", err)
	}
	_, err = scribe(t, "write-hang", nil).Authorize(t.Context(), scribeSettings, open)
	if host.CodeOf(err) != host.Hung || !strings.Contains(err.Error(), "waited 2s in vain for somebody to agree") || !strings.Contains(err.Error(), "Nothing was changed") {
		t.Errorf("nobody agrees: %v", err)
	}
}
