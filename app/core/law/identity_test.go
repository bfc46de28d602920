package law_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/shopspring/decimal"
)

func TestTheShippedTablesAgreeWithEachOther(t *testing.T) {
	for _, found := range law.CheckAll(shipped(t)) {
		t.Error(found)
	}
}

// One wrong figure in any of the tables breaks a relation that the law makes between them.
func TestOneWrongFigureIsFound(t *testing.T) {
	for row, want := range map[string]string{
		"DE-BASE-2023-1":   "DE: DE-BASE-2023-1, value: 1.63 is not 2.5 of EU-REF-2023-1 and -0.88 points",
		"DE-RATE-B-2024-2": "DE: DE-RATE-B-2024-2, value: 12.38 is not 3.37 of DE-BASE-2024-2 and 9 points",
		"DE-RATE-C-2016-1": "DE: DE-RATE-C-2016-1, value: 4.18 is not -0.83 of DE-BASE-2016-1 and 5 points",
		"EU-RATE-2026-2":   "EU: EU-RATE-2026-2, value: 10.41 is not 2.4 of EU-REF-2026-2 and 8 points",
		"GB-RATE-2020-2":   "GB: GB-RATE-2020-2, value: 8.11 is not 0.1 of GB-REF-2020-2 and 8 points",
		"FR-RATE-2025-1":   "FR: FR-RATE-2025-1, value: 13.16 is not 3.15 of EU-REF-2025-1 and 10 points",
		"NL-RATE-B-2024-2": "NL: NL-RATE-B-2024-2, value: 12.26 is not 4.25 of EU-REF-2024-2 and 8 points",
		"SE-RATE-2024-1":   "SE: SE-RATE-2024-1, value: 12.01 is not 4 of SE-REF-2024-1 and 8 points",
	} {
		packs := shipped(t)
		p := packs[row[:2]]
		i := slices.IndexFunc(p.Rows, func(r law.Row) bool { return r.ID == row })
		if i < 0 {
			t.Fatalf("there is no row %s", row)
		}
		p.Rows[i].Value = p.Rows[i].Value.Add(decimal.New(1, -2))
		found := law.CheckAll(packs)
		if len(found) == 0 || !slices.ContainsFunc(found, func(f law.Finding) bool { return f.String() == want }) {
			t.Errorf("%s is a hundredth too high and this is found: %v, want %s", row, found, want)
		}
	}
}

func TestARateWithoutItsBaseIsFound(t *testing.T) {
	packs := shipped(t)
	eu := packs["EU"]
	eu.Rows = slices.DeleteFunc(slices.Clone(eu.Rows), func(r law.Row) bool { return r.ID == "EU-REF-2016-1" })
	packs["EU"] = eu
	found := law.CheckAll(packs)
	if len(found) == 0 || !strings.Contains(found[0].String(), "there is no reference-rate in EU for 2016-01-01") {
		t.Errorf("found %v", found)
	}
}

func TestACountryOfTheUnionFallsBackToItsBase(t *testing.T) {
	packs := shipped(t)
	for country, want := range map[string]string{"NO": "NO", "DE": "DE", "AT": "EU", "PL": "EU", "IE": "EU", "GR": "EU", "CH": "", "IS": "", "": "", "XX": ""} {
		if got := law.For(packs, country); got.Code != want {
			t.Errorf("%q is bound by the pack %q, want %q", country, got.Code, want)
		}
	}
}
