//go:build unix

package durable

import (
	"errors"
	"os"
	"syscall"
)

// flushFolder waits until the names in a folder are on the disk. Some file systems, such as shares of a network, have no such
// thing and say so; there the server keeps the names.
func flushFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) || errors.Is(err, syscall.ENOTTY) {
		err = nil
	}
	return errors.Join(err, f.Close())
}
