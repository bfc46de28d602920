package main

import (
	"bufio"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// errOpenElsewhere says that the book is open in another window.
var errOpenElsewhere = errors.New("this book is open in another window, which is in front now")

// instance keeps a book to one window of this machine. The lock is the operating system's and ends with the process,
// however it ends. Beside it lies where the window listens, so that a second start can raise the first; only the book's
// owner may read that, and whoever knocks must know the word written there.
type instance struct {
	lock *flock.Flock
	door net.Listener
	note string // the file that says where to knock

	mu    sync.Mutex
	knock func()
}

// knockPatience bounds the talk between two starts of the program.
const knockPatience = 2 * time.Second

// claim takes a book for this process.
func claim(path string) (*instance, error) {
	lock := flock.New(path+".lock", flock.SetPermissions(0o600))
	taken, err := lock.TryLock()
	switch {
	case err != nil:
		return nil, fault.Wrap(err, fault.Unavailable, "the folder of the book %s cannot be written", path)
	case !taken && raise(path+".window"):
		return nil, errOpenElsewhere
	case !taken:
		return nil, fault.New(fault.Unavailable, "the book %s is open in another window", path).WithHint("close that window first")
	}
	i := &instance{lock: lock, note: path + ".window"}
	if err := i.listen(); err != nil { // the lock holds without it; only raising does not work
		slog.Error("a second start will not raise this window", "error", err)
	}
	return i, nil
}

func (i *instance) listen() error {
	door, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	word := rand.Text()
	_ = os.Remove(i.note) // one left by a program that was killed may have other permissions
	if err := os.WriteFile(i.note, []byte(door.Addr().String()+" "+word+"\n"), 0o600); err != nil {
		return errors.Join(err, door.Close())
	}
	i.door = door
	go func() {
		for {
			visitor, err := door.Accept()
			if err != nil {
				return // closed
			}
			i.answer(visitor, word)
		}
	}()
	return nil
}

func (i *instance) answer(visitor net.Conn, word string) {
	defer func() { _ = visitor.Close() }() // nothing is lost with it
	if err := visitor.SetDeadline(time.Now().Add(knockPatience)); err != nil {
		return
	}
	said := make([]byte, len(word))
	if _, err := io.ReadFull(visitor, said); err != nil || subtle.ConstantTimeCompare(said, []byte(word)) != 1 {
		return
	}
	i.mu.Lock()
	knock := i.knock
	i.mu.Unlock()
	if knock != nil {
		knock()
	}
	fmt.Fprintln(visitor, "ok")
}

// onKnock is told when the program is started again on the same book.
func (i *instance) onKnock(knock func()) {
	i.mu.Lock()
	i.knock = knock
	i.mu.Unlock()
}

func (i *instance) release() {
	if i.door != nil {
		_ = i.door.Close() // it ends with the process anyway
		_ = os.Remove(i.note)
	}
	if err := i.lock.Unlock(); err != nil {
		slog.Error("the book stays locked until the program ends", "error", err)
	}
}

// raise knocks at the window that has a book open; it reports whether somebody answered.
func raise(note string) bool {
	text, err := os.ReadFile(note)
	if err != nil {
		return false
	}
	address, word, ok := strings.Cut(strings.TrimSpace(string(text)), " ")
	if !ok {
		return false
	}
	if host, _, err := net.SplitHostPort(address); err != nil || host != "127.0.0.1" {
		return false // only a window of this machine is ever knocked at
	}
	door, err := net.DialTimeout("tcp", address, knockPatience) //nolint:gosec // this machine, see above
	if err != nil {
		return false
	}
	defer func() { _ = door.Close() }() // nothing is lost with it
	if err := door.SetDeadline(time.Now().Add(knockPatience)); err != nil {
		return false
	}
	if _, err := fmt.Fprint(door, word); err != nil {
		return false
	}
	answer, err := bufio.NewReader(door).ReadString('\n')
	return err == nil && answer == "ok\n"
}
