package dunning_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"pgregory.net/rapid"
)

// pastOf tells one item's past from an account and the notices that went out.
func pastOf(a dunning.Account, at int, issued []dunning.Issued, waivers ...dunning.ChargeWaiver) dunning.Past {
	p := dunning.Past{Debtor: a.Debtor, Item: a.Items[at], Charges: a.Charges, Waivers: waivers}
	for _, n := range issued {
		for _, l := range n.Notice.Lines {
			if l.Item == a.Items[at].ID {
				p.Notices = append(p.Notices, n)
			}
		}
	}
	return p
}

func sumOf(charges []dunning.Charge) (sum int64) {
	for _, c := range charges {
		sum += c.Amount.Minor
	}
	return sum
}

// sent is an account that hears from us day by day, pays now and then and is let off charges, with each sum as it was on the
// day of each notice.
type sent struct {
	account dunning.Account
	issued  []dunning.Issued
	waivers []dunning.ChargeWaiver
	rules   dunning.Procedure
}

func (s *sent) live(t *rapid.T) {
	for n := range rapid.IntRange(10, 90).Draw(t, "days") {
		on := day(n)
		if rapid.IntRange(0, 14).Draw(t, "pays") == 0 && len(s.account.Items) > 0 {
			s.pay(t, on, n)
		}
		for _, notice := range dunning.Plan(on, s.rules, law.Pack{}, s.account, date.Calendar{}).Notices {
			id := int64(len(s.issued) + 1)
			var charges []dunning.Charge
			s.account, charges = dunning.Issue(s.account, notice, id)
			from := len(s.account.Charges) - len(charges)
			for i := range charges {
				s.account.Charges[from+i].ID = int64(from + i + 1)
			}
			s.issued = append(s.issued, dunning.Issued{ID: id, Number: fmt.Sprint("N", id), Notice: notice})
		}
		if len(s.account.Charges) > 0 && rapid.IntRange(0, 9).Draw(t, "waives") == 0 {
			s.waive(t, on)
		}
	}
}

func (s *sent) pay(t *rapid.T, on date.Date, n int) {
	it := &s.account.Items[rapid.IntRange(0, len(s.account.Items)-1).Draw(t, "paid item")]
	if it.Open.Minor <= 1 {
		return
	}
	half := it.Open
	half.Minor /= 2
	next, _, err := dunning.Pay(s.account, dunning.Receipt{On: on, Amount: half, Item: it.ID})
	if err != nil {
		t.Fatalf("day %d: %v", n, err)
	}
	s.account = next
}

func (s *sent) waive(t *rapid.T, on date.Date) {
	c := &s.account.Charges[rapid.IntRange(0, len(s.account.Charges)-1).Draw(t, "waived charge")]
	if c.Open.Minor == 0 {
		return
	}
	part := c.Open
	part.Minor = rapid.Int64Range(1, c.Open.Minor).Draw(t, "waived")
	next, w, err := dunning.Waive(s.account, c.ID, part, "goodwill", "kari", on)
	if err != nil {
		t.Fatal(err)
	}
	w.After = int64(len(s.issued))
	s.account, s.waivers = next, append(s.waivers, w)
}

// Years later, the statement of each item on the day of each notice comes to that item's part of the notice, and the bridge
// from there to what the notice asked for closes, to the cent.
func TestStatementsAddUpToTheNoticesThatWentOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sent{rules: anyProcedure(t)}
		s.account = anyAccount(t, len(s.rules.Levels))
		for i := range s.account.Items { // nothing was sent before the first day
			it := &s.account.Items[i]
			it.Level, it.LastNotice, it.LastDeadline = 0, date.Date{}, date.Date{}
		}
		s.account.Last = date.Date{}
		s.live(t)
		for _, n := range s.issued {
			if n.Notice.Event != dunning.NoEvent {
				continue // a note before due or thanks asks for nothing
			}
			for _, line := range n.Notice.Lines {
				at := int(line.Item) - 1
				st, err := dunning.Explain(pastOf(s.account, at, s.issued, s.waivers...), n.Notice.Date, s.rules, law.Pack{})
				if err != nil {
					t.Fatal(err)
				}
				checkBridge(t, &st, &n, line)
			}
		}
	})
}

func checkBridge(t *rapid.T, st *dunning.Statement, n *dunning.Issued, line dunning.Line) {
	b := st.Bridge
	if b == nil || b.Number != n.Number {
		t.Fatalf("%s on %s: the bridge leads to %+v, not to %s", line.Number, st.To, b, n.Number)
	}
	whole := b.Item.Minor + sumOf(b.OfNotice) + b.OtherOpen.Minor + b.OtherEarlier.Minor + b.OtherNew.Minor - b.Credit.Minor
	if whole != b.Total.Minor || b.Total != n.Notice.Total {
		t.Fatalf("%s: the bridge comes to %d, the notice asks for %s", n.Number, whole, n.Notice.Total)
	}
	others := int64(0)
	for _, c := range n.Notice.New {
		if c.Item != 0 && c.Item != line.Item {
			others += c.Amount.Minor
		}
	}
	if others != b.OtherNew.Minor || b.OtherEarlier.Minor < 0 || b.OtherOpen.Minor < 0 {
		t.Fatalf("%s: %s newly charged for others, should be %d; %+v", n.Number, b.OtherNew, others, b)
	}
	if sumOf(b.New) != line.Fee.Minor+line.Lump.Minor+line.Interest.Minor && len(n.Notice.Lines) > 1 {
		t.Fatalf("%s: new charges %d, the line has %s and %s", n.Number, sumOf(b.New), line.Fee, line.Interest)
	}
	elsewhere := func(c dunning.Charge) bool { return c.Notice < n.ID && !slices.Contains(n.Notice.Asks, c.ID) }
	waived := int64(0) // on the day of the notice, but after it
	for _, w := range st.Waivers {
		for _, c := range st.Charges {
			if c.ID == w.Charge && w.After >= n.ID && !elsewhere(c) {
				waived += w.Amount.Minor
			}
		}
	}
	if st.Item.Open != line.Open || st.Item.Level != line.Level {
		t.Fatalf("%s: open %s at level %d, was %s at %d", n.Number, st.Item.Open, st.Item.Level, line.Open, line.Level)
	}
	running := int64(0) // asked for by another notice whose deadline ran
	for _, c := range st.Charges {
		if elsewhere(c) {
			running += c.Open.Minor
		}
	}
	if fresh := st.Fresh.Minor; b.Since.Minor != fresh-waived+running {
		t.Fatalf("%s: since the notice %s, but %d new interest less %d waived and %d asked elsewhere", n.Number, b.Since, fresh, waived, running)
	}
}

// On the day of a notice the next day's payment has not come, and years later a settled item still says what it was.
func TestAStatementOfADayKnowsNothingOfTheNext(t *testing.T) {
	p := ladder()
	p.Levels[0].Interest = &dunning.Interest{Rate: dec("36.5"), Basis: dunning.Act365}
	a := account(invoice(1, 0, 100000))
	n := dunning.Plan(day(10), p, law.Pack{}, a, date.Calendar{}).Notices[0]
	a, charges := dunning.Issue(a, n, 1)
	a.Charges[0].ID = 1
	if len(charges) != 1 || charges[0].Amount != eur(1000) {
		t.Fatalf("10 days at 0.1 percent are 10.00, not %v", charges)
	}
	a, waiver, err := dunning.Waive(a, 1, eur(400), "goodwill", "kari", day(12))
	if err != nil {
		t.Fatal(err)
	}
	waiver.After = 1
	a, _, err = dunning.Pay(a, dunning.Receipt{On: day(15), Amount: eur(100000), Item: 1, Number: "P1"})
	if err != nil {
		t.Fatal(err)
	}
	past := pastOf(a, 0, []dunning.Issued{{ID: 1, Number: "2024-1", Notice: n}}, waiver)
	for _, c := range []struct {
		on                                        int
		open, charged, fresh, total, since, moves int64
		level                                     int
	}{
		{0, 100000, 0, 0, 100000, 0, 0, 0},
		{5, 100000, 0, 500, 100500, 0, 0, 0},
		{10, 100000, 1000, 0, 101000, 0, 0, 1},
		{12, 100000, 600, 200, 100800, -200, 0, 1},
		{15, 0, 600, 500, 1100, -99900, 1, 1},
		{400, 0, 600, 500, 1100, -99900, 1, 1},
	} {
		s, err := dunning.Explain(past, day(c.on), p, law.Pack{})
		if err != nil {
			t.Fatal(err)
		}
		var open, since int64
		for _, ch := range s.Charges {
			open += ch.Open.Minor
		}
		if s.Bridge != nil {
			since = s.Bridge.Since.Minor
		}
		if s.Item.Open != eur(c.open) || open != c.charged || s.Fresh != eur(c.fresh) || s.Total != eur(c.total) || since != c.since ||
			int64(len(s.Item.History)) != c.moves || s.Item.Level != c.level {
			t.Errorf("day %d: open %s, charges %d, fresh %s, total %s, since %d, level %d", c.on, s.Item.Open, open, s.Fresh, s.Total, since, s.Item.Level)
		}
		if wantWaivers := c.on >= 12; (len(s.Waivers) == 1) != wantWaivers {
			t.Errorf("day %d: waivers %v", c.on, s.Waivers)
		}
	}
	if m := past.Item.History[0]; !m.Paid || m.Ref != "P1" {
		t.Errorf("the payment is not named: %+v", m)
	}
}

// Where a notice did not keep how it reckoned, the statement says how much more was claimed than today's spans come to.
func TestInterestClaimedUnderUnknownTermsIsSaid(t *testing.T) {
	p := ladder()
	p.Levels[0].Interest = &dunning.Interest{Rate: dec("36.5"), Basis: dunning.Act365}
	a := account(invoice(1, 0, 100000))
	n := dunning.Plan(day(10), p, law.Pack{}, a, date.Calendar{}).Notices[0]
	n.Lines[0].Spans = nil
	a, _ = dunning.Issue(a, n, 1)
	p.Levels[0].Interest.Rate = dec("3.65")
	s, err := dunning.Explain(pastOf(a, 0, []dunning.Issued{{ID: 1, Notice: n}}), day(10), p, law.Pack{})
	if err != nil || !s.Assumed || s.Excess() != eur(900) || s.Total != eur(101000) || s.Fresh != eur(0) || s.Bridge.Since != eur(0) {
		t.Errorf("excess %s, total %s, %v", s.Excess(), s.Total, err)
	}
}
