package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// makeDemo makes a demo book whose company has lived through some weeks.
func makeDemo(ctx context.Context, where string, on date.Date, customers int) (desk.SyncRun, string, error) {
	clock := &desk.StoryClock{Real: realClock}
	d, done, err := createBook(ctx, where, on, clock)
	if err != nil {
		return desk.SyncRun{}, "", err
	}
	defer done()
	scratch, err := os.MkdirTemp("", "dunningdesk-demo-")
	if err != nil {
		return desk.SyncRun{}, "", err
	}
	defer func() { _ = os.RemoveAll(scratch) }() // what the story's waves sent lies in the book as well
	where = d.Book.About().Where
	run, err := d.Demo(ctx, desk.DemoOrder{Customers: customers, Scratch: scratch, Journal: demoJournal(where)}, clock)
	return run, where, err
}

// demoJournal is a file beside the demo book that nothing has been written into yet.
func demoJournal(book string) string {
	stem := strings.TrimSuffix(book, filepath.Ext(book)) + ".journal"
	for n := 2; ; n++ {
		path := stem + ".jsonl"
		if _, err := os.Stat(path); err != nil {
			return path
		}
		stem = fmt.Sprintf("%s.journal-%d", strings.TrimSuffix(book, filepath.Ext(book)), n)
	}
}
