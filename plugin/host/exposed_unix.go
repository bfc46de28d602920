//go:build unix

package host

import (
	"os"
	"path/filepath"
)

// exposed reports whether group or others may change the file or its folder.
func exposed(path string) bool {
	for _, p := range []string{path, filepath.Dir(path)} {
		info, err := os.Stat(p)
		if err != nil || info.Mode().Perm()&0o022 != 0 {
			return true
		}
	}
	return false
}
