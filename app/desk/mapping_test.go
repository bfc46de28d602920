package desk_test

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/google/go-cmp/cmp"
)

// mapped is an office whose books are a list with columns.
func mapped(t *testing.T) *office {
	t.Helper()
	o := newOffice(t, twoCustomers)
	o.source.extra = []desk.Field{
		{Key: "mapping", Type: "mapping", Choices: []desk.Choice{
			{Value: "number", Label: map[string]string{"en": "Invoice number", "nb": "Fakturanummer"}},
			{Value: "open", Label: map[string]string{"en": "Open amount"}},
			{Value: "customers.name", Label: map[string]string{"en": "Name"}},
		}},
		{Key: "decimal", Type: "choice", Choices: []desk.Choice{{Value: "comma"}, {Value: "point"}}},
		{Key: "currency", Type: "text", Pattern: "[A-Z]{3}"},
		{Key: "days", Type: "number"},
		{Key: "plain", Type: "bool"},
	}
	return o
}

// settings gives those of the office's connection.
func (o *office) settings() map[string]string {
	o.t.Helper()
	c, err := o.Connections(o.t.Context())
	o.must(err)
	return c[0].Connection.Settings
}

func TestAMappingIsConfirmedAndCarriedToAnotherDesk(t *testing.T) {
	o := mapped(t)
	if _, err := o.ExportMapping(t.Context(), o.conn.ID); !fault.Has(err, fault.Refused) {
		t.Errorf("nothing was confirmed: %v", err)
	}
	o.source.found = []store.SyncNote{{Severity: "info", Proposed: map[string]string{
		"mapping": `{"number":"No. <1>","open":"Rest"}`, "decimal": "comma", "file": "/other", "password": "secret",
	}}}
	shown, err := o.RecognisedMapping(t.Context(), o.conn.ID)
	o.must(err)
	if len(o.settings()["mapping"]) != 0 {
		t.Error("showing what was recognised changes settings")
	}
	changes, err := o.ConfirmMapping(t.Context(), o.conn.ID)
	o.must(err)
	if diff := cmp.Diff(shown, changes); diff != "" {
		t.Error(diff)
	}
	want := []desk.MappingChange{{Key: "mapping", After: `{"number":"No. <1>","open":"Rest"}`}, {Key: "decimal", After: "comma"}}
	if diff := cmp.Diff(want, changes); diff != "" {
		t.Error(diff)
	}
	content, err := o.ExportMapping(t.Context(), o.conn.ID)
	o.must(err)
	const file = `{
  "format": "dunningdesk-mapping",
  "version": 1,
  "connector": "books",
  "settings": {
    "decimal": "comma",
    "mapping": {
      "number": "No. <1>",
      "open": "Rest"
    }
  }
}
`
	if diff := cmp.Diff(file, string(content)); diff != "" {
		t.Error(diff)
	}
	other := mapped(t)
	other.must(other.ChangeConnection(t.Context(), other.conn.ID, desk.NewConnection{Name: "Books", Settings: map[string]string{"file": "y", "days": "3"}}))
	preview, err := other.PreviewMapping(t.Context(), other.conn.ID, content)
	other.must(err)
	if other.settings()["decimal"] != "" {
		t.Error("a preview changes settings")
	}
	done, err := other.ImportMapping(t.Context(), other.conn.ID, content)
	other.must(err)
	if diff := cmp.Diff(preview, done); diff != "" || len(done) != 3 {
		t.Errorf("%v %s", done, diff)
	}
	if diff := cmp.Diff(map[string]string{"file": "y", "decimal": "comma", "mapping": `{"number":"No. <1>","open":"Rest"}`}, other.settings()); diff != "" {
		t.Error(diff)
	}
	if again, err := other.ImportMapping(t.Context(), other.conn.ID, content); err != nil || len(again) != 0 {
		t.Errorf("once more: %v %v", again, err)
	}
}

func TestWhatIsNoMappingIsRefusedWhole(t *testing.T) {
	o := mapped(t)
	before := o.settings()
	file := func(settings string) string {
		return `{"format":"dunningdesk-mapping","version":1,"connector":"books","settings":{` + settings + `}}`
	}
	for name, c := range map[string]struct{ content, says string }{
		"nothing":               {"", "EOF"},
		"cut":                   {file("")[:40], "EOF"},
		"another file":          {`{"a":1}`, `unknown field "a"`},
		"no format":             {`{"version":1}`, "does not say"},
		"newer":                 {strings.Replace(file(""), ":1", ":2", 1), "newer program"},
		"version nought":        {strings.Replace(file(""), ":1", ":0", 1), "no version 0"},
		"another connector":     {strings.Replace(file(""), "books", "sql", 1), `for the connector "sql"`},
		"two files":             {file("") + file(""), "behind its end"},
		"a path":                {file(`"file":"/etc/passwd"`), `the setting "file"`},
		"a secret":              {file(`"password":"x"`), `the setting "password"`},
		"a choice there is not": {file(`"decimal":"dot"`), `cannot be "dot"`},
		"no number":             {file(`"days":"3.5"`), "no number"},
		"no yes or no":          {file(`"plain":"maybe"`), "true or false"},
		"out of its form":       {file(`"currency":"kroner"`), `cannot be "kroner"`},
		"no text":               {file(`"decimal":7`), "no text"},
		"columns as a list":     {file(`"mapping":["a"]`), "no object"},
		"a column there is not": {file(`"mapping":{"colour":"x"}`), `no "colour"`},
		"a heading of lines":    {file(`"mapping":{"open":"a\nb"}`), "character"},
		"a heading too long":    {file(`"mapping":{"open":"` + strings.Repeat("x", 2000) + `"}`), "1024 bytes"},
		"too large":             {file("") + strings.Repeat(" ", desk.LargestMapping), "KiB"},
	} {
		_, err := o.ImportMapping(t.Context(), o.conn.ID, []byte(c.content))
		if !fault.Has(err, desk.MappingInvalid) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if diff := cmp.Diff(before, o.settings()); diff != "" {
		t.Error(diff)
	}
}

func TestASourceThatCannotBeReadIsNotConfirmed(t *testing.T) {
	o := mapped(t)
	o.source.found = []store.SyncNote{{Severity: "info", Proposed: map[string]string{"decimal": "comma"}}, {Severity: "error", Summary: "No due dates.", Hint: "Export them."}}
	if _, err := o.ConfirmMapping(t.Context(), o.conn.ID); !fault.Has(err, fault.Refused) || !strings.Contains(err.Error(), "No due dates") || o.settings()["decimal"] != "" {
		t.Errorf("%v, %v", err, o.settings())
	}
}

func TestTheTemplateHasTheHeadingsOfTheList(t *testing.T) {
	o := mapped(t)
	got, err := o.MappingTemplate(t.Context(), "books")
	o.must(err)
	if text := strings.ReplaceAll(string(got), "\x00", ""); text != "\xff\xfeInvoice number\tOpen amount\r\n" {
		t.Errorf("%q", text)
	}
}
