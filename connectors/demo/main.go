// Command demo is a connector without an accounting system behind it. It tells
// a story: customers in five countries, their invoices and how they pay, the
// same for the same seed, and a little further each day.
package main

import (
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
)

func main() {
	sdk.Serve(connector{now: time.Now}) //nolint:forbidigo // the one place where the real clock comes in
}
