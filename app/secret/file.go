package secret

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/gofrs/flock"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/durable"
)

const (
	fileName    = "secrets.json"
	fileVersion = 1
	ownerOnly   = 0o600
	// maxFile bounds what is read: far more than the secrets of hundreds of connections.
	maxFile = 16 << 20
)

// file keeps secrets in one small file. It is read anew at each call and replaced as a whole, under a lock that other
// programs of the same user respect, so two of them do not lose each other's secrets.
type file struct {
	path string
}

// content is the file's form.
type content struct {
	Version int               `json:"version"`
	Secrets map[string]string `json:"secrets"`
}

func newFile(folder string) file { return file{path: filepath.Join(folder, fileName)} }

func (f file) get(key string) (string, error) {
	kept, err := f.read()
	if err != nil {
		return "", err
	}
	value, found := kept.Secrets[key]
	if !found {
		return "", fault.New(fault.NotFound, "the secrets file has no entry for %s", key)
	}
	return value, nil
}

func (f file) set(key, value string) error {
	return f.change(func(secrets map[string]string) { secrets[key] = value })
}

func (f file) remove(key string) error {
	if _, err := os.Stat(f.path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return f.change(func(secrets map[string]string) { delete(secrets, key) })
}

// read gives the file's content, an empty one when there is no file.
func (f file) read() (content, error) {
	kept := content{Version: fileVersion, Secrets: map[string]string{}}
	info, err := os.Stat(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return kept, nil
	}
	if err != nil {
		return kept, fault.Wrap(err, fault.Unavailable, "the secrets file %s cannot be read", f.path)
	}
	// Windows has no such bits; there the user's profile folder is closed to others.
	if runtime.GOOS != "windows" && info.Mode().Perm()&^ownerOnly != 0 {
		return kept, fault.New(FileExposed, "other users can read the secrets file %s", f.path).
			WithHint("close it with: chmod 600 %s, and change the passwords in it if others use this machine", f.path)
	}
	if info.Size() > maxFile {
		return kept, f.damaged(nil)
	}
	data, err := os.ReadFile(f.path)
	if err != nil {
		return kept, fault.Wrap(err, fault.Unavailable, "the secrets file %s cannot be read", f.path)
	}
	var found content
	// The cause is left out: a JSON error quotes what it stumbled over.
	if json.Unmarshal(data, &found) != nil || found.Version != fileVersion || found.Secrets == nil {
		return kept, f.damaged(errors.New("not a secrets file of this version"))
	}
	return found, nil
}

func (f file) damaged(cause error) error {
	return fault.Wrap(cause, FileDamaged, "the secrets file %s is damaged", f.path).
		WithHint("restore it from a backup, or move it away and enter the secrets again")
}

// change reads, changes and replaces the file.
func (f file) change(edit func(map[string]string)) (err error) {
	if err := durable.Folder(filepath.Dir(f.path)); err != nil {
		return f.unwritable(err)
	}
	lock := flock.New(f.path+".lock", flock.SetPermissions(ownerOnly))
	if err := lock.Lock(); err != nil {
		return f.unwritable(err)
	}
	defer func() {
		if unlockErr := lock.Close(); err == nil && unlockErr != nil {
			err = f.unwritable(unlockErr)
		}
	}()
	kept, err := f.read()
	if err != nil {
		return err
	}
	edit(kept.Secrets)
	if err := f.replace(kept); err != nil {
		return f.unwritable(err)
	}
	return nil
}

// replace writes beside the file and renames, so that a crash or a full disk leaves the old file.
func (f file) replace(kept content) error {
	data, err := json.MarshalIndent(kept, "", "  ")
	if err != nil {
		return err
	}
	// CreateTemp makes files that only the owner can read.
	fresh, err := os.CreateTemp(filepath.Dir(f.path), fileName+".*.tmp")
	if err != nil {
		return err
	}
	_, writeErr := fresh.Write(data)
	err = errors.Join(writeErr, fresh.Sync(), fresh.Close())
	if err == nil {
		err = durable.Rename(fresh.Name(), f.path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(fresh.Name()))
	}
	return nil
}

func (f file) unwritable(cause error) error {
	return fault.Wrap(cause, fault.Unavailable, "the secrets file %s cannot be written", f.path).
		WithHint("look at the disk's free space and at who may write to the folder")
}
