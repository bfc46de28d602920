package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// makeDemo makes a demo book whose company has lived through some weeks. A story that does not come to its end leaves nothing: half
// a book would be taken for a whole one.
func makeDemo(ctx context.Context, where string, on date.Date, customers int) (desk.SyncRun, string, error) {
	clock := &desk.StoryClock{Real: realClock}
	d, done, err := createBook(ctx, where, on, clock)
	if err != nil {
		return desk.SyncRun{}, "", err
	}
	where = d.Book.About().Where
	journal := demoJournal(where)
	whole := false
	defer func() {
		done()
		if !whole {
			forgetDemo(where, journal)
		}
	}()
	scratch, err := os.MkdirTemp("", "dunningdesk-demo-")
	if err != nil {
		return desk.SyncRun{}, "", err
	}
	defer func() { _ = os.RemoveAll(scratch) }() // what the story's waves sent lies in the book as well
	run, err := d.Demo(ctx, desk.DemoOrder{Customers: customers, Scratch: scratch, Journal: journal}, clock)
	whole = err == nil
	if fault.Has(err, desk.NoConnector) {
		err = fault.Wrap(err, desk.NoConnector, "the demo book could not be made, and nothing was left behind").
			WithHint("the program of the demo company, `demo`, has to lie with the other connectors: install Dunning Desk whole, or say where with %s", connectorsVariable)
	}
	return run, where, err
}

// forgetDemo takes away a book that was made just now, with what the engine and the story have put beside it.
func forgetDemo(book, journal string) {
	for _, file := range []string{book, book + "-wal", book + "-shm", journal} {
		_ = os.Remove(file)
	}
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
