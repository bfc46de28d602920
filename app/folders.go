package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/scheduler"
)

// watchEvery is how often folders are looked at. What was put there is read at the second look that finds it unchanged: within a
// minute.
const watchEvery = 20 * time.Second

// maxWatched bounds the files of a folder that are looked at; one that holds more is read on schedule alone.
const maxWatched = 20_000

// filesIn describes each file of a folder from outside, without opening any.
func filesIn(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	if len(entries) > maxWatched {
		return nil, errors.New("the folder holds too many files")
	}
	var lines []string
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		info, err := os.Stat(filepath.Join(folder, e.Name()))
		if err != nil {
			continue // gone again, or a link to nothing
		}
		lines = append(lines, fmt.Sprintf("%s %d %d", e.Name(), info.Size(), info.ModTime().UnixNano()))
	}
	return lines, nil
}

// keepWatch reads what is put into the folders of connections until ctx ends.
func keepWatch(ctx context.Context, d *desk.Desk, say func(scheduler.Notice), worked func(string)) {
	watch := d.WatchFolders(filesIn)
	keepAt(ctx, watchEvery, desk.WorkFolders, func(ctx context.Context) error {
		read, err := watch.Look(ctx)
		if read {
			worked(desk.WorkFolders)
		}
		return err
	}, say)
}
