//go:build unix

package sdk

import (
	"os"
	"time"
)

// waitForNewParent returns when the process has been handed to another parent,
// which on Unix means that its own has died.
func waitForNewParent() {
	parent := os.Getppid()
	for range time.Tick(time.Second) {
		if os.Getppid() != parent {
			return
		}
	}
}
