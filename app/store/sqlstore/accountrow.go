package sqlstore

import (
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// A plan reads every open item of the book. The types below take values from the driver without reflection and without a
// new string for texts that repeat.

// words keeps one copy of texts of which a book has few: currencies, kinds, countries.
type words map[string]string

func (w words) keep(s string) string {
	if kept, ok := w[s]; ok {
		return kept
	}
	if len(w) < 10_000 { // a book that somebody filled with garbage must not fill memory too
		w[s] = s
	}
	return s
}

var errColumn = fault.New(store.Truncated, "a column of the book holds another kind of value than it should").WithHint("restore a backup")

// number takes an integer.
type number[T ~int | ~int64] struct{ to *T }

func (n number[T]) Scan(v any) error {
	i, ok := v.(int64)
	if !ok {
		return errColumn
	}
	*n.to = T(i)
	return nil
}

// civil takes a day. Neighbouring rows often share one, so the last is remembered.
type civil struct {
	to   *date.Date
	last *int64
	kept *date.Date
}

func newCivil(to *date.Date) civil { return civil{to, new(int64), new(date.Date)} }

func (c civil) Scan(v any) error {
	n, ok := v.(int64)
	if !ok {
		return errColumn
	}
	if n != *c.last {
		*c.last, *c.kept = n, undayed(n)
	}
	*c.to = *c.kept
	return nil
}

// word takes a text that repeats.
type word[T ~string] struct {
	to    *T
	words words
}

func (w word[T]) Scan(v any) error {
	switch s := v.(type) {
	case string:
		*w.to = T(w.words.keep(s))
	case []byte:
		*w.to = T(w.words.keep(string(s)))
	default:
		return errColumn
	}
	return nil
}

// planColumns are what a plan reads of an item. Each column of each row costs the same, so two marks and a number of days come as one number,
// and where an item stands comes as one text that is empty for the many items nobody was ever reminded of. What was waived of a
// notice that was taken back stays claimed of an item without a level.
const planColumns = `i.id, i.debtor, i.number, i.kind, i.issued, i.due, i.currency, i.amount, i.open, i.reference, i.order_ref, ` + appliesTo + `,
	i.reviewed + 2 * i.stale + 4 * i.escalated + 8 * i.banked + 16 * i.collected + 32 * i.quarantined + 64 * i.withheld + 128 * i.first_overdue,
	CASE WHEN i.last_notice + i.level + i.early_notice + i.charged + i.lump = 0 THEN ''
		ELSE i.level || ' ' || i.last_notice || ' ' || i.last_deadline || ' ' || i.charged || ' ' || i.charged_to || ' ' || i.fees ||
			' ' || i.early_notice || ' ' || i.lump || ' ' || i.thanked || ' ' || i.warned || ' ' || i.warned_to END`

// Marks of an item, as planColumns adds them up.
const (
	markReviewed = 1 << iota
	markStale
	markEscalated
	markBanked
	markCollected
	markQuarantined
	markWithheld
	// The rest is the days by which the item was overdue when a read first brought it.
	firstOverdue = iota
)

// itemRow is where one row of items is read into.
type itemRow struct {
	item     dunning.Item
	currency money.Currency
	marks    int
	stands   string
	words    words
}

func (r *itemRow) destinations() []any {
	it := &r.item
	return []any{
		number[receivable.ItemID]{&it.ID},
		number[receivable.DebtorID]{&it.Debtor},
		&it.Number,
		word[receivable.ItemKind]{&it.Kind, r.words},
		newCivil(&it.Issued), newCivil(&it.Due),
		word[money.Currency]{&r.currency, r.words},
		number[int64]{&it.Amount.Minor},
		number[int64]{&it.Open.Minor},
		&it.Reference, &it.OrderRef,
		number[receivable.ItemID]{&it.AppliesTo},
		number[int]{&r.marks},
		word[string]{&r.stands, r.words},
	}
}

// finish works out what does not lie in a column of its own.
func (r *itemRow) finish() error {
	it := &r.item
	it.Amount.Currency, it.Open.Currency, it.Charged.Currency = r.currency, r.currency, r.currency
	it.Reviewed, it.Stale = r.marks&markReviewed != 0, r.marks&markStale != 0
	it.Escalated, it.Banked, it.Collected = r.marks&markEscalated != 0, r.marks&markBanked != 0, r.marks&markCollected != 0
	it.Quarantined = r.marks&(markQuarantined|markWithheld) != 0
	// level, last notice, last deadline, interest charged, charged up to, fees charged, early notice, lump sum, thanked, warned, warned to
	var n [11]int64
	if r.stands != "" {
		fields := strings.Fields(r.stands)
		if len(fields) != len(n) {
			return errColumn
		}
		for i := range n {
			value, err := strconv.ParseInt(fields[i], 10, 64)
			if err != nil {
				return errColumn
			}
			n[i] = value
		}
	}
	it.Level, it.LastNotice, it.LastDeadline = int(n[0]), undayed(n[1]), undayed(n[2])
	it.Charged.Minor, it.ChargedTo, it.FeesCharged = n[3], undayed(n[4]), int(n[5])
	it.EarlyNotice, it.LumpClaimed, it.Thanked = undayed(n[6]), n[7] != 0, n[8] != 0
	it.Warned, it.WarnedTo = undayed(n[9]), undayed(n[10])
	return nil
}

// accountDebtor is a debtor of a page with its part of the items.
type accountDebtor struct {
	span
	debtor receivable.Debtor
	last   int64
	answer dunning.Answer
}

// loadDebtors reads the page's debtors that have something open.
func (l *accountLoader) loadDebtors(p page) ([]accountDebtor, error) {
	out := make([]accountDebtor, 0, len(l.ends))
	var row accountDebtor
	var lines, dead string
	d := &row.debtor
	dests := []any{
		number[receivable.DebtorID]{&d.ID},
		number[receivable.ConnectionID]{&d.Connection},
		&d.ExternalID, &d.Number, &d.Name,
		word[receivable.Kind]{&d.Kind, l.words},
		word[string]{&d.Country, l.words},
		word[string]{&d.Language, l.words},
		word[string]{&d.Timezone, l.words},
		word[money.Currency]{&d.Currency, l.words},
		word[string]{&d.Owner, l.words},
		word[string]{&d.Group, l.words},
		&d.Email, &d.Phone, &lines, &d.Address.PostalCode,
		word[string]{&d.Address.City, l.words},
		word[string]{&d.Address.Region, l.words},
		word[string]{&d.Address.Country, l.words},
		word[string]{&dead, l.words},
		number[int64]{&row.last},
		word[dunning.Answer]{&row.answer, l.words},
	}
	next := 0
	withdrawn := map[receivable.DebtorID][]receivable.Consent{}
	if err := l.r.withdrawn(p.on("debtor"), func(c receivable.Consent) { withdrawn[c.Debtor] = append(withdrawn[c.Debtor], c) }, p.args...); err != nil {
		return nil, err
	}
	marked := map[receivable.DebtorID][]receivable.DeadChannel{}
	if err := l.r.dead(p.on("debtor"), func(c receivable.DeadChannel) { marked[c.Debtor] = append(marked[c.Debtor], c) }, p.args...); err != nil {
		return nil, err
	}
	err := l.r.each(func(rows scanner) error {
		if err := rows.Scan(dests...); err != nil {
			return err
		}
		for next < len(l.ends) && l.ends[next].debtor < d.ID {
			next++
		}
		if next == len(l.ends) || l.ends[next].debtor != d.ID {
			return nil
		}
		d.Address.Lines, d.Dead, d.Marks = nil, nil, nil
		if lines != "" {
			d.Address.Lines = strings.Split(lines, "\n")
		}
		if dead != "" {
			d.Dead, d.Marks = splitChannels(dead), marked[d.ID]
		}
		d.Withdrawn = withdrawn[d.ID]
		row.span = l.ends[next]
		out = append(out, row)
		return nil
	}, `SELECT id, connection, external_id, number, name, kind, country, language, timezone, currency, owner, debtor_group, email, phone,
		address, postal_code, city, region, address_country, dead, last_notice, answer FROM debtor WHERE `+p.on("id")+" ORDER BY id", p.args...)
	return out, err
}
