package remittance_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"pgregory.net/rapid"
)

func claim(item receivable.ItemID, debtor receivable.DebtorID, name, number, reference string, open int64) remittance.Claim {
	return remittance.Claim{
		Item: item, Debtor: debtor, Name: name, Number: number, Reference: reference, Open: money.New(open, "NOK"),
		Due: date.Must(2026, 10, int(item)),
	}
}

var (
	fjord1 = claim(1, 1, "Fjordfisk AS", "F-1001", "0001004217", 12500_00)
	fjord2 = claim(2, 1, "Fjordfisk AS", "F-1002", "0001004225", 5000_00)
	berg   = claim(3, 2, "Ola Berg", "F-1003", "RF18539007547034", 5000_00)
)

func TestWhatALineWasPaidFor(t *testing.T) {
	for _, tc := range []struct {
		name string
		line remittance.Line
		sure remittance.Sureness
		how  remittance.How
		paid map[receivable.ItemID]int64
		may  []receivable.ItemID
	}{
		{"the KID", line(12500_00, "0001004217", "", ""), remittance.Certain, remittance.ByReference, paid(1, 12500_00), nil},
		{"the KID without its leading zeros", line(12500_00, "1004217", "", ""), remittance.Certain, remittance.ByReference, paid(1, 12500_00), nil},
		{"an RF reference with spaces", line(5000_00, "rf18 5390 0754 7034", "", ""), remittance.Certain, remittance.ByReference, paid(3, 5000_00), nil},
		{"the KID and a part", line(100_00, "0001004217", "", ""), remittance.Certain, remittance.ByReference, paid(1, 100_00), nil},
		{"the KID and too much", line(13000_00, "0001004217", "", ""), remittance.Certain, remittance.ByReference, paid(1, 12500_00), nil},
		{"number, payer and sum", line(5000_00, "", "FJORDFISK", "invoice F-1002"), remittance.Certain, remittance.ByNumber, paid(2, 5000_00), nil},
		{"the number as a reference, payer and sum", line(5000_00, "F-1002", "FJORDFISK", ""), remittance.Certain, remittance.ByNumber, paid(2, 5000_00), nil},
		{"the number as a reference and another payer", line(5000_00, "F-1002", "Somebody Else", ""), remittance.Suggested, remittance.ByText, nil, []receivable.ItemID{2, 3}},
		{"two numbers and their sum", line(17500_00, "", "Fjordfisk AS", "F-1001, F-1002"), remittance.Certain, remittance.ByNumber, map[receivable.ItemID]int64{1: 12500_00, 2: 5000_00}, nil},
		{"the number and another payer", line(5000_00, "", "Somebody Else", "F-1002"), remittance.Suggested, remittance.ByText, nil, []receivable.ItemID{2, 3}},
		{"the number and another sum", line(4000_00, "", "Fjordfisk AS", "F-1002"), remittance.Suggested, remittance.ByText, nil, []receivable.ItemID{2, 1}},
		{"the payer alone", line(77_00, "", "Fjordfisk", "for both"), remittance.Suggested, remittance.ByName, nil, []receivable.ItemID{1, 2}},
		{"payer and sum alone", line(5000_00, "", "BERG, OLA", "thank you"), remittance.Suggested, remittance.ByName, nil, []receivable.ItemID{3, 2}},
		{"the sum alone", line(12500_00, "", "Nobody", ""), remittance.Suggested, remittance.BySum, nil, []receivable.ItemID{1}},
		{"nothing at all", line(77_00, "", "Nobody", "hello"), remittance.Unknown, "", nil, nil},
		{"a reference nobody has", line(77_00, "999", "", ""), remittance.Unknown, "", nil, nil},
		{"another currency", remittance.Line{Amount: money.New(12500_00, "EUR"), References: []string{"0001004217"}}, remittance.Unknown, "", nil, nil},
		{"money that went out", line(-5000_00, "0001004217", "", ""), remittance.Unknown, "", nil, nil},
		{"a first name is no name", line(5000_00, "", "Ola", ""), remittance.Suggested, remittance.BySum, nil, []receivable.ItemID{2, 3}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := remittance.Find(tc.line, []remittance.Claim{fjord1, fjord2, berg})
			if m.Sure != tc.sure || m.How != tc.how || len(m.Parts) != len(tc.paid) || len(m.Candidates) != len(tc.may) {
				t.Fatalf("%+v", m)
			}
			for _, p := range m.Parts {
				if tc.paid[p.Item] != p.Minor {
					t.Errorf("item %d got %d", p.Item, p.Minor)
				}
			}
			for i, c := range m.Candidates {
				if c.Claim.Item != tc.may[i] {
					t.Errorf("candidate %d is item %d", i, c.Claim.Item)
				}
			}
		})
	}
}

func line(minor int64, reference, payer, text string) remittance.Line {
	l := remittance.Line{Amount: money.New(minor, "NOK"), PayerName: payer, Text: text}
	if reference != "" {
		l.References = []string{reference}
	}
	return l
}

func paid(item receivable.ItemID, minor int64) map[receivable.ItemID]int64 {
	return map[receivable.ItemID]int64{item: minor}
}

// A reference that a house gives to a customer and not to an invoice pays the oldest first.
func TestACustomersReferencePaysTheOldestFirst(t *testing.T) {
	older, newer := claim(1, 1, "Fjordfisk AS", "F-1", "7773", 100), claim(2, 1, "Fjordfisk AS", "F-2", "7773", 100)
	m := remittance.Find(line(150, "7773", "", ""), []remittance.Claim{newer, older})
	if len(m.Parts) != 2 || m.Parts[0] != (remittance.Part{Item: 1, Debtor: 1, Minor: 100}) || m.Parts[1].Minor != 50 {
		t.Errorf("%+v", m)
	}
	other := claim(3, 2, "Ola Berg", "F-3", "7773", 100)
	if m := remittance.Find(line(100, "7773", "", ""), []remittance.Claim{older, other}); m.Sure != remittance.Suggested || len(m.Candidates) != 2 {
		t.Errorf("one reference of two customers: %+v", m)
	}
}

func TestAKnownAccountIsAPayer(t *testing.T) {
	known := fjord2
	known.Account = true
	if m := remittance.Find(line(5000_00, "", "F. Holding", "F-1002"), []remittance.Claim{known}); m.Sure != remittance.Certain {
		t.Errorf("%+v", m)
	}
	if m := remittance.Find(line(60_00, "", "F. Holding", ""), []remittance.Claim{known}); m.How != remittance.ByAccount {
		t.Errorf("%+v", m)
	}
}

// Whatever comes in, no more is given away than came, and no item gets more than is open of it.
func TestNoMoneyIsMadeOfNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var claims []remittance.Claim
		for i := range rapid.IntRange(0, 6).Draw(t, "claims") {
			ref := rapid.SampledFrom([]string{"1", "22", "333", ""}).Draw(t, "ref")
			claims = append(claims, claim(receivable.ItemID(i+1), receivable.DebtorID(rapid.IntRange(1, 2).Draw(t, "debtor")), "A B", "F-10"+ref, ref, int64(rapid.IntRange(-50, 500).Draw(t, "open"))))
		}
		l := line(int64(rapid.IntRange(-100, 1000).Draw(t, "paid")), rapid.SampledFrom([]string{"1", "022", "333", ""}).Draw(t, "on"), "A B", "F-1022 F-101")
		m := remittance.Find(l, claims)
		var sum int64
		for _, p := range m.Parts {
			sum += p.Minor
			if open := claims[p.Item-1].Open.Minor; p.Minor <= 0 || p.Minor > open {
				t.Fatalf("item %d of %d got %d", p.Item, open, p.Minor)
			}
		}
		if sum > max(0, l.Amount.Minor) || m.Sure == remittance.Certain && len(m.Parts) == 0 {
			t.Fatalf("%d of %d were given away: %+v", sum, l.Amount.Minor, m)
		}
	})
}

func FuzzWords(f *testing.F) {
	f.Add("invoice F-1002 / 2026-00017, thanks")
	f.Fuzz(func(t *testing.T, text string) {
		if n := len(remittance.Words(text)); n > 200 {
			t.Errorf("%d words", n)
		}
		remittance.Find(remittance.Line{Amount: money.New(1, "NOK"), Text: text, PayerName: text, References: []string{text}}, []remittance.Claim{fjord1})
	})
}

// What an index keeps is enough to find the same as with all items at hand.
func TestAnIndexLosesNothing(t *testing.T) {
	all := []remittance.Claim{fjord1, fjord2, berg}
	lines := []remittance.Line{
		line(12500_00, "1004217", "", ""), line(5000_00, "", "FJORDFISK", "invoice F-1002"), line(5000_00, "", "BERG, OLA", "thank you"),
		line(77_00, "", "Nobody", "hello"), line(17500_00, "", "Fjordfisk AS", "for both"),
		{Amount: money.New(60_00, "NOK"), PayerAccount: "NO93"},
	}
	payers := map[string][]receivable.DebtorID{"NO93": {1}}
	x := remittance.NewIndex(lines, payers)
	for _, c := range all {
		x.Add(c)
	}
	for _, l := range lines {
		for i := range all {
			all[i].Account = l.PayerAccount == "NO93" && all[i].Debtor == 1
		}
		want, got := remittance.Find(l, all), remittance.Find(l, x.For(l))
		if got.Sure != want.Sure || got.How != want.How || len(got.Parts) != len(want.Parts) || len(got.Candidates) != len(want.Candidates) {
			t.Errorf("%+v: %+v, with all items %+v", l, got, want)
		}
	}
	if n := len(x.For(lines[3])); n != 0 {
		t.Errorf("a line that nobody paid brings %d items", n)
	}
}
