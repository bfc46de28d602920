package main

import (
	"os"
	"path/filepath"
	"runtime"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// bookName is the file name of the book in the user's data folder.
const bookName = "desk.book"

// connectorsVariable names a further folder of connectors.
const connectorsVariable = "DUNNINGDESK_CONNECTORS"

// dataVariable moves the data folder, for tests and for services.
const dataVariable = "DUNNINGDESK_DATA"

// dataFolder is where the user's book, secrets file and caches lie. It is made when it is needed.
func dataFolder() (string, error) {
	if folder := os.Getenv(dataVariable); folder != "" {
		return folder, os.MkdirAll(filepath.Clean(folder), 0o700)
	}
	base, err := os.UserConfigDir()
	if runtime.GOOS == "linux" {
		base, err = linuxData()
	}
	if err != nil {
		return "", fault.Wrap(err, fault.Unavailable, "your data folder cannot be found").WithHint("name a book with --book")
	}
	folder := filepath.Join(base, "dunningdesk")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fault.Wrap(err, fault.Unavailable, "the data folder %s cannot be made", folder)
	}
	return folder, nil
}

// linuxData follows the XDG base directory specification.
func linuxData() (string, error) {
	if data := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
		return data, nil
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".local", "share"), err
}

// bookPath is the file of the book that a verb names; empty is the book in the user's data folder.
func bookPath(where string) (string, error) {
	if where != "" {
		return filepath.Abs(where)
	}
	folder, err := dataFolder()
	return filepath.Join(folder, bookName), err
}

// connectorFolders are where connectors are looked for, the first wins.
func connectorFolders() []string {
	var folders []string
	if extra := os.Getenv(connectorsVariable); extra != "" {
		folders = append(folders, filepath.SplitList(extra)...)
	}
	if exe, err := os.Executable(); err == nil {
		if target, err := filepath.EvalSymlinks(exe); err == nil {
			exe = target
		}
		folders = append(folders, filepath.Join(filepath.Dir(exe), "connectors"))
	}
	if data, err := dataFolder(); err == nil {
		folders = append(folders, filepath.Join(data, "connectors"))
	}
	return folders
}
