package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// WorkFolders names the watch of folders among what the desk does by itself.
const WorkFolders = "folders"

// After a read that failed for a reason that may pass, the same files are read again after firstPatience, then after twice as
// long, up to lastPatience.
const (
	firstPatience = time.Minute
	lastPatience  = time.Hour
)

// FolderWatch notices that something was put into the folder of a connection, and reads it. It asks the folder itself at each
// look, because drives of the network tell nobody of changes. A folder that nobody touches costs one listing a look.
type FolderWatch struct {
	desk *Desk
	// list describes each file of a folder from outside: name, size, time.
	list    func(path string) ([]string, error)
	folders map[string][]string  // the settings of a connector that name folders
	absent  map[string]time.Time // until when a connector that is not here is not looked for
	seen    map[receivable.ConnectionID]*watched
}

// watched is what is known of the folders of a connection.
type watched struct {
	last string // how they looked at the last look
	read string // how they looked when they were read
	fail string // how they looked when a read failed
	next time.Time
	wait time.Duration
}

// WatchFolders begins a watch of folders that list describes file by file: name, size, time. What lay there before is read once:
// nobody knows whether it was put there while nothing ran.
func (d *Desk) WatchFolders(list func(path string) ([]string, error)) *FolderWatch {
	return &FolderWatch{desk: d, list: list, folders: map[string][]string{}, absent: map[string]time.Time{}, seen: map[receivable.ConnectionID]*watched{}}
}

// Look reads the connections in whose folders something has changed since they were read and nothing since the last look:
// what is still being copied is left for the next one. It reports whether it has read any, and the first error.
func (w *FolderWatch) Look(ctx context.Context) (read bool, err error) {
	conns, err := w.desk.Connections(ctx)
	if err != nil {
		return false, err
	}
	for _, f := range conns {
		tried, failed := w.lookAt(ctx, f.Connection)
		read = read || tried
		if failed != nil {
			err = errors.Join(err, fault.Wrap(failed, fault.CodeOf(failed), "%s could not be read", f.Connection.Name))
		}
	}
	return read, err
}

func (w *FolderWatch) lookAt(ctx context.Context, c store.Connection) (read bool, err error) {
	keys, err := w.keys(ctx, c.Kind)
	if err != nil || c.Checksum == "" {
		return false, nil //nolint:nilerr // a connector that is not here is told of where it is used
	}
	now, ok := w.looks(c, keys)
	if !ok {
		return false, nil
	}
	s := w.seen[c.ID]
	if s == nil {
		s = &watched{}
		w.seen[c.ID] = s
	}
	isStill := s.last == now
	s.last = now
	at := w.desk.Clock.Now()
	if !isStill || s.read == now || s.fail == now && at.Before(s.next) {
		return false, nil
	}
	if _, err = w.desk.Sync(ctx, c.ID, false, nil); err == nil {
		s.read, s.fail, s.wait = now, "", 0
		return true, nil
	}
	if s.fail != now {
		s.wait = 0
	}
	if s.wait = min(max(2*s.wait, firstPatience), lastPatience); !mayPass(err) {
		s.wait = 24 * time.Hour
	}
	s.fail, s.next = now, at.Add(s.wait)
	return true, err
}

// mayPass reports whether waiting alone may mend what a read failed for: a file that another program holds, a drive, the desk
// itself. A list that cannot be understood stays as it is until somebody exports it again.
func mayPass(err error) bool {
	return slices.Contains([]fault.Code{
		"source-locked", "source-changed", "source-unreadable", "source-unreachable", fault.Unavailable, fault.Internal,
	}, fault.CodeOf(err))
}

// keys gives the settings of a connector that name folders.
func (w *FolderWatch) keys(ctx context.Context, kind string) ([]string, error) {
	if keys, ok := w.folders[kind]; ok {
		return keys, nil
	}
	now := w.desk.Clock.Now()
	if now.Before(w.absent[kind]) {
		return nil, nil
	}
	k, err := w.desk.kind(ctx, kind)
	if err != nil { // to look for a connector is to read every program that there is
		w.absent[kind] = now.Add(lastPatience)
		return nil, err
	}
	keys := []string{}
	for _, f := range k.Fields {
		if f.Type == "folder" {
			keys = append(keys, f.Key)
		}
	}
	w.folders[kind] = keys
	return keys, nil
}

// looks sums up how the folders of a connection look. False where there is none, or nothing in it, or none that can be reached: a
// drive that is away for a while is no change, and reads on schedule tell of it.
func (w *FolderWatch) looks(c store.Connection, keys []string) (string, bool) {
	sum, found := sha256.New(), false
	for _, key := range keys {
		if c.Settings[key] == "" {
			continue
		}
		files, err := w.list(c.Settings[key])
		if err != nil {
			return "", false
		}
		found = found || len(files) > 0
		fmt.Fprintf(sum, "%v %q\n", c.Settings, files)
	}
	return hex.EncodeToString(sum.Sum(nil)), found
}
