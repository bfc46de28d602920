package text

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

const head = "Subject: Reminder {{number}}\nHeading: Please pay {{total}}\nSMS: Pay  {{total}}{{#phone}}, {{phone}} {{/phone}} today\n\n"

func compiled1(t *testing.T, body string) *Template {
	t.Helper()
	tmpl, err := Compile("mine", head+body)
	if err != nil {
		t.Fatal(err)
	}
	return tmpl
}

func TestOneSourceThreeShapes(t *testing.T) {
	tmpl := compiled1(t, "Dear {{customer}},\n\nplease pay **{{total}}**\ntoday.\n\n- by bank\n- by phone\n\nThank you.\n")
	got, err := tmpl.Render(Vars{Number: "7", Total: "1 234,50 kr", Customer: "Åse & Søn <AS>"})
	if err != nil {
		t.Fatal(err)
	}
	want := Rendered{
		Subject: "Reminder 7",
		Heading: "Please pay 1 234,50 kr",
		SMS:     "Pay 1 234,50 kr today",
		Paragraphs: []Paragraph{
			{Spans: []Span{{Text: "Dear Åse & Søn <AS>,"}}},
			{Spans: []Span{{Text: "please pay "}, {Text: "1 234,50 kr", Bold: true}, {Text: " today."}}},
			{Bullet: true, Spans: []Span{{Text: "by bank"}}},
			{Bullet: true, Spans: []Span{{Text: "by phone"}}},
			{Spans: []Span{{Text: "Thank you."}}},
		},
		HTML: "<p>Dear Åse &amp; Søn &lt;AS&gt;,</p>\n<p>please pay <strong>1 234,50 kr</strong> today.</p>\n" +
			"<ul>\n<li>by bank</li>\n<li>by phone</li>\n</ul>\n<p>Thank you.</p>\n",
		Plain: "Dear Åse & Søn <AS>,\n\nplease pay 1 234,50 kr today.\n\n- by bank\n- by phone\n\nThank you.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestSectionsFollowTheValues(t *testing.T) {
	tmpl := compiled1(t, "{{#fee}}Fee {{fee}}.{{/fee}}{{^fee}}{{^interest}}Nothing added.{{/interest}}{{/fee}}{{#warning}} Beware.{{/warning}}")
	for _, c := range []struct {
		vars Vars
		want string
	}{
		{Vars{Fee: "35,00 kr"}, "Fee 35,00 kr."},
		{Vars{}, "Nothing added."},
		{Vars{Interest: "1,00 kr", Warning: true}, "Beware."},
	} {
		got, err := tmpl.Render(c.vars)
		if err != nil || got.Plain != c.want {
			t.Errorf("%+v: got %q, %v, want %q", c.vars, got.Plain, err, c.want)
		}
	}
}

// A debtor's name is data: it can neither open bold, links or lists, nor begin a header or a paragraph.
func TestValuesMeanThemselves(t *testing.T) {
	tmpl := compiled1(t, "{{customer}}")
	for _, name := range []string{
		"**Bold** [x](javascript:alert(1))", "<script>alert(1)</script>", "# Heading", "- item", "1. Mai GmbH", "&amp; &lt;",
		"```", "> quote", "{{total}}", `back\slash`, "under_score_", "![img](http://x/)", "<https://x.example>", "---", "a|b~c~",
	} {
		got, err := tmpl.Render(Vars{Customer: name})
		if err != nil || got.Plain != name {
			t.Errorf("%q: got %q, %v", name, got.Plain, err)
		}
		if strings.Contains(got.HTML, "<script") || strings.Contains(got.HTML, "<a") || strings.Contains(got.HTML, "<strong") {
			t.Errorf("%q became markup: %s", name, got.HTML)
		}
	}
	got, err := tmpl.Render(Vars{Customer: "A\r\nBcc: x@example.org\n\nB", Number: "1\r\nX: y"})
	if err != nil || got.Plain != "A  Bcc: x@example.org  B" || got.Subject != "Reminder 1  X: y" {
		t.Errorf("line breaks in values: %q, subject %q, %v", got.Plain, got.Subject, err)
	}
}

func TestCompileSaysWhatIsWrongAndWhere(t *testing.T) {
	for _, c := range []struct {
		name, source string
		code         fault.Code
		says         string
	}{
		{"misspelt", head + "Hi\n\n{{custmer}}", UnknownVariable, `mine line 7: no notice has a value "custmer" (did you mean {{customer}}?)`},
		{"unknown", head + "{{password}}", UnknownVariable, "values are: company"},
		{"in the head", "Subject: {{x_y_z}}\nHeading: b\n\nc", UnknownVariable, "line 1"},
		{"section not closed", head + "a\n{{#fee}}b", BadTemplate, "mine: line 6"},
		{"tag not closed", head + "{{fee", BadTemplate, "line 5: a tag is not closed"},
		{"triple", head + "{{{fee}}}", BadTemplate, "use two braces"},
		{"ampersand", head + "{{&fee}}", BadTemplate, "use two braces"},
		{"delimiters", head + "{{=<% %>=}}", BadTemplate, "not allowed"},
		{"partial", head + "{{> /etc/passwd}}", BadTemplate, "not allowed"},
		{"deep", head + "{{#fee}}{{#total}}{{#open}}x{{/open}}{{/total}}{{/fee}}", BadTemplate, "2 deep"},
		{"no head", "Dear customer,\n\nplease pay.", BadTemplate, "Subject"},
		{"no heading", "Subject: a\n\nb", BadTemplate, "no heading"},
		{"two messages", "Subject: a\nHeading: b\nSMS: c\nSMS: d\n\ne", BadTemplate, "line 4"},
		{"in the message", "Heading: b\nSMS: {{#fee}}x\nSubject: a\n\ne", BadTemplate, "line 2"},
		{"heading markup", head + "# Big", BadMarkup, "heading"},
		{"html", head + "<b>now</b>", BadMarkup, "html"},
		{"link", head + "[here](https://x.example)", BadMarkup, "link"},
		{"image", head + "![x](y.png)", BadMarkup, "image"},
		{"numbered", head + "1. a\n2. b", BadMarkup, "numbered"},
		{"italic", head + "*now*", BadMarkup, "bold"},
		{"table of code", head + "    code", BadMarkup, "code"},
		{"only when there is a fee", head + "{{#fee}}*now*{{/fee}}", BadMarkup, "bold"},
		{"large", head + strings.Repeat("x", MaxSource), BadTemplate, "longer"},
	} {
		_, err := Compile("mine", c.source)
		if fault.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v (%s), want code %s saying %q", c.name, err, fault.CodeOf(err), c.code, c.says)
		}
	}
}

func FuzzCompile(f *testing.F) {
	for _, seed := range []string{"Dear {{customer}}", "{{#fee}}a{{/fee}}", "**a** *b*", "- a\n  - b", "{{/fee}}", "[a]: b\n\n[a]", "&#0;"} {
		f.Add(seed, "Nordlys")
	}
	f.Fuzz(func(t *testing.T, body, customer string) {
		tmpl, err := Compile("fuzz", head+body)
		if err != nil {
			if fault.CodeOf(err) == fault.Internal {
				t.Fatalf("an error without a code: %v", err)
			}
			return
		}
		got, err := tmpl.Render(Vars{Customer: customer, Total: customer})
		if err != nil {
			return
		}
		if strings.ContainsAny(got.Subject+got.Heading+got.SMS, "\r\n") {
			t.Fatalf("a head line breaks: %q / %q", got.Subject, got.Heading)
		}
		if strings.Contains(strings.ToLower(got.HTML), "<script") {
			t.Fatalf("markup got through: %s", got.HTML)
		}
	})
}

func BenchmarkRender(b *testing.B) {
	for b.Loop() {
		if _, err := Render("nb", Firm, sample); err != nil {
			b.Fatal(err)
		}
	}
}

func TestATelephoneNumberStandsOnOneLine(t *testing.T) {
	got, err := Render("nb", "friendly", Sample())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got.Plain, "38\u00a000\u00a041\u00a010") || strings.Contains(got.Plain+got.HTML, Sample().Phone) {
		t.Errorf("a line may break in the number:\n%s", got.Plain)
	}
	if strings.Contains(got.SMS, "\u00a0") {
		t.Errorf("the text message has signs that cost twice: %q", got.SMS)
	}
}
