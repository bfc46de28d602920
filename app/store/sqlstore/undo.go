package sqlstore

import "github.com/dunningdesk/dunningdesk/app/core/receivable"

// undo is what connections' reads remember when a transaction is undone: what they did before it, or nothing where it changed that,
// since what was remembered of undone batches is wrong. What is remembered of other connections stays: their reads cannot find it again.
type undo map[receivable.ConnectionID]*runMemory

// replaces notes that a transaction puts another memory in the place of one.
func (u *undo) replaces(reads map[receivable.ConnectionID]*runMemory, id receivable.ConnectionID) {
	if _, noted := (*u)[id]; !noted {
		u.note(id, reads[id])
	}
}

// changes notes that a transaction changes what is remembered.
func (u *undo) changes(reads map[receivable.ConnectionID]*runMemory, id receivable.ConnectionID) {
	if before := (*u)[id]; before == nil || before == reads[id] {
		u.note(id, nil)
	}
}

func (u *undo) note(id receivable.ConnectionID, before *runMemory) {
	if *u == nil {
		*u = undo{}
	}
	(*u)[id] = before
}

// in puts back what was.
func (u undo) in(reads map[receivable.ConnectionID]*runMemory) {
	for id, before := range u {
		if delete(reads, id); before != nil {
			reads[id] = before
		}
	}
}
