package letter

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
	"github.com/dunningdesk/dunningdesk/app/courier/text"
)

// scan reads the code on the last page of a letter, as a payer's telephone would.
func scan(t *testing.T, pdf []byte) string {
	t.Helper()
	zbar, err := exec.LookPath("zbarimg")
	if err != nil {
		t.Skip("skipped: zbarimg (package zbar-tools) is not installed")
	}
	file := saved(t, pdf)
	run(t, "pdftoppm", "-r", "200", "-png", file, file)
	entries, err := os.ReadDir(file[:strings.LastIndex(file, "/")])
	if err != nil {
		t.Fatal(err)
	}
	last := ""
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".png") {
			last = file[:strings.LastIndex(file, "/")+1] + e.Name()
		}
	}
	return strings.TrimSuffix(string(run(t, zbar, "-q", "--raw", "-Sdisable", "-Sqrcode.enable", last)), "\n")
}

func swissLetter(t testing.TB, items int) Document {
	d := german(t)
	d.Currency = "CHF"
	d.Items, d.Lines, d.Total = d.Items[:items], nil, 0
	for _, item := range d.Items {
		d.Total += item.Open
	}
	d.Recipient = notice.Recipient{Name: "Bäckerei Zürich AG", Address: []string{"Langstrasse 12", "8004 Zürich"}, CustomerNumber: "3001"}
	d.Payment = notice.Payment{
		IBAN: "CH4431999123000889012", Reference: "210000000003139471430009017",
		Creditor: notice.Party{Name: "Skagerrak Engros AS", Street: "Bahnhofstrasse 7", PostalCode: "8001", Town: "Zürich", Country: "CH"},
		Debtor:   notice.Party{Name: "Bäckerei Zürich AG", Street: "Langstrasse 12", PostalCode: "8004", Town: "Zürich", Country: "CH"},
	}
	return withText(t, d, text.Reminder, d.Vars())
}

// Telephones read the code behind the cross; zbar does not, so another reader is asked.
func TestSwissCodeIsReadBehindItsCross(t *testing.T) {
	zxing, err := exec.LookPath("ZXingReader")
	if err != nil {
		t.Skip("skipped: ZXingReader (package zxing-cpp-tools) is not installed")
	}
	d := swissLetter(t, 2)
	bill, _ := d.Swiss()
	file := saved(t, rendered(t, d))
	run(t, "pdftoppm", "-r", "200", "-f", "2", "-png", file, file)
	if got := string(run(t, zxing, file+"-2.png")); !strings.Contains(got, bill.Payload()) {
		t.Errorf("scanned:\n%s\nwant:\n%s", got, bill.Payload())
	}
}

func TestSwissPaymentPartSaysWhatItsCodeHolds(t *testing.T) {
	d := swissLetter(t, 2)
	pdf := rendered(t, d)
	page := readBack(t, pdf)
	for _, want := range []string{"Empfangsschein", "Zahlteil", "Konto / Zahlbar an", "21 00000 00003 13947 14300 09017", "CH44 3199 9123 0008 8901 2", "1 685.00", "Annahmestelle"} {
		if !strings.Contains(page, want) {
			t.Errorf("the payment part does not say %q:\n%s", want, page)
		}
	}
}

func TestQRISAndPayLinkAreScanned(t *testing.T) {
	static := "00020101021126610014COM.GO-JEK.WWW01189360091434506469550210G4506469550303UMI51440014ID.CO.QRIS.WWW0215ID10200300402560303UMI5204581253033605802ID5911TOKO MAKMUR6007JAKARTA61051031062070703A016304872F"
	d := norwegian(t)
	d.Language, d.Currency, d.Rate, d.Lines, d.Total = "id", "IDR", "", nil, 1941550
	d.Payment = notice.Payment{Account: "123-456-7890", Bank: "BCA", QRIS: static, Reference: "2026-000087"}
	d = withText(t, d, text.Reminder, d.Vars())
	code, ok := d.QRIS()
	if !ok {
		t.Fatalf("there is no QRIS: %v", receivable.CheckQRIS(static))
	}
	if got := scan(t, rendered(t, d)); got != code {
		t.Errorf("scanned %s, want %s", got, code)
	}
	n := norwegian(t)
	n.Payment.Link = "https://pay.skagerrak.example/n/2026-000087?t=AbC123"
	pdf := rendered(t, n)
	if got := scan(t, pdf); got != n.Payment.Link {
		t.Errorf("scanned %s, want the link", got)
	}
	for _, want := range []string{"Betal på nett: pay.skagerrak.example/n/2026-000087?t=AbC123", "Skann og betal på nett", "001011700220466 > 19685 31 < 2 > 12345678903"} {
		if page := strings.ReplaceAll(readBack(t, pdf), "\u00a0", " "); !strings.Contains(strings.Join(strings.Fields(page), " "), want) {
			t.Errorf("the letter does not say %q:\n%s", want, page)
		}
	}
}
