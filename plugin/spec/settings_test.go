package spec_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func fields() []spec.Field {
	label := spec.English
	return []spec.Field{
		{Key: "url", Label: label("Address"), Type: spec.FieldURL, Required: true},
		{Key: "password", Label: label("Password"), Type: spec.FieldSecret, Required: true},
		{Key: "file", Label: label("File"), Type: spec.FieldFile},
		{Key: "days", Label: label("Days"), Type: spec.FieldNumber, Min: "1", Max: "400", Default: "30"},
		{Key: "kind", Label: label("Kind"), Type: spec.FieldChoice, Choices: []spec.Choice{{Value: "a"}, {Value: "b"}}},
		{Key: "zone", Label: label("Zone"), Type: spec.FieldTimezone},
		{Key: "columns", Label: label("Columns"), Type: spec.FieldMapping, Choices: []spec.Choice{{Value: "number"}}},
		{Key: "from", Label: label("From"), Type: spec.FieldDate, Min: "2020-01-01"},
		{Key: "live", Label: label("Live"), Type: spec.FieldBool},
		{Key: "code", Label: label("Code"), Type: spec.FieldText, Pattern: "[A-Z]{2}"},
	}
}

func TestCheckSettings(t *testing.T) {
	for _, tc := range []struct{ key, value, want string }{
		{"url", "https://erp.example.com", ""},
		{"url", "ftp://erp.example.com", "url setting-invalid"},
		{"url", "", "url setting-missing"},
		{"file", "/books/a.gnucash", ""},
		{"file", "a.gnucash", "file setting-invalid"},
		{"file", "/books/a\x00", "file setting-invalid"},
		{"days", "400", ""},
		{"days", "401", "days setting-invalid"},
		{"days", "9", ""},
		{"days", "1.5", "days setting-invalid"},
		{"kind", "b", ""},
		{"kind", "c", "kind setting-invalid"},
		{"zone", "Europe/Oslo", ""},
		{"zone", "Oslo", "zone setting-invalid"},
		{"zone", "Local", "zone setting-invalid"},
		{"columns", `{"number":"Fakturanr."}`, ""},
		{"columns", `{"amount":"x"}`, "columns setting-invalid"},
		{"columns", `[]`, "columns setting-invalid"},
		{"from", "2019-12-31", "from setting-invalid"},
		{"from", "2020-02-30", "from setting-invalid"},
		{"live", "yes", "live setting-invalid"},
		{"code", "NO", ""},
		{"code", "NOR", "code setting-invalid"},
		{"password", "hunter22", "password setting-invalid"},
		{"typo", "x", "typo setting-unknown"},
	} {
		values := map[string]string{"url": "https://x.example"}
		values[tc.key] = tc.value
		var got []string
		for _, d := range spec.CheckSettings(fields(), spec.NewSettings(values, map[string]string{"password": "s3cret"})) {
			got = append(got, d.Field+" "+d.Code)
		}
		if strings.Join(got, "; ") != tc.want {
			t.Errorf("%s=%q: got %q, want %q", tc.key, tc.value, got, tc.want)
		}
	}
}

// A connection string is a value, or a secret where it holds one; other texts
// are values.
func TestTextThatMayBeSecret(t *testing.T) {
	fields := []spec.Field{
		{Key: "dsn", Label: spec.English("Connection string"), Type: spec.FieldTextOrSecret, Required: true}, {Key: "user", Label: spec.English("User"), Type: spec.FieldText},
	}
	for _, tc := range []struct {
		name            string
		values, secrets map[string]string
		want            string
	}{
		{"a value", map[string]string{"dsn": "x"}, nil, ""},
		{"a secret", nil, map[string]string{"dsn": "x"}, ""},
		{"neither", nil, nil, "dsn setting-missing"},
		{"both", map[string]string{"dsn": "x"}, map[string]string{"dsn": "y"}, "dsn setting-invalid"},
		{"an empty value beside it", map[string]string{"dsn": ""}, map[string]string{"dsn": "y"}, ""},
		{"a secret that is too long", nil, map[string]string{"dsn": strings.Repeat("x", spec.MaxSetting+1)}, "dsn setting-invalid"},
		{"another text as a secret", map[string]string{"dsn": "x"}, map[string]string{"user": "kari"}, "user setting-invalid"},
	} {
		var got []string
		for _, d := range spec.CheckSettings(fields, spec.NewSettings(tc.values, tc.secrets)) {
			got = append(got, d.Field+" "+d.Code)
		}
		if strings.Join(got, "; ") != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestSettingsNeverPrintASecret(t *testing.T) {
	s := spec.NewSettings(map[string]string{"user": "kari"}, map[string]string{"password": "hunter22"})
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("connect", "settings", s)
	asJSON, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	printed := fmt.Sprintf("%v %+v %#v %s %q %d %x", s, s, s, s, s, s, s) + fmt.Sprint(&s) + log.String() + string(asJSON)
	if strings.Contains(printed, "hunter22") || strings.Contains(printed, fmt.Sprintf("%x", "hunter22")) {
		t.Errorf("the secret came out: %s", printed)
	}
	if !strings.Contains(printed, "kari") {
		t.Errorf("ordinary values should be readable: %s", printed)
	}
	if s.Secret("password") != "hunter22" || s.Get("password") != "" {
		t.Error("only Secret gives a secret away")
	}
}

func TestRedactFindsEscapedForms(t *testing.T) {
	s := spec.NewSettings(nil, map[string]string{"key": `p/a"ss wörd`, "part": `p/a"ss`, "pin": "12"})
	text := `plain p/a"ss wörd url p%2Fa%22ss+w%C3%B6rd json p/a\"ss wörd pin 12`
	if got, want := s.Redact(text), "plain [secret] url [secret] json [secret] pin 12"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// Programs write a secret in many ways; each of these lines comes out without it.
func TestRedactFindsWhatProgramsMakeOfASecret(t *testing.T) {
	const password = `hunter22/ å&"<x>`
	key := "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END KEY-----\n"
	s := spec.NewSettings(nil, map[string]string{
		"password": password, "key": key, "dsn": "postgres://desk:deep-secret@db/books", "odbc": "Server=db;Pwd=other-secret;",
	})
	for name, line := range map[string]string{
		"html":           "<b>" + html.EscapeString(password) + "</b>",
		"go":             fmt.Sprintf("%q", password),
		"json, not html": `{"p":"hunter22/ å&\"<x>"}`,
		"hex":            fmt.Sprintf("%x %X", password, password),
		"lower escapes":  strings.ToLower(url.QueryEscape(password)),
		"basic":          "Basic " + base64.StdEncoding.EncodeToString([]byte("kari:"+password)),
		"basic, longer":  "Basic " + base64.StdEncoding.EncodeToString([]byte("kari1:"+password)),
		"basic, more":    "Basic " + base64.StdEncoding.EncodeToString([]byte("kari12:"+password)),
		"base64 url":     base64.RawURLEncoding.EncodeToString([]byte(password)),
		"a key's line":   "bad line MIIEvQIBADANBgkqhkiG9w0BAQEFAASC",
		"inside a URL":   "password deep-secret was refused",
		"inside a list":  "login with other-secret failed",
	} {
		if got := s.Redact(line); !strings.Contains(got, spec.Redacted) {
			t.Errorf("%s: nothing was found in %s", name, line)
		}
	}
	if got := s.Redact("-----BEGIN KEY----- kari db postgres"); strings.Contains(got, spec.Redacted) {
		t.Errorf("what is no secret is taken out: %s", got)
	}
}

// Whatever stands before and behind it, a secret in base64 is found.
func TestRedactFindsBase64Anywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringMatching(`[a-zA-Z0-9!-/]{10,40}`).Draw(t, "secret")
		before, behind := rapid.String().Draw(t, "before"), rapid.String().Draw(t, "behind")
		s := spec.NewSettings(nil, map[string]string{"password": secret})
		for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding, base64.RawStdEncoding, base64.RawURLEncoding} {
			if got := s.Redact(encoding.EncodeToString([]byte(before + secret + behind))); !strings.Contains(got, spec.Redacted) {
				t.Fatalf("%q is in %s", secret, got)
			}
		}
	})
}

func TestSettingsValues(t *testing.T) {
	s := spec.NewSettings(map[string]string{
		"live": "true", "zone": "Europe/Oslo", "columns": spec.FormatMapping(map[string]string{"number": "Nr"}), "bad": "x",
	}, nil).WithDefaults(fields())
	if !s.Bool("live") || s.Number("days") != 30 || s.Number("bad") != 0 {
		t.Error("bool, default or bad number read wrong")
	}
	if s.Location("zone").String() != "Europe/Oslo" || s.Location("bad") != time.UTC {
		t.Error("zone read wrong")
	}
	if diff := cmp.Diff(map[string]string{"number": "Nr"}, s.Mapping("columns")); diff != "" {
		t.Error(diff)
	}
}

// Whatever a person or a script types, checking it ends in diagnostics that
// name a setting, never in a panic.
func FuzzCheckSettings(f *testing.F) {
	f.Add("columns", `{"number":"Nr"}`)
	f.Add("zone", "../../etc/passwd")
	f.Add("code", "NO")
	f.Fuzz(func(t *testing.T, key, value string) {
		s := spec.NewSettings(map[string]string{"url": "https://x.example", key: value}, map[string]string{"password": "s3cret"})
		for _, d := range spec.CheckSettings(fields(), s) {
			if d.Field == "" && key != "" || d.Code == "" || d.Summary == "" {
				t.Errorf("%q=%q: %+v", key, value, d)
			}
		}
	})
}
