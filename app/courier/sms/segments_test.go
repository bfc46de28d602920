package sms

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"
)

func TestSegments(t *testing.T) {
	a := func(n int) string { return strings.Repeat("a", n) }
	for _, c := range []struct {
		name            string
		text            string
		encoding        Encoding
		units, segments int
		left            int
	}{
		{"nothing", "", GSM7, 0, 0, 160},
		{"one letter", "a", GSM7, 1, 1, 159},
		{"Norwegian", "Blåbærsyltetøy ÆØÅ", GSM7, 18, 1, 142},
		{"German", "Mahngebühr für Straße", GSM7, 21, 1, 139},
		{"a full message", a(160), GSM7, 160, 1, 0},
		{"one more", a(161), GSM7, 161, 2, 145},
		{"two full parts", a(306), GSM7, 306, 2, 0},
		{"and one more", a(307), GSM7, 307, 3, 152},
		{"the euro counts two", "10 €", GSM7, 5, 1, 155},
		{"an escape at the end of one message", a(158) + "€", GSM7, 160, 1, 0},
		{"an escape over the end of one message", a(159) + "€", GSM7, 161, 2, 145},
		{"an escape is not torn in two", a(152) + "€" + a(10), GSM7, 164, 2, 141},
		{"brackets, braces and a pipe", "[]{}|~^\\", GSM7, 16, 1, 144},
		{"a curly quote", "Kari’s", UCS2, 6, 1, 64},
		{"a full UCS-2 message", strings.Repeat("й", 70), UCS2, 70, 1, 0},
		{"one more of it", strings.Repeat("й", 71), UCS2, 71, 2, 63},
		{"two full parts of it", strings.Repeat("й", 134), UCS2, 134, 2, 0},
		{"an emoji counts two", "😀", UCS2, 2, 1, 68},
		{"a pair is not torn in two", strings.Repeat("й", 66) + "😀" + strings.Repeat("й", 4), UCS2, 72, 2, 61},
		{"the small c with cedilla is not in the table", "ç", UCS2, 1, 1, 69},
		{"the great one is", "Ç", GSM7, 1, 1, 159},
	} {
		got := Measure(c.text)
		if got.Encoding != c.encoding || got.Units != c.units || got.Segments != c.segments || got.Left != c.left {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

func TestWhatForcesUCS2(t *testing.T) {
	if got := Measure("“Łukasz” — Ł €").Forcing; !slices.Equal(got, []string{"“", "Ł", "”", "—"}) {
		t.Errorf("%q", got)
	}
	if got := Measure("Straße €").Forcing; got != nil {
		t.Errorf("%q", got)
	}
}

func TestTypographyGivesWay(t *testing.T) {
	long := "Kari’s “faktura” – 19\u00a0685,31\u202fkr … −5 " + strings.Repeat("x", 60)
	plain, cheaper := Offer(long)
	if want := `Kari's "faktura" - 19 685,31 kr ... -5 ` + strings.Repeat("x", 60); plain != want || !cheaper {
		t.Errorf("%q, %v", plain, cheaper)
	}
	if plain, cheaper = Offer("Łukasz – hei"); plain != "Łukasz - hei" || cheaper {
		t.Errorf("a name stays as it is spelled: %q, %v", plain, cheaper)
	}
	if got := Plainly("zero\u200bwidth soft\u00adhyphen\r\nline"); got != "zerowidth softhyphen\nline" {
		t.Errorf("%q", got)
	}
}

// Cutting the text by hand, never within a character, needs as many parts as were counted, and what is left fits.
func TestSegmentsAreWhatCuttingGives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		alphabet := rapid.SampledFrom([]string{gsmBasic, gsmBasic + gsmMore, gsmBasic + gsmMore + "’Łй😀"}).Draw(t, "alphabet")
		text := rapid.StringOfN(rapid.SampledFrom([]rune(alphabet)), 0, 700, -1).Draw(t, "text")
		got := Measure(text)
		alone, part, cost := gsmAlone, gsmPart, func(r rune) int { return 1 + strings.Count(gsmMore, string(r)) }
		if got.Encoding == UCS2 {
			alone, part, cost = ucsAlone, ucsPart, func(r rune) int { return len(utf16.Encode([]rune{r})) }
		}
		if (got.Encoding == UCS2) != (len(got.Forcing) > 0) {
			t.Fatalf("%+v", got)
		}
		total := 0
		for _, r := range text {
			total += cost(r)
		}
		want, left := 1, alone-total
		if total == 0 {
			want = 0
		}
		if total > alone {
			room := part
			want = 1
			for _, r := range text {
				if cost(r) > room {
					want, room = want+1, part
				}
				room -= cost(r)
			}
			left = room
		}
		if got.Units != total || got.Segments != want || got.Left != left {
			t.Fatalf("%+v, want %d units in %d segments, %d left", got, total, want, left)
		}
		if plain := Plainly(text); Measure(plain).Segments > got.Segments+1 || Plainly(plain) != plain {
			t.Fatalf("%q", plain)
		}
	})
}
