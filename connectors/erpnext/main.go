// The connector of ERPNext (Frappe REST, versions 14 to 16).
package main

import "github.com/dunningdesk/dunningdesk/plugin/sdk"

func main() { sdk.Serve(connector{}) }
