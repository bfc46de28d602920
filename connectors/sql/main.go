// Command sql is the connector for anything that keeps its receivables in a
// database: PostgreSQL, MySQL and MariaDB, SQL Server, SQLite. It reads by a
// set of queries that a person writes, or by one that comes with it.
package main

import (
	_ "time/tzdata" // Windows has no time zones by name

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
)

func main() { sdk.Serve(connector{}) }
