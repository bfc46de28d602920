package mail

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	gomime "github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset"
	gomail "github.com/emersion/go-message/mail"
	"github.com/google/go-cmp/cmp"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

func TestBuildReadsBack(t *testing.T) {
	eml := letter(t)
	r, err := gomail.CreateReader(bytes.NewReader(eml))
	if err != nil {
		t.Fatal(err)
	}
	subject, _ := r.Header.Subject()
	id, _ := r.Header.MessageID()
	from, _ := r.Header.AddressList("From")
	reply, _ := r.Header.AddressList("Reply-To")
	to, _ := r.Header.AddressList("To")
	got := []string{subject, id, from[0].String(), reply[0].String(), to[0].String(), r.Header.Get("Auto-Submitted"), r.Header.Get("X-Auto-Response-Suppress"), r.Header.Get("Date"), r.Header.Get("Content-Language"), r.Header.Get("References")}
	want := []string{
		"Purring: 19 685,31 kr – forfalt", "n-2026-000087.1@skagerrak.example", `"Skagerrak Engros AS" <regnskap@skagerrak.example>`,
		`"Kari Nordby" <kari@skagerrak.example>`, `"Nordlys Bakeri AS" <customer@lab.test>`, "auto-generated", "All", "Mon, 23 Nov 2026 09:00:00 +0000", "nb", "<n-2026-000051.a1@skagerrak.example> <n-2026-000060.b2@skagerrak.example>",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for fields := r.Header.Fields(); fields.Next(); {
		if strings.HasPrefix(strings.ToLower(fields.Key()), "list-") || fields.Key() == "Precedence" {
			t.Errorf("a notice is no mailing list: %s", fields.Key())
		}
	}
	parts := partsOf(t, eml)
	if diff := cmp.Diff([]string{
		"text/plain: Hei,\r\n\r\nvi ber om betaling. Å betale: 19 685,31 kr\r\n", "text/html: <p>Hei,</p>", "application/pdf: %PDF-1.3\n",
	}, parts); diff != "" {
		t.Errorf("parts, -want +got:\n%s", diff)
	}
}

// Servers may refuse or mend anything else, and a mended message is not the one that was kept.
func TestBuiltBytesNeedNoMending(t *testing.T) {
	m := message()
	m.Plain = strings.Repeat("Ååå ", 2000) + "\n.\n..\nFrom here\n"
	m.HTML = strings.Repeat("<td>x</td>", 2000)
	m.Attach[0].Name = "Mahnung für Müller & Söhne – 87.pdf"
	m.From.Name = strings.Repeat("Ø", 300)
	eml, err := Build(m)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range bytes.Split(eml, []byte("\r\n")) {
		if len(line) > 998 || bytes.ContainsAny(line, "\r\n") {
			t.Errorf("line %d has %d bytes or a bare line break", i, len(line))
		}
		for _, b := range line {
			if b > 126 || (b < 32 && b != '\t') {
				t.Fatalf("line %d has byte %#x", i, b)
			}
		}
	}
}

func TestSameMessageSameBytes(t *testing.T) {
	if !bytes.Equal(letter(t), letter(t)) {
		t.Error("two builds of one message differ")
	}
	m := message()
	m.ID = "other@skagerrak.example"
	other, err := Build(m)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := boundaryParameter.FindSubmatch(letter(t)), boundaryParameter.FindSubmatch(other); bytes.Equal(a[1], b[1]) {
		t.Error("two messages share their part separators")
	}
}

func TestBuildRefuses(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Message)
		code   fault.Code
		field  string
	}{
		{"header in a name", func(m *Message) { m.To[0].Name = "Nordlys\r\nBcc: all@example.org" }, HeaderInjection, "to"},
		{"header in an address", func(m *Message) { m.To[0].Addr = "a@b.example\r\nBcc: x@y.example" }, HeaderInjection, "to"},
		{"bare newline in the sender", func(m *Message) { m.From.Name = "A\nB" }, HeaderInjection, "from"},
		{"line separator", func(m *Message) { m.ReplyTo.Name = "A\u2028B" }, HeaderInjection, "reply_to"},
		{"header in the subject", func(m *Message) { m.Subject = "Purring\r\nX-Evil: 1" }, HeaderInjection, "subject"},
		{"header in a file name", func(m *Message) { m.Attach[0].Name = "a.pdf\r\nX: y" }, HeaderInjection, "attachment"},
		{"two addresses in one", func(m *Message) { m.To[0].Addr = "a@b.example, c@d.example" }, BadAddress, "to"},
		{"no domain", func(m *Message) { m.To[0].Addr = "nordlys" }, BadAddress, "to"},
		{"angle brackets", func(m *Message) { m.To[0].Addr = "a@b.example> <c@d.example" }, BadAddress, "to"},
		{"space", func(m *Message) { m.To[0].Addr = "a b@c.example" }, BadAddress, "to"},
		{"letters no server takes", func(m *Message) { m.To[0].Addr = "åse@b.example" }, BadAddress, "to"},
		{"empty", func(m *Message) { m.To[0].Addr = "" }, BadAddress, "to"},
		{"no recipient", func(m *Message) { m.To = nil }, BadMessage, ""},
		{"bad id", func(m *Message) { m.ID = "x> y@z" }, BadMessage, "id"},
		{"no id", func(m *Message) { m.ID = "" }, BadMessage, "id"},
		{"header in the language", func(m *Message) { m.Language = "nb\r\nX: y" }, BadMessage, "language"},
		{"huge", func(m *Message) { m.Attach[0].Bytes = make([]byte, maxMessage+1) }, BadMessage, ""},
	} {
		m := message()
		c.change(&m)
		eml, err := Build(m)
		var e *fault.Error
		if eml != nil || !errors.As(err, &e) || e.Code != c.code || e.Field != c.field {
			t.Errorf("%s: %d bytes, %v, want code %s on %q", c.name, len(eml), err, c.code, c.field)
		}
	}
}

func TestInternationalDomainIsSentInASCII(t *testing.T) {
	m := message()
	m.To[0] = Address{"Bäckerei Grün", "kontakt@bäckerei-grün.example"}
	eml, err := Build(m)
	if err != nil || !bytes.Contains(eml, []byte("<kontakt@xn--bckerei-grn-l8a53a.example>")) {
		t.Errorf("%v\n%s", err, eml[:600])
	}
}

func FuzzBuild(f *testing.F) {
	f.Add("Nordlys", "a@b.example", "Purring", "Hei")
	f.Add("=?utf-8?q?x=0D=0A?=", "\"a b\"@c.example", "a\tb", "\r\n.\r\n")
	f.Fuzz(func(t *testing.T, name, addr, subject, plain string) {
		m := message()
		m.To[0], m.Subject, m.Plain = Address{name, addr}, subject, plain
		eml, err := Build(m)
		if err != nil {
			return
		}
		header, _, _ := bytes.Cut(eml, []byte("\r\n\r\n"))
		for _, line := range bytes.Split(header, []byte("\r\n")) {
			name, _, isField := bytes.Cut(line, []byte(":"))
			folded := len(line) > 0 && (line[0] == ' ' || line[0] == '\t')
			if !folded && (!isField || !known[string(name)]) {
				t.Fatalf("a header line that nobody wrote: %q", line)
			}
		}
	})
}

var known = map[string]bool{
	"Message-ID": true, "Date": true, "Subject": true, "From": true, "To": true, "Reply-To": true, "MIME-Version": true,
	"Content-Type": true, "Content-Transfer-Encoding": true, "Auto-Submitted": true, "X-Auto-Response-Suppress": true,
	"Content-Language": true, "References": true,
}

func partsOf(t *testing.T, eml []byte) []string {
	t.Helper()
	entity, err := gomime.Read(bytes.NewReader(eml))
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	err = entity.Walk(func(_ []int, e *gomime.Entity, err error) error {
		kind, _, _ := e.Header.ContentType()
		if err != nil || strings.HasPrefix(kind, "multipart/") {
			return err
		}
		body, err := io.ReadAll(e.Body)
		parts = append(parts, kind+": "+string(body))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return parts
}

func BenchmarkBuild(b *testing.B) {
	m := message()
	m.Attach[0].Bytes = bytes.Repeat([]byte("%PDF"), 6000)
	for b.Loop() {
		if _, err := Build(m); err != nil {
			b.Fatal(err)
		}
	}
}

// Names as firms have them: each comes back as it was, and none becomes an address.
func TestNamesComeBackAsTheyWere(t *testing.T) {
	for _, name := range []string{
		`Gasthof "Zum Löwen"`, `Müller, Inh. O'Neill`, `Back\slash AS`, `a@b.example`, `<x@y.example>`, `"A" <x@y.example>, B`, "中文有限公司", "(comment) AS", "",
	} {
		m := message()
		m.To = []Address{{Name: name, Addr: "customer@lab.test"}}
		eml, err := Build(m)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		r, err := gomail.CreateReader(bytes.NewReader(eml))
		if err != nil {
			t.Fatal(err)
		}
		if to, err := r.Header.AddressList("To"); err != nil || len(to) != 1 || to[0].Name != name || to[0].Address != "customer@lab.test" {
			t.Errorf("%s came back as %v, %v", name, to, err)
		}
	}
}
