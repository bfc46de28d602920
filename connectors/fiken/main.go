// The connector of Fiken (api.fiken.no, version 2).
package main

import "github.com/dunningdesk/dunningdesk/plugin/sdk"

func main() { sdk.Serve(connector{}) }
