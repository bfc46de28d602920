// The connector of Odoo 14 to 19, over JSON-RPC and JSON-2.
package main

import "github.com/dunningdesk/dunningdesk/plugin/sdk"

func main() { sdk.Serve(connector{}) }
