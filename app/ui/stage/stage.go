// Package stage is what every screen stands on: who does its work, in which words it speaks, and how it reaches the rest of
// the window. The window makes one and gives it to all screens.
package stage

import (
	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Stage belongs to the goroutine that runs the window.
type Stage struct {
	Run    *runner.Runner
	Words  words.Words // replaced when the day, the language or the company changes
	User   string      // who sits at the desk
	Canvas func() fyne.Canvas

	// Tell shows a result for a while: "Fjordfisk AS held to 1 Dec".
	Tell func(text string)
	// Offer is Tell with one thing that can be done about it: "Take back".
	Offer func(text, action string, do func())
	// Fail shows what went wrong, to what, and what to do.
	Fail func(err error)
	// Changed says that the book changed, so that counters and other screens read it again when they are next seen.
	Changed func()

	OpenCustomer func(receivable.DebtorID)
	OpenWave     func(desk.WaveID)
	// OpenTerms makes new terms with a customer, for the items given or for all that is overdue.
	OpenTerms      func(receivable.DebtorID, []receivable.ItemID)
	OpenConnection func(receivable.ConnectionID)
	OpenRequest    func(approval.RequestID)
	// OpenScreen shows a screen by its key, or a part of one: "settings/users".
	OpenScreen func(key string)
	// OpenFile hands a file to the program that the machine uses for it.
	OpenFile func(path string) error
	// OpenPage opens an address in the person's browser. It may take its time: call it away from the window.
	OpenPage func(address string) error
	// Pick asks for a file or folder and gives its path.
	Pick func(field widget.FormField, chosen func(path string))
	// SaveFile asks where to put a file and gives the path; nothing when the person changes their mind.
	SaveFile func(name string, save func(path string))
}

// Keys of the screens.
const (
	Today       = "today"
	Customers   = "customers"
	Customer    = "customer"
	Terms       = "terms"
	HandOver    = "handover"
	Waves       = "waves"
	Bank        = "bank"
	Inbox       = "inbox"
	Connections = "connections"
	Approvals   = "approvals"
	Settings    = "settings"
	Texts       = "texts"
)
