// The connector of sevdesk (my.sevdesk.de, API 1).
package main

import "github.com/dunningdesk/dunningdesk/plugin/sdk"

func main() { sdk.Serve(connector{}) }
