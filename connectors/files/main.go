// Command files is the connector for exports: customers and open items in CSV
// files and Excel workbooks, in whatever dialect an accounting system wrote
// them. What was recognised is shown, and what is doubtful is asked.
package main

import "github.com/dunningdesk/dunningdesk/plugin/sdk"

func main() { sdk.Serve(connector{}) }
