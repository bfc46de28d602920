// Command bank is the connector for bank files: camt.052, 053 and 054, MT940, the Norwegian OCR giro and the Swedish BgMax.
package main

import "github.com/dunningdesk/dunningdesk/plugin/sdk"

func main() { sdk.Serve(connector{}) }
