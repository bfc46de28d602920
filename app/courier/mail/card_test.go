package mail

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
	"github.com/dunningdesk/dunningdesk/app/courier/text"
)

// indonesian is a friendly reminder of two invoices without charges, in English.
func indonesian(t testing.TB) notice.Document {
	t.Helper()
	d := notice.Document{
		Language: "en", Number: "2026-000041", Issued: date.Must(2026, 11, 23), PayBy: date.Must(2026, 12, 7),
		Sender: notice.Sender{
			Name: "Skagerrak Engros AS", Address: []string{"Brygga 7", "4610 Kristiansand", "Norway"}, Contact: "Dewi Sartika",
			Phone: "+62 21 5550 0142", Email: "dewi@skagerrak.example", Register: []string{"Reg. no. 987 654 325"},
		},
		Recipient: notice.Recipient{Name: "PT Maju Jaya", CustomerNumber: "20311"},
		Currency:  "IDR", Exponent: 2, Total: 8100000000,
		Items: []notice.Item{
			{Number: "F-2247", Due: date.Must(2026, 11, 2), Days: 21, Open: 4850000000},
			{Number: "F-2251", Due: date.Must(2026, 11, 22), Days: 1, Open: 3250000000},
		},
		Payment: notice.Payment{Bank: "Bank Contoh", Account: "000 123 4567", Reference: "20311-F2247"},
	}
	v := d.Vars()
	v.Greeting = "Ms Lestari"
	rendered, err := text.Render("en", text.Friendly, v)
	if err != nil {
		t.Fatal(err)
	}
	d.Text = rendered
	return d
}

func TestCardSaysTheSameInBothForms(t *testing.T) {
	body, err := Compose(indonesian(t), Options{AnswerTo: "dewi@skagerrak.example", Attached: true})
	if err != nil {
		t.Fatal(err)
	}
	shown := visible(t, body.HTML)
	for _, want := range []string{
		"Dear Ms Lestari,", "F-2247", "2 Nov 2026", "48,500,000", "To pay by 7 December 2026", "81,000,000",
		"Bank Contoh", "000 123 4567", "20311-F2247", "No fee and no interest have been added.", "Dewi Sartika, Skagerrak Engros AS",
		"+62 21 5550 0142", "customer 20311", "attached as a letter",
	} {
		if !strings.Contains(shown, want) {
			t.Errorf("HTML lacks %q:\n%s", want, shown)
		}
		if !strings.Contains(body.Plain, want) {
			t.Errorf("plain text lacks %q:\n%s", want, body.Plain)
		}
	}
	if !strings.Contains(shown, "21 days") || !strings.Contains(shown, "1 day ") {
		t.Errorf("days: %s", shown)
	}
	if !strings.Contains(body.HTML, `href="mailto:dewi@skagerrak.example?subject=We%20have%20paid%20%282026-000041%29"`) {
		t.Errorf("the answers do not write themselves:\n%s", body.HTML)
	}
	if strings.Contains(body.HTML, "<img") || strings.Contains(body.HTML, "http") || strings.Contains(body.HTML, "<script") {
		t.Error("the card loads something")
	}
}

func TestChargesStandInTheMailWithTheirRule(t *testing.T) {
	d := indonesian(t)
	d.Lines = []notice.Line{{Kind: notice.Fee, Amount: 5000000, Rule: "Terms of sale, section 8"}, {Kind: notice.Credit, Amount: -100000000}}
	d.Total += 5000000 - 100000000
	body, err := Compose(d, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{visible(t, body.HTML), body.Plain} {
		for _, want := range []string{"Reminder fee", "50,000", "Terms of sale, section 8", "Your credit", "-1,000,000", "80,050,000"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is missing:\n%s", want, text)
			}
		}
	}
}

func TestNamesCannotBecomeMarkup(t *testing.T) {
	d := indonesian(t)
	evil := `<script>alert(1)</script>"><a href="javascript:x">`
	d.Recipient.Name, d.Items[0].Number, d.Payment.Reference, d.Number = evil, evil, evil, evil
	body, err := Compose(d, Options{AnswerTo: `x"><b>@y.example`})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(body.HTML, "<script") || strings.Contains(body.HTML, "javascript:x\"") || strings.Contains(body.HTML, "<b>") {
		t.Errorf("markup got through:\n%s", body.HTML)
	}
}

func TestWrongTotalIsNoMail(t *testing.T) {
	d := indonesian(t)
	d.Total--
	if body, err := Compose(d, Options{}); !fault.Has(err, notice.SumsDiffer) || body.HTML != "" {
		t.Errorf("%v", err)
	}
}

// visible gives the text a reader sees.
func visible(t *testing.T, source string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	return strings.Join(strings.FieldsFunc(b.String(), func(r rune) bool { return r == ' ' || r == '\n' }), " ")
}

// The company's picture travels within the mail: nothing is fetched when it is opened.
func TestTheLogoTravelsWithTheMail(t *testing.T) {
	d := indonesian(t)
	d.Sender.Logo = []byte("\x89PNG picture")
	body, err := Compose(d, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(body.HTML, `src="cid:logo.png"`) || strings.Contains(body.HTML, "http://") || strings.Contains(body.HTML, `src="http`) {
		t.Errorf("the card does not show the picture that travels with it:\n%s", body.HTML)
	}
}
