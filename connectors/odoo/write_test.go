package main

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web/webtest"
)

func note() spec.Posting {
	return spec.Posting{
		Key: "DD-NOTE1", Kind: spec.PostNote, DebtorID: "7", Date: "2026-11-22", Title: "Reminder R-1, level 2", Text: "Reminder R-1 sent: 395.00 EUR & interest <5 %>.",
		Parts: []spec.PostingPart{{ItemID: "5", Number: "INV/2026/00002"}},
	}
}

func letter() spec.Posting {
	p := note()
	p.Key, p.Kind, p.Document = "DD-LETTER1", spec.PostAttachment, spec.Document{Name: "R-1.pdf", MediaType: "application/pdf", Content: []byte("%PDF")}
	return p
}

func fee() spec.Posting {
	return spec.Posting{Key: "DD-FEE1", Kind: spec.PostFee, DebtorID: "7", Date: "2026-11-22", Title: "Reminder fee level 2", Currency: "EUR", Amount: 500}
}

func loss() spec.Posting {
	return spec.Posting{
		Key: "DD-LOSS1", Kind: spec.PostWriteOff, DebtorID: "7", Date: "2026-11-22", Title: "Write-off 4", Currency: "EUR", Amount: 39500, Reason: "insolvency",
		Parts: []spec.PostingPart{{ItemID: "5", Number: "INV/2026/00002", Amount: 39500}},
	}
}

// writeTwice writes a posting and once more, as after an answer that was lost.
func (s *server) writeTwice(t *testing.T, p spec.Posting) spec.Posted {
	t.Helper()
	if _, found, err := quick(500).Find(t.Context(), s.connection(), p); err != nil || found {
		t.Fatalf("%s: found before it was written, %v", p.Key, err)
	}
	posted, err := quick(500).Write(t.Context(), s.connection(), p)
	if err != nil || posted.Already {
		t.Fatalf("%s: %+v, %v", p.Key, posted, err)
	}
	again, err := quick(500).Write(t.Context(), s.connection(), p)
	if err != nil || !again.Already || again.ExternalIDs[0] != posted.ExternalIDs[0] {
		t.Errorf("%s: the second time %+v, %v", p.Key, again, err)
	}
	if at, found, err := quick(500).Find(t.Context(), s.connection(), p); err != nil || !found || at.ExternalIDs[0] != posted.ExternalIDs[0] {
		t.Errorf("%s: not found afterwards: %+v, %v", p.Key, at, err)
	}
	return posted
}

func TestANoteIsWrittenOnce(t *testing.T) {
	s := newServer(t)
	s.writeTwice(t, note())
	m := s.tables["mail.message"]
	if len(m) != 1 || m[0]["model"] != "account.move" || m[0]["res_id"] != jsonNumber("3") {
		t.Fatalf("written: %v", m)
	}
	if body := m[0]["body"]; body != "<p>Reminder R-1 sent: 395.00 EUR &amp; interest &lt;5 %&gt;. [DD-NOTE1]</p>" {
		t.Errorf("the note reads %s", body)
	}
	several := note()
	several.Key = "DD-NOTE2"
	several.Parts = append(several.Parts, spec.PostingPart{ItemID: "3"})
	s.serie = "17.0" // takes plain text
	s.writeTwice(t, several)
	if m := s.tables["mail.message"]; m[1]["model"] != "res.partner" || m[1]["res_id"] != jsonNumber("7") || !strings.HasPrefix(m[1]["body"].(string), "Reminder R-1 sent: 395.00 EUR & interest <5 %>.") {
		t.Errorf("written: %v", m)
	}
}

func TestALetterIsFiledOnce(t *testing.T) {
	s := newServer(t)
	s.writeTwice(t, letter())
	a := s.tables["ir.attachment"]
	if len(a) != 1 || a[0]["res_model"] != "account.move" || a[0]["datas"] != "JVBERg==" || a[0]["name"] != "R-1.pdf" {
		t.Errorf("filed: %v", a)
	}
}

// A fee goes out as the recorded request does, and comes back as an item under the id that was told.
func TestAFeeIsInvoicedOnce(t *testing.T) {
	s := newServer(t)
	posted := s.writeTwice(t, fee())
	var sent string
	for _, r := range s.Got("POST /jsonrpc") {
		if strings.Contains(r.Body, `"create"`) {
			sent = r.Body
		}
	}
	if !strings.Contains(sent, `"price_unit":5.00`) || !strings.Contains(sent, `"ref":"DD-FEE1"`) || !strings.Contains(sent, `"tax_ids":[[6,0,[]]]`) {
		t.Errorf("sent: %s", sent)
	}
	for _, i := range s.read(t, quick(500), full).Items {
		if i.ExternalID == posted.ExternalIDs[0] {
			if i.Kind != spec.ItemFee || i.Open != 500 || i.Number != posted.Number {
				t.Errorf("the fee came back as %+v", i)
			}
			return
		}
	}
	t.Errorf("no item %s came back", posted.ExternalIDs[0])
}

func TestAFeeThatWasLeftAsADraftIsPosted(t *testing.T) {
	s := newServer(t)
	draft, f := s.create("account.move", record{"move_type": "out_invoice", "partner_id": jsonNumber("7"), "ref": "DD-FEE1", "invoice_line_ids": []any{[]any{0, 0, record{"price_unit": jsonNumber("5.00")}}}})
	if f != nil {
		t.Fatal(f)
	}
	s.writeTwice(t, fee())
	if s.calls["account.move create"] != 0 || s.find("account.move", num(draft))["state"] != "posted" {
		t.Error("it was made anew")
	}
}

func TestAFeeIsTakenBackWhileNothingIsPaid(t *testing.T) {
	s := newServer(t)
	posted := s.writeTwice(t, fee())
	back := fee()
	back.Key, back.Undoes = "DD-BACK1", posted.ExternalIDs
	s.writeTwice(t, back)
	if got := s.read(t, quick(500), full); len(got.Items) != 9 {
		t.Errorf("%d items", len(got.Items))
	}
	other := fee()
	other.Key, other.Undoes = "DD-BACK2", []string{"3"}
	if _, err := quick(500).Write(t.Context(), s.connection(), other); err == nil || !strings.Contains(err.Error(), "no fee of ours") {
		t.Errorf("an invoice that is no fee: %v", err)
	}
}

func TestAnInvoiceIsWrittenOffOnce(t *testing.T) {
	s := newServer(t)
	s.writeTwice(t, loss())
	got := s.read(t, quick(500), full)
	if diff := strings.Compare(without(truth, "5 "), table(got.Debtors, got.Items)); diff != 0 {
		t.Errorf("open is now%s", table(got.Debtors, got.Items))
	}
	part := loss()
	part.Key, part.Amount, part.Parts = "DD-LOSS2", 19000, []spec.PostingPart{{ItemID: "3", Number: "INV/2026/00001", Amount: 19000}}
	s.writeTwice(t, part)
	if open := s.find("account.move.line", 3)["amount_residual_currency"]; open != jsonNumber("1000.00") {
		t.Errorf("%v is left open", open)
	}
}

// What stopped between booking and reconciling goes on there, and books nothing twice.
func TestAWriteOffGoesOnWhereItStopped(t *testing.T) {
	s := newServer(t)
	s.before = func(call string, n int) {
		if call == "account.move action_post" && n == 1 {
			s.Trouble("POST /jsonrpc", webtest.Broken, webtest.Broken, webtest.Broken)
		}
	}
	_, err := quick(500).Write(t.Context(), s.connection(), loss())
	var open spec.Diagnostic
	if !errors.As(err, &open) {
		t.Fatalf("it is taken as %T %v, though the entry is booked", err, err)
	}
	s.hook(nil)
	if _, found, err := quick(500).Find(t.Context(), s.connection(), loss()); err != nil || found {
		t.Fatalf("half of it counts as written: %v", err)
	}
	if _, err := quick(500).Write(t.Context(), s.connection(), loss()); err != nil {
		t.Fatal(err)
	}
	if s.calls["account.move create"] != 1 || s.find("account.move.line", 5)["reconciled"] != true {
		t.Errorf("booked %d times", s.calls["account.move create"])
	}
}

// A refusal in the middle is one of the whole only when what came before could be taken back.
func TestARefusalInTheMiddle(t *testing.T) {
	for name, tc := range map[string]struct {
		posting spec.Posting
		refused map[string]string
		open    bool
		left    string
	}{
		"a closed period":                    {fee(), map[string]string{"action_post": "The period is closed."}, false, "cancel"},
		"a closed period, and a stuck draft": {fee(), map[string]string{"action_post": "The period is closed.", "button_cancel": "No."}, true, "draft"},
		"a loss in a closed period":          {loss(), map[string]string{"action_post": "The period is closed."}, false, "cancel"},
		"a loss that cannot be reconciled":   {loss(), map[string]string{"js_assign_outstanding_line": "No."}, true, "posted"},
	} {
		s := newServer(t)
		s.refused = tc.refused
		_, err := quick(500).Write(t.Context(), s.connection(), tc.posting)
		var open spec.Diagnostic
		if err == nil || errors.As(err, &open) != tc.open || !tc.open && !strings.Contains(err.Error(), "The period is closed.") {
			t.Errorf("%s: %T %v", name, err, err)
		}
		if state := s.find("account.move", 16)["state"]; state != tc.left {
			t.Errorf("%s: the entry is left as %v", name, state)
		}
	}
}

// A default tax, or another currency, must not slip into a fee.
func TestAFeeThatComesToAnotherSumIsNotPosted(t *testing.T) {
	s := newServer(t)
	s.before = func(call string, n int) {
		if call == "account.move search_read" && n == 3 {
			s.find("account.move", 16)["amount_total"] = jsonNumber("5.95")
		}
	}
	_, err := quick(500).Write(t.Context(), s.connection(), fee())
	if err == nil || !strings.Contains(err.Error(), "would come to 5.95 EUR") || s.find("account.move", 16)["state"] != "cancel" {
		t.Errorf("%v, left as %v", err, s.find("account.move", 16)["state"])
	}
}

func TestWhatOdooCannotTakeIsRefusedPlainly(t *testing.T) {
	for says, tc := range map[string]struct {
		posting spec.Posting
		change  func(s *server, p *spec.Posting, values map[string]string)
	}{
		"No account for losses":    {loss(), func(_ *server, _ *spec.Posting, values map[string]string) { delete(values, "loss_account") }},
		"no account 9999":          {loss(), func(_ *server, _ *spec.Posting, values map[string]string) { values["loss_account"] = "9999" }},
		"company's currency alone": {loss(), func(_ *server, p *spec.Posting, _ map[string]string) { p.Currency = "USD" }},
		"less is open":             {loss(), func(_ *server, p *spec.Posting, _ map[string]string) { p.Parts[0].Amount, p.Amount = 39501, 39501 }},
		"paid in instalments":      {loss(), func(_ *server, p *spec.Posting, _ map[string]string) { p.Parts[0].ItemID, p.DebtorID = "19", "10" }},
		"not all of the items":     {loss(), func(s *server, _ *spec.Posting, _ map[string]string) { s.drop("account.move.line", 5) }},
		"is not in Odoo":           {note(), func(_ *server, p *spec.Posting, _ map[string]string) { p.Parts[0].ItemID = "4711" }},
		"not asked to take back a": {loss(), func(_ *server, p *spec.Posting, _ map[string]string) { p.Undoes = []string{"1"} }},
		"none of odoo's":           {fee(), func(_ *server, p *spec.Posting, _ map[string]string) { p.DebtorID = "99999999999999999999" }},
		"odoo refuses it":          {fee(), func(_ *server, p *spec.Posting, _ map[string]string) { p.DebtorID = "4711" }},
		"no currency nok":          {fee(), func(_ *server, p *spec.Posting, _ map[string]string) { p.Currency = "NOK" }},
		"would come to 5.00 eur":   {fee(), func(_ *server, p *spec.Posting, _ map[string]string) { p.Currency = "USD" }}, // the server ignores it
		"refuses the user":         {note(), func(_ *server, _ *spec.Posting, values map[string]string) { values["user"] = "nobody" }},
		"may not see this":         {note(), func(s *server, _ *spec.Posting, _ map[string]string) { s.denied["mail.message"] = true }},
	} {
		s := newServer(t)
		values, secrets := s.settings()
		p := tc.posting
		tc.change(s, &p, values)
		before := s.state(t)
		_, err := quick(500).Write(t.Context(), spec.NewSettings(values, secrets), p)
		if err == nil || !strings.Contains(strings.ToLower(err.Error()), strings.ToLower(says)) {
			t.Errorf("%q: %v", says, err)
		}
		var open spec.Diagnostic
		if errors.As(err, &open) {
			t.Errorf("%q is left open though nothing is written", says)
		}
		if after := s.state(t); after != before {
			t.Errorf("%q changed the books from %s to %s", says, before, after)
		}
	}
}

// state is what is open, and how many notes and files there are.
func (s *server) state(t *testing.T) string {
	t.Helper()
	sizes := map[string]int{"notes": len(s.tables["mail.message"]), "files": len(s.tables["ir.attachment"])}
	for _, l := range s.tables["account.move.line"] {
		if l["parent_state"] == "posted" && l["reconciled"] == false {
			sizes["open"]++
		}
	}
	b, err := json.Marshal(sizes)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// A write whose answer was lost may be there: it is never taken as refused, and never written twice.
func TestALostAnswerLeavesItOpen(t *testing.T) {
	for name, p := range map[string]spec.Posting{"note": note(), "letter": letter(), "fee": fee()} {
		s := newServer(t)
		lastRead := map[string]string{"note": "mail.message search_read", "letter": "ir.attachment search_read", "fee": "account.move search_read"}[name]
		s.before = func(call string, n int) {
			if call == "account.move.line search_read" && name != "fee" && s.calls[lastRead] == 1 && n == 3 || call == lastRead && name == "fee" && n == 2 {
				s.Trouble("POST /jsonrpc", webtest.Lost)
			}
		}
		_, err := quick(500).Write(t.Context(), s.connection(), p)
		var open spec.Diagnostic
		if !errors.As(err, &open) {
			t.Errorf("%s: %T %v", name, err, err)
		}
		s.hook(nil)
		before := s.times("account.move message_post")
		posted, err := quick(500).Write(t.Context(), s.connection(), p)
		if err != nil || len(posted.ExternalIDs) == 0 {
			t.Errorf("%s: %+v, %v", name, posted, err)
		}
		if name != "fee" && (!posted.Already || s.times("account.move message_post") != before) {
			t.Errorf("%s was written twice", name)
		}
	}
}

func TestADeskThatIsTurnedAwayAsksLater(t *testing.T) {
	s := newServer(t)
	s.Trouble("POST /jsonrpc", webtest.TooMany, webtest.TooMany, webtest.TooMany)
	_, err := quick(500).Write(t.Context(), s.connection(), note())
	var open spec.Diagnostic
	if err == nil || errors.As(err, &open) || !strings.Contains(err.Error(), "too often") {
		t.Errorf("%T %v", err, err)
	}
}
