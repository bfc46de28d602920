package desk_test

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

func TestATokenInAnAddressIsFoundAgain(t *testing.T) {
	const token = "abcdefghijklmnop2345"
	for _, c := range []struct{ address, with, found string }{
		{"kari@skagerrak.example", "kari+" + token + "@skagerrak.example", token},
		{"kari+purring@skagerrak.example", "kari+purring+" + token + "@skagerrak.example", token},
		{strings.Repeat("k", 43) + "@x.example", strings.Repeat("k", 43) + "+" + token + "@x.example", token},
		{strings.Repeat("k", 44) + "@x.example", strings.Repeat("k", 44) + "@x.example", ""}, // no server takes it
		{`"k a"@x.example`, `"k a"@x.example`, ""},
		{"", "", ""},
		{"@x.example", "@x.example", ""},
	} {
		with := desk.WithDetail(c.address, token)
		if with != c.with || desk.ReplyTokenIn(with) != c.found || desk.ReplyTokenIn("<"+strings.ToUpper(with)+">") != c.found {
			t.Errorf("%s: became %s, in which %q is found", c.address, with, desk.ReplyTokenIn(with))
		}
	}
	for _, none := range []string{"kari+purring@x.example", "kari+abcdefghijklmnop2340@x.example", "kari+abcdefghijklmnop234@x.example", "kari+@x.example", "+", "", "abcdefghijklmnop2345@x.example"} {
		if got := desk.ReplyTokenIn(none); got != "" {
			t.Errorf("%s: found %q", none, got)
		}
	}
}

func TestWhichAddressesCarryTheToken(t *testing.T) {
	for detail, want := range map[desk.ReplyDetail]string{
		desk.DetailBoth: "b+t@x.example a+t@x.example", desk.DetailReplyTo: "b@x.example a+t@x.example", desk.DetailNone: "b@x.example a@x.example",
	} {
		m := desk.MailSettings{Detail: detail}
		if got := m.BounceAddress("b@x.example", "t") + " " + m.AnswerAddress("a@x.example", "t"); got != want {
			t.Errorf("%q: %s", detail, got)
		}
	}
}

// Each mail of a wave has a token of its own, by which its notice is found again, and by its Message-ID; a later one names the
// earlier one about the same invoice.
func TestANoticeIsFoundByWhatCameBack(t *testing.T) {
	o := newOffice(t, twoCustomers)
	release := func(on string) (made []desk.Job) {
		before := len(o.courier.made)
		o.clock.to(day(on))
		o.sync()
		id := o.propose(on)
		_, err := o.Release(t.Context(), id, nil)
		o.must(err)
		return o.courier.made[before:]
	}
	first, ids, tokens := release("2026-11-23"), map[receivable.DebtorID]string{}, map[string]bool{}
	for _, job := range first {
		if len(job.ReplyToken) != 20 || tokens[job.ReplyToken] || len(job.References) != 0 {
			t.Fatalf("token %q, references %v", job.ReplyToken, job.References)
		}
		tokens[job.ReplyToken], ids[job.Debtor.ID] = true, job.MessageID
		n, err := o.NoticeByReplyToken(t.Context(), strings.ToUpper(job.ReplyToken)+" ")
		if err != nil || n.Number != job.Number || n.MessageID != job.MessageID {
			t.Errorf("%s: %v, %v", job.Number, n.Number, err)
		}
		n, err = o.NoticeByMessageID(t.Context(), "<"+job.MessageID+">")
		if err != nil || n.Number != job.Number || n.ReplyToken != job.ReplyToken {
			t.Errorf("%s: %v, %v", job.Number, n.Number, err)
		}
	}
	for _, nobody := range []string{"", "abcdefghijklmnop2345"} {
		_, err := o.NoticeByReplyToken(t.Context(), nobody)
		o.wantCode(err, fault.NotFound)
		_, err = o.NoticeByMessageID(t.Context(), nobody)
		o.wantCode(err, fault.NotFound)
	}
	second := release("2026-12-21")
	for _, job := range second {
		if len(job.References) != 1 || job.References[0] != ids[job.Debtor.ID] || tokens[job.ReplyToken] {
			t.Errorf("%s refers to %v, want %s", job.Number, job.References, ids[job.Debtor.ID])
		}
	}
	if len(first) != 2 || len(second) == 0 {
		t.Errorf("%d and %d mails", len(first), len(second))
	}
}
