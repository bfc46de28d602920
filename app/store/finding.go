package store

import (
	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// RunFindings is what a read found about single records.
type RunFindings struct {
	Standing map[admission.Reason]int64 // by reason, as it stood when the read ended
	Sums     map[money.Currency]int64   // what is open of the records set aside, minor units: the source counts it, the book does not
	Accepted map[money.Currency]int64   // of these, the difference that a person has accepted
	New      int64                      // set aside by this read
	Mended   int64                      // right again, or gone, since this read
	Repeated int64                      // came twice in this read, and alike: counted once
}

// SetAside is how many records stood set aside.
func (f RunFindings) SetAside() int64 { return f.count(true) }

// Remarks is how many remarks stood about records that were taken.
func (f RunFindings) Remarks() int64 { return f.count(false) }

func (f RunFindings) count(aside bool) (n int64) {
	for r, count := range f.Standing {
		if r.SetsAside() == aside {
			n += count
		}
	}
	return n
}

// FindingQuery chooses findings; they come with what needs a person first: by reason in the order of admission, then newest first.
type FindingQuery struct {
	Connection receivable.ConnectionID // 0: all
	Debtor     receivable.DebtorID     // 0: all
	Reasons    []admission.Reason      // empty: all
	Ended      bool                    // those too that stand no longer
	Unnoted    bool                    // only what nobody has taken note of
	Limit      int                     // 0: all
}

// FindingReader reads what reads found about single records.
type FindingReader interface {
	Findings(q FindingQuery) ([]admission.Finding, error)
	// Finding gives one by its number.
	Finding(id int64) (admission.Finding, error)
	// FindingCounts counts the standing findings of a connection (0: of all) by reason.
	FindingCounts(id receivable.ConnectionID) (map[admission.Reason]int64, error)
}

// FindingWriter keeps what a person says of one. Reads write them.
type FindingWriter interface {
	// NoteFinding keeps that a person knows of a remark; it calls nobody any more until its facts change. Only one that stands, and for
	// which nothing was set aside, can be noted.
	NoteFinding(id int64, note string) error
}
