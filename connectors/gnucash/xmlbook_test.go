package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
)

// plainXML is the odd book as XML without gzip.
func plainXML(t testing.TB) string {
	t.Helper()
	packed, err := os.Open(filepath.Join("testdata", "odd.xml.gnucash"))
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	in, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestPlainXMLIsReadLikePacked(t *testing.T) {
	t.Parallel()
	packed := read(t, filepath.Join("testdata", "odd.xml.gnucash"), "Pacific/Auckland", spec.ReadRequest{Mode: spec.ModeFull})
	plain := read(t, written(t, "plain.gnucash", []byte(plainXML(t))), "Pacific/Auckland", spec.ReadRequest{Mode: spec.ModeFull})
	if diff := cmp.Diff(packed.table(), plain.table()); diff != "" {
		t.Error(diff)
	}
}

// Wherever a file breaks off, nothing is sent and it is said to be cut.
func TestCutXMLBooksAreRefused(t *testing.T) {
	t.Parallel()
	plain := plainXML(t)
	body := strings.TrimRight(plain[:strings.LastIndex(plain, "</gnc-v2>")], "\n")
	for cut := len(body); cut > 400; cut -= 997 {
		if d := refused(t, written(t, "cut.gnucash", []byte(plain[:cut]))); d.Code != spec.CodeSourceTruncated {
			t.Errorf("%d bytes: got %+v", cut, d)
		}
	}
	packed, err := os.ReadFile(filepath.Join("testdata", "odd.xml.gnucash"))
	if err != nil {
		t.Fatal(err)
	}
	for cut := len(packed) - 1; cut > 2; cut -= 211 {
		if d := refused(t, written(t, "cut.gnucash", packed[:cut])); d.Code != spec.CodeSourceTruncated {
			t.Errorf("%d packed bytes: got %+v", cut, d)
		}
	}
}

func TestDamagedGzipIsRefused(t *testing.T) {
	t.Parallel()
	packed, err := os.ReadFile(filepath.Join("testdata", "odd.xml.gnucash"))
	if err != nil {
		t.Fatal(err)
	}
	packed[len(packed)-6] ^= 1 // in the checksum
	if d := refused(t, written(t, "damaged.gnucash", packed)); d.Code != spec.CodeSourceUnreadable {
		t.Errorf("got %+v", d)
	}
}

func TestBrokenXMLBooksAreRefused(t *testing.T) {
	t.Parallel()
	plain := plainXML(t)
	for name, one := range map[string]struct{ from, to, want string }{
		"newer book":           {`<gnc:book version="2.0.0">`, `<gnc:book version="3.0.0">`, spec.CodeSourceNewer},
		"no version":           {`<gnc:book version="2.0.0">`, `<gnc:book>`, spec.CodeSourceNewer},
		"another root":         {`<gnc-v2`, `<gnc-v9`, spec.CodeSourceUnreadable},
		"transactions missing": {`type="transaction">`, `type="transaction">9`, spec.CodeSourceTruncated},
		"an unclosed tag":      {`</gnc:GncJob>`, ``, spec.CodeSourceUnreadable},
		"an entity":            {`<job:name>Harbour`, `<job:name>&bomb;`, spec.CodeSourceUnreadable},
		"a control character":  {`<job:name>Harbour`, "<job:name>\x01", spec.CodeSourceUnreadable},
		"an odd amount":        {`<split:quantity>115000/100`, `<split:quantity>1,150`, spec.CodeSourceUnreadable},
		"another encoding":     {`encoding="utf-8"`, `encoding="ebcdic"`, spec.CodeSourceUnreadable},
	} {
		if !strings.Contains(plain, one.from) {
			t.Fatalf("%s: the book does not hold %q", name, one.from)
		}
		if d := refused(t, written(t, "broken.gnucash", []byte(strings.Replace(plain, one.from, one.to, 1)))); d.Code != one.want {
			t.Errorf("%s: got %+v, want %s", name, d, one.want)
		}
	}
}

func TestForeignFilesAreRefused(t *testing.T) {
	t.Parallel()
	for name, one := range map[string]struct{ content, want string }{
		"empty":          {"", spec.CodeSourceTruncated},
		"text":           {"Dear Sir or Madam", spec.CodeSourceUnreadable},
		"csv":            {"number;due;amount\n1;2026-01-01;5,00\n", spec.CodeSourceUnreadable},
		"zip":            {"PK\x03\x04rest of it", spec.CodeSourceUnreadable},
		"picture":        {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", spec.CodeSourceUnreadable},
		"web page":       {"<html><body>Not found</body></html>", spec.CodeSourceUnreadable},
		"other xml":      {"<?xml version=\"1.0\"?><Document/>", spec.CodeSourceUnreadable},
		"no book":        {"<gnc-v2></gnc-v2>", spec.CodeSourceUnreadable},
		"two books":      {`<gnc-v2><book version="2.0.0"/><book version="2.0.0"/></gnc-v2>`, spec.CodeSourceUnreadable},
		"zero bytes":     {strings.Repeat("\x00", 5000), spec.CodeSourceUnreadable},
		"encrypted":      {"SQLite format 3\x00" + strings.Repeat("\x5a", 4096), spec.CodeSourceUnreadable},
		"half a header":  {"SQLite format 3\x00", spec.CodeSourceTruncated},
		"gzip and stop":  {"\x1f\x8b", spec.CodeSourceTruncated},
		"declaration":    {`<?xml version="1.0"?>`, spec.CodeSourceUnreadable},
		"only the start": {`<?xml version="1.0"?><gnc-v2>`, spec.CodeSourceTruncated},
	} {
		if d := refused(t, written(t, "foreign.gnucash", []byte(one.content))); d.Code != one.want {
			t.Errorf("%s: got %+v, want %s", name, d, one.want)
		}
	}
	if d := refused(t, filepath.Join(t.TempDir(), "gone.gnucash")); d.Code != spec.CodeSourceNotFound {
		t.Errorf("missing file: %+v", d)
	}
	if d := refused(t, t.TempDir()); d.Code != spec.CodeSourceUnreadable {
		t.Errorf("folder: %+v", d)
	}
}

// A single entry of any size must not fill memory.
func TestHugeEntryIsRefused(t *testing.T) {
	t.Parallel()
	book := io.MultiReader(strings.NewReader(`<gnc-v2><gnc:book version="2.0.0"><gnc:GncCustomer><cust:name>`), &endless{})
	_, err := loadXML(t.Context(), book)
	var d spec.Diagnostic
	if !errors.As(err, &d) || d.Code != spec.CodeSourceUnreadable {
		t.Errorf("got %v", err)
	}
}

// endless is a text without end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func FuzzLoadXML(f *testing.F) {
	// One of each element that is read; the fuzzer works best on small books.
	f.Add([]byte(`<?xml version="1.0"?><gnc-v2><gnc:book version="2.0.0"><gnc:count-data cd:type="transaction">1</gnc:count-data>` +
		`<gnc:account><act:name>AR</act:name><act:id>ar</act:id><act:type>RECEIVABLE</act:type><act:commodity><cmdty:id>EUR</cmdty:id></act:commodity>` +
		`<act:lots><gnc:lot><lot:id>l</lot:id><lot:slots><slot><slot:key>gncOwner</slot:key><slot:value type="frame"><slot><slot:key>owner-type</slot:key>` +
		`<slot:value>2</slot:value></slot></slot:value></slot></lot:slots></gnc:lot></act:lots></gnc:account>` +
		`<gnc:transaction><trn:id>t</trn:id><trn:date-posted><ts:date>2026-01-01 10:59:00 +0000</ts:date></trn:date-posted>` +
		`<trn:splits><trn:split><split:quantity>5/100</split:quantity><split:account>ar</split:account><split:lot>l</split:lot></trn:split></trn:splits></gnc:transaction>` +
		`<gnc:GncCustomer><cust:guid>c</cust:guid></gnc:GncCustomer><gnc:GncJob><job:guid>j</job:guid></gnc:GncJob>` +
		`<gnc:GncInvoice><invoice:guid>i</invoice:guid><invoice:owner><owner:type>gncCustomer</owner:type><owner:id>c</owner:id></invoice:owner>` +
		`<invoice:posttxn>t</invoice:posttxn><invoice:postlot>l</invoice:postlot></gnc:GncInvoice></gnc:book></gnc-v2>`))
	f.Add([]byte(`<gnc-v2><book version="2"><GncInvoice><posttxn>1</posttxn><owner><type>gncJob</type></owner></GncInvoice></book></gnc-v2>`))
	f.Add([]byte(`<gnc-v2><gnc:book version="2.0.0"><gnc:account><act:lots><gnc:lot/></act:lots>`))
	f.Fuzz(func(t *testing.T, book []byte) {
		l, err := loadXML(t.Context(), bytes.NewReader(book))
		if err != nil {
			var d spec.Diagnostic
			if !errors.As(err, &d) || d.Code == "" || d.Hint == "" {
				t.Fatalf("not a diagnostic: %v", err)
			}
			return
		}
		z, _ := zoneFor(l, "", time.UTC)
		mapLedger(l, z)
	})
}
