// Command gnucash is the connector for GnuCash books: SQLite and XML files of
// GnuCash 2.6 to 5, read only, also while GnuCash has them open.
package main

import (
	"time"
	_ "time/tzdata" // Windows has no time zones by name

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
)

func main() {
	sdk.Serve(connector{home: time.Local})
}
