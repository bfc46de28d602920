package main

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/window"
)

// openBookFile is a book that this window has open, and no other.
type openBookFile struct {
	desk  *desk.Desk
	start window.Start
	done  func()
	lock  *instance
}

// held keeps the locks of the window's books for as long as the program lives: a lock that nobody refers to is given up
// when memory is cleaned.
var held []*instance

// prepare opens a book for a window. Whoever has it open already is brought to the front, and the error is
// errOpenElsewhere.
func prepare(ctx context.Context, path string) (*openBookFile, error) {
	lock, err := claim(path)
	if err != nil {
		return nil, err
	}
	d, done, err := openBook(ctx, path, date.Date{}, realClock)
	if err != nil {
		lock.release()
		return nil, err
	}
	start, err := window.Look(ctx, d)
	if err != nil {
		done()
		lock.release()
		return nil, err
	}
	held = append(held, lock)
	return &openBookFile{desk: d, start: start, done: done, lock: lock}, nil
}

func (b *openBookFile) close() {
	b.done()
	b.lock.release()
}
