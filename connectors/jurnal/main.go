// The connector of Mekari Jurnal (jurnal.id).
package main

import "github.com/dunningdesk/dunningdesk/plugin/sdk"

func main() { sdk.Serve(connector{}) }
