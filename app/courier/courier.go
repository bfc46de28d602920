// Package courier is the way out of the house. Each part stands alone: text renders what a notice says, notice is one
// demand with all its figures, letter and mail give it its two shapes, outbox sees that each leaves at most once. This
// package puts them together for the desk.
package courier

import (
	"context"
	"sync"

	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Courier is desk.Courier: it makes notices and works the outbox off.
type Courier struct {
	sending sync.Mutex // one sender in this process: a second would take the first one's message for one that a crash left
	desk    *desk.Desk
	folder  string  // where letters and mails are put when the settings name no other place
	holder  string  // who sends: this process
	tokened tokened // the sign-in of the last mail settings
	signing signing
	lookup  func(ctx context.Context, name string) ([]string, error) // of the DNS; nil: that of the machine
	gone    func(string) bool                                        // reports that another holder's process has ended
}

// New makes the courier of a desk. Letters, and mails while no server is set up, go into folders below folder unless the
// settings name another place. Holder names this process among all that may send from the book; gone reports whether the
// process behind another holder's name is known to have ended, nil when nobody can tell.
func New(d *desk.Desk, folder, holder string, gone func(holder string) bool) *Courier {
	if gone == nil {
		gone = func(string) bool { return false }
	}
	return &Courier{desk: d, folder: folder, holder: holder, gone: gone}
}
