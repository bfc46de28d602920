// Cashbook is the worked example of docs/connector-guide.md: a connector for
// the JSON export of an imaginary program.
package main

import "github.com/dunningdesk/dunningdesk/plugin/sdk"

func main() { sdk.Serve(connector{}) }
