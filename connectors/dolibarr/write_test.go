package main

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

func note() spec.Posting {
	return spec.Posting{
		Key: "DD-NOTE1", Kind: spec.PostNote, DebtorID: "1", Date: "2026-11-21", Title: "Reminder R-1, level 2", Text: "Reminder R-1 sent by e-mail.",
		Parts: []spec.PostingPart{{ItemID: "2", Number: "IN2609-0002"}},
	}
}

func letter() spec.Posting {
	p := note()
	p.Key, p.Kind, p.Document = "DD-LETTER1", spec.PostAttachment, spec.Document{Name: "../R 1 æ.pdf", MediaType: "application/pdf", Content: []byte("%PDF")}
	p.Parts = append(p.Parts, spec.PostingPart{ItemID: "1", Number: "IN2607-0001"})
	return p
}

func fee() spec.Posting {
	return spec.Posting{Key: "DD-FEE1", Kind: spec.PostFee, DebtorID: "1", Date: "2026-11-21", Title: "Reminder fee level 2", Currency: "EUR", Amount: 500}
}

func loss() spec.Posting {
	return spec.Posting{
		Key: "DD-LOSS1", Kind: spec.PostWriteOff, DebtorID: "1", Date: "2026-11-21", Title: "Write-off 4", Text: "the estate is closed", Currency: "EUR", Amount: 39500,
		Reason: "insolvency", Parts: []spec.PostingPart{{ItemID: "2", Number: "IN2609-0002", Amount: 39500}},
	}
}

// writeTwice writes a posting and once more, as after an answer that was lost.
func (s *server) writeTwice(t *testing.T, p spec.Posting) spec.Posted {
	t.Helper()
	if _, found, err := quick(200).Find(t.Context(), s.connection(), p); err != nil || found {
		t.Fatalf("%s: found before it was written, %v", p.Key, err)
	}
	posted, err := quick(200).Write(t.Context(), s.connection(), p)
	if err != nil || posted.Already {
		t.Fatalf("%s: %+v, %v", p.Key, posted, err)
	}
	again, err := quick(200).Write(t.Context(), s.connection(), p)
	if err != nil || !again.Already || again.ExternalIDs[0] != posted.ExternalIDs[0] {
		t.Errorf("%s: the second time %+v, %v", p.Key, again, err)
	}
	if at, found, err := quick(200).Find(t.Context(), s.connection(), p); err != nil || !found || at.ExternalIDs[0] != posted.ExternalIDs[0] {
		t.Errorf("%s: not found afterwards: %+v, %v", p.Key, at, err)
	}
	return posted
}

// A note goes out as the recorded event does.
func TestANoteIsWrittenOnce(t *testing.T) {
	for _, older := range []bool{false, true} {
		s := newServer(t)
		s.older = older
		if posted := s.writeTwice(t, note()); posted.ExternalIDs[0] != "event-21" {
			t.Errorf("%+v", posted)
		}
		sent := s.Got("POST " + api + "/agendaevents")
		if len(sent) != 1 || sent[0].Body != `{"datep":1795219200,"elementtype":"invoice","fk_element":2,"label":"Reminder R-1, level 2 [DD-NOTE1]",`+
			`"note_private":"Reminder R-1 sent by e-mail.","percentage":-1,"socid":1,"type_code":"AC_OTH","userownerid":"1"}` {
			t.Errorf("sent %v", sent)
		}
	}
	s := newServer(t)
	long := note()
	long.Key, long.Parts, long.Title = "DD-NOTE2", nil, strings.Repeat("å", 300)
	s.writeTwice(t, long)
	if label := []rune(s.events[0]["label"].(string)); len(label) != 128 || s.events[0]["fk_element"] != nil {
		t.Errorf("%d letters: %s", len(label), string(label))
	}
}

func TestALetterIsFiledWithEachInvoiceOnce(t *testing.T) {
	s := newServer(t)
	s.Trouble("POST "+api+"/documents/upload", webtest.Lost)
	_, err := quick(200).Write(t.Context(), s.connection(), letter())
	var open spec.Diagnostic
	if !errors.As(err, &open) {
		t.Fatalf("a lost answer is taken as %T %v", err, err)
	}
	s.writeTwice(t, letter())
	for _, id := range []string{"1", "2"} {
		if f := s.files[id]; len(f) != 1 || f[0]["name"] != "DD-LETTER1-R-1-.pdf" || f[0]["content"] != "JVBERg==" {
			t.Errorf("invoice %s has %v", id, f)
		}
	}
}

// A fee comes back as an item under the id that was told.
func TestAFeeIsInvoicedOnce(t *testing.T) {
	s := newServer(t)
	posted := s.writeTwice(t, fee())
	sent := s.Got("POST " + api + "/invoices")
	if len(sent) != 1 || sent[0].Body != `{"date":1795219200,"date_lim_reglement":1795219200,"lines":[{"desc":"Reminder fee level 2","product_type":1,"qty":1,"subprice":"5.00","tva_tx":0}],`+
		`"ref_client":"DD-FEE1","socid":1,"type":0}` {
		t.Errorf("sent %v", sent)
	}
	for _, i := range s.read(t, 200, full).Items {
		if i.ExternalID == posted.ExternalIDs[0] && i.Kind == spec.ItemFee && i.Open == 500 && i.Number == posted.Number {
			return
		}
	}
	t.Errorf("no fee %s came back", posted.ExternalIDs[0])
}

func TestAFeeThatWasLeftAsADraftIsValidated(t *testing.T) {
	s := newServer(t)
	s.Trouble("POST "+api+"/invoices", webtest.Lost)
	_, err := quick(200).Write(t.Context(), s.connection(), fee())
	var open spec.Diagnostic
	if !errors.As(err, &open) {
		t.Fatalf("a lost answer is taken as %T %v", err, err)
	}
	s.writeTwice(t, fee())
	if n := len(s.Got("POST " + api + "/invoices")); n != 1 || s.invoice("11")["status"] != "1" {
		t.Errorf("made %d times", n)
	}
}

func TestAnInvoiceIsWrittenOffAndTakenBack(t *testing.T) {
	s := newServer(t)
	posted := s.writeTwice(t, loss())
	sent := s.Got("POST " + api + "/invoices/2/settopaid")
	if len(sent) != 1 || sent[0].Body != `{"close_code":"badcustomer","close_note":"DD-LOSS1 the estate is closed"}` {
		t.Errorf("sent %v", sent)
	}
	if got := s.read(t, 200, full); len(got.Items) != 6 {
		t.Errorf("%d items are open", len(got.Items))
	}
	back := loss()
	back.Key, back.Undoes = "DD-BACK1", posted.ExternalIDs
	s.writeTwice(t, back)
	if got := s.read(t, 200, full); len(got.Items) != 7 {
		t.Errorf("%d items are open", len(got.Items))
	}
}

// What stopped between two invoices goes on there.
func TestAWriteOffGoesOnWhereItStopped(t *testing.T) {
	s := newServer(t)
	p := loss()
	p.Amount, p.Parts = 158500, append(p.Parts, spec.PostingPart{ItemID: "1", Number: "IN2607-0001", Amount: 119000})
	s.Trouble("POST "+api+"/invoices/1/settopaid", webtest.Broken)
	_, err := quick(200).Write(t.Context(), s.connection(), p)
	var open spec.Diagnostic
	if !errors.As(err, &open) {
		t.Fatalf("%T %v", err, err)
	}
	s.writeTwice(t, p)
	if n := len(s.Got("POST " + api + "/invoices/2/settopaid")); n != 1 {
		t.Errorf("the first was closed %d times", n)
	}
}

// A refusal after the first of two invoices was closed is none of the whole.
func TestARefusalInTheMiddleLeavesItOpen(t *testing.T) {
	s := newServer(t)
	p := loss()
	p.Amount, p.Parts = 158500, append(p.Parts, spec.PostingPart{ItemID: "1", Number: "IN2607-0001", Amount: 119000})
	s.route("POST", "/invoices/1/settopaid", func(*http.Request) (any, int) { return failure(403, "Forbidden"), http.StatusForbidden })
	_, err := quick(200).Write(t.Context(), s.connection(), p)
	var open spec.Diagnostic
	if !errors.As(err, &open) || s.invoice("2")["status"] != "2" {
		t.Errorf("%T %v", err, err)
	}
	s = newServer(t)
	s.route("POST", "/invoices/11/validate", func(*http.Request) (any, int) {
		return failure(403, "Forbidden: the period is closed"), http.StatusForbidden
	})
	_, err = quick(200).Write(t.Context(), s.connection(), fee())
	if err == nil || errors.As(err, &open) || s.invoice("11") != nil {
		t.Errorf("a fee that cannot be validated: %T %v, left %v", err, err, s.invoice("11"))
	}
}

func TestWhatDolibarrCannotTakeIsRefusedPlainly(t *testing.T) {
	for says, tc := range map[string]struct {
		posting spec.Posting
		change  func(s *server, p *spec.Posting, secrets map[string]string)
	}{
		"it shows 395 as open":      {loss(), func(_ *server, p *spec.Posting, _ map[string]string) { p.Parts[0].Amount, p.Amount = 100, 100 }},
		"no loss for the reason":    {loss(), func(_ *server, p *spec.Posting, _ map[string]string) { p.Reason = "goodwill" }},
		"write-offs go to dolibarr": {loss(), func(_ *server, p *spec.Posting, _ map[string]string) { p.Currency = "USD" }},
		"is not in dolibarr any":    {loss(), func(s *server, _ *spec.Posting, _ map[string]string) { s.drop("2") }},
		"not closed by a write-off": {loss(), func(s *server, p *spec.Posting, _ map[string]string) {
			s.set("2", record{"status": "2"})
			p.Undoes = []string{"2"}
		}},
		"fees go to dolibarr in eur": {fee(), func(_ *server, p *spec.Posting, _ map[string]string) { p.Currency = "USD" }},
		"the customer 77 is not":     {fee(), func(_ *server, p *spec.Posting, _ map[string]string) { p.DebtorID = "77" }},
		"none of dolibarr's":         {fee(), func(_ *server, p *spec.Posting, _ map[string]string) { p.DebtorID = "99999999999999999999999" }},
		"take back a fee":            {fee(), func(_ *server, p *spec.Posting, _ map[string]string) { p.Undoes = []string{"11"} }},
		"cannot be searched for":     {note(), func(_ *server, p *spec.Posting, _ map[string]string) { p.Key = "a'b)" }},
		"refuses the key":            {note(), func(_ *server, _ *spec.Posting, secrets map[string]string) { secrets["key"] = "guessed-wrong" }},
		"about no invoice":           {letter(), func(_ *server, p *spec.Posting, _ map[string]string) { p.Parts = nil }},
		"may not create": {note(), func(s *server, _ *spec.Posting, _ map[string]string) {
			s.route("POST", "/agendaevents", func(*http.Request) (any, int) { return failure(403, "Forbidden: may not create"), http.StatusForbidden })
		}},
		"would come to": {fee(), func(s *server, _ *spec.Posting, _ map[string]string) {
			s.route("POST", "/invoices", func(r *http.Request) (any, int) {
				out, status := s.create(r)
				s.set("11", record{"total_ttc": "5.95000000"}) // a local tax
				return out, status
			})
		}},
	} {
		s := newServer(t)
		values, secrets := s.settings()
		p := tc.posting
		tc.change(s, &p, secrets)
		before := fmt.Sprint(s.invoices, s.events, s.files)
		_, err := quick(200).Write(t.Context(), spec.NewSettings(values, secrets), p)
		if err == nil || !strings.Contains(strings.ToLower(err.Error()), says) {
			t.Errorf("%q: %v", says, err)
		}
		var open spec.Diagnostic
		if errors.As(err, &open) {
			t.Errorf("%q is left open though nothing is written", says)
		}
		if fmt.Sprint(s.invoices, s.events, s.files) != before {
			t.Errorf("%q changed the books", says)
		}
	}
}

// Not even a log of everything tells the key.
func TestTheKeyIsNowhere(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	t.Cleanup(func() { slog.SetDefault(before) })
	s := newServer(t)
	s.Trouble("GET "+api+"/invoices", webtest.Broken, webtest.Broken, webtest.Broken)
	_, err := sdk.Collect(t.Context(), quick(2), s.connection(), full)
	if all := log.String() + err.Error(); strings.Contains(all, key) || !strings.Contains(all, "repeated") {
		t.Errorf("logged: %s", all)
	}
}
