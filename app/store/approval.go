package store

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
)

// StaffRow is a user with what signing in needs.
type StaffRow struct {
	approval.User
	Password    string // argon2id hash in its PHC form; empty: cannot sign in
	Failures    int    // wrong passwords in a row
	LockedUntil time.Time
	Created     time.Time
}

// RequestQuery chooses requests.
type RequestQuery struct {
	Debtor int64         // 0: all
	Kind   approval.Kind // empty: all
	Order  string        // empty: all; else those of exactly this order
	// Open gives those that wait or were sent back, oldest first; else all, newest first.
	Open bool
	// Alone gives what was done alone, approval.DoneAlone, in their place.
	Alone bool
	Limit int // 0: however many
}

// ApprovalReader reads users, delegations and requests.
type ApprovalReader interface {
	// Staff gives every user, also those who left, by login.
	Staff() ([]StaffRow, error)
	Delegations() ([]approval.Delegation, error)
	Requests(q RequestQuery) ([]approval.Request, error)
	Request(id approval.RequestID) (approval.Request, error)
}

// ApprovalWriter changes them. It checks no rights: the desk does, in the same transaction.
type ApprovalWriter interface {
	// PutStaff adds a user without an id, and changes one with it; a login that somebody has is fault.Conflict. The password
	// and what counts wrong ones are left as they are.
	PutStaff(u approval.User) (approval.UserID, error)
	SetPassword(id approval.UserID, hash string) error
	// SetFailures keeps how many wrong passwords came in a row, and until when no more is tried.
	SetFailures(id approval.UserID, failures int, lockedUntil time.Time) error
	PutDelegation(d approval.Delegation) (int64, error)
	EndDelegation(id int64) error
	// PutRequest keeps a new request.
	PutRequest(r approval.Request) (approval.RequestID, error)
	// SetRequest writes a request that was read in version and state was; fault.Conflict when it is another by now.
	SetRequest(r approval.Request, was approval.Request) error
}
