// Command tryton is the connector for Tryton 6.0: it reads receivables over
// JSON-RPC, and writes notes, letters, fees and write-offs back.
package main

import (
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
)

func main() {
	sdk.Serve(connector{now: time.Now, page: pageSize}) //nolint:forbidigo // a connector is a program of its own: here the clock comes in
}
