package law_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
)

// shipped reads the packs that the program ships with.
func shipped(t testing.TB) map[string]law.Pack {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "assets", "law", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no law packs found: %v", err)
	}
	packs := map[string]law.Pack{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		pack, err := law.Parse(filepath.Base(file), data)
		if err != nil {
			t.Fatal(err)
		}
		packs[pack.Code] = pack
	}
	return packs
}

func TestShippedPacksAreSound(t *testing.T) {
	for code, pack := range shipped(t) {
		for _, found := range law.Check(pack) {
			t.Errorf("%s: %s", code, found)
		}
	}
}

func TestTheNorwegianFeeCapFollowsTheDueDate(t *testing.T) {
	pack := shipped(t)["NO"]
	notice := date.Must(2020, 12, 1)
	for _, c := range []struct {
		due  date.Date
		want string
	}{
		{date.Must(2020, 9, 30), "70"},
		{date.Must(2020, 10, 1), "35"},
		{date.Must(2026, 1, 1), "37.5"},
	} {
		row := pack.On(law.FeeMax, receivable.Consumer, notice, c.due)
		if row == nil || row.Value.String() != c.want {
			t.Errorf("due %s: %v, want %s", c.due, row, c.want)
		}
	}
}

// The base rate moves by the same points as the ECB's main refinancing rate; in the tables since 2016-07 it lies 0.88 below.
func TestTheGermanRatesFollowTheBaseRate(t *testing.T) {
	pack := shipped(t)["DE"]
	ecb := map[string]string{"2016-07-01": "0.00", "2023-01-01": "2.50", "2023-07-01": "4.00", "2024-01-01": "4.50", "2024-07-01": "4.25", "2025-01-01": "3.15"}
	for from, rate := range ecb {
		day, err := date.Parse(from)
		if err != nil {
			t.Fatal(err)
		}
		base := decimal.RequireFromString(rate).Sub(decimal.RequireFromString("0.88"))
		for kind, points := range map[receivable.Kind]int64{receivable.Business: 9, receivable.Consumer: 5} {
			row := pack.On(law.InterestRate, kind, day, day)
			if want := base.Add(decimal.NewFromInt(points)); row == nil || !row.Value.Equal(want) {
				t.Errorf("%s %s: %v, want %s", from, kind, row, want)
			}
		}
	}
}

// What the sources say, in a word each; a slip of the pen in a pack breaks one of them.
func TestShippedPacksSayWhatTheirSourcesSay(t *testing.T) {
	packs := shipped(t)
	on := date.Must(2025, 2, 1)
	for _, c := range []struct {
		pack string
		fact law.Fact
		kind receivable.Kind
		want string // value and unit, or text
	}{
		{"NO", law.Compensation, receivable.Business, "470 NOK"},
		{"NO", law.FinalByOwn, receivable.Consumer, "allowed"},
		{"NO", law.InterestCap, receivable.Consumer, "statutory"},
		{"NO", law.Limitation, receivable.Business, "3 years"},
		{"SE", law.FeeMax, receivable.Consumer, "60 SEK"},
		{"SE", law.Compensation, receivable.Business, "450 SEK"},
		{"SE", law.NoticePeriod, receivable.Consumer, "8 days"},
		{"SE", law.Limitation, receivable.Consumer, "3 years"},
		{"SE", law.Limitation, receivable.Business, "10 years"},
		{"DK", law.FeeMax, receivable.Consumer, "100 DKK"},
		{"DK", law.FeeCount, receivable.Consumer, "3 count"},
		{"DK", law.FeeTotal, receivable.Business, "400 DKK"},
		{"DK", law.FeeGap, receivable.Consumer, "10 days"},
		{"DK", law.Compensation, receivable.Business, "310 DKK"},
		{"DK", law.InterestBasis, receivable.Business, "30/360"},
		{"DK", law.VisitRule, receivable.Consumer, "prior-notice"},
		{"DK", law.LimitationWritten, receivable.Consumer, "10 years"},
		{"FI", law.FeeMax, receivable.Consumer, "5 EUR"},
		{"FI", law.FeeMax, receivable.Business, "12 EUR"},
		{"FI", law.FeeEarliest, receivable.Consumer, "14 days"},
		{"FI", law.FeeGap, receivable.Business, "10 days"},
		{"DE", law.FeeNeedsNotice, receivable.Consumer, "0 days"},
		{"DE", law.Allocation, receivable.Consumer, "costs-interest-principal"},
		{"DE", law.Compensation, receivable.Business, "40 EUR"},
		{"NL", law.FeeNeedsNotice, receivable.Consumer, "14 days"},
		{"NL", law.Limitation, receivable.Consumer, "5 years"},
		{"NO", law.Retention, receivable.Consumer, "5 years"},
		{"DE", law.Retention, receivable.Business, "8 years"},
		{"DK", law.Retention, receivable.Business, "5 years"},
		{"SE", law.Retention, receivable.Business, "7 years"},
		{"FI", law.Retention, receivable.Business, "6 years"},
		{"GB", law.Retention, receivable.Business, "6 years"},
		{"NL", law.Retention, receivable.Business, "7 years"},
		{"FR", law.Retention, receivable.Business, "10 years"},
		{"ID", law.Retention, receivable.Business, "10 years"},
		{"FR", law.FeeMax, receivable.Business, "0 EUR"},
		{"FR", law.FeeMax, receivable.Consumer, "0 EUR"},
		{"FR", law.Limitation, receivable.Consumer, "2 years"},
		{"FR", law.InterestRate, receivable.Business, "13.15 percent-a-year"},
		{"EU", law.InterestRate, receivable.Business, "11.15 percent-a-year"},
		{"EU", law.Compensation, receivable.Business, "40 EUR"},
		{"GB", law.InterestRate, receivable.Business, "12.75 percent-a-year"},
		{"ID", law.Limitation, receivable.Consumer, "30 years"},
	} {
		p := packs[c.pack]
		row := p.On(c.fact, c.kind, on, on)
		if row == nil {
			t.Errorf("%s says nothing of %s for a %s", c.pack, c.fact, c.kind)
			continue
		}
		got := row.Text
		if row.Unit != "" {
			got = row.Value.String() + " " + row.Unit
		}
		if got != c.want {
			t.Errorf("%s, %s, %s: %s, want %s", c.pack, c.fact, c.kind, got, c.want)
		}
	}
}

// A row that was reckoned or remembered, and not read, may not pass for checked.
func TestWhatNobodyReadIsNotVerified(t *testing.T) {
	for code, p := range shipped(t) {
		for _, r := range p.Rows {
			doubt := strings.ToLower(r.Remark + " " + r.Source)
			for _, word := range []string{"calculated", "from memory", "not verified", "derived", "general knowledge"} {
				if strings.Contains(doubt, word) && !r.Verified.IsZero() {
					t.Errorf("%s, %s: %s, and yet verified by %s", code, r.ID, word, r.VerifiedBy)
				}
			}
		}
	}
}

func TestARateTableEndsWhereKnowledgeEnds(t *testing.T) {
	for code, pack := range shipped(t) {
		for _, row := range pack.Series(law.InterestRate, receivable.Business) {
			if row.To.IsZero() {
				t.Errorf("%s: %s is open-ended: the next half-year's rate would be taken for known", code, row.ID)
			}
		}
	}
}

const soundRow = `{"id": "X-1", "fact": "fee-max", "value": "35", "unit": "NOK", "from": "2020-01-01", "to": "2020-12-31", "applies": "both", "by": "own", "ref": "s. 1", "source": "gazette"}`

func pack(rows ...string) []byte {
	return []byte(`{"code": "XX", "name": "Nowhere", "version": "1", "rows": [` + "\n" + strings.Join(rows, ",\n") + `]}`)
}

func TestCheckFindsWhatWouldBindWrongly(t *testing.T) {
	change := func(from, to string) string { return strings.Replace(soundRow, from, to, 1) }
	for _, c := range []struct {
		name string
		rows []string
		want string // in the first finding; empty: nothing is found
	}{
		{"sound", []string{soundRow}, ""},
		{"no source", []string{change(`"gazette"`, `""`)}, "source"},
		{"no reference", []string{change(`"s. 1"`, `""`)}, "ref"},
		{"no currency", []string{change(`"NOK"`, `"kr"`)}, "unit"},
		{"below zero", []string{change(`"35"`, `"-35"`)}, "value"},
		{"ends before it begins", []string{change(`2020-12-31`, `2019-12-31`)}, "to"},
		{"unknown protected", []string{change(`"both"`, `"everybody"`)}, "applies"},
		{"same id", []string{soundRow, change("2020-01-01", "2021-01-01")}, "id"},
		{"overlap", []string{soundRow, `{"id": "X-2", "fact": "fee-max", "value": "30", "unit": "NOK", "from": "2020-06-01", "applies": "consumer", "by": "own", "ref": "s. 1", "source": "gazette"}`}, "overlaps with X-1"},
		{"gap", []string{soundRow, `{"id": "X-2", "fact": "fee-max", "value": "30", "unit": "NOK", "from": "2021-02-01", "applies": "both", "by": "own", "ref": "s. 1", "source": "gazette"}`}, "nothing is said from 2021-01-01 to 2021-01-31"},
		{"a consumer row beside a business row", []string{change(`"both"`, `"business"`), `{"id": "X-2", "fact": "fee-max", "value": "30", "unit": "NOK", "from": "2020-06-01", "applies": "consumer", "by": "own", "ref": "s. 1", "source": "gazette"}`}, ""},
		{"rate with a wrong unit", []string{`{"id": "X-3", "fact": "interest-rate", "value": "8", "unit": "percent", "applies": "both", "by": "own", "ref": "s. 1", "source": "gazette"}`}, "percent-a-year"},
		{"checked by nobody", []string{change(`"gazette"`, `"gazette", "verified": "2024-01-01"`)}, "verified_by"},
	} {
		p, err := law.Parse("XX.json", pack(c.rows...))
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		found := law.Check(p)
		if c.want == "" && len(found) > 0 || c.want != "" && (len(found) == 0 || !strings.Contains(found[0].String(), c.want)) {
			t.Errorf("%s: found %v, want %q", c.name, found, c.want)
		}
	}
}

func TestParseSaysWhereAPackIsWrong(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"not JSON", "{\n\"code\": \"XX\",\n oops}", "XX.json:3"},
		{"unknown key", string(pack(soundRow, `{"id": "X-2", "colour": "red"}`)), "XX.json:3"},
		{"a value that is no decimal", string(pack(strings.Replace(soundRow, `"35"`, `"3e5"`, 1))), "row X-1: value"},
		{"a date that is none", string(pack(strings.Replace(soundRow, "2020-12-31", "2020-02-31", 1))), "2020-02-31"},
		{"something after the end", string(pack(soundRow)) + "{}", "after the end"},
	} {
		_, err := law.Parse("XX.json", []byte(c.data))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestSpansSumUpAPack(t *testing.T) {
	p := shipped(t)["NO"]
	for _, s := range p.Spans() {
		if s.Fact == law.InterestRate && (s.From != date.Must(2016, 1, 1) || s.To != date.Must(2026, 6, 30) || s.Rows != 21) {
			t.Errorf("the Norwegian rates span %v", s)
		}
	}
	if p.Unverified() == 0 {
		t.Error("no Norwegian row has been checked by a person, yet none says so")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(pack(soundRow))
	f.Add([]byte(`{"rows":[{"value":"1e99999"}]}`))
	f.Add([]byte(`[]`))
	f.Add(pack(rowOf("X-1", `"fact": "contact-hours", "weekdays": ["mon"], "hours": "08:00-24:00", "channels": ["call"], "holidays": true, "force": "house"`)))
	f.Add(pack(rowOf("X-1", `"fact": "fee-max", "unit": "EUR", "scale": [{"from": "0", "percent": "15"}], "least": "40", "most": "6775", "tones": ["final"]`)))
	f.Add(pack(rowOf("X-1", `"fact": "limitation", "value": "3", "unit": "years", "starts": "year-end", "restarts": ["demand"], "from": "1970-01-01"`)))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := law.Parse("fuzz.json", data)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "fuzz.json:") {
				t.Fatalf("an error without a place: %v", err)
			}
			return
		}
		law.CheckAll(map[string]law.Pack{"DE": p, "EU": p})
		p.Spans()
		for _, r := range p.Rows {
			written, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			var back law.Row
			if err := json.Unmarshal(written, &back); err != nil {
				t.Fatalf("%s cannot be read again: %v", written, err)
			}
		}
	})
}
