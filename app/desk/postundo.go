package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
)

// Codes of postings that take back what nobody can name.
const (
	undoNotFound fault.Code = "undo-not-found"
	undoUnknown  fault.Code = "undo-unknown"
)

// undoing gives the keys under which the source has what an entry takes back. Where a person's word was that it is there, the desk does
// not know them and looks. Without them nothing is written: the reversal of nothing would be booked as one write-off more. Then it says
// why the entry was not written.
func undoing(ctx context.Context, ledger Ledger, canFind bool, e, first *writeback.Entry) (keys []string, not *writeback.Outcome) {
	switch {
	case e.Undoes == 0:
		return nil, nil
	case len(first.Posted.Sources) > 0:
		return first.Posted.Sources, nil
	case !canFind:
		return nil, &writeback.Outcome{
			State: writeback.Refused, Code: string(undoUnknown),
			Detail: "what is taken back was entered by hand, and the accounting system cannot be searched for it; take it back there by hand",
		}
	}
	posted, found, err := ledger.Find(ctx, *first, nil)
	switch {
	case err != nil:
		return nil, &writeback.Outcome{State: writeback.Waiting, Code: string(fault.CodeOf(err)), Detail: err.Error()}
	case !found || len(posted.Sources) == 0:
		return nil, &writeback.Outcome{
			State: writeback.Refused, Code: string(undoNotFound),
			Detail: "what is taken back is not in the accounting system under the key " + first.Key + "; if it was booked by hand, take it back by hand",
		}
	}
	return posted.Sources, nil
}
