package desk

import (
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// mostToSettle is how many messages, and how many postings, at most give a customer a place on the work list.
const mostToSettle = 1000

// messages puts customers on the list of whose messages nobody knows whether they arrived, or that have failed.
func (l *workList) messages(r store.Reader, v *TodayView) error {
	rows, err := r.Outbox(mostToSettle, store.OutUncertain, store.OutFailed)
	if err != nil {
		return err
	}
	for _, m := range rows {
		key := "message-failed"
		if m.State == store.OutUncertain {
			key = "message-uncertain"
			v.Uncertain++
		}
		l.add(m.Debtor, m.Name, DoDecide, weighUncertain, dunning.Why{Key: key, Args: map[string]string{"number": m.Number, "detail": m.Detail}}, 0)
	}
	return nil
}

// postings puts customers on the list whose accounting system has refused something, or may have it or not.
func (l *workList) postings(r store.Reader, v *TodayView) error {
	rows, err := r.WriteBacks(store.WriteBackQuery{States: []writeback.State{writeback.Refused, writeback.Uncertain}, Limit: mostToSettle})
	if err != nil {
		return err
	}
	for i := range rows {
		e := &rows[i]
		key := "posting-refused"
		if e.State == writeback.Uncertain {
			key = "posting-uncertain"
			v.Uncertain++
		}
		l.add(e.Debtor, e.Name, DoDecide, weighUncertain, dunning.Why{Key: key, Args: map[string]string{"title": e.Title, "books": e.Books}}, 0)
		l.by[e.Debtor].Books = e.Connection
	}
	return nil
}
