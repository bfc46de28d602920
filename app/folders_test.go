package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func TestAFolderIsDescribedFromOutside(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "open.csv")
	at := time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	describe := func(content string, at time.Time) []string {
		t.Helper()
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
		lines, err := filesIn(dir)
		if err != nil || len(lines) != 1 {
			t.Fatal(lines, err)
		}
		return lines
	}
	first := describe("one", at)
	if err := os.Mkdir(filepath.Join(dir, "old"), 0o700); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(first, describe("two", at)) {
		t.Error("only name, size and time tell")
	}
	if slices.Equal(first, describe("three", at)) || slices.Equal(first, describe("one", at.Add(time.Second))) {
		t.Error("a change is not seen")
	}
	if _, err := filesIn(filepath.Join(dir, "none")); err == nil {
		t.Error("a folder that is not there has files")
	}
}
