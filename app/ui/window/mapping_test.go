package window

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

const handList = "Fakturanr;Kundenr;Kundenavn;Fakturadato;Forfall;Rest\nF-1;1;Ola Nordmann;2026-10-01;2026-10-15;100,00\n"

// A clerk confirms once how her list is read, and carries that to another desk in a file.
func TestAMappingIsCarriedFromTheWindow(t *testing.T) {
	o := newOffice(t)
	list := filepath.Join(t.TempDir(), "list.csv")
	must(t, os.WriteFile(list, []byte(handList), 0o600))
	o.connect("files", map[string]string{"items": list, "currency": "NOK"})
	file := filepath.Join(t.TempDir(), "map.json")
	o.window.stage.SaveFile = func(_ string, save func(string)) { save(file) }
	o.window.stage.Pick = func(_ widget.FormField, chosen func(string)) { chosen(file) }
	o.window.shell.Go(stage.Connections, "")
	screen := o.window.connections
	o.until("the connection is shown", func() bool { return o.sees("list.csv") || len(o.connection().Last.Read) > 0 })

	screen.ExportMapping(o.connection().Connection)
	o.until("there is nothing to export", func() bool { return o.sees("nobody has confirmed yet") || o.sees("Nobody has confirmed yet") })
	screen.ConfirmMapping(o.connection().Connection)
	o.until("what was recognised is shown", func() bool { return o.sees("Read list.csv like this") || o.sees("Fakturanr") && o.sees("Semicolon") })
	if o.connection().Connection.Settings["delimiter"] != "" {
		t.Error("it is confirmed before anybody has seen it")
	}
	o.press("Confirm the mapping")
	o.until("it is confirmed", func() bool { return o.connection().Connection.Settings["delimiter"] == "semicolon" })
	screen.ExportMapping(o.connection().Connection)
	o.until("it is written", func() bool { _, err := os.Stat(file); return err == nil })
	screen.ImportMapping(o.connection().Connection)
	o.until("it is the same", func() bool { return o.sees("is read in this way already") })

	content, err := os.ReadFile(file)
	must(t, err)
	must(t, os.WriteFile(file, []byte(`{"format":"dunningdesk-mapping","version":1,"connector":"files","settings":{"decimal":"comma"}}`), 0o600))
	screen.ImportMapping(o.connection().Connection)
	o.until("it is asked", func() bool { return o.sees("The file changes these settings") && o.sees("Recognised") })
	if o.sees(`{"`) || !o.sees("Invoice number") {
		t.Errorf("a clerk reads\n%s", strings.Join(o.said(), "\n"))
	}
	o.press("Take over the mapping")
	o.until("it is taken", func() bool { return o.connection().Connection.Settings["delimiter"] == "" })
	must(t, os.WriteFile(file, content[:20], 0o600))
	screen.ImportMapping(o.connection().Connection)
	o.until("a broken file is refused", func() bool { return o.sees("no mapping file that can be taken") })
}

// What the check recognises is taken over into the form before the connection is kept.
func TestWhatTheCheckRecognisedIsTakenIntoTheForm(t *testing.T) {
	o := newOffice(t)
	list := filepath.Join(t.TempDir(), "list.csv")
	must(t, os.WriteFile(list, []byte(handList), 0o600))
	o.window.shell.Go(stage.Connections, "")
	o.press("Connect your books")
	o.until("the form is open", func() bool { return o.sees("Accounting system") })
	form := o.window.connections.Form()
	form.Choose("files")
	if !o.sees("tested on recorded data") {
		t.Errorf("the form does not say how the connector was proven, before anything is connected:\n%s", strings.Join(o.said(), "\n"))
	}
	form.Fill(map[string]string{"items": list, "currency": "NOK"})
	o.press("Check without saving")
	o.until("the check has been made", func() bool { return o.button("Take over what was recognised") != nil })
	if form.Scrolled() == 0 {
		t.Error("what the check found is below the window's edge")
	}
	o.press("Take over what was recognised")
	if !o.sees("Taken over") {
		t.Error("nothing says so")
	}
	o.press("Connect and read")
	o.until("the program asks for approval", func() bool { return o.sees("Checksum (SHA-256)") })
	o.press("Approve")
	o.until("it is kept", func() bool { return o.connection().Connection.Settings["delimiter"] == "semicolon" })
}
