package host

import (
	"errors"
	"fmt"
	"os"
	"runtime"
)

const (
	// socketPath is how long the path of a socket may be: macOS has room for 104 bytes with the zero at its end, Linux for 108.
	socketPath = 103
	// socketName is what is added to the folder for temporary files: a folder of ours, one of go-plugin's, and the socket,
	// each with a random number.
	socketName = len("/dd4294967295/plugin-dir4294967295/plugin4294967295")
)

// errLongPath: no folder for temporary files has a path that is short enough for a socket.
var errLongPath = errors.New("no folder for temporary files has a path short enough for a socket")

// sessionFolder makes a folder of its own for a session: where the system wants temporary files, or in another usual place when a
// socket's path would not fit there.
func sessionFolder() (string, error) {
	if runtime.GOOS == "windows" { // no sockets of files
		return os.MkdirTemp("", "dd")
	}
	return firstFolder(os.TempDir(), os.Getenv("XDG_RUNTIME_DIR"), "/tmp", "/var/tmp")
}

func firstFolder(bases ...string) (string, error) {
	failed := errLongPath
	for _, base := range bases {
		if base == "" || len(base)+socketName > socketPath {
			continue
		}
		folder, err := os.MkdirTemp(base, "dd")
		if err == nil {
			return folder, nil
		}
		failed = err
	}
	return "", failed
}

// folderError says what to do where no folder could be made.
func (s *Session) folderError(err error) error {
	if errors.Is(err, errLongPath) {
		return s.fail(StartFailed, "could not be started: the path of the folder for temporary files ("+os.TempDir()+") is too long.",
			fmt.Sprintf("Set TMPDIR to a folder with a path of at most %d letters.", socketPath-socketName), err)
	}
	return s.fail(StartFailed, "could not be started: there is no room for temporary files.", "Check the folder for temporary files.", err)
}
