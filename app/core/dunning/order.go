package dunning

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// OrderOf is the order in which a payment of a day settles what a debtor owes: the law's where the pack of the debtor's
// country has one (BGB s. 367(1)), else the procedure's. The row is the one that decided, nil for the procedure.
func OrderOf(p Procedure, pack law.Pack, kind receivable.Kind, on date.Date) (AllocationOrder, *law.Row) {
	if r := pack.On(law.Allocation, kind, on, on); r != nil {
		return AllocationOrder(r.Text), r
	}
	return p.Allocation, nil
}
