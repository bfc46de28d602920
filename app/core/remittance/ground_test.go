package remittance_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"pgregory.net/rapid"
)

func TestWhatSpeaksForASuggestion(t *testing.T) {
	known := fjord2
	known.Account = true
	for _, tc := range []struct {
		name   string
		line   remittance.Line
		claim  remittance.Claim
		want   remittance.Grounds
		chance remittance.Chance
	}{
		{"number and sum, another payer", line(5000_00, "", "Somebody Else", "F-1002"), fjord2, remittance.Grounds{Number: true, Sum: true}, remittance.Likely},
		{"payer and sum", line(5000_00, "", "BERG, OLA", "thank you"), berg, remittance.Grounds{Sum: true, Name: true}, remittance.Likely},
		{"the number alone", line(4000_00, "", "Somebody Else", "F-1002"), fjord2, remittance.Grounds{Number: true}, remittance.Possible},
		{"the account alone", line(60_00, "", "F. Holding", ""), known, remittance.Grounds{Account: true}, remittance.Possible},
		{"account and name are one thing", line(60_00, "", "Fjordfisk", ""), known, remittance.Grounds{Account: true, Name: true}, remittance.Possible},
		{"the sum alone", line(12500_00, "", "Nobody", ""), fjord1, remittance.Grounds{Sum: true}, remittance.Faint},
		{"a reference that others have too", line(60_00, "0001004217", "", ""), fjord1, remittance.Grounds{Reference: true}, remittance.Possible},
		{"nothing", line(60_00, "", "", ""), fjord1, remittance.Grounds{}, remittance.Faint},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := remittance.Agree(tc.line, tc.claim)
			if got != tc.want || got.Chance() != tc.chance {
				t.Errorf("%+v, %s", got, got.Chance())
			}
		})
	}
}

// The likeliest stands first, whatever rule found it.
func TestTheLikeliestSuggestionStandsFirst(t *testing.T) {
	l := line(5000_00, "", "BERG, OLA", "part of F-1001")
	m := remittance.Find(l, []remittance.Claim{fjord1, fjord2, berg})
	if len(m.Candidates) != 3 || m.Candidates[0].Claim.Item != berg.Item || m.Candidates[1].Claim.Item != fjord1.Item || m.Best(l) != remittance.Likely {
		t.Errorf("%+v, %s", m.Candidates, m.Best(l))
	}
	if (remittance.Match{}).Best(l) != "" {
		t.Error("nothing has a chance")
	}
}

// Whatever is spread, the older claim gets its whole before the newer gets anything.
func TestMoneyIsSpreadFromTheOldestOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var claims []remittance.Claim
		for i := range rapid.IntRange(0, 6).Draw(t, "claims") {
			claims = append(claims, claim(receivable.ItemID(i+1), 1, "A", "F", "", int64(rapid.IntRange(1, 500).Draw(t, "open"))))
		}
		shuffled := rapid.Permutation(claims).Draw(t, "order")
		minor := int64(rapid.IntRange(0, 2000).Draw(t, "paid"))
		left := minor
		for i, p := range remittance.Spread(minor, shuffled) {
			if c := claims[i]; p.Item != c.Item || p.Minor != min(left, c.Open.Minor) {
				t.Fatalf("%+v of %d to %+v", p, left, c)
			}
			left -= p.Minor
		}
	})
}
