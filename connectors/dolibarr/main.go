// The connector of Dolibarr, over its REST interface.
package main

import "github.com/dunningdesk/dunningdesk/plugin/sdk"

func main() { sdk.Serve(connector{}) }
