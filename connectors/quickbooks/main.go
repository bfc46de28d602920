// The connector of QuickBooks Online (Accounting API 3).
package main

import "github.com/dunningdesk/dunningdesk/plugin/sdk"

func main() { sdk.Serve(connector{}) }
