package sqlstore

import (
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// accountPage is how many debtor ids one round of queries covers: enough that the queries themselves cost nothing, and few
// enough that a page's items stay in the processor's cache.
const accountPage = 512

// Accounts gives accounts in order of debtor id, page by page: every kind of row of a page is read by one ordered query, so
// the number of queries does not grow with the number of debtors, and no two queries are open at once. Of each item it
// leaves out what only a letter shows: ExternalID, Description and PayLink.
func (r *reader) Accounts(q store.AccountQuery, asOf date.Date, fn func(*dunning.Account) error) error {
	last, err := r.LastDebtor()
	if err != nil {
		return err
	}
	if q.To > 0 {
		last = min(last, q.To)
	}
	l := accountLoader{r: r, asOf: asOf, paid: q.Paid, old: q.Old, words: words{}, at: map[receivable.ItemID]int{}, items: make([]dunning.Item, 0, room(len(q.Debtors)))}
	if err := l.brakes(); err != nil {
		return err
	}
	if len(q.Debtors) > 0 {
		return inChunks(q.Debtors, func(_ string, ids []any) error {
			return l.page(pageOf(q, ids), fn)
		})
	}
	for from := max(1, q.From); from <= last; from += accountPage {
		if err := l.page(pageBetween(q, from, min(last, from+accountPage-1)), fn); err != nil {
			return err
		}
	}
	return nil
}

// room is for how many items a loader begins: those of a page, or of the few debtors that were asked for.
func room(debtors int) int {
	if debtors > 0 {
		return 4 * min(debtors, accountPage)
	}
	return 4 * accountPage
}

// LastDebtor is the highest key of a debtor.
func (r *reader) LastDebtor() (last receivable.DebtorID, err error) {
	_, err = r.one("SELECT COALESCE(MAX(id), 0) FROM debtor", nil, &last)
	return last, err
}

// page is a condition on the debtor: %s stands for the column.
type page struct {
	condition string
	args      []any  // of the condition
	where     string // further conditions on an item
}

func pageOf(q store.AccountQuery, ids []any) page {
	if len(ids) == 1 { // the same words for whomever, so that the engine knows them
		return page{"%s = ?", ids, ofConnection(q.Connection)}
	}
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = strconv.FormatInt(int64(id.(receivable.DebtorID)), 10)
	}
	return page{"%s IN (" + strings.Join(texts, ",") + ")", nil, ofConnection(q.Connection)}
}

func pageBetween(q store.AccountQuery, from, to receivable.DebtorID) page {
	return page{"%s BETWEEN ? AND ?", []any{int64(from), int64(to)}, ofConnection(q.Connection)}
}

func ofConnection(id receivable.ConnectionID) string {
	if id == 0 {
		return ""
	}
	return " AND connection = " + strconv.FormatInt(int64(id), 10)
}

func (p page) on(column string) string { return strings.ReplaceAll(p.condition, "%s", column) }

// accountLoader fills one Account after another, using its memory again.
type accountLoader struct {
	r         *reader
	asOf      date.Date
	paid      bool
	old       date.Date // claims issued or due up to this day bring what may have restarted their limitation
	words     words
	byRead    map[receivable.ConnectionID]brake
	items     []dunning.Item
	ends      []span
	arrived   []int
	at        map[receivable.ItemID]int // of the page's items, when anything refers to one
	account   dunning.Account
	perDebtor map[receivable.DebtorID]*around
}

// span is a debtor with the part of the page's items that is its own.
type span struct {
	debtor   receivable.DebtorID
	from, to int
}

// around is what stands around a debtor's items; most debtors have nothing of it.
type around struct {
	holds    []dunning.Hold
	promises []dunning.Promise
	charges  []dunning.Charge
	contacts []dunning.Contact
	aside    []dunning.Aside
}

func (l *accountLoader) page(p page, fn func(*dunning.Account) error) error {
	if err := l.loadItems(p); err != nil || len(l.items) == 0 {
		return err
	}
	if err := l.loadAround(p); err != nil {
		return err
	}
	debtors, err := l.loadDebtors(p)
	if err != nil {
		return err
	}
	for _, d := range debtors {
		if err := l.give(d, fn); err != nil {
			return err
		}
	}
	return nil
}

func (l *accountLoader) loadItems(p page) error {
	l.items, l.ends, l.arrived = l.items[:0], l.ends[:0], l.arrived[:0]
	clear(l.at)
	row := itemRow{words: l.words}
	dests := row.destinations()
	partPaid, settled := false, false
	err := l.r.each(func(rows scanner) error {
		if err := rows.Scan(dests...); err != nil {
			return err
		}
		n := len(l.items)
		if len(l.ends) == 0 || l.ends[len(l.ends)-1].debtor != row.item.Debtor {
			l.ends = append(l.ends, span{row.item.Debtor, n, n})
		}
		l.ends[len(l.ends)-1].to = n + 1
		if err := row.finish(); err != nil {
			return err
		}
		l.items = append(l.items, row.item)
		l.arrived = append(l.arrived, row.marks>>firstOverdue)
		settled = settled || row.item.Open.Minor == 0
		partPaid = partPaid || row.item.Open.Minor != row.item.Amount.Minor
		return nil
	}, "SELECT "+planColumns+" FROM item i WHERE "+p.on("i.debtor")+" AND "+l.wanted()+p.where+" ORDER BY i.debtor, i.id", p.args...)
	if err == nil && settled {
		err = l.loadPaid(p)
	}
	if err == nil && partPaid {
		err = l.loadHistory(p)
	}
	if err != nil {
		return err
	}
	return l.loadGiven(p)
}

// wanted is the condition on the items that a plan looks at: what is open, and what was paid so lately that thanks are due.
func (l *accountLoader) wanted() string {
	if !l.paid {
		return "i.open <> 0"
	}
	return "(i.open <> 0 OR i.level > 0 AND i.thanked = 0 AND i.settled >= " + strconv.FormatInt(day(l.asOf.AddDays(-thanksDays)), 10) + ")"
}

// thanksDays is how long after it was settled an item is still looked at.
const thanksDays = 30

// loadPaid reads on which day a payment settled each item. One that something else settled stays without: nobody is thanked
// for a credit note.
func (l *accountLoader) loadPaid(p page) error {
	return l.r.each(func(rows scanner) error {
		var id receivable.ItemID
		var on int64
		err := rows.Scan(&id, &on)
		if it := l.index(id); it != nil {
			it.PaidOn = undayed(on)
		}
		return err
	}, `SELECT i.id, MAX(a.day) FROM item i JOIN allocation a ON a.item_external = i.external_id AND a.minor > 0
		JOIN payment y ON y.id = a.payment AND y.connection = i.connection AND y.reversed = 0 WHERE i.open = 0 AND `+p.on("i.debtor")+" AND "+l.wanted()+" GROUP BY i.id", p.args...)
}

// brakes reads what each connection says about debt that was old when a read first brought it.
func (l *accountLoader) brakes() error {
	l.byRead = map[receivable.ConnectionID]brake{}
	return l.r.each(func(rows scanner) error {
		var id receivable.ConnectionID
		var b brake
		err := rows.Scan(&id, &b.review.Decided, &b.review.Choice, &b.review.RecentDays)
		l.byRead[id] = b
		return err
	}, "SELECT id, review_decided, review_choice, review_days FROM connection")
}

// index finds an item of the page by its id.
func (l *accountLoader) index(id receivable.ItemID) *dunning.Item {
	if len(l.at) == 0 {
		for i := range l.items {
			l.at[l.items[i].ID] = i
		}
	}
	if i, ok := l.at[id]; ok {
		return &l.items[i]
	}
	return nil
}

func (l *accountLoader) of(id receivable.DebtorID) *around {
	a := l.perDebtor[id]
	if a == nil {
		a = &around{}
		l.perDebtor[id] = a
	}
	return a
}

// loadAround reads what staff noted and what notices charged.
func (l *accountLoader) loadAround(p page) error {
	l.perDebtor = map[receivable.DebtorID]*around{}
	today := day(l.asOf)
	marks := itemMarks{holds: map[receivable.ItemID]*dunning.Hold{}}
	if err := l.r.holds("h.lifted = 0 AND (h.until = 0 OR h.until >= ?) AND "+p.on("h.debtor"), func(h store.Hold) {
		if h.Item == 0 {
			l.of(h.Debtor).holds = append(l.of(h.Debtor).holds, h.Hold)
			return
		}
		marks.hold(h)
		if it := l.index(h.Item); it != nil {
			it.Hold = marks.holds[h.Item]
		}
	}, append([]any{today}, p.args...)...); err != nil {
		return err
	}
	if err := l.r.disputes("(s.resolved = 0 OR s.resolved_day <> 0) AND "+p.on("s.debtor"), func(d store.DisputeRow) {
		switch it := l.index(d.Item); {
		case it == nil:
		case d.Outcome == "":
			it.Dispute = &d.Dispute
		default:
			it.Resolution = resolution(d)
		}
	}, p.args...); err != nil {
		return err
	}
	if err := l.r.promises("(p.state = 'pending' OR (p.judged <> 0 AND p.judged >= d.last_issued)) AND "+p.on("p.debtor"), func(row store.PromiseRow) {
		l.of(row.Debtor).promises = append(l.of(row.Debtor).promises, row.Promise)
	}, p.args...); err != nil {
		return err
	}
	if err := l.loadGuard(p); err != nil {
		return err
	}
	if err := l.loadWaiting(p); err != nil {
		return err
	}
	if err := l.r.inPlans(" AND "+p.on("i.debtor"), func(id receivable.ItemID) {
		if it := l.index(id); it != nil {
			it.InPlan = true
		}
	}, p.args...); err != nil {
		return err
	}
	if err := l.loadRestarts(); err != nil {
		return err
	}
	return l.loadCharges(p)
}

// loadWaiting marks the items whose last notice has not left. A message that was taken out of the outbox alone waits for nothing.
func (l *accountLoader) loadWaiting(p page) error {
	return l.r.each(func(rows scanner) error {
		var id receivable.ItemID
		var on int64
		err := rows.Scan(&id, &on)
		if it := l.index(id); it != nil && it.LastNotice == undayed(on) {
			it.Waiting = true
		}
		return err
	}, `SELECT a.item, n.day FROM outbox o JOIN notice n ON n.id = o.notice AND n.event = '' JOIN notice_item a ON a.notice = n.id
		WHERE n.cancelled = 0 AND o.state IN ('queued', 'sending', 'failed') AND `+p.on("n.debtor"), p.args...)
}

// loadRestarts reads what may have started the limitation of the page's old claims anew.
func (l *accountLoader) loadRestarts() error {
	if l.old.IsZero() {
		return nil
	}
	isOld := func(it *dunning.Item) bool {
		return it.Open.Minor > 0 && !date.Earliest(it.Issued, it.DueOn()).After(l.old)
	}
	q := store.RestartQuery{Demands: true}
	for i := range l.items {
		it := &l.items[i]
		if isOld(it) && (len(q.Debtors) == 0 || q.Debtors[len(q.Debtors)-1] != it.Debtor) {
			q.Debtors = append(q.Debtors, it.Debtor)
		}
	}
	if len(q.Debtors) == 0 {
		return nil
	}
	found, err := l.r.Restarts(q)
	for i := range l.items {
		if it := &l.items[i]; isOld(it) {
			it.Restarts = found.Of(&it.OpenItem)
		}
	}
	return err
}

// loadGuard reads what the guard of contacts counts.
func (l *accountLoader) loadGuard(p page) error {
	if err := l.r.contacts("day >= ? AND "+p.on("debtor"), func(id receivable.DebtorID, c dunning.Contact) {
		l.of(id).contacts = append(l.of(id).contacts, c)
	}, append([]any{day(l.asOf.AddDays(-contactDays))}, p.args...)...); err != nil {
		return err
	}
	return l.r.asides("day = ? AND "+p.on("debtor"), func(id receivable.DebtorID, w dunning.Aside) {
		l.of(id).aside = append(l.of(id).aside, w)
	}, append([]any{day(l.asOf)}, p.args...)...)
}

// loadHistory reads how the open principal of part-paid items moved, see dunning.HistoryOf.
func (l *accountLoader) loadHistory(p page) error {
	paid := map[receivable.ItemID][]dunning.Move{}
	collect := func(into map[receivable.ItemID][]dunning.Move, byDebtor bool) func(scanner) error {
		return func(rows scanner) error {
			var id receivable.ItemID
			var on, minor int64
			err := rows.Scan(&id, &on, &minor)
			into[id] = append(into[id], dunning.Move{On: undayed(on), Amount: money.Amount{Minor: minor}, Paid: byDebtor})
			return err
		}
	}
	part := p.on("i.debtor") + " AND i.open <> 0 AND i.open <> i.amount"
	if err := l.r.each(collect(paid, true), `SELECT i.id, a.day, -a.minor FROM item i JOIN allocation a ON a.item_external = i.external_id
		JOIN payment y ON y.id = a.payment AND y.connection = i.connection AND y.reversed = 0 WHERE `+part+" ORDER BY i.id, a.day", p.args...); err != nil {
		return err
	}
	moved := map[receivable.ItemID][]dunning.Move{}
	if err := l.r.each(collect(moved, false), "SELECT i.id, m.day, m.minor FROM item i JOIN item_move m ON m.item = i.id WHERE "+part+" ORDER BY i.id, m.day", p.args...); err != nil {
		return err
	}
	for i := range l.items {
		it := &l.items[i]
		if it.Open.Minor != it.Amount.Minor {
			it.History = dunning.HistoryOf(it, paid[it.ID], moved[it.ID])
		}
	}
	return nil
}

func (l *accountLoader) give(d accountDebtor, fn func(*dunning.Account) error) error {
	b := l.byRead[d.debtor.Connection]
	for i := d.from; i < d.to; i++ {
		it := &l.items[i]
		it.Connection = d.debtor.Connection
		b.overdue = l.arrived[i]
		it.OldDebt = b.holds(it)
	}
	a := &l.account
	*a = dunning.Account{Debtor: d.debtor, Items: l.items[d.from:d.to:d.to], Last: undayed(d.last), Answer: d.answer}
	if extra := l.perDebtor[d.debtor.ID]; extra != nil {
		a.Holds, a.Promises, a.Charges = extra.holds, extra.promises, extra.charges
		a.Contacts, a.SetAside = extra.contacts, extra.aside
	}
	if l.r.ctx.Err() != nil {
		return l.r.ctx.Err()
	}
	return fn(a)
}
