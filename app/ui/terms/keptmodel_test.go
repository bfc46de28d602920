package terms

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// made is an agreement that runs, of whose two instalments and deposit the deposit was paid.
func made(t *testing.T) desk.TermsView {
	t.Helper()
	d := draft(t)
	p := d.Plan
	p.ID, p.State, p.AgreedOn = 7, settlement.Agreed, d.On
	j := settlement.Judge(p, []settlement.Receipt{{ID: "1", On: d.On, Amount: nok(30_000)}}, d.On)
	return desk.TermsView{Plan: desk.PlanRow{PaymentPlan: p}, Judgement: j}
}

func TestAgreementsThatWereMade(t *testing.T) {
	w := english(t)
	running, broken := made(t), made(t)
	broken.Plan.ID, broken.Plan.State = 8, settlement.Broken
	lines := KeptLines([]desk.TermsView{running, broken}, w)
	if lines[0].ID != 8 || lines[0].CanSend || lines[0].CanCancel || !lines[0].CanAcknowledge || lines[0].State != "broken" || lines[0].Next != "" {
		t.Errorf("the broken one: %+v", lines[0])
	}
	if l := lines[1]; l.ID != 7 || !l.CanSend || !l.CanCancel || l.State != "runs" || l.Next != "300,00 · 15 Dec" || l.Signed != "not sent" {
		t.Errorf("the one that runs: %+v", l)
	}
	rows := KeptRows(&running, w)
	if rows[0].Note != "paid 23 Nov" || rows[1].Note != "lacks 300,00" || rows[2].Note != "" || rows[0].No != "D" {
		t.Errorf("%+v", rows)
	}
}

func TestHowFarTheCustomersWordHasCome(t *testing.T) {
	w, v := english(t), made(t)
	notice := func(state string, cancelled bool) desk.IssuedNotice {
		n := desk.IssuedNotice{Cancelled: cancelled, Claim: dunning.Notice{Date: v.Plan.AgreedOn}}
		n.State = map[string]desk.OutboxState{"sent": desk.OutSent, "failed": desk.OutFailed, "queued": desk.OutQueued}[state]
		return n
	}
	for _, c := range []struct {
		sent   []desk.IssuedNotice
		papers []desk.PlanPaper
		want   string
		again  bool
	}{
		{nil, nil, "not sent", false},
		{[]desk.IssuedNotice{notice("queued", false)}, nil, "waits to leave", false},
		{[]desk.IssuedNotice{notice("sent", true)}, nil, "not sent", false},
		{[]desk.IssuedNotice{notice("failed", false), notice("sent", false)}, nil, "did not arrive", true},
		{[]desk.IssuedNotice{notice("sent", false)}, nil, "sent 23 Nov", true},
		{[]desk.IssuedNotice{notice("sent", false)}, []desk.PlanPaper{{On: v.Plan.AgreedOn.AddDays(2)}}, "accepted 25 Nov", true},
	} {
		v.Sent, v.Papers = c.sent, c.papers
		if got := signedWords(&v, w); got != c.want || wasSent(&v) != c.again {
			t.Errorf("%q, sent before: %v; want %q", got, wasSent(&v), c.want)
		}
	}
}

func TestWhatAnAcceptanceDoesIsSaidClaimByClaim(t *testing.T) {
	w := english(t)
	if got := SigningWords(nil, w); len(got) != 1 || !strings.Contains(got[0], "does not say") {
		t.Errorf("%q", got)
	}
	before, after := dunning.Limitation{Last: day(t, "2028-01-01"), Rule: "X"}, dunning.Limitation{Last: day(t, "2029-11-23"), Rule: "X"}
	got := SigningWords([]desk.LimitationEffect{{Number: "F-1", Before: before, After: after}, {Number: "F-2", Before: after, After: after}}, w)
	if len(got) != 2 || !strings.Contains(got[0], "F-1 is barred after 23 Nov 2029 instead of 1 Jan 2028") || !strings.Contains(got[1], "accepted in writing or not") {
		t.Errorf("%q", got)
	}
}

func TestOffersStandBesideTheDebt(t *testing.T) {
	offers := []settlement.FinanceOffer{
		{ID: 1, Kind: settlement.Factoring, Provider: "Nord", Quote: nok(90_000), Fee: nok(10_000), On: day(t, "2026-11-20"), Answer: &settlement.FinanceAnswer{Accepted: true, On: day(t, "2026-11-22")}},
		{ID: 2, Kind: settlement.ReceivablesFinance, Provider: "Sør", Quote: nok(50_000), Fee: nok(0), On: day(t, "2026-11-21")},
	}
	lines := OfferLines(offers, nok(100_000), english(t))
	if lines[0].ID != 2 || !lines[0].Open || lines[0].Answer != "not answered" || !strings.HasPrefix(lines[0].Share, "50") {
		t.Errorf("%+v", lines[0])
	}
	if lines[1].Open || lines[1].Answer != "accepted 22 Nov" || !strings.HasPrefix(lines[1].Share, "80") {
		t.Errorf("%+v", lines[1])
	}
	if l := OfferLines(offers, settlement.FinanceOffer{}.Quote, english(t)); l[0].Share != "–" {
		t.Errorf("of no debt: %+v", l[0])
	}
}
