package sdk

import (
	"io"
	"os"

	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
)

// exitOrphaned is the status of a connector whose desk died.
const exitOrphaned = 3

// watchParent ends the process when the desk is gone. A desk that is killed
// cannot say goodbye, and a connector left behind would hold its file or login.
func watchParent() {
	if os.Getenv(wire.ParentPipeEnv) != "" {
		// The desk writes nothing here; the pipe ends when the desk does.
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			os.Exit(exitOrphaned)
		}()
	}
	waitForNewParent()
	os.Exit(exitOrphaned)
}
