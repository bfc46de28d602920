package window

import (
	"os"
	"path/filepath"
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
	o.press("Take over the mapping")
	o.until("it is taken", func() bool { return o.connection().Connection.Settings["delimiter"] == "" })
	must(t, os.WriteFile(file, content[:20], 0o600))
	screen.ImportMapping(o.connection().Connection)
	o.until("a broken file is refused", func() bool { return o.sees("no mapping file that can be taken") })
}
