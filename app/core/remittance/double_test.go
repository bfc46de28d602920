package remittance_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
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

// statement is a line of a camt or MT940 file without any reference.
func statement(key, format string, on int, payer, account, text string) remittance.Seen {
	return with(told(key, format, on, 100_00, ""), func(s *remittance.Seen) { s.PayerName, s.PayerAccount, s.Text = payer, account, text })
}

func TestAPaymentWithoutAReferenceCountsOnce(t *testing.T) {
	const iban = "NO9312345678901"
	camt := statement("c", "camt.053", 23, "Fjordfisk Handel AS", iban, "Faktura 4217 takk")
	bare := statement("m", "mt940", 23, "", "", "")
	once := map[string][]string{"m": {"c"}}
	for _, tc := range []struct {
		name  string
		lines []remittance.Seen
		want  map[string][]string
	}{
		{"the same words", []remittance.Seen{camt, statement("m", "mt940", 23, "FJORDFISK HANDEL", "", "FAKTURA 4217 TAKK")}, once},
		{"a name that was cut off", []remittance.Seen{camt, statement("m", "mt940", 23, "FJORDFISK HAN", "", "")}, once},
		{"the account alone", []remittance.Seen{camt, statement("m", "mt940", 23, "", "12345678901", "")}, once},
		{"the name in the text", []remittance.Seen{camt, statement("m", "mt940", 23, "", "", "GIRO FJORDFISK HANDEL 2311")}, nil}, // 2311 is no number of the other
		{"the name in the text, and its number", []remittance.Seen{camt, statement("m", "mt940", 23, "", "", "FJORDFISK HANDEL 4217")}, once},
		{"nothing but day and sum", []remittance.Seen{camt, bare}, once},
		{"nothing on both sides", []remittance.Seen{statement("a", "camt.053", 23, "", "", ""), bare}, map[string][]string{"m": {"a"}}},
		{"nothing, and another day", []remittance.Seen{camt, with(bare, func(s *remittance.Seen) { s.Booked = date.Must(2026, 11, 24) })}, nil},
		{"nothing, booked late and of one value day", []remittance.Seen{
			with(camt, func(s *remittance.Seen) { s.Value = s.Booked }),
			with(bare, func(s *remittance.Seen) { s.Value, s.Booked = s.Booked, date.Must(2026, 11, 24) }),
		}, once},
		{"another payer", []remittance.Seen{camt, statement("m", "mt940", 23, "Bergen Bakeri", "", "")}, nil},
		{"another account", []remittance.Seen{camt, statement("m", "mt940", 23, "", "12345678902", "Faktura 4217 takk")}, nil},
		{"another invoice of the payer", []remittance.Seen{camt, statement("m", "mt940", 23, "Fjordfisk Handel", iban, "Faktura 4218")}, nil},
		{"the reference in the other's text", []remittance.Seen{
			with(camt, func(s *remittance.Seen) { s.References = []string{"0001004217"} }), statement("m", "mt940", 23, "", "", "KID 1004217"),
		}, once},
		{"three kinds of camt", []remittance.Seen{camt, statement("i", "camt.052", 23, "", iban, ""), statement("n", "camt.054", 23, "Fjordfisk Handel AS", "", "")}, map[string][]string{"i": {"c"}, "n": {"c"}}},
		{"equal ones in one file", []remittance.Seen{camt, with(camt, func(s *remittance.Seen) { s.Key = "c2" })}, nil},
		{"equal ones in two files", []remittance.Seen{camt, with(camt, func(s *remittance.Seen) { s.Key = "c2" }), bare, with(bare, func(s *remittance.Seen) { s.Key = "m2" })}, map[string][]string{"m": {"c"}, "m2": {"c2"}}},
		{"three in one file, two in the other", []remittance.Seen{camt, with(camt, func(s *remittance.Seen) { s.Key = "c2" }), bare, with(bare, func(s *remittance.Seen) { s.Key = "m2" }), with(bare, func(s *remittance.Seen) { s.Key = "m3" })}, map[string][]string{"m": {"c"}, "m2": {"c2"}}},
		{"one file lists both, another one of them", []remittance.Seen{
			with(camt, func(s *remittance.Seen) { s.Format = "camt.052 camt.053" }), with(camt, func(s *remittance.Seen) { s.Key, s.Format = "c2", "camt.052" }),
		}, nil},
		{"a camt file of an earlier book", []remittance.Seen{camt, with(camt, func(s *remittance.Seen) { s.Key, s.Format = "c2", "camt" })}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := remittance.Doubles(tc.lines); !maps.EqualFunc(got, tc.want, slices.Equal) {
				t.Errorf("%v, want %v", got, tc.want)
			}
		})
	}
}

// A bank lists the payments of some days in several kinds of file, each of which leaves something out. As many count as there were,
// in whatever order the files come.
func TestEveryPaymentWithoutAReferenceCountsOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type payment struct {
			day  int
			who  int
			text string
		}
		payers := []string{"Fjordfisk Handel AS", "Bergen Bakeri AS", "Ola Nordmann"}
		paid := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) payment {
			return payment{rapid.IntRange(20, 22).Draw(t, "day"), rapid.IntRange(0, 2).Draw(t, "who"), rapid.SampledFrom([]string{"Faktura 4217", "Faktura 4225", "takk for sist"}).Draw(t, "text")}
		}), 0, 8).Draw(t, "paid")
		var lines []remittance.Seen
		for _, format := range []string{"camt.053", "camt.054", "mt940"} {
			all := format == "camt.053" // one kind tells all
			name, account, text := all || rapid.Bool().Draw(t, "names"), all || rapid.Bool().Draw(t, "accounts"), all || rapid.Bool().Draw(t, "texts")
			if format != "camt.053" && rapid.IntRange(0, 3).Draw(t, "left out") == 0 {
				continue
			}
			for i, p := range paid {
				s := statement(fmt.Sprint(format, i), format, p.day, "", "", "")
				if name {
					s.PayerName = payers[p.who]
				}
				if account {
					s.PayerAccount = fmt.Sprintf("1234567890%d", p.who)
				}
				if text {
					s.Text = p.text
				}
				lines = append(lines, s)
			}
		}
		same := remittance.Doubles(rapid.Permutation(lines).Draw(t, "order"))
		if got := len(lines) - len(same); got != len(paid) {
			t.Fatalf("%d payments, and %d count: %v", len(paid), got, same)
		}
	})
}

// drawn are lines of some files of one account, many of them alike.
func drawn(t *rapid.T) (lines []remittance.Seen) {
	for i := range rapid.IntRange(0, 12).Draw(t, "lines") {
		format := rapid.SampledFrom([]string{"ocr-giro", "camt.052", "camt.053", "camt.052 camt.053", "mt940", ""}).Draw(t, "format")
		s := told(fmt.Sprint("k", i), format, rapid.IntRange(20, 26).Draw(t, "day"), int64(rapid.IntRange(-1, 3).Draw(t, "amount"))*100, rapid.SampledFrom([]string{"", "17", "018"}).Draw(t, "ref"))
		s.Collective, s.Stands, s.Reversal = rapid.IntRange(0, 5).Draw(t, "sum") == 0, rapid.IntRange(0, 5).Draw(t, "stands") == 0, rapid.IntRange(0, 9).Draw(t, "back") == 0
		s.PayerName = rapid.SampledFrom([]string{"", "Ann Berg", "Carl Dahl"}).Draw(t, "payer")
		s.Text = rapid.SampledFrom([]string{"", "invoice 4217", "invoice 4225", "thank you Ann Berg"}).Draw(t, "text")
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
				again := false
				for kind := range strings.FieldsSeq(l.Format) {
					again = again || slices.Contains(strings.Fields(o.Format), kind) || used[kind+" "+other]
					used[kind+" "+other] = true
				}
				if again {
					t.Fatalf("%s is said to be %v", key, same)
				}
			}
			if sum != l.Amount.Minor || l.Stands || l.Reversal || len(same) == 0 {
				t.Fatalf("%+v is said to be %v, which make %d", l, same, sum)
			}
		}
	})
}
