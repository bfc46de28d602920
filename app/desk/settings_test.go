package desk_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/google/go-cmp/cmp"
)

// Settings by which mail would leave otherwise than somebody thinks, or not at all, are refused with the field at fault.
func TestSettingsThatCannotWorkAreRefused(t *testing.T) {
	o := newOffice(t, twoCustomers)
	for _, tt := range []struct{ key, value, field string }{
		{"mail.mode", "post", "mode"},
		{"mail.security", "ssl", "security"},
		{"mail.from", "nobody", "from"},
		{"mail.testto", "a@b\r\nBcc: c@d", "test-to"},
		{"company.email", "x\nBcc: y@z", "email"},
		{"company.country", "no", "country"},
		{"company.language", "sv", "language"},
		{"company.zone", "Mars/Base", "zone"},
		{"company.name", "", "name"},
		{"company.accounts", `[{"Currency":"XXQ","Account":"NO93 8601 1117 947"}]`, "accounts"},
		{"company.accounts", `[{"Currency":"NOK","IBAN":"NO93 8601 1117 974"}]`, "iban"},
		{"company.accounts", `[{"Currency":"NOK","Account":"8601 11 17947","BIC":"DNB"}]`, "bic"},
		{"company.accounts", `[{"Currency":"IDR","Account":"1","Bank":"BCA\nBcc: x"}]`, "bank"},
		{"company.accounts", `[{"Currency":"NOK","Account":"8601 11 17974"}]`, "account"},
		{"company.name", "Skagerrak\nBcc: x@y", "name"},
		{"company.phone", "38\n00", "phone"},
		{"company.address", `{"Lines":["Brygga\n7"],"Country":"NO"}`, "address"},
		{"mail.fromname", "Skagerrak\r\nBcc: x@y", "from-name"},
		{"mail.port", "99999", "port"},
		{"mail.host", "smtp example", "host"},
		{"mail.perminute", "-1", "per-minute"},
		{"sms.testto", "my telephone", "test-to"},
		{"waves.syncat", "25:00", "at"},
		{"waves.maxagehours", "0", "max-age"},
	} {
		err := o.SetValues(t.Context(), map[string]string{tt.key: tt.value}, nil)
		var f *fault.Error
		if !errors.As(err, &f) || f.Field != tt.field {
			t.Errorf("%s=%q: got %v, want an error on %s", tt.key, tt.value, err, tt.field)
		}
	}
	if m, err := o.Mail(t.Context()); err != nil || m.Mode != desk.MailToFolder {
		t.Fatalf("a refused setting was kept: %+v %v", m, err)
	}
}

// The table that `settings keys` prints has each setting there is, and no other.
func TestEverySettingIsTold(t *testing.T) {
	o := newOffice(t, twoCustomers)
	values, err := o.Values(t.Context())
	o.must(err)
	var told []string
	for _, k := range desk.SettingKeys() {
		told = append(told, k.Key)
		if k.Meaning == "" || strings.Contains(k.Meaning+k.Values, "\n") {
			t.Errorf("%s is not told on one line", k.Key)
		}
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(values)), told); diff != "" {
		t.Error(diff)
	}
}

// What people write for a setting, and what the book keeps.
func TestSettingsUnderstandTheWordsPeopleUse(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.must(o.SetValues(t.Context(), map[string]string{
		"mail.mode": "SMTP", "mail.host": "smtp.example.org", "mail.port": "587", "mail.from": "us@example.org", "mail.signin": "password", "mail.detail": "both",
	}, nil))
	m, err := o.Mail(t.Context())
	o.must(err)
	if m.Mode != desk.MailToServer || m.SignIn != desk.SignInPassword || m.Detail != desk.DetailBoth {
		t.Errorf("%+v", m)
	}
}

func TestSingleLevelsCarryOtherPapers(t *testing.T) {
	o := newOffice(t, twoCustomers)
	set := func(key, value string) {
		t.Helper()
		o.must(o.SetValues(t.Context(), map[string]string{key: value}, nil))
	}
	carried := func(level int) (papers string) {
		m, err := o.Mail(t.Context())
		o.must(err)
		for _, p := range []desk.Enclosed{desk.EncloseLetter, desk.EncloseInvoices, desk.EncloseStatement} {
			if m.EnclosesAt(level, p) {
				papers += string(p) + " "
			}
		}
		return papers
	}
	set("mail.attach", "letter")
	set("mail.attach.1", "none")
	set("mail.attach.3", "letter, statement")
	if carried(1) != "" || carried(2) != "letter " || carried(3) != "letter statement " {
		t.Errorf("%q, %q, %q", carried(1), carried(2), carried(3))
	}
	values, err := o.Values(t.Context())
	o.must(err)
	if got := values["mail.attachlevels"]; got != "1: none; 3: letter statement" {
		t.Errorf("%q", got)
	}
	set("mail.attach.1", "")
	set("mail.attachlevels", "2: invoices")
	if carried(1) != "letter " || carried(2) != "invoices " || carried(3) != "letter " {
		t.Errorf("%q, %q, %q", carried(1), carried(2), carried(3))
	}
	for key, value := range map[string]string{"mail.attach.0": "none", "mail.attach.21": "none", "mail.attach.2": "gift", "mail.attachlevels": "2 letter", "mail.attach.x": "none"} {
		o.wantCode(o.SetValues(t.Context(), map[string]string{key: value}, nil), fault.Invalid)
	}
}
