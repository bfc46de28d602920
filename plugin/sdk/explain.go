package sdk

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// explain answers a person who starts a connector by hand, and returns the
// program's exit status.
func explain(args []string, d spec.Description, out, errOut io.Writer) int {
	if len(args) == 2 && args[0] == "--describe" {
		args = []string{"--describe=" + args[1]}
	}
	if len(args) != 1 {
		args = []string{""}
	}
	var err error
	switch args[0] {
	case "--describe", "--describe=markdown":
		_, err = io.WriteString(out, d.Markdown())
	case "--describe=json":
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", "  ")
		err = encoder.Encode(d)
	case "--version":
		_, err = fmt.Fprintln(out, d.Kind, d.Version, "protocol", d.ProtocolVersion)
	default:
		fmt.Fprintf(errOut, "%s %s is a connector of Dunning Desk. The desk starts it; by hand it only explains itself:\n"+
			"  --describe          what it reads and which settings it needs, as Markdown\n"+
			"  --describe=json     the same for programs\n"+
			"  --version           its version and that of the protocol\n", d.Kind, d.Version)
		return 2
	}
	if err != nil {
		fmt.Fprintln(errOut, err)
		return 1
	}
	return 0
}
