package settings

import (
	"errors"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// fieldOf is the field that an error is about.
func fieldOf(err error) string {
	var coded *fault.Error
	if errors.As(err, &coded) {
		return coded.Field
	}
	return ""
}

// Each bad value is refused at its own field, so that the sentence stands beneath what has to be mended.
func TestBadValuesAreRefusedAtTheirField(t *testing.T) {
	read := map[Section]func(*Model) error{
		Company:   func(m *Model) error { _, err := m.ReadCompany(); return err },
		Mail:      func(m *Model) error { _, _, err := m.ReadMail(); return err },
		Waves:     func(m *Model) error { _, err := m.ReadRules(); return err },
		Reminders: func(m *Model) error { _, err := m.ReadProcedure(); return err },
	}
	for _, c := range []struct {
		section    Section
		key, value string
	}{
		{Company, "name", "  "},
		{Company, "zone", "Oslo"},
		{Company, "zone", ""},
		{Company, "funding-rate", "much"},
		{Company, "funding-rate", "101"},
		{Company, "email", "skagerrak.example"},
		{Company, "street", "1\n2\n3\n4\n5"},
		{Mail, "host", ""},
		{Mail, "port", ""},
		{Mail, "port", "65536"},
		{Mail, "port", "smtp"},
		{Mail, "from", ""},
		{Mail, "from", "kari"},
		{Mail, "reply-to", "kari"},
		{Mail, "test-to", "kari"},
		{Mail, "per-minute", "-1"},
		{Mail, "timeout", "soon"},
		{Waves, "max-age", "0"},
		{Waves, "max-age", "a day"},
		{Waves, "sync-at", "25:00"},
		{Waves, "propose-at", "half past seven"},
		{Reminders, "grace_days", ""},
		{Reminders, "grace_days", "9999"},
		{Reminders, "min_days_between", "1,5"},
		{Reminders, "min_balance.NOK", "fifty"},
		{Reminders, "min_balance.NOK", "-1"},
		{Reminders, "levels[2].after_days", "-3"},
		{Reminders, "levels[2].fee.fixed", "much"},
		{Reminders, "levels[2].fee.percent", "1001"},
		{Reminders, "levels[1].channels.1", ""},
	} {
		t.Run(string(c.section)+"/"+c.key+"="+c.value, func(t *testing.T) {
			m := filled()
			m.Set(c.section, c.key, c.value)
			if c.key == "levels[1].channels.1" {
				m.Set(c.section, "levels[1].channels.2", "")
			}
			if err := read[c.section](m); fieldOf(err) != c.key {
				t.Errorf("error %v on field %q", err, fieldOf(err))
			}
		})
	}
}

func TestMailToFilesNeedsNoServer(t *testing.T) {
	m := filled()
	for key, text := range map[string]string{"mode": "folder", "host": "", "port": "", "from": ""} {
		m.Set(Mail, key, text)
	}
	if _, _, err := m.ReadMail(); err != nil {
		t.Error(err)
	}
}

func TestThePortFollowsTheSecurityWhileItIsTheUsualOne(t *testing.T) {
	v := Values{"security": startTLS, "port": "587"}
	setSecurity(v, withTLS)
	if v["port"] != "465" {
		t.Errorf("the usual port became %s", v["port"])
	}
	v["port"] = "2465"
	setSecurity(v, startTLS)
	if v["port"] != "2465" {
		t.Errorf("a port that somebody chose became %s", v["port"])
	}
}

func TestTheAddressKeepsItsLines(t *testing.T) {
	m := filled()
	m.Set(Company, "street", "c/o Hansen, Bygg 3\n  Markens gate 12 \n\n")
	c, err := m.ReadCompany()
	if err != nil || len(c.Address.Lines) != 2 || c.Address.Lines[0] != "c/o Hansen, Bygg 3" || c.Address.Lines[1] != "Markens gate 12" {
		t.Errorf("%v %q", err, c.Address.Lines)
	}
}
