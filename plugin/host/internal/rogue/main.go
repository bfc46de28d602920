// Rogue is every kind of bad neighbour a connector can be, and one good one,
// for the host's tests. What it does is decided by the name it is started by.
package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
)

func main() {
	name := strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe")
	if manner := os.Getenv(childEnv); manner != "" {
		playChild(manner)
		return
	}
	switch {
	case name == "moody" || strings.HasPrefix(name, "moody-"):
		serveMoody(name)
	case strings.HasPrefix(name, "garbage"):
		serveGarbage(name)
	case atStart[name] != nil:
		atStart[name]()
	case onTheWire[name] != nil:
		serveRaw(name)
	case strings.HasPrefix(name, "write-"):
		sdk.Serve(scribe{generator{kind: name}})
	case name == "clerk" || strings.HasPrefix(name, "clerk-"):
		sdk.Serve(clerk{kind: name})
	default:
		sdk.Serve(generator{kind: name})
	}
}
