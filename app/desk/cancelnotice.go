package desk

import (
	"context"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// CancelNotice takes a reminder back, sent or not, by its printed number: its charges are no longer owed and its invoices stand
// where they stood before it. What has left is not called back; the customer hears of it from a person. Errors are
// fault.NotFound for a number that the customer does not have, fault.Invalid without a reason, and fault.Conflict for a note
// that is no reminder, one that a later reminder builds on, whose charges have been paid, or that is leaving at this moment.
func (d *Desk) CancelNotice(ctx context.Context, debtor receivable.DebtorID, number, why string) error {
	why = strings.TrimSpace(why)
	if why == "" {
		return fault.New(fault.Invalid, "taking a reminder back needs a reason").OnField("why")
	}
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	return d.about(ctx, debtor, func(w store.Writer, who receivable.Debtor) error {
		notices, err := w.Notices(debtor, 0)
		if err != nil {
			return err
		}
		for i := range notices {
			switch {
			case notices[i].Number != number:
			case notices[i].Claim.Event != dunning.NoEvent:
				return fault.New(fault.Conflict, "%s asked %s for nothing, so that there is nothing to take back", number, who.Name).OnField("number")
			default:
				return takeBack(w, on, notices[i].ID, why)
			}
		}
		return fault.New(fault.NotFound, "%s never got a reminder %s", who.Name, number).OnField("number")
	})
}
