package desk_test

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

const agencyHead = "handover,reference,key,kind,date,amount,currency,note\n"

func TestAnAgencysFileIsRead(t *testing.T) {
	for name, content := range map[string]string{
		"commas":                agencyHead + "1,K-7,a,paid,2027-02-16,50.00,NOK,first\n1,K-7,b,closed,2027-02-17,,,\n",
		"semicolons and a mark": "\ufeff" + strings.ReplaceAll(agencyHead+"1,K-7,a,paid,2027-02-16,50.00,NOK,first\n1,K-7,b,closed,2027-02-17,,,\n", ",", ";"),
		"another order, more columns, Windows lines": "key,extra,kind,amount,currency,date,handover,note,reference\r\na,x,paid,50.00,NOK,2027-02-16,1,first,K-7\r\n" +
			"b,,closed,,,2027-02-17,1,,K-7\r\n",
		"an empty line between": agencyHead + "1,K-7,a,paid,2027-02-16,50.00,NOK,first\n\n1,K-7,b,closed,2027-02-17,,,\n",
	} {
		lines, err := desk.ParseAgencyFile([]byte(content))
		if err != nil || len(lines) != 2 {
			t.Errorf("%s: %+v, %v", name, lines, err)
			continue
		}
		paid := lines[0]
		if paid.Escalation != 1 || paid.Reference != "K-7" || paid.Key != "a" || paid.Kind != settlement.SaidPaid || paid.On != day("2027-02-16") || paid.Amount != nok(50_00) || paid.Note != "first" {
			t.Errorf("%s: %+v", name, paid)
		}
		if lines[1].Kind != settlement.SaidClosed || !lines[1].Amount.IsZero() {
			t.Errorf("%s: %+v", name, lines[1])
		}
	}
}

// Whoever gets a file back can tell the agency which line and which column to mend.
func TestWhatIsWrongWithAnAgencysFileIsNamed(t *testing.T) {
	good := "1,K-7,a,paid,2027-02-16,50.00,NOK,\n"
	for content, want := range map[string]string{
		"":                         "line 1: the file has no header",
		"handover,key,kind,date\n": `line 1: there is no column "amount"`,
		agencyHead + good + "x,,b,paid,2027-02-16,1.00,NOK,\n":   `line 3, handover: "x" is no number`,
		agencyHead + good + "1,,,paid,2027-02-16,1.00,NOK,\n":    "line 3, key: every line needs a name",
		agencyHead + good + good:                                 `line 3, key: "a" stands in line 2 already`,
		agencyHead + "1,,b,sold,2027-02-16,1.00,NOK,\n":          `line 2, kind: "sold" is nothing`,
		agencyHead + "1,,b,paid-us,2027-02-16,1.00,NOK,\n":       `line 2, kind: "paid-us" is nothing`,
		agencyHead + "1,,b,paid,16.02.2027,1.00,NOK,\n":          `line 2, date: "16.02.2027" is no day`,
		agencyHead + "1,,b,paid,2027-02-30,1.00,NOK,\n":          `line 2, date: "2027-02-30" is no day`,
		agencyHead + "1,,b,paid,2027-02-16,\"1,00\",NOK,\n":      `line 2, amount: "1,00" is no amount`,
		agencyHead + "1,,b,paid,2027-02-16,1.005,NOK,\n":         `line 2, amount: "1.005" is no amount`,
		agencyHead + "1,,b,paid,2027-02-16,-1.00,NOK,\n":         "line 2, amount: -1.00 must be above zero",
		agencyHead + "1,,b,paid,2027-02-16,,NOK,\n":              `line 2, amount: "" is no amount`,
		agencyHead + "1,,b,paid,2027-02-16,1.00,kroner,\n":       `line 2, currency: "kroner" is no currency`,
		agencyHead + "1,,b,closed,2027-02-16,1.00,NOK,\n":        `line 2, amount: "closed" is about no amount`,
		agencyHead + good + "1,,b,\"paid,2027-02-16,1.00,NOK,\n": "line 3: the quotes do not match",
		agencyHead + "1,,b\n":                                    "line 2, kind",
		agencyHead + strings.Repeat("x,,,,,,,\n", 20):            "and 75 more",
		"\xff\xfe1\x00": "no text in UTF-8",
		agencyHead + strings.Repeat("1,,a,paid,2027-02-16,1.00,NOK,"+strings.Repeat("x", 4000)+"\n", 1100): "larger than 4 MB",
	} {
		lines, err := desk.ParseAgencyFile([]byte(content))
		if !fault.Has(err, desk.BrokenFile) || !strings.Contains(err.Error(), want) || lines != nil {
			t.Errorf("%.60q: %d lines, %v; want %s", content, len(lines), err, want)
		}
	}
}

func FuzzAgencyFile(f *testing.F) {
	f.Add([]byte(agencyHead + "1,K-7,a,paid,2027-02-16,50.00,NOK,first\n"))
	f.Add([]byte("handover;key;kind;date;amount;currency\n1;a;corrected;2027-02-16;-5.00;NOK\n"))
	f.Add([]byte(agencyHead + "1,\"K\n7\",a,\"pa\"id,2027-02-16,50.00,NOK,\x1b[31m\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		lines, err := desk.ParseAgencyFile(content)
		if err != nil {
			if !fault.Has(err, desk.BrokenFile) || lines != nil {
				t.Fatalf("%d lines, %v", len(lines), err)
			}
			return
		}
		keys := map[string]bool{}
		for _, l := range lines {
			if l.Key == "" || keys[l.Key+" "+string(rune(l.Escalation))] && l.Escalation < 1000 || l.Escalation < 1 || l.On.IsZero() {
				t.Fatalf("%+v", l)
			}
			keys[l.Key+" "+string(rune(l.Escalation))] = true
			if l.Kind.Bears() == l.Amount.IsZero() || l.Amount.Minor < 0 && l.Kind != settlement.SaidCorrected || strings.ContainsAny(l.Note+l.Reference+l.Key, "\x1b\n\r\x00") {
				t.Fatalf("%+v", l)
			}
		}
	})
}
