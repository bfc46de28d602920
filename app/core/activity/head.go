package activity

import "github.com/dunningdesk/dunningdesk/app/core/fault"

// Head is the number and hash of an entry as it was kept outside the book. Held against the log later it proves that nothing
// up to that entry was changed, and that none was taken off the end.
type Head struct {
	Seq  int64  `json:"seq"`
	Hash string `json:"hash"`
}

// Audit walks a log as Chain does, and holds it against a head that was kept outside. The zero Head is none.
type Audit struct {
	chain Chain
	head  Head
	met   bool
}

// Against begins an audit before entry 1.
func Against(head Head) *Audit { return &Audit{head: head} }

// Check takes the next entry; see Chain.Check. An entry of the head's number with another hash is LogBroken too: somebody wrote
// the whole log anew.
func (a *Audit) Check(e Entry) error {
	if err := a.chain.Check(e); err != nil {
		return err
	}
	if e.Seq == a.head.Seq {
		if e.Hash != a.head.Hash {
			return fault.New(LogBroken, "log entry %d is not the one whose head was kept outside: the log was written anew", e.Seq)
		}
		a.met = true
	}
	return nil
}

// End is asked after the last entry: LogBroken when the log ends before the head, or when words were removed without an entry
// that says so. broken is the entry it is about: the one that is missing, or the first whose words are gone.
func (a *Audit) End() (broken int64, err error) {
	if err := a.chain.End(); err != nil {
		return a.chain.Unaccounted(), err
	}
	if a.head.Seq == 0 || a.met {
		return 0, nil
	}
	last := a.chain.Head().Seq
	return last + 1, fault.New(LogBroken, "the log ends with entry %d, but entry %d was kept outside: what followed was taken off the end", last, a.head.Seq)
}

// Redacted is how many entries of the walk have lost their words.
func (a *Audit) Redacted() int { return a.chain.Redacted() }
