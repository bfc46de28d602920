package outbox

import (
	"context"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/courier/sms"
)

type texting struct {
	outcome sms.Outcome
	got     sms.Text
}

func (s *texting) Send(_ context.Context, t sms.Text) sms.Outcome { s.got = t; return s.outcome }

func TestWhatAGatewaySaysBecomesFate(t *testing.T) {
	for _, c := range []struct {
		outcome sms.Outcome
		fate    Fate
		code    string
		blocked bool
	}{
		{sms.Outcome{Kind: sms.Taken, Status: 201}, Gone, "", false},
		{sms.Outcome{Kind: sms.Refused, Status: 400}, Never, "sms-refused", false},
		{sms.Outcome{Kind: sms.Later, Status: 429}, Later, "sms-later", false},
		{sms.Outcome{Kind: sms.Closed, Status: 401}, Later, "blocked", true},
		{sms.Outcome{Kind: sms.Closed, Status: 404}, Later, "blocked", true},
		{sms.Outcome{Kind: sms.Uncertain}, Unknown, "sms-uncertain", false},
		{sms.Outcome{}, Unknown, "sms-", false}, // an outcome nobody set is not "sent"
	} {
		s := &texting{outcome: c.outcome}
		r := BySMS{s}.Carry(t.Context(), Job{To: []string{"+4791234567"}, From: "Desk", Number: "2026-000001", Bytes: []byte("hei")})
		if r.Fate != c.fate || r.Code != c.code || r.Blocked != c.blocked {
			t.Errorf("%+v became %+v", c.outcome, r)
		}
		if s.got != (sms.Text{To: "+4791234567", From: "Desk", Text: "hei", Reference: "2026-000001"}) {
			t.Errorf("handed over %+v", s.got)
		}
	}
	if r := (BySMS{&texting{outcome: sms.Outcome{Kind: sms.Taken, Status: 200, ID: "SM1", Words: "queued"}}}).Carry(t.Context(), Job{}); r.Detail != "taken: 200: id SM1: queued" {
		t.Errorf("%q", r.Detail)
	}
}
