package remittance_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"pgregory.net/rapid"
)

// told is a line of a kind of file on a day of November.
func told(key, format string, on int, minor int64, reference string) remittance.Seen {
	s := remittance.Seen{Key: key, Format: format, Account: "NO9386011117947"}
	if format == "ocr-giro" {
		s.Account, s.Batch, s.PayerAccount = "86011117947", fmt.Sprint("B", on), "12345678901"
	}
	s.Booked, s.Amount = date.Must(2026, 11, on), money.New(minor, "NOK")
	if reference != "" {
		s.References = []string{reference}
	}
	return s
}

func with(s remittance.Seen, change func(*remittance.Seen)) remittance.Seen {
	change(&s)
	return s
}

func TestAPaymentThatTwoKindsOfFileListCountsOnce(t *testing.T) {
	giro := told("g", "ocr-giro", 23, 100_00, "0001004217")
	for _, tc := range []struct {
		name  string
		lines []remittance.Seen
		want  map[string][]string
	}{
		{"the KID, sum and day", []remittance.Seen{giro, told("c", "camt", 23, 100_00, "1004217")}, map[string][]string{"c": {"g"}}},
		{"booked after a weekend", []remittance.Seen{giro, told("c", "camt", 26, 100_00, "1004217")}, map[string][]string{"c": {"g"}}},
		{"booked too late", []remittance.Seen{giro, told("c", "camt", 27, 100_00, "1004217")}, nil},
		{"another sum", []remittance.Seen{giro, told("c", "camt", 23, 100_01, "1004217")}, nil},
		{"another KID", []remittance.Seen{giro, told("c", "camt", 23, 100_00, "1004225")}, nil},
		{"another account", []remittance.Seen{giro, with(told("c", "camt", 23, 100_00, "1004217"), func(s *remittance.Seen) { s.Account = "NO9386011117955" })}, nil},
		{"another currency", []remittance.Seen{giro, with(told("c", "camt", 23, 100_00, "1004217"), func(s *remittance.Seen) { s.Amount.Currency = "SEK" })}, nil},
		{"the archive reference alone", []remittance.Seen{
			with(giro, func(s *remittance.Seen) { s.Bank = "123456789" }),
			with(told("c", "camt", 23, 100_00, ""), func(s *remittance.Seen) { s.Bank, s.PayerName = "123456789", "Fjordfisk AS" }),
		}, map[string][]string{"c": {"g"}}},
		{"an archive reference that is only a number", []remittance.Seen{
			with(giro, func(s *remittance.Seen) { s.Bank = "1" }),
			with(told("c", "camt", 23, 100_00, ""), func(s *remittance.Seen) { s.Bank, s.PayerName = "1", "Fjordfisk AS" }),
		}, nil},
		{"two of one kind are two payments", []remittance.Seen{giro, told("g2", "ocr-giro", 23, 100_00, "0001004217")}, nil},
		{"a customer who pays twice", []remittance.Seen{
			giro, told("g2", "ocr-giro", 24, 100_00, "0001004217"), told("c", "camt", 23, 100_00, "1004217"), told("c2", "camt", 24, 100_00, "1004217"),
		}, map[string][]string{"c": {"g"}, "c2": {"g2"}}},
		{"twice, and once in the other kind", []remittance.Seen{giro, told("g2", "ocr-giro", 24, 100_00, "0001004217"), told("c2", "camt", 24, 100_00, "1004217")}, map[string][]string{"c2": {"g2"}}},
		{"three kinds", []remittance.Seen{giro, told("c", "camt", 23, 100_00, "1004217"), told("m", "mt940", 23, 100_00, "1004217")}, map[string][]string{"c": {"g"}, "m": {"g"}}},
		{"a kind that is not known", []remittance.Seen{giro, told("x", "", 23, 100_00, "1004217")}, nil},
		{"what was said of one stands", []remittance.Seen{giro, with(told("c", "camt", 23, 100_00, "1004217"), func(s *remittance.Seen) { s.Stands = true })}, map[string][]string{"g": {"c"}}},
		{"what was said of both stands", []remittance.Seen{
			with(giro, func(s *remittance.Seen) { s.Stands = true }), with(told("c", "camt", 23, 100_00, "1004217"), func(s *remittance.Seen) { s.Stands = true }),
		}, nil},
		{"what the bank takes back", []remittance.Seen{
			with(giro, func(s *remittance.Seen) { s.Reversal = true }), with(told("c", "camt", 23, 100_00, "1004217"), func(s *remittance.Seen) { s.Reversal = true }),
		}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := remittance.Doubles(tc.lines); !maps.EqualFunc(got, tc.want, slices.Equal) {
				t.Errorf("%v, want %v", got, tc.want)
			}
		})
	}
}

func TestACollectiveBookingIsThePaymentsThatItIsMadeOf(t *testing.T) {
	giro := []remittance.Seen{told("g1", "ocr-giro", 23, 100_00, "1004217"), told("g2", "ocr-giro", 23, 250_00, "1004225")}
	other := with(told("g3", "ocr-giro", 23, 40_00, "1004233"), func(s *remittance.Seen) { s.Batch = "another" })
	total := told("c", "camt", 23, 350_00, "")
	for _, tc := range []struct {
		name  string
		lines []remittance.Seen
		want  map[string][]string
	}{
		{"the sum of a batch", append(slices.Clone(giro), total, other), map[string][]string{"c": {"g1", "g2"}}},
		{"the sum of the day", append(slices.Clone(giro), other, told("c", "camt", 23, 390_00, "")), map[string][]string{"c": {"g1", "g2", "g3"}}},
		{"credited the day after", append(slices.Clone(giro), told("c", "camt", 24, 350_00, "")), map[string][]string{"c": {"g1", "g2"}}},
		{"a cent more", append(slices.Clone(giro), told("c", "camt", 23, 350_01, "")), nil},
		{"one of them is listed by itself, too", []remittance.Seen{giro[0], told("c1", "camt", 23, 100_00, "1004217"), told("c2", "camt", 23, 100_00, "")}, map[string][]string{"c1": {"g1"}}},
		{"somebody paid that sum", append(slices.Clone(giro), with(total, func(s *remittance.Seen) { s.PayerName = "Fjordfisk AS" })), nil},
		{"somebody's, and the file says that it is a sum", append(slices.Clone(giro), with(total, func(s *remittance.Seen) { s.PayerName, s.Collective = "OCR", true })), map[string][]string{"c": {"g1", "g2"}}},
		{"a second booking of that sum", append(slices.Clone(giro), total, told("c2", "camt", 23, 350_00, "")), map[string][]string{"c": {"g1", "g2"}}},
		{"a person has placed the sum", append(slices.Clone(giro), with(total, func(s *remittance.Seen) { s.Stands = true })), nil},
		{"of bankgiro", []remittance.Seen{
			with(told("b1", "bgmax", 23, 100_00, "1"), func(s *remittance.Seen) { s.Account, s.Batch = "00000000000000000086011117947", "x" }),
			with(told("b2", "bgmax", 23, -20_00, ""), func(s *remittance.Seen) { s.Account, s.Batch = "00000000000000000086011117947", "x" }),
			told("c", "camt", 23, 80_00, ""),
		}, map[string][]string{"c": {"b1", "b2"}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := remittance.Doubles(tc.lines); !maps.EqualFunc(got, tc.want, slices.Equal) {
				t.Errorf("%v, want %v", got, tc.want)
			}
		})
	}
}

// drawn are lines of some files of one account, many of them alike.
func drawn(t *rapid.T) (lines []remittance.Seen) {
	for i := range rapid.IntRange(0, 12).Draw(t, "lines") {
		format := rapid.SampledFrom([]string{"ocr-giro", "camt", "mt940", ""}).Draw(t, "format")
		s := told(fmt.Sprint("k", i), format, rapid.IntRange(20, 26).Draw(t, "day"), int64(rapid.IntRange(-1, 3).Draw(t, "amount"))*100, rapid.SampledFrom([]string{"", "17", "018"}).Draw(t, "ref"))
		s.Collective, s.Stands, s.Reversal = rapid.IntRange(0, 5).Draw(t, "sum") == 0, rapid.IntRange(0, 5).Draw(t, "stands") == 0, rapid.IntRange(0, 9).Draw(t, "back") == 0
		s.PayerName = rapid.SampledFrom([]string{"", "A B"}).Draw(t, "payer")
		lines = append(lines, s)
	}
	return lines
}

// In whatever order files are read, and however often, the same lines count.
func TestTheOrderOfFilesChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := drawn(t)
		want := remittance.Doubles(lines)
		again := rapid.Permutation(append(slices.Clone(lines), lines...)).Draw(t, "order")
		if got := remittance.Doubles(again); !maps.EqualFunc(got, want, slices.Equal) {
			t.Fatalf("%v, in another order %v", want, got)
		}
	})
}

// Nothing is lost: what counts for a double is there, counts itself or is made of what does, is of another kind of file, and adds
// up to it; what a person or the books have spoken of always counts.
func TestADoubleLosesNoMoney(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := drawn(t)
		by := map[string]remittance.Seen{}
		for _, l := range lines {
			by[l.Key] = l
		}
		used := map[string]bool{}
		for key, same := range remittance.Doubles(lines) {
			l, sum := by[key], int64(0)
			for _, other := range same {
				o := by[other]
				sum += o.Amount.Minor
				if o.Format == l.Format || used[l.Format+other] {
					t.Fatalf("%s is said to be %v", key, same)
				}
				used[l.Format+other] = true
			}
			if sum != l.Amount.Minor || l.Stands || l.Reversal || len(same) == 0 {
				t.Fatalf("%+v is said to be %v, which make %d", l, same, sum)
			}
		}
	})
}
