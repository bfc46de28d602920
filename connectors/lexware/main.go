// The connector of Lexware Office, formerly lexoffice (api.lexware.io, version 1).
package main

import "github.com/dunningdesk/dunningdesk/plugin/sdk"

func main() { sdk.Serve(connector{apart: apart}) }
