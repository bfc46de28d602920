package wording

import (
	"strings"
	"testing"
)

const good = "Subject: Reminder: {{total}}\nHeading: Reminder\nSMS: {{company}}: pay {{total}} by {{pay_by}} to {{account}}\n\nDear {{customer}},\n\nplease pay **{{total}} by {{pay_by}}**, or call {{phone}}.\n"

func TestWhatATextIsToldOff(t *testing.T) {
	for _, c := range []struct {
		name, text, language string
		source               string
		rule                 Rule
		severity             Severity
		line                 int
		word                 string
	}{
		{"police", "reminder", "en", good + "\nOr the Police comes.", Threat, Error, 9, "police"},
		{"employer", "firm", "nb", good + "\nVi ringer arbeidsgiveren din.", Threat, Error, 9, "arbeidsgiveren"},
		{"credit bureau", "final", "de", good + "\nSonst melden wir Sie der SCHUFA.", Threat, Error, 9, "schufa"},
		{"neighbours", "final", "id", good + "\nKami menemui tetangga.", Threat, Error, 9, "tetangga"},
		{"in English in a German text", "firm", "de", good + "\nOr the police comes, and your employer hears of it.", Threat, Error, 9, "police"},
		{"and a second one in the same line", "firm", "de", good + "\nOr the police comes, and your employer hears of it.", Threat, Error, 9, "your employer"},
		{"in German in an English text", "firm", "en", good + "\nSonst kommt der Gerichtsvollzieher.", Threat, Error, 9, "gerichtsvollzieher"},
		{"in Indonesian in a Norwegian text", "firm", "nb", good + "\nAtau polisi datang.", Threat, Error, 9, "polisi"},
		{"in Norwegian in an Indonesian text", "firm", "id", good + "\nDu får en betalingsanmerkning.", Threat, Error, 9, "betalingsanmerkning"},
		{"in a language without texts", "reminder", "xx", good + "\npolice", Threat, Error, 9, "police"},
		{"announced in English in a German text", "final", "de", good + "\nWe will sue.", Announced, Warning, 9, "we will sue"},
		{"over two lines", "reminder", "en", good + "\nOr we call your\nemployer.", Threat, Error, 9, "your employer"},
		{"within bold", "reminder", "en", good + "\nOr the **po**lice, your\u00a0family.", Threat, Error, 9, "police"},
		{"over three lines", "reminder", "en", good + "\nWe name\nand\nshame.", Threat, Error, 9, "name and shame"},
		{"within an entity", "reminder", "en", good + "\nOr the pol&#105;ce.", Threat, Error, 9, "police"},
		{"within slanted letters", "reminder", "en", good + "\nOr the *po*lice.", Threat, Error, 9, "police"},
		{"between wide spaces", "reminder", "en", good + "\nOr your \u2003family.", Threat, Error, 9, "your family"},
		{"with what takes no room", "reminder", "en", good + "\nOr the pol\u2060ice\u200d.", Threat, Error, 9, "police"},
		{"in letters that look alike", "reminder", "en", good + "\nOr the роlісе.", Threat, Error, 9, "police"},
		{"in wide letters", "reminder", "en", good + "\nOr the ｐｏｌｉｃｅ.", Threat, Error, 9, "police"},
		{"in letters taken apart", "reminder", "de", good + "\nDas Gefa\u0308ngnis.", Threat, Error, 9, "gefängnis"},
		{"announced", "final", "nb", good + "\nKravet blir sendt til inkasso.", Announced, Warning, 9, "blir sendt til inkasso"},
		{"too early", "friendly", "en", good + "\n{{#warning}}We may go to a collection agency.{{/warning}}", Early, Error, 9, "collection agency"},
		{"before the warning", "firm", "nb", good + "\nDet kan bli inkasso.", Early, Error, 9, "inkasso"},
		{"own text", "hotel-guests", "nb", good + "\nDet kan bli inkasso.", Early, Warning, 9, "inkasso"},
		{"no sum", "reminder", "en", strings.ReplaceAll(good, "{{total}}", "it"), NoAmount, Error, 0, ""},
		{"no day", "reminder", "en", strings.ReplaceAll(good, "{{pay_by}}", "soon"), NoDeadline, Error, 0, ""},
		{"no day in the message", "reminder", "en", strings.Replace(good, "by {{pay_by}} to", "to", 1), NoDeadline, Error, 3, ""},
		{"nobody to talk to", "reminder", "en", strings.ReplaceAll(good, "{{phone}}", "us"), NoContact, Error, 0, ""},
		{"no way to pay", "reminder", "en", strings.ReplaceAll(good, " to {{account}}", ""), NoPayment, Warning, 3, ""},
		{"a promise without its day", "promise-confirmation", "en", good, NoDeadline, Error, 0, ""},
		{"fee without a basis", "reminder", "en", good + "\n{{#fee}}Fee {{fee}}.{{/fee}}", FeeBasis, Warning, 9, ""},
		{"a sum by hand", "reminder", "nb", good + "\nGebyret er 35,00 kr.", FixedSum, Warning, 9, "35,00 kr"},
		{"shouts", "reminder", "en", good + "\nPay IMMEDIATELY.", Shouting, Warning, 9, "IMMEDIATELY"},
		{"shouts in the subject", "reminder", "en", strings.Replace(good, "Subject: Reminder", "Subject: REMINDER", 1), Shouting, Warning, 1, "REMINDER"},
		{"shouts in short words", "reminder", "en", good + "\nPAY NOW, please.", Shouting, Warning, 9, "PAY NOW"},
		{"shouts in Norwegian", "reminder", "nb", good + "\nBETAL NÅ", Shouting, Warning, 9, "BETAL NÅ"},
		{"shouts twice in a line", "reminder", "en", good + "\nPay IMMEDIATELY, and **WITHOUT** delay.", Shouting, Warning, 9, "WITHOUT"},
		{"shouts a part of what the law wants", "final", "nb", good + "\nBetal INKASSO.", Shouting, Warning, 9, "INKASSO"},
		{"calls out", "reminder", "en", good + "\nPay! Now!", Shouting, Warning, 9, "!"},
		{"not marked", "final", "nb", good + "\nInkassovarsel: kravet kan bli sendt til inkasso.", NoMark, Warning, 0, "INKASSOVARSEL"},
		{"no message", "reminder", "en", strings.Replace(good, "SMS:", "Heading:", 1), NoSMS, Warning, 0, ""},
	} {
		text := Text{Name: c.text, Language: c.language, Source: c.source}
		if c.text == "final" {
			text.Marks = []string{"INKASSOVARSEL"}
		}
		hit := false
		for _, f := range Check(text) {
			if f.Rule == c.rule && f.Severity == c.severity && f.Line == c.line && (c.word == "" || f.Args["word"] == c.word) {
				hit = true
			}
		}
		if !hit {
			t.Errorf("%s: no %s (%s) on line %d, but %+v", c.name, c.rule, c.severity, c.line, Check(text))
		}
	}
}

func TestWhatIsNoThreat(t *testing.T) {
	for _, c := range []struct{ text, language, words string }{
		{"reminder", "en", "This is our policy; the courtyard is open. IBAN and KID are printed below!"},
		{"firm", "nb", "Navnet er Politikk AS.{{#warning}}**Inkassovarsel:** kravet kan bli sendt til inkasso.{{/warning}} Spør oss."},
		{"final", "nb", "{{#warning}}**INKASSOVARSEL:** kravet kan bli sendt til inkasso.{{/warning}}"},
		{"reminder", "id", "Situasi Anda kami pahami."},
		{"reminder", "nb", "Maling AS i Sita."},
		{"reminder", "en", "IBAN and BIC/SWIFT stand below; PT NUSA is no GmbH. NOK, EUR or USD will do."},
	} {
		text := Text{Name: c.text, Language: c.language, Source: good + "\n" + c.words}
		if c.text == "final" {
			text.Marks = []string{"INKASSOVARSEL"}
		}
		for _, f := range Check(text) {
			t.Errorf("%q: %+v", c.words, f)
		}
	}
	if Refused(Check(Text{Name: "reminder", Language: "en", Source: good})) {
		t.Error("a good text is refused")
	}
}

func FuzzCheck(f *testing.F) {
	for _, seed := range []string{good, "", "{{", "{{#a}}{{#b}}", "{{/x}}", "SMS:", "Subject: \x00{{}}\n\n{{!", "{{^warning}}INKASSO"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		lines := strings.Count(source, "\n") + 1
		for _, language := range []string{"en", "nb", "de", "id"} {
			for _, found := range Check(Text{Name: "firm", Language: language, Source: source, Marks: []string{"INKASSOVARSEL"}}) {
				if found.Line < 0 || found.Line > lines {
					t.Fatalf("line %d of %d", found.Line, lines)
				}
			}
		}
	})
}
