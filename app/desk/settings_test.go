package desk_test

import (
	"errors"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Settings by which mail would leave otherwise than somebody thinks, or not at all, are refused with the field at fault.
func TestSettingsThatCannotWorkAreRefused(t *testing.T) {
	o := newOffice(t, twoCustomers)
	for _, tt := range []struct{ key, value, field string }{
		{"mail.mode", "smtp", "mode"},
		{"mail.security", "ssl", "security"},
		{"mail.from", "nobody", "from"},
		{"mail.testto", "a@b\r\nBcc: c@d", "test-to"},
		{"company.email", "x\nBcc: y@z", "email"},
		{"company.country", "no", "country"},
		{"company.language", "sv", "language"},
		{"company.zone", "Mars/Base", "zone"},
		{"company.name", "", "name"},
		{"company.accounts", `[{"Currency":"XXQ","Account":"NO93 8601 1117 947"}]`, "accounts"},
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
