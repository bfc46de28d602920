package window

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/ui/stage"
)

const yearWithMoneyOfNobody = `#FLAGGA 0
#FORMAT PC8
#SIETYP 4
#RAR 0 20260101 20261231
#VALUTA SEK
#OBJEKT 8 "1001" "Norrbygg AB"
#UB 0 1510 1749.50
#VER A 1 20260910 "Faktura F-100" 20260911
{
#TRANS 1510 {8 "1001" 10 "F-100"} 2000.00
#TRANS 3001 {} -2000.00
}
#VER B 1 20261010 "Inbetalning"
{
#TRANS 1930 {} 250.50
#TRANS 1510 {} -250.50
}
`

// Sums that a source cannot make agree stop the waves, until a person accepts the difference with a reason where it is shown.
func TestADifferenceIsAcceptedWhereItIsShown(t *testing.T) {
	o := newOffice(t)
	path := filepath.Join(t.TempDir(), "year.se")
	must(t, os.WriteFile(path, []byte(strings.ReplaceAll(yearWithMoneyOfNobody, "\n", "\r\n")), 0o600))
	o.connect("files", map[string]string{"items": path, "net_days": "30"})
	o.window.shell.Go(stage.Connections, "")
	o.until("the difference stands there", func() bool { return o.sees("The open sums do not agree") || o.sees("open sums do not agree") })
	o.window.connections.AskAccept()
	o.until("it asks why", func() bool { return o.sees("May the sums of") })
	o.press("Accept")
	o.until("a reason is missing", func() bool { return o.connection().Connection.Accepted.Why == "" && o.sees("May the sums of") })
	o.fill("Reason, kept in the log", "payment of 10 October")
	o.press("Accept")
	o.until("it was read again and agrees", func() bool { return o.connection().Connection.Blocked == "" && o.sees("All sums agree") })
	if got := o.connection().Connection.Accepted; got.Why != "payment of 10 October" || got.Sums["SEK"] != -250_50 {
		t.Errorf("%+v", got)
	}
}
