package call

import (
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// NextOn is the next customer to call on a list, after the one who was called, from its beginning when that was the last; nil when
// nobody else is to be called.
func NextOn(list []desk.Work, called receivable.DebtorID) *desk.Work {
	from := 0
	for i := range list {
		if list[i].Debtor == called {
			from = i + 1
		}
	}
	for i := range list {
		w := &list[(from+i)%len(list)]
		if w.Do == desk.DoCall && w.Debtor != called {
			return w
		}
	}
	return nil
}
