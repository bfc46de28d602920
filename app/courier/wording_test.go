package courier

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/wording"
	"github.com/dunningdesk/dunningdesk/app/courier/sms"
	"github.com/dunningdesk/dunningdesk/app/courier/text"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/assets"
)

// marksOf are the headings that the shipped law packs want in a text.
func marksOf(t *testing.T, name, language string) []string {
	t.Helper()
	packs, err := law.Load(assets.Law, "law")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, pack := range packs {
		for _, row := range pack.Rows {
			for _, tone := range row.Tones {
				if head, _, headed := strings.Cut(row.Texts[language], ":"); row.Fact == law.NoticeText && tone == name && headed {
					out = append(out, head)
				}
			}
		}
	}
	return out
}

// What we write ourselves holds to what we tell others: no text that comes with the program has a finding.
func TestShippedTextsAreWellWritten(t *testing.T) {
	c := &Courier{}
	if len(marksOf(t, "final", "nb")) == 0 || len(marksOf(t, "final", "en")) == 0 {
		t.Fatal("no law pack wants anything marked: the test sees nothing")
	}
	for _, language := range c.Languages() {
		for _, name := range c.Names() {
			source, err := c.Shipped(name, language)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range c.Examine(wording.Text{Name: name, Language: language, Source: source, Marks: marksOf(t, name, language)}) {
				t.Errorf("%s/%s line %d: %s %s %v", language, name, f.Line, f.Severity, f.Rule, f.Args)
			}
		}
	}
}

// As a text message a notice of an ordinary customer takes two messages at most, in characters that all phones have.
func TestTextMessagesAreShort(t *testing.T) {
	for _, language := range text.Languages() {
		for _, name := range append(text.Tones(), text.Events()...) {
			for _, v := range text.Examples() {
				r, err := text.Render(language, name, v)
				if err != nil {
					t.Fatal(err)
				}
				if size := sms.Measure(sms.Plainly(r.SMS)); size.Encoding != sms.GSM7 || size.Segments > shortSegments {
					t.Errorf("%s/%s: %d messages in %s (%v): %s", language, name, size.Segments, size.Encoding, size.Forcing, r.SMS)
				}
			}
		}
	}
}

const fine = "Subject: {{total}}\nHeading: Pay {{total}}\nSMS: {{company}}: {{total}} by {{pay_by}} to {{account}}\n\nPlease pay {{total}} by {{pay_by}}, or call {{phone}}.\n"

func TestExamineSaysWhatWhereAndWhatToDo(t *testing.T) {
	for _, c := range []struct {
		name, source string
		rule         wording.Rule
		line         int
	}{
		{"not closed", fine + "\n{{#fee}}x", wording.Syntax, 7},
		{"unknown value", fine + "\n{{custmer}}", wording.Syntax, 7},
		{"a partial", fine + "\n{{> /etc/passwd}}", wording.Syntax, 7},
		{"three braces", fine + "\n{{{total}}}", wording.Syntax, 7},
		{"an ampersand", fine + "\n{{&total}}", wording.Syntax, 7},
		{"other delimiters", fine + "\n{{=<% %>=}}", wording.Syntax, 7},
		{"a link", fine + "\n{{#fee}}\nx\n{{/fee}}\n\n[pay](javascript:alert(1))", wording.Syntax, 11},
		{"html", fine + "\n<script>x</script>", wording.Syntax, 7},
		{"no head", "Dear customer", wording.Syntax, 1},
		{"large", strings.Repeat("x", text.MaxSource+1), wording.Syntax, 0},
		{"many tags", fine + strings.Repeat("{{total}}", 500), wording.Syntax, 0},
		{"a gap", fine + "\nThe fee is {{fee}}.", wording.Gap, 0},
		{"a long message", strings.Replace(fine, "SMS: ", "SMS: "+strings.Repeat("please ", 60), 1), wording.LongSMS, 0},
		{"a dear message", strings.Replace(fine, "SMS: ", "SMS: 请 ", 1), wording.WideSMS, 0},
	} {
		hit := false
		for _, f := range (&Courier{}).Examine(wording.Text{Name: "reminder", Language: "en", Source: c.source}) {
			hit = hit || f.Rule == c.rule && f.Line == c.line
		}
		if !hit {
			t.Errorf("%s: %+v", c.name, (&Courier{}).Examine(wording.Text{Name: "reminder", Language: "en", Source: c.source}))
		}
	}
}

// What somebody pastes into the editor is answered within a moment, whatever it is.
func TestBadSourcesAreAnsweredInTime(t *testing.T) {
	for name, body := range map[string]string{
		"sections in sections": strings.Repeat("{{#fee}}", 100) + strings.Repeat("{{/fee}}", 100), "open sections": strings.Repeat("{{#fee}}", 390), "braces": strings.Repeat("{", 60<<10),
		"quotes": strings.Repeat("> ", 30<<10), "brackets": strings.Repeat("[", 60<<10), "stars": strings.Repeat("*a ", 20<<10), "strong": strings.Repeat("**a", 20<<10),
		"lists": strings.Repeat("- ", 30<<10), "backticks": strings.Repeat("`a", 30<<10), "images": strings.Repeat("![](", 15<<10), "entities": strings.Repeat("&#1;", 15<<10),
		"lines": strings.Repeat("\n", 60<<10), "angles": strings.Repeat("<a ", 20<<10), "indents": strings.Repeat("    a\n", 10<<10), "capitals": strings.Repeat("SHOUT ", 10<<10),
	} {
		began := time.Now()
		(&Courier{}).Examine(wording.Text{Name: "reminder", Language: "en", Source: fine + "\n" + body})
		if took := time.Since(began); took > time.Minute {
			t.Errorf("%s took %s", name, took)
		}
	}
}

// A name of a megabyte, with markup in it, is cut and stays text: in the mail, the letter and the text message.
func TestACustomersNameIsNeverMarkup(t *testing.T) {
	for _, name := range []string{
		`<script>alert(1)</script>`, `**bold** [x](javascript:alert(1))`, `{{total}} {{#fee}}`, `Å & Ø "AS" <b>`, "A\r\nBcc: x@y.example\r\n\r\n<p>", strings.Repeat("<b>Å</b> ", 1<<17),
	} {
		job := wordJob("en", dunning.EventCallMe, receivable.Email)
		job.Debtor.Name = "Nordlys"
		job.Company.Contact = name
		began := time.Now()
		shown := (&Courier{}).Show(t.Context(), job, desk.TextDraft{Name: "call-me", Language: "en", Source: "Subject: Hi {{contact}}\nHeading: Hi {{contact}}\nSMS: Hi {{contact}}\n\nCall {{contact}} now."})
		if took := time.Since(began); took > time.Minute {
			t.Errorf("%.20q took %s", name, took)
		}
		if shown.MailErr != nil {
			t.Fatalf("%.20q: %v", name, shown.MailErr)
		}
		if strings.ContainsAny(shown.Mail.Subject+shown.SMS, "\r\n") || len(shown.SMS) > 4000 || len(shown.Mail.Subject) > 4000 {
			t.Errorf("%.20q: subject of %d, message of %d", name, len(shown.Mail.Subject), len(shown.SMS))
		}
		want := strings.Fields(name)[0]
		if len(name) < 100 && (!strings.Contains(shown.SMS, want) || !strings.Contains(shown.Mail.Plain, want)) {
			t.Errorf("%q does not stand as it is: %s / %s", name, shown.SMS, shown.Mail.Plain)
		}
		d, _, err := document(job)
		if err != nil || strings.Contains(strings.ToLower(d.Text.HTML), "<script") || strings.Contains(d.Text.HTML, "<b>") || strings.Contains(d.Text.HTML, "<a") {
			t.Errorf("%.20q became markup: %.200s, %v", name, d.Text.HTML, err)
		}
	}
}

// A notice is written with the house's own text where there is one, and says with which version.
func TestTheHousesOwnTextIsUsed(t *testing.T) {
	own := func(name, language string, version int) desk.HouseTexts {
		return desk.HouseTexts{{Name: name, Language: language}: {Name: name, Language: language, Version: version, Source: strings.Replace(fine, "Please pay", "Own words: please pay", 1)}}
	}
	for _, c := range []struct {
		name  string
		texts desk.HouseTexts
		level string
		want  desk.TextUsed
	}{
		{"the program's", nil, "", desk.TextUsed{Name: "reminder", Language: "en"}},
		{"of the tone", own("reminder", "en", 3), "", desk.TextUsed{Name: "reminder", Language: "en", Version: 3}},
		{"in another language", own("reminder", "nb", 3), "", desk.TextUsed{Name: "reminder", Language: "en"}},
		{"by a name of the house", own("hotel-guests", "en", 1), "hotel-guests", desk.TextUsed{Name: "hotel-guests", Language: "en", Version: 1}},
		{"by a name that this language does not have", own("hotel-guests", "nb", 1), "hotel-guests", desk.TextUsed{Name: "reminder", Language: "en"}},
		{"by a name that is gone", nil, "hotel-guests", desk.TextUsed{Name: "reminder", Language: "en"}},
	} {
		job := wordJob("en", dunning.NoEvent, receivable.Letter)
		job.Notice.Promise, job.Notice.Tone, job.Notice.Text, job.Notice.Deadline, job.Texts = nil, dunning.Reminder, c.level, job.Date.AddDays(10), c.texts
		made, err := (&Courier{}).Make(t.Context(), job)
		if err != nil || made.Text != c.want || strings.Contains(made.Plain, "Own words") != (c.want.Version > 0) {
			t.Errorf("%s: %+v, %v: %s", c.name, made.Text, err, made.Plain)
		}
	}
}

// The sentence that a law wants stands in the text message too.
func TestATextMessageSaysWhatTheLawWants(t *testing.T) {
	job := wordJob("nb", dunning.NoEvent, receivable.Letter)
	job.Notice.Promise, job.Notice.Tone, job.Notice.Deadline = nil, dunning.Final, job.Date.AddDays(14)
	job.Notice.Effects = []dunning.Effect{{What: dunning.Why{Key: dunning.EffectText, Args: map[string]string{"text.nb": "INKASSOVARSEL: Blir kravet ikke betalt, kan det bli sendt til inkasso."}}}}
	shown := (&Courier{}).Show(t.Context(), job, desk.TextDraft{Name: "final", Language: "nb", Source: strings.Replace(fine, "Please", "{{#warning}}**Inkassovarsel:** ...{{/warning}} Please", 1)})
	if !strings.Contains(shown.SMS, "INKASSOVARSEL: Blir") || shown.Size.Segments == 0 {
		t.Errorf("%+v", shown.SMS)
	}
	source, _ := (&Courier{}).Shipped("final", "nb")
	if shown = (&Courier{}).Show(t.Context(), job, desk.TextDraft{Name: "final", Language: "nb", Source: source}); strings.Count(strings.ToLower(shown.SMS), "inkassovarsel") != 1 {
		t.Errorf("marked twice, or not at all: %s", shown.SMS)
	}
}

// An agreement is shown with the paper to be signed, in the language of its text: in the letter alone, behind the mail.
func TestAnAgreementIsShownWithItsPaper(t *testing.T) {
	paperJob := agreementJob(t, 6)
	paperJob.Debtor.Email, paperJob.Debtor.Address = "siv@fjordfisk.example", receivable.Address{Lines: []string{"Kaia 1"}, PostalCode: "9008", City: "Tromsø", Country: "NO"}
	job := desk.Job{
		Company: paperJob.Company, Debtor: paperJob.Debtor, Number: "2026-000007", MessageID: "x@example.org", Date: paperJob.Printed, At: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC),
		Notice:    dunning.Notice{Event: dunning.EventAgreement, Channel: receivable.Email, Currency: "NOK", Total: paperJob.Plan.Schedule.Total},
		Agreement: &paperJob,
	}
	job.Mail.From = "us@example.org"
	source, err := (&Courier{}).Shipped("agreement", "nb")
	if err != nil {
		t.Fatal(err)
	}
	shown := (&Courier{}).Show(t.Context(), job, desk.TextDraft{Name: "agreement", Language: "nb", Source: source})
	if shown.MailErr != nil || shown.LetterErr != nil {
		t.Fatal(shown.MailErr, shown.LetterErr)
	}
	paper, err := (&Courier{}).agreementOf(t.Context(), job, "nb")
	if err != nil || len(paper) == 0 || !bytes.Equal(shown.Letter.Docs[0].Bytes, paper) {
		t.Errorf("the letter is not the paper to be signed: %v", err)
	}
	if !bytes.Contains(shown.Mail.Docs[0].Bytes, []byte("application/pdf")) {
		t.Error("no paper goes with the mail")
	}
}
