// The connector of Microsoft Dynamics 365 Business Central (API 2.0).
package main

import "github.com/dunningdesk/dunningdesk/plugin/sdk"

func main() { sdk.Serve(connector{}) }
