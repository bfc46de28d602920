package mail

import (
	"bytes"
	"mime"
	"net/mail"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// nasty draws text of what breaks headers, turns text around, shows nothing, or looks like something else.
func nasty(t *rapid.T, label string) string {
	breaks := []string{"\r\n", "\n", "\r", "\t", "\x00", "\u0085", "\u2028", "\u2029"}
	pieces := rapid.SliceOfN(rapid.SampledFrom([]string{
		"Nordlys", "Ø", "a", " ", "  ", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u00ad",
		"\"", "\\", "<", ">", ",", ";", ":", "@", "(", ")", "=?utf-8?q?=0D=0ABcc:_x@y.example?=", "=?utf-8?b?DQpCY2M6IHg=?=", "Bcc: x@y.example", "аррӏе", "👩\u200d👦",
		"中文有限公司", "\xff\xfe", "--=_boundary", ".", "..", "From ", strings.Repeat("x", 300), strings.Repeat("å ", 200), "%0d%0a", "\U000e0041", "+", "-",
	}), 0, 8).Draw(t, label)
	if rapid.IntRange(0, 3).Draw(t, "breaks") == 0 { // most of these are refused
		pieces = append(pieces, rapid.SampledFrom(breaks).Draw(t, "break"), "Bcc: x@y.example")
	}
	return strings.Join(pieces, "")
}

// Whatever stands in a name, subject, address, id or file name: a mail has each header line once, nobody can add one, and no line
// is longer than servers take; or it is refused.
func TestNothingBecomesAHeader(t *testing.T) {
	built := 0
	rapid.Check(t, func(t *rapid.T) {
		m := message()
		for _, part := range []struct {
			name string
			text *string
		}{
			{"to", &m.To[0].Name},
			{"from", &m.From.Name},
			{"reply", &m.ReplyTo.Name},
			{"subject", &m.Subject},
			{"file", &m.Attach[0].Name},
			{"type", &m.Attach[0].Type},
			{"address", &m.To[0].Addr},
			{"reply address", &m.ReplyTo.Addr},
			{"language", &m.Language},
			{"reference", &m.References[0]},
			{"id", &m.ID},
		} {
			if rapid.IntRange(0, 6).Draw(t, part.name+"?") == 0 {
				*part.text = nasty(t, part.name)
			}
		}
		eml, err := Build(m)
		if err != nil {
			return
		}
		built++
		checkHeader(t, eml, m.Subject)
	})
	t.Logf("%d messages were built", built)
	if built < 10 {
		t.Error("nearly all were refused")
	}
}

func checkHeader(t *rapid.T, eml []byte, wanted string) {
	t.Helper()
	header, _, _ := bytes.Cut(eml, []byte("\r\n\r\n"))
	seen := map[string]bool{}
	for _, line := range bytes.Split(header, []byte("\r\n")) {
		if len(line) > 998 || bytes.ContainsAny(line, "\r\n\x00") {
			t.Fatalf("a line of %d bytes: %q", len(line), line)
		}
		if len(line) > 0 && (line[0] == ' ' || line[0] == '\t') {
			continue
		}
		name, _, _ := strings.Cut(string(line), ":")
		if !known[name] || seen[name] {
			t.Fatalf("a header line that nobody wrote: %q in\n%s", line, header)
		}
		seen[name] = true
	}
	read, err := mail.ReadMessage(bytes.NewReader(eml))
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"To", "From", "Reply-To"} {
		if read.Header.Get(field) == "" {
			continue
		}
		list, err := read.Header.AddressList(field)
		if err != nil || len(list) != 1 {
			t.Fatalf("%s holds %v, %v: %q", field, list, err, read.Header.Get(field))
		}
		checkShown(t, list[0].Name)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(read.Header.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	checkShown(t, subject)
	if want := strings.Join(strings.Fields(Visible(wanted)), " "); strings.Join(strings.Fields(subject), " ") != want {
		t.Fatalf("the subject %q is read as %q", want, subject)
	}
}

// checkShown wants no character that turns text around or hides in it.
func checkShown(t *rapid.T, text string) {
	t.Helper()
	for _, r := range text {
		if r == '\u200d' { // between the parts of an emoji
			continue
		}
		if unicode.Is(unicode.Cf, r) || unicode.IsControl(r) {
			t.Fatalf("%U is in %q", r, text)
		}
	}
}

func TestWhatIsShownOfAName(t *testing.T) {
	for name, want := range map[string]string{
		"Nordlys\u202e SA irekaB":      "Nordlys SA irekaB",
		"\ufeffNord\u200blys\u00ad AS": "Nordlys AS",
		"خانه\u200cها":                 "خانه\u200cها", // Persian, in which the word needs it
		"a\u200cb":                     "ab",
		"👩\u200d👦 AS":                  "👩\u200d👦 AS",
		"Nor\xffdlys":                  "Nor?dlys",
		"aррӏе":                        "aррӏе", // letters of another alphabet are the customer's own business
		"☎️ AS":                        "☎️ AS",
		"x\U000e0041\U000e007f":        "x",
		"":                             "",
	} {
		if got := Visible(name); got != want {
			t.Errorf("%q is shown as %q", name, got)
		}
	}
}

// A domain that looks like another is written as what it is; letters before the @ that servers do not take are refused in words.
func TestDomainsThatLookLikeOthers(t *testing.T) {
	for address, want := range map[string]string{
		"ap@аррӏе.example": "ap@xn--80ak6aa92e.example", "ap@ＡＰＰＬＥ.example": "ap@apple.example", "ap@xn--80ak6aa92e.example": "ap@xn--80ak6aa92e.example",
	} {
		if got, err := ParseAddress(address); err != nil || got != want {
			t.Errorf("%s: %s, %v", address, got, err)
		}
	}
	for _, address := range []string{"аp@apple.example", "ap@app\u200ble.example\u202e", "ap@" + strings.Repeat("a", 64) + ".example", "ap@-a.example", "ap@a..example", "ap@[127.0.0.1]"} {
		if got, err := ParseAddress(address); err == nil {
			t.Errorf("%q is taken as %s", address, got)
		} else if !strings.Contains(err.Error(), "not an e-mail address") {
			t.Errorf("%q: %v", address, err)
		}
	}
}
