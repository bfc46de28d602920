package main

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestFractionsBecomeMinorUnitsExactlyOrNotAtAll(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{"119000/100": 119000, "-5/1": -500, "12345/1000": -1, "1190": 119000, "10050/1000": 1005, "1/3": -1, "0/1": 0} {
		f, err := parseFraction(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		got, err := f.minor("EUR")
		if want == -1 {
			if err == nil {
				t.Errorf("%s was rounded to %d", text, got)
			}
			continue
		}
		if err != nil || got != want {
			t.Errorf("%s is %d (%v), want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "/", "1/", "1/0", "1/-100", "1.5", "0x10", "1/100/100", "99999999999999999999/1", " /100"} {
		if f, err := parseFraction(text); err == nil {
			t.Errorf("%q was read as %v", text, f)
		}
	}
	if yen, err := (fraction{120000, 1}).minor("JPY"); err != nil || yen != 120000 {
		t.Errorf("yen: %d, %v", yen, err)
	}
}

func TestFractionsAddUpExactly(t *testing.T) {
	t.Parallel()
	draw := rapid.Custom(func(t *rapid.T) fraction {
		return fraction{rapid.Int64().Draw(t, "num"), rapid.SampledFrom([]int64{1, 3, 100, 1000, 1_000_000}).Draw(t, "denom")}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw.Draw(t, "a"), draw.Draw(t, "b")
		want := new(big.Rat).Add(big.NewRat(a.num, a.denom), big.NewRat(b.num, b.denom))
		got, err := a.plus(b)
		if err != nil {
			if want.Num().IsInt64() && want.Denom().IsInt64() {
				t.Fatalf("%v + %v fits but failed: %v", a, b, err)
			}
			return
		}
		if big.NewRat(got.num, got.denom).Cmp(want) != 0 {
			t.Fatalf("%v + %v = %v, want %v", a, b, got, want)
		}
	})
	if _, err := (fraction{math.MaxInt64, 1}).plus(fraction{1, 1}); err == nil {
		t.Error("a sum beyond 64 bits was not refused")
	}
}

func FuzzFraction(f *testing.F) {
	f.Add("119000/100")
	f.Add("-1/3")
	f.Fuzz(func(t *testing.T, text string) {
		x, err := parseFraction(text)
		if err != nil {
			return
		}
		if x.denom <= 0 {
			t.Fatalf("%q has the denominator %d", text, x.denom)
		}
		_, _ = x.minor("EUR")
	})
}
