// Package approval holds who may decide what at a desk: roles, limits, and the rule that nobody decides on a request of his
// own. It is pure; the desk asks it inside the transaction that executes a decision.
package approval

// Role is what a person does at the desk.
type Role string

// Roles. Names are stored: add, never change.
const (
	Clerk    Role = "clerk"
	Manager  Role = "manager" // account manager: owns some customers
	Approver Role = "approver"
	Admin    Role = "admin"   // users, limits and settings; decides like an approver
	Auditor  Role = "auditor" // reads everything and changes nothing
)

// Roles lists every role, the least powerful first.
func Roles() []Role { return []Role{Auditor, Clerk, Manager, Approver, Admin} }

// Known reports whether the program has such a role.
func (r Role) Known() bool {
	switch r {
	case Clerk, Manager, Approver, Admin, Auditor:
		return true
	}
	return false
}

// Changes reports whether a role may change anything at all.
func (r Role) Changes() bool { return r != Auditor && r.Known() }

// SeesContacts reports whether a role is shown how customers are reached. Who only reads sees names and sums, which is all that
// reading needs (GDPR art. 5(1)(c)).
func (r Role) SeesContacts() bool { return r.Changes() }

// Sets reports whether a role may change users, limits and settings.
func (r Role) Sets() bool { return r == Admin }
