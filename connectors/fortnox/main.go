// The connector of Fortnox, an accounting system of Sweden (API 3).
package main

import "github.com/dunningdesk/dunningdesk/plugin/sdk"

func main() { sdk.Serve(connector{}) }
