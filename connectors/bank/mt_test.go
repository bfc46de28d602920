package main

import (
	"fmt"
	"strings"
	"testing"
)

// mt writes a statement that begins with nothing.
func mt(closing string, fields ...string) string {
	return ":20:X\n:25:NL71RABO0123456789EUR\n:28C:1/1\n:60F:C261122EUR0,\n" + strings.Join(fields, "\n") + "\n:62F:" + closing + "\n-\n"
}

func TestMT940IsRead(t *testing.T) {
	const credit = ":61:2611231123C100,50NTRFNONREF//26112300017"
	for name, tc := range map[string]struct{ file, want string }{
		"a credit":                 {mt("C261123EUR100,50", credit), "1 movement, 100.50 EUR"},
		"a debit and no comma":     {mt("D261123EUR7", ":61:261123D7NMSC"), "1 movement, -7.00 EUR"},
		"a letter of the currency": {mt("C261123EUR7", ":61:261123CR7,NMSCNONREF"), "1 movement, 7.00 EUR"},
		"a credit taken back":      {mt("D261123EUR7", ":61:261123RC7,NMSCNONREF"), "1 movement, -7.00 EUR"},
		"a debit taken back":       {mt("C261123EUR7", ":61:261123RD7,NMSCNONREF"), "1 movement, 7.00 EUR"},
		"broken in the middle":     {mt("C261123EUR30,00", ":61:2611231123CR\n30,00N062NONREF"), "1 movement, 30.00 EUR"},
		"in SWIFT's blocks":        {"{1:F01X}{2:O940X}{4:\n" + strings.Replace(mt("C261123EUR7", ":61:261123C7,NMSC"), "\n-\n", "\n-}{5:}\n", 1), "1 movement, 7.00 EUR"},
		"line ends of Windows":     {strings.ReplaceAll(mt("C261123EUR100,50", credit, ":86:x"), "\n", "\r\n"), "1 movement, 100.50 EUR"},
		"two statements":           {mt("C261123EUR100,50", credit) + mt("C261123EUR7", ":61:261123C7,NMSC"), "2 movements, 107.50 EUR"},
		"no end behind the first":  {strings.TrimSuffix(mt("C261123EUR100,50", credit), "-\n") + mt("C261123EUR7", ":61:261123C7,NMSC"), "2 movements, 107.50 EUR"},
		"a time in a text":         {mt("C261123EUR100,50", credit, ":86:166?20at 12", ":30:00 o'clock?32A"), "1 movement, 100.50 EUR"},
		"30 February counts from":  {mt("C261123EUR7", ":61:2602300301C7,NMSC"), "1 movement, 7.00 EUR"},
		"an interim report":        {":20:X\n:25:A\n:34F:EURD0,00\n:61:261123C7,NMSC\n:90C:1EUR7,00\n", "0 movements, 1 not booked"},
		"an expected credit":       {mt("C261123EUR7", ":61:261123EC7,NMSC"), "0 movements, 1 not booked"},

		"a closing balance that differs": {mt("C261123EUR100,51", credit), "refused, line 6 :62F:: the closing balance is 100.51 EUR, but the opening balance and the movements make 100.50 EUR"},
		"another currency at the end":    {mt("C261123USD100,50", credit), "refused, line 6 :62F:: the balance is in USD, the statement in EUR"},
		"three decimals":                 {mt("C261123EUR1", ":61:261123C1,005NMSC"), `refused, line 5 :61:: "1.005" has more than the 2 decimals of EUR`},
		"no such day":                    {mt("C261123EUR1", ":61:261131C1,NMSC"), `refused, line 5 :61:: "261131" is not a date`},
		"no such entry day":              {mt("C261123EUR1", ":61:2611231131C1,NMSC"), `refused, line 5 :61:: "1131" is not a date (MMDD)`},
		"no movement at all":             {mt("C261123EUR1", ":61:hello"), `refused, line 5 :61:: "hello" is not a movement`},
		"no balance at all":              {mt("hello"), `refused, line 6 :62F:: "hello" is not a balance`},
		"no account":                     {strings.Replace(mt("C261123EUR0"), ":25:", ":21:", 1), "refused, line 1 :20:: a statement does not say of which account it is (:25:)"},
		"cut":                            {":20:X\n:25:A\n:60F:C261122EUR0,\n" + credit, "refused, line 1 :20:: a statement has no closing balance (:62F:)"},
		"an interim report that differs": {":20:X\n:25:A\n:34F:EURD0,00\n:61:261123C7,NMSC\n:90C:2EUR7,00\n", "refused, line 5 :90C:: it says that it holds 2 movements of 7.00 EUR, but there are 1 of 7.00 EUR"},
		"a field without end":            {mt("C261123EUR100,50", credit, ":86:x"+strings.Repeat("\nhello", maxField/5)), "refused, line 6 :86:: the fields of a movement hold more than 32 KiB"},
		"a line without end":             {mt("C261123EUR100,50", credit, ":86:"+strings.Repeat("x", maxTextLine)), "refused, line 6: line 6 holds more than 16384 letters"},
	} {
		if got := readBytes([]byte(tc.file)).String(); got != tc.want {
			t.Errorf("%s: %s\n  want %s", name, got, tc.want)
		}
	}
}

// The ways in which banks write who paid and why.
func TestTheTextsOfBanks(t *testing.T) {
	for name, tc := range map[string]struct{ movement, info, want string }{
		"Germany":         {"NTRFNONREF//1", ":86:166?00GUTSCHRIFT?109392?20EREF+PO-7781?21SVWZ+Rechnung INV-1 vom 01.?2207.2026?30COBADEFF?31DE89370400440532013000?32Müller Masch?33inenbau", "Müller Masch inenbau|DE89370400440532013000|Rechnung INV-1 vom 01.07.2026|[PO-7781]"},
		"a full piece":    {"NTRFNONREF", ":86:166?20SVWZ+Rechnung INV-20260017 a?21b Juli?32A", "A||Rechnung INV-20260017 ab Juli|[]"},
		"only a title":    {"NCHGNONREF", ":86:805?00ENTGELT?109392", "||ENTGELT|[]"},
		"Poland":          {"NTRFNONREF", ":86:020<00Uznanie<20FV 17<27 <32HUTA<38PL081060007600", "HUTA|PL081060007600|FV 17|[]"},
		"SEPA codes":      {"NTRFEREF", ":86:/TRTP/SEPA/IBAN/NL32INGB0000012345/NAME/J. Jansen/REMI/Factuur 17/EREF/E-1", "J. Jansen|NL32INGB0000012345|Factuur 17|[E-1]"},
		"ING":             {"NTRFNONREF", ":86:/EREF/E-1//CNTP/NL32INGB0000012345/INGBNL2A/J. Jansen///REMI/STRD/CUR/9876543210987654/", "J. Jansen|NL32INGB0000012345||[9876543210987654 E-1]"},
		"free remittance": {"NTRFNONREF", ":86:/REMI/USTD//Factuur 17/", "||Factuur 17|[]"},
		"Knab":            {"NTRFNONREF", ":86:FACTUUR 17\nREK: NL65INGB0123456789/NAAM: PICQER", "PICQER|NL65INGB0123456789|FACTUUR 17|[]"},
		"ASN":             {"NOVBNL47INGB9999999999\nhr gjlm paulissen", ":86:NL47INGB9999999999 hr gjlm paulissen\n\nBetaling", "hr gjlm paulissen|NL47INGB9999999999|Betaling|[]"},
		"Rabobank":        {"N060P000029225      KPN - MOBIEL", ":86:FACTUUR 17   \n:86:NOG EEN REGEL", "KPN - MOBIEL||FACTUUR 17\nNOG EEN REGEL|[P000029225]"},
		"its account":     {"N102EREF\nNL70ABNA0987654321", ":86:/NAME/A/REMI/B", "A|NL70ABNA0987654321|B|[]"},
		"a wrapped word":  {"NTRFNONREF", ":86:" + strings.Repeat("x", 60) + " INV-\n17", "||" + strings.Repeat("x", 60) + " INV-17|[]"},
		"a question":      {"NTRFNONREF", ":86:166?20SVWZ+wie??2117", "||wie? 17|[]"},
		"Norway":          {"NTRF0001004217", ":86:Betaling KID 0001004225", "||Betaling KID 0001004225|[0001004217 0001004225]"},
		"no text":         {"NTRFNONREF", "", "|||[]"},
	} {
		fields := []string{":61:261123C7," + tc.movement}
		if tc.info != "" {
			fields = append(fields, tc.info)
		}
		r := readBytes([]byte(mt("C261123EUR7", fields...)))
		if r.err != nil || len(r.bookings) != 1 {
			t.Errorf("%s: %v", name, r.err)
			continue
		}
		l := bankLine("f", r.bookings[0], &r.bookings[0].movement, "id")
		if got := fmt.Sprintf("%s|%s|%s|%s", l.PayerName, l.PayerAccount, l.Text, l.References); got != tc.want || l.Account != "NL71RABO0123456789" {
			t.Errorf("%s:\n got %q\nwant %q", name, got, tc.want)
		}
	}
}

func TestDatesAndReturnsOfMT940(t *testing.T) {
	for _, tc := range []struct {
		movement, booked, value string
		reversal                bool
	}{
		{"2611231123C7,NTRF", "2026-11-23", "2026-11-23", false},
		{"2612310102C7,NTRF", "2027-01-02", "2026-12-31", false},
		{"2701011231C7,NTRF", "2026-12-31", "2027-01-01", false},
		{"2602300301C7,NTRF", "2026-03-01", "2026-02-28", false},
		{"261123C7,NTRF", "2026-11-23", "2026-11-23", false},
		{"261123D7,NRTI", "2026-11-23", "2026-11-23", true},
		{"261123RC7,NTRF", "2026-11-23", "2026-11-23", true},
		{"261123D7,NTRF\n:86:109?20x", "2026-11-23", "2026-11-23", true},
	} {
		sign := "C"
		if strings.Contains(tc.movement, "D7") || strings.Contains(tc.movement, "RC7") {
			sign = "D"
		}
		r := readBytes([]byte(mt(sign+"261123EUR7", ":61:"+tc.movement)))
		if r.err != nil {
			t.Fatalf("%s: %v", tc.movement, r.err)
		}
		if b := r.bookings[0]; string(b.booked) != tc.booked || string(b.value) != tc.value || b.reversal != tc.reversal {
			t.Errorf("%s: booked %s, value %s, reversal %v", tc.movement, b.booked, b.value, b.reversal)
		}
	}
}
