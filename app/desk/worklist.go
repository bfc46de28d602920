package desk

import (
	"cmp"
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// largestShown is how many of the largest overdue customers without any other reason stand on the work list.
const largestShown = 20

// WorkList gives what to do on a day, ranked: broken promises, promises that are due, answers, messages of which nobody
// knows whether they arrived, tasks by age, then the largest overdue.
func (d *Desk) WorkList(ctx context.Context, on date.Date) (v TodayView, err error) {
	v.Date = on
	err = d.view(ctx, func(r store.Reader) error {
		if v.Balances, _, err = totals(r); err != nil {
			return err
		}
		if v.Fresh, err = d.fresh(r); err != nil {
			return err
		}
		if v.Waves, err = waitingWaves(r); err != nil {
			return err
		}
		if v.BankToPlace, err = countToPlace(r); err != nil {
			return err
		}
		if v.MailToPlace, err = r.CountIncoming(store.IncomingQuery{States: []store.IncomingState{store.MailUnplaced}}); err != nil {
			return err
		}
		here, err := d.decidableHere(r)
		if err != nil {
			return err
		}
		v.ToApprove = len(here)
		list := &workList{on: on, by: map[receivable.DebtorID]*Work{}, weight: map[receivable.DebtorID]int{}, left: map[receivable.DebtorID]int{}}
		if err := list.collect(r, &v); err != nil {
			return err
		}
		if err := list.limitation(d, r, &v); err != nil {
			return err
		}
		if err := list.figures(r); err != nil {
			return err
		}
		v.Work = list.ranked()
		seen, err := d.sightOf(r)
		if err != nil {
			return err
		}
		for i := range v.Work {
			v.Work[i].Phone = seen.phone(v.Work[i].Phone)
		}
		v.ToCall, v.Broken = 0, 0
		for _, row := range v.Work {
			if row.Do == DoCall {
				v.ToCall++
			}
			if row.Why.Key == whyBroken || row.Why.Key == whyPlanBroken {
				v.Broken++
			}
		}
		return nil
	})
	return v, err
}

func waitingWaves(r store.Reader) (int, error) {
	waves, err := r.Waves(10)
	n := 0
	for _, w := range waves {
		if w.State == store.WaveProposed || w.State == store.WavePaused || w.State == store.WaveReleasing {
			n++
		}
	}
	return n, err
}

// workList gathers reasons by customer; a customer stands on the list once, under the heaviest reason.
type workList struct {
	on     date.Date
	by     map[receivable.DebtorID]*Work
	weight map[receivable.DebtorID]int
	left   map[receivable.DebtorID]int // how urgent a claim is whose limitation put the customer on the list
}

// Weights of reasons: what costs most when it waits comes first.
const (
	weighBarring   = 950 // statute-barred within 30 days: after that nothing helps
	weighBroken    = 900
	weighUncertain = 800
	weighReply     = 700
	weighDue       = 600
	weighCall      = 500
	weighBarred    = 460 // statute-barred
	weighBarSoon   = 440 // within 90 days
	weighMend      = 400
	weighLook      = 300
	weighLargest   = 100
)

// Reasons of customers who stand on the list for a broken promise, or for nothing but the sum.
const (
	whyBroken  = "promise-broken"
	whyLargest = "largest-overdue"
)

func (l *workList) add(id receivable.DebtorID, name string, do WorkDo, weight int, why dunning.Why, task int64) {
	if have := l.by[id]; have != nil {
		if weight <= l.weight[id] {
			have.Also = append(have.Also, why)
			return
		}
		have.Also = append([]dunning.Why{have.Why}, have.Also...)
		have.Do, have.Why, have.Task = do, why, task
		l.weight[id] = weight
		return
	}
	l.by[id] = &Work{Debtor: id, Name: name, Do: do, Why: why, Task: task}
	l.weight[id] = weight
}

// collect goes through everything that gives a customer a place on the list.
func (l *workList) collect(r store.Reader, v *TodayView) error {
	if err := l.promises(r, v); err != nil {
		return err
	}
	if err := l.agreements(r, v); err != nil {
		return err
	}
	if err := l.tasks(r, v); err != nil {
		return err
	}
	if err := l.mails(r, v); err != nil {
		return err
	}
	if err := l.notes(r); err != nil {
		return err
	}
	if err := l.messages(r, v); err != nil {
		return err
	}
	if err := l.postings(r, v); err != nil {
		return err
	}
	if err := l.findings(r); err != nil {
		return err
	}
	return l.largest(r)
}

func (l *workList) promises(r store.Reader, v *TodayView) error {
	rows, err := r.Promises(0)
	if err != nil {
		return err
	}
	for _, p := range rows {
		args := map[string]string{"amount": p.Amount.String(), "currency": string(p.Amount.Currency), "date": p.By.String()}
		switch {
		case p.State == dunning.PromiseBroken || p.State == dunning.PromisePartly:
			if l.on.DaysSince(p.By) > 30 {
				continue // by then it is part of the customer's history, and a level has spoken
			}
			l.add(p.Debtor, p.Name, DoCall, weighBroken, dunning.Why{Key: whyBroken, Args: args}, 0)
		case p.State == dunning.PromisePending && p.By == l.on:
			v.PromisesDue++
			l.add(p.Debtor, p.Name, DoCheck, weighDue, dunning.Why{Key: "promise-due", Args: args}, 0)
		}
	}
	return nil
}

func (l *workList) tasks(r store.Reader, v *TodayView) error {
	tasks, err := r.Tasks(0, true)
	if err != nil {
		return err
	}
	for _, t := range tasks {
		if l.on.Before(t.Due) || l.on.Before(t.Snooze) {
			continue
		}
		switch t.Kind {
		case store.TaskCall, store.TaskConfirm:
			l.add(t.Debtor, t.Name, DoCall, weighCall, t.Why, t.ID)
		case store.TaskVisit:
			l.add(t.Debtor, t.Name, DoVisit, weighCall, t.Why, t.ID)
		case store.TaskReply:
			v.Replies++
			l.add(t.Debtor, t.Name, DoReply, weighReply, t.Why, t.ID)
		case store.TaskMend:
			v.ToMend++
			l.add(t.Debtor, t.Name, DoMend, weighMend, t.Why, t.ID)
		case store.TaskCheck:
			l.add(t.Debtor, t.Name, DoLook, weighLook, t.Why, t.ID)
		case store.TaskBank:
			l.add(t.Debtor, t.Name, DoLook, weighDue, t.Why, t.ID)
		case store.TaskReverse:
			l.add(t.Debtor, t.Name, DoLook, weighDue, t.Why, t.ID)
		case store.TaskLetter:
			v.ToMend++
			l.add(t.Debtor, t.Name, DoLook, weighLook, t.Why, t.ID)
		}
	}
	return nil
}

// Reasons of a customer whose mail waits to be read: an answer by what it may mean, as in "answer-says-paid", or a report.
const (
	whyAnswer = "answer-"
	whyReport = "report-to-read"
	whyUnread = "mail-unreadable"
)

// mails puts customers on the list whose mail waits for somebody to read it.
func (l *workList) mails(r store.Reader, v *TodayView) error {
	open, err := r.Incoming(store.IncomingQuery{States: []store.IncomingState{store.MailOpen}})
	if err != nil {
		return err
	}
	for i := range open {
		m := &open[i]
		v.Replies++
		why := dunning.Why{Key: whyAnswer + string(m.Guess.Says), Args: map[string]string{"subject": m.Mail.Subject}}
		switch m.Mail.Kind {
		case incoming.Answer:
		case incoming.Unreadable:
			why.Key = whyUnread
		default:
			why.Key = whyReport
		}
		l.add(m.Debtor, m.Name, DoReply, weighReply, why, 0)
		if w := l.by[m.Debtor]; w.Mail == 0 {
			w.Mail = m.ID
		}
	}
	return nil
}

func (l *workList) largest(r store.Reader) error {
	return r.Customers(store.CustomerQuery{OverdueOnly: true, Sort: store.ByOverdue, Limit: largestShown}, func(row store.CustomerRow) error {
		if row.Hold || row.Promise == dunning.PromisePending {
			return nil
		}
		if best, ok := most(row.Balances); ok {
			l.add(row.ID, row.Name, DoCall, weighLargest, dunning.Why{Key: whyLargest, Args: map[string]string{"days": itoa(int64(best.OldestDue))}}, 0)
		}
		return nil
	})
}

// mostBarred is how many customers at most stand on the work list for the limitation of a claim; the most urgent ones do.
const mostBarred = 200

// limitation puts a customer on the list, once, for the most urgent of the claims that are barred or soon will be.
func (l *workList) limitation(d *Desk, r store.Reader, v *TodayView) error {
	rows, ends, err := d.barredSoon(r, l.on)
	if err != nil {
		return err
	}
	others := map[receivable.DebtorID]int{}
	for i := range rows {
		others[rows[i].Debtor]++
	}
	v.Barred = len(others)
	listed := map[receivable.DebtorID]bool{}
	for i := range rows {
		it := &rows[i]
		if listed[it.Debtor] || len(listed) == mostBarred {
			continue
		}
		end := ends[it.ID]
		listed[it.Debtor] = true
		key, weight := "limitation-soon", weighBarSoon
		switch left := end.DaysLeft(l.on); {
		case left < 0:
			key, weight = "limitation-passed", weighBarred
		case left <= urgentDays:
			key, weight = "limitation-urgent", weighBarring
		}
		l.add(it.Debtor, it.DebtorName, DoLook, weight, dunning.Why{Key: key, Args: map[string]string{
			"number": it.Number, "date": end.Last.String(), "days": itoa(int64(end.DaysLeft(l.on))), "more": itoa(int64(others[it.Debtor] - 1)),
			"amount": it.Open.String(), "currency": string(it.Open.Currency),
		}}, 0)
		if l.weight[it.Debtor] == weight {
			l.left[it.Debtor] = urgency(end.DaysLeft(l.on))
		}
	}
	return nil
}

// figures fills in who the customers are and what there is to collect.
func (l *workList) figures(r store.Reader) error {
	if len(l.by) == 0 {
		return nil
	}
	ids := sortedKeys(l.by)
	err := r.Accounts(store.AccountQuery{Debtors: ids}, l.on, func(a *dunning.Account) error {
		w := l.by[a.Debtor.ID]
		w.Number, w.Country, w.Owner, w.Phone = a.Debtor.Number, a.Debtor.Country, a.Debtor.Owner, a.Debtor.Phone
		w.ToCollect, w.OldestDays, w.Level = toCollect(a, l.on)
		return nil
	})
	if err != nil {
		return err
	}
	for _, id := range ids {
		if w := l.by[id]; w.Number == "" { // nothing open: the account loader has passed it over
			debtor, err := r.Debtor(id)
			if err != nil {
				return err
			}
			w.Number, w.Country, w.Owner, w.Phone = debtor.Number, debtor.Country, debtor.Owner, debtor.Phone
		}
	}
	return nil
}

// toCollect is what is overdue without disputed and held items and those in an agreement, in the currency with most of it.
func toCollect(a *dunning.Account, on date.Date) (money.Amount, int, int) {
	sums := map[money.Currency]int64{}
	oldest, level := 0, 0
	for i := range a.Items {
		it := &a.Items[i]
		days := it.DaysOverdue(on)
		if it.Undisputed() <= 0 || days <= 0 || it.InPlan || it.Quarantined || it.Hold.Active(on) {
			continue
		}
		sums[it.Open.Currency] += it.Undisputed()
		oldest, level = max(oldest, days), max(level, it.Level)
	}
	var best money.Amount
	for _, cur := range sortedKeys(sums) {
		if sums[cur] > best.Minor {
			best = money.New(sums[cur], cur)
		}
	}
	return best, oldest, level
}

func most(balances []receivable.Balance) (receivable.Balance, bool) {
	var best receivable.Balance
	for _, b := range balances {
		if b.Overdue() > best.Overdue() {
			best = b
		}
	}
	return best, best.Overdue() > 0
}

// ranked orders by weight, then by what there is to collect, then by age and name, so that two days with the same facts
// give the same list.
func (l *workList) ranked() []Work {
	out := make([]Work, 0, len(l.by))
	for _, id := range sortedKeys(l.by) {
		w := l.by[id]
		// Who has paid meanwhile need not be called; what a person was asked to do stays until it is done.
		if w.ToCollect.IsZero() && w.Task == 0 && w.Why.Key != whyPlanDue && (w.Do == DoCall || w.Do == DoCheck) {
			continue
		}
		if w.ToCollect.IsZero() { // what is overdue is in an agreement, or held
			w.Also = slices.DeleteFunc(w.Also, func(why dunning.Why) bool { return why.Key == whyLargest })
		}
		out = append(out, *w)
	}
	slices.SortStableFunc(out, func(a, b Work) int {
		return cmp.Or(
			cmp.Compare(l.weight[b.Debtor], l.weight[a.Debtor]),
			cmp.Compare(l.left[a.Debtor], l.left[b.Debtor]),
			cmp.Compare(b.OldestDays, a.OldestDays),
			cmp.Compare(a.Name, b.Name),
		)
	})
	for i := range out {
		out[i].Rank = i + 1
	}
	return out
}
